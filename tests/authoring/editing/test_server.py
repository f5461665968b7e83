"""The editing room over HTTP: who may come in, what a request may name, and what a browser gets back."""

from __future__ import annotations

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest

from tests.authoring.editing.conftest import HONOR_FILE
from tests.support.builds import edit
from tests.support.editing import COOKIE, TOKEN, Serving, serving_room
from tests.support.small import small_world

RECORD = "/-edit/record/honor/green-city"
ENTER = "/-edit/enter/honor/green-city"
TITLE = {"path": HONOR_FILE, "pointer": ["title"], "unit": ["title"], "text": "绿化模范单位", "before": "绿化先进单位"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_world(tmp_path / "content")


@pytest.fixture
def serving(content: Path) -> Iterator[Serving]:
    with serving_room(content) as found:
        yield found


def ask(
    serving: Serving,
    path: str,
    data: object = None,
    *,
    cookie: str = f"editing={COOKIE}",
    headers: dict[str, str] | None = None,
) -> tuple[int, str, dict[str, str]]:
    """Status, text and headers of an answer; `data` is posted as JSON, as a page of the room does."""
    where = urlsplit(serving.address)
    connection = http.client.HTTPConnection(where.netloc, timeout=20)
    sent = {"Cookie": cookie, **({"Origin": serving.address, "Sec-Fetch-Site": "same-origin"} if data else {})}
    body = data if isinstance(data, bytes) else json.dumps(data).encode() if data is not None else None
    connection.request("POST" if data is not None else "GET", path, body, {**sent, **(headers or {})})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return found


def test_the_token_lets_one_browser_in(serving: Serving) -> None:
    status, _, headers = ask(serving, f"/-edit/come-in?token={TOKEN}", cookie="")
    assert (status, headers["Location"]) == (302, "/-edit/")
    assert f"editing={COOKIE}" in headers["Set-Cookie"]
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    assert ask(serving, f"/-edit/come-in?token={TOKEN}", cookie="")[0] == 403
    assert ask(serving, "/-edit/", cookie="editing=guess")[0] == 403
    assert "Advanced Unit in Greening" in ask(serving, "/-edit/")[1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "evil.example"},
        {"Origin": "http://evil.example", "Host": "evil.example"},
        {"Cookie": ""},
        {"Cookie": "editing=guess"},
    ],
    ids=str,
)
def test_another_page_cannot_enter_anything(serving: Serving, content: Path, headers: dict[str, str]) -> None:
    before = (content / HONOR_FILE).read_bytes()
    assert ask(serving, ENTER, TITLE, headers=headers)[0] == 403
    assert (content / HONOR_FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"{", 400),
        (b"[" * 20_000, 400),
        ({**TITLE, "pointer": []}, 400),
        ({**TITLE, "pointer": [None]}, 400),
        ({**TITLE, "unit": "title"}, 400),
        ({"text": "a"}, 400),
        ({**TITLE, "path": "yearbook.yaml"}, 409),
        ({**TITLE, "path": "../../etc/passwd"}, 409),
        ({**TITLE, "path": "honors/2018/clean-streets.md"}, 409),
    ],
    ids=str,
)
def test_a_request_names_a_field_of_the_record_and_nothing_else(
    serving: Serving, content: Path, sent: Any, status: int
) -> None:
    before = {each: each.read_bytes() for each in content.rglob("*") if each.is_file()}
    assert ask(serving, ENTER, sent)[0] == status
    after = {each: each.read_bytes() for each in content.rglob("*") if each.is_file() and ".editing" not in each.parts}
    assert after == before


def test_a_form_shows_a_record_and_an_entry_is_written(serving: Serving, content: Path) -> None:
    status, page, headers = ask(serving, RECORD)
    assert status == 200
    assert "绿化先进单位" in page
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    status, form, _ = ask(serving, ENTER, TITLE)
    assert status == 200
    assert 'class="state written"' in form
    assert "绿化模范单位" in form
    assert "title: 绿化模范单位\n" in (content / HONOR_FILE).read_text("utf-8")
    assert "绿化模范单位" in ask(serving, "/zh/honors/green-city.html")[1]


def test_habits_are_understood_and_mistakes_stand_with_their_field(serving: Serving, content: Path) -> None:
    pointer = ["conferred", "date"]
    sent = {"path": HONOR_FILE, "pointer": pointer, "unit": pointer, "before": "2017-03"}
    form = ask(serving, ENTER, {**sent, "text": "2017年4月"})[1]
    assert "conferred: 2017-04\n" in (content / HONOR_FILE).read_text("utf-8")
    form = ask(serving, ENTER, {**sent, "before": "2017-04", "text": "春天"})[1]
    assert 'class="state kept"' in form
    assert "conferred: 2017-04\n" in (content / HONOR_FILE).read_text("utf-8")
    field = form.split("春天", 1)[1].split('class="field', 1)[0]
    assert 'class="problem error"' in field


def test_two_values_are_shown_where_somebody_else_was_faster(serving: Serving, content: Path) -> None:
    edit(content / HONOR_FILE, "绿化先进单位", "绿化优秀单位")
    form = ask(serving, ENTER, TITLE)[1]
    assert "<dd>绿化模范单位</dd>" in form
    assert "<dd>绿化优秀单位</dd>" in form
    (conflict,) = serving.room.workspace.entries["honor", "green-city"].conflicts
    sent = {"id": conflict.operation.id, "mine": True}
    assert 'class="state written"' in ask(serving, "/-edit/decide/honor/green-city", sent)[1]
    assert "title: 绿化模范单位\n" in (content / HONOR_FILE).read_text("utf-8")
    assert ask(serving, "/-edit/decide/honor/green-city", sent)[0] == 200, "it is decided already"


