"""A volume → its indexes of names, bodies and subjects, one set a language: terms, and the labels of their places.

The pages themselves are found by the typesetter, which alone knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from yearbook.book.document import BookIndex, IndexGroup, IndexLine
from yearbook.book.volume import MAIN_CHAPTERS, Volume
from yearbook.book.writer import BookWriter, node
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.i18n.collation import SortKey
from yearbook.site.edition import Edition

_SUBJECTS = ("honor", "project", "ledger", "indicator", "program")
"""Kinds whose titles are subjects."""
_PASSIM = 12
"""A term that stands in more records than this leads nowhere in particular: it is listed where it is explained."""

_Line = tuple[tuple[str, SortKey], IndexLine]
"""((letter, sort key), line): Latin and Han names of one initial stand under one letter."""


def indexes(volume: Volume) -> tuple[BookIndex, ...]:
    """Those of each language that are not empty."""
    order = _order(volume)
    found = []
    for edition in volume.editions:
        scribe = BookWriter(edition, volume.holdings, "index")
        for name, lines in (
            ("names", _names(volume, scribe, order)),
            ("bodies", _bodies(scribe, order)),
            ("subjects", _subjects(volume, scribe, order)),
        ):
            groups = _groups(lines)
            if groups:
                title = scribe.word(f"pages.book.index_{name}")
                found.append(BookIndex(f"index:{name}/{edition.language.code}", title, edition.language.tag, groups))
    return tuple(found)


def _order(volume: Volume) -> dict[Key, int]:
    """Record → its place in the book, which is nearly the order of its pages."""
    return {each.key: place for place, each in enumerate(one for found in volume.records.values() for one in found)}


def _groups(lines: Iterable[_Line]) -> tuple[IndexGroup, ...]:
    grouped = groupby(sorted(lines, key=lambda each: each[0]), key=lambda each: each[0][0])
    return tuple(IndexGroup(letter, tuple(line for _, line in found)) for letter, found in grouped)


def _line(
    scribe: BookWriter, text: str, lang: str, reading: str, keys: Iterable[Key], order: dict[Key, int]
) -> list[_Line]:
    targets = sorted({each for each in keys if each in order}, key=order.__getitem__)
    if not targets:
        return []
    language = scribe.language
    line = IndexLine(node("span", text, lang=lang), tuple(f"{kind}:{identity}" for kind, identity in targets))
    return [(language.place(text, reading), line)]


def _names(volume: Volume, scribe: BookWriter, order: dict[Key, int]) -> Iterator[_Line]:
    """Persons and families that were honored, and authors of sources."""
    found: dict[tuple[str, str], list[Key]] = {}
    for record in volume.records["honor"]:
        for each in record.facts.persons:
            run = scribe.text(each)
            found.setdefault((run.text, run.lang), []).append(record.key)
    for record in volume.records["source"]:
        for author in record.facts.authors:
            run = scribe.original(re.sub(r"（.*?）|\(.*?\)", "", author).strip())
            found.setdefault((run.text, run.lang), []).append(record.key)
    for (text, lang), keys in found.items():
        yield from _line(scribe, text, lang, "", keys, order)


def _bodies(scribe: BookWriter, order: dict[Key, int]) -> Iterator[_Line]:
    """Every unit under each name that it bore, with the records that name it."""
    yearbook = scribe.yearbook
    for record in yearbook.all("unit"):
        keys = [(use.kind, use.id) for use in yearbook.used(record) if use.kind in MAIN_CHAPTERS]
        names = {scribe.text(each.name): None for each in record.facts.names}
        for run in names:
            reading = record.facts.pinyin or ""
            yield from _line(scribe, run.text, run.lang, reading if len(names) == 1 else "", [record.key, *keys], order)


def _subjects(volume: Volume, scribe: BookWriter, order: dict[Key, int]) -> Iterator[_Line]:
    """Titles of records; themes with what belongs to them; terms with the entries that use them."""
    yearbook, code = scribe.yearbook, scribe.language.code
    for kind in _SUBJECTS:
        for record in volume.records[kind]:
            run = scribe.text(record.title)
            yield from _line(scribe, run.text, run.lang, _reading(record, code), [record.key], order)
    for record in yearbook.all("theme"):
        run = scribe.text(record.title)
        keys = [(use.kind, use.id) for use in yearbook.used(record)]
        if len(keys) <= _PASSIM:
            yield from _line(scribe, run.text, run.lang, "", keys, order)
    read = {record.key: _read(scribe.edition, record) for kind in _SUBJECTS for record in volume.records[kind]}
    titles = {scribe.text(record.title).text for kind in _SUBJECTS for record in volume.records[kind]}
    for record in yearbook.all("term"):
        run = scribe.text(record.title)
        if run.text not in titles:
            keys = [record.key, *_using(run.text, read), *_related(record)]
            yield from _line(scribe, run.text, run.lang, "", keys, order)


def _reading(record: Record, code: str) -> str:
    return (getattr(record.facts, "pinyin", None) or "") if code == "zh" else ""


def _related(record: Record) -> list[Key]:
    pairs = (each.partition("#")[0].partition(":") for each in record.facts.related)
    return [(kind, identity) for kind, _, identity in pairs]


def _read(edition: Edition, record: Record) -> str:
    """What a reader of this language reads in an entry: title and body."""
    body = record.body(edition.language.code)
    return f"{record.title.read(edition.language.code).text}\n{body.prose.text if body else ''}".casefold()


def _using(term: str, read: dict[Key, str]) -> list[Key]:
    """The entries in which a term stands; whole words where it is written in letters."""
    edge = r"\b" if term[:1].isascii() else ""
    pattern = re.compile(f"{edge}{re.escape(term.casefold())}{edge}")
    found = [key for key, text in read.items() if pattern.search(text)]
    return found if len(found) <= _PASSIM else []
