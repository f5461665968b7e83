"""Find the line and column at which some characters of a text are in its file, through markup and folded lines.

Prose knows only its plain text, and the file has more: addresses of links, numbers of lists, notes in another place. So
of all places in the file that have the same characters, the one is taken that has the most of the same text around it;
of several, the n-th for the n-th in the plain text. If there is none, the place is where the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice, takewhile

from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.yearbook import Locator
from yearbook.core.diagnostics import Location

Lines = Callable[[str], Sequence[str]]
"""Returns the lines of a file by its path below the content folder; none if it cannot be read."""

_ADDRESS = re.compile(r"(?<=\]\()[^)\n]*|<!--.*?-->", re.DOTALL)
_NO_WORD = re.compile(r"[\W_]+")
_CONTEXT = 30  # letters and figures on either side that are compared
_MOST_COMPARED = 100
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
    words = side.text[start : start + length].split()
    pattern = re.compile(r"\s+".join(map(re.escape, words)) or r"\s")
    match = _likeliest(pattern, text, side.text, start)
    if match is None:
        return None
    line = text.count("\n", 0, match.start())
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
    return first + line + 1, column + 1, len(match[0].split("\n")[0])


def _likeliest(pattern: re.Pattern[str], text: str, plain: str, start: int) -> re.Match[str] | None:
    """Return the match in the text of a file that is most like the one at an offset of the plain text."""
    before, after = _surroundings(plain, start, start)
    earlier = [each.start() for each in pattern.finditer(plain, 0, start)]
    # Very many matches are not compared: those around the one of the same number are.
    first = max(0, len(earlier) - _MOST_COMPARED)
    found = list(islice(pattern.finditer(text), first, first + 2 * _MOST_COMPARED))
    likeness = [_likeness(_surroundings(text, each.start(), each.start()), (before, after)) for each in found]
    best = [each for each, like in zip(found, likeness, strict=True) if like == max(likeness)]
    alike = sum(_surroundings(plain, each, each) == (before, after) for each in earlier[first:])
    return best[min(alike, len(best) - 1)] if best else None


def _surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the letters and figures before and after some characters."""
    before, after = text[max(0, start - 2 * _CONTEXT) : start], text[end : end + 2 * _CONTEXT]
    return _NO_WORD.sub("", before)[-_CONTEXT:], _NO_WORD.sub("", after)[:_CONTEXT]


def _likeness(one: tuple[str, str], other: tuple[str, str]) -> int:
    """Return how many characters are alike next to the place, on both sides together."""
    pairs = (zip(reversed(one[0]), reversed(other[0]), strict=False), zip(one[1], other[1], strict=False))
    return sum(sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], each)) for each in pairs)
