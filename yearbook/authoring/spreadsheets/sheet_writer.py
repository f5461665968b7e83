"""Write tables as spreadsheet files: CSV or Excel, with every cell as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yearbook.core.diagnostics import terminal_columns
from yearbook.core.frozen import dataclass
from yearbook.data.columns import without_formula

_TEXT_FORMAT = "@"
_MIN_WIDTH, _MAX_WIDTH = 8, 60  # characters of a column; longer texts continue on the next line of their cell
_MAX_CHARACTERS = 32_767  # of a cell, Excel's limit
_MAX_CHOICES = 255  # of a drop-down list, with its commas, in characters


@dataclass(frozen=True, slots=True)
class SheetData:
    """A sheet to be written."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """(column, from 0; the words to choose from) of columns with choices."""


def to_csv(data: SheetData) -> bytes:
    """Return a sheet as CSV: UTF-8 with byte order mark and CR LF, as Excel needs; formulas are made harmless."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(data.headings)
    writer.writerows([without_formula(each) for each in row] for row in data.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_excel(sheets: Iterable[SheetData]) -> bytes:
    """Return sheets as an Excel file whose cells are all texts, so that Excel makes no date or formula of them."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for data in sheets:
        _write(book.create_sheet(data.name), data)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, data: SheetData) -> None:
    """Write one sheet whose headings stay in sight, with drop-down lists for choices."""
    for number, row in enumerate((data.headings, *data.rows), 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            assert isinstance(cell, ExcelCell)
            _fill(cell, text)
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(_widths(data), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, words in data.choices:
        if len(",".join(words)) > _MAX_CHOICES or "," in "".join(words):
            continue
        letter = get_column_letter(place + 1)
        rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        rule.add(f"{letter}2:{letter}{max(2, len(data.rows) + 200)}")
        sheet.add_data_validation(rule)


def _fill(cell: ExcelCell, text: str) -> None:
    """Write a text that stays one: `=1+1` is not computed, `2016-09` is no day."""
    cell.value = text[:_MAX_CHARACTERS] or None
    cell.number_format = _TEXT_FORMAT
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _widths(data: SheetData) -> Sequence[float]:
    """Return the width of each column: that of its widest line, within limits."""
    rows = (data.headings, *data.rows)
    widest = [
        max((terminal_columns(line) for row in rows for line in row[place].split("\n")), default=0)
        for place in range(len(data.headings))
    ]
    return [float(min(_MAX_WIDTH, max(_MIN_WIDTH, each + 2))) for each in widest]
