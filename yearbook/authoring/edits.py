"""Edit some places of a text file; all other bytes stay as they were.

Lines and columns count from 1 and in characters, whatever the line ends of the file, with or without a byte order mark.
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
    """Number of characters to remove; 0 to insert only."""
    text: str


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return the bytes after the edits, which must not overlap; equal edits are applied once."""
    lines = split_lines(data)
    for each in sorted(set(edits), reverse=True):
        start = line_index(lines, each.line, each.column)
        line = lines[each.line - 1]
        lines[each.line - 1] = line[:start] + each.text + line[start + each.length :]
    return "".join(lines).encode()


def replace_in_scalar(data: bytes, scalar: Scalar, old: str, new: str) -> Edit | None:
    """Return the edit that replaces `old` in a value, in whatever quotes; None if it is not there literally."""
    lines = split_lines(data)
    start = line_index(lines, scalar.line, scalar.column)
    found = lines[scalar.line - 1][start : start + scalar.length].find(old)
    return Edit(scalar.line, scalar.column + found, len(old), text=new) if found >= 0 else None


def split_lines(data: bytes) -> list[str]:
    """Return the lines with their ends; a byte order mark is the first character of the first."""
    return [found for found in _LINE.findall(data.decode()) if found] or [""]


def line_end(lines: list[str]) -> str:
    """Return the line end of the file, which is that of its first line."""
    return lines[0][len(lines[0].rstrip("\r\n")) :] or "\n"


def line_index(lines: list[str], line: int, column: int) -> int:
    """Return the index of a column in its line, which differs in a first line with a byte order mark."""
    return column - 1 + int(line == 1 and lines[0].startswith(BOM))
