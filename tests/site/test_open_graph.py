"""Which image other sites show of a page, and the metadata that names it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.book.share_images import (
    share_cards,
)
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.core.overlay import Folders
from yearbook.data.open_graph import picture_of
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference, page_references
from yearbook.site.views.pages import compose_page

BASE = "https://example.org/yearbook/"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Edition]:
    folder = tmp_path_factory.mktemp("sharing")
    small_world(folder / "content")
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site", base_url=BASE))


@pytest.fixture(scope="module")
def yearbook(editions: Mapping[str, Edition]) -> Yearbook:
    return editions["zh"].yearbook


def test_a_page_names_a_picture_that_is_made(editions: Mapping[str, Edition]) -> None:
    made = {BASE + path for path in dict(share_cards(editions))}
    whole = make_site(editions, (), ())
    shown = {each: compose_page(whole, each).sharing for each in page_references(editions)}
    assert {each.image for each in shown.values()} == made
    image = {(each.name, each.language, each.id): sharing.image.removeprefix(BASE) for each, sharing in shown.items()}
    assert image["year", "en", "2017"] == image["honor", "en", "green-city"] == "share/en/2017.png"
    assert image["parallel", "", "honor:green-city"] == "share/zh/2017.png"
    assert image["project", "zh", "long-road"] == "share/cover.png"  # of two years
    assert {image["home", "zh", ""], image["unit", "zh", "green-office"], image["cover", "", ""]} == {"share/cover.png"}


def test_a_page_says_what_stands_on_its_picture(yearbook: Yearbook) -> None:
    assert picture_of(yearbook.get("honor", "green-city"), yearbook, "zh").text == "2017 · 绿化年 · 小区年鉴"
    assert picture_of(None, yearbook, "en").text == "小区年鉴 · A Small Yearbook · 2017 · 2018"


def test_a_year_without_a_page_has_no_picture(yearbook: Yearbook) -> None:
    records = {**yearbook.records, "year": {}}
    without = Yearbook(yearbook.configuration, records, yearbook.uses)
    assert picture_of(yearbook.get("honor", "green-city"), without, "zh").path == "share/cover.png"


def test_the_head_of_a_page_names_it_in_full(editions: Mapping[str, Edition]) -> None:
    whole = make_site(editions, (), ())
    page = compose_page(whole, PageReference("honor", "en", "green-city"))
    html = render(read_templates(Folders(ROOT / "templates")), page.template, page).decode()
    for name, value in (
        ("og:image", f"{BASE}share/en/2017.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "2017 · The year of greening · A Small Yearbook"),
    ):
        assert f'<meta property="{name}" content="{value}">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
