"""Requests → outputs for the store: each book composed, keyed, and set where it was made of something else before.

The functions have the form that `work.share` wants, so that books are set in as many processes as pages are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from yearbook.plan import Made
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
    """Path → key of what is in the output folder now."""


def make(printing: Printing, requests: Sequence[Request]) -> list[Made]:
    """Several books. Raises ProblemsError where one of them cannot be set."""
    return [_make(printing, each) for each in requests]


def _make(printing: Printing, request: Request) -> Made:
    book = compose(printing.editions, request)
    found = key(printing.press, book)
    same = printing.recorded.get(request.path) == found
    return Made(request.path, found, None if same else compile_book(printing.press, book))


def make_again(printing: Printing, request: Request) -> bytes:
    """The bytes of a book whose recipe is unchanged but whose file is not."""
    return compile_book(printing.press, compose(printing.editions, request))
