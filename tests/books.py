"""Books of every kind, made of the small yearbook: the whole, a year, a dossier, a sheet; in one language and both."""

from __future__ import annotations

from pathlib import Path

from tests.small import small_world
from tests.test_press import TEMPLATES, editions_of
from yearbook.folders import Folders
from yearbook.press import PARALLEL, Request, Scope, compile_book, compose, read_press

BOOKS = {
    "the whole": Request(Scope.ALL, "zh"),
    "the whole, in English": Request(Scope.ALL, "en"),
    "a year, in both languages": Request(Scope.YEAR, PARALLEL, "year", "2018"),
    "a dossier": Request(Scope.UNIT, "zh", "unit", "green-office"),
    "a sheet": Request(Scope.ENTRY, PARALLEL, "ledger", "roads"),
}


def made_books(folder: Path) -> dict[str, bytes]:
    """The PDF of each, from a yearbook that is written into the folder."""
    small = editions_of(small_world(folder))
    press = read_press(Folders(TEMPLATES))
    return {name: compile_book(press, compose(small, request)) for name, request in BOOKS.items()}
