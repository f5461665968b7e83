"""Find values that differ for the same thing, if no record explains the difference.

Two values are of the same thing if two figures have the same label, date and place of a source; if an indicator has a
value for the same period twice, or another record has a figure of the same name; if an honor and an indicator that name
each other give different places. A difference is explained if a value has the other among its `others`, or if a note of
either record is `about` the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Fact, Figure
from yearbook.model.honors import Honor
from yearbook.model.kinds import COMMITMENT, INDICATOR, PROJECT
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Placing, Rank
from yearbook.model.series import Indicator, Status
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
    """What it is a value of: values with the same are compared."""
    label: str
    fact: Fact[Quantity] | int
    """The value; a number is a place in a ranking."""
    pointer: Pointer
    record: Key
    explained: frozenset[str]
    """The records, as `kind:id`, that notes of this record are about."""

    @property
    def printed(self) -> str:
        return str(self.fact) if isinstance(self.fact, int) else self.fact.value.printed

    @property
    def meaning(self) -> tuple[object, ...]:
        """Equal for two values that say the same."""
        if isinstance(self.fact, int):
            return (self.fact,)
        return (self.fact.value.low, self.fact.value.high, self.fact.value.bound)

    @property
    def others(self) -> frozenset[str]:
        """Other values that the record itself gives for it, as printed."""
        return frozenset() if isinstance(self.fact, int) else frozenset(each.value.printed for each in self.fact.others)


def reported_values(record: Record) -> Iterator[ReportedValue]:
    """Yield the values of a record that others may contradict."""
    explained = frozenset(about for note in record.notes for about in note.about)
    for about, label, fact, pointer in _values(record):
        yield ReportedValue(
            about=about, label=label, fact=fact, pointer=pointer, record=record.key, explained=explained
        )


_NO_SERIES = (PROJECT.name, COMMITMENT.name)
"""The figures of a project are its own, whatever they are called; those of a commitment are targets."""
_Value = tuple[tuple[str, ...], str, Fact[Quantity] | int, Pointer]
"""(about, label, fact, pointer) of a ReportedValue."""


def _values(record: Record) -> Iterator[_Value]:
    match record.facts:
        case Indicator() as indicator:
            yield from _observations(record, indicator)
        case Honor(rank=Rank() as rank):
            yield from _figures(record)
            yield from _place(f"honor:{record.id}", rank, ("rank",))
        case _:
            yield from _figures(record)


def check_keys(record: Record) -> Iterator[Finding]:
    """Yield an error for each key that two figures of a record share: references would find only the last."""
    seen: set[str] = set()
    for pointer, key in _keys(record):
        if key in seen:
            yield finding(SAME_KEY, key, pointer, key=key)
        seen.add(key)


def _keys(record: Record) -> Iterator[tuple[Pointer, str]]:
    if isinstance(record.facts, Indicator):
        for index, each in enumerate(record.facts.observations):
            if each.value:
                yield ("observations", index), f"{each.period}:{each.status.value}"
    for index, figure in enumerate(record.figures):
        if figure.key:
            yield ("figures", index, "key"), figure.key


def differences(values: Iterable[ReportedValue]) -> Mapping[Key, tuple[Finding, ...]]:
    """Return the findings by record; each difference is reported once, at the later record."""
    groups: dict[tuple[str, ...], list[ReportedValue]] = defaultdict(list)
    for value in values:
        groups[value.about].append(value)
    found: dict[Key, list[Finding]] = defaultdict(list)
    for same in groups.values():
        for first, each in _different(same) if len(same) > 1 else ():
            words = {"label": each.label, "other": first.printed, "record": ":".join(first.record)}
            names = (each.printed, first.printed)
            found[each.record].append(finding(DIFFERENT, names, each.pointer, value=each.printed, **words))
    return {key: tuple(each) for key, each in found.items()}


def _different(same: Sequence[ReportedValue]) -> Iterator[tuple[ReportedValue, ReportedValue]]:
    """Yield each value after the first before it that differs, if neither record explains the difference.

    Figures alone make no series: 建筑面积 of two programs are two areas. One of the two is an indicator's.
    """
    is_series = same[0].about[0] == "series"
    if is_series and not any(each.record[0] == INDICATOR.name for each in same):
        return
    for place, each in enumerate(same):
        others = (one for one in same[:place] if not is_series or INDICATOR.name in (one.record[0], each.record[0]))
        first = next((one for one in others if one.meaning != each.meaning), None)
        if first and not _is_explained(first, each):
            yield first, each


def _is_explained(one: ReportedValue, other: ReportedValue) -> bool:
    return (
        other.printed in one.others
        or one.printed in other.others
        or ":".join(other.record) in one.explained
        or ":".join(one.record) in other.explained
    )


def _figures(record: Record) -> Iterator[_Value]:
    for index, each in enumerate(record.figures):
        yield from _figure(record, each, ("figures", index, "value"))


def _figure(record: Record, each: Figure, pointer: Pointer) -> Iterator[_Value]:
    label = each.label.get("zh") or ""
    for citation in each.value.sources or each.sources or record.sources:
        about = ("figure", label, _shown(each.as_of), citation.source, citation.at)
        yield _value(about, label, each.value, pointer)
    if record.kind in _NO_SERIES:
        return
    for period in (each.as_of,) if each.as_of else record.years:
        yield _value(("series", label, _shown(period)), label, each.value, pointer)


def _observations(record: Record, facts: Indicator) -> Iterator[_Value]:
    title = facts.title.get("zh") or ""
    for index, each in enumerate(facts.observations):
        if each.value and each.status is Status.ACTUAL:
            yield _value(("series", title, _shown(each.period)), title, each.value, ("observations", index, "value"))
        for rank in each.ranks:
            for name in (f"{record.kind}:{record.id}", *facts.related):
                if name.startswith(("honor:", "indicator:")):
                    yield from _place(name, rank, ("observations", index, "ranks"))


@lru_cache(maxsize=1 << 12)
def _shown(period: When | int | None) -> str:
    return str(period)


def _place(name: str, rank: Rank, pointer: Pointer) -> Iterator[_Value]:
    """Yield the place of a rank; one of the first few is no place that another could contradict."""
    if rank.placing is not Placing.WITHIN:
        yield ("rank", name, rank.scope, rank.basis), f"{rank.scope}, {rank.basis}", rank.place, pointer


def _value(about: tuple[str, ...], label: str, fact: Fact[Quantity], pointer: Pointer) -> _Value:
    return (*about, fact.value.measure), label, fact, pointer
