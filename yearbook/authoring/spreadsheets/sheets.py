"""A spreadsheet file → rows of texts, each in its cell; and rows of texts → a spreadsheet file.

Excel's numbers and dates become the text that a person sees in the cell; what has no text (a broken formula) says
why. Cells that were merged downwards hold their value in every row. It knows no field and no record.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    diagnostic,
    show,
    terminal_columns,
)
from yearbook.core.documents.decoding import STRAY
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message
from yearbook.data.columns import without_formula

_UNREADABLE = DiagnosticKind(
    "YB250",
    "this is no spreadsheet that can be read: {reason}",
    hint="open it in Excel or WPS and save it as “.xlsx” or as “CSV UTF-8”",
)

EXCEL, CSV = (".xlsx", ".xlsm"), (".csv", ".txt")
_LARGEST, UNPACKED, MOST_ROWS, MOST_COLUMNS = 20_000_000, 200_000_000, 20_000, 100
"""Bytes of a file, bytes once unpacked, and what a sheet holds: many times what offices keep in one."""
_TEXT_FORMAT = "@"
_WIDEST = 60  # characters of a column; longer texts go on in the next line of their cell
_MOST_IN_A_CELL = 32_767  # characters, Excel's limit
_ERRORS = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?|#N/A|#{3,}")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b]")
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")  # what copying from web pages leaves behind
_NUMERIC = re.compile(r"\d+(?:\.\d+)?")
_FORMULA = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as a person reads it."""

    text: str
    """NFC, without spaces at its ends; lines divided by LF, of which the first may be empty."""
    trouble: Message | None = None
    is_number: bool = False
    """Whether it is kept as a number, or may have been: a CSV file does not say."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    path: str
    """As problems name it: `honors.xlsx/2016`; of a CSV file its name alone."""
    name: str
    """Empty for a CSV file."""
    rows: tuple[tuple[SheetCell, ...], ...]
    """From the first row of the sheet on, whether or not anything stands in it."""
    titles: frozenset[int] = frozenset()
    """Rows, from 1, in which cells are merged across: titles and headings of sections."""
    hidden: frozenset[int] = frozenset()
    """Rows, from 1, that a person does not see."""

    def lines(self) -> tuple[str, ...]:
        """Each row as one line, for excerpts."""
        return tuple(_BETWEEN.join(" ".join(each.text.split()) for each in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class SheetRange:
    """One sheet to be written: texts alone."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Columns, from 0, in which one of these words stands."""


_BETWEEN = " | "


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """The sheets of a file. Raises ProblemsError where it is none that can be read."""
    ending = file.suffix.lower()
    if ending not in (*EXCEL, *CSV):
        raise _unreadable(file, message("files named “{ending}” are not understood", ending=ending))
    try:
        is_large = file.stat().st_size > _LARGEST
        data = b"" if is_large else file.read_bytes()
    except OSError as error:
        raise _unreadable(file, message("the file cannot be opened")) from error
    if is_large or _unpacked(data) > UNPACKED:
        raise _unreadable(file, message("it is too large for a table of records"))
    return _of_excel(file, data) if ending in EXCEL else (_of_csv(file, data),)


def _unpacked(data: bytes) -> int:
    """How large a file is once unpacked, in bytes, as it says itself; 0 for what is not packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile:
        return 0


def _unreadable(file: Path, reason: Message | str) -> DiagnosticsError:
    return DiagnosticsError([diagnostic(_UNREADABLE, Location(file.name), reason=reason)])


def shown_cell(each: Diagnostic, sheet: Sheet, language: str) -> str:
    """A problem in a cell as a person reads it: the cell by its name, its row as the excerpt."""
    row, column = each.place.line, each.place.column
    if not 0 < row <= len(sheet.rows):
        return show(each, (), language)
    cells = [" ".join(cell.text.split()) for cell in sheet.rows[row - 1]]
    start = sum(len(cell) + len(_BETWEEN) for cell in cells[: column - 1]) + 1
    length = max(1, len(cells[column - 1]) if column <= len(cells) else 1)
    inside = replace(each, place=Location(each.place.path, row, start, length))
    text = show(inside, sheet.lines(), language)
    return text.replace(f":{row}:{start}:", f" {get_column_letter(column)}{row}:", 1)


def _of_csv(file: Path, data: bytes) -> Sheet:
    """UTF-8, or GB 18030 as Chinese Excel saves “CSV”; divided by comma, semicolon or tab."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030")
        except UnicodeDecodeError as error:
            raise _unreadable(file, message("its characters are in no known encoding")) from error
    head = text[:4096]
    divider = max(",;\t", key=head.count)
    try:
        read = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=divider)
        rows = list(islice(read, MOST_ROWS + 1))
    except csv.Error as error:
        raise _unreadable(file, str(error)) from error
    if len(rows) > MOST_ROWS:
        raise _unreadable(file, message("it has more than {most} rows", most=MOST_ROWS))
    return Sheet(file.name, "", tuple(tuple(_of_text(each) for each in row) for row in rows))


def _of_text(text: str) -> SheetCell:
    return replace(_cell(_without_guard(text)), is_number=bool(_NUMERIC.fullmatch(text.strip())))


