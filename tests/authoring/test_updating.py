"""Spreadsheets out and back: what was not touched stays byte for byte, and exactly the edited cells change."""

from __future__ import annotations

import random
import shutil
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.spreadsheets.columns import sheet_columns
from yearbook.authoring.spreadsheets.exporting import export_records
from yearbook.authoring.spreadsheets.importing import ImportResult, read_import
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.sheet_writer import SheetData, to_csv, to_excel
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.authoring.spreadsheets.updating import UpdateContext
from yearbook.authoring.trial_load import load_with_drafts
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.main import command
from yearbook.content.records import Body
from yearbook.content.yearbook import Yearbook
from yearbook.core.documents.document import Document, read_document
from yearbook.model.kinds import KINDS, UNIT
from yearbook.model.structure import ValueType

CONTENT = ROOT / "content"


@cache
def real() -> Yearbook:
    return read_yearbook(BuildOptions(CONTENT, CONTENT, CONTENT, drafts=True))[0]


def markdown(root: Path, body: Body) -> str:
    document = read_document(root, body.origin.path, "content")
    assert isinstance(document, Document)
    return document.body


def exported(root: Path, yearbook: Yearbook, kind: str, language: str = "zh") -> SheetData:
    return export_records(yearbook, kind, language, lambda body: markdown(root, body)).data


def updated(root: Path, yearbook: Yearbook, kind: str, file: Path) -> ImportResult:
    context = UpdateContext(read_content_folder(root), lambda body: markdown(root, body))
    return read_import(read_sheets(file), ImportOptions(kind, yearbook), update=context)


def written(file: Path, data: SheetData) -> Path:
    file.write_bytes(to_csv(data) if file.suffix == ".csv" else to_excel([data]))
    return file


def apply(root: Path, found: ImportResult) -> None:
    for each in found.changes.files:
        assert each.after is not None
        (root / each.path).write_bytes(each.after)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("ending", "language"), [(".xlsx", "zh"), (".csv", "en")])
def test_what_is_exported_and_not_touched_changes_nothing(
    tmp_path: Path, kind: str, ending: str, language: str
) -> None:
    file = written(tmp_path / f"a{ending}", exported(CONTENT, real(), kind, language))
    found = updated(CONTENT, real(), kind, file)
    assert (found.diagnostics, found.refused, found.records) == ((), (), ())
    assert (found.changes.cells, found.changes.files) == ((), ())


def edited(data: SheetData, kind: str, chance: random.Random, count: int) -> tuple[SheetData, set[tuple[int, int]]]:
    """Return the sheet with some filled cells of words changed, and which: (row, column)."""
    words = {each.heading("zh") for each in sheet_columns(kind, ("zh", "en")) if each.value_type is ValueType.TEXT}
    columns = [at for at, each in enumerate(data.headings) if each in words]
    places = [(r, c) for r, row in enumerate(data.rows) for c in columns if row[c]]
    chosen = set(chance.sample(places, min(count, len(places))))
    rows = [list(row) for row in data.rows]
    for r, c in chosen:
        first, _, rest = rows[r][c].partition("\n")
        rows[r][c] = f"{first}，改“#{r}: {c}”" + ("\n" + rest if rest else "")
    changed = SheetData(data.name, data.headings, tuple(map(tuple, rows)), data.choices)
    return changed, chosen


def without_names_of_units(data: SheetData, kind: str) -> list[list[str]]:
    named = {each.heading("zh") for each in sheet_columns(kind, ("zh", "en")) if each.names_units and not each.ids}
    kept = [at for at, each in enumerate(data.headings) if each not in named]
    return [[row[at] for at in kept] for row in data.rows]


