"""A record's dates, places and quantities → those that can hardly be right.

Each is possible once in a while; then the record accepts it with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from yearbook.checks.acceptance import Finding
from yearbook.checks.numbers.comparison import numbers_of
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Citation, Rank
from yearbook.model.honors import Honor
from yearbook.model.narrative import Event
from yearbook.model.projects import Counts, Ledger, Project, Stage
from yearbook.model.quantities import Quantity, progress
from yearbook.model.series import Commitment, Indicator, Status
from yearbook.model.structure import Found, Pointer

YEAR = DiagnosticKind(
    "YB490", "{date} is outside {period}", hint="correct the date, the year or the period", severity=Severity.WARNING
)
BEYOND = DiagnosticKind(
    "YB492", "place {rank} among {size}: “{scope}”", hint="correct the place or the scope", severity=Severity.WARNING
)
ABSURD = DiagnosticKind(
    "YB493",
    "{printed} can hardly be right",
    hint="correct it; where the source prints it, accept it (at: {printed})",
    severity=Severity.WARNING,
)
TOO_MUCH = DiagnosticKind(
    "YB494",
    "{done} done of {planned} planned is {derived} %",
    hint="correct one of the two; where the source prints both, accept it (at: {done})",
    severity=Severity.WARNING,
)
LATER = DiagnosticKind(
    "YB495",
    "{date} is later than every source cited for it ({source})",
    hint="correct the date, or cite a source that could know",
    severity=Severity.WARNING,
)
BACKWARDS = DiagnosticKind(
    "YB496",
    "“{stage}” in {date} comes after “{before}”",
    hint="correct the stage or the date",
    severity=Severity.WARNING,
)
MOST_PERCENT = 1000
MOST_PROGRESS = 2  # done ÷ planned
_ORDER = tuple(Stage)
_RISING_OR_FALLING = ("percent", "percentage-point", "CNY")

_Found = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a record's dates and places are held against."""

    years: tuple[int, ...]
    dates: Mapping[str, When]
    """Source → its date."""
    sizes: Mapping[str, tuple[int, str]]
    """Scope → how many there are in it and what it is called; only where its name tells (市内六区)."""


def surroundings(yearbook: Yearbook) -> Surroundings:
    configuration = yearbook.configuration
    sizes = {}
    for scope, name in configuration.scopes.items():
        found = numbers_of(name.get("zh") or "", "zh")
        if len(found) == 1 and isinstance(found[0].value, Decimal):
            sizes[scope] = (int(found[0].value), name.read("zh").text)
    dates = {each.id: each.facts.date.date for each in yearbook.all("source")}
    return Surroundings(configuration.years, dates, sizes)


def check_plausibility(record: Record, around: Surroundings, leaves: Sequence[Found]) -> _Found:
    """`leaves`: those of the record's facts."""
    facts = record.facts
    match facts:
        case Honor():
            yield from _honor(record, facts, around)
        case Project():
            yield from _project(facts, around)
        case Ledger():
            yield from _ledger(facts, around)
        case Event():
            yield from _outside(("date",), facts.date.date, around.years)
            yield from _later(("date",), facts.date.date, facts.sources, around)
        case Commitment():
            if facts.period.last.year < around.years[0]:  # what is promised may lie beyond the yearbook's years
                yield _year(("period",), facts.period, _span(around.years))
            if facts.due and facts.due.last < facts.period.first:
                yield _year(("due",), facts.due, str(facts.period))
        case Indicator():
            yield from _indicator(facts, around)
    yield from _absurd(leaves)


def _honor(record: Record, facts: Honor, around: Surroundings) -> _Found:
    """Conferred within the year of the folder or the one after, when the year before is summed up."""
    year = record.year
    for name in ("conferred", "published"):
        dated = getattr(facts, name)
        if dated:
            if year and not {year, year + 1} & set(dated.date.years):
                yield _year((name,), dated.date, str(year))
            yield from _later((name,), dated.date, facts.sources, around)
    if facts.rank:
        yield from _beyond(("rank",), facts.rank, around)