def _of_excel(file: Path, data: bytes) -> tuple[Sheet, ...]:
    try:
        values, formulas = (load_workbook(io.BytesIO(data), data_only=only) for only in (True, False))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise _unreadable(file, message("its content is not that of an Excel file, or it has a password")) from error
    return tuple(
        _sheet(file, sheet, formulas[sheet.title]) for sheet in values.worksheets if sheet.sheet_state == "visible"
    )


def _sheet(file: Path, values: Worksheet, formulas: Worksheet) -> Sheet:
    if (values.max_row or 0) > MOST_ROWS or (values.max_column or 0) > MOST_COLUMNS:
        most = f"{MOST_ROWS} × {MOST_COLUMNS}"
        raise _unreadable(file, message("a sheet has more than {most} cells", most=most))
    rows = [
        [_of_cell(value, formula) for value, formula in zip(*pair, strict=True)]
        for pair in zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    ]
    titles = set()
    first_row, first_column = values.min_row - 1, values.min_column - 1
    rows = [[SheetCell("")] * first_column + row for row in rows]
    rows = [[SheetCell("")] * values.max_column for _ in range(first_row)] + rows
    for merged in values.merged_cells.ranges:
        if merged.min_col != merged.max_col:
            titles.add(merged.min_row)
        else:
            for row in range(merged.min_row, merged.max_row):
                rows[row][merged.min_col - 1] = rows[merged.min_row - 1][merged.min_col - 1]
    hidden = frozenset(number for number, each in values.row_dimensions.items() if each.hidden)
    return Sheet(f"{file.name}/{values.title}", values.title, tuple(map(tuple, rows)), frozenset(titles), hidden)


def _of_cell(value: Any, formula: Any) -> SheetCell:
    if value.data_type == "e":
        return SheetCell(str(value.value), _error_in_cell(str(value.value)))
    if formula.data_type == "f" and value.value is None:
        return SheetCell(
            str(formula.value)[:40],
            message("the formula has no result: open the file in Excel, save it, and try again"),
        )
    return replace(_cell(_text(value.value, str(value.number_format or ""))), is_number=value.data_type == "n")


def _error_in_cell(error: str) -> Message:
    return message("the cell holds the error {error}", error=error)


def _text(value: object, number_format: str) -> str:
    """What a person sees in the cell."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            has_day = "d" in number_format.lower() or "日" in number_format or value.day != 1
            return f"{value:%Y-%m-%d}" if has_day else f"{value:%Y-%m}"
        case time():
            return value.isoformat("minutes")
        case int() | float():
            return _number(value, number_format)
        case _:
            return str(value)


def _number(value: float, number_format: str) -> str:
    exact = Decimal(repr(value))
    if "%" in number_format:
        return f"{(exact * 100).normalize():f}%"
    return f"{exact.normalize():f}" if exact == exact.to_integral_value() else f"{exact:f}"


def _cell(text: str) -> SheetCell:
    text = _LINE_ENDS.sub("\n", _UNSEEN.sub("", text.replace("_x000D_", "")))
    text = unicodedata.normalize("NFC", text)
    text = text.rstrip().lstrip(" \t\u3000\u00a0")  # a line may be empty where other columns have one
    if _ERRORS.fullmatch(text):
        return SheetCell(text, _error_in_cell(text))
    if "\N{REPLACEMENT CHARACTER}" in text:
        return SheetCell(text, message("characters were lost when this was saved"))
    if STRAY.search(text):
        return SheetCell(text, message("the cell holds a control character"))
    return SheetCell(text)


def _without_guard(text: str) -> str:
    """Takes off the apostrophe that keeps a spreadsheet from running a text as a formula; see `without_formula`."""
    return text[1:] if _FORMULA.match(text) else text


def to_csv(page: SheetRange) -> bytes:
    """UTF-8 with byte order mark and CR LF, which Excel opens right; no cell is run as a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(page.headings)
    writer.writerows([without_formula(each) for each in row] for row in page.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def to_excel(pages: Iterable[SheetRange]) -> bytes:
    """Every cell as text, so that no date, figure or formula is made of it; the headings stay in sight."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        _write(book.create_sheet(page.name), page)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, page: SheetRange) -> None:
    for number, row in enumerate((page.headings, *page.rows), 1):
        for place, text in enumerate(row, 1):
            cell = sheet.cell(number, place)
            assert isinstance(cell, ExcelCell)
            _fill(cell, text)
            if number == 1:
                cell.font = Font(bold=True)
    for place, width in enumerate(_widths(page), 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    for place, words in page.choices:
        letter = get_column_letter(place + 1)
        rule = DataValidation("list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=False)
        rule.add(f"{letter}2:{letter}{max(2, len(page.rows) + 200)}")
        sheet.add_data_validation(rule)


def _fill(cell: ExcelCell, text: str) -> None:
    """A text that stays one: `=1+1` is shown and not computed, `2016-09` is no day."""
    cell.value = text[:_MOST_IN_A_CELL] or None
    cell.number_format = _TEXT_FORMAT
    if text:
        cell.data_type = "s"
        cell.quotePrefix = text[:1] in "=+-@"
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def _widths(page: SheetRange) -> Sequence[float]:
    """Of each column, that of its widest line, between 8 and 60 characters."""
    rows = (page.headings, *page.rows)
    widest = [
        max((terminal_columns(line) for row in rows for line in row[place].split("\n")), default=0)
        for place in range(len(page.headings))
    ]
    return [float(min(_WIDEST, max(8, each + 2))) for each in widest]
