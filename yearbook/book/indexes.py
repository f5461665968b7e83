"""Make the indexes of a book, one set a language: names, bodies, and subjects, with the labels of their records.

The templates print the pages of the labels.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, groupby

from yearbook.book.document import BookIndex, IndexGroup, IndexLine
from yearbook.book.nodes import node
from yearbook.book.requests import sheet_kinds
from yearbook.book.volume import Volume, main_kinds
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.i18n.collation import SortKey
from yearbook.model.honors import AwardeeType
from yearbook.model.kinds import HONOR, PERSON, SOURCE, TERM, THEME, UNIT
from yearbook.site.edition import Edition
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext

_PASSIM = 12
_PERSONS = (AwardeeType.PERSON, AwardeeType.FAMILY)
"""A term that more records than this contain is listed only where it is explained."""
_BRACKETS = re.compile(r"（.*?）|\(.*?\)")

_Line = tuple[tuple[str, SortKey], IndexLine]
"""((letter, sort key), line): Latin and Chinese names with the same initial share a letter."""


def book_indexes(volume: Volume) -> tuple[BookIndex, ...]:
    """Return those of each language that are not empty."""
    everything = (each for found in volume.records.values() for each in found)
    order = {each.key: place for place, each in enumerate(everything)}
    found = []
    for edition in volume.editions:
        indexer = _Indexer(volume=volume, edition=edition, page=PageContext(edition, ""), order=order)
        for name, lines in (
            ("names", indexer.names()),
            ("bodies", indexer.bodies()),
            ("subjects", indexer.subjects()),
        ):
            if groups := _groups(lines):
                title, language = indexer.page.word(f"pages.book.index_{name}"), edition.language
                found.append(
                    BookIndex(label=f"index:{name}/{language.code}", title=title, lang=language.tag, groups=groups)
                )
    return tuple(found)


def _groups(lines: Iterable[_Line]) -> tuple[IndexGroup, ...]:
    grouped = groupby(sorted(lines, key=lambda each: each[0]), key=lambda each: each[0][0])
    return tuple(IndexGroup(letter, tuple(line for _, line in found)) for letter, found in grouped)


@dataclass(frozen=True, slots=True)
class _Indexer:
    """Makes the lines of one language's indexes."""

    volume: Volume
    edition: Edition
    page: PageContext
    order: Mapping[Key, int]
    """Places of the records in the book, which is nearly the order of their pages."""

    def names(self) -> Iterator[_Line]:
        """Persons with records, persons and families that were honored by name, and authors of sources.

        Where they work, in brackets after the name, is left out unless it tells two of one name apart.
        """
        kinds = {kind.name for kind in main_kinds(self.page.yearbook.kinds)}
        for record in self.page.yearbook.all(PERSON):
            uses = ((use.kind, use.id) for use in self.page.yearbook.used(record) if use.kind in kinds)
            yield from self._line(self.page.title(record), [record.key, *uses], record)
        found: dict[Run, list[Key]] = {}
        for honor in self.volume.of(HONOR):
            groups = (each.names for each in honor.facts.awardees if each.counted in _PERSONS)
            for person in (*honor.facts.persons, *chain.from_iterable(groups)):
                found.setdefault(self.page.text(person), []).append(honor.key)
        for source in self.volume.of(SOURCE):
            for author in source.facts.authors:
                name = self.page.original(_BRACKETS.sub("", author).strip())
                found.setdefault(name, []).append(source.key)
        bare = {run: replace(run, text=_BRACKETS.sub("", run.text).strip()) for run in found}
        bearers = Counter(bare.values())
        for run, keys in found.items():
            yield from self._line(run if bearers[bare[run]] > 1 else bare[run], keys)

    def bodies(self) -> Iterator[_Line]:
        """Every unit under each name that it bore, with the records that name it."""
        yearbook, kinds = self.page.yearbook, {kind.name for kind in main_kinds(self.page.yearbook.kinds)}
        for unit in yearbook.all(UNIT):
            keys = [unit.key, *((use.kind, use.id) for use in yearbook.used(unit) if use.kind in kinds)]
            names = dict.fromkeys(self.page.text(each.name) for each in unit.facts.names)
            for run in names:
                yield from self._line(run, keys, unit if len(names) == 1 else None)

    def subjects(self) -> Iterator[_Line]:
        """Titles of records; themes with what belongs to them; terms with the entries that contain them."""
        yearbook = self.page.yearbook
        kinds = (kind for kind in sheet_kinds(yearbook.kinds) if kind != PERSON.name)
        records = [each for kind in kinds for each in self.volume.records[kind]]
        for record in records:
            yield from self._line(self.page.title(record), [record.key], record)
        for theme in yearbook.all(THEME):
            keys = [(use.kind, use.id) for use in yearbook.used(theme)]
            if len(keys) <= _PASSIM:
                yield from self._line(self.page.title(theme), keys)
        texts = {each.key: _searchable(each, self.page.language.code) for each in records}
        titles = {self.page.text(each.title).text for each in records}
        for term in yearbook.all(TERM):
            run = self.page.text(term.title)
            if run.text not in titles:
                yield from self._line(run, [term.key, *_containing(run.text, texts), *_related(term)])

    def _line(self, term: Run, keys: Iterable[Key], titled: Record | None = None) -> Iterator[_Line]:
        """A line, unless the book holds none of the records; under the letter of `titled`, if it is its title."""
        targets = sorted({each for each in keys if each in self.order}, key=self.order.__getitem__)
        if targets:
            position = self.edition.positions[titled.key] if titled else None
            place = (position.initial, position.reading) if position else self.page.language.place(term.text)
            labels = tuple(f"{kind}:{identity}" for kind, identity in targets)
            yield place, IndexLine(node("span", term.text, lang=term.lang), labels)


def _related(record: Record) -> list[Key]:
    pairs = (each.partition("#")[0].partition(":") for each in record.related)
    return [(kind, identity) for kind, _, identity in pairs]


def _searchable(record: Record, language: str) -> str:
    """Return title and body of an entry as a reader of this language sees them."""
    body = record.body(language)
    return f"{record.title.read(language).text}\n{body.prose.text if body else ''}".casefold()


def _containing(term: str, texts: Mapping[Key, str]) -> list[Key]:
    """Return the entries that contain a term; as a whole word if it is written in letters. None if they are many."""
    edge = r"\b" if term[:1].isascii() else ""
    pattern = re.compile(f"{edge}{re.escape(term.casefold())}{edge}")
    found = [key for key, text in texts.items() if pattern.search(text)]
    return found if len(found) <= _PASSIM else []
