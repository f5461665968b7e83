"""Where everything stood when a book was set → what its next setting prints: pages, numbers of notes, running heads.

A book is set twice, as TeX does it; no line of the second setting stands elsewhere than in the first, since what is
printed of places takes the same room whatever it says. The typesetter could find pages while it sets, but then asks for
each of thousands of places separately, and again for every page: that took four times as long and twice the memory.
Nothing here sets anything or knows what a record is.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from itertools import groupby
from operator import attrgetter
from typing import Any

from yearbook.book.document import Book, plain_text_of
from yearbook.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class PlaceMark:
    """One place that the typesetter reports, in the order of the book."""

    kind: str
    """`heading`, `note` or `anchor`."""
    label: str
    page: int
    """From 1, counted from the cover."""
    number: str
    """What is printed on the page: `iv`, `12`."""
    x: float
    """Points from the page's left edge, as `y` from its upper edge."""
    y: float
    level: int
    """Of a heading; else 0."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head of a page."""

    chapter: str
    entry: str
    """The first that begins on the page, or that goes on from the page before; empty where a class has begun since."""
    opens: bool
    """Whether a chapter begins on the page: then its head is bare and its number stands at the foot."""
    place: int
    """Of the chapter among those with a mark at the outer edge, from 1; 0 for one without."""


@dataclass(frozen=True, slots=True)
class Places:
    """What a setting needs to know of the one before."""

    targets: Mapping[str, tuple[int, str, float, float]] = field(default_factory=dict)
    """Label → page, the number printed on it, and the point on it in points."""
    notes: Mapping[str, int] = field(default_factory=dict)
    """Label → number on its page."""
    heads: tuple[Head, ...] = ()
    """One a page, up to the indexes: these are as long as the numbers in them make them, and nothing refers to them."""

    def as_json(self) -> str:
        heads = [{name: getattr(each, name) for name in Head.__slots__} for each in self.heads]
        found = {"targets": self.targets, "notes": self.notes, "heads": heads}
        return json.dumps(found, ensure_ascii=False)


def placed(book: Book, report: Mapping[str, Any]) -> Places:
    """The places that a setting reports: `pages`, and `marks` with a list of Mark's fields each."""
    marks = tuple(PlaceMark(*each) for each in report["marks"])
    indexes = {each.label for each in book.indexes}
    first = next((place for place, each in enumerate(marks) if each.label in indexes), None)
    pages = report["pages"] if first is None else marks[first].page - 1
    marks = marks[:first]
    notes = _notes(each for each in marks if each.kind == "note")
    targets = {each.label: (each.page, each.number, each.x, each.y) for each in marks if each.kind != "note"}
    return Places(targets, notes, tuple(_heads(book, marks, pages)))


def _notes(marks: Iterable[PlaceMark]) -> dict[str, int]:
    """Label → number, from one on every page."""
    found: dict[str, int] = {}
    for _, on_page in groupby(marks, key=attrgetter("page")):
        found.update((each.label, number) for number, each in enumerate(on_page, 1))
    return found


def _heads(book: Book, marks: Sequence[PlaceMark], pages: int) -> Iterator[Head]:
    headings = [each for each in marks if each.kind == "heading"]
    chapters = [each for each in headings if each.level == 1]
    entries = [each for each in headings if each.level > 1]
    titles = dict(_titles(book))
    marked = {each.label: place for place, each in enumerate(book.classes, 1) if book.template == "book"}
    for page in range(1, pages + 1):
        chapter, entry = _ruling(chapters, page), _ruling(entries, page)
        if chapter is None:
            yield Head("", "", opens=False, place=0)
            continue
        within = entry is not None and headings.index(entry) > headings.index(chapter)
        yield Head(
            titles.get(chapter.label, ""),
            titles.get(entry.label, "") if entry and within else "",
            opens=chapter.page == page,
            place=marked.get(chapter.label, 0),
        )


def _ruling(headings: Sequence[PlaceMark], page: int) -> PlaceMark | None:
    """The first that stands on a page, or else the last before it."""
    by_page = attrgetter("page")
    first = bisect_left(headings, page, key=by_page)
    if first < bisect_right(headings, page, key=by_page):
        return headings[first]
    return headings[first - 1] if first else None


def _titles(book: Book) -> Iterator[tuple[str, str]]:
    """Label → title in the book's first language, of everything that has a heading."""
    for chapter in (*((book.preface,) if book.preface else ()), *book.classes):
        yield chapter.label, plain_text_of(chapter.titles[:1])
        for section in chapter.sections:
            yield section.label, plain_text_of(section.titles[:1])
            yield from ((each.label, plain_text_of(each.titles[:1])) for each in section.entries)
    yield "contents", dict(book.voices[0].words)["contents"]
