"""Spreadsheets as offices have them → records that pass every check, each faulty row told; and back."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.paths import ROOT
from tests.support.sound import problems_of, sound_world
from tests.support.worlds import world
from yearbook.authoring.format_files import format_file
from yearbook.authoring.spreadsheets import excel_outline, sheets
from yearbook.authoring.spreadsheets.columns import sheet_columns
from yearbook.authoring.spreadsheets.exporting import export_records
from yearbook.authoring.spreadsheets.headings import fold_heading, sheet_name
from yearbook.authoring.spreadsheets.importing import read_import
from yearbook.authoring.spreadsheets.new_ids import slug
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.sheet_table import known_headings
from yearbook.authoring.spreadsheets.sheet_writer import SheetData, to_csv, to_excel
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.authoring.spreadsheets.values import (
    cell_amount,
    cell_choice,
    cell_date,
    cell_flag,
    cell_number,
    heading_unit,
)
from yearbook.authoring.yaml_writer import record_yaml, yaml_fields
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.main import command
from yearbook.content.choices import choice_label
from yearbook.content.locations import FileSlot, file_slot
from yearbook.content.name_lookup import name_lookup
from yearbook.content.records import Body
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.document import Document, parse_document, read_document
from yearbook.core.documents.nodes import plain
from yearbook.model.dates import When
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import Known, NoteKind
from yearbook.model.honors import Form
from yearbook.model.kinds import EVENT, HONOR, KINDS, PROJECT, UNIT
from yearbook.model.narrative import ProgramForm
from yearbook.model.projects import Standing
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Interval
from yearbook.model.reference import SourceKind
from yearbook.model.series import Outcome, Status
from yearbook.model.texts import Text
from yearbook.model.units import UnitType

CONTENT = ROOT / "content"
LANGUAGES = ("zh", "en")
MORE_UNITS = """\
    culture-bureau:
      names: [{name: {zh: 二七区文化局, en: Culture Bureau}, short: {zh: 文化局, en: Culture}}]
      type: government
      aliases: [办公室]
    city-office:
      names: [{name: {zh: 市政府办公厅, en: City Office}}]
      type: superior
      aliases: [办公室]
    """


def office(folder: Path) -> Path:
    """A sound yearbook with two units that share a name."""
    return sound_world(folder, {"units/more.yaml": MORE_UNITS})


def run(content: Path, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(
        command, [*arguments, f"--content={content}"], env={"YEARBOOK_LANGUAGE": language}, catch_exceptions=False
    )


def book(file: Path, rows: list[list[Any]], name: str = "Sheet1") -> Path:
    """An Excel file of one sheet."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = name
    for row in rows:
        sheet.append(row)
    made.save(file)
    return file


# What the office of a district really has: a title over all columns, headings below it, blank rows, a sum at the end.

HEADINGS = [
    "序号", "荣誉名称", "形式", "级别", "授予单位", "获奖时间", "获奖单位", "名次", "比较范围", "排名依据", "连续次数",
    "主题", "来源", "原文", "相关记录", "草稿", "编号", "公布日期", "授予日期依据", "备注",
]  # fmt: skip
GOOD: dict[str, Any] = {
    "形式": "称号",
    "级别": "国家级",
    "授予单位": "市政府办公厅",
    "获奖时间": "2016.9",
    "获奖单位": "文化局、交通局",
    "主题": "温暖",
    "来源": "summary-2016",
}
FAULTS: tuple[tuple[dict[str, Any], str], ...] = (
    ({"荣誉名称": ""}, "YB257"),
    ({"级别": "特级"}, "YB258"),
    ({"级别": ""}, "YB257"),
    ({"形式": "奖杯"}, "YB258"),
    ({"获奖时间": "2016年13月"}, "YB253"),
    ({"获奖时间": "2016-02-30"}, "YB253"),
    ({"获奖时间": "去年"}, "YB253"),
    ({"获奖时间": "9/23/2016"}, "YB253"),
    ({"获奖时间": 42614}, "YB253"),
    ({"获奖时间": "2016-09/2016-03"}, "YB253"),
    ({"获奖时间": "2012.5"}, "YB307"),
    ({"获奖时间": ""}, "YB257"),
    ({"授予单位": "市文化局"}, "YB254"),
    ({"授予单位": "办公室"}, "YB255"),
    ({"来源": "某报"}, "YB254"),
    ({"来源": ""}, "YB257"),
    ({"原文": "这" * 41}, "YB221"),
    ({"主题": "快乐"}, "YB254"),
    ({"编号": "Bad Id"}, "YB203"),
    ({"编号": "there-already"}, "YB256"),
    ({"荣誉名称": "先进单位第1号"}, "YB256"),
    ({"荣誉名称": "#REF!"}, "YB253"),
    ({"荣誉名称": "=A1&B1"}, "YB253"),
    ({"名次": "前列", "比较范围": "全市", "排名依据": "增速"}, "YB253"),
    ({"名次": 0, "比较范围": "全市", "排名依据": "增速"}, "YB219"),
    ({"名次": 1, "排名依据": "增速"}, "YB257"),
    ({"名次": 1, "比较范围": "全球", "排名依据": "增速"}, "YB258"),
    ({"连续次数": 1}, "YB219"),
    ({"荣誉名称": "乱码\N{REPLACEMENT CHARACTER}单位"}, "YB253"),
    ({"相关记录": "honor:nowhere"}, "YB303"),
)
"""Thirty rows that cannot be taken, each for another reason; what each is told."""


