"""Books of the small yearbook, composed and typeset for tests, and what a PDF reader finds in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pypdf import PdfReader

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.book.composition import compose_book
from yearbook.book.document import Book
from yearbook.book.nodes import Nodes, book_texts, walk_nodes
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.typesetting import Typesetter, compile_book, read_typesetter
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.i18n import strings
from yearbook.site.edition import Edition, arrange

TEMPLATES = ROOT / "templates"
Editions = Mapping[str, Edition]
WHOLE = {language: Request(Scope.ALL, language) for language in ("zh", "en", PARALLEL_LANGUAGE)}

BOOKS = {
    "the whole": Request(Scope.ALL, "zh"),
    "the whole, in English": Request(Scope.ALL, "en"),
    "a year, in both languages": Request(Scope.YEAR, PARALLEL_LANGUAGE, "year", "2018"),
    "a dossier": Request(Scope.UNIT, "zh", "unit", "green-office"),
    "a sheet": Request(Scope.ENTRY, PARALLEL_LANGUAGE, "ledger", "roads"),
}


def editions_of(content: Path) -> Editions:
    yearbook, _ = read_yearbook(BuildOptions(content, TEMPLATES, content / "nowhere"))
    languages = strings.read_languages(Folders(TEMPLATES), yearbook.configuration.languages)
    return arrange(yearbook, languages)


@dataclass(frozen=True, slots=True)
class Printed:
    """A book with its PDF, and the PDF as a reader sees it."""

    book: Book
    data: bytes
    reader: PdfReader
    pages: tuple[str, ...]
    """The text of each page, without spaces: where a line is broken does not matter."""

    def on(self, label: str) -> str:
        """The text of the page that bears this number."""
        return self.pages[self.reader.page_labels.index(label)]


def printed(typesetter: Typesetter, book: Book) -> Printed:
    data = compile_book(typesetter, book)
    reader = PdfReader(io.BytesIO(data), strict=True)
    return Printed(book, data, reader, tuple(tight(each.extract_text()) for each in reader.pages))


def tight(text: str) -> str:
    return re.sub(r"\s+|\u00ad", "", text)


def text_of(book: Book) -> str:
    return "\n".join(book_texts(book))


def tables(book: Book, style: str) -> list[list[list[str]]]:
    """The rows of the tables of a style, as words."""
    found = [
        each
        for each in walk_nodes(book.chapters)
        if each.kind == "table" and dict(each.attributes).get("style", "") == style
    ]
    return [
        [[words(cell.children) for cell in row.children if not isinstance(cell, str)] for row in rows]
        for rows in ([row for row in each.children if not isinstance(row, str)] for each in found)
    ]


def words(found: Nodes) -> str:
    return "".join(each if isinstance(each, str) else words(each.children) for each in found)


def bookmarks(reader: PdfReader) -> Iterator[tuple[str, int]]:
    """(title, page from 0), in order."""
    waiting: list[Any] = list(reader.outline)
    while waiting:
        first = waiting.pop(0)
        if isinstance(first, list):
            waiting = [*first, *waiting]
        else:
            page = reader.get_destination_page_number(first)
            assert page is not None
            yield str(first.title), page


def elements(element: Any) -> Iterator[Any]:
    """Every element of the tree of structure."""
    for each in below(element):
        yield each
        yield from elements(each)


def below(element: Any) -> list[Any]:
    """The elements right below one."""
    kids = element.get("/K", [])
    found = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [each for each in found if isinstance(each, pikepdf.Dictionary) and "/S" in each]


def alternatives(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as file:
        return [str(each.Alt) for each in elements(file.Root.StructTreeRoot) if "/Alt" in each]


def made_books(folder: Path) -> dict[str, bytes]:
    """The PDF of each, from a yearbook that is written into the folder."""
    small = editions_of(small_world(folder))
    typesetter = read_typesetter(Folders(TEMPLATES))
    return {name: compile_book(typesetter, compose_book(small, request)) for name, request in BOOKS.items()}
