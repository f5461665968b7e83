"""What a further field of a kind costs: the field and its word make it appear everywhere."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from tests.support.small import FILES
from tests.support.worlds import world
from tests.support.yearbooks import run, strings

prize = partial(run, extension="tests.support.prize")


WORDS = {"zh": {"facts:": "prize: 奖金"}, "en": {"facts:": "prize: Prize"}}
"""Language → group of the strings file → lines that are added to it."""

RECORDS = {
    "honors/2018/read-more.md": """\
        ---
        title: 读书奖
        form: award
        level: district
        prize: 2.5万元
        sources: [{source: letter, at: 读书}]
        ---

        读书得奖。
        """,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A yearbook in which an honor has a prize, built once."""
    folder = tmp_path_factory.mktemp("prizes")
    world(folder / "content", {**FILES, **RECORDS})
    world(folder / "templates", {f"strings/{code}.yaml": strings(code, words) for code, words in WORDS.items()})
    prize(folder, "build", "--jobs=1")
    return folder


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("en/honors/read-more.html", ["Prize", "CNY 25,000"]),
        ("zh/honors/read-more.html", ["奖金", "2.5万元"]),
        ("en/honors/read-more.md", ["Prize", "CNY 25,000"]),
        ("data/honors.csv", ["2.5万元"]),
        ("data/yearbook.schema.json", ["The prize in money"]),
    ],
)
def test_it_is_shown(folder: Path, path: str, texts: list[str]) -> None:
    found = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in found] == []


def test_it_is_in_the_data_and_in_search(folder: Path) -> None:
    whole = json.loads((folder / "site/data/yearbook.json").read_text("utf-8"))
    (honor,) = (each for each in whole["records"]["honor"] if each["id"] == "read-more")
    assert "2.5万元" in json.dumps(honor, ensure_ascii=False)
    scripts = "".join(each.read_text("utf-8") for each in sorted((folder / "site/zh/search").rglob("*.js")))
    assert "奖金" in scripts or "2.5万元" in scripts


def test_authors_are_offered_it(folder: Path, tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    prize(tmp_path, "new", "honor", "new-prize", "--year", "2018")
    assert "prize" in (tmp_path / "content/honors/2018/new-prize.md").read_text("utf-8")
    prize(tmp_path, "export", "honors.csv", "--kind", "honor")
    assert "2.5万元" in (tmp_path / "honors.csv").read_text("utf-8-sig")
    prize(tmp_path, "schemas")
    assert "奖金" in (tmp_path / "content/.schema/honors.json").read_text("utf-8")
    prize(tmp_path, "guide", "--output", str(tmp_path / "guide"))
    assert "The prize in money" in "".join(each.read_text("utf-8") for each in (tmp_path / "guide").rglob("*.html"))
