"""A record → the texts that it has in both Chinese and English, each knowing where it was written.

Titles, summaries, mottoes, bodies, and every text of the facts that is given in place (`{zh: …, en: …}`). Nothing is
compared here, and no file is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from yearbook.library import Record
from yearbook.library.references import Pointer
from yearbook.model.entries import Origin
from yearbook.model.texts import Text


@dataclass(frozen=True, slots=True)
class Side:
    """One text in one language."""

    language: str
    text: str
    """As a reader sees it, without markup."""
    origin: Origin
    """The file, and where in it the record stands."""
    pointer: Pointer
    """From the record to the text; empty for a body."""
    line: int = 0
    """Of a body, the line of the file on which it begins; else 0."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The same text in Chinese and English."""

    zh: Side
    en: Side


def pairs(record: Record) -> Iterator[Pair]:
    """Everything that a record says in both languages."""
    origins = {each.language: each.origin for each in record.translations}
    for name in ("title", "summary", "motto"):
        own = getattr(record.facts, name, None)
        if text := getattr(record, name):
            yield from _pair(record, text, (name,), {} if isinstance(own, Text) or own is None else origins)
    zh, en = record.body("zh"), record.body("en")
    if zh and en:
        yield Pair(*(Side(each.language, each.prose.text, each.origin, (), each.line) for each in (zh, en)))
    for pointer, leaf in leaves(record.facts):
        if isinstance(leaf, Text) and pointer not in (("title",), ("summary",), ("motto",)):
            yield from _pair(record, leaf, pointer, {})


def _pair(record: Record, text: Text, pointer: Pointer, origins: dict[str, Origin]) -> Iterator[Pair]:
    """`origins`: where the languages stand in files of their own; elsewhere they stand side by side."""
    zh, en = text.get("zh"), text.get("en")
    if zh and en:
        apart = bool(origins)
        sides = (
            Side(language, words, origins.get(language, record.origin), pointer if apart else (*pointer, language))
            for language, words in (("zh", zh), ("en", en))
        )
        yield Pair(*sides)


def leaves(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Every value of a record's facts that has no fields of its own, and every text."""
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from leaves(each, (*pointer, index))
    elif is_dataclass(value) and type(value).__module__.startswith("yearbook.model.") and not _is_value(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*pointer, field.name))
    else:
        yield pointer, value


def _is_value(value: object) -> bool:
    """Texts, quantities and dates are one value each, though they are made of fields."""
    return type(value).__module__.rpartition(".")[2] in ("texts", "quantities", "dates")
