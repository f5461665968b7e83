"""A record → the texts that it has, alone or in both Chinese and English, each knowing where it was written.

Titles, summaries, mottoes, bodies, and every text of the facts that is given in place (`{zh: …, en: …}`). Nothing is
compared here, and no file is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yearbook.content.originals import Origin
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Found, Pointer
from yearbook.model.texts import Text


@dataclass(frozen=True, slots=True)
class TextSide:
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

    zh: TextSide
    en: TextSide


def sides(record: Record, found: Iterable[Found]) -> Iterator[TextSide]:
    """Every text of a record, in each language that has it: its title, summary and motto, bodies, texts of facts.

    Reasons of acceptances are none: they are read by editors only. `found` are the leaves of its facts.
    """
    origins = {each.language: each.origin for each in record.translations}
    for name in ("title", "summary", "motto"):
        own, text = getattr(record.facts, name, None), getattr(record, name)
        if isinstance(text, Text) and not isinstance(own, Text) and (own is not None or name != "title"):
            yield from (TextSide(code, words, origins.get(code, record.origin), (name,)) for code, words in text.values)
    yield from (TextSide(each.language, each.prose.text, each.origin, (), each.line) for each in record.bodies)
    for pointer, leaf, _ in found:
        if isinstance(leaf, Text) and pointer[0] != "accepted":
            yield from (TextSide(code, words, record.origin, (*pointer, code)) for code, words in leaf.values)


def text_pairs(record: Record, found: Iterable[Found]) -> Iterator[Pair]:
    """Everything that a record says in both languages; `found` are the leaves of its facts."""
    origins = {each.language: each.origin for each in record.translations}
    for name in ("title", "summary", "motto"):
        own = getattr(record.facts, name, None)
        if text := getattr(record, name):
            yield from _pair(record, text, (name,), {} if isinstance(own, Text) or own is None else origins)
    zh, en = record.body("zh"), record.body("en")
    if zh and en:
        yield Pair(*(TextSide(each.language, each.prose.text, each.origin, (), each.line) for each in (zh, en)))
    for pointer, leaf, _ in found:
        if isinstance(leaf, Text) and pointer not in (("title",), ("summary",), ("motto",)):
            yield from _pair(record, leaf, pointer, {})


def _pair(record: Record, text: Text, pointer: Pointer, origins: dict[str, Origin]) -> Iterator[Pair]:
    """`origins`: where the languages stand in files of their own; elsewhere they stand side by side."""
    zh, en = text.get("zh"), text.get("en")
    if zh and en:
        apart = bool(origins)
        sides = (
            TextSide(language, words, origins.get(language, record.origin), pointer if apart else (*pointer, language))
            for language, words in (("zh", zh), ("en", en))
        )
        yield Pair(*sides)
