"""A file's bytes and what is to stand in some places of it → the new bytes; all others are what they were.

Places are those of `source`: lines from 1, columns from 1 in characters, whatever the line ends of the file and with or
without a mark of byte order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from yearbook.core.documents.nodes import Scalar
from yearbook.core.frozen import dataclass

BOM = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One replacement within a line."""

    line: int
    column: int
    length: int
    """How many characters are taken out; 0 to put something in."""
    text: str


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes with the edits made. Edits do not overlap; one that is given twice is made once."""
    lines = split_lines(data)
    for each in sorted(set(edits), reverse=True):
        start = each.column - 1 + _mark(lines, each.line)
        line = lines[each.line - 1]
        lines[each.line - 1] = line[:start] + each.text + line[start + each.length :]
    return "".join(lines).encode()


def within(data: bytes, scalar: Scalar, old: str, new: str) -> Edit | None:
    """`new` instead of `old` in a value, in whatever quotes; None where it does not stand there letter by letter."""
    lines = split_lines(data)
    start = scalar.column - 1 + _mark(lines, scalar.line)
    found = lines[scalar.line - 1][start : start + scalar.length].find(old)
    return Edit(scalar.line, scalar.column + found, len(old), new) if found >= 0 else None


def split_lines(data: bytes) -> list[str]:
    """The lines with their ends; a mark of byte order is the first character of the first."""
    return [found for found in _LINE.findall(data.decode()) if found] or [""]


def line_end(lines: list[str]) -> str:
    """How the file ends its lines, by its first."""
    return lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"


def _mark(lines: list[str], line: int) -> int:
    """How many characters stand before the first column."""
    return int(line == 1 and lines[0].startswith(BOM))
