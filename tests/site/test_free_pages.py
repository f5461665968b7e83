"""Free pages: text of the editors' own, with a place in the menu or at the foot of pages, and in the book."""

from __future__ import annotations

import json
import re
from pathlib import Path
from textwrap import dedent

import pytest
from pypdf import PdfReader

from tests.support.small import CONFIGURATION, FILES, small_world
from tests.support.sound import problems_of, read
from tests.support.worlds import world
from tests.support.yearbooks import run

PAGES = {
    "pages/rules.md": """\
        ---
        title: 凡例
        in_book: front
        order: 2
        with_key: true
        ---

        本书按年度编排，见[绿化](honor:green-city)。

        ## 计量

        数量照原文书写。
        """,
    "pages/rules.en.md": """\
        ---
        title: Editorial rules
        ---

        The book is arranged by year; see [greening](honor:green-city).

        ## Measures

        Figures are kept as printed.
        """,
    "pages/guide.md": """\
        ---
        title: 关于本书与使用说明
        shown_in: menu
        menu_name: {zh: 使用说明, en: How to read it}
        order: 1
        ---

        怎样读这本书。
        """,
    "pages/guide.en.md": "---\ntitle: About this book and how to read it\n---\n\nHow this book is read.\n",
    "pages/board.md": """\
        ---
        title: 编委会名单
        shown_in: nowhere
        in_book: back
        ---

        主编：某人。
        """,
    "pages/unfinished.md": "---\ntitle: 待定\nshown_in: menu\ndraft: true\n---\n\n待写\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A yearbook with free pages, built once."""
    folder = tmp_path_factory.mktemp("pages")
    world(folder / "content", {**FILES, **PAGES})
    run(folder, "build", "--jobs=1", "--base-url=https://example.org/", "--pdf")
    return folder


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("zh/pages/rules.html", ["<h1>凡例</h1>", 'href="../honors/green-city.html"', "parallel/pages/rules"]),
        ("en/pages/rules.html", ["Editorial rules", "Figures are kept as printed."]),
        ("parallel/pages/rules.html", ["数量照原文书写", "Figures are kept as printed."]),
        ("en/pages/board.html", ["编委会名单", "Not yet translated: shown in Chinese."]),
        ("zh/honors/green-city.html", ['"../pages/guide.html">使用说明</a>', '"../pages/rules.html">凡例</a>']),
        ("en/index.html", ['<a href="pages/guide.html">How to read it</a>', "Editorial rules"]),
        ("en/pages/guide.html", ['"../pages/guide.html" aria-current="true">How to read it</a>']),
        ("en/pages/index.html", ["About this book and how to read it", "Editorial rules", "编委会名单"]),
        ("sitemap.xml", ["https://example.org/en/pages/rules.html", "https://example.org/zh/pages/rules.html"]),
        ("en/pages/rules.md", ["# Editorial rules", "Figures are kept as printed."]),
        ("en/llms.txt", ["pages/rules.md"]),
    ],
)  # fmt: skip
def test_the_site_has_them(folder: Path, path: str, texts: list[str]) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in html] == []


@pytest.mark.parametrize("path", ["zh/pages/rules.html", "zh/pages/guide.html", "zh/index.html", "zh/pages/rules.md"])
def test_what_says_where_they_stand_is_not_shown(folder: Path, path: str) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in ("shown_in", "front", "待定") if text in html] == []


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("zh", "图例", ["市级", "竣工", "绿色", "部分兑现", "估计数"]),
        ("en", "Key", ["Municipal", "Completed", "Green", "Partly", "estimated"]),
    ],
)
def test_a_key_is_drawn_like_the_pages(folder: Path, language: str, title: str, words: list[str]) -> None:
    site = folder / "site" / language
    html = (site / "pages/rules.html").read_text("utf-8")
    key = html[html.index('id="key"') :]
    assert title in key
    assert [each for each in words if each not in key] == []
    drawn = set(re.findall(r'<(?:svg class="mark|span class="seal) [^"]+"', key))
    for path, mark in (("honors/green-city.html", "seal seal-"), ("projects/long-road.html", "mark stage-mark")):
        (shown, *_) = re.findall(rf'<[a-z]+ class="{mark}[^"]*"', (site / path).read_text("utf-8"))
        assert shown in drawn
    assert len(re.findall("outcome-mark", key)) == 4
    assert 'id="key"' not in (site / "pages/guide.html").read_text("utf-8")


