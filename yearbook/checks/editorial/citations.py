"""Check that claims have sources, that every source is cited, and that no place is cited twice.

Most kinds cannot be written without a source; these checks are about fields that can. A unit needs no source of its own
if another record names it, or if nothing is said about it. Whether a quote is in the text of its source is checked by
`coverage`.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.narrative import Year
from yearbook.model.reference import Source
from yearbook.model.series import Commitment, Outcome
from yearbook.model.units import Unit

_UNCITED = DiagnosticKind(
    "YB420", "nothing says where this is from", hint="add `sources`: [{{source: …, at: …}}]", severity=Severity.WARNING
)
UNUSED = DiagnosticKind(
    "YB421", "nothing cites this source", hint="cite it where it is used, or remove it", severity=Severity.WARNING
)
OUTCOME = DiagnosticKind(
    "YB422",
    "the outcome “{status}” has no source",
    hint="add `sources` to it, or write not-reported",
    severity=Severity.WARNING,
)
_TWICE = DiagnosticKind(
    "YB423", "the same place is cited twice: “{at}”", hint="remove one of them", severity=Severity.WARNING
)


def check_citations(record: Record, *, is_used: bool) -> Iterator[Finding]:
    """Yield missing and needless citations. `is_used`: whether another record names this one."""
    match record.facts:
        case Source() if not is_used:
            yield finding(UNUSED, record.id)
        case Unit(sources=()) as unit if not is_used and (unit.note or unit.aliases):
            yield finding(_UNCITED, record.id)
        case Year(motto=str() as motto, sources=()):
            yield finding(_UNCITED, motto, ("motto",))
        case Commitment(outcome=outcome) if outcome.status is not Outcome.NOT_REPORTED and not outcome.sources:
            yield finding(OUTCOME, outcome.status.value, ("outcome",), status=outcome.status.value)
    seen = set()
    for index, each in enumerate(record.sources):
        if each in seen:
            yield finding(_TWICE, each.at, ("sources", index), at=each.at)
        seen.add(each)
