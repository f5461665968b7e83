"""Find the line and column at which some characters of a text are in its file, through markup and folded lines.

Prose knows only its plain text. So the n-th time that the same characters are in the plain text is taken to be the n-th
time in the file, with addresses of links hidden. If that fails, the place is where the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.yearbook import Locator
from yearbook.core.diagnostics import Location

Lines = Callable[[str], Sequence[str]]
"""Returns the lines of a file by its path below the content folder; none if it cannot be read."""

_ADDRESS = re.compile(r"(?<=\]\()[^)\n]*|<!--.*?-->", re.DOTALL)
_REACH = 60  # lines of a YAML text that is folded over several


def text_location(
    record: Record, side: TextSide, start: int, length: int, *, locate: Locator, lines: Lines
) -> Location:
    """Return where some characters of one of the record's texts are written; `start` is an offset into its text."""
    beginning = _beginning(record, side, locate)
    found = _find(side, start, length, beginning=beginning, lines=lines(side.origin.path))
    if found is None:
        return beginning
    line, column, width = found
    return Location(beginning.path, line, column, length=width)


def _beginning(record: Record, side: TextSide, locate: Locator) -> Location:
    beginning = locate(replace(record, origin=side.origin), side.pointer)
    return Location(beginning.path, side.line) if side.line else beginning


def _find(
    side: TextSide, start: int, length: int, *, beginning: Location, lines: Sequence[str]
) -> tuple[int, int, int] | None:
    """Return (line, column, length), or None if the characters are not in the file as they are in the text."""
    first = max(0, beginning.line - 1)
    column = max(0, beginning.column - 1)
    text = "\n".join(lines[first:] if side.line else lines[first : first + _REACH])
    text = " " * column + _ADDRESS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)[column:]
    pattern = re.compile(r"\s+".join(re.escape(each) for each in side.text[start : start + length].split()))
    nth = len(pattern.findall(side.text, 0, start))
    match = next(islice(pattern.finditer(text), nth, None), None)
    if match is None:
        return None
    line = text.count("\n", 0, match.start())
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
    return first + line + 1, column + 1, len(match[0].split("\n")[0])
