"""The Chinese title of a record → where it is no title: with commas, with a slogan's mark, too long for a heading.

Titles are at most 18 characters where the official name allows. Events and commitments have sentences for titles,
units and sources have official names: none of these is looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.checks.acceptance import Finding
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity

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
_KINDS = frozenset(("honor", "project", "program", "year", "ledger", "indicator", "theme"))
_MARKS = re.compile("[，。；！？,;!?]")


def check_titles(record: Record) -> Iterator[Finding]:
    title = record.title.get("zh")
    if record.kind not in _KINDS or not title:
        return
    pointer = ("title",) if isinstance(record.facts.title, str) else ("title", "zh")
    if mark := _MARKS.search(title):
        yield Finding(MARKED, (mark[0],), (("printed", mark[0]),), pointer=pointer)
    if len(title) > _MOST:
        words = (("length", str(len(title))), ("most", str(_MOST)), ("shown", str(_SHOWN)))
        yield Finding(LONG, (title[:_SHOWN],), words, pointer=pointer)
