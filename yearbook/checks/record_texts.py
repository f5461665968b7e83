"""Collect the texts of a record, alone or in pairs of Chinese and English, each with the place where it is written.

Titles, summaries, mottoes, bodies, and every text of the facts that has its languages side by side (`{zh: …, en: …}`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import unescape

from yearbook.content.originals import Origin
from yearbook.content.records import Body, Record
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Pointer
from yearbook.model.texts import Text
from yearbook.model.walk import Found

_ATTRIBUTES = re.compile(r'(?:alt|title)="([^"]+)"')


@dataclass(frozen=True, slots=True)
class TextSide:
    """One text in one language."""

    language: str
    text: str
    """As a reader sees it, without markup."""
    origin: Origin
    """The file, and where in it the record is."""
    pointer: Pointer
    """From the record to the text; empty for a body."""
    line: int = 0
    """Of a body, the line of the file on which it begins; else 0."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text in Chinese and English."""

    zh: TextSide
    en: TextSide


def body_side(body: Body) -> TextSide:
    """Return the text of a body."""
    return TextSide(body.language, body.prose.text, body.origin, pointer=(), line=body.line)


def attribute_sides(body: Body) -> Iterator[TextSide]:
    """Yield the alternative texts of pictures, and the titles of pictures and links, which are no text of a body."""
    for words in _ATTRIBUTES.findall(body.prose.html):
        yield replace(body_side(body), text=unescape(words))


def text_sides(record: Record, values: Iterable[Found]) -> Iterator[TextSide]:
    """Yield every text of a record, in each language that it has, but the reasons of acceptances: editors read those.

    `values` are the leaves of the record's facts.
    """
    if record.has_own_files:
        for name, text in _headings(record):
            yield from _sides(record, text, (name,), in_own_files=True)
    yield from map(body_side, record.bodies)
    for pointer, value, _ in values:
        if isinstance(value, Text) and pointer[0] != "accepted":
            yield from _sides(record, value, pointer)


def title_sides(record: Record) -> Iterator[TextSide]:
    """Yield the title of a record in each language that it has."""
    yield from _sides(record, record.title, ("title",), in_own_files=record.has_own_files)


def text_pairs(record: Record, values: Iterable[Found]) -> Iterator[Pair]:
    """Yield every text of a record that is in both Chinese and English; `values` are the leaves of its facts."""
    for name, text in _headings(record):
        yield from _pair(_sides(record, text, (name,), in_own_files=record.has_own_files))
    yield from _pair(map(body_side, record.bodies))
    for pointer, value, _ in values:
        if isinstance(value, Text) and pointer != ("title",):
            yield from _pair(_sides(record, value, pointer))


def _headings(record: Record) -> Iterator[tuple[str, Text]]:
    for name, text in (("title", record.title), ("summary", record.summary), ("motto", record.motto)):
        if text:
            yield name, text


def _sides(record: Record, text: Text, pointer: Pointer, *, in_own_files: bool = False) -> Iterator[TextSide]:
    """Yield a text in each of its languages, which are side by side in one file or in files of their own."""
    origins = {each.language: each.origin for each in record.translations} if in_own_files else {}
    for language, words in text.values:
        place = pointer if in_own_files else (*pointer, language)
        yield TextSide(language, words, origins.get(language, record.origin), pointer=place)


def _pair(sides: Iterable[TextSide]) -> Iterator[Pair]:
    by_language = {each.language: each for each in sides}
    if "zh" in by_language and "en" in by_language:
        yield Pair(by_language["zh"], by_language["en"])
