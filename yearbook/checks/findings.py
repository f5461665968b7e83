"""What a check finds in a record, before its line in the file is looked up and its acceptances are applied."""

from __future__ import annotations

from yearbook.checks.record_texts import TextSide
from yearbook.content.originals import Origin
from yearbook.core.diagnostics import DiagnosticKind
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Word
from yearbook.model.structure import Pointer


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one record, in one of its texts (`side`) or at a value of its facts (`pointer`).

    Its line and column are looked up later, and only if the record does not accept it: that takes reading a file.
    """

    mistake: DiagnosticKind
    at: tuple[str, ...]
    """What an acceptance may name it by: the words or the number, in each text that has it. Never empty."""
    words: tuple[tuple[str, Word], ...] = ()
    """Values for the placeholders of the message."""
    side: TextSide | None = None
    start: int = 0
    """Offset into the side's text."""
    length: int = 1
    pointer: Pointer = ()
    origin: Origin | None = None
    """The file, if it is not the record's first."""


def finding(mistake: DiagnosticKind, at: str | tuple[str, ...], pointer: Pointer = (), /, **words: Word) -> Finding:
    """Return a finding at a value of a record's facts; without a pointer, at the record as a whole."""
    return Finding(mistake, _names(at), words=tuple(words.items()), pointer=pointer)


def finding_in(
    side: TextSide, span: tuple[int, int], mistake: DiagnosticKind, /, at: str | tuple[str, ...], **words: Word
) -> Finding:
    """Return a finding about the characters of a text from the first offset up to the second."""
    start, end = span
    return Finding(mistake, _names(at), words=tuple(words.items()), side=side, start=start, length=end - start)


def _names(at: str | tuple[str, ...]) -> tuple[str, ...]:
    return (at,) if isinstance(at, str) else at
