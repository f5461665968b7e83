"""Positions that one typesetting pass reports, as the next pass prints them: page numbers, note numbers, running heads.

A book is typeset twice, like LaTeX with its .aux file. The second pass moves no line, because page and
note numbers are printed in boxes of a fixed width. Typst could find pages within one pass, but would query thousands of
labels separately, and again for every page: four times as slow, with twice the memory (benchmarks/README.md).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter
from typing import Any

from yearbook.book.document import Book
from yearbook.book.nodes import plain_text_of
from yearbook.core.frozen import dataclass

_POINT = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class PositionMark:
    """One position that Typst reports, in the order of the book."""

    kind: str
    """`heading`, `note` or `anchor`."""
    label: str
    page: int
    """From 1, counted from the cover."""
    number: str
    """The page number as printed: `iv`, `12`."""
    x: float
    """Points from the page's left edge, as `y` from its upper edge."""
    y: float
    level: int
    """Level of a heading; else 0."""


@dataclass(frozen=True, slots=True)
class RunningHead:
    """Texts at the head of one page."""

    chapter: str
    entry: str
    """The first entry that begins on the page, or that continues from the page before; empty before the first."""
    opens: bool
    """Whether a chapter begins in the upper quarter of the page: then it has no head, and its number is at the foot."""
    thumb: int
    """Place of the chapter's thumb mark at the outer edge, from 1; 0 for none."""


@dataclass(frozen=True, slots=True)
class Positions:
    """What a pass prints of the positions in the pass before; empty for the first pass."""

    targets: Mapping[str, tuple[int, str, float, float]] = field(default_factory=dict)
    """By label: page, its printed number, and x and y in points."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """By label: the number of a footnote on its page."""
    heads: tuple[RunningHead, ...] = ()
    """One a page, up to the indexes: the length of an index depends on the page numbers in it."""

    def as_json(self) -> str:
        heads = [{name: getattr(each, name) for name in RunningHead.__slots__} for each in self.heads]
        found = {"targets": self.targets, "notes": self.notes, "heads": heads}
        return json.dumps(found, ensure_ascii=False)


def read_positions(book: Book, report: Mapping[str, Any]) -> Positions:
    """Return the positions in a report: `pages`, and `marks`, each a list of the fields of a `PositionMark`."""
    marks = tuple(PositionMark(*each) for each in report["marks"])
    indexes = {each.label for each in book.indexes}
    first = next((place for place, each in enumerate(marks) if each.label in indexes), None)
    pages = report["pages"] if first is None else marks[first].page - 1
    marks = marks[:first]
    return Positions(
        targets={each.label: (each.page, each.number, each.x, each.y) for each in marks if each.kind != "note"},
        notes=_note_numbers(each for each in marks if each.kind == "note"),
        heads=tuple(_running_heads(book, marks, pages)),
    )


def _note_numbers(marks: Iterable[PositionMark]) -> dict[str, int]:
    """Return the numbers by label; each page begins with 1."""
    found: dict[str, int] = {}
    for _, on_page in groupby(marks, key=attrgetter("page")):
        found.update((each.label, number) for number, each in enumerate(on_page, 1))
    return found


def _running_heads(book: Book, marks: Sequence[PositionMark], pages: int) -> Iterator[RunningHead]:
    headings = [each for each in marks if each.kind == "heading"]
    chapters = [each for each in headings if each.level == 1]
    entries = [each for each in headings if each.level > 1]
    titles = dict(_titles(book))
    thumbs = {each.label: number for number, each in enumerate(book.chapters, 1) if book.template == "book"}
    upper = book.paper.height * _POINT / 4
    for page in range(1, pages + 1):
        opening = next((each for each in chapters if each.page == page and each.y < upper), None)
        chapter = opening or _last_heading(chapters, page)
        entry = _current_heading(entries, page)
        if chapter is None:
            yield RunningHead("", "", opens=False, thumb=0)
            continue
        is_within = entry is not None and headings.index(entry) > headings.index(chapter)
        yield RunningHead(
            titles.get(chapter.label, ""),
            titles.get(entry.label, "") if entry and is_within else "",
            opens=chapter is opening,
            thumb=thumbs.get(chapter.label, 0),
        )


def _current_heading(headings: Sequence[PositionMark], page: int) -> PositionMark | None:
    """Return the first on a page, or else the last before it."""
    first = bisect_left(headings, page, key=attrgetter("page"))
    if first < len(headings) and headings[first].page == page:
        return headings[first]
    return _last_heading(headings, page)


def _last_heading(headings: Sequence[PositionMark], page: int) -> PositionMark | None:
    """Return the last before a page."""
    first = bisect_left(headings, page, key=attrgetter("page"))
    return headings[first - 1] if first else None


def _titles(book: Book) -> Iterator[tuple[str, str]]:
    """Yield (label, title in the book's first language) of everything that has a heading."""
    for chapter in (*book.front, *book.chapters):
        yield chapter.label, plain_text_of(chapter.titles[:1])
        for section in chapter.sections:
            yield section.label, plain_text_of(section.titles[:1])
            yield from ((each.label, plain_text_of(each.titles[:1])) for each in section.entries)
    yield "contents", dict(book.languages[0].words)["contents"]
