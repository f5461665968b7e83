"""The page of one source, the page of conflicts and editors' notes, and the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Use
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Fact, Figure, NoteKind
from yearbook.model.reference import Source, Term
from yearbook.model.structure import ModelField, Pointer, ValueFinder, ValueType, fields_of
from yearbook.site.views import records
from yearbook.site.views.facts import amount_view, dated_runs, fact_row, note_line
from yearbook.site.views.filters import Filters, sieve
from yearbook.site.views.links import record_link, reference_link
from yearbook.site.views.lists import known_records
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import AmountView, Cite, Jump, Marks, NoteLine, Run, Tail, jumps_to
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class Cited:
    """A record that cites the source, with the places that it cites."""

    title: Run
    kind: str
    quotes: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    body: records.RecordBody
    note: Run | None
    cited: tuple[Cited, ...]
    count: str
    disputes: tuple[Run, ...]
    """Records in which this source disagrees with another."""
    tail: Tail


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A fact for which sources give different values."""

    record: Run
    label: Run
    amount: AmountView
    cites: tuple[int, ...]
    beside: tuple[Cite, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class NoteGroup:
    word: str
    anchor: str
    lines: tuple[tuple[Run, NoteLine, tuple[Cite, ...]], ...]
    """(record, note, the source notes that are first referred to in it)."""


@dataclass(frozen=True, slots=True)
class ConflictsView:
    title: Run
    disputes: tuple[DisputeLine, ...]
    groups: tuple[NoteGroup, ...]


@dataclass(frozen=True, slots=True)
class TermLine:
    anchor: str
    term: Run
    others: tuple[Run, ...]
    note: Run | None
    related: tuple[Run, ...]
    marks: Marks


@dataclass(frozen=True, slots=True)
class TermGroup:
    initial: str
    anchor: str
    lines: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[TermGroup, ...]
    filters: Filters


def source(page: PageContext, record: Record) -> SourceView:
    facts: Source = record.facts
    rows = (
        *fact_row(page, "kind", (Run(page.word(f"source_kinds.{facts.kind.value}")),)),
        *fact_row(page, "date", dated_runs(page, facts.date)),
        *fact_row(page, "authors", (page.original(each) for each in facts.authors)),
        *fact_row(page, "publisher", (page.text(facts.publisher),) if facts.publisher else ()),
        *fact_row(page, "file", (page.original(facts.file),) if facts.file else ()),
    )
    body = records.record_body(page, record, rows)
    cited = tuple(_cited(page, record))
    against = known_records(page, _gainsaying(page.yearbook.used(record)))
    disputes = tuple(record_link(page, *each.key) for each in page.edition.sorted(against))
    note = page.text(facts.note) if facts.note else None
    count = page.language.count("entries", len(cited))
    return SourceView(body, note, cited, count, disputes, records.tail(page, record))


def _cited(page: PageContext, record: Record) -> Iterator[Cited]:
    quotes: dict[Key, dict[str, None]] = {}
    for use in page.yearbook.used(record):
        if use.field.endswith("source"):
            citing = page.yearbook.get(use.kind, use.id)
            quotes.setdefault(citing.key, {})[_quote(citing, use.pointer)] = None
    kinds, alphabet = list(page.yearbook.records), page.edition.title_order
    for key in sorted(quotes, key=lambda each: (kinds.index(each[0]), alphabet[each])):
        yield Cited(record_link(page, *key), page.kind_word(key[0]), tuple(map(page.quoted, quotes[key])))


def _gainsaying(uses: Iterable[Use]) -> list[Key]:
    """The records in which a source is cited for another value than the one that is used."""
    return [(use.kind, use.id) for use in uses if ".others." in f".{use.field}"]


def _quote(record: Record, pointer: tuple[str | int, ...]) -> str:
    """The `at` beside the `source` that a pointer leads to."""
    value: Any = record.facts
    for step in pointer[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return str(value.at)


_find_disputable = ValueFinder(lambda field: field.cls is Fact or Fact in _part_types(field))


def _part_types(field: ModelField) -> tuple[type[Any] | None, ...]:
    """The classes of the fields of a part."""
    return tuple(each.cls for each in fields_of(field.part)) if field.value_type is ValueType.PART else ()


def disputed(facts: Any) -> Iterator[tuple[Any, Fact[Any]]]:
    """Every disputed fact in a record's facts, with the part (a figure, a line of a ledger) that it stands in."""
    owners: dict[Pointer, Any] = {(): facts}
    for pointer, value, _ in _find_disputable(facts):
        if not isinstance(value, Fact):
            owners[pointer] = value
        elif value.others:
            yield owners[pointer[:-1]], value


def conflicts(page: PageContext) -> ConflictsView:
    """Where sources disagree, and what editors noted, over all records."""
    every = [each for kind in page.yearbook.records for each in page.edition.ordered[kind]]
    used = (page.yearbook.used(each) for each in page.yearbook.all("source"))
    gainsaid = {key for uses in used for key in _gainsaying(uses)}
    disputes = tuple(line for each in every if each.key in gainsaid for line in _disputes(page, each))
    groups = (_notes(page, kind, every) for kind in NoteKind)
    return ConflictsView(Run(page.word("menu.conflicts")), disputes, tuple(each for each in groups if each.lines))


def _disputes(page: PageContext, record: Record) -> Iterator[DisputeLine]:
    for owner, fact in disputed(record.facts):
        label = page.text(getattr(owner, "label", None)) if isinstance(owner, Figure) else Run("")
        cites = page.cite((*fact.sources, *getattr(owner, "sources", ())))
        amount = amount_view(page, fact)
        yield DisputeLine(record_link(page, *record.key), label, amount, cites, new_source_notes(page))


def _notes(page: PageContext, kind: NoteKind, every: Iterable[Record]) -> NoteGroup:
    """All editors' notes of one kind, in the book's order."""
    lines = tuple(
        (record_link(page, *each.key), note_line(page, note), new_source_notes(page))
        for each in every
        for note in getattr(each.facts, "notes", ())
        if note.kind is kind
    )
    return NoteGroup(page.word(f"note_kinds.{kind.value}"), kind.value, lines)


def glossary(page: PageContext) -> GlossaryView:
    everything = page.edition.sorted(page.yearbook.all("term"))
    sieved = sieve(page, everything)
    groups: dict[str, list[TermLine]] = {}
    for record in everything:
        groups.setdefault(page.edition.initial(record), []).append(_term(page, record, sieved.marks[record.key]))
    shown = tuple(
        TermGroup(initial, f"letter-{initial.lower()}" if initial.isalpha() else "letter-0", tuple(lines))
        for initial, lines in groups.items()
    )
    title = Run(page.word("menu.glossary"))
    jumps = jumps_to((each.initial, each.anchor) for each in shown)
    return GlossaryView(title, page.language.count("terms", len(everything)), jumps, shown, sieved.filters)


def _term(page: PageContext, record: Record, marks: Marks) -> TermLine:
    facts: Term = record.facts
    code = page.language.code
    others = tuple(Run(text, page.lang(other)) for other, text in record.title.values if other != code)
    related = tuple(reference_link(page, each) for each in facts.related)
    note = page.text(facts.note) if facts.note else None
    return TermLine(record.id, page.text(record.title), others, note, related, marks)
