"""Images that other sites show of a page: which there are, when one is drawn again, and what is on them."""

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
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.data.open_graph import SHARE_HEIGHT, SHARE_WIDTH
from yearbook.site.edition import Edition

BASE = "https://example.org/yearbook/"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Edition]:
    folder = tmp_path_factory.mktemp("sharing")
    small_world(folder / "content")
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site", base_url=BASE))


@pytest.fixture(scope="module")
def context() -> ShareImageContext:
    return read_share_context(Folders(ROOT / "templates"))


def size(picture: bytes) -> tuple[int, ...]:
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", picture[16:24])


def test_every_year_has_an_image_in_each_language_and_the_cover_one(editions: Mapping[str, Edition]) -> None:
    made = dict(share_cards(editions))
    assert list(made) == [
        "share/cover.png", *(f"share/{code}/{year}.png" for code in ("zh", "en") for year in (2017, 2018))
    ]  # fmt: skip
    zh, en = CardText("小区年鉴", "zh-Hans"), CardText("A Small Yearbook", "en")
    assert made["share/cover.png"].titles == (zh, en)
    assert made["share/cover.png"].years == ("2017", "2018")
    assert made["share/zh/2017.png"] == ShareCard("2017", CardText("绿化年", "zh-Hans"), (zh,))
    assert made["share/en/2018.png"] == ShareCard("2018", CardText("A Year of Roads", "en"), (en,))  # it has no motto


def test_a_site_without_an_address_has_no_images(editions: Mapping[str, Edition]) -> None:
    yearbook = editions["zh"].yearbook
    nowhere = replace(yearbook, configuration=replace(yearbook.configuration, address=""))
    assert not list(share_cards({code: replace(each, yearbook=nowhere) for code, each in editions.items()}))


def test_images_have_their_size_and_the_same_bytes_each_time(
    editions: Mapping[str, Edition], context: ShareImageContext
) -> None:
    for path, card in share_cards(editions):
        first = draw_card(context, path, card)
        assert size(first) == (SHARE_WIDTH, SHARE_HEIGHT)
        assert draw_card(read_share_context(Folders(ROOT / "templates")), path, card) == first


def test_only_changed_images_are_drawn(editions: Mapping[str, Edition], context: ShareImageContext) -> None:
    asked = dict(share_cards(editions))
    recorded = {each.path: each.key for each in share_pictures(context, asked, {})}
    assert all(each.data is None for each in share_pictures(context, asked, recorded))
    path = "share/zh/2018.png"
    asked[path] = replace(asked[path], motto=CardText("修路年", "zh-Hans"))
    again = {each.path: each for each in share_pictures(context, asked, recorded)}
    assert [each for each, made in again.items() if made.data] == [path]
    other = replace(context, digest="of another template")
    assert all(each.data for each in share_pictures(other, asked, recorded))


def test_every_text_of_a_card_is_visible(context: ShareImageContext) -> None:
    """Without one of its texts the image is another."""
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
def test_long_and_short_texts_fit(length: int, context: ShareImageContext) -> None:
    for words, tag in (("年" * length, "zh-Hans"), ("year " * length, "en"), ("y" * length, "en")):
        text = CardText(words.strip(), tag)
        assert size(draw_card(context, "a.png", ShareCard("2017", text, (text,)))) == (SHARE_WIDTH, SHARE_HEIGHT)
        assert size(draw_card(context, "a.png", ShareCard("", text, (text, text), ("2017",) * 12, (text,)))) == (
            SHARE_WIDTH,
            SHARE_HEIGHT,
        )


def test_markup_in_a_title_is_text(context: ShareImageContext) -> None:
    text = CardText('#panic("x") *a* _b_ $c$ <d> @e', "en")
    assert size(draw_card(context, "a.png", ShareCard("2017", text, (text,)))) == (SHARE_WIDTH, SHARE_HEIGHT)


def test_a_missing_or_broken_template_is_a_diagnostic(context: ShareImageContext, tmp_path: Path) -> None:
    with pytest.raises(DiagnosticsError) as missing:
        read_share_context(Folders(tmp_path))
    assert [each.mistake.code for each in missing.value.diagnostics] == ["YB654"]
    wrong = replace(context, template=b"#unknown")
    with pytest.raises(DiagnosticsError) as raised:
        draw_card(wrong, "share/cover.png", ShareCard("2017", CardText("", ""), ()))
    (diagnostic,) = raised.value.diagnostics
    assert (diagnostic.mistake.code, diagnostic.place.path) == ("YB653", f"templates/{SHARE_TEMPLATE}")
    assert "unknown" in diagnostic.text("zh")