def _project(facts: Project, around: Surroundings) -> _Found:
    reached: Stage | None = None
    for index, each in enumerate(facts.reports):
        pointer: Pointer = ("reports", index)
        yield from _outside((*pointer, "as_of"), each.as_of, around.years)
        yield from _too_much(pointer, each.done, each.planned)
        if not each.is_plan:
            yield from _later((*pointer, "as_of"), each.as_of, each.sources, around)
        if each.stage and not each.is_plan:
            if reached and _ORDER.index(each.stage) < _ORDER.index(reached):
                words = (("before", reached.value), ("date", str(each.as_of)), ("stage", each.stage.value))
                yield Finding(BACKWARDS, (each.stage.value,), words, pointer=(*pointer, "stage"))
            reached = each.stage


def _ledger(facts: Ledger, around: Surroundings) -> _Found:
    yield from _outside(("period",), facts.period, around.years)
    if facts.as_of and not facts.period.contains(facts.as_of):
        yield _year(("as_of",), facts.as_of, str(facts.period))
    for name, line in (("total", facts.total), *((("stages", n), x) for n, x in enumerate(facts.stages))):
        yield from _line(name if isinstance(name, tuple) else (name,), line)
    for index, group in enumerate(facts.groups):
        yield from _line(("groups", index), group)


def _line(pointer: Pointer, counts: Counts) -> _Found:
    done, planned = (each.value if each else None for each in (counts.done, counts.planned))
    yield from _too_much(pointer, done, planned)


def _indicator(facts: Indicator, around: Surroundings) -> _Found:
    for index, each in enumerate(facts.observations):
        for number, rank in enumerate(each.ranks):
            yield from _beyond(("observations", index, "ranks", number), rank, around)
        if each.status is Status.ACTUAL:
            yield from _later(("observations", index, "period"), each.period, each.sources, around)


def _outside(pointer: Pointer, when: When, years: tuple[int, ...]) -> _Found:
    """A date that touches none of the yearbook's years."""
    if not set(when.years) & set(years):
        yield _year(pointer, when, _span(years))


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _year(pointer: Pointer, when: When, period: str) -> Finding:
    return Finding(YEAR, (str(when),), (("date", str(when)), ("period", period)), pointer=pointer)


def _later(pointer: Pointer, when: When, citations: tuple[Citation, ...], around: Surroundings) -> _Found:
    """A date whose first day is after the last day that any source cited for it may have."""
    dates = [around.dates[each.source] for each in citations if each.source in around.dates]
    if dates and all(when.first > each.last for each in dates):
        latest = str(max(dates, key=lambda each: each.last))
        yield Finding(LATER, (str(when),), (("date", str(when)), ("source", latest)), pointer=pointer)


def _beyond(pointer: Pointer, rank: Rank, around: Surroundings) -> _Found:
    size, name = around.sizes.get(rank.scope, (0, ""))
    if size and rank.place > size:
        words = (("rank", str(rank.place)), ("scope", name), ("size", str(size)))
        yield Finding(BEYOND, (str(rank.place),), words, pointer=pointer)


def _too_much(pointer: Pointer, done: Quantity | None, planned: Quantity | None) -> _Found:
    share = progress(done, planned) if done and planned else None
    if share is not None and share > MOST_PROGRESS:
        words = (("derived", f"{share * 100:.0f}"), ("done", str(done)), ("planned", str(planned)))
        yield Finding(TOO_MUCH, (str(done),), words, pointer=(*pointer, "done"))


def _absurd(leaves: Sequence[Found]) -> _Found:
    """Negative counts and sizes, percentages beyond all measure."""
    for pointer, each, _ in leaves:
        if isinstance(each, Quantity):
            share = each.measure in ("percent", "percentage-point")
            if (share and abs(each.low) > MOST_PERCENT) or (each.low < 0 and each.measure not in _RISING_OR_FALLING):
                yield Finding(ABSURD, (each.printed,), (("printed", each.printed),), pointer=pointer)
