"""Records → values that differ for the same thing, where no record says that they do.

The same thing is told twice where two figures have the same label, date and place of a source; where an indicator
has a value for the same period and status twice, or another record has a figure of the same name; where an honor
and an indicator that name each other give different places. A difference is said where a value has the other among
its `others`, or where a note of either record is `about` the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from yearbook.checks.acceptance import Finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Fact, Figure, Rank
from yearbook.model.honors import Honor
from yearbook.model.quantities import Quantity
from yearbook.model.series import Indicator
from yearbook.model.structure import Pointer

DIFFERENT = DiagnosticKind(
    "YB441",
    "“{label}” is {value} here and {other} in {record}",
    hint="keep one value, with the other under `others`; or say in a note `about` that record why both stand",
    severity=Severity.WARNING,
)
SAME_KEY = DiagnosticKind(
    "YB445",
    "“{key}” is the key of two figures of this record, so one of them cannot be pointed at",
    hint="give each its own key; of an indicator, each period and status has one value",
    severity=Severity.ERROR,
)


@dataclass(frozen=True, slots=True)
class ReportedValue:
    """One value that a record gives for something."""

    about: tuple[str, ...]
    """What it is a value of: claims with the same are held against each other."""
    label: str
    fact: Fact[Quantity] | int
    """What it gives; a number is a place in a ranking."""
    record: Key
    pointer: Pointer
    known: frozenset[str]
    """The records, as `kind:id`, that notes of this record are about."""

    @property
    def value(self) -> str:
        """As printed."""
        return str(self.fact) if isinstance(self.fact, int) else self.fact.value.printed

    @property
    def meaning(self) -> tuple[object, ...]:
        """Equal where two claims say the same."""
        if isinstance(self.fact, int):
            return (self.fact,)
        return (self.fact.value.low, self.fact.value.high, self.fact.value.bound)

    @property
    def disputed(self) -> frozenset[str]:
        """Other values that the record itself gives for it."""
        return frozenset() if isinstance(self.fact, int) else frozenset(each.value.printed for each in self.fact.others)


def claims(record: Record) -> tuple[ReportedValue, ...]:
    """What one record claims that others may claim otherwise."""
    notes = getattr(record.facts, "notes", ())
    known = frozenset(about for each in notes for about in each.about)
    match record.facts:
        case Indicator() as indicator:
            return tuple(_indicator(record, indicator, known))
        case Honor(rank=Rank() as rank):
            return (*_figures(record, known), *_honor(record, rank, known))
        case _:
            return tuple(_figures(record, known))


def same_keys(record: Record) -> Iterator[Finding]:
    """Figures that the same key names: an error, since references would find only the last."""
    seen: set[str] = set()
    for pointer, key in _keys(record.facts):
        if key in seen:
            yield Finding(SAME_KEY, (key,), (("key", key),), pointer=pointer)
        seen.add(key)


def _keys(facts: Any) -> Iterator[tuple[Pointer, str]]:
    if isinstance(facts, Indicator):
        for index, each in enumerate(facts.observations):
            if each.value:
                yield ("observations", index), f"{each.period}:{each.status.value}"
    for index, figure in enumerate(getattr(facts, "figures", ())):
        if figure.key:
            yield ("figures", index, "key"), figure.key


def differences(claimed: Iterable[ReportedValue]) -> Mapping[Key, tuple[Finding, ...]]:
    """Record → where it differs from another; each difference is told once, at the later record."""
    groups: dict[tuple[str, ...], list[ReportedValue]] = defaultdict(list)
    for each in claimed:
        groups[each.about].append(each)
    found: dict[Key, list[Finding]] = defaultdict(list)
    for same in groups.values():
        for first, each in _different(same) if len(same) > 1 else ():
            where = ":".join(first.record)
            words = (("label", each.label), ("other", first.value), ("record", where), ("value", each.value))
            found[each.record].append(Finding(DIFFERENT, (each.value, first.value), words, pointer=each.pointer))
    return {key: tuple(each) for key, each in found.items()}


def _different(same: Sequence[ReportedValue]) -> Iterator[tuple[ReportedValue, ReportedValue]]:
    """Of claims about the same thing, each with the first before it that differs, where neither says so.

    Figures alone make no series: 建筑面积 of two programs are two areas. One of the two is an indicator's.
    """
    is_series = same[0].about[0] == "series"
    if is_series and not any(each.record[0] == "indicator" for each in same):
        return
    for place, each in enumerate(same):
        others = (one for one in same[:place] if not is_series or "indicator" in (one.record[0], each.record[0]))
        first = next((one for one in others if one.meaning != each.meaning), None)
        if first and not _is_said(first, each):
            yield first, each


def _is_said(one: ReportedValue, other: ReportedValue) -> bool:
    return (
        other.value in one.disputed
        or one.value in other.disputed
        or ":".join(other.record) in one.known
        or ":".join(one.record) in other.known
    )


def _figures(record: Record, known: frozenset[str]) -> Iterator[ReportedValue]:
    own = getattr(record.facts, "sources", ())
    for index, each in enumerate(getattr(record.facts, "figures", ())):
        yield from _figure(record, each, ("figures", index), known, own)


def _figure(record: Record, each: Figure, pointer: Pointer, known: frozenset[str], own: Any) -> Iterator[ReportedValue]:
    label = each.label.get("zh") or ""
    as_of = _shown(each.as_of)
    for citation in each.value.sources or each.sources or own:
        about = ("figure", label, as_of, citation.source, citation.at)
        yield _claim(record, about, label, each.value, (*pointer, "value"), known)
    if record.kind == "project":  # its figures are its own, whatever they are called
        return
    for period in (each.as_of,) if each.as_of else tuple(record.years):
        yield _claim(record, _series(label, period), label, each.value, (*pointer, "value"), known)


def _indicator(record: Record, facts: Indicator, known: frozenset[str]) -> Iterator[ReportedValue]:
    title = facts.title.get("zh") or ""
    for index, each in enumerate(facts.observations):
        pointer: Pointer = ("observations", index)
        if each.value and each.status.value == "actual":
            yield _claim(record, _series(title, each.period), title, each.value, (*pointer, "value"), known)
        for rank in each.ranks:
            related = (f"{record.kind}:{record.id}", *facts.related)
            for one in related:
                if one.startswith(("honor:", "indicator:")):
                    yield _placed(record, _ranked(one, rank), rank, (*pointer, "ranks"), known)


def _honor(record: Record, rank: Rank, known: frozenset[str]) -> Iterator[ReportedValue]:
    yield _placed(record, _ranked(f"honor:{record.id}", rank), rank, ("rank",), known)


def _series(label: str, period: When | int) -> tuple[str, ...]:
    return ("series", label, _shown(period))


@lru_cache(maxsize=1 << 12)
def _shown(period: When | int | None) -> str:
    return str(period)


def _ranked(record: str, rank: Rank) -> tuple[str, ...]:
    return ("rank", record, rank.scope, rank.basis)


def _placed(
    record: Record, about: tuple[str, ...], rank: Rank, pointer: Pointer, known: frozenset[str]
) -> ReportedValue:
    return ReportedValue(about, f"{rank.scope}, {rank.basis}", rank.place, record.key, pointer, known)


def _claim(
    record: Record, about: tuple[str, ...], label: str, fact: Fact[Quantity], pointer: Pointer, known: frozenset[str]
) -> ReportedValue:
    return ReportedValue((*about, fact.value.measure), label, fact, record.key, pointer, known)
