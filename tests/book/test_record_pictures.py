"""Pictures and attachments of records in books: in the column, across, as plates, in both languages side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.support.books import alternatives, printed
from tests.support.illustrated import MEDIA, illustrated_world
from tests.support.paths import ROOT
from yearbook.book.composition import compose_book
from yearbook.book.document import Book, book_pictures
from yearbook.book.nodes import walk_nodes
from yearbook.book.requests import PARALLEL_LANGUAGE, SIXTEENMO, Request, Scope
from yearbook.book.typesetting import Typesetter, read_typesetter
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.site.edition import Edition


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Edition]:
    folder = tmp_path_factory.mktemp("illustrated")
    return prepare_editions(BuildOptions(illustrated_world(folder / "content"), ROOT / "templates", folder / "site"))


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return replace(read_typesetter(Folders(ROOT / "templates")), pictures=MEDIA)


def layouts(book: Book) -> list[tuple[str, list[str]]]:
    """How pictures are laid out, with their files."""
    return [
        (
            dict(each.attributes)["layout"],
            [dict(one.attributes)["source"] for one in walk_nodes(each) if one.kind == "image"],
        )
        for each in walk_nodes(book)
        if each.kind == "pictures"
    ]


def test_a_volume_has_plates_at_the_front_and_all_others_with_their_records(editions: Mapping[str, Edition]) -> None:
    book = compose_book(editions, Request(Scope.YEAR, "zh", "year", "2017"))
    (plate,) = book.plates
    (shown,) = plate.cells[0]
    assert not isinstance(shown, str)
    assert [each for each in walk_nodes(shown) if each.kind == "entry-link"]
    assert (
        dict(next(each for each in walk_nodes(shown) if each.kind == "image").attributes)["source"] == "media/tall.webp"
    )
    assert layouts(book)[:3] == [
        ("column", ["media/2017/植树 现场.JPG"]),
        ("across", ["media/wide.png"]),
        ("column", ["media/line.svg"]),
    ]


def test_a_sheet_has_its_plates_with_the_record(editions: Mapping[str, Edition]) -> None:
    book = compose_book(editions, Request(Scope.ENTRY, "en", "honor", "green-city"))
    assert book.plates == ()
    assert ("plate", ["media/tall.webp"]) in layouts(book)


def test_a_yearbook_without_pictures_has_no_plates(editions: Mapping[str, Edition]) -> None:
    book = compose_book(editions, Request(Scope.ENTRY, "zh", "program", "two-steps"))
    assert layouts(book) == []
    assert book_pictures(book) == ()


@pytest.mark.parametrize("language", ["zh", PARALLEL_LANGUAGE])
def test_they_are_printed_with_their_words(
    language: str, editions: Mapping[str, Edition], typesetter: Typesetter
) -> None:
    book = compose_book(editions, Request(Scope.YEAR, language, "year", "2017", paper=SIXTEENMO))
    found = printed(typesetter, book)
    text = "".join(found.pages)
    assert "三月的长路长路2017年3月12日王五摄" in text
    assert "获奖证书（PDF；12页）" in text
    assert ("LongRoadinMarch" in text) == (language == PARALLEL_LANGUAGE)
    plates = next(number for number, page in enumerate(found.pages) if "新路灯" in page)
    preface = next(number for number, page in enumerate(found.pages) if "编辑说明" in page)
    assert 0 < plates < preface
    assert len(found.reader.pages[plates].images) == 1
    assert {"志愿者种树", "全景", "路灯"} <= set(alternatives(found.data))
