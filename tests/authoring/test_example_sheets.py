"""The example yearbook in spreadsheets: out and back without a byte changed, and edited as Excel and WPS do it."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.example.media import write_media
from tests.support.paths import ROOT
from yearbook.cli.main import command
from yearbook.model.kinds import KINDS

EXAMPLE = ROOT / "tests" / "support" / "example" / "content"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "content")
    write_media(tmp_path / "content" / "media")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), env={"YEARBOOK_LANGUAGE": "en"})


def contents(here: Path) -> dict[str, bytes]:
    return {
        each.relative_to(here).as_posix(): each.read_bytes()
        for each in sorted((here / "content").rglob("*"))
        if each.is_file()
    }


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_out_and_back_changes_no_byte(here: Path, ending: str, language: str) -> None:
    before = contents(here)
    for kind in KINDS:
        name = f"{kind}.{ending}"
        out = run("export", name, "--kind", kind, "--language", language)
        assert out.exit_code == 0, out.output
        back = run("import", name, "--kind", kind, "--update")
        assert (back.exit_code, back.stderr) == (0, ""), (kind, back.output)
        assert re.search(r"0 records written in 0 files; 0 rows not taken\n\Z", back.stdout), (kind, back.output)
    assert contents(here) == before


WITHOUT_COLUMN = {
    "branch notes",
    "exhibition cost.sources",
    "exhibition notes",
    "exhibition sections",
    *("honor awardees", "honor persons", "honor reassessed", "project names", "program parts", "person posts"),
    *("honor figures.sources", "honor figures.value.because", "honor figures.value.others"),
    *("honor figures.value.sources", "project shares.sources", "commitment outcome.figures"),
    *("ledger groups", "ledger stages", "honor changed"),
    *(f"{kind} notes" for kind in KINDS if kind not in ("theme", "term", "page", "year")),
}


def test_an_export_says_which_fields_it_leaves_out(here: Path) -> None:
    result = run("export", "all.xlsx", "--all")
    said = re.findall(r"(\w+ [\w.]+) \(\d+ records\)", result.stderr)
    assert set(said) == WITHOUT_COLUMN


INDICATORS = "content/indicators/figures.yaml"


def sheet_of(here: Path, kind: str, name: str = "a.xlsx") -> tuple[Workbook, Worksheet, dict[str, int]]:
    """Export a kind and return its book, its sheet and the columns by their Chinese headings."""
    assert run("export", name, "--kind", kind, "--language=zh").exit_code == 0
    book = load_workbook(here / name)
    sheet = book.worksheets[0]
    return book, sheet, {str(each.value): at for at, each in enumerate(sheet[1], 1)}


def test_earlier_values_of_indicators_have_columns(here: Path) -> None:
    book, sheet, columns = sheet_of(here, "indicator")
    row = next(at for at in range(2, 99) if sheet.cell(at, columns["原数值"]).value)
    told = {each: sheet.cell(row, columns[each]).value for each in ("原数值", "修订日期", "修订原因", "原数值来源")}
    assert told == {
        "原数值": "84万册",
        "修订日期": "2025-01",
        "修订原因": "补计了两个分馆。",
        "原数值来源": "evening-paper-2024",
    }
    sheet.cell(row, columns["原数值"]).value = "84万册\n83万册"
    sheet.cell(row, columns["修订日期"]).value = "2025-01\n2024-12"
    sheet.cell(row, columns["修订原因"]).value = "补计了两个分馆。\n补计了流动书车。"
    sheet.cell(row, columns["英文修订原因"]).value = "Two branch libraries were added.\nThe mobile library was added."
    sheet.cell(row, columns["原数值来源"]).value = "evening-paper-2024\nwork-report-2024"
    sheet.cell(row, columns["原数值原文"]).value = "全年可达84万册\n83万册"
    book.save(here / "a.xlsx")
    before = contents(here)
    back = run("import", "a.xlsx", "--kind=indicator", "--update")
    assert back.exit_code == 0, back.output
    assert "observations.2.revised.1.value: – → 83万册" in back.stdout
    after = contents(here)
    assert [path for path in after if after[path] != before[path]] == [INDICATORS]
    assert "source: work-report-2024, at: 83万册" in after[INDICATORS].decode()
    assert run("check").exit_code == 0


def as_offices_save_it(file: Path, edits: Mapping[tuple[str, str], str] = MappingProxyType({})) -> None:
    """Write an exported sheet anew with all that offices do to one; `edits`: (id, heading) → another text.

    Numbers, percentages and dates become cells of that sort, other texts get spaces, bold words and formulas. A title
    is merged across the columns above the headings, rows are empty, a column is moved and another hidden.
    """
    exported = load_workbook(file).worksheets[0]
    rows = [["" if each.value is None else str(each.value) for each in row] for row in exported.iter_rows()]
    places = {heading: at for at, heading in enumerate(rows[0])}
    first = {row[0]: row for row in reversed(rows[1:])}
    for (identity, heading), text in edits.items():
        first[identity][places[heading]] = text
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = exported.title
    sheet.append(["澄溪区统计表（2024年）"])
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    results: dict[str, str] = {}
    for number, row in enumerate(rows):
        at = 3 + number + number // 3  # an empty row after the title, and before every third
        for column, text in enumerate([*row[1:], row[0]], 1):  # the first column is moved behind the last
            cell = sheet.cell(at, column)
            assert isinstance(cell, Cell)
            write_cell(cell, text, results, is_heading=not number)
    sheet.column_dimensions["B"].hidden = True
    book.save(file)
    with_results(file, results)


def write_cell(cell: Cell, text: str, results: dict[str, str], *, is_heading: bool) -> None:
    """Fill a cell as Excel keeps what a person types into it. `results`: of formulas, by the name of the cell."""
    if is_heading or not text:
        cell.value = f"{text} " if text else None
    elif match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text):
        cell.value = date(int(match[1]), int(match[2]), int(match[3] or 1))
        cell.number_format = "yyyy/m/d" if match[3] else 'yyyy"年"m"月"'
    elif re.fullmatch(r"-?[\d.]+%", text):
        cell.value, cell.number_format = float(text[:-1]) / 100 + 1e-17, "0.0%"
    elif re.fullmatch(r"\d+", text):
        cell.value, cell.number_format = float(text), "0.00"
    elif cell.row % 3 == 0:
        cell.value = '=CONCATENATE("…")'
        results[cell.coordinate] = f"{text}\u3000"
    elif cell.row % 3 == 1:
        cell.value = CellRichText(text[:1], TextBlock(InlineFont(b=True), f"{text[1:]} "))
    else:
        cell.value = f"{text} \u00a0"


def with_results(file: Path, results: Mapping[str, str]) -> None:
    """Add to a file the results of its formulas, which a spreadsheet program saves beside them."""
    with zipfile.ZipFile(file) as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    text = parts["xl/worksheets/sheet1.xml"].decode()
    for name, result in results.items():
        formula = re.search(rf'<c r="{name}"( s="\d+")?( t="\w+")?><f>(.*?)</f><v ?/?>(</v>)?</c>', text)
        assert formula, name
        made = f'<c r="{name}" t="str"><f>{formula[3]}</f><v>{escape(result)}</v></c>'
        text = text.replace(formula[0], made)
    parts["xl/worksheets/sheet1.xml"] = text.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)


@pytest.mark.parametrize("kind", KINDS)
def test_what_offices_do_to_cells_without_editing_them_changes_nothing(here: Path, kind: str) -> None:
    before = contents(here)
    assert run("export", "a.xlsx", "--kind", kind, "--language=zh").exit_code == 0
    as_offices_save_it(here / "a.xlsx")
    back = run("import", "a.xlsx", "--kind", kind, "--update")
    assert (back.exit_code, back.stderr) == (0, ""), back.output
    assert "→" not in back.stdout
    assert contents(here) == before


EDITS: Mapping[str, Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        "honor": {
            ("good-teachers", "授予日期"): "2024-09-08",
            ("reading-city", "荣誉名称"): "书香城市（新）",
            ("reading-third", "英文荣誉名称"): "Third in Reading Again",
        },
        "project": {
            ("river-restoration", "进展情况"): "河道主体已完工。",
            ("river-park", "英文项目名称"): "Riverside Park",
        },
        "indicator": {("gdp", "同比增速"): "5.9%", ("books-lent", "英文口径"): "Books lent by all libraries."},
        "event": {("library-night", "日期"): "2024-06", ("river-completed", "英文事件"): "The river is restored"},
        "unit": {("education-bureau", "停用时间"): "2023-12"},
        "ledger": {("livelihood-projects-2024", "英文备注"): "Projects that the congress chose by vote."},
    }
)


@pytest.mark.parametrize("kind", EDITS)
def test_exactly_the_edited_records_change_and_each_change_is_shown_before(here: Path, kind: str) -> None:
    before = contents(here)
    assert run("export", "a.xlsx", "--kind", kind, "--language=zh").exit_code == 0
    as_offices_save_it(here / "a.xlsx", EDITS[kind])
    dry = run("import", "a.xlsx", "--kind", kind, "--update", "--dry-run")
    assert (dry.exit_code, dry.stderr, contents(here)) == (0, "", before), dry.output
    back = run("import", "a.xlsx", "--kind", kind, "--update")
    shown = [each for each in dry.stdout.splitlines() if each.startswith("~ ")]
    assert [each for each in back.stdout.splitlines() if each.startswith("~ ")] == shown
    assert len(shown) == len(EDITS[kind])
    assert {each.split()[1] for each in shown} == {f"{kind}:{identity}" for identity, _ in EDITS[kind]}
    after = contents(here)
    assert after.keys() == before.keys()
    lines = {path: changed_lines(before[path], after[path]) for path in after if after[path] != before[path]}
    assert sum(lines.values()) == len(EDITS[kind])
    assert run("check").exit_code == 0


def changed_lines(before: bytes, after: bytes) -> int:
    old, new = before.splitlines(), after.splitlines()
    assert len(old) == len(new)
    return sum(one != other for one, other in zip(old, new, strict=True))