def five_hundred(file: Path) -> dict[int, str]:
    """Makes a sheet of 500 rows, and says which of them are faulty: number of the row → code."""
    made = Workbook()
    sheet = made.worksheets[0]
    assert isinstance(sheet, Worksheet)
    sheet.title = "2016年荣誉"
    sheet.append(["二七区2016年度获得荣誉统计表"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(HEADINGS))
    sheet.append(["填报单位：区政府办公室"])
    sheet.append([f" {each} " if each == "级别" else each for each in HEADINGS])
    expected: dict[int, str] = {}
    faults = iter(FAULTS)
    for index in range(500):
        if index in (100, 300):
            sheet.append([])
        row = {"序号": index + 1, "荣誉名称": f"先进单位第{index}号", **GOOD, **variety(index)}
        if index % 16 == 5 and (fault := next(faults, None)):
            row |= fault[0]
            expected[sheet.max_row + 1 if index not in (100, 300) else sheet.max_row + 2] = fault[1]
        sheet.append([row.get(each) for each in HEADINGS])
    assert next(faults, None) is None
    sheet.append(["合计", 500])
    made.save(file)
    return expected


def variety(index: int) -> dict[str, Any]:
    """The same things as different clerks write them."""
    dates = ("2016.9", "2016年9月", "2016-09-23", "２０１６．９", date(2016, 9, 23), 2016, "2016/9/3", "2016年")
    units = ("文化局、交通局", "二七区文化局；交通局", "culture-bureau\ntraffic-office", "Culture Bureau")
    levels = ("国家级", "省级", "市", " 区级 ", "national")
    return {
        "获奖时间": dates[index % len(dates)],
        "获奖单位": units[index % len(units)],
        "级别": levels[index % len(levels)],
        "连续次数": ("", "连续3年", 2)[index % 3],
        "备注": "" if index % 2 else f"第{index}号，见[区](unit:erqi)。",
    }


def test_of_500_rows_exactly_the_30_faulty_ones_are_told_and_the_rest_pass_every_check(tmp_path: Path) -> None:
    content = office(tmp_path)
    there = content / "honors/2016/there-already.md"
    there.parent.mkdir(parents=True)
    there.write_text(
        "---\ntitle: 已有\nform: title\nlevel: national\nsources: [{source: summary-2016, at: 已有}]\n---\n", "utf-8"
    )
    before = there.read_bytes()
    expected = five_hundred(tmp_path / "荣誉.xlsx")
    assert len(expected) == len(FAULTS) == 30

    result = run(content, "import", str(tmp_path / "荣誉.xlsx"), "--kind=honor")

    told = re.findall(r"^荣誉\.xlsx/2016年荣誉 [A-Z]+(\d+): error\[(YB\d{3})\]", result.stderr, re.MULTILINE)
    assert {int(row): code for row, code in told} == expected
    assert result.exit_code == 1
    assert result.stdout.splitlines()[-1] == "荣誉.xlsx: 470 records written in 470 files; 30 rows not taken"
    assert there.read_bytes() == before
    yearbook, _ = read_yearbook(BuildOptions(content, content, content))  # all that `check` does; raises for any error
    assert len(yearbook.records["honor"]) == 471
    one = yearbook.get(HONOR, "xian-jin-dan-wei-di-4-hao")
    assert [each.id for each in yearbook.all("honor") if each.title.values[0][1] == "先进单位第4号"] == [one.id]
    assert one.facts.conferred is not None
    assert str(one.facts.conferred.date) == "2016-09-23"
    assert (one.facts.level, one.facts.recipients) == ("national", ("culture-bureau", "traffic-office"))


CSV_TEXT = (
    "荣誉名称,形式,级别,获奖时间,获奖单位,来源,电话\n"
    "荣誉甲,称号,省级,2016.9,文化局,summary-2016,1\n"
    "荣誉乙,称号,,2016.9,文化局,summary-2016,2\n"
    "荣誉丙,称号,省级,2016.1,文华局,summary-2016,3\n"
)
TOLD_EN = """\
a.csv G1: warning[YB252]: the column “电话” is not known and is passed over
  |
1 | 荣誉名称 | 形式 | 级别 | 获奖时间 | 获奖单位 | 来源 | 电话
  |                                                       ^^^^
  = hint: Say once in headings.yaml what it stands for: honor: {电话: …}
a.csv C3: error[YB257]: “级别” is missing
  |
3 | 荣誉乙 | 称号 |  | 2016.9 | 文化局 | summary-2016 | 2
  |                 ^
  = hint: fill it in; what is the same in every row can be given once: --set “级别=…”
a.csv D4: error[YB253]: 2016.1 may be January or October, as spreadsheets drop the last 0: write 2016-01 or 2016-10
  |
4 | 荣誉丙 | 称号 | 省级 | 2016.1 | 文华局 | summary-2016 | 3
  |                        ^^^^^^
  = hint: correct the cell in the sheet; export shows how values are written
a.csv E4: error[YB254]: the yearbook has no unit called “文华局”
  |
4 | 荣誉丙 | 称号 | 省级 | 2016.1 | 文华局 | summary-2016 | 3
  |                                 ^^^^^^
  = hint: did you mean “文化局”? Write a name or id of the yearbook, or add it there first. --begin-units begins units
"""
TOLD_ZH = """\
a.csv G1: 警告[YB252]: 不认识“电话”这一列，已略过
  |
1 | 荣誉名称 | 形式 | 级别 | 获奖时间 | 获奖单位 | 来源 | 电话
  |                                                       ^^^^
  = 提示: 可在 headings.yaml 里写明它指什么，以后便认得：honor: {电话: …}
a.csv C3: 错误[YB257]: 缺少“级别”
  |
3 | 荣誉乙 | 称号 |  | 2016.9 | 文化局 | summary-2016 | 2
  |                 ^
  = 提示: 请补上；各行相同的内容可用 --set “级别=…”统一填写
a.csv D4: 错误[YB253]: 2016.1 可能是1月也可能是10月（表格会去掉数字末尾的0）：请写成 2016-01 或 2016-10
  |
4 | 荣誉丙 | 称号 | 省级 | 2016.1 | 文华局 | summary-2016 | 3
  |                        ^^^^^^
  = 提示: 请改正表中的这一格；可用 export 看看各种值的写法
a.csv E4: 错误[YB254]: 年鉴里没有名为“文华局”的单位
  |
4 | 荣誉丙 | 称号 | 省级 | 2016.1 | 文华局 | summary-2016 | 3
  |                                 ^^^^^^
  = 提示: 是不是“文化局”？请写年鉴里已有的名称或编号，或先补建这条记录。加 --begin-units 可把缺少的单位先建为草稿
"""


@pytest.mark.parametrize(("language", "told"), [("en", TOLD_EN), ("zh", TOLD_ZH)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_faulty_cell_is_told_in_these_words(tmp_path: Path, language: str, told: str, encoding: str) -> None:
    """And whatever the encoding in which Excel or WPS saved the file."""
    content = office(tmp_path)
    file = tmp_path / "a.csv"
    file.write_bytes(CSV_TEXT.encode(encoding))
    result = run(content, "import", str(file), "--kind=honor", language=language)
    assert result.stderr == told
    assert [each.name for each in (content / "honors/2016").iterdir()] == ["rong-yu-jia.md"]


def test_a_dry_run_writes_nothing_and_a_second_import_takes_nothing(tmp_path: Path) -> None:
    content = office(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text(CSV_TEXT.splitlines()[0] + "\n" + CSV_TEXT.splitlines()[1] + "\n", "utf-8")
    before = sorted(content.rglob("*"))
    dry = run(content, "import", str(file), "--kind=honor", "--dry-run")
    assert dry.stdout == "a.csv: 1 records would be written in 1 files; 0 rows would not be taken\n"
    assert sorted(content.rglob("*")) == before
    assert run(content, "import", str(file), "--kind=honor", "--drafts").exit_code == 0
    made = (content / "honors/2016/rong-yu-jia.md").read_text("utf-8")
    assert "\ndraft: true\n" in made
    again = run(content, "import", str(file), "--kind=honor")
    assert "“荣誉甲” is there already: content/honors/2016/rong-yu-jia.md" in again.stderr
    assert again.stdout == "a.csv: 0 records written in 0 files; 1 rows not taken\n"
    assert (content / "honors/2016/rong-yu-jia.md").read_text("utf-8") == made


def test_english_columns_make_a_translation_that_is_marked_as_made_from_its_original(tmp_path: Path) -> None:
    content = office(tmp_path)
    rows: list[list[Any]] = [
        ["荣誉名称", "英文荣誉名称", "摘要", "英文摘要", "级别", "年度", "正文", "正文（英文）", "主题"],
        [
            "文明城市",
            "Civilised City",
            "一句。",
            "A line.",
            "全国",
            2016,
            "第一段。\n\n第二段。",
            "One.\n\nTwo.",
            "温暖",
        ],
        ["平安区", "", "", "No title", "省", "2017年", "", "Text", ""],
    ]
    file = book(tmp_path / "a.xlsx", rows)
    result = run(content, "import", str(file), "--kind=honor", "--set=形式=称号", "--set", "来源=总结", "--set=草稿=否")
    assert re.findall(r"a.xlsx/Sheet1 (\w+): error\[(\w+)\]: (.*)", result.stderr) == [
        ("A3", "YB257", "“Title (English)” is missing")
    ]
    assert (content / "honors/2016/civilised-city.md").read_text("utf-8") == (
        "---\ntitle: 文明城市\nform: title\nlevel: national\nthemes: [warmth]\nsummary: 一句。\ndraft: false\n"
        "sources:\n  - {source: summary-2016, at: 文明城市}\n---\n\n第一段。\n\n第二段。\n"
    )
    translation = (content / "honors/2016/civilised-city.en.md").read_text("utf-8")
    assert re.sub(r"'[0-9a-f]{8}'", "'…'", translation) == (
        "---\ntitle: Civilised City\nsummary: A line.\noriginal: '…'\n---\n\nOne.\n\nTwo.\n"
    )
    assert not re.search(r"civilised-city.*YB40[1-3]", run(content, "check").stderr)  # neither missing nor stale


def test_projects_units_and_events_come_from_the_tables_that_offices_keep(tmp_path: Path) -> None:
    content = office(tmp_path)
    projects: list[list[Any]] = [
        ["重点项目进展表", None, None, None],
        [
            "项目名称",
            "类别",
            "总投资\n（亿元）",
            "责任单位",
            "截至时间",
            "建设阶段",
            "计划或已实现",
            "完成投资（万元）",
            "进展情况",
            "来源",
        ],
        ["中原路", "道路", 12.5, "交通局", "2016年7月", "续建", "已", 3000, "路基完成", "summary-2016"],
        ["中原路", None, None, None, "2017年", "已竣工", "已实现", "1,234", "通车", "summary-2016"],
        ["长江路", "road", "３亿元", "交通局", "2016-12", "拟开工", "拟", "", "", "总结"],
    ]
    assert run(content, "import", str(book(tmp_path / "p.xlsx", projects)), "--kind=project").exit_code == 0
    units: list[list[Any]] = [
        ["单位名称", "简称", "单位类型", "上级单位"],
        ["二七区某街道", "某街道", "街道", "二七区"],
        ["某社区", "", "社区", "某街道"],
    ]
    assert run(content, "import", str(book(tmp_path / "新单位.xlsx", units)), "--kind=unit").exit_code == 0
    events: list[list[Any]] = [
        ["时间", "事件", "参与单位", "来源"],
        [date(2016, 7, 1), "中原路开工", "某街道、交通局", "总结"],
        ["2017.5", "中原路通车", "某社区", "总结"],
    ]
    assert run(content, "import", str(book(tmp_path / "e.xlsx", events)), "--kind=event").exit_code == 0
    assert problems_of(content) == ()
    yearbook, _ = read_yearbook(BuildOptions(content, content, content))
    road = yearbook.get(PROJECT, "zhong-yuan-lu").facts
    assert road.investment is not None
    assert str(road.investment.value) == "12.5亿元"
    assert [(str(each.as_of), each.stage, str(each.done)) for each in road.reports] == [
        ("2016-07", "continuing", "3000万元"),
        ("2017", "completed", "1234万元"),
    ]
    assert [each.standing for each in road.reports] == [Standing.REACHED, Standing.REACHED]
    assert road.units.of("owner") == ("traffic-office",)
    assert yearbook.get(UNIT, "mou-she-qu").facts.parent == "er-qi-qu-mou-jie-dao"
    assert (content / "units/xin-dan-wei.yaml").exists()
    assert sorted(each.name for each in (content / "events").iterdir()) == ["2016.yaml", "2017.yaml"]
    assert yearbook.get(EVENT, "zhong-yuan-lu-kai-gong").facts.units == ("er-qi-qu-mou-jie-dao", "traffic-office")


def test_a_table_whose_stages_do_not_say_how_they_are_meant_is_asked(tmp_path: Path) -> None:
    table = [["项目名称", "类别", "截至时间", "建设阶段", "来源"], ["中原路", "道路", "2016年7月", "新开工", "总结"]]
    told = run(office(tmp_path), "import", str(book(tmp_path / "p.xlsx", table)), "--kind=project")
    assert told.exit_code == 1
    assert "does not say whether it is planned or was reached" in told.stderr


def test_records_of_yaml_files_go_behind_those_that_are_there(tmp_path: Path) -> None:
    content = office(tmp_path)
    file = content / "events/2016.yaml"
    file.parent.mkdir()
    there = "old: # kept\n  date: 2016\n  title: {zh: 旧事}\n  sources: [{source: summary-2016, at: 旧}]"
    file.write_text(there, "utf-8")
    table = tmp_path / "e.csv"
    table.write_text(
        "date,title,source\n2016-05,新事,summary-2016\n,坏事,summary-2016\n2016-06,旧事,summary-2016\n", "utf-8"
    )
    result = run(content, "import", str(table), "--kind=event", "--into=events/2016.yaml")
    assert re.findall(r"^e.csv (\w+): error\[(\w+)\]", result.stderr, re.MULTILINE) == [
        ("A3", "YB257"),
        ("B4", "YB256"),
    ]
    assert file.read_text("utf-8") == there + (
        "\n\nxin-shi:\n  date: 2016-05\n  title: {zh: 新事}\n  sources:\n    - {source: summary-2016, at: 新事}\n"
    )
    assert problems_of(content) == ()


def test_merged_cells_hold_for_all_their_rows_and_rows_that_disagree_are_told(tmp_path: Path) -> None:
    content = office(tmp_path)
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["荣誉名称", "级别", "形式", "年度", "来源"],
        ["一、国家级"],
        ["甲奖", "国家级", "奖项", 2016, "总结"],
        ["乙奖", None, None, 2016, "总结"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:E2")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:C4")
    made.save(tmp_path / "m.xlsx")
    assert run(content, "import", str(tmp_path / "m.xlsx"), "--kind=honor").exit_code == 0
    assert "level: national" in (content / "honors/2016/yi-jiang.md").read_text("utf-8")
    table = tmp_path / "p.csv"
    table.write_text("项目名称,类别,总投资,截至日期,来源\n桥,道路,1亿元,2016,总结\n桥,道路,2亿元,2017,总结\n", "utf-8")
    result = run(content, "import", str(table), "--kind=project")
    assert "p.csv C3: error[YB259]: “总投资” says “2亿元” here and “1亿元” in C2" in result.stderr
    assert result.stdout == "p.csv: 0 records written in 0 files; 2 rows not taken\n"


def test_rows_that_nobody_sees_are_told_where_they_are_taken(tmp_path: Path) -> None:
    content = office(tmp_path)
    made = Workbook()
    sheet = made.worksheets[0]
    for row in (
        ["荣誉名称", "级别", "形式", "年度", "来源"],
        ["甲奖", "国家级", "奖项", 2016, "总结"],
        ["乙奖", "国家级", "奖项", 2016, "总结"],
        ["丙奖", "某级", "奖项", 2016, "总结"],
        ["合计"],
    ):
        sheet.append(row)
    for row_number in (3, 4, 5):
        sheet.row_dimensions[row_number].hidden = True
    other = made.create_sheet("旧表")
    other.append(["荣誉名称", "级别", "形式", "年度", "来源"])
    other.append(["丁奖", "国家级", "奖项", 2016, "总结"])
    other.sheet_state = "hidden"
    made.save(tmp_path / "h.xlsx")
    result = run(content, "import", str(tmp_path / "h.xlsx"), "--kind=honor")
    told = re.findall(r"^h\.xlsx/Sheet A?B?(\d): (\w+)\[(YB\d+)\]", result.stderr, re.MULTILINE)
    assert told == [("3", "warning", "YB260"), ("4", "error", "YB258")]
    assert sorted(each.stem for each in (content / "honors/2016").iterdir()) == ["jia-jiang", "yi-jiang"]
    for name in ("旧表", "Shet"):
        result = run(content, "import", str(tmp_path / "h.xlsx"), "--kind=honor", f"--sheet={name}")
        assert (result.exit_code, "h.xlsx: error[YB261]" in result.stderr) == (1, True)
    assert "did you mean “Sheet”? its sheets are: Sheet" in " ".join(result.stderr.split())


def test_a_record_that_names_one_that_is_not_taken_is_not_taken_either(tmp_path: Path) -> None:
    content = office(tmp_path)
    table = tmp_path / "h.csv"
    table.write_text(
        "编号,荣誉名称,形式,级别,年度,来源,相关记录\na,甲,奖,省,2016,总结,honor:b\nb,乙,奖,省,2016,总结,honor:c\n"
        "c,丙,奖,某级,2016,总结,\nd,丁,奖,省,2016,总结,honor:e unit:erqi\ne,戊,奖,省,2016,总结,honor:d\n",
        "utf-8",
    )
    result = run(content, "import", str(table), "--kind=honor")
    assert sorted(re.findall(r"h.csv [A-Z](\d): error\[(\w+)\]", result.stderr)) == [
        ("2", "YB303"), ("3", "YB303"), ("4", "YB258"),
    ]  # fmt: skip
    assert sorted(each.stem for each in (content / "honors/2016").iterdir()) == ["d", "e"]
    assert problems_of(content) == ()


def test_an_id_that_is_made_is_one_that_nobody_has(tmp_path: Path) -> None:
    content = office(tmp_path)
    there = content / "honors/2016/bing-jiang.md"
    there.parent.mkdir(parents=True)
    there.write_text(
        "---\ntitle: 别的奖\nform: title\nlevel: national\nsources: [{source: summary-2016, at: 奖}]\n---\n", "utf-8"
    )
    table = tmp_path / "h.csv"
    table.write_text(
        "编号,荣誉名称,形式,级别,年度,来源\n,甲奖,奖,省,2016,总结\njia-jiang,乙奖,奖,省,2016,总结\n"
        ",甲奖,奖,省,2017,总结\n,丙奖,奖,省,2016,总结\n",
        "utf-8",
    )
    assert run(content, "import", str(table), "--kind=honor").exit_code == 0
    assert sorted(each.relative_to(content / "honors").as_posix() for each in content.rglob("honors/*/*.md")) == [
        "2016/bing-jiang-2.md", "2016/bing-jiang.md", "2016/jia-jiang-2.md", "2016/jia-jiang.md", "2017/jia-jiang-3.md",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_imported_is_laid_out_as_all_content_is(tmp_path: Path, kind: str) -> None:
    """`fmt` finds nothing to do in the files of a whole kind that came from a spreadsheet."""
    yearbook = real()
    (tmp_path / "a.xlsx").write_bytes(to_excel([export_records(yearbook, kind, "zh", markdown).data]))
    found = read_import(
        read_sheets(tmp_path / "a.xlsx"), ImportOptions(kind, replace(yearbook, records={**yearbook.records, kind: {}}))
    )
    for each in found.files:
        place = file_slot(each.path, LANGUAGES, "content")
        assert isinstance(place, FileSlot)
        laid_out = format_file(each.text.encode(), each.path, place, "content")
        assert isinstance(laid_out, bytes)
        assert laid_out.decode() == each.text


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"x", "files named “.xls” are not understood"),
        ("a.xlsx", b"no Excel file", "its content is not that of an Excel file, or it has a password"),
        ("a.csv", "电话,邮箱\n1,2\n".encode(), "no row of this sheet has the headings of a table of honor records"),
        ("a.csv", b"", "no row of this sheet has the headings of a table of honor records"),
    ],
)
def test_a_file_without_a_table_is_told_in_words(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(office(tmp_path), "import", str(tmp_path / name), "--kind=honor")
    assert said in result.stderr
    assert "hint: " in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["import", "FILE", "--kind=honor", "--into=honors/a.md"], "records of kind honor have files of their own"),
        (["import", "FILE", "--kind=event", "--into=../a.yaml"], "name a file below events: events/2016.yaml"),
        (["import", "FILE", "--kind=honor", "--set=级别"], "write --set “heading=text”"),
        (["import", "FILE", "--kind=honor", "--set=级剔=省级"], "“级剔” is no column of honor records"),
        (["export", "out.csv", "--all"], "a CSV file has one sheet"),
        (["export", "out.ods", "--kind=honor"], "name a file that ends in .xlsx or .csv"),
        (["export", "out.csv"], "say --kind honor, or --all"),
    ],
)
def test_wrong_usage_says_what_is_right(tmp_path: Path, arguments: list[str], said: str) -> None:
    file = tmp_path / "a.csv"
    file.write_text("荣誉名称,级别\n", "utf-8")
    result = run(office(tmp_path), *(each.replace("FILE", str(file)) for each in arguments))
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr


