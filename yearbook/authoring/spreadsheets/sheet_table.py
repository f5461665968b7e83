"""Find the table of records in a sheet: the row of headings, and the rows below it with each cell under its column.

Title rows above the headings, blank rows, rows of sums and headings of sections are skipped. The texts of cells are
converted later (`cells`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.authoring.spreadsheets.columns import EACH, SheetColumn
from yearbook.authoring.spreadsheets.headings import IGNORED, TOTAL_HEADINGS, fold_heading
from yearbook.authoring.spreadsheets.sheets import Sheet, SheetCell
from yearbook.authoring.spreadsheets.values import heading_unit
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.core.frozen import dataclass
from yearbook.model.measures import Measures

NO_HEADINGS = DiagnosticKind(
    "YB251",
    "no row of this sheet has the headings of a table of {kind} records",
    hint="one row must name the columns: {headings} …",
)
UNKNOWN_HEADING = DiagnosticKind(
    "YB252",
    "the column “{heading}” is not known and is passed over",
    hint="did you mean “{meant}”?\nSay once in headings.yaml what it stands for: {kind}: {{{heading}: …}}",
    severity=Severity.WARNING,
)
_ROWS_SEARCHED = 30  # from the top, for the headings
_MIN_HEADINGS = 2  # that must be known in the row of headings


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the sheet that fills a field."""

    column: SheetColumn
    number: int
    """From 1."""
    heading: str
    unit: str
    """The unit that its heading gives to bare numbers; empty if none."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a record."""

    number: int
    """From 1, as the spreadsheet counts."""
    cells: tuple[tuple[TableColumn, SheetCell], ...]
    """Those that are not empty."""

    def text(self, field: str, language: str = "") -> str:
        """Return the text of a field; of a text in several languages, in the one that is asked for."""
        found = (
            cell.text
            for each, cell in self.cells
            if each.column.field == field and language in ("", each.column.path[-1])
        )
        return next(found, "").strip()


@dataclass(frozen=True, slots=True)
class SheetTable:
    """The rows of records in a sheet."""

    sheet: Sheet
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]

    def location(self, row: int, column: int, length: int = 1) -> Location:
        return Location(self.sheet.path, row, column, length=max(1, length))


OwnHeadings = tuple[tuple[str, SheetColumn | None], ...]
"""Folded headings of a yearbook's own, with the columns that they stand for; None for those that are passed over."""


def known_headings(columns: tuple[SheetColumn, ...]) -> dict[str, SheetColumn]:
    """Return the column of each folded heading. The model's own name of a field is a heading too."""
    known = {fold_heading(word): each for each in columns for word in each.words.known}
    for each in columns:
        if not each.ids:
            known.setdefault(fold_heading(each.field), each)
            known.setdefault(fold_heading("".join(step for step in each.path if step != EACH)), each)
    return known


def find_table(
    sheet: Sheet,
    kind: str,
    columns: tuple[SheetColumn, ...],
    measures: Measures,
    own: OwnHeadings = (),
) -> tuple[SheetTable | None, tuple[Diagnostic, ...]]:
    """Return the table of a sheet, if any row has the headings of one, and warnings for unknown headings."""
    known = {heading: column for heading, column in {**known_headings(columns), **dict(own)}.items() if column}
    best: tuple[TableColumn, ...] = ()
    at = 0
    for number, row in enumerate(sheet.rows[:_ROWS_SEARCHED], 1):
        if len(found := _table_columns(row, known, measures)) > len(best):
            best, at = found, number
    if len(best) < _MIN_HEADINGS or not {"id", "title", "names.name"} & {each.column.field for each in best}:
        shown = ", ".join(each.words.known[1] for each in columns if each.required)
        return None, (diagnostic(NO_HEADINGS, Location(sheet.path), kind=kind_noun(kind), headings=shown),)
    table = SheetTable(sheet, best, tuple(_rows(sheet, best, at)))
    passed_over = IGNORED | {heading for heading, column in own if column is None}
    return table, tuple(_unknown_headings(table, at, kind, known, passed_over))


def _table_columns(
    row: tuple[SheetCell, ...], known: Mapping[str, SheetColumn], measures: Measures
) -> tuple[TableColumn, ...]:
    found = []
    for number, cell in enumerate(row, 1):
        unit = heading_unit(cell.text, measures)
        column = known.get(fold_heading(cell.text))
        if column is None and unit:
            column = known.get(fold_heading(cell.text.replace("（", "(").rpartition("(")[0]))
        if cell.text and column:
            found.append(TableColumn(column, number, heading=" ".join(cell.text.split()), unit=unit))
    return tuple(found)


def _unknown_headings(
    table: SheetTable, at: int, kind: str, known: Mapping[str, SheetColumn], passed_over: frozenset[str]
) -> Iterator[Diagnostic]:
    used = {each.number for each in table.columns}
    for number, cell in enumerate(table.sheet.rows[at - 1], 1):
        if cell.text and number not in used and fold_heading(cell.text) not in passed_over:
            column = known.get(nearest(fold_heading(cell.text), known))
            meant = column.words.known[1] if column else ""
            words = {"heading": " ".join(cell.text.split()), "kind": kind, "meant": meant}
            yield diagnostic(UNKNOWN_HEADING, table.location(at, number, len(cell.text)), **words)


def _rows(sheet: Sheet, columns: tuple[TableColumn, ...], at: int) -> Iterator[TableRow]:
    for number, row in enumerate(sheet.rows[at:], at + 1):
        filled = [cell.text for cell in row if cell.text]
        is_section = len(filled) == 1 and number in sheet.titles
        if not filled or is_section or fold_heading(filled[0]) in TOTAL_HEADINGS:
            continue
        cells = ((each, row[each.number - 1]) for each in columns if each.number <= len(row))
        if filled_cells := tuple((each, cell) for each, cell in cells if cell.text):
            yield TableRow(number, filled_cells)