def test_an_item_is_added_moved_and_removed(serving: Serving, content: Path) -> None:
    pointer = quote('["themes", 1]')
    blank = ask(serving, f"/-edit/blank/honor/green-city?path={HONOR_FILE}&pointer={pointer}")
    assert blank[0] == 200
    assert 'data-kind="theme"' in blank[1]
    item = {"path": HONOR_FILE, "pointer": ["themes", 1], "unit": ["themes", 1], "before": None}
    ask(serving, ENTER, {**item, "pointer": ["related", 1], "unit": ["related", 1], "text": "theme:garden"})
    ask(serving, ENTER, {**item, "pointer": ["related", 1], "unit": ["related", 1], "text": None, "move": -1})
    assert 'related: ["theme:garden", "project:long-road"]\n' in (content / HONOR_FILE).read_text("utf-8")
    removed = {**item, "pointer": ["related", 0], "unit": ["related", 0], "text": None, "before": "theme:garden"}
    ask(serving, ENTER, removed)
    assert 'related: ["project:long-road"]\n' in (content / HONOR_FILE).read_text("utf-8")


def test_entries_are_taken_back_and_done_again(serving: Serving, content: Path) -> None:
    def title() -> str:
        return next(
            each for each in (content / HONOR_FILE).read_text("utf-8").splitlines() if each.startswith("title:")
        )

    undo, path = "/-edit/undo/honor/green-city", "/-edit/history/honor/green-city"
    ask(serving, ENTER, TITLE)
    ask(serving, ENTER, {**TITLE, "before": "绿化模范单位", "text": "绿化优秀单位"})
    item = {"path": HONOR_FILE, "pointer": ["related", 0], "unit": ["related", 0], "before": "project:long-road"}
    ask(serving, ENTER, {**item, "text": None})
    assert "related" not in (content / HONOR_FILE).read_text("utf-8")
    ask(serving, undo, {"redo": False})
    assert 'related: ["project:long-road"]\n' in (content / HONOR_FILE).read_text("utf-8")
    ask(serving, undo, {"redo": False})
    assert title() == "title: 绿化模范单位"
    ask(serving, undo, {"redo": False})
    assert title() == "title: 绿化先进单位"
    form = ask(serving, undo, {"redo": False})[1]
    assert title() == "title: 绿化先进单位", "nothing is left to undo"
    assert 'id="undo" data-redo="" disabled' in form
    ask(serving, undo, {"redo": True})
    assert title() == "title: 绿化模范单位"
    ask(serving, undo, {"redo": False})
    assert title() == "title: 绿化先进单位"
    ask(serving, undo, {"redo": True})
    ask(serving, ENTER, {**TITLE, "before": "绿化模范单位", "text": "绿化奖"})
    form = ask(serving, undo, {"redo": True})[1]
    assert title() == "title: 绿化奖", "a new entry ends what can be redone"
    assert 'id="redo" data-redo="1" disabled' in form
    history = ask(serving, path)[1]
    assert history.count('<th scope="row">') == 10
    assert "<td>绿化模范单位</td><td>绿化奖</td>" in history


@pytest.mark.parametrize("text", ["绿化", "lvhua", "luhua", "lhb", "GREENING", "green-office"])
def test_records_are_found_by_name_pinyin_initials_and_id(serving: Serving, text: str) -> None:
    found = json.loads(ask(serving, f"/-edit/find?kind=unit&q={quote(text)}")[1])
    assert "green-office" in [each["id"] for each in found]


def test_a_record_is_begun_and_filled_in(serving: Serving, content: Path) -> None:
    fields = urlencode(
        {"kind": "honor", "title": ["最美街道奖", "Most Beautiful Street"], "year": "2018", "id": ""}, doseq=True
    )
    status, _, headers = ask(
        serving, "/-edit/new", fields.encode(), headers={"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert (status, headers["Location"]) == (303, "/-edit/record/honor/most-beautiful-street")
    assert "最美街道奖" in ask(serving, headers["Location"])[1]
    again = ask(serving, "/-edit/new", fields.encode(), headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert again[0] == 200
    assert 'class="problem"' in again[1]
    assert "最美街道奖" in again[1], "what was typed is still there"


def test_the_interface_speaks_chinese_and_remembers_it(serving: Serving) -> None:
    _, page, headers = ask(serving, f"{RECORD}?language=zh")
    assert '<html lang="zh-CN">' in page
    assert "评定时段" in page
    assert "editing-language=zh" in headers["Set-Cookie"]
    cookie = f"editing={COOKIE}; editing-language=zh"
    assert '<html lang="zh-CN">' in ask(serving, RECORD, cookie=cookie)[1]


def test_a_record_that_is_gone_and_a_file_that_is_broken_are_said(serving: Serving, content: Path) -> None:
    assert ask(serving, "/-edit/record/honor/nothing")[0] == 404
    (content / HONOR_FILE).write_text("---\ntitle: [\n---\n", "utf-8")
    status, text, _ = ask(serving, ENTER, TITLE)
    assert status == 409
    assert "green-city.md" in text


@pytest.mark.parametrize("path", ["/-edit/", RECORD, "/-edit/new", "/-edit/find?kind=unit&q=a"])
def test_settings_that_cannot_be_read_are_said(serving: Serving, content: Path, path: str) -> None:
    good = (content / "yearbook.yaml").read_text("utf-8")
    (content / "yearbook.yaml").write_text("title: [\n", "utf-8")
    serving.room.session.edited({"yearbook.yaml"})
    status, text, _ = ask(serving, path)
    assert status == 409
    assert "content/yearbook.yaml:1" in text
    (content / "yearbook.yaml").write_text(good, "utf-8")
    serving.room.session.edited({"yearbook.yaml"})
    assert ask(serving, path)[0] == 200