# There and back


@cache
def real() -> Yearbook:
    return read_yearbook(BuildOptions(CONTENT, ROOT / "templates", ROOT / "site", drafts=True))[0]


def markdown(body: Body) -> str:
    document = read_document(CONTENT, body.origin.path, "content")
    assert isinstance(document, Document)
    return document.body


def facts_by_way(value: Any, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Everything that a record says, each with its way."""
    if isinstance(value, Text):
        yield from (((*way, language), text) for language, text in value.values)
    elif isinstance(value, tuple):
        for each in value:
            yield from facts_by_way(each, (*way, "*"))
    elif is_dataclass(value) and not isinstance(value, When | Quantity):
        for each in fields(value):
            yield from facts_by_way(getattr(value, each.name), (*way, each.name))
    elif value is not None:
        yield way, value


def carried(kind: str, facts: Any) -> list[tuple[tuple[str, ...], Any]]:
    """What the columns of a kind carry of a record's facts, in order."""
    ways = {each.pattern for each in sheet_columns(kind, LANGUAGES)} | {("title",), ("summary",)}
    return [each for each in facts_by_way(facts) if each[0] in ways]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("ending", "language"), [(".xlsx", "zh"), (".csv", "en")])
def test_what_is_exported_and_imported_again_is_the_same(tmp_path: Path, kind: str, ending: str, language: str) -> None:
    """Every real record: its facts under the columns, its titles and texts in both languages."""
    yearbook = real()
    exported = export_records(yearbook, kind, language, markdown)
    file = tmp_path / f"a{ending}"
    file.write_bytes(to_csv(exported.data) if ending == ".csv" else to_excel([exported.data]))
    emptied = replace(yearbook, records={**yearbook.records, kind: {}})
    found = read_import(read_sheets(file), ImportOptions(kind, emptied))
    assert (found.diagnostics, found.refused) == ((), ())
    assert [each.id for each in found.records] == list(yearbook.records[kind])
    lost = {field for field, _ in exported.left_out}
    for each in found.records:
        record = yearbook.get(kind, each.id)
        assert carried(kind, each.value) == carried(kind, record.facts), each.id
        assert each.value == record.facts or lost, each.id
        assert each.year == (record.year if KINDS[kind].by_year else None)
        for body in record.bodies:
            assert each.words[body.language]["body"].strip() == markdown(body).strip()
        for code, words in each.words.items():
            assert words.get("title") in (record.title.get(code), None)


