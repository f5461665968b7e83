"""Check that titles read as headings: not in quotation marks; Chinese ones without commas, at most 18 characters.

Events and commitments have sentences for titles, units, sources and terms have names: these are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import title_sides
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
QUOTED = DiagnosticKind(
    "YB468",
    "this title is in quotation marks",
    hint="write it without them: {title}",
    severity=Severity.WARNING,
)
_MOST = 18  # characters of a title
_SHOWN = 6  # characters by which a long title is accepted
_SENTENCES_OR_NAMES = frozenset(each.name for each in (COMMITMENT, EVENT, SOURCE, TERM, UNIT))
_QUOTED = re.compile(r"“[^“”]+”|‘[^‘’]+’|\"[^\"]+\"|「[^「」]+」|『[^『』]+』")
_MARKS = re.compile("[，。；！？,;!?]")


def check_titles(record: Record) -> Iterator[Finding]:
    """Yield what is wrong with the title of a record: quotation marks in any language, else its Chinese words."""
    if record.kind != SOURCE.name:
        yield from _quoted(record)
    title = record.title.get("zh")
    if record.kind in _SENTENCES_OR_NAMES or not title:
        return
    pointer = ("title",) if record.has_own_files else ("title", "zh")
    if mark := _MARKS.search(title):
        yield finding(MARKED, mark[0], pointer, printed=mark[0])
    if len(title) > _MOST:
        yield finding(LONG, title[:_SHOWN], pointer, length=len(title), most=_MOST, shown=_SHOWN)


def _quoted(record: Record) -> Iterator[Finding]:
    for side in title_sides(record):
        if _QUOTED.fullmatch(side.text):
            yield finding_in(side, (0, len(side.text)), QUOTED, at=side.text, title=side.text[1:-1])
