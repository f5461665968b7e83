"""Check that texts call a unit by its name of the time, and by its full name first.

A unit has one name at a time, kept in content/units; an alias is how a source spells it. Text in quotation marks is as
printed and not checked. A unit's own record may speak of all its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from yearbook.checks.editorial.word_matching import without_quotations, word_pattern
from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import UNIT
from yearbook.model.narrative import Year
from yearbook.model.reference import Source, Term
from yearbook.model.units import Unit, UnitName

OTHER_NAME = DiagnosticKind(
    "YB480",
    "“{printed}” is another spelling of “{kept}”",
    hint="one body, one name: write “{kept}”, or put what a source prints in quotation marks",
    severity=Severity.WARNING,
)
SHORT_FIRST = DiagnosticKind(
    "YB481",
    "the short name “{printed}” comes before the full one, “{full}”",
    hint="write the full name where the body is first named",
    severity=Severity.WARNING,
)
OLD_NAME = DiagnosticKind(
    "YB482",
    "“{printed}” was the name until {until}, and this is of {years}",
    hint="write the name of that time: “{kept}”",
    severity=Severity.WARNING,
)
_NOT_THERE = DiagnosticKind(
    "YB491",
    "“{name}” ({validity}) is named in a record of {years}",
    hint="name the body that there was, or correct “since” and “until” of its names",
    severity=Severity.WARNING,
)


_ALWAYS = (0, 9999)


@dataclass(frozen=True, slots=True)
class _Name:
    """The meaning of one name of a unit."""

    id: str
    kept: str
    """The name that the unit has now."""
    full: str = ""
    """The full name, if this is a short one."""
    until: int = 0
    """The last year of an old name; else 0."""
    is_alias: bool = False


@dataclass(frozen=True, slots=True)
class UnitNames:
    """All names of units in one language."""

    language: str
    names: Mapping[str, _Name]
    pattern: re.Pattern[str]


def unit_names(yearbook: Yearbook) -> Mapping[str, UnitNames]:
    """Return the names of all units by language; languages without any are missing."""
    found = (_names(yearbook.all(UNIT), each) for each in yearbook.configuration.languages)
    return {each.language: each for each in found if each.names}


def _names(units: Sequence[Record[Unit]], language: str) -> UnitNames:
    names: dict[str, _Name] = {}
    for unit in units:
        kept = unit.title.get(language) or ""
        for alias in unit.facts.aliases:
            names.setdefault(alias, _Name(unit.id, kept, is_alias=True))
    for unit in units:
        kept = unit.title.get(language) or ""
        for each in unit.facts.names:
            names |= dict(_own(_Name(unit.id, kept), each, language))
    return UnitNames(language, names, word_pattern(names, whole=language != "zh"))


def _own(current: _Name, name: UnitName, language: str) -> Iterator[tuple[str, _Name]]:
    full, short = name.name.get(language), name.short.get(language) if name.short else None
    until = name.until.last.year if name.until else 0
    if full:
        yield full, _Name(current.id, current.kept, until=until)
    if short and short != full:
        yield short, _Name(current.id, current.kept, full=full or "", until=until)


def unit_lifetimes(yearbook: Yearbook) -> Mapping[str, tuple[int, int]]:
    """Return the first and last year of units by id; those without known limits are missing."""
    known = {}
    for unit in yearbook.all(UNIT):
        first, last = unit.facts.names[0].since, unit.facts.names[-1].until
        if first or last:
            known[unit.id] = (first.first.year if first else _ALWAYS[0], last.last.year if last else _ALWAYS[1])
    return known


def check_unit_names(record: Record, texts: Iterable[TextSide], names: Mapping[str, UnitNames]) -> Iterator[Finding]:
    """Yield names of units in the texts of a record that are not those of the unit or of the time."""
    if not isinstance(record.facts, Source | Term):
        for side in texts:
            if known := names.get(side.language):
                yield from _names_in(record, side, known)


def _names_in(record: Record, side: TextSide, known: UnitNames) -> Iterator[Finding]:
    years = record.years
    seen: set[str] = set()
    short: dict[str, re.Match[str]] = {}
    for match in known.pattern.finditer(without_quotations(side.text)):
        printed, name = match[0], known.names[match[0]]
        if name.id == record.id and isinstance(record.facts, Unit):
            continue
        if name.is_alias:
            yield finding_in(side, match.span(), OTHER_NAME, at=printed, kept=name.kept, printed=printed)
        elif name.until and years and min(years) > name.until:
            words = {"kept": name.kept, "printed": printed, "until": str(name.until), "years": _span(years)}
            yield finding_in(side, match.span(), OLD_NAME, at=printed, **words)
        elif name.full and name.full not in seen:
            short.setdefault(name.full, match)
        elif printed in short and printed not in seen:
            first = short[printed]
            yield finding_in(side, first.span(), SHORT_FIRST, at=first[0], full=printed, printed=first[0])
        seen |= set() if name.full or name.is_alias else {printed}


def check_unit_lifetimes(record: Record, lifetimes: Mapping[str, tuple[int, int]]) -> Iterator[Finding]:
    """Yield units that did not yet exist, or no longer, in any of the record's years."""
    years = record.years
    if not lifetimes or not years or isinstance(record.facts, Year):
        return
    for each in references(record.facts):
        since, until = lifetimes.get(each.id, _ALWAYS) if each.kind == UNIT.name else _ALWAYS
        if since > max(years) or until < min(years):
            validity = f"{since or ''}–{until if until != _ALWAYS[1] else ''}"
            yield finding(_NOT_THERE, each.id, each.pointer, name=each.id, validity=validity, years=_span(years))


def _span(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