def test_the_whole_content_fits_one_file_of_which_each_kind_finds_its_sheet(tmp_path: Path) -> None:
    file = tmp_path / "all.xlsx"
    result = run(CONTENT, "export", str(file), "--all", "--language=zh")
    assert result.exit_code == 0
    assert "no column holds it" in result.stderr
    sheets = read_sheets(file)
    assert [each.name for each in sheets] == [sheet_name(kind, "zh") for kind in KINDS]
    yearbook = real()
    found = read_import(sheets, ImportOptions("event", replace(yearbook, records={**yearbook.records, "event": {}})))
    assert len(found.records) == len(yearbook.records["event"])
    assert found.diagnostics == ()


TRICKY = (
    "=1+1",
    "+1",
    "-1",
    "@a",
    "'=1",
    '=HYPERLINK("http://x")',
    "2016-09",
    "1e5",
    "007",
    "1/2",
    "a\n=b",
    "＝1",
    "'",
)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), max_size=12
)


@given(st.lists(st.tuples(st.one_of(st.sampled_from(TRICKY), TEXTS), TEXTS), min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_texts_stay_texts(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    """No cell becomes a formula, a date or a number, and each comes back as it went in."""
    page = SheetData("a", ("编号", "荣誉名称", "级别"), tuple(("x", *row) for row in rows))
    folder = tmp_path_factory.getbasetemp()
    for name, data in (("a.xlsx", to_excel([page])), ("a.csv", to_csv(page))):
        (folder / name).write_bytes(data)
        (sheet,) = read_sheets(folder / name)
        got = [[cell.text for cell in row] for row in sheet.rows[1:]]
        assert got == [[in_a_cell(each) for each in row] for row in page.rows]


def in_a_cell(text: str) -> str:
    """What a cell keeps of a text: not the spaces at its ends."""
    return unicodedata.normalize("NFC", text).rstrip().lstrip(" \t\u3000\u00a0")


def test_a_spreadsheet_runs_no_formula_and_changes_no_date(tmp_path: Path) -> None:
    page = SheetData("荣誉", ("编号", "荣誉名称", "获奖时间"), tuple((each, each, "2016-09") for each in TRICKY))
    (tmp_path / "a.xlsx").write_bytes(to_excel([page]))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}
    assert sheet["A2"].value == "=1+1"
    text = to_csv(page)
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in text
    for row in csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")):
        assert not [each for each in row if each[0] in "=+-@＝\t"]


def test_a_sheet_is_made_to_be_read_and_worked_on(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(to_excel([export_records(real(), "honor", "zh", markdown).data]))
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert heads[:4] == ["编号", "年度", "荣誉名称", "英文荣誉名称"]
    assert sheet.freeze_panes == "C2"
    assert all(cell.font.bold for cell in sheet[1])
    widths = [sheet.column_dimensions[get_column_letter(place)].width for place in range(1, len(heads) + 1)]
    assert min(widths) >= 8
    assert max(widths) <= 60
    level = get_column_letter(heads.index("级别") + 1)
    rules = {str(each.sqref).partition("2:")[0]: each.formula1 for each in sheet.data_validations.dataValidation}
    assert rules[level] == '"国家级,省级,市级,区级"'
    row = [cell.value for cell in sheet[2]]
    assert row[heads.index("获奖单位编号")] == "district-procuratorate"
    assert row[heads.index("获奖单位")] == "郑州市二七区人民检察院"


# Headings and words


@pytest.mark.parametrize("kind", KINDS)
def test_no_heading_is_that_of_two_columns(kind: str) -> None:
    seen: dict[str, tuple[str, ...]] = {}
    for column in sheet_columns(kind, LANGUAGES):
        for word in column.words.known:
            assert seen.setdefault(fold_heading(word), column.path) == column.path, word
        for language in LANGUAGES:
            assert known_headings(sheet_columns(kind, LANGUAGES))[fold_heading(column.heading(language))] is column


@pytest.mark.parametrize(
    "word",
    ["荣誉名称", "授予单位", "级别", "获奖时间", "获奖单位", "备注", "Title", "title_en", "title.en", "conferred_by"],
)
def test_common_headings_are_known(word: str) -> None:
    assert fold_heading(word) in known_headings(sheet_columns("honor", LANGUAGES))


def test_choices_can_be_written_as_readers_see_them() -> None:
    """The words for choices are those of the pages, so that what is exported reads like the site."""
    groups = {
        "forms": Form,
        "standings": Standing,
        "outcomes": Outcome,
        "unit_types": UnitType,
        "statuses": Status,
    }
    for language in LANGUAGES:
        document = read_document(ROOT / "templates", f"strings/{language}.yaml", "templates")
        assert isinstance(document, Document)
        words = plain(document.front)
        assert isinstance(words, dict)
        for group, choices in groups.items():
            shown_words = words[group]
            assert isinstance(shown_words, dict)
            for value, each in choice_label(choices).items():
                assert each.name.translated(language) == shown_words[value]


@pytest.mark.parametrize(
    "choices", [Form, Outcome, UnitType, Status, Known, ProgramForm, SourceKind, NoteKind, Interval]
)
def test_no_word_stands_for_two_choices(choices: type[Enum]) -> None:
    for value, each in choice_label(choices).items():
        for name in (value, *each.names):
            assert cell_choice(name, choices) == value, name


def test_a_sign_that_belongs_to_a_name_does_not_divide_it() -> None:
    company = "Zhengzhou Mingyang Window Covering Materials Co., Ltd."
    known = name_lookup("unit", real().records["unit"])
    assert known.split(f"{company}；区财政局、区科技局") == (company, "区财政局", "区科技局")
    assert known.find(company) == ("mingyang-window-coverings",)


# Values


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2016", "2016"), ("2016年", "2016"), ("２０１６", "2016"), ("2016.9", "2016-09"), ("2016年9月", "2016-09"),
        ("2016年 9 月", "2016-09"), ("2016-9", "2016-09"), ("2016/9", "2016-09"), ("2016.10", "2016-10"),
        ("2016年9月23日", "2016-09-23"), ("2016.9.23", "2016-09-23"), ("2016/9/3", "2016-09-03"),
        ("20160923", "2016-09-23"), ("2016年上半年", "2016-01/2016-06"), ("2016年第三季度", "2016-07/2016-09"),
        ("2016年1-6月", "2016-01/2016-06"), ("2016年1月至6月", "2016-01/2016-06"), ("2014-2016年", "2014/2016"),
        ("2014—2016", "2014/2016"), ("2016?", "2016?"), ("2016-11/..", "2016-11/.."),
        ("2016年12月~2017年3月", "2016-12/2017-03"), ("2022年底", "2022-12"), ("2022年末", "2022-12"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written: str, meant: str) -> None:
    assert cell_date(written) == meant


@pytest.mark.parametrize(
    "written", ["去年", "16.9", "9月", "2016-13", "2016年2月30日", "2016/9/", "1/2/2016", "2016年5季度", "abc", "42614"]
)
def test_what_is_no_date_is_not_made_one(written: str) -> None:
    with pytest.raises(InvalidValueError):
        cell_date(written)


def test_quantities_take_the_unit_of_their_heading_and_numbers_their_figures() -> None:
    assert [cell_amount(each, "万元") for each in ("12.5", "1,234", "３亿元", "5 万元", "约100")] == [
        "12.5万元", "1234万元", "3亿元", "5万元", "约100",
    ]  # fmt: skip
    assert [heading_unit(each) for each in ("总投资（万元）", "总投资(单位：亿元)", "名称（中文）", "总投资")] == [
        "万元",
        "亿元",
        "",
        "",
    ]
    assert [cell_number(each) for each in ("3", "第3名", "第三", "连续5年", "３", "2.0", "第十二名")] == [
        "3",
        "3",
        "3",
        "5",
        "3",
        "2",
        "12",
    ]
    assert [cell_flag(each) for each in ("是", "否", "Yes", "0", "√")] == ["true", "false", "true", "false", "true"]
    for read, text in ((cell_amount, "许多"), (cell_number, "2.5"), (cell_number, "前列"), (cell_flag, "也许")):
        with pytest.raises(InvalidValueError):
            read(text)


@pytest.mark.parametrize(
    ("number_format", "value", "text"),
    [
        ("yyyy-mm-dd", date(2016, 9, 1), "2016-09-01"),
        ('yyyy"年"m"月"', date(2016, 9, 1), "2016-09"),
        ('yyyy"年"m"月"d"日"', date(2016, 9, 1), "2016-09-01"),
        ("0.0%", 0.105, "10.5%"),
        ("General", 263.89, "263.89"),
        ("General", 3216.0, "3216"),
        ("General", True, "true"),
    ],
)
def test_cells_are_read_as_they_are_shown(tmp_path: Path, number_format: str, value: Any, text: str) -> None:
    made = Workbook()
    cell = made.worksheets[0].cell(1, 1)
    cell.value, cell.number_format = value, number_format
    made.save(tmp_path / "a.xlsx")
    assert read_sheets(tmp_path / "a.xlsx")[0].rows[0][0].text == text


def test_ids_are_made_of_titles() -> None:
    assert slug("全国文明城市", "", ()) == "quan-guo-wen-ming-cheng-shi"
    assert slug("全国文明城市", "", {"quan-guo-wen-ming-cheng-shi"}) == "quan-guo-wen-ming-cheng-shi-2"
    assert slug("x", "The People’s City of Zhengzhou", ()) == "peoples-city-zhengzhou"
    assert slug("“《》”", "", ()) == "record"
    assert slug("81中", "", ()) == "81-zhong"
    assert slug("女" * 60, "", ()) == "-".join(["nu"] * 16)
    assert re.fullmatch(r"[a-z0-9]{48}", slug("y", "a" * 90, ()))


# What is written


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=30
).map(lambda text: unicodedata.normalize("NFC", " ".join(text.split()) or "空"))
_SIGNS = (*"“”，：甲a{}[]'\"#&*!|>%@`~（）、\\-", ": ", " #", "- ", "null", "，b：")
SIGNS = st.lists(st.sampled_from(_SIGNS), min_size=1, max_size=6).map("".join).map(str.strip).filter(bool)
VALUES = st.recursive(
    PLAIN | SIGNS,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "zh", "en", "at"]), inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["title", "sources", "b"]), VALUES, min_size=1, max_size=3))
