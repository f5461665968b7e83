"""Check the shares of a project: percentages make a whole, amounts the investment, and nobody is named twice."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

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
    total = sum(each.low for each in values)
    if first.measure == "percent":
        if total != _WHOLE:
            yield finding(WHOLE, f"{total:f}%", ("shares",), sum=f"{total:f}%", whole="100%")
    elif investment and investment.is_exact and investment.measure == first.measure and total != investment.low:
        yield finding(WHOLE, f"{total:f}", ("shares",), sum=f"{total:f}", whole=f"{investment.low:f}")
