"""A sheet → the rows of records in it, each cell under the column that its heading names.

Title rows above the headings, blank rows, rows that add up and headings of sections are passed over. It finds where
things stand; what they mean is decided in `records`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook.authoring.spreadsheets.columns import EACH, SheetColumn
from yearbook.authoring.spreadsheets.headings import IGNORED, KIND_NAMES, TOTAL_HEADINGS, fold_heading
from yearbook.authoring.spreadsheets.sheets import Sheet, SheetCell
from yearbook.authoring.spreadsheets.values import unit_of
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.core.frozen import dataclass

NO_HEADINGS = DiagnosticKind(
    "YB251",
    "no row of this sheet has the headings of a table of {kind} records",
    hint="one row must name the columns: {headings} …",
)
UNKNOWN_HEADING = DiagnosticKind(
    "YB252",
    "the column “{heading}” is not known and is passed over",
    hint="did you mean “{meant}”?",
    severity=Severity.WARNING,
)
_ROWS_SEARCHED = 30  # from the top, for the headings
_LEAST = 2  # headings that must be known in a row, or all of them where there are fewer


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the sheet that fills a field."""

    column: SheetColumn
    place: int
    """From 1."""
    heading: str
    unit: str
    """The unit that its heading gives to bare numbers; empty for none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that is, or is part of, a record."""

    number: int
    """From 1, as the spreadsheet counts."""
    cells: tuple[tuple[Placed, SheetCell], ...]
    """Those that are not empty."""

    def text(self, field: str, language: str = "") -> str:
        """The text under a field's column; of a text in several languages, in one of them."""
        found = (
            cell.text
            for placed, cell in self.cells
            if placed.column.field == field and language in ("", placed.column.way[-1])
        )
        return next(found, "").strip()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The records of a sheet, not read yet."""

    sheet: Sheet
    placed: tuple[Placed, ...]
    rows: tuple[TableRow, ...]

    def place(self, row: int, column: int, length: int = 1) -> Location:
        return Location(self.sheet.path, row, column, max(1, length))


def known_headings(columns: tuple[SheetColumn, ...]) -> dict[str, SheetColumn]:
    """Folded heading → its column. The vocabulary's own name of a field is one too."""
    known = {fold_heading(word): each for each in columns for word in each.written}
    for each in columns:
        if not each.ids:
            known.setdefault(fold_heading(each.field), each)
            known.setdefault(fold_heading("".join(step for step in each.way if step != EACH)), each)
    return known


def find_table(
    sheet: Sheet, kind: str, columns: tuple[SheetColumn, ...]
) -> tuple[SheetTable | None, tuple[Diagnostic, ...]]:
    """The table of a sheet, and its headings that are not known; None where no row has the headings of one."""
    known = known_headings(columns)
    best: tuple[Placed, ...] = ()
    at = 0
    for number, row in enumerate(sheet.rows[:_ROWS_SEARCHED], 1):
        if len(found := _placed(row, known)) > len(best):
            best, at = found, number
    if len(best) < _LEAST or not {"id", "title", "names.name"} & {each.column.field for each in best}:
        shown = ", ".join(each.written[1] for each in columns if each.required)
        return None, (diagnostic(NO_HEADINGS, Location(sheet.path), kind=KIND_NAMES.get(kind, kind), headings=shown),)
    table = SheetTable(sheet, best, tuple(_rows(sheet, best, at)))
    return table, tuple(_unknown(sheet, at, known, best))


def _placed(row: tuple[SheetCell, ...], known: Mapping[str, SheetColumn]) -> tuple[Placed, ...]:
    found = []
    for place, cell in enumerate(row, 1):
        unit = unit_of(cell.text)
        column = known.get(fold_heading(cell.text)) or (
            known.get(fold_heading(_without_brackets(cell.text))) if unit else None
        )
        if cell.text and column:
            found.append(Placed(column, place, " ".join(cell.text.split()), unit))
    return tuple(found)


def _without_brackets(heading: str) -> str:
    return heading.replace("（", "(").rpartition("(")[0]


def _unknown(
    sheet: Sheet, at: int, known: Mapping[str, SheetColumn], placed: tuple[Placed, ...]
) -> Iterator[Diagnostic]:
    taken = {each.place for each in placed}
    for place, cell in enumerate(sheet.rows[at - 1], 1):
        if cell.text and place not in taken and fold_heading(cell.text) not in IGNORED:
            meant = known.get(nearest(fold_heading(cell.text), known))
            where = Location(sheet.path, at, place, len(cell.text))
            meant_word = meant.written[1] if meant else ""
            yield diagnostic(UNKNOWN_HEADING, where, heading=" ".join(cell.text.split()), meant=meant_word)


def _rows(sheet: Sheet, placed: tuple[Placed, ...], at: int) -> Iterator[TableRow]:
    for number, row in enumerate(sheet.rows[at:], at + 1):
        filled = [cell.text for cell in row if cell.text]
        alone = len(filled) == 1 and number in sheet.titles
        if not filled or alone or fold_heading(filled[0]) in TOTAL_HEADINGS:
            continue
        cells = tuple((each, row[each.place - 1]) for each in placed if each.place <= len(row))
        filled_cells = tuple((each, cell) for each, cell in cells if cell.text)
        if filled_cells:
            yield TableRow(number, filled_cells)