def test_the_key_leaves_out_what_no_record_has(tmp_path: Path) -> None:
    few = {name: text for name, text in FILES.items() if not name.startswith("commitments/")}
    world(tmp_path / "content", {**few, **PAGES})
    run(tmp_path, "build", "--jobs=1")
    html = (tmp_path / "site/zh/pages/rules.html").read_text("utf-8")
    assert "荣誉级别" in html
    assert "outcome-mark" not in html


def test_the_book_prints_the_seals_of_the_key(folder: Path) -> None:
    text = "".join(each.extract_text() for each in PdfReader(folder / "site/pdf/zh/book.pdf").pages)
    assert re.search("荣誉级别\\s*国家级", text)


def test_search_and_data_have_them(folder: Path) -> None:
    scripts = "".join(each.read_text("utf-8") for each in sorted((folder / "site/en/search").rglob("*.js")))
    assert "Editorial rules" in scripts
    whole = json.loads((folder / "site/data/yearbook.json").read_text("utf-8"))
    board, guide, rules = whole["records"]["page"]
    assert [each["facts"]["order"] for each in (board, guide, rules)] == [100, 1, 2]
    assert "Figures are kept as printed." in rules["texts"]["en"]
    assert "编委会名单" in (folder / "site/data/pages.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("name", ["book", "years/2017"])
def test_the_book_prints_them_before_and_after_its_chapters(folder: Path, name: str) -> None:
    pages = [page.extract_text() for page in PdfReader(folder / f"site/pdf/zh/{name}.pdf").pages]
    rules, contents, board = (
        next(place for place, text in enumerate(pages) if each in text) for each in ("数量照原文", "目录", "主编：某人")
    )
    chapters = next(place for place, text in enumerate(pages) if place > contents and "植树" in text)
    assert rules < contents < chapters < board
    assert not any("怎样读这本书" in text for text in pages)


def test_the_menu_names_them_where_the_yearbook_says(tmp_path: Path) -> None:
    menu = dedent(CONFIGURATION) + 'appearance: {menu: [years, "page:rules", search]}\n'
    world(tmp_path / "content", {**FILES, **PAGES, "yearbook.yaml": menu})
    run(tmp_path, "build", "--jobs=1")
    html = (tmp_path / "site/en/index.html").read_text("utf-8")
    shown = html[html.index('<nav class="menu"') : html.index("</nav>")]
    places = [shown.index(each) for each in ("Years", "Editorial rules", "Search", "How to read it")]
    assert places == sorted(places)
    assert "Honours" not in shown


def test_a_page_that_is_not_there_is_no_page_of_the_menu(tmp_path: Path) -> None:
    menu = dedent(CONFIGURATION) + 'appearance: {menu: [years, "page:rule", pages]}\n'
    wrong, list_of_pages = problems_of(small_world(tmp_path, {**PAGES, "yearbook.yaml": menu}))
    assert (wrong.mistake.code, wrong.text()) == ("YB319", "“page:rule” is not a page that can stand in the menu")
    assert "did you mean “page:rules”?" in wrong.hint()
    assert "“pages”" in list_of_pages.text()


def test_a_free_page_needs_no_source_and_is_in_no_year(tmp_path: Path) -> None:
    yearbook, warnings = read(small_world(tmp_path, PAGES))
    assert yearbook.get("page", "rules").years == ()
    assert {each.mistake.code for each in warnings if "pages/" in each.place.path} <= {"YB401", "YB403"}
