"""Books of every kind, made of the small yearbook: the whole, a year, a dossier, a sheet; in one language and both."""

from __future__ import annotations

from pathlib import Path

from tests.book.test_book import TEMPLATES, editions_of
from tests.support.small import small_world
from yearbook.book.composition import compose_book
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.typesetting import compile_book, read_typesetter
from yearbook.core.overlay import Folders

BOOKS = {
    "the whole": Request(Scope.ALL, "zh"),
    "the whole, in English": Request(Scope.ALL, "en"),
    "a year, in both languages": Request(Scope.YEAR, PARALLEL_LANGUAGE, "year", "2018"),
    "a dossier": Request(Scope.UNIT, "zh", "unit", "green-office"),
    "a sheet": Request(Scope.ENTRY, PARALLEL_LANGUAGE, "ledger", "roads"),
}


def made_books(folder: Path) -> dict[str, bytes]:
    """The PDF of each, from a yearbook that is written into the folder."""
    small = editions_of(small_world(folder))
    press = read_typesetter(Folders(TEMPLATES))
    return {name: compile_book(press, compose_book(small, request)) for name, request in BOOKS.items()}