@example({"title": ["甲，”"]})
@settings(deadline=None, max_examples=150)
def test_what_is_written_reads_back_as_it_was_meant(value: dict[str, Any]) -> None:
    for text in (yaml_fields(value), record_yaml("some-id", value, ())):
        document = parse_document(text.encode(), "events/a.yaml", "content")
        assert isinstance(document, Document), (text, document)
        found = plain(document.front)
        assert isinstance(found, dict)
        assert found == (value if "some-id" not in found else {"some-id": value})


@pytest.mark.parametrize("made", ["rows", "columns", "packed", "lines"])
def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, made: str) -> None:
    """A sheet can claim a million rows in a few bytes, and a packed file can hold what no memory does."""
    file = tmp_path / ("a.csv" if made == "lines" else "a.xlsx")
    book = Workbook()
    sheet = book.worksheets[0]
    if made == "rows":
        sheet.cell(row=excel_outline.MAX_ROWS + 1, column=1, value="x")
    elif made == "columns":
        sheet.cell(row=1, column=excel_outline.MAX_COLUMNS + 1, value="x")
    if made == "lines":
        file.write_text("名称\n" * (excel_outline.MAX_ROWS + 2), "utf-8")
    else:
        book.save(file)
    if made == "packed":
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as packed, packed.open("xl/more.xml", "w") as inside:
            for _ in range(sheets.MAX_UNPACKED // 10_000_000 + 1):
                inside.write(bytes(10_000_000))
    with pytest.raises(DiagnosticsError) as refused:
        sheets.read_sheets(file)
    assert [each.mistake.code for each in refused.value.diagnostics] == ["YB250"]


RANKS = [
    ("全市第1名", "", (1, "exact")),
    ("第一名", "全市", (1, "exact")),
    ("全市第一", "全市", (1, "exact")),
    ("全市并列第2名", "", (2, "tied")),
    ("并列第二", "全市", (2, "tied")),
    ("全市前三", "", (3, "within")),
    ("前3名", "全市", (3, "within")),
]


@pytest.mark.parametrize(("cell", "scope", "expected"), RANKS)
def test_a_rank_may_say_among_whom(tmp_path: Path, cell: str, scope: str, expected: tuple[int, str]) -> None:
    root = sound_world(tmp_path, {})
    head = "荣誉名称,形式,级别,来源,原文,年度,名次,比较范围,排名依据"
    text = f"{head}\n平安建设,奖项,市级,summary-2016,平安,2016,{cell},{scope},综合\n"
    (tmp_path / "a.csv").write_text(text, "utf-8")
    yearbook, _ = read_yearbook(BuildOptions(root, root, root, drafts=True))
    scopes = {"city": Text((("zh", "全市"), ("en", "in the city")))}
    bases = {"overall": Text((("zh", "综合"), ("en", "overall")))}
    known = replace(yearbook, configuration=replace(yearbook.configuration, scopes=scopes, bases=bases))
    found = read_import(read_sheets(tmp_path / "a.csv"), ImportOptions("honor", known))
    assert found.diagnostics == ()
    rank = found.records[0].value.rank
    assert (rank.scope, rank.basis) == ("city", "overall")
    assert (rank.place, rank.placing.value) == expected


# What a yearbook's own headings mean, and units that it lacks


OWN_HEADINGS = """\
    honor:
      表彰 名称: title
      发证机关: 授予单位
      经办人:
    event:
      事由: title
    """
OWN_TABLE = (
    "表彰名称,形式,级别,获奖时间,获奖单位,发证机关,来源,经办人\n"
    "荣誉甲,称号,省级,2016.9,文化局,二七区,summary-2016,王某\n"
)


def test_headings_that_are_mapped_once_are_known(tmp_path: Path) -> None:
    content = office(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text(OWN_TABLE, "utf-8")
    assert "YB251" in run(content, "import", str(file), "--kind=honor").stderr
    world(content, {"headings.yaml": OWN_HEADINGS})
    assert problems_of(content) == ()
    result = run(content, "import", str(file), "--kind=honor", "--drafts")
    assert (result.exit_code, result.stderr) == (0, "")
    made = (content / "honors/2016/rong-yu-jia.md").read_text("utf-8")
    assert "title: 荣誉甲\n" in made
    assert "conferred_by: [erqi]\n" in made


FAULTY_HEADINGS = """\
    honor:
      发证机关: 授与单位
      表彰名称: [title]
    honour: {}
    event: title
    """
FAULTY_TOLD = """\
content/headings.yaml:2:9: error[YB264]: “授与单位” is neither a field nor a known heading of honor records
  |
2 |   发证机关: 授与单位
  |             ^^^^^^^^
  = hint: did you mean “conferred_by”? To pass the column over, leave the value out
content/headings.yaml:3:9: error[YB264]: “…” is neither a field nor a known heading of honor records
  |
3 |   表彰名称: [title]
  |             ^
  = hint: To pass the column over, leave the value out
content/headings.yaml:4:1: error[YB304]: “honour” is not a kind of record
  |
4 | honour: {}
  | ^^^^^^
"""
FAULTY_TOLD_ZH = """\
content/headings.yaml:2:9: 错误[YB264]: “授与单位”既不是 honor 的字段，也不是已知的表头
  |
2 |   发证机关: 授与单位
  |             ^^^^^^^^
  = 提示: 是不是“conferred_by”？要略过这一列，冒号后留空
"""


@pytest.mark.parametrize(("language", "told"), [("en", FAULTY_TOLD), ("zh", FAULTY_TOLD_ZH)])
def test_faults_of_mapped_headings_are_told(tmp_path: Path, language: str, told: str) -> None:
    content = office(tmp_path)
    world(content, {"headings.yaml": FAULTY_HEADINGS})
    file = tmp_path / "a.csv"
    file.write_text(OWN_TABLE, "utf-8")
    result = run(content, "import", str(file), "--kind=honor", language=language)
    assert result.exit_code == 1
    assert result.stderr.startswith(told), result.stderr
    assert "headings.yaml:5:8: " in result.stderr


WITH_MISSING_UNITS = (
    "荣誉名称,形式,级别,获奖时间,获奖单位,授予单位,来源\n"
    "荣誉甲,称号,省级,2016.9,金水区教育局、文华局,二七区,summary-2016\n"
    "荣誉乙,称号,省级,2016.9,金水区教育局,,summary-2016\n"
    "荣誉丙,称号,,2016.9,中原区教育局,,summary-2016\n"
)


def test_missing_units_are_begun_as_drafts_if_that_is_asked_for(tmp_path: Path) -> None:
    content = office(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text(WITH_MISSING_UNITS, "utf-8")
    assert run(content, "import", str(file), "--kind=honor").stderr.count("YB254") == 4
    before = {each: each.read_bytes() for each in content.rglob("*") if each.is_file()}
    dry = run(content, "import", str(file), "--kind=honor", "--begin-units", "--dry-run")
    begun = "+ unit:jin-shui-qu-jiao-yu-ju 金水区教育局\n+ unit:wen-hua-ju 文华局 (there is “文化局”)\n"
    assert dry.stdout == f"{begun}a.csv: 2 records would be written in 3 files; 1 rows would not be taken\n"
    assert {each: each.read_bytes() for each in content.rglob("*") if each.is_file()} == before
    result = run(content, "import", str(file), "--kind=honor", "--begin-units")
    assert result.stdout == f"{begun}a.csv: 2 records written in 3 files; 1 rows not taken\n"
    yearbook, _ = read_yearbook(BuildOptions(content, content, content, drafts=True))
    unit = yearbook.get(UNIT, "jin-shui-qu-jiao-yu-ju")
    assert (unit.draft, unit.facts.type, unit.title.get("zh")) == (True, UnitType.OTHER, "金水区教育局")
    honor = yearbook.get(HONOR, "rong-yu-jia")
    assert honor.facts.recipients == ("jin-shui-qu-jiao-yu-ju", "wen-hua-ju")
    assert honor.draft  # a page would have only the id of a draft
    assert yearbook.find(UNIT, "zhong-yuan-qu-jiao-yu-ju") is None  # its row is not taken
    assert problems_of(content) == ()


@pytest.mark.parametrize(
    ("word", "stage", "standing"),
    [
        ("续建", "continuing", Standing.REACHED),
        ("续建项目", "continuing", Standing.REACHED),
        ("在建", "continuing", Standing.REACHED),
        ("计划续建", "continuing", Standing.PLANNED),
        ("拟续建项目", "continuing", Standing.PLANNED),
        ("拟开工", "new", Standing.PLANNED),
        ("计划竣工", "completed", Standing.PLANNED),
        ("已开工建设", "new", Standing.REACHED),
        ("已竣工", "completed", Standing.REACHED),
        ("新开工", None, None),  # may be planned or done: that is asked for
    ],
)
def test_a_stage_that_says_whether_it_is_reached(
    tmp_path: Path, word: str, stage: str | None, standing: Standing | None
) -> None:
    content = office(tmp_path)
    file = tmp_path / "a.csv"
    file.write_text(f"项目名称,项目类别,建设性质,截至日期,来源\n长江路工程,道路,{word},2017-06,summary-2016\n", "utf-8")
    result = run(content, "import", str(file), "--kind=project", "--drafts")
    if stage is None:
        assert "standing: planned" in result.stderr
        given = run(content, "import", str(file), "--kind=project", "--drafts", "--set=计划或已实现=已实现")
        assert given.exit_code == 0, given.stderr
        return
    yearbook, _ = read_yearbook(BuildOptions(content, content, content, drafts=True))
    (project,) = yearbook.all(PROJECT)
    (report,) = project.facts.reports
    assert (report.stage, report.standing) == (stage, standing)
