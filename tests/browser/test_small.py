"""Pages of a small yearbook, and the head of the real one: one line of menu, no empty sections, no giant pictures."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.browser.browser import package
from tests.browser.conftest import Site, listening
from tests.support.builds import built
from tests.support.illustrated import photo
from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from tests.support.worlds import world
from yearbook.build.options import BuildOptions

WIDTHS = (320, 390, 768, 1280, 1920)
LINES = """() => new Set([...document.querySelectorAll(".menu li")].map((each) => each.offsetTop)).size"""
FAULTS = "axe.run().then((found) => found.violations.map((each) => each.id + each.nodes[0].html))"

ONE_YEAR = {
    "yearbook.yaml": """\
        title: {zh: 短年鉴, en: A Short Yearbook}
        languages: [zh, en]
        district: a-town
        years: [2024, 2025]
        """,
    "units/all.yaml": """\
        a-town: {type: district, names: [{name: {zh: 某镇, en: A Town}}]}
        """,
    "years/2024.md": """\
        ---
        title: 种树之年
        ---

        这一年种了树。
        """,
    "years/2024.en.md": """\
        ---
        title: A Year of Planting
        ---

        Trees were planted.
        """,
}


def site_of(folder: Path, content: Path) -> Path:
    built(BuildOptions(content, ROOT / "templates", folder / "site"))
    return folder / "site"


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short")
    return site_of(folder, world(folder / "content", {name: dedent(text) for name, text in ONE_YEAR.items()}))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_menu_is_one_line_whose_rest_the_keyboard_reaches(site: Site, page: Any, language: str) -> None:
    page.goto((site.folder / language / "index.html").as_uri())
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(LINES) == 1, width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator(".running-head").bounding_box()["height"] < (150 if width < 768 else 110)
        last = page.locator(".menu a").last
        page.locator(".menu a").first.focus()
        last.focus()
        box, room = last.bounding_box(), page.locator(".menu").bounding_box()
        assert room["x"] <= box["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"] + 1


def test_all_of_the_menu_is_seen_where_it_has_a_line(site: Site, page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto((site.folder / "en" / "index.html").as_uri())
    assert (
        page.evaluate("(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.menu'))")
        <= 0
    )
    tops = {page.locator(each).bounding_box()["y"] // 12 for each in (".menu", ".switches")}
    assert len(tops) == 1, "the switches stand on the line of the menu"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_year_without_content_is_set_small(short: Path, page: Any, language: str) -> None:
    page.goto((short / language / "index.html").as_uri())
    filled, bare = (
        float(each.evaluate("(each) => parseFloat(getComputedStyle(each).fontSize)"))
        for each in page.locator(".volume-year").all()
    )
    assert bare < filled / 2


def test_contents_and_menu_leave_out_what_is_empty(short: Path, page: Any) -> None:
    page.goto((short / "zh" / "index.html").as_uri())
    assert page.locator(".contents .line-title").all_inner_texts() == ["年度", "单位", "索引", "数据"]
    assert page.locator(".menu li").all_inner_texts() == ["年度", "单位", "索引", "检索"]


def test_a_yearbook_without_records_lists_no_years(tmp_path: Path, page: Any) -> None:
    few = {name: dedent(text) for name, text in ONE_YEAR.items() if not name.startswith("years/")}
    site = site_of(tmp_path, world(tmp_path / "content", few))
    page.goto((site / "zh" / "index.html").as_uri())
    assert page.locator(".contents .line-title").all_inner_texts() == ["单位", "索引", "数据"]


@pytest.mark.parametrize("width", [390, 1280])
def test_an_upright_picture_does_not_fill_the_window(width: int, browser: Any, tmp_path: Path) -> None:
    shown = "pictures: [{file: tall.png, alternative: {zh: 塔, en: A tower}}]\n            form: award"
    honor = FILES["honors/2018/clean-streets.md"].replace("form: award", shown)
    body = honor.replace("三个单位获奖", "![塔](media/tall.png)\n\n            三个单位获奖")
    content = small_world(tmp_path / "content", {"honors/2018/clean-streets.md": body, "media/tall.png": ""})
    (content / "media/tall.png").write_bytes(photo("PNG", (800, 2400)))
    address = (site_of(tmp_path, content) / "zh/honors/clean-streets.html").as_uri()
    with listening(browser) as (page, _):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        for each in page.locator("main img").all():
            box = each.bounding_box()
            assert box["height"] <= 0.67 * 800
            assert box["height"] / box["width"] == pytest.approx(3, rel=0.02)
        page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
        assert page.evaluate(FAULTS) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_of_twelve_columns_is_scrolled_in_itself(width: int, browser: Any, tmp_path: Path) -> None:
    rows = ("名称", *(f"{each}月的指标" for each in range(1, 12))), ("---",) * 12, ("长路", *("1234.5",) * 11)
    table = "".join(f"|{'|'.join(row)}|\n            " for row in rows)
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", f"{table}\n            三个单位获奖")
    content = small_world(tmp_path / "content", {"honors/2018/clean-streets.md": honor})
    with listening(browser) as (page, _):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto((site_of(tmp_path, content) / "zh/honors/clean-streets.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert min(each.bounding_box()["width"] for each in page.locator(".prose th").all()) >= 64
        page.locator(".prose table").focus()
        assert page.evaluate("document.activeElement.tagName") == "TABLE"
        page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
        assert page.evaluate(FAULTS) == []
