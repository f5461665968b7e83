"""Lists of names in spreadsheets become the groups of an honor's commendation list."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from tests.support.people import TEACHERS
from tests.support.sound import read, sound_world
from yearbook.authoring.spreadsheets.name_lists import NameList, read_name_list
from yearbook.authoring.spreadsheets.sheets import read_sheets
from yearbook.cli.main import command
from yearbook.content.yearbook import Yearbook
from yearbook.model.honors import AwardeeType
from yearbook.model.kinds import HONOR

HONOR_FILE = """\
---
title: 百名优秀教师
form: commendation
level: district
# 名单见附件
sources: [{source: summary-2016, at: 百名优秀教师}]
---

区政府表彰百名优秀教师。
"""
PERSON = "---\ntitle: 张三\nsources: [{source: summary-2016, at: 张三}]\n---\n"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return sound_world(tmp_path, {"honors/2016/teachers.md": HONOR_FILE, "people/zhang-san.md": PERSON})


def _csv(folder: Path, *rows: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(rows) + "\n", "utf-8")
    return file


def _read(content: Path, file: Path) -> NameList:
    yearbook, _ = read(content)
    return read_name_list(read_sheets(file), yearbook.get(HONOR, "teachers"), yearbook)


def _import(content: Path, file: Path, *more: str) -> tuple[int, str]:
    options = ["import", str(file), "--names-of", "honor:teachers", "--content", str(content), *more]
    found = CliRunner().invoke(command, options)
    return found.exit_code, found.output


def _groups(content: Path) -> list[tuple[str, AwardeeType, int, list[str]]]:
    yearbook: Yearbook = read(content)[0]
    groups = yearbook.get(HONOR, "teachers").facts.awardees
    return [
        (
            each.label.read("zh").text,
            each.counted,
            each.total,
            [*each.named, *each.people, *(one.read("zh").text for one in each.names)],
        )
        for each in groups
    ]


def test_a_hundred_names_are_added_and_counted(content: Path, tmp_path: Path) -> None:
    rows = [f"{number},{'小学组' if number <= 60 else '中学组'},{zh},410103********123X,13912345678"
            for number, (zh, _) in enumerate(TEACHERS, 1)]  # fmt: skip
    file = _csv(tmp_path, "百名优秀教师名单", "序号,组别,姓名,身份证号,手机", *rows)
    code, output = _import(content, file)
    assert (code, "100" in output, "+ 小学组: 60" in output) == (0, True, True)
    first, second = _groups(content)
    assert first[:3] == ("小学组", AwardeeType.PERSON, 60)
    assert second[2:] == (40, [zh for zh, _ in TEACHERS[60:]])
    text = (content / "honors/2016/teachers.md").read_text("utf-8")
    assert "1391234" not in text
    assert "{zh: 欧阳秀英, en: Ouyang Xiuying}" in text
    assert "# 名单见附件" in text


def test_a_dry_run_writes_nothing(content: Path, tmp_path: Path) -> None:
    code, output = _import(content, _csv(tmp_path, "姓名,英文姓名", "王伟,Wang Wei"), "--dry-run")
    assert (code, "百名优秀教师: 1" in output) == (0, True)
    assert (content / "honors/2016/teachers.md").read_text("utf-8") == HONOR_FILE


def test_units_and_persons_with_records_are_named_by_id(content: Path, tmp_path: Path) -> None:
    file = _csv(tmp_path, "组别,姓名,单位", "小学组,张三,交通局", "小学组,王伟,交通局", "小学组,李敏,第一小学")
    assert _import(content, file)[0] == 0
    assert _groups(content) == [("小学组", AwardeeType.PERSON, 3, ["zhang-san", "王伟（交通局）", "李敏（第一小学）"])]
    assert "{zh: 王伟（交通局）, en: Wang Wei (Traffic Office)}" in (content / "honors/2016/teachers.md").read_text(
        "utf-8"
    )
    assert _import(content, _csv(tmp_path, "奖项,单位名称", "先进单位,交通局", "先进单位,第一小学"))[0] == 0
    assert _groups(content)[1] == ("先进单位", AwardeeType.UNIT, 2, ["traffic-office", "第一小学"])
    assert _import(content, _csv(tmp_path, "奖项,企业名称", "支教企业,甲公司", "支教企业,乙公司"))[0] == 0
    assert _groups(content)[2][1:3] == (AwardeeType.COMPANY, 2)


def test_a_second_list_adds_what_is_new(content: Path, tmp_path: Path) -> None:
    _import(content, _csv(tmp_path, "组别,姓名", "小学组,王伟", "小学组,李敏"))
    found = _read(content, _csv(tmp_path, "组别,姓名", "小学组,李敏", "小学组,刘洋"))
    assert found.added == {"小学组": 1}
    assert [(each.mistake.code, each.place.line, each.is_error) for each in found.diagnostics] == [
        ("YB267", 2, False),
        ("YB292", 3, False),
    ]
    _import(content, _csv(tmp_path, "组别,姓名", "小学组,刘洋"))
    assert _groups(content)[0][3] == ["王伟", "李敏", "刘洋"]


def test_headings_between_the_rows_are_the_groups(content: Path, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    lines = (
        ["名单", ""],
        ["序号", "姓名"],
        ["一、小学组（2人）", None],
        [1, "王伟"],
        [2, "李敏"],
        ["二、中学组", None],
        [1, "刘洋"],
    )
    for row in lines:
        sheet.append(row)
    for number in (1, 3, 6):
        sheet.merge_cells(f"A{number}:B{number}")
    book.save(tmp_path / "list.xlsx")
    assert _read(content, tmp_path / "list.xlsx").added == {"小学组": 2, "中学组": 1}


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        (("序号,备注", "1,甲"), ["YB266"]),
        (("组别,英文组别,姓名", "甲,A,张三"), []),
    ],
)
def test_what_is_no_list_is_said(content: Path, tmp_path: Path, rows: tuple[str, ...], codes: list[str]) -> None:
    assert [each.mistake.code for each in _read(content, _csv(tmp_path, *rows)).diagnostics] == codes


def test_a_name_of_two_records_is_asked_for(content: Path, tmp_path: Path) -> None:
    (content / "people/zhang-san-2.md").write_text(PERSON, "utf-8")
    code, output = _import(content, _csv(tmp_path, "姓名", "张三"))
    assert (code, "YB268" in output, "zhang-san-2" in output) == (1, True, True)


def test_an_honor_that_is_not_there_is_said(content: Path, tmp_path: Path) -> None:
    file = _csv(tmp_path, "姓名", "王伟")
    found = CliRunner().invoke(command, ["import", str(file), "--names-of", "honor:teacher", "--content", str(content)])
    assert (found.exit_code, "honor:teachers" in found.output) == (2, True)
    found = CliRunner().invoke(command, ["import", str(file), "--content", str(content)])
    assert found.exit_code == 2


def _book(folder: Path, *rows: list[object], merged: tuple[str, ...] = (), more: str = "") -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    for each in merged:
        sheet.merge_cells(each)
    if more:
        book.create_sheet(more).append(["说明", "本表由教体局填报"])
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


def _codes(found: NameList) -> list[tuple[str, int, int]]:
    return [(each.mistake.code, each.place.line, each.place.column) for each in found.diagnostics]


def test_what_is_left_out_guessed_or_without_english_is_said(content: Path, tmp_path: Path) -> None:
    file = _csv(
        tmp_path,
        "序号,组别,姓名,学校,学科,手机,身份证号,备注",
        "1,小学组,王伟,第一小学,语文,139,41,班主任",
        "2,小学组,李敏,第一小学,数学,139,41,",
        "3,小学组,,,,,,候补",
    )
    found = _read(content, file)
    assert _codes(found) == [
        ("YB269", 1, 5), ("YB290", 1, 6), ("YB290", 1, 7), ("YB269", 1, 8),
        ("YB291", 4, 1), ("YB292", 2, 3), ("YB293", 2, 3),
    ]  # fmt: skip
    assert not any(each.is_error for each in found.diagnostics)
    code, output = _import(content, file, "--dry-run")
    assert code == 0
    assert "王伟 Wang Wei, 李敏 Li Min" in output
    assert "小学组, 第一小学" in output


def test_english_of_groups_and_schools_comes_from_their_columns(content: Path, tmp_path: Path) -> None:
    file = _csv(
        tmp_path,
        "组别,英文组别,姓名,英文姓名,学校,英文学校",
        "小学组,Primary schools,王伟,Wang Wei,第一小学,No. 1 Primary School",
    )
    found = _read(content, file)
    assert found.diagnostics == ()
    assert found.values["awardees", 0, "label", "en"] == "Primary schools"
    assert found.values["awardees", 0, "names", 0, "en"] == "Wang Wei (No. 1 Primary School)"


def test_names_side_by_side_are_all_taken(content: Path, tmp_path: Path) -> None:
    file = _book(
        tmp_path,
        ["优秀教师名单"],
        ["序号", "姓名", "学校", "序号", "姓名", "学校"],
        ["一、小学组（3人）"],
        [1, "王伟", "甲小学", 2, "李敏", "乙小学"],
        [3, "刘洋", "甲小学"],
        ["二、中学组（1人）"],
        [1, "张磊", "丙中学"],
        ["三、幼儿园组"],
        merged=("A1:F1", "A3:F3", "A6:F6", "A8:F8"),
    )
    found = _read(content, file)
    assert found.added == {"小学组": 3, "中学组": 1}
    assert _codes(found)[0] == ("YB291", 8, 1)


def test_headings_in_two_rows_or_repeated_on_each_page_are_no_names(content: Path, tmp_path: Path) -> None:
    file = _book(
        tmp_path,
        ["先进单位"],
        ["姓名", "组别", "联系信息", None],
        [None, None, "手机", "邮编"],
        ["王伟", "小学组", "139", "450"],
        [],
        ["姓名", "组别", "手机", "邮编"],
        ["李敏", "小学组", "139", "450"],
        merged=("A2:A3", "B2:B3", "C2:D2", "B4:B5"),
        more="填表说明",
    )
    found = _read(content, file)
    assert found.added == {"小学组": 2}
    assert [code for code, _, _ in _codes(found)] == ["YB290", "YB269", "YB265", "YB292", "YB293"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_list_in_any_usual_encoding_is_read(content: Path, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes("组别,姓名\r\n小学组,王㐀\r\n".encode(encoding))
    assert _read(content, file).added == {"小学组": 1}
