"""The page of one source, the page of conflicts and editors' notes, and the glossary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Use
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Fact, Figure, NoteKind
from yearbook.model.reference import Source, Term
from yearbook.site.views import records
from yearbook.site.views.composer import Composer
from yearbook.site.views.filters import Filters, sieve
from yearbook.site.views.parts import AmountView, Cite, Jump, Marks, NoteLine, Run, Tail, jumps_to


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


def source(composer: Composer, record: Record) -> SourceView:
    facts: Source = record.facts
    rows = (
        *composer.row("kind", (Run(composer.word(f"source_kinds.{facts.kind.value}")),)),
        *composer.row("date", composer.when(facts.date)),
        *composer.row("authors", (composer.original(each) for each in facts.authors)),
        *composer.row("publisher", (composer.text(facts.publisher),) if facts.publisher else ()),
        *composer.row("file", (composer.original(facts.file),) if facts.file else ()),
    )
    body = records.record_body(composer, record, rows)
    cited = tuple(_cited(composer, record))
    against = composer.records(_gainsaying(composer.yearbook.used(record)))
    disputes = tuple(composer.link(*each.key) for each in composer.edition.sorted(against))
    note = composer.text(facts.note) if facts.note else None
    count = composer.count("entries", len(cited))
    return SourceView(body, note, cited, count, disputes, records.tail(composer, record))


def _cited(composer: Composer, record: Record) -> Iterator[Cited]:
    quotes: dict[Key, dict[str, None]] = {}
    for use in composer.yearbook.used(record):
        if use.field.endswith("source"):
            citing = composer.yearbook.get(use.kind, use.id)
            quotes.setdefault(citing.key, {})[_quote(citing, use.pointer)] = None
    kinds, alphabet = list(composer.yearbook.records), composer.edition.alphabet
    for key in sorted(quotes, key=lambda each: (kinds.index(each[0]), alphabet[each])):
        yield Cited(composer.link(*key), composer.kind(key[0]), tuple(map(composer.quoted, quotes[key])))


def _gainsaying(uses: Iterable[Use]) -> list[Key]:
    """The records in which a source is cited for another value than the one that is used."""
    return [(use.kind, use.id) for use in uses if ".others." in f".{use.field}"]


def _quote(record: Record, pointer: tuple[str | int, ...]) -> str:
    """The `at` beside the `source` that a pointer leads to."""
    value: Any = record.facts
    for step in pointer[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return str(value.at)


def disputed(value: Any, owner: Any = None) -> Iterator[tuple[Any, Fact[Any]]]:
    """Every disputed fact in a record's facts, with the part (a figure, a line of a ledger) that it stands in."""
    if isinstance(value, Fact):
        if value.others:
            yield owner, value
    elif isinstance(value, tuple):
        for each in value:
            yield from disputed(each, owner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from disputed(getattr(value, field.name), value)


def conflicts(composer: Composer) -> ConflictsView:
    """Where sources disagree, and what editors noted, over all records."""
    every = [each for kind in composer.yearbook.records for each in composer.edition.ordered[kind]]
    used = (composer.yearbook.used(each) for each in composer.yearbook.all("source"))
    gainsaid = {key for uses in used for key in _gainsaying(uses)}
    disputes = tuple(line for each in every if each.key in gainsaid for line in _disputes(composer, each))
    groups = (_notes(composer, kind, every) for kind in NoteKind)
    return ConflictsView(Run(composer.word("menu.conflicts")), disputes, tuple(each for each in groups if each.lines))


def _disputes(composer: Composer, record: Record) -> Iterator[DisputeLine]:
    for owner, fact in disputed(record.facts):
        label = composer.text(getattr(owner, "label", None)) if isinstance(owner, Figure) else Run("")
        cites = composer.cite((*fact.sources, *getattr(owner, "sources", ())))
        amount = composer.amount(fact)
        yield DisputeLine(composer.link(*record.key), label, amount, cites, composer.beside())


def _notes(composer: Composer, kind: NoteKind, every: Iterable[Record]) -> NoteGroup:
    """All editors' notes of one kind, in the book's order."""
    lines = tuple(
        (composer.link(*each.key), composer.note(note), composer.beside())
        for each in every
        for note in getattr(each.facts, "notes", ())
        if note.kind is kind
    )
    return NoteGroup(composer.word(f"note_kinds.{kind.value}"), kind.value, lines)


def glossary(composer: Composer) -> GlossaryView:
    everything = composer.edition.sorted(composer.yearbook.all("term"))
    sieved = sieve(composer, everything)
    groups: dict[str, list[TermLine]] = {}
    for record in everything:
        groups.setdefault(composer.edition.initial(record), []).append(
            _term(composer, record, sieved.marks[record.key])
        )
    shown = tuple(
        TermGroup(initial, f"letter-{initial.lower()}" if initial.isalpha() else "letter-0", tuple(lines))
        for initial, lines in groups.items()
    )
    title = Run(composer.word("menu.glossary"))
    jumps = jumps_to((each.initial, each.anchor) for each in shown)
    return GlossaryView(title, composer.count("terms", len(everything)), jumps, shown, sieved.filters)


def _term(composer: Composer, record: Record, marks: Marks) -> TermLine:
    facts: Term = record.facts
    code = composer.language.code
    others = tuple(Run(text, composer.lang(other)) for other, text in record.title.values if other != code)
    related = tuple(composer.reference(each) for each in facts.related)
    note = composer.text(facts.note) if facts.note else None
    return TermLine(record.id, composer.text(record.title), others, note, related, marks)
