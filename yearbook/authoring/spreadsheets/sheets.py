"""Read a spreadsheet file (Excel or CSV) into sheets of text cells. Knows no field and no record.

Numbers and dates of Excel become the text that a person sees in the cell; a broken formula becomes an error. Cells
merged downwards have their value in every row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import warnings
import zipfile
import zlib
from dataclasses import replace
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from yearbook.authoring.spreadsheets.excel_outline import (
    MAX_COLUMNS,
    MAX_ROWS,
    SheetOutline,
    TooLargeError,
    sheet_outlines,
)
from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    diagnostic,
    show,
)
from yearbook.core.documents.decoding import STRAY, looks_like_gbk, not_utf8
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message

_UNREADABLE = DiagnosticKind(
    "YB250",
    "this is no spreadsheet that can be read: {reason}",
    hint="open it in Excel or WPS, copy the rows of the table into a new file, and save that as “.xlsx” or “CSV UTF-8”",
)

EXCEL_SUFFIXES, CSV_SUFFIXES = (".xlsx", ".xlsm"), (".csv", ".txt")
_MAX_BYTES, MAX_UNPACKED = 20_000_000, 200_000_000
"""Limits of a file, in bytes and in bytes once unpacked: many times what offices need."""
_NO_EXCEL = (
    zipfile.BadZipFile,
    zlib.error,
    ExpatError,
    InvalidFileException,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
)
"""What the library raises for files that are damaged, locked or not of Excel."""
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


_EMPTY = SheetCell("")


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


def _too_large(file: Path) -> DiagnosticsError:
    return _unreadable(file, message("a sheet has more than {most} cells", most=f"{MAX_ROWS} × {MAX_COLUMNS}"))


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
    """Read text that is separated by comma, semicolon or tab."""
    text = _csv_text(file, data)
    head = text[:4096]
    delimiter = max(",;\t", key=head.count)
    try:
        read = csv.reader(io.StringIO(text.replace("\r\n", "\n"), newline=""), delimiter=delimiter)
        rows = list(islice(read, MAX_ROWS + 1))
    except csv.Error as error:
        raise _unreadable(file, str(error)) from error
    if len(rows) > MAX_ROWS:
        raise _unreadable(file, message("it has more than {most} rows", most=MAX_ROWS))
    if any(any(row[MAX_COLUMNS:]) for row in rows):
        raise _too_large(file)
    return Sheet(file.name, "", tuple(tuple(_csv_cell(each) for each in row[:MAX_COLUMNS]) for row in rows))


def _csv_text(file: Path, data: bytes) -> str:
    """Decode UTF-8, UTF-16, or GB 18030 as Chinese Excel saves “CSV”. Raises DiagnosticsError."""
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if looks_like_gbk(data):
            return data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise _unreadable(file, message("its characters are in no known encoding")) from error
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        raise DiagnosticsError([not_utf8(error, file.name)]) from error


def _csv_cell(text: str) -> SheetCell:
    if not text:
        return _EMPTY
    return replace(_cell(text[1:] if _GUARDED.match(text) else text), is_number=bool(_NUMERIC.fullmatch(text.strip())))


def _read_excel(file: Path, data: bytes) -> tuple[Sheet, ...]:
    """Read the cells that hold something, as a stream; what a sheet claims about its size is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            outlines = sheet_outlines(packed)
        reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        with warnings.catch_warnings(action="ignore"):  # of styles and extensions, which are not read
            reader.read()
        parts = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
        return tuple(
            _excel_sheet(file, sheet, outlines[parts[sheet.title].lstrip("/")])
            for sheet in reader.wb.worksheets
            if sheet.sheet_state == "visible"
        )
    except TooLargeError as error:
        raise _too_large(file) from error
    except _NO_EXCEL as error:
        raise _unreadable(file, message("its content is not that of an Excel file, or it has a password")) from error


def _excel_sheet(file: Path, values: Worksheet, outline: SheetOutline) -> Sheet:
    rows = []
    if outline.rows:
        for number, cells in enumerate(values.iter_rows(max_row=outline.rows, max_col=outline.columns), 1):
            rows.append([_excel_cell(each, outline.formulas.get((number, at))) for at, each in enumerate(cells, 1)])
    titles = set()
    for top, left, bottom, right in outline.merged:
        if left != right:
            titles.add(top)
            continue
        for row in range(top, min(bottom, len(rows))):
            rows[row][left - 1] = rows[top - 1][left - 1]
    return Sheet(
        path=f"{file.name}/{values.title}",
        name=values.title,
        rows=tuple(map(tuple, rows)),
        titles=frozenset(titles),
        hidden=outline.hidden,
    )


def _excel_cell(cell: Any, formula: str | None) -> SheetCell:
    if cell.data_type == "e":
        return SheetCell(str(cell.value), _error_value(str(cell.value)))
    if cell.value is None:
        return SheetCell(formula, _no_result()) if formula else _EMPTY
    return replace(_cell(_text(cell.value, str(cell.number_format or ""))), is_number=cell.data_type == "n")


def _no_result() -> Message:
    return message("the formula has no result: open the file in Excel, save it, and try again")


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
    """Return a number with the 15 figures that Excel shows at most: the others are errors of binary fractions."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
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
