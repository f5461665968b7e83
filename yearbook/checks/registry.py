"""All checks of a record, one line each, and the tables of the whole yearbook that they need.

A new check is a function of a record, of its texts or of its values, and a line in CHECKS. What compares records makes
its findings once, in `check_tables`; each is reported with the record it is about. A check sees no other record: only
the tables, by which a record is checked again if they change, and what they say of this record alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass

from yearbook.checks.editorial import chinese_style, english_style
from yearbook.checks.editorial.citations import check_citations
from yearbook.checks.editorial.conflicts import check_keys, differences, reported_values
from yearbook.checks.editorial.currency import check_currency
from yearbook.checks.editorial.duplicates import duplicates
from yearbook.checks.editorial.glossary import Glossary, check_glossary, glossaries
from yearbook.checks.editorial.lookalikes import lookalikes
from yearbook.checks.editorial.placeholders import check_placeholders
from yearbook.checks.editorial.plausibility import References, check_plausibility, plausibility_references
from yearbook.checks.editorial.positions import Distance, check_position, place_distances
from yearbook.checks.editorial.privacy import check_privacy
from yearbook.checks.editorial.shares import check_shares
from yearbook.checks.editorial.sums import check_elapsed_share, check_sums
from yearbook.checks.editorial.titles import check_titles
from yearbook.checks.editorial.translations import check_translations
from yearbook.checks.editorial.unit_names import (
    UnitNames,
    check_unit_lifetimes,
    check_unit_names,
    unit_lifetimes,
    unit_names,
)
from yearbook.checks.findings import Finding
from yearbook.checks.numbers.agreement import check_numbers
from yearbook.checks.numbers.names import Name, names_with_numbers
from yearbook.checks.record_texts import TextSide, text_sides
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.diagnostics import Severity
from yearbook.core.digest import digest
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import LEDGER, PLACE, SOURCE
from yearbook.model.measures import Measures
from yearbook.model.projects import Counts, Ledger
from yearbook.model.walk import Found, leaves


@dataclass(frozen=True, slots=True)
class SharedTables:
    """What the checks of any record may need of the whole yearbook; made once for all records."""

    languages: tuple[str, ...]
    folder: str
    """The content folder as people know it."""
    glossaries: tuple[Glossary, ...]
    unit_names: Mapping[str, UnitNames]
    unit_lifetimes: Mapping[str, tuple[int, int]]
    references: References
    number_names: tuple[Name, ...]
    """Names with numbers in them."""
    measures: Measures

    def digest(self) -> str:
        """Return the digest of all tables."""
        return digest(_immutable(self))


@dataclass(frozen=True, slots=True)
class RecordContext:
    """What the checks of one record need to know of others."""

    is_used: bool
    """Whether another record names it."""
    whole: Counts | None
    """The total of the ledger of which this one is a part."""
    comparisons: tuple[Finding, ...]
    """Findings of its comparison with others."""
    distance: Distance | None
    """How far a place is from the others."""


@dataclass(frozen=True, slots=True)
class CheckTables:
    """All that checks need of the whole yearbook."""

    shared: SharedTables
    used: frozenset[Key]
    totals: Mapping[str, Counts]
    """Of each ledger, by id."""
    comparisons: Mapping[Key, tuple[Finding, ...]]
    distances: Mapping[str, Distance]

    def around(self, record: Record) -> RecordContext:
        """Return what the checks of a record need to know of others."""
        return RecordContext(
            is_used=record.key in self.used,
            whole=self.totals.get(record.facts.part_of or "") if isinstance(record.facts, Ledger) else None,
            comparisons=self.comparisons.get(record.key, ()),
            distance=self.distances.get(record.id) if record.kind == PLACE.name else None,
        )

    def digest_around(self, record: Record) -> str:
        """Return the digest of what `around` returns."""
        return digest(_immutable(self.around(record)))


@dataclass(frozen=True, slots=True)
class CheckedRecord:
    """A record with what several checks need of it."""

    record: Record
    values: Sequence[Found]
    """The leaves of its facts."""
    texts: tuple[TextSide, ...]
    context: RecordContext


_Check = Callable[[CheckedRecord, SharedTables], Iterable[Finding]]

_STYLES = {"zh": chinese_style.check_chinese, "en": english_style.check_english}


def _glossaries(each: CheckedRecord, tables: SharedTables) -> Iterator[Finding]:
    for one in tables.glossaries:
        yield from check_glossary(each.record, each.texts, one)


def _style(each: CheckedRecord, _: SharedTables) -> Iterator[Finding]:
    """Check every text but the titles of sources, which are printed by others."""
    for side in each.texts:
        style = _STYLES.get(side.language)
        if style and not (each.record.kind == SOURCE.name and "title" in side.pointer):
            yield from style(side)


_RecordCheck = Callable[[Record, Sequence[Found], tuple[TextSide, ...]], Iterable[Finding]]

_ERROR_CHECKS: tuple[_RecordCheck, ...] = (
    check_placeholders,
    check_privacy,
    lambda record, *_: check_shares(record),
    lambda record, *_: check_currency(record),
)
"""Those that find errors and look at nothing but the record; they run even if other records cannot be read."""

CHECKS: tuple[_Check, ...] = (
    lambda each, _: _record_errors(each.record, each.values, each.texts),
    lambda each, tables: check_translations(each.record, each.values, tables.languages, tables.folder),
    _glossaries,
    lambda each, _: check_sums(each.record, each.context.whole),
    lambda each, _: check_elapsed_share(each.record, each.texts),
    lambda each, _: check_citations(each.record, is_used=each.context.is_used),
    lambda each, _: each.context.comparisons,
    lambda each, _: check_position(each.context.distance),
    lambda each, _: check_keys(each.record),
    lambda each, _: check_titles(each.record),
    _style,
    lambda each, tables: check_unit_names(each.record, each.texts, tables.unit_names),
    lambda each, tables: check_unit_lifetimes(each.record, tables.unit_lifetimes),
    lambda each, tables: check_plausibility(each.record, each.values, tables.references),
    lambda each, tables: check_numbers(each.record, each.values, tables.number_names, tables.measures),
)
"""In the order in which findings are counted: of a record with very many, the first are reported."""


def _record_errors(record: Record, values: Sequence[Found], texts: tuple[TextSide, ...]) -> Iterator[Finding]:
    for check in _ERROR_CHECKS:
        yield from check(record, values, texts)


def check_record_alone(record: Record) -> Iterator[Finding]:
    """Yield the errors of a record that can be found without the rest of the yearbook, accepted or not."""
    values = leaves(record.facts)
    found = _record_errors(record, values, tuple(text_sides(record, values)))
    return (each for each in found if each.mistake.severity is Severity.ERROR)


def check_record(record: Record, tables: CheckTables) -> Iterator[Finding]:
    """Yield the findings of every check, accepted or not."""
    values = leaves(record.facts)
    checked = CheckedRecord(record, values, texts=tuple(text_sides(record, values)), context=tables.around(record))
    for check in CHECKS:
        yield from check(checked, tables.shared)


def check_tables(yearbook: Yearbook, folder: str) -> CheckTables:
    """Return the tables. `folder`: the content folder as people know it."""
    shared = SharedTables(
        languages=yearbook.configuration.languages,
        folder=folder,
        glossaries=glossaries(yearbook),
        unit_names=unit_names(yearbook),
        unit_lifetimes=unit_lifetimes(yearbook),
        references=plausibility_references(yearbook),
        number_names=names_with_numbers(yearbook),
        measures=yearbook.configuration.all_measures,
    )
    return CheckTables(
        shared=shared,
        used=_used(yearbook),
        totals={each.id: each.facts.total for each in yearbook.all(LEDGER)},
        comparisons=_comparisons(yearbook),
        distances=place_distances(yearbook),
    )


def _immutable(value: object) -> object:
    """Return tables as nested tuples, which `digest` takes."""
    match value:
        case Mapping():
            return tuple((key, _immutable(each)) for key, each in value.items())
        case tuple():
            return tuple(map(_immutable, value))
        case re.Pattern():
            return value.pattern, value.flags
        case Measures():
            return value.own
        case _ if is_dataclass(value):
            return tuple(_immutable(getattr(value, each.name)) for each in fields(value))
    return value


def _comparisons(yearbook: Yearbook) -> dict[Key, tuple[Finding, ...]]:
    reported = (value for record in yearbook for value in reported_values(record))
    compared: dict[Key, tuple[Finding, ...]] = {}
    for found in (differences(reported), lookalikes(yearbook), duplicates(yearbook)):
        for key, findings in found.items():
            compared[key] = (*compared.get(key, ()), *findings)
    return compared


def _used(yearbook: Yearbook) -> frozenset[Key]:
    """Return the records that others name; all sources too, as long as nothing is cited yet."""
    used = frozenset(yearbook.uses)
    if any(kind == SOURCE.name for kind, _ in used):
        return used
    return used | {each.key for each in yearbook.all(SOURCE)}
