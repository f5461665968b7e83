"""Select the records of one book, and write parts of it in each of its languages.

Records stand in the order of the book's first language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from yearbook.book.document import BookEntry, BookRow
from yearbook.book.entries import entry_slots, entry_title
from yearbook.book.nodes import Nodes
from yearbook.book.parallel import EntrySlot, align_languages
from yearbook.book.pictures import media_slots
from yearbook.book.requests import PARALLEL_LANGUAGE, Request, Scope
from yearbook.book.writer import BookWriter, Holdings
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model.free_pages import BookPlace
from yearbook.model.kinds import PAGE, PLACE, SOURCE, TERM, THEME, UNIT, YEAR, F_co, Kind, by_position
from yearbook.model.own_kinds import Kinds
from yearbook.site.edition import Edition

_IN_HEADINGS = {
    Scope.ALL: frozenset({"level", "category"}),
    Scope.YEAR: frozenset({"level", "category", "year", "years"}),
    Scope.UNIT: frozenset({"level", "category"}),
    Scope.ENTRY: frozenset[str](),
}
"""Facts that headings state."""


_WITH_PLATES = frozenset({Scope.ALL, Scope.YEAR})
"""Books with a front matter in which plates stand."""


def main_kinds(kinds: Kinds) -> tuple[Kind, ...]:
    """Return the kinds that report something. Units and sources come with the records that name them.

    Themes have no place in a book, and terms only in the whole; free pages stand before or after the chapters.
    """
    reference = {kind.name for kind in (UNIT, SOURCE, THEME, TERM, PAGE)}
    return tuple(kind for kind in by_position(kinds) if kind.name not in reference)


@dataclass(frozen=True, slots=True)
class Volume:
    """The records of one book."""

    request: Request
    editions: tuple[Edition, ...]
    """One a language of the book."""
    holdings: Holdings
    records: Mapping[str, tuple[Record, ...]]
    """The records that the book holds by kind, in the order of the first language."""

    def of(self, kind: Kind[F_co]) -> tuple[Record[F_co], ...]:
        """Return the records of a kind."""
        return cast("tuple[Record[F_co], ...]", self.records[kind.name])

    @property
    def year(self) -> int | None:
        """The year of a volume of one year."""
        return int(self.request.id) if self.request.scope is Scope.YEAR else None

    def writers(self, label: str) -> tuple[BookWriter, ...]:
        """Return a writer for each language of the book, for one part of it."""
        return tuple(BookWriter(each, self.holdings, label) for each in self.editions)

    def each(self, write: Callable[[BookWriter], Nodes], label: str = "") -> tuple[Nodes, ...]:
        """Return what `write` gives in each language of the book."""
        return tuple(write(each) for each in self.writers(label))

    def words(self, key: str, **values: str) -> tuple[Nodes, ...]:
        """Return a text of the strings files in each language of the book."""
        return self.each(lambda writer: (writer.word(key, **values),))

    def shared(self, write: Callable[[BookWriter], Nodes], label: str) -> tuple[BookRow, ...]:
        """Return a table that all languages share, as one row across the page; none if it is empty."""
        return align_languages(tuple((EntrySlot(each, wide=True),) for each in self.each(write, label)))

    def beside(self, write: Callable[[BookWriter], Nodes], label: str) -> tuple[BookRow, ...]:
        """Return one row with a cell a language; none if it is empty."""
        return align_languages(tuple((EntrySlot(each),) for each in self.each(write, label)))

    def entry(self, record: Record) -> BookEntry:
        label = label_of(record)
        writers = self.writers(label)
        rows = align_languages(tuple(entry_slots(each, record) for each in writers))
        titles = tuple(entry_title(each, record) for each in writers)
        return BookEntry(label, titles, (*rows, *self.media(record)))

    def media(self, record: Record) -> tuple[BookRow, ...]:
        """Return the pictures of a record, and the names of its attachments; none for most."""
        if not record.pictures and not record.attachments:
            return ()
        return align_languages(tuple(tuple(media_slots(each, record)) for each in self.writers(label_of(record))))

    def entries(self, records: Iterable[Record]) -> tuple[BookEntry, ...]:
        return tuple(self.entry(each) for each in records)


def label_of(record: Record) -> str:
    """Return the label of the one place that a record has in a book."""
    return f"{record.kind}:{record.id}"


def select_volume(editions: Mapping[str, Edition], request: Request) -> Volume:
    """Return the records of a request, whose own record must be there."""
    chosen = tuple(editions.values()) if request.language == PARALLEL_LANGUAGE else (editions[request.language],)
    first = chosen[0]
    keys = _selected_keys(first, request)
    numbers = {record.id: number for number, record in enumerate(first.ordered[SOURCE.name], 1)}
    return Volume(
        request=request,
        editions=chosen,
        holdings=Holdings(
            keys=keys,
            numbers=numbers,
            in_headings=_IN_HEADINGS[request.scope],
            has_plates=request.scope in _WITH_PLATES,
        ),
        records={name: tuple(each for each in ordered if each.key in keys) for name, ordered in first.ordered.items()},
    )


def _selected_keys(edition: Edition, request: Request) -> frozenset[Key]:
    yearbook = edition.yearbook
    kinds = [kind.name for kind in main_kinds(yearbook.kinds)]
    match request.scope:
        case Scope.ALL:
            left_out = {THEME.name, PAGE.name}
            return frozenset({each.key for each in yearbook if each.kind not in left_out} | _printed_pages(edition))
        case Scope.YEAR:
            chosen = {each.key for kind in kinds for each in edition.of_year(int(request.id), kind)}
        case Scope.UNIT:
            used = yearbook.used(yearbook.get(UNIT, request.id))
            chosen = {(use.kind, use.id) for use in used if use.kind in kinds and use.kind != YEAR.name}
            chosen.add((UNIT.name, request.id))
        case Scope.ENTRY:
            chosen = {(request.kind, request.id)}
    if request.scope is Scope.YEAR:
        chosen |= _printed_pages(edition)
    kinds = [SOURCE.name, UNIT.name, PLACE.name] if request.scope is Scope.YEAR else [SOURCE.name]
    return frozenset(chosen | _named_keys(edition, chosen, kinds))


def _printed_pages(edition: Edition) -> set[Key]:
    """Return the free pages that books print."""
    return {each.key for each in edition.all(PAGE) if each.facts.in_book is not BookPlace.NOWHERE}


def _named_keys(edition: Edition, chosen: Iterable[Key], kinds: Iterable[str]) -> set[Key]:
    """Return the records of these kinds that the chosen ones name, and those that these name in turn."""
    found: set[Key] = set()
    waiting = list(chosen)
    while waiting:
        record = edition.yearbook.get(*waiting.pop())
        for each in references(record.facts):
            key = (each.kind, each.id)
            if each.kind in kinds and key not in found and each.id in edition.yearbook.records[each.kind]:
                found.add(key)
                waiting.append(key)
    return found
