"""Turn the findings of a record into diagnostics, without those that the record accepts with a reason.

An editor who has looked at a finding and keeps what is written says so in the record:

    accepted:
      - {code: YB451, at: third, because: {zh: 英文按段落计。, en: The English counts the paragraphs.}}

`at` is what the finding points at, as it is printed, in either language; the entry holds for the whole record. Files
are read only to find the place of what is not accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yearbook.checks.findings import Finding
from yearbook.checks.text_locations import Lines, text_location
from yearbook.content.records import Record
from yearbook.content.yearbook import Locator
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.model.common import Acceptance

NOTHING_TO_ACCEPT = DiagnosticKind(
    "YB459",
    "there is no finding {code} at “{at}”",
    hint="this entry is not needed; remove it",
    severity=Severity.WARNING,
)

_TOO_MANY = DiagnosticKind(
    "YB458", "this record has {count} findings more", hint="mend those that are told first", severity=Severity.WARNING
)
_MOST = 100
"""Findings of one record that are reported: looking up their places takes the longer the more there are."""


def report_findings(record: Record, findings: Iterable[Finding], locate: Locator, lines: Lines) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each finding that the record does not accept, and for each acceptance without a finding.

    `lines` returns the lines of a file below the content folder.
    """
    found = tuple(findings)
    yield from report_open_findings(record, found, locate, lines)
    for index, entry in enumerate(record.accepted):
        if not any(_accepts(entry, each) for each in found):
            yield diagnostic(NOTHING_TO_ACCEPT, locate(record, ("accepted", index)), code=entry.code, at=entry.at)


def report_open_findings(
    record: Record, findings: Iterable[Finding], locate: Locator, lines: Lines
) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each finding that the record does not accept."""
    found = [each for each in findings if not any(_accepts(entry, each) for entry in record.accepted)]
    for each in found[:_MOST]:
        yield diagnostic(each.mistake, _location(record, each, locate, lines), **dict(each.words))
    if len(found) > _MOST:
        yield diagnostic(_TOO_MANY, locate(record, ()), count=len(found) - _MOST)


def _accepts(entry: Acceptance, finding: Finding) -> bool:
    return entry.code == finding.mistake.code and entry.at in finding.at


def _location(record: Record, each: Finding, locate: Locator, lines: Lines) -> Location:
    if each.side:
        return text_location(record, each.side, each.start, each.length, locate=locate, lines=lines)
    return locate(replace(record, origin=each.origin) if each.origin else record, each.pointer)
