"""Check dates, places and quantities for values that can hardly be right.

Each is possible once in a while; then the record accepts it with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from yearbook.checks.editorial.sums import counted_lines
from yearbook.checks.findings import Finding, finding
from yearbook.checks.numbers.comparison import numbers_of
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Citation
from yearbook.model.honors import Honor
from yearbook.model.kinds import SOURCE
from yearbook.model.measures import is_currency
from yearbook.model.narrative import Event
from yearbook.model.projects import Ledger, Project, Standing
from yearbook.model.quantities import Quantity, progress
from yearbook.model.ranks import Rank
from yearbook.model.series import Commitment, Indicator, Status
from yearbook.model.structure import Pointer
from yearbook.model.walk import Found

_OUTSIDE = DiagnosticKind(
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
UNCHANGED = DiagnosticKind(
    "YB409",
    "the value before the revision is the present one: {printed}",
    hint="write what was printed before, or take the revision out",
    severity=Severity.WARNING,
)
TOO_EARLY = DiagnosticKind(
    "YB497",
    "“{field}” is {date}, before the honor was conferred ({conferred})",
    hint="correct one of the two dates",
)
_ALONE = DiagnosticKind(
    "YB498",
    "an honor received jointly has two recipients at least",
    hint="name the others, or leave out “jointly”",
    severity=Severity.WARNING,
)
MOST_PERCENT = 1000
MOST_PROGRESS = 2  # done ÷ planned
_RISING_OR_FALLING = ("percent", "percentage-point", "permille", "permille-point", "degree", "degree-celsius", "point")
"""Measures of which there can be less than nothing; money too."""

_Findings = Iterator[Finding]


@dataclass(frozen=True, slots=True)
class References:
    """Values of the whole yearbook with which a record's dates and places are compared."""

    years: tuple[int, ...]
    source_dates: Mapping[str, When]
    """By id of the source."""
    scope_sizes: Mapping[str, tuple[int, str]]
    """(number of members, name) of the scopes whose names tell it: 市内六区."""
    stages: tuple[str, ...]
    """The stages of projects in their order."""


def plausibility_references(yearbook: Yearbook) -> References:
    sizes = {}
    for scope, name in yearbook.configuration.scopes.items():
        found = numbers_of(name.get("zh") or "", "zh")
        if len(found) == 1 and isinstance(found[0].value, Decimal):
            sizes[scope] = (int(found[0].value), name.read("zh").text)
    dates = {each.id: each.facts.date.date for each in yearbook.all(SOURCE)}
    stages = tuple(yearbook.configuration.stages_of_projects)
    return References(years=yearbook.configuration.years, source_dates=dates, scope_sizes=sizes, stages=stages)


def check_plausibility(record: Record, values: Sequence[Found], known: References) -> _Findings:
    """Yield the values of a record that can hardly be right."""
    match record.facts:
        case Honor() as honor:
            yield from _honor(honor, record.year, known)
        case Project() as project:
            yield from _project(project, known)
        case Ledger() as ledger:
            yield from _ledger(ledger, known)
        case Event() as event:
            yield from _outside(event.date.date, ("date",), known)
            yield from _later(event.date.date, ("date",), event.sources, known=known)
        case Commitment() as commitment:
            yield from _commitment(commitment, known)
        case Indicator() as indicator:
            yield from _indicator(indicator, known)
    yield from _absurd(values)


def _honor(honor: Honor, year: int | None, known: References) -> _Findings:
    """Yield dates of an honor not in the year of its folder or the next, when the year before is summed up."""
    for name, dated in (("conferred", honor.conferred), ("published", honor.published)):
        if dated:
            if year and not {year, year + 1} & set(dated.date.years):
                yield _year(dated.date, (name,), str(year))
            yield from _later(dated.date, (name,), honor.sources, known=known)
    if honor.rank:
        yield from _beyond(honor.rank, ("rank",), known)
    yield from _afterwards(honor, known)
    if honor.jointly and len(honor.recipients) + len(honor.people) + len(honor.persons) < 2:
        yield finding(_ALONE, "jointly", ("jointly",))


def _afterwards(honor: Honor, known: References) -> _Findings:
    """Yield dates of what became of an honor that are before it was conferred, or later than their sources."""
    found: list[tuple[Pointer, When, tuple[Citation, ...]]] = [
        (("reassessed", index, "date"), each.date.date, each.sources) for index, each in enumerate(honor.reassessed)
    ]
    if honor.revoked:
        found.append((("revoked", "date"), honor.revoked.date.date, honor.revoked.sources))
    for pointer, date, sources in found:
        yield from _later(date, pointer, sources or honor.sources, known=known)
    if honor.expires:
        found.append((("expires", "date"), honor.expires.date, ()))
    for pointer, date, _ in found:
        conferred = honor.conferred.date if honor.conferred else None
        if conferred and date.last < conferred.first:
            words = {"field": str(pointer[0]), "date": str(date), "conferred": str(conferred)}
            yield finding(TOO_EARLY, str(date), pointer, **words)


