"""The pictures that other sites show: which page has which, what makes a new one, and that they are what they say."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.book.share_images import (
    SHARE_TEMPLATE,
    CardText,
    ShareCard,
    ShareImageContext,
    draw_card,
    read_share_context,
    share_cards,
    share_pictures,
)
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.data.open_graph import SHARE_HEIGHT, SHARE_WIDTH, picture_of
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.page_references import PageReference, page_references
from yearbook.site.views.pages import compose_page, site

BASE = "https://example.org/yearbook/"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Edition]:
    folder = tmp_path_factory.mktemp("sharing")
    small_world(folder / "content")
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site", base_url=BASE))


@pytest.fixture(scope="module")
def yearbook(editions: Mapping[str, Edition]) -> Yearbook:
    return editions["zh"].yearbook


@pytest.fixture(scope="module")
def context() -> ShareImageContext:
    return read_share_context(Folders(ROOT / "templates"))


def size(picture: bytes) -> tuple[int, ...]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


def test_every_year_has_a_picture_in_each_language_and_the_cover_one(editions: Mapping[str, Edition]) -> None:
    made = dict(share_cards(editions))
    assert list(made) == [
        "share/cover.png", *(f"share/{code}/{year}.png" for code in ("zh", "en") for year in (2017, 2018))
    ]  # fmt: skip
    zh, en = CardText("小区年鉴", "zh-Hans"), CardText("A Small Yearbook", "en")
    assert made["share/cover.png"].titles == (zh, en)
    assert made["share/cover.png"].years == ("2017", "2018")
    assert made["share/zh/2017.png"] == ShareCard("2017", CardText("绿化年", "zh-Hans"), (zh,))
    assert made["share/en/2018.png"] == ShareCard("2018", CardText("A Year of Roads", "en"), (en,))  # it has no motto


def test_without_a_public_address_there_are_none(editions: Mapping[str, Edition]) -> None:
    yearbook = editions["zh"].yearbook
    nowhere = replace(yearbook, configuration=replace(yearbook.configuration, address=""))
    assert not list(share_cards({code: replace(each, yearbook=nowhere) for code, each in editions.items()}))


def test_a_page_names_a_picture_that_is_made(editions: Mapping[str, Edition]) -> None:
    made = {BASE + path for path in dict(share_cards(editions))}
    whole = site(editions, (), ())
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
    whole = site(editions, (), ())
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


def test_every_picture_has_its_size_and_the_same_bytes_each_time(
    editions: Mapping[str, Edition], context: ShareImageContext
) -> None:
    for path, card in share_cards(editions):
        first = draw_card(context, path, card)
        assert size(first) == (SHARE_WIDTH, SHARE_HEIGHT)
        assert draw_card(read_share_context(Folders(ROOT / "templates")), path, card) == first


def test_only_what_changed_is_drawn_again(editions: Mapping[str, Edition], context: ShareImageContext) -> None:
    asked = dict(share_cards(editions))
    recorded = {each.path: each.key for each in share_pictures(context, asked, {})}
    assert all(each.data is None for each in share_pictures(context, asked, recorded))
    path = "share/zh/2018.png"
    asked[path] = replace(asked[path], motto=CardText("修路年", "zh-Hans"))
    again = {each.path: each for each in share_pictures(context, asked, recorded)}
    assert [each for each, made in again.items() if made.data] == [path]
    other = replace(context, digest="of another template")
    assert all(each.data for each in share_pictures(other, asked, recorded))


def test_words_can_be_seen(context: ShareImageContext) -> None:
    """Each text on a card is drawn: without it the picture is another."""
    title, motto = CardText("小区年鉴", "zh-Hans"), CardText("绿化年", "zh-Hans")
    year = ShareCard("2017", motto, (title,))
    cover = ShareCard(
        "", CardText("", ""), (title, CardText("A Yearbook", "en")), ("2017",), (CardText("编者", "zh-Hans"),)
    )
    others = (
        (year, replace(year, year="2018")),
        (year, replace(year, motto=title)),
        (year, replace(year, titles=(motto,))),
        (cover, replace(cover, titles=(title,))),
        (cover, replace(cover, years=("2018",))),
        (cover, replace(cover, notes=())),
    )
    for card, other in others:
        assert draw_card(context, "a.png", other) != draw_card(context, "a.png", card), other


@pytest.mark.parametrize("length", [1, 40, 300])
def test_long_and_short_words_find_room(length: int, context: ShareImageContext) -> None:
    for text, tag in (("年" * length, "zh-Hans"), ("year " * length, "en"), ("y" * length, "en")):
        said = CardText(text.strip(), tag)
        assert size(draw_card(context, "a.png", ShareCard("2017", said, (said,)))) == (SHARE_WIDTH, SHARE_HEIGHT)
        assert size(draw_card(context, "a.png", ShareCard("", said, (said, said), ("2017",) * 12, (said,)))) == (
            SHARE_WIDTH,
            SHARE_HEIGHT,
        )


def test_markup_in_a_title_is_text(context: ShareImageContext) -> None:
    said = CardText('#panic("x") *a* _b_ $c$ <d> @e', "en")
    assert size(draw_card(context, "a.png", ShareCard("2017", said, (said,)))) == (SHARE_WIDTH, SHARE_HEIGHT)


def test_a_template_that_is_missing_or_wrong_is_a_problem(context: ShareImageContext, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError) as missing:
        read_share_context(Folders(tmp_path))
    assert [each.mistake.code for each in missing.value.diagnostics] == ["YB654"]
    wrong = replace(context, template=b"#unknown")
    with pytest.raises(DiagnosticsError) as raised:
        draw_card(wrong, "share/cover.png", ShareCard("2017", CardText("", ""), ()))
    (diagnostic,) = raised.value.diagnostics
    assert (diagnostic.mistake.code, diagnostic.place.path) == ("YB653", f"templates/{SHARE_TEMPLATE}")
    assert "unknown" in diagnostic.text("zh")
