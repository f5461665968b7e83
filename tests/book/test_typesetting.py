"""Typeset a book: passes, text that looks like code, missing glyphs, broken templates, keys and bytes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from tests.support.books import (
    WHOLE,
    Editions,
    Printed,
    bookmarks,
    editions_of,
    printed,
    tight,
)
from tests.support.small import FILES, small_world
from yearbook.book import typesetting, typst_compiler
from yearbook.book.composition import compose_book
from yearbook.book.document import Book
from yearbook.book.positions import read_positions
from yearbook.book.printing import PrintingContext, print_books
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.typesetting import Typesetter, book_key, compile_book, read_typesetter
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders

CODE = '#panic("x") $x$ *b* _e_ `r` @a <l> = h - / \\ " \' // [y] ]'


def test_text_that_looks_like_code_is_printed_unchanged(typesetter: Typesetter, tmp_path: Path) -> None:
    quoted = CODE.replace("\\", "\\\\").replace('"', '\\"')
    honor = FILES["honors/2018/clean-streets.md"].replace("街道整洁奖", f'"{quoted}"')
    content = small_world(tmp_path, {"honors/2018/clean-streets.md": honor})
    small = editions_of(content)
    for request in (Request(Scope.ENTRY, "zh", "honor", "clean-streets"), Request(Scope.YEAR, "en", "year", "2018")):
        book = printed(typesetter, compose_book(small, request))
        assert tight(CODE) in "".join(book.pages)
        assert any(CODE in title for title, _ in bookmarks(book.reader))


def test_a_missing_glyph_is_reported_with_its_record(typesetter: Typesetter, tmp_path: Path) -> None:
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", "三个单位\U00010380获奖\ue123")
    events = FILES["events/all.yaml"].replace("长路通车。", "长路通车\U00010381。")
    changed = {"honors/2018/clean-streets.md": honor, "events/all.yaml": events}
    small = editions_of(small_world(tmp_path, changed))
    with pytest.raises(DiagnosticsError) as caught:
        compile_book(typesetter, compose_book(small, Request(Scope.YEAR, "zh", "year", "2018")))
    found = {(each.mistake.code, dict(each.words)["code"], each.place.path) for each in caught.value.diagnostics}
    places = {"10380": "honor:clean-streets", "10381": "event:road-opens", "E123": "honor:clean-streets"}
    assert found == {("YB650", code, place) for code, place in places.items()}


def test_broken_templates_are_diagnostics(typesetter: Typesetter, small: Editions, tmp_path: Path) -> None:
    broken = replace(typesetter, files={**typesetter.files, "sheet.typ": b"#nothing"})
    with pytest.raises(DiagnosticsError, match="unknown variable: nothing"):
        compile_book(broken, compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city")))
    silent = replace(typesetter, files={**typesetter.files, "sheet.typ": b"It reports no positions."})
    with pytest.raises(DiagnosticsError, match="the book cannot be set"):
        compile_book(silent, compose_book(small, Request(Scope.ENTRY, "zh", "honor", "green-city")))
    with pytest.raises(DiagnosticsError, match="no templates for the book"):
        read_typesetter(Folders(tmp_path))


def test_the_same_book_has_the_same_bytes(typesetter: Typesetter, small: Editions, whole: dict[str, Printed]) -> None:
    again = compose_book(small, WHOLE["zh"])
    assert again == whole["zh"].book
    assert book_key(typesetter, again) == book_key(typesetter, whole["zh"].book)
    assert compile_book(typesetter, again) == whole["zh"].data


def test_a_large_book_for_which_the_cache_is_emptied_has_the_same_bytes(
    typesetter: Typesetter, small: Editions, whole: dict[str, Printed]
) -> None:
    clear_cache = Mock(wraps=typst_compiler.clear_cache)
    with patch.multiple(typesetting, LARGE=0, clear_cache=clear_cache):
        assert compile_book(typesetter, compose_book(small, WHOLE["zh"])) == whole["zh"].data
    clear_cache.assert_called_once()


def test_the_key_follows_content_and_templates(typesetter: Typesetter, small: Editions) -> None:
    request = Request(Scope.ENTRY, "zh", "honor", "green-city")
    found = book_key(typesetter, compose_book(small, request))
    assert book_key(typesetter, compose_book(small, replace(request, bleed=True))) != found
    assert book_key(typesetter, compose_book(small, replace(request, language=PARALLEL_LANGUAGE))) != found
    assert book_key(replace(typesetter, digest="other"), compose_book(small, request)) != found


def test_books_whose_key_is_recorded_are_not_typeset_again(typesetter: Typesetter, small: Editions) -> None:
    wanted = [Request(Scope.ENTRY, "zh", "honor", each) for each in ("green-city", "clean-streets")]
    first = print_books(PrintingContext(small, typesetter, {}), wanted)
    assert [each.path for each in first] == ["pdf/zh/honors/green-city.pdf", "pdf/zh/honors/clean-streets.pdf"]
    assert all(each.data and each.data.startswith(b"%PDF-1.7") for each in first)
    again = print_books(PrintingContext(small, typesetter, {first[0].path: first[0].key}), wanted)
    assert [each.data is None for each in again] == [True, False]


def test_two_passes_are_enough(typesetter: Typesetter, small: Editions) -> None:
    for request in (*WHOLE.values(), Request(Scope.UNIT, "en", "unit", "green-office")):
        assert passes(typesetter, compose_book(small, request)) == 2


def passes(typesetter: Typesetter, book: Book) -> int:
    """Return how often a book is typeset until its positions are stable."""
    found = Mock(wraps=read_positions)
    with patch.object(typesetting, "read_positions", found):
        compile_book(typesetter, book)
    return found.call_count