def _project(project: Project, known: References) -> _Findings:
    reached: str | None = None
    for index, each in enumerate(project.reports):
        pointer: Pointer = ("reports", index)
        yield from _too_much(each.done, each.planned, pointer)
        if each.standing is Standing.PLANNED:
            yield from _too_early(each.as_of, (*pointer, "as_of"), known)
        else:
            yield from _outside(each.as_of, (*pointer, "as_of"), known)
            yield from _later(each.as_of, (*pointer, "as_of"), each.sources, known=known)
        if each.stage in known.stages and each.standing is Standing.REACHED:
            if reached and known.stages.index(each.stage) < known.stages.index(reached):
                words = {"before": reached, "date": str(each.as_of), "stage": each.stage}
                yield finding(BACKWARDS, each.stage, (*pointer, "stage"), **words)
            reached = each.stage


def _ledger(ledger: Ledger, known: References) -> _Findings:
    yield from _outside(ledger.period, ("period",), known)
    if ledger.as_of and not ledger.period.contains(ledger.as_of):
        yield _year(ledger.as_of, ("as_of",), str(ledger.period))
    for pointer, line in counted_lines(ledger):
        done, planned = (each.value if each else None for each in (line.done, line.planned))
        yield from _too_much(done, planned, pointer)


def _commitment(commitment: Commitment, known: References) -> _Findings:
    yield from _too_early(commitment.period, ("period",), known)
    if commitment.due and commitment.due.last < commitment.period.first:
        yield _year(commitment.due, ("due",), str(commitment.period))


def _indicator(indicator: Indicator, known: References) -> _Findings:
    for index, each in enumerate(indicator.observations):
        pointer: Pointer = ("observations", index)
        for number, rank in enumerate(each.ranks):
            yield from _beyond(rank, (*pointer, "ranks", number), known)
        if each.status is Status.ACTUAL:
            yield from _later(each.period, (*pointer, "period"), each.sources, known=known)
        if each.revised and each.value and each.revised[-1].value.printed == each.value.value.printed:
            last = len(each.revised) - 1
            printed = each.value.value.printed
            yield finding(UNCHANGED, printed, (*pointer, "revised", last, "value"), printed=printed)


def _outside(when: When, pointer: Pointer, known: References) -> _Findings:
    """Yield a date that has no day in the yearbook's years."""
    if not set(when.years) & set(known.years):
        yield _year(when, pointer, _span(known.years))


def _too_early(when: When, pointer: Pointer, known: References) -> _Findings:
    """Yield a date before the yearbook's years: what is planned or promised may lie after them."""
    if when.last.year < known.years[0]:
        yield _year(when, pointer, _span(known.years))


def _span(years: tuple[int, ...]) -> str:
    return f"{years[0]}–{years[-1]}" if len(years) > 1 else str(years[0])


def _year(when: When, pointer: Pointer, period: str) -> Finding:
    return finding(_OUTSIDE, str(when), pointer, date=str(when), period=period)


def _later(when: When, pointer: Pointer, citations: tuple[Citation, ...], *, known: References) -> _Findings:
    """Yield a date whose first day is after the last possible day of every source cited for it."""
    dates = [known.source_dates[each.source] for each in citations if each.source in known.source_dates]
    if dates and all(when.first > each.last for each in dates):
        latest = str(max(dates, key=lambda each: each.last))
        yield finding(LATER, str(when), pointer, date=str(when), source=latest)


def _beyond(rank: Rank, pointer: Pointer, known: References) -> _Findings:
    size, name = known.scope_sizes.get(rank.scope, (0, ""))
    if size and rank.place > size:
        yield finding(BEYOND, str(rank.place), pointer, rank=rank.place, scope=name, size=size)


def _too_much(done: Quantity | None, planned: Quantity | None, pointer: Pointer) -> _Findings:
    share = progress(done, planned) if done and planned else None
    if share is not None and share > MOST_PROGRESS:
        words = {"derived": f"{share * 100:.0f}", "done": str(done), "planned": str(planned)}
        yield finding(TOO_MUCH, str(done), (*pointer, "done"), **words)


def _absurd(values: Sequence[Found]) -> _Findings:
    """Yield negative counts and sizes, and percentages beyond all measure."""
    for pointer, each, _ in values:
        if isinstance(each, Quantity):
            share = each.measure in ("percent", "percentage-point")
            may_fall = each.measure in _RISING_OR_FALLING or is_currency(each.measure)
            if (share and abs(each.low) > MOST_PERCENT) or (each.low < 0 and not may_fall):
                yield finding(ABSURD, each.printed, pointer, printed=each.printed)
