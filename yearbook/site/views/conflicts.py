"""The page of conflicts: where sources disagree, and what editors noted, over all records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Protocol, runtime_checkable

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Use
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Citation, Fact, Figure, NoteKind
from yearbook.model.kinds import SOURCE
from yearbook.model.structure import ModelField, Pointer, ValueType, fields_of
from yearbook.model.walk import ValueFinder
from yearbook.site.views.elements import AmountView, NoteLine, Run, SourceNote
from yearbook.site.views.facts import amount_view, note_line
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A fact for which sources give different values."""

    record: Run
    label: Run
    amount: AmountView
    cites: tuple[int, ...]
    beside: tuple[SourceNote, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class NoteGroup:
    word: str
    anchor: str
    lines: tuple[tuple[Run, NoteLine, tuple[SourceNote, ...]], ...]
    """(record, note, the source notes that are first referred to in it)."""


@dataclass(frozen=True, slots=True)
class ConflictsView:
    title: Run
    disputes: tuple[DisputeLine, ...]
    groups: tuple[NoteGroup, ...]


@runtime_checkable
class _Sourced(Protocol):
    @property
    def sources(self) -> tuple[Citation, ...]: ...


def conflicts_view(page: PageContext) -> ConflictsView:
    every = [each for kind in page.yearbook.kinds.values() for each in page.edition.all(kind)]
    disputed_keys = {key for each in page.yearbook.all(SOURCE) for key in disputing(page.yearbook.used(each))}
    disputes = tuple(line for each in every if each.key in disputed_keys for line in _disputes(page, each))
    groups = (_notes(page, kind, every) for kind in NoteKind)
    return ConflictsView(Run(page.word("menu.conflicts")), disputes, tuple(each for each in groups if each.lines))


def has_conflicts(page: PageContext) -> bool:
    """Return whether the page of conflicts has anything to show."""
    yearbook = page.yearbook
    is_disputed = any(disputing(yearbook.used(each)) for each in yearbook.all(SOURCE))
    return is_disputed or any(each.notes for kind in yearbook.kinds for each in yearbook.all(kind))


def disputing(uses: Iterable[Use]) -> list[Key]:
    """Return the records in which a source is cited for another value than the one that is used."""
    return [(use.kind, use.id) for use in uses if ".others." in f".{use.field}"]


_find_disputable = ValueFinder(lambda field: field.cls is Fact or Fact in _part_types(field))


def _part_types(field: ModelField) -> tuple[type[Any] | None, ...]:
    """Return the classes of the fields of a part."""
    return tuple(each.cls for each in fields_of(field.part)) if field.value_type is ValueType.PART else ()


def disputed(facts: Any) -> Iterator[tuple[Any, Fact[Any]]]:
    """Yield every disputed fact in a record's facts, with the part (a figure, a line of a ledger) that holds it."""
    owners: dict[Pointer, Any] = {(): facts}
    for pointer, value, _ in _find_disputable(facts):
        if not isinstance(value, Fact):
            owners[pointer] = value
        elif value.others:
            yield owners[pointer[:-1]], value


def _disputes(page: PageContext, record: Record) -> Iterator[DisputeLine]:
    for owner, fact in disputed(record.facts):
        cites = page.cite((*fact.sources, *(owner.sources if isinstance(owner, _Sourced) else ())))
        yield DisputeLine(
            record=record_link(page, *record.key),
            label=page.text(owner.label) if isinstance(owner, Figure) else Run(""),
            amount=amount_view(page, fact),
            cites=cites,
            beside=new_source_notes(page),
        )


def _notes(page: PageContext, kind: NoteKind, every: Iterable[Record]) -> NoteGroup:
    """Return all editors' notes of one kind, in the book's order."""
    lines = tuple(
        (record_link(page, *each.key), note_line(page, note), new_source_notes(page))
        for each in every
        for note in each.notes
        if note.kind is kind
    )
    return NoteGroup(page.word(f"note_kinds.{kind.value}"), kind.value, lines)