@pytest.mark.parametrize("kind", ["honor", "project", "indicator", "event", "unit", "ledger", "term"])
def test_of_500_records_exactly_the_edited_cells_change(tmp_path: Path, kind: str) -> None:
    root = tmp_path / "content"
    shutil.copytree(CONTENT, root)
    wanted, chosen = edited(exported(root, real(), kind), kind, random.Random(kind), 50)
    assert chosen
    found = updated(root, real(), kind, written(tmp_path / "a.xlsx", wanted))
    assert (found.diagnostics, found.refused, found.records) == ((), (), ())
    assert len(found.changes.cells) == len(chosen)
    before = {each.relative_to(root): each.read_bytes() for each in root.rglob("*") if each.is_file()}
    apply(root, found)
    after, _ = load_with_drafts(root)
    assert without_names_of_units(exported(root, after, kind), kind) == without_names_of_units(wanted, kind)
    touched = {Path(each.path) for each in found.changes.files}
    for path, data in before.items():
        now = (root / path).read_bytes()
        if path not in touched:
            assert now == data
        else:
            lines = set(now.splitlines())
            lost = [line for line in data.splitlines() if line not in lines]
            assert len(lost) <= 8 * len(chosen), path
    for other in KINDS:
        if kind not in (other, UNIT.name):  # the names of units stand in all sheets
            assert exported(root, after, other) == exported(CONTENT, real(), other)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_world(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(command, list(arguments), env={"YEARBOOK_LANGUAGE": language})


def changed_cells(here: Path, kind: str, cells: dict[tuple[str, str], str]) -> str:
    """Export the records of a kind, change cells by (id, heading), and return the name of the file."""
    assert run("export", "a.xlsx", "--kind", kind, "--language=zh").exit_code == 0
    book = load_workbook(here / "a.xlsx")
    sheet = book.worksheets[0]
    headings = {str(each.value): at for at, each in enumerate(sheet[1], 1)}
    rows: dict[str, int] = {}
    for at, row in enumerate(sheet.iter_rows(min_row=2), 2):
        rows.setdefault(str(row[0].value), at)
    for (identity, heading), text in cells.items():
        if heading not in headings:  # a column that no record of the export fills
            headings[heading] = len(headings) + 1
            sheet.cell(1, headings[heading]).value = heading
        sheet.cell(rows[identity], headings[heading]).value = text or None
    book.save(here / "a.xlsx")
    return "a.xlsx"


def test_each_change_is_shown_and_only_its_line_differs(here: Path) -> None:
    honor = here / "content/honors/2017/green-city.md"
    before = honor.read_text("utf-8").splitlines()
    cells = {("green-city", "荣誉名称"): "绿化模范城市：新", ("green-city", "名次"): "3"}
    result = run("import", changed_cells(here, "honor", cells), "--kind=honor", "--update")
    assert result.exit_code == 0, result.output
    assert "honor:green-city title.zh: " in result.stdout
    assert "honor:green-city rank.place: 1 → 3" in result.stdout
    assert "2 values of 1 records changed" in result.stdout
    after = honor.read_text("utf-8").splitlines()
    assert len(after) == len(before)
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 2


def test_without_update_a_record_that_is_there_is_an_error_and_a_dry_run_writes_nothing(here: Path) -> None:
    file = changed_cells(here, "honor", {("green-city", "荣誉名称"): "新名"})
    before = (here / "content/honors/2017/green-city.md").read_bytes()
    refused = run("import", file, "--kind=honor")
    assert (refused.exit_code, "--update" in refused.stderr) == (1, True)
    dry = run("import", file, "--kind=honor", "--update", "--dry-run", language="zh")
    assert (dry.exit_code, "→ 新名" in dry.stdout) == (0, True)
    assert (here / "content/honors/2017/green-city.md").read_bytes() == before


def test_a_cell_that_is_emptied_or_filled_removes_or_adds_its_field(here: Path) -> None:
    cells = {("green-city", "名次"): "", ("green-city", "比较范围"): "", ("green-city", "排名依据"): ""}
    assert run("import", changed_cells(here, "honor", cells), "--kind=honor", "--update").exit_code == 0
    assert "rank" not in (here / "content/honors/2017/green-city.md").read_text("utf-8")
    cells = {("clean-streets", "评定时段"): "2018", ("clean-streets", "英文荣誉名称"): "Clean Streets"}
    result = run("import", changed_cells(here, "honor", cells), "--kind=honor", "--update")
    assert result.exit_code == 0, result.output
    assert "\nperiod: 2018\n" in (here / "content/honors/2018/clean-streets.md").read_text("utf-8")
    assert "title: Clean Streets\n" in (here / "content/honors/2018/clean-streets.en.md").read_text("utf-8")


def test_a_list_of_parts_does_not_become_shorter_and_a_record_does_not_change_its_year(here: Path) -> None:
    cells = {("long-road", "阶段"): "竣工"}
    file = changed_cells(here, "project", cells)
    book = load_workbook(here / file)
    book.worksheets[0].delete_rows(3)
    book.save(here / file)
    before = (here / "content/projects/long-road.md").read_bytes()
    result = run("import", file, "--kind=project", "--update")
    assert (result.exit_code, "YB263" in result.stderr) == (1, True)
    assert (here / "content/projects/long-road.md").read_bytes() == before
    moved = run("import", changed_cells(here, "honor", {("green-city", "年度"): "2018"}), "--kind=honor", "--update")
    assert (moved.exit_code, "YB262" in moved.stderr) == (1, True)


def test_a_new_row_is_a_new_report_and_new_records_come_with_the_changes(here: Path) -> None:
    file = changed_cells(here, "event", {("road-opens", "事件"): "长路全线通车。"})
    book = load_workbook(here / file)
    sheet = book.worksheets[0]
    headings = [str(each.value) for each in sheet[1]]
    new = {
        "编号": "trees-planted",
        "事件": "全区植树。",
        "日期": "2018-03-12",
        "来源": "letter",
        "原文": "植树",
        "英文事件": "Trees are planted.",
    }
    sheet.append([new.get(each) for each in headings])
    book.save(here / file)
    result = run("import", file, "--kind=event", "--update", "--into=events/all.yaml")
    assert result.exit_code == 0, result.output
    text = (here / "content/events/all.yaml").read_text("utf-8")
    assert "长路全线通车" in text
    assert "trees-planted:" in text
    load_with_drafts(here / "content")
