"""Requests → outputs for the store: each book composed, keyed, and set where it was made of something else before.

The functions have the form that `work.share` wants, so that books are set in as many processes as pages are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yearbook.frozen import dataclass
from yearbook.press.composition import compose
from yearbook.press.requests import Request
from yearbook.press.typesetting import Press, compile_book, key
from yearbook.views import Edition


@dataclass(frozen=True, slots=True)
class Printing:
    """What is needed to make any book: handed to workers once."""

    editions: Mapping[str, Edition]
    press: Press
    recorded: Mapping[str, str]
    """Path → key of what is in the output folder now, as it was written."""


@dataclass(frozen=True, slots=True)
class Made:
    """One book: its path, its key, and its bytes where they are not those of the recorded key."""

    path: str
    key: str
    data: bytes | None


def make(printing: Printing, requests: Sequence[Request]) -> list[Made]:
    """Several books. Raises ProblemsError where one of them cannot be set."""
    return [_make(printing, each) for each in requests]


def _make(printing: Printing, request: Request) -> Made:
    book = compose(printing.editions, request)
    found = key(printing.press, book)
    same = printing.recorded.get(request.path) == found
    return Made(request.path, found, None if same else compile_book(printing.press, book))
