"""A record → where it calls a body by another than its name, or by its short name before its full one.

One body has one name at a time, kept in content/units; an alias is how a source spells it. What stands in quotation
marks is as printed. A body's own record may speak of all its names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from yearbook.checks.acceptance import Finding, MessageWords
from yearbook.checks.editorial.word_matching import without_quotations, word_pattern
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.references import Reference, references
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.units import UnitName

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


@dataclass(frozen=True, slots=True)
class _Called:
    """What one name stands for."""

    id: str
    kept: str
    """The name that the unit has now."""
    full: str
    """Of a short name the full one; else empty."""
    until: int
    """Of an old name the last year; else 0."""
    is_alias: bool


@dataclass(frozen=True, slots=True)
class UnitNames:
    """What bodies are called, in one language."""

    language: str
    called: Mapping[str, _Called]
    found: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Lives:
    """The years from which and until which bodies are known to bear their names; those always there are missing."""

    known: Mapping[str, tuple[int, int]]


def unit_names(yearbook: Yearbook) -> tuple[UnitNames, ...]:
    """The names of all units, for each language."""
    return tuple(_names(yearbook.all("unit"), each) for each in yearbook.configuration.languages)


def _names(units: Sequence[Record], language: str) -> UnitNames:
    called: dict[str, _Called] = {}
    for unit in units:
        kept = unit.title.get(language) or ""
        for alias in unit.facts.aliases:
            called.setdefault(alias, _Called(unit.id, kept, "", 0, is_alias=True))
    for unit in units:
        kept = unit.title.get(language) or ""
        for each in unit.facts.names:
            called |= dict(_own(unit.id, each, kept, language))
    return UnitNames(language, called, word_pattern(called, whole=language != "zh"))


def _own(identity: str, name: UnitName, kept: str, language: str) -> Iterator[tuple[str, _Called]]:
    full, short = name.name.get(language), name.short.get(language) if name.short else None
    until = name.until.last.year if name.until else 0
    if full:
        yield full, _Called(identity, kept, "", until, is_alias=False)
    if short and short != full:
        yield short, _Called(identity, kept, full or "", until, is_alias=False)


def lives_of(yearbook: Yearbook) -> Lives:
    known = {}
    for unit in yearbook.all("unit"):
        first, last = unit.facts.names[0].since, unit.facts.names[-1].until
        if first or last:
            known[unit.id] = (first.first.year if first else 0, last.last.year if last else 9999)
    return Lives(known)


def check_names(
    record: Record, names: Iterable[UnitNames], lives: Lives, sides: Sequence[TextSide]
) -> Iterator[Finding]:
    years = record.years
    if record.kind not in ("source", "term"):
        by_language = {each.language: each for each in names}
        for side in sides:
            if (known := by_language.get(side.language)) and known.called:
                yield from _texts(record, known, side, years)
    if lives.known and years and record.kind != "year":
        yield from _named(record, lives, years)


def _texts(record: Record, names: UnitNames, side: TextSide, years: tuple[int, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    short: dict[str, re.Match[str]] = {}
    for match in names.found.finditer(without_quotations(side.text)):
        printed, called = match[0], names.called[match[0]]
        if called.id == record.id and record.kind == "unit":
            continue
        if called.is_alias:
            words: MessageWords = (("kept", called.kept), ("printed", printed))
            yield Finding(OTHER_NAME, (printed,), words, side, match.start(), len(printed))
        elif called.until and years and min(years) > called.until:
            words = (("kept", called.kept), ("printed", printed), ("until", str(called.until)), ("years", _said(years)))
            yield Finding(OLD_NAME, (printed,), words, side, match.start(), len(printed))
        elif called.full and called.full not in seen:
            short.setdefault(called.full, match)
        elif printed in short and printed not in seen:
            first = short[printed]
            words = (("full", printed), ("printed", first[0]))
            yield Finding(SHORT_FIRST, (first[0],), words, side, first.start(), len(first[0]))
        seen |= set() if called.full or called.is_alias else {printed}


def _named(record: Record, lives: Lives, years: tuple[int, ...]) -> Iterator[Finding]:
    """Units that did not yet exist, or no longer, in any of the record's years."""
    for each in references(record.facts):
        since, until = lives.known.get(each.id, (0, 9999)) if each.kind == "unit" else (0, 9999)
        if since > max(years) or until < min(years):
            yield _not_there(each, since, until, years)


def _not_there(each: Reference, since: int, until: int, years: tuple[int, ...]) -> Finding:
    validity = f"{since or ''}–{until if until != 9999 else ''}"
    words = (("name", each.id), ("validity", validity), ("years", _said(years)))
    return Finding(_NOT_THERE, (each.id,), words, pointer=each.pointer)


def _said(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
