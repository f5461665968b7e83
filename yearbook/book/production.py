"""Requests → outputs for the store: each book composed, keyed, and set where it was made of something else before.

The functions have the form that `work.share` wants, so that books are set in as many processes as pages are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yearbook.book.composition import compose_book
from yearbook.book.requests import Request
from yearbook.book.typesetting import Typesetter, compile_book, key
from yearbook.core.frozen import dataclass
from yearbook.site.edition import Edition


@dataclass(frozen=True, slots=True)
class Printing:
    """What is needed to make any book: handed to workers once."""

    editions: Mapping[str, Edition]
    press: Typesetter
    recorded: Mapping[str, str]
    """Path → key of what is in the output folder now, as it was written."""


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """One book: its path, its key, and its bytes where they are not those of the recorded key."""

    path: str
    key: str
    data: bytes | None


def print_books(printing: Printing, requests: Sequence[Request]) -> list[PrintedBook]:
    """Several books. Raises ProblemsError where one of them cannot be set."""
    return [_make(printing, each) for each in requests]


def _make(printing: Printing, request: Request) -> PrintedBook:
    book = compose_book(printing.editions, request)
    found = key(printing.press, book)
    same = printing.recorded.get(request.path) == found
    return PrintedBook(request.path, found, None if same else compile_book(printing.press, book))
