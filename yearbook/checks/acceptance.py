"""Findings of the checks, less those that the record accepts with a reason → problems with their places.

An editor who has looked at a finding and keeps what is written says so in the record:

    accepted:
      - {code: YB451, at: third, because: {zh: 英文按段落计。, en: The English counts the paragraphs.}}

`at` is what the finding points at, as it is printed, in either language; the entry holds for the whole record. No
file is read but to place what is not accepted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yearbook.checks.record_texts import TextSide
from yearbook.checks.text_locations import Lines, text_location
from yearbook.content.originals import Origin
from yearbook.content.records import Record
from yearbook.content.yearbook import Locator
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Word
from yearbook.model.structure import Pointer

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
"""Findings of one record that are told: to look for the place of each takes the longer the more there are."""

MessageWords = tuple[tuple[str, Word], ...]
"""What fills the wording of a mistake in, as (name, value)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one record that still has to be placed, which takes reading a file.

    It is in one of the record's texts (`side`), or else at a value of its facts (`pointer`) or of one of its
    translations' files (`origin`).
    """

    mistake: DiagnosticKind
    printed: tuple[str, ...]
    """What an acceptance may name it by: the words or the number, in each text that has it. Never empty."""
    words: MessageWords = ()
    side: TextSide | None = None
    start: int = 0
    """Offset into the side's text."""
    length: int = 1
    pointer: Pointer = ()
    origin: Origin | None = None
    """The file, where it is not the record's first."""


def settle_findings(record: Record, findings: Iterable[Finding], locate: Locator, lines: Lines) -> Iterator[Diagnostic]:
    """The findings of one record that it does not accept, and its acceptances that none of them needs.

    `findings`: those of all checks. `lines` gives the lines of a file below the content folder.
    """
    found = tuple(findings)
    accepted = tuple(getattr(record.facts, "accepted", ()))
    left = [
        each for each in found if not any(each.mistake.code == one.code and one.at in each.printed for one in accepted)
    ]
    for each in left[:_MOST]:
        yield diagnostic(each.mistake, _place(record, each, locate, lines), **dict(each.words))
    if len(left) > _MOST:
        yield diagnostic(_TOO_MANY, locate(record, ()), count=len(left) - _MOST)
    for index, entry in enumerate(accepted):
        used = any(entry.code == each.mistake.code and entry.at in each.printed for each in found)
        if not used:
            yield diagnostic(NOTHING_TO_ACCEPT, locate(record, ("accepted", index)), code=entry.code, at=entry.at)


def _place(record: Record, each: Finding, locate: Locator, lines: Lines) -> Location:
    if each.side:
        return text_location(record, each.side, each.start, each.length, locate, lines)
    return locate(replace(record, origin=each.origin) if each.origin else record, each.pointer)
