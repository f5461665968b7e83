"""Check that Chinese titles read as headings: no commas or exclamation marks, at most 18 characters.

Events and commitments have sentences for titles, units, sources and terms have names: these are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.kinds import COMMITMENT, EVENT, SOURCE, TERM, UNIT

MARKED = DiagnosticKind(
    "YB463",
    "a title has “{printed}” in it",
    hint="a title names one thing: without commas, full stops and exclamation marks",
    severity=Severity.WARNING,
)
LONG = DiagnosticKind(
    "YB464",
    "this title has {length} characters; a heading has room for {most}",
    hint="shorten it, or accept it where the official name is so long (at: its first {shown} characters)",
    severity=Severity.WARNING,
)
_MOST = 18  # characters of a title
_SHOWN = 6  # characters by which a long title is accepted
_SENTENCES_OR_NAMES = frozenset(each.name for each in (COMMITMENT, EVENT, SOURCE, TERM, UNIT))
_MARKS = re.compile("[，。；！？,;!?]")


def check_titles(record: Record) -> Iterator[Finding]:
    """Yield what is wrong with the Chinese title of a record."""
    title = record.title.get("zh")
    if record.kind in _SENTENCES_OR_NAMES or not title:
        return
    pointer = ("title",) if record.has_own_files else ("title", "zh")
    if mark := _MARKS.search(title):
        yield finding(MARKED, mark[0], pointer, printed=mark[0])
    if len(title) > _MOST:
        yield finding(LONG, title[:_SHOWN], pointer, length=len(title), most=_MOST, shown=_SHOWN)
