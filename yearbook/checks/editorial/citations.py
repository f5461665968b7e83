"""A record → claims without a source, sources that nothing cites, places cited twice.

Most kinds cannot be written without a source; this looks at what can. A body needs none of its own where a record that
names it has one, nor where nothing is said of it. Whether a quote stands in its source needs the
source's text: see `coverage`.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.checks.acceptance import Finding
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
    """`is_used`: whether any other record names this one."""
    match record.facts:
        case Source() if not is_used:
            yield Finding(UNUSED, (record.id,))
        case Unit(sources=()) as unit if not is_used and (unit.note or unit.aliases):
            yield Finding(_UNCITED, (record.id,))
        case Year(motto=str() as motto, sources=()):
            yield Finding(_UNCITED, (motto,), pointer=("motto",))
        case Commitment(outcome=outcome) if outcome.status is not Outcome.NOT_REPORTED and not outcome.sources:
            words = (("status", outcome.status.value),)
            yield Finding(OUTCOME, (outcome.status.value,), words, pointer=("outcome",))
    seen = set()
    for index, each in enumerate(getattr(record.facts, "sources", ())):
        if each in seen:
            yield Finding(_TWICE, (each.at,), (("at", each.at),), pointer=("sources", index))
        seen.add(each)
