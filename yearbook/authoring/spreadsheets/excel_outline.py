"""Measure the sheets of an Excel file before they are read: filled cells, merged ranges, hidden rows.

The XML is read as a stream and nothing of it is kept, so that a small file cannot fill the memory: neither with empty
cells, nor with merged ranges, nor with entities. What exceeds the limits raises TooLargeError.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import IO
from xml.parsers import expat

from yearbook.core.frozen import dataclass

MAX_ROWS, MAX_COLUMNS = 20_000, 100
"""Limits of the part of a sheet that holds something: many times what offices need."""
_MAX_CELLS = MAX_ROWS * MAX_COLUMNS  # of one sheet, with the empty ones that a file lists; and filled ones of a file
_MAX_PARTS = {"worksheet": 4 * _MAX_CELLS, "sst": 2_000_000}
_MAX_ELEMENTS = 200_000  # of any other part; styles have the most
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of any sheet of Excel
_MAX_DEPTH = 100
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class TooLargeError(Exception):
    """A file exceeds a limit, or its XML is not that of a spreadsheet. The argument says which, for programmers."""


@dataclass(frozen=True, slots=True)
class SheetOutline:
    """The size of a sheet. Rows and columns count from 1."""

    rows: int
    """The last row that holds something; 0 if none does."""
    columns: int
    merged: tuple[tuple[int, int, int, int], ...]
    """Ranges: first row, first column, last row, last column, within the rows that hold something."""
    hidden: frozenset[int]
    formulas: Mapping[tuple[int, int], str]
    """By row and column, formulas whose result the file does not have."""


def sheet_outlines(packed: zipfile.ZipFile) -> Mapping[str, SheetOutline]:
    """Return the outline of each sheet by the path of its part. Raises TooLargeError, ExpatError."""
    outlines = {}
    filled = 0
    for name in packed.namelist():
        if name.endswith((".xml", ".rels")):
            with packed.open(name) as part:
                scan = _Scan()
                scan.read(part)
            filled += scan.filled
            if filled > _MAX_CELLS // 2:
                raise TooLargeError("filled cells")
            outlines[name] = scan.outline()
    return outlines


class _Scan:
    """One part of the file, element by element."""

    def __init__(self) -> None:
        self.filled = 0
        self._root = ""
        self._depth = self._elements = self._cells = 0
        self._row = self._column = self._rows = self._columns = 0
        self._has_value = False
        self._formula: list[str] | None = None
        self._tag = ""
        self._merged: list[tuple[int, int, int, int]] = []
        self._hidden: set[int] = set()
        self._formulas: dict[tuple[int, int], str] = {}

    def read(self, part: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.ParseFile(part)

    def outline(self) -> SheetOutline:
        """Return what was found. Raises TooLargeError if the sheet, or what its merged ranges cover, is too large."""
        if self._rows > MAX_ROWS or self._columns > MAX_COLUMNS:
            raise TooLargeError("sheet")
        merged = tuple(
            (top, left, min(bottom, self._rows), min(right, self._columns))
            for top, left, bottom, right in self._merged
            if top <= self._rows and left <= self._columns
        )
        if sum(bottom - top + 1 for top, _, bottom, _ in merged) > _MAX_CELLS:
            raise TooLargeError("merged ranges")
        hidden = frozenset(each for each in self._hidden if each <= self._rows)
        return SheetOutline(self._rows, self._columns, merged=merged, hidden=hidden, formulas=self._formulas)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        tag = name.rpartition(" ")[2]
        self._root = self._root or tag
        if self._elements > _MAX_PARTS.get(self._root, _MAX_ELEMENTS) or self._depth > _MAX_DEPTH:
            raise TooLargeError("elements")
        if self._root == "worksheet":
            self._start_in_sheet(tag, attributes)

    def _start_in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        self._tag = tag
        match tag:
            case "row":
                self._row = int(attributes.get("r", self._row + 1))
                self._column = 0
                if attributes.get("hidden") in ("1", "true"):
                    self._hidden.add(self._row)
            case "c":
                self._cells += 1
                place = _place(attributes["r"]) if "r" in attributes else (self._row, self._column + 1)
                self._row, self._column = place
                self._has_value, self._formula = False, None
            case "is":
                self._has_value = True
            case "f":
                self._formula = []
            case "mergeCell":
                self._merge(attributes.get("ref", ""))
        if self._row > _LAST_ROW or self._column > _LAST_COLUMN or self._cells > _MAX_CELLS:
            raise TooLargeError("cells")

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, right) = _place(first), _place(last or first)
        self._merged.append((top, left, bottom, right))
        if len(self._merged) > MAX_ROWS:
            raise TooLargeError("merged ranges")

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._root != "worksheet":
            return
        self._tag = ""
        if name.rpartition(" ")[2] == "c" and (self._has_value or self._formula is not None):
            self.filled += 1
            self._rows, self._columns = max(self._rows, self._row), max(self._columns, self._column)
            if not self._has_value:
                self._formulas[self._row, self._column] = f"={''.join(self._formula or ())[:39]}"

    def _text(self, text: str) -> None:
        if self._tag == "v":
            self._has_value = True
        elif self._tag == "f" and self._formula is not None:
            self._formula.append(text)


def _refuse_declarations(*_declaration: object) -> None:
    """Refuse a document type: spreadsheets have none, and its entities can grow without end."""
    raise TooLargeError("document type")


def _place(reference: str) -> tuple[int, int]:
    """Return row and column of a cell such as `B7`. Raises TooLargeError."""
    if not (found := _PLACE.fullmatch(reference.replace("$", "").upper())):
        raise TooLargeError("reference")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column
