"""Small hostile spreadsheets neither fill the memory nor end in a traceback; empty parts of honest ones are read."""

from __future__ import annotations

import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from yearbook.authoring.spreadsheets.excel_outline import MAX_COLUMNS, MAX_ROWS
from yearbook.authoring.spreadsheets.sheets import Sheet, read_sheets
from yearbook.core.diagnostics import DiagnosticsError

_MEMORY = 600_000_000  # bytes of address space for the whole child process
_READ = """\
import sys
from pathlib import Path
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.core.diagnostics import DiagnosticsError
try:
    print(sum(len(row) for sheet in read_sheets(Path(sys.argv[1])) for row in sheet.rows))
except DiagnosticsError as error:
    print(*(each.mistake.code for each in error.diagnostics))
"""
_SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
_NAME = '<c r="A1" t="inlineStr"><is><t>姓名</t></is></c>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))


def _file(folder: Path, *, rows: str, before: str = "", after: str = "", parts: dict[str, str] | None = None) -> Path:
    """Return an Excel file whose first sheet, and other parts, are replaced."""
    made, file = folder / "made.xlsx", folder / "a.xlsx"
    book = Workbook()
    book.worksheets[0]["A1"] = "姓名"
    book.save(made)
    replaced = {"xl/worksheets/sheet1.xml": _SHEET.format(before=before, rows=rows, after=after), **(parts or {})}
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in {*old.namelist(), *replaced}:
            new.writestr(name, replaced.get(name, old.read(name) if name in old.namelist() else b""))
    return file


def _read_in_child(file: Path) -> str:
    found = subprocess.run(
        [sys.executable, "-c", _READ, str(file)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
    )
    assert found.returncode == 0, found.stderr[-300:]
    return found.stdout.strip()


def _empty_cells(folder: Path) -> Path:
    return _file(
        folder, rows=f'<row r="1">{_NAME}</row>' + "".join(f"<row>{'<c/>' * 100}</row>" for _ in range(30_000))
    )


def _cells_in_a_row(folder: Path) -> Path:
    return _file(folder, rows=f"<row>{_NAME}{'<c/>' * 8_000_000}</row>")


def _empty_rows(folder: Path) -> Path:
    return _file(folder, rows=f'<row r="1">{_NAME}</row>' + "<row/>" * 9_000_000)


def _claimed(folder: Path) -> Path:
    return _file(
        folder,
        before='<dimension ref="A1:XFD1048576"/>',
        rows=f'<row r="1">{_NAME}</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )


def _merged_over(folder: Path) -> Path:
    last = f'<row r="{MAX_ROWS}"><c r="A{MAX_ROWS}"><v>1</v></c></row>'
    ranges = "".join(f'<mergeCell ref="A1:A{1_048_576 - n}"/>' for n in range(10_000))
    return _file(folder, rows=f'<row r="1">{_NAME}</row>{last}', after=f"<mergeCells>{ranges}</mergeCells>")


def _many_merged(folder: Path) -> Path:
    ranges = "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 200_000))
    return _file(folder, rows=f'<row r="1">{_NAME}</row>', after=f"<mergeCells>{ranges}</mergeCells>")


def _strings(folder: Path) -> Path:
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "<si/>" * 9_000_000 + "</sst>"
    return _file(folder, rows=f'<row r="1">{_NAME}</row>', parts={"xl/sharedStrings.xml": strings})


def _styles(folder: Path) -> Path:
    styles = "<cellXfs>" + '<xf numFmtId="0"/>' * 3_000_000 + "</cellXfs>"
    styles = f'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{styles}</styleSheet>'
    return _file(folder, rows=f'<row r="1">{_NAME}</row>', parts={"xl/styles.xml": styles})


def _entities(folder: Path) -> Path:
    laughs = f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}]>'
    sheet = _SHEET.format(before="", after="", rows='<row><c t="inlineStr"><is><t>&l8;</t></is></c></row>')
    return _file(folder, rows="", parts={"xl/worksheets/sheet1.xml": laughs + sheet})


def _nested(folder: Path) -> Path:
    return _file(
        folder, rows=f'<row r="1">{_NAME}</row>', after="<extLst>" + "<ext>" * 90_000 + "</ext>" * 90_000 + "</extLst>"
    )


def _cells_of_csv(folder: Path) -> Path:
    (folder / "a.csv").write_text("姓名\n" + "x," * 5_000_000, "utf-8")
    return folder / "a.csv"


@pytest.mark.parametrize(
    "make",
    [
        _empty_cells,
        _cells_in_a_row,
        _empty_rows,
        _claimed,
        _merged_over,
        _many_merged,
        _strings,
        _styles,
        _entities,
        _nested,
        _cells_of_csv,
    ],
)
def test_a_file_that_would_fill_the_memory_is_refused(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    assert _read_in_child(make(tmp_path)) == "YB250"


def _texts(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in row] for row in sheet.rows]


def test_rows_that_are_only_formatted_are_not_read(tmp_path: Path) -> None:
    styled = "".join(f'<row r="{n}" ht="20"/>' for n in range(2, 60_000)) + '<row r="1048576"><c r="XFD1048576"/></row>'
    file = _file(tmp_path, before='<dimension ref="A1:XFD1048576"/>', rows=f'<row r="1">{_NAME}</row>{styled}')
    assert _read_in_child(file) == "1"


def test_a_column_that_is_merged_to_its_end_is_filled_where_there_are_rows(tmp_path: Path) -> None:
    rows = f'<row r="1">{_NAME}</row><row r="3"><c r="B3"><v>7</v></c></row>'
    file = _file(tmp_path, rows=rows, after='<mergeCells><mergeCell ref="A1:A1048576"/></mergeCells>')
    (sheet,) = read_sheets(file)
    assert _texts(sheet) == [["姓名", ""], ["姓名", ""], ["姓名", "7"]]


def test_a_sheet_as_large_as_allowed_is_read(tmp_path: Path) -> None:
    row = f'<c t="inlineStr"><is><t>x</t></is></c>{"<c/>" * (MAX_COLUMNS - 2)}<c><v>1</v></c>'
    (sheet,) = read_sheets(_file(tmp_path, rows=f"<row>{row}</row>" * 3 + f'<row r="{MAX_ROWS}">{row}</row>'))
    assert (len(sheet.rows), {len(each) for each in sheet.rows}) == (MAX_ROWS, {MAX_COLUMNS})


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "[Content_Types].xml"]
)
@pytest.mark.parametrize(
    "data", ["", "<a>", "<a/>", "\x00\xff", '<worksheet><sheetData><row r="x"/></sheetData></worksheet>']
)
def test_damaged_parts_are_refused_in_words(tmp_path: Path, part: str, data: str) -> None:
    file = _file(tmp_path, rows=f"<row>{_NAME}</row>", parts={part: data})
    try:
        read_sheets(file)
    except DiagnosticsError as error:
        assert [each.mistake.code for each in error.diagnostics] == ["YB250"]


def test_macros_and_links_to_other_files_are_passed_over(tmp_path: Path) -> None:
    parts = {"xl/vbaProject.bin": "x" * 1000, "xl/externalLinks/externalLink1.xml": "<externalLink/>"}
    (sheet,) = read_sheets(_file(tmp_path, rows=f"<row>{_NAME}</row>", parts=parts))
    assert _texts(sheet) == [["姓名"]]
