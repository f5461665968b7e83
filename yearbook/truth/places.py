"""A number in a text → its line and column in the file, through the markup and the folding of lines around it.

Prose knows only its plain text. So the n-th time that the same characters stand in the plain text is taken to be the
n-th time in the file, with addresses of links hidden. Where that fails the place is where the text begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from yearbook.library import Record
from yearbook.library.yearbook import Locator
from yearbook.problems import Place
from yearbook.truth.statements import Statement
from yearbook.truth.texts import Side

Lines = Callable[[str], Sequence[str]]
"""Path below the content folder → the lines of that file; none where it cannot be read."""

_ADDRESS = re.compile(r"(?<=\]\()[^)\n]*|<!--.*?-->", re.DOTALL)
_REACH = 60  # lines of a YAML text that is folded over several


def place(record: Record, side: Side, statement: Statement, locate: Locator, lines: Lines) -> Place:
    """Where a statement of one of the record's texts is written. Reads files through `locate` and `lines` alone."""
    start = _start(record, side, locate)
    found = _find(side, statement, start, lines(side.origin.path))
    return start if found is None else Place(start.path, *found)


def shown(side: Side, statement: Statement) -> str:
    """The characters of a statement."""
    return side.text[statement.start : statement.start + statement.length]


def _start(record: Record, side: Side, locate: Locator) -> Place:
    """Where the text begins."""
    start = locate(replace(record, origin=side.origin), side.pointer)
    return Place(start.path, side.line) if side.line else start


def _find(side: Side, statement: Statement, start: Place, lines: Sequence[str]) -> tuple[int, int, int] | None:
    """(line, column, length), or None where the characters are not in the file as they are in the text."""
    first = max(0, start.line - 1)
    column = max(0, start.column - 1)
    text = "\n".join(lines[first:] if side.line else lines[first : first + _REACH])
    text = " " * column + _ADDRESS.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)[column:]
    characters = shown(side, statement)
    pattern = re.compile(r"\s+".join(re.escape(each) for each in characters.split()))
    nth = len(pattern.findall(side.text, 0, statement.start))
    matches = list(pattern.finditer(text))
    if nth >= len(matches):
        return None
    match = matches[nth]
    line = text.count("\n", 0, match.start())
    column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
    return first + line + 1, column + 1, len(match[0].split("\n")[0])
