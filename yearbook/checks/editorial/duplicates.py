"""Find records that were entered twice under two ids.

Two records of a kind may be one if their titles are the same in the yearbook's first language, or the same but for one
character that neither counts, points nor names a level, and nothing tells them apart: they share a year (or have none),
and name the same units and dates. Records that name each other, as related or in a note, are known to be two.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from yearbook.checks.editorial.lookalikes import COUNTING, names_less_one
from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record, date_of
from yearbook.content.references import references
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import PROJECT, UNIT

DUPLICATE_RECORD = DiagnosticKind(
    "YB446",
    "this may be {record} (“{other}”), entered twice",
    hint="if they are one, delete one of the two; if they are two, name the other in `related` or in a note",
    severity=Severity.WARNING,
)
_SHORTEST = 8
"""Characters of a title that may differ in one of them and still be taken for the same."""
_TELLING = COUNTING | frozenset("国省市州区县乡镇村")
"""Characters that make two titles different: 省重点项目, 市重点项目."""
_NAMED_ALIKE = frozenset({UNIT.name, PROJECT.name})
"""Kinds whose titles that nearly agree are found by `lookalikes`."""
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What tells one record from another."""

    record: Record
    title: str
    """Without signs and spaces, in small letters."""
    units: frozenset[str]
    date: str
    mentioned: frozenset[Key]


def duplicates(yearbook: Yearbook) -> Mapping[Key, tuple[Finding, ...]]:
    """Return the findings by record: those before it that may be the same."""
    found: dict[Key, list[Finding]] = defaultdict(list)
    for records in yearbook.records.values():
        for one, other in _pairs([_entry(each) for each in records.values()]):
            if _may_be_one(one, other):
                title = _title(one.record)
                words = {"record": ":".join(one.record.key), "other": title}
                found[other.record.key].append(finding(DUPLICATE_RECORD, (_title(other.record), title), **words))
    return {key: tuple(each) for key, each in found.items()}


def _title(record: Record) -> str:
    return record.title.values[0][1]


def _entry(record: Record) -> _Entry:
    named = references(record.facts)
    return _Entry(
        record=record,
        title=_SIGNS.sub("", unicodedata.normalize("NFKC", _title(record))).casefold() or record.id,
        units=frozenset(each.id for each in named if each.kind == UNIT.name),
        date=str(date_of(record.kind, record.facts) or ""),
        mentioned=frozenset((each.kind, each.id) for each in named),
    )


def _pairs(entries: Iterable[_Entry]) -> Iterator[tuple[_Entry, _Entry]]:
    """Yield pairs of records with equal or nearly equal titles, each pair once."""
    met: dict[str, list[_Entry]] = defaultdict(list)
    for each in entries:
        rests = _looked_for(each)
        near = {one.record.id: one for rest in rests for one in met[rest]}
        yield from ((one, each) for one in near.values())
        for rest in rests:
            met[rest].append(each)


def _looked_for(entry: _Entry) -> set[str]:
    if len(entry.title) < _SHORTEST or entry.record.kind in _NAMED_ALIKE:
        return {entry.title}
    return set(names_less_one(entry.title, _TELLING))


def _may_be_one(one: _Entry, other: _Entry) -> bool:
    if one.record.key in other.mentioned or other.record.key in one.mentioned:
        return False
    years = (frozenset(one.record.years), frozenset(other.record.years))
    same_time = bool(years[0] & years[1]) if all(years) else not any(years)
    return same_time and one.units == other.units and one.date == other.date
