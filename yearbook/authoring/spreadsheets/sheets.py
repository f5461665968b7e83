"""Read a spreadsheet file (Excel or CSV) into sheets of text cells. Knows no field and no record.

Numbers and dates of Excel become the text that a person sees in the cell; a broken formula becomes an error. Cells
merged downwards have their value in every row.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    diagnostic,
    show,
)
from yearbook.core.documents.decoding import STRAY
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message

_UNREADABLE = DiagnosticKind(
    "YB250",
    "this is no spreadsheet that can be read: {reason}",
    hint="open it in Excel or WPS and save it as “.xlsx” or as “CSV UTF-8”",
)

EXCEL_SUFFIXES, CSV_SUFFIXES = (".xlsx", ".xlsm"), (".csv", ".txt")
_MAX_BYTES, MAX_UNPACKED, MAX_ROWS, MAX_COLUMNS = 20_000_000, 200_000_000, 20_000, 100
"""Limits of a file, in bytes and in bytes once unpacked, and of a sheet: many times what offices need."""
_ERRORS = re.compile(r"#(?:REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?|#N/A|#{3,}")
_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x0b]")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")  # characters copied along from web pages
_BETWEEN = " | "
_NUMERIC = re.compile(r"\d+(?:\.\d+)?")
_GUARDED = re.compile("'+[=+\\-@＝＋－＠\t\r\n]")  # an apostrophe keeps it a text; see `without_formula`


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell as a person reads it."""

    text: str
    """NFC, without spaces at its ends; lines are separated by LF, and the first may be empty."""
    error: Message | None = None
    is_number: bool = False
    """Whether the file has it as a number; in a CSV file, whether it may be one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a file."""

    path: str
    """As in diagnostics: `honors.xlsx/2016`; for a CSV file its name alone."""
    name: str
    """Empty for a CSV file."""
    rows: tuple[tuple[SheetCell, ...], ...]
    """From the first row of the sheet on, including empty ones."""
    titles: frozenset[int] = frozenset()
    """Rows, from 1, in which cells are merged across: titles and headings of sections."""
    hidden: frozenset[int] = frozenset()
    """Rows, from 1, that are hidden."""

    def lines(self) -> tuple[str, ...]:
        """Return each row as one line, for excerpts."""
        return tuple(_BETWEEN.join(" ".join(each.text.split()) for each in row) for row in self.rows)


def read_sheets(file: Path) -> tuple[Sheet, ...]:
    """Return the sheets of a file. Raises DiagnosticsError if it cannot be read."""
    ending = file.suffix.lower()
    if ending not in (*EXCEL_SUFFIXES, *CSV_SUFFIXES):
        raise _unreadable(file, message("files named “{ending}” are not understood", ending=ending))
    try:
        is_large = file.stat().st_size > _MAX_BYTES
        data = b"" if is_large else file.read_bytes()
    except OSError as error:
        raise _unreadable(file, message("the file cannot be opened")) from error
    if is_large or _unpacked_size(data) > MAX_UNPACKED:
        raise _unreadable(file, message("it is too large for a table of records"))
    return _read_excel(file, data) if ending in EXCEL_SUFFIXES else (_read_csv(file, data),)


def _unpacked_size(data: bytes) -> int:
    """Return the unpacked size that a file declares, in bytes; 0 for files that are not packed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile:
        return 0


def _unreadable(file: Path, reason: Message | str) -> DiagnosticsError:
    return DiagnosticsError([diagnostic(_UNREADABLE, Location(file.name), reason=reason)])


def show_in_sheet(each: Diagnostic, sheet: Sheet, language: str) -> str:
    """Return a diagnostic as text, with the cell by its name and its row as the excerpt."""
    row, column = each.place.line, each.place.column
    if not 0 < row <= len(sheet.rows):
        return show(each, (), language)
    cells = [" ".join(cell.text.split()) for cell in sheet.rows[row - 1]]
    start = sum(len(cell) + len(_BETWEEN) for cell in cells[: column - 1]) + 1
    length = max(1, len(cells[column - 1]) if column <= len(cells) else 1)
    inside = replace(each, place=Location(each.place.path, row, start, length=length))
    text = show(inside, sheet.lines(), language)
    return text.replace(f":{row}:{start}:", f" {get_column_letter(column)}{row}:", 1)


def _read_csv(file: Path, data: bytes) -> Sheet:
    """Read UTF-8, or GB 18030 as Chinese Excel saves “CSV”, separated by comma, semicolon or tab."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030")
        except UnicodeDecodeError as error:
            raise _unreadable(file, message("its characters are in no known encoding")) from error
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    try:
        read = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=delimiter)
        rows = list(islice(read, MAX_ROWS + 1))
    except csv.Error as error:
        raise _unreadable(file, str(error)) from error
    if len(rows) > MAX_ROWS:
        raise _unreadable(file, message("it has more than {most} rows", most=MAX_ROWS))
    return Sheet(file.name, "", tuple(tuple(_csv_cell(each) for each in row) for row in rows))


def _csv_cell(text: str) -> SheetCell:
    return replace(_cell(text[1:] if _GUARDED.match(text) else text), is_number=bool(_NUMERIC.fullmatch(text.strip())))


def _read_excel(file: Path, data: bytes) -> tuple[Sheet, ...]:
    try:
        values, formulas = (load_workbook(io.BytesIO(data), data_only=only) for only in (True, False))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise _unreadable(file, message("its content is not that of an Excel file, or it has a password")) from error
    return tuple(
        _excel_sheet(file, sheet, formulas[sheet.title])
        for sheet in values.worksheets
        if sheet.sheet_state == "visible"
    )


def _excel_sheet(file: Path, values: Worksheet, formulas: Worksheet) -> Sheet:
    if (values.max_row or 0) > MAX_ROWS or (values.max_column or 0) > MAX_COLUMNS:
        most = f"{MAX_ROWS} × {MAX_COLUMNS}"
        raise _unreadable(file, message("a sheet has more than {most} cells", most=most))
    rows = [
        [_excel_cell(value, formula) for value, formula in zip(*pair, strict=True)]
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
    return Sheet(
        path=f"{file.name}/{values.title}",
        name=values.title,
        rows=tuple(map(tuple, rows)),
        titles=frozenset(titles),
        hidden=hidden,
    )


def _excel_cell(value: Any, formula: Any) -> SheetCell:
    if value.data_type == "e":
        return SheetCell(str(value.value), _error_value(str(value.value)))
    if formula.data_type == "f" and value.value is None:
        no_result = message("the formula has no result: open the file in Excel, save it, and try again")
        return SheetCell(str(formula.value)[:40], no_result)
    return replace(_cell(_text(value.value, str(value.number_format or ""))), is_number=value.data_type == "n")


def _text(value: object, number_format: str) -> str:
    """Return what a person sees in the cell."""
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


def _error_value(error: str) -> Message:
    return message("the cell holds the error {error}", error=error)


def _cell(text: str) -> SheetCell:
    text = _LINE_ENDS.sub("\n", _INVISIBLE.sub("", text.replace("_x000D_", "")))
    text = unicodedata.normalize("NFC", text)
    text = text.rstrip().lstrip(" \t\u3000\u00a0")  # a line may be empty where other columns have one
    if _ERRORS.fullmatch(text):
        return SheetCell(text, _error_value(text))
    if "\N{REPLACEMENT CHARACTER}" in text:
        return SheetCell(text, message("characters were lost when this was saved"))
    if STRAY.search(text):
        return SheetCell(text, message("the cell holds a control character"))
    return SheetCell(text)
