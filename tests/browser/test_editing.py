"""The editing room in a browser: what is typed is written, what is wrong is said, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browser import package
from tests.support.editing import Serving, serving_room
from tests.support.small import small_world

HONOR = "-edit/record/honor/green-city"
FILE = "honors/2017/green-city.md"
AXE = "axe.run().then(found => found.violations.map(each => each.id + each.nodes.map(node => node.html)))"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return small_world(tmp_path / "content")


@pytest.fixture
def room(content: Path) -> Iterator[Serving]:
    with serving_room(content) as found:
        yield found


@pytest.fixture
def desk(browser: Any, room: Serving) -> Iterator[Any]:
    """A page of somebody who has come in; it fails if the page's script does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(room.come_in)
    yield page
    context.close()


def field(page: Any, pointer: str, path: str = FILE) -> Any:
    """The control of a field, by its pointer as JSON."""
    return page.locator(f"[data-pointer='{pointer}'][data-path='{path}']:not(button)")


def enter(page: Any, pointer: str, text: str) -> None:
    control = field(page, pointer)
    control.fill(text)
    control.blur()


def state(page: Any, name: str) -> None:
    """Wait until the form says so."""
    page.wait_for_selector(f"#state.{name}")


def test_a_record_is_found_changed_and_seen_on_its_page(desk: Any, content: Path) -> None:
    desk.fill("input[type=search]", "lhxj")
    desk.press("input[type=search]", "Enter")
    desk.click("text=Advanced Unit in Greening")
    enter(desk, '["title"]', "绿化模范单位")
    page = desk.frame_locator("iframe")
    page.locator("text=绿化模范单位").first.wait_for()
    state(desk, "written")
    assert "title: 绿化模范单位\n" in (content / FILE).read_text("utf-8")


def test_a_mistake_is_said_at_its_field_and_kept(desk: Any, room: Serving, content: Path) -> None:
    desk.goto(f"{room.address}/{HONOR}")
    enter(desk, '["conferred", "date"]', "春天")
    state(desk, "kept")
    control = field(desk, '["conferred", "date"]')
    assert control.get_attribute("aria-invalid") is not None
    told = control.get_attribute("aria-describedby").split()[0]
    assert desk.locator(f"#{told} .problem").count() == 1
    desk.reload()
    assert field(desk, '["conferred", "date"]').input_value() == "春天"
    enter(desk, '["conferred", "date"]', "2017年5月")
    state(desk, "written")
    assert "conferred: 2017-05\n" in (content / FILE).read_text("utf-8")


def test_an_item_is_added_with_the_keyboard(desk: Any, room: Serving, content: Path) -> None:
    desk.goto(f"{room.address}/{HONOR}")
    desk.locator("button[data-add='[\"sources\", 1]']").press("Enter")
    picker = desk.locator("record-picker input:focus")
    picker.type("letter")
    desk.locator("record-picker li").first.wait_for()
    picker.press("ArrowDown")
    picker.press("Enter")
    state(desk, "kept")
    enter(desk, '["sources", 1, "at"]', "来信")
    state(desk, "written")
    assert "  - {source: letter, at: 来信}\n" in (content / FILE).read_text("utf-8")


def test_what_is_typed_while_the_server_is_away_is_sent_later(desk: Any, room: Serving, content: Path) -> None:
    desk.goto(f"{room.address}/{HONOR}")
    desk.route("**/-edit/enter/**", lambda route: route.abort())
    enter(desk, '["title"]', "绿化模范单位")
    state(desk, "not-sent")
    enter(desk, '["sources", 0, "at"]', "绿化先进")
    assert "绿化先进单位" in (content / FILE).read_text("utf-8")
    desk.unroute("**/-edit/enter/**")
    desk.on("dialog", lambda dialog: dialog.accept())
    desk.reload()
    state(desk, "written")
    desk.wait_for_function("localStorage.length === 0")
    text = (content / FILE).read_text("utf-8")
    assert "title: 绿化模范单位\n" in text
    assert "{source: report, at: 绿化先进}" in text


def test_an_entry_is_taken_back(desk: Any, room: Serving, content: Path) -> None:
    desk.goto(f"{room.address}/{HONOR}")
    enter(desk, '["title"]', "绿化模范单位")
    desk.wait_for_function("!document.querySelector('#undo').disabled")
    desk.click("#undo")
    desk.wait_for_function("!document.querySelector('#redo').disabled")
    assert field(desk, '["title"]').input_value() == "绿化先进单位"
    assert "title: 绿化先进单位\n" in (content / FILE).read_text("utf-8")


def test_two_editors_of_one_value_are_asked(browser: Any, desk: Any, room: Serving, content: Path) -> None:
    desk.goto(f"{room.address}/{HONOR}")
    cookies = desk.context.cookies()
    context = browser.new_context()
    context.add_cookies(cookies)
    other = context.new_page()
    other.goto(f"{room.address}/{HONOR}")
    enter(other, '["title"]', "绿化优秀单位")
    state(other, "written")
    enter(desk, '["title"]', "绿化模范单位")
    state(desk, "conflict")
    assert "title: 绿化优秀单位\n" in (content / FILE).read_text("utf-8")
    desk.click("button[data-mine='1']")
    state(desk, "written")
    assert "title: 绿化模范单位\n" in (content / FILE).read_text("utf-8")
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["-edit/", "-edit/new", HONOR, HONOR.replace("record", "history")])
def test_pages_are_accessible_and_no_wider_than_the_screen(
    desk: Any, room: Serving, path: str, language: str, width: int
) -> None:
    desk.set_viewport_size({"width": width, "height": 800})
    desk.goto(f"{room.address}/{path}?language={language}")
    desk.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    desk.eval_on_selector_all("iframe", "all => all.forEach(each => each.remove())")
    desk.add_script_tag(path=str(package("axe-core/axe.min.js")))
    assert desk.evaluate(AXE) == []


def test_a_record_is_begun_and_filled_in(desk: Any, content: Path) -> None:
    desk.click("text=New record")
    desk.fill("input[name=title] >> nth=0", "最美街道奖")
    desk.fill("input[name=title] >> nth=1", "Most Beautiful Street")
    desk.select_option("select[name=year]", "2018")
    desk.click("text=Begin the record")
    state(desk, "written")
    path = "honors/2018/most-beautiful-street.md"
    field(desk, '["level"]', path).select_option("district")
    desk.wait_for_function("document.querySelector('#state').className === 'state written'")
    assert "level: district\n" in (content / path).read_text("utf-8")
    assert "draft: true\n" in (content / path).read_text("utf-8")
