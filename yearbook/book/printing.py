"""Compose and typeset several books in one call, skipping those whose output is current.

Has the form that `core.parallel.share` wants: a context that is sent to each worker once, and a list of items.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yearbook.book.composition import compose_book
from yearbook.book.requests import Request
from yearbook.book.typesetting import Typesetter, book_key, compile_book
from yearbook.core.frozen import dataclass
from yearbook.site.edition import Edition


@dataclass(frozen=True, slots=True)
class PrintingContext:
    """Read-only context for books, sent once to each worker."""

    editions: Mapping[str, Edition]
    typesetter: Typesetter
    recorded: Mapping[str, str]
    """By path: the key of each unchanged file in the output folder."""


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """One book or image."""

    path: str
    key: str
    data: bytes | None
    """None: the file in the output folder has this key already."""


def print_books(context: PrintingContext, requests: Sequence[Request]) -> list[RenderedFile]:
    """Return one file a request. Raises DiagnosticsError if a book cannot be typeset."""
    return [_print_book(context, each) for each in requests]


def _print_book(context: PrintingContext, request: Request) -> RenderedFile:
    book = compose_book(context.editions, request)
    key = book_key(context.typesetter, book)
    is_current = context.recorded.get(request.path) == key
    return RenderedFile(request.path, key, None if is_current else compile_book(context.typesetter, book))
