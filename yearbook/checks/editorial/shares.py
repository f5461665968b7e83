"""Check the shares of a project: percentages make a whole, amounts the investment, and nobody is named twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from yearbook.checks.editorial.sums import printed_unit
from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.fields import NoteKind
from yearbook.model.projects import Project
from yearbook.model.quantities import Quantity

WHOLE = DiagnosticKind(
    "YB406",
    "the shares are {sum}, not {whole}",
    hint="correct a share, or add who is missing; if the source says so, say it in a note of kind “sum”",
    severity=Severity.WARNING,
)
EXCEEDED = DiagnosticKind(
    "YB404",
    "the shares are {sum}, more than {whole}",
    hint="correct a share, or take out who does not belong here; if the source says so, say it in a note of kind “sum”",
)
MIXED = DiagnosticKind(
    "YB407",
    "“{printed}” is a share of another measure than “{first}”",
    hint="write all shares as percentages, or all as amounts of money",
    severity=Severity.WARNING,
)
NAMED_TWICE = DiagnosticKind(
    "YB408", "“{unit}” has two shares", hint="add them up, or correct one of the units", severity=Severity.WARNING
)
_WHOLE = Decimal(100)


def check_shares(record: Record) -> Iterator[Finding]:
    """Yield what does not add up in the shares of a project. A note of kind `sum` says that the source is so."""
    match record.facts:
        case Project(shares=shares, investment=investment) if shares:
            seen: set[str] = set()
            for index, each in enumerate(shares):
                if each.unit in seen:
                    yield finding(NAMED_TWICE, each.unit, ("shares", index, "unit"), unit=each.unit)
                seen.add(each.unit)
            if not any(note.kind is NoteKind.SUM for note in record.notes):
                yield from _sum([each.value for each in shares], investment.value if investment else None)


def _sum(values: list[Quantity], investment: Quantity | None) -> Iterator[Finding]:
    first = values[0]
    for index, each in enumerate(values):
        if each.measure != first.measure:
            pointer = ("shares", index, "value")
            yield finding(MIXED, each.printed, pointer, printed=each.printed, first=first.printed)
            return
    if not all(each.is_exact for each in values):
        return
    total = sum((each.low for each in values), Decimal(0))
    rounded = sum((printed_unit(each) for each in values), Decimal(0)) / 2
    if first.measure == "percent":
        yield from _compared(total, _WHOLE, rounded, "%")
    elif investment and investment.is_exact and investment.measure == first.measure:
        yield from _compared(total, investment.low, rounded + printed_unit(investment) / 2, "")


def _compared(total: Decimal, whole: Decimal, rounded: Decimal, sign: str) -> Iterator[Finding]:
    """Yield a sum that is not the whole; more than the whole is wrong, unless rounding alone can explain it."""
    mistake = EXCEEDED if total - whole > rounded else WHOLE
    if total != whole:
        yield finding(mistake, f"{total:f}{sign}", ("shares",), sum=f"{total:f}{sign}", whole=f"{whole:f}{sign}")
