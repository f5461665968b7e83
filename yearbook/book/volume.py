"""A request → the records that its book holds, in every language of the book.

The book's order is that of its first language. Nothing here says what an entry looks like.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yearbook.book import entries, parallel
from yearbook.book.document import BookEntry, BookRow, Nodes
from yearbook.book.entries import EntrySlot
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.writer import BookWriter, Holdings
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.site.edition import Edition

MAIN_CHAPTERS = ("year", "honor", "project", "ledger", "indicator", "commitment", "program", "event")
"""Kinds that tell something. Units and sources come with the records that name them; themes have no place in a book,
and terms only in the whole.
"""
_SAID = {
    Scope.ALL: frozenset({"level", "category"}),
    Scope.YEAR: frozenset({"level", "category", "year", "years"}),
    Scope.UNIT: frozenset({"level", "category"}),
    Scope.ENTRY: frozenset[str](),
}
"""Facts that headings say."""


@dataclass(frozen=True, slots=True)
class Volume:
    """What one book is made from."""

    request: Request
    editions: tuple[Edition, ...]
    """One a language of the book."""
    holdings: Holdings
    records: Mapping[str, tuple[Record, ...]]
    """Kind → the records that the book holds, in the order of the first language."""

    def each(self, make: Callable[[BookWriter], Nodes], label: str = "") -> tuple[Nodes, ...]:
        """What `make` gives in each language of the book."""
        return tuple(make(BookWriter(each, self.holdings, label)) for each in self.editions)

    def words(self, key: str) -> tuple[Nodes, ...]:
        return self.each(lambda scribe: (scribe.word(key),))

    def shared(self, make: Callable[[BookWriter], Nodes], label: str) -> tuple[BookRow, ...]:
        """A table that all languages share, as one row across the page; none where it is empty."""
        return parallel.rows(tuple((EntrySlot(each, wide=True),) for each in self.each(make, label)))

    def beside(self, make: Callable[[BookWriter], Nodes], label: str) -> tuple[BookRow, ...]:
        """One row with a cell a language; none where it is empty."""
        return parallel.rows(tuple((EntrySlot(each),) for each in self.each(make, label)))

    def entry(self, record: Record) -> BookEntry:
        label = f"{record.kind}:{record.id}"
        scribes = tuple(BookWriter(each, self.holdings, label) for each in self.editions)
        sides = tuple(entries.write_entry(each, record) for each in scribes)
        titles = tuple(entries.entry_title(each, record) for each in scribes)
        return BookEntry(label, titles, parallel.rows(sides))

    def entries(self, records: Iterable[Record]) -> tuple[BookEntry, ...]:
        return tuple(self.entry(each) for each in records)


def volume(editions: Mapping[str, Edition], request: Request) -> Volume:
    """The records of a request. The request's record is there: whoever asks has looked it up."""
    chosen = tuple(editions.values()) if request.language == PARALLEL_LANGUAGE else (editions[request.language],)
    first = chosen[0]
    keys = _keys(first, request)
    numbers = {record.id: number for number, record in enumerate(first.ordered["source"], 1)}
    records = {kind: tuple(each for each in ordered if each.key in keys) for kind, ordered in first.ordered.items()}
    return Volume(request, chosen, Holdings(keys, numbers, _SAID[request.scope]), records)


def _keys(edition: Edition, request: Request) -> frozenset[Key]:
    yearbook = edition.yearbook
    if request.scope is Scope.ALL:
        return frozenset(each.key for each in yearbook if each.kind != "theme")
    if request.scope is Scope.YEAR:
        main = {each.key for kind in MAIN_CHAPTERS for each in edition.of_year(int(request.id), kind)}
    elif request.scope is Scope.UNIT:
        used = yearbook.used(yearbook.get("unit", request.id))
        main = {(use.kind, use.id) for use in used if use.kind in MAIN_CHAPTERS and use.kind != "year"}
        main.add(("unit", request.id))
    else:
        main = {(request.kind, request.id)}
    return frozenset(main | _named(edition, main, request.scope))


def _named(edition: Edition, main: Iterable[Key], scope: Scope) -> set[Key]:
    """The sources that the records cite and, for a volume, the units that they name and the superiors of these."""
    kinds = ("source", "unit") if scope is Scope.YEAR else ("source",)
    found: set[Key] = set()
    waiting = list(main)
    while waiting:
        record = edition.yearbook.get(*waiting.pop())
        for each in references(record.facts):
            key = (each.kind, each.id)
            if each.kind in kinds and key not in found and each.id in edition.yearbook.records[each.kind]:
                found.add(key)
                waiting.append(key)
    return found
