"""Find the names in the sheets of a list of names, and what of the sheets is not taken.

A row is one name; where a heading such as 姓名 stands twice, each of its blocks of columns has names. A column or the
headings between the rows say to which group a name belongs. What is left out is reported, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from yearbook.authoring.spreadsheets.headings import IGNORED, TOTAL_HEADINGS, fold_heading
from yearbook.authoring.spreadsheets.sheets import Sheet, SheetCell
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.frozen import dataclass

NO_NAMES = DiagnosticKind(
    "YB266",
    "no row of this sheet has the headings of a list of names",
    hint="one row must have 姓名 or 单位名称; beside it may stand 组别, 英文, 单位, 英文组别, 英文单位",
)
_NO_NAMES_HERE = DiagnosticKind(
    "YB265",
    "nothing is taken from this sheet: no row of it has the headings of a list of names",
    hint="if it has names, one row must have 姓名 or 单位名称",
    severity=Severity.WARNING,
)
_PASSED_OVER = DiagnosticKind(
    "YB269",
    "the column “{heading}” has no place in a list of names and is left out",
    hint="a list has 姓名 or 单位名称, 组别, 英文, 单位; write other things into the text of the honor",
    severity=Severity.WARNING,
)
_PRIVATE = DiagnosticKind(
    "YB290",
    "the column “{heading}” is left out: it is about private matters, which are not published",
    hint="nothing is to be done; keep the file itself out of the content folder",
    severity=Severity.WARNING,
)
_NO_NAME = DiagnosticKind(
    "YB291",
    "no name is taken from this row: “{text}”",
    hint="if it is one, write it into the column 姓名 or 单位名称; if it is a remark, into the text of the honor",
    severity=Severity.WARNING,
)

_GROUP, _NAME, _UNIT, _ENGLISH = "group", "name", "unit", "english"
_GROUP_ENGLISH, _UNIT_ENGLISH = "group_english", "unit_english"
_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        _GROUP: ("group", "组别", "类别", "奖项", "称号", "荣誉称号", "表彰名目", "表彰类别", "名目", "奖项名称"),
        _NAME: ("name", "姓名", "个人姓名", "教师姓名", "获奖者", "获奖人", "受表彰者", "受表彰人员", "户主",
                "户主姓名", "家庭"),
        _UNIT: ("unit", "单位", "单位名称", "获奖单位", "先进单位", "受表彰单位", "所在单位", "工作单位", "学校",
                "学校名称", "所在学校", "任教学校", "企业", "企业名称", "公司名称", "名称"),
        _ENGLISH: ("english", "name (english)", "英文", "英文名", "英文姓名", "英文名称", "姓名(英文)", "名称(英文)"),
        _GROUP_ENGLISH: ("group (english)", "英文组别", "组别英文", "组别(英文)", "类别(英文)", "英文类别"),
        _UNIT_ENGLISH: ("unit (english)", "英文单位", "单位英文", "单位(英文)", "英文学校", "学校英文", "学校(英文)",
                        "工作单位(英文)", "所在单位(英文)"),
    }
)  # fmt: skip
_FIELDS: Mapping[str, str] = MappingProxyType(
    {fold_heading(word): field for field, words in _HEADINGS.items() for word in words}
)
_COMPANIES = ("企业", "公司")
_PRIVATE_WORDS = re.compile(
    "电话|手机|联系方式|身份证|证件号|银行|卡号|账号|住址|地址|出生|年龄|phone|mobile|birth", re.IGNORECASE
)
_ROWS_SEARCHED = 30
_SECTION = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]\s*|[(（][^()（）]*[)）]$")
"""The number before the name of a group in a heading between rows, and the count after it: 一、小学组（60人）."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a list."""

    place: Location
    group: str
    group_english: str
    name: str
    english: str
    is_unit: bool
    """Whether the column is one of units, not of persons."""
    is_company: bool
    unit: str
    """Where a person works; empty if the list does not say."""
    unit_english: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Columns of which each row has one name."""

    columns: Mapping[str, int]
    """By field, from 0."""
    heading: str

    @property
    def main(self) -> int:
        return self.columns[_NAME if _NAME in self.columns else _UNIT]

    def text(self, row: Sequence[SheetCell], field: str) -> str:
        place = self.columns.get(field, len(row))
        return row[place].text.strip() if place < len(row) else ""

    def name(self, row: Sequence[SheetCell]) -> str:
        name = row[self.main].text if self.main < len(row) else ""
        return " ".join(name.split()) if re.search("[A-Za-z]", name) else "".join(name.split())


def listed_names(sheets: Sequence[Sheet]) -> tuple[tuple[ListedName, ...], tuple[Diagnostic, ...]]:
    """Return the names of all sheets, and what is left out. YB266 is an error: no sheet has names."""
    names: list[ListedName] = []
    told: list[Diagnostic] = []
    without = []
    for sheet in sheets:
        if (at := _headings(sheet)) is None:
            without.append(sheet)
            continue
        blocks = _blocks(sheet.rows[at - 1])
        below = _first_below(sheet, at, blocks)
        told += _columns_left_out(sheet, at, below, blocks)
        for each in _rows(sheet, below, blocks, sheet.name if len(sheets) > 1 else ""):
            if isinstance(each, ListedName):
                names.append(each)
            else:
                told.append(each)
    if len(without) == len(sheets):
        return (), (diagnostic(NO_NAMES, Location(sheets[0].path if sheets else "")),)
    told += [diagnostic(_NO_NAMES_HERE, Location(each.path)) for each in without if each.rows]
    return tuple(names), tuple(told)


def _headings(sheet: Sheet) -> int | None:
    """Return the number of the row of headings; a title alone in its row, such as 先进单位, counts last."""
    found = [
        (sum(bool(each.text) for each in row) < 2, at)
        for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED], 1)
        if {_FIELDS.get(fold_heading(each.text)) for each in row} & {_NAME, _UNIT}
    ]
    return min(found)[1] if found else None


def _first_below(sheet: Sheet, at: int, blocks: Sequence[_Block]) -> int:
    """Return the number of the last row of headings: a second one repeats what is merged downwards from the first."""
    return at + len(tuple(takewhile(lambda row: _is_heading(row, blocks), sheet.rows[at:])))


def _blocks(row: Sequence[SheetCell]) -> tuple[_Block, ...]:
    """Return the blocks of columns: a new one begins where 姓名, or a column before it, is there already."""
    fields = [_FIELDS.get(fold_heading(cell.text)) for cell in row]
    main = _NAME if _NAME in fields else _UNIT
    found: list[dict[str, int]] = [{}]
    for number, field in enumerate(fields):
        if field is None:
            continue
        if field in found[-1] and main in found[-1] and main in fields[number:]:
            found.append({})
        found[-1].setdefault(field, number)
    return tuple(_Block(each, row[each[main]].text) for each in found)


def _columns_left_out(sheet: Sheet, at: int, last: int, blocks: Sequence[_Block]) -> Iterator[Diagnostic]:
    """Yield a warning for each column that holds something and is not taken."""
    taken = {number for each in blocks for number in each.columns.values()}
    for number in range(max(map(len, sheet.rows))):
        column = [row[number].text if number < len(row) else "" for row in sheet.rows[at - 1 :]]
        words = [each for each in column[: last - at + 1] if each]
        heading = " ".join(words[-1].split()) if words else ""
        filled = any(column[last - at + 1 :])
        if number in taken or not filled or fold_heading(heading) in IGNORED:
            continue
        place = Location(sheet.path, at, number + 1, length=max(1, len(heading)))
        if _PRIVATE_WORDS.search(heading):
            yield diagnostic(_PRIVATE, place, heading=heading)
        elif heading or not _holds_sections(sheet, last, number):
            yield diagnostic(_PASSED_OVER, place, heading=heading)


def _holds_sections(sheet: Sheet, last: int, number: int) -> bool:
    """Return whether a column without a heading has only headings between rows, or numbers of rows."""
    rows = (row for row in sheet.rows[last:] if number < len(row) and row[number].text)
    return all(row[number].is_number or sum(bool(each.text) for each in row) == 1 for row in rows)


def _rows(sheet: Sheet, last: int, blocks: Sequence[_Block], section: str) -> Iterator[ListedName | Diagnostic]:
    """Yield the names below the headings, and rows without a name."""
    heading: Diagnostic | None = None  # of a group in which no name is found yet
    for number, row in enumerate(sheet.rows[last:], last + 1):
        filled = [(place, cell.text) for place, cell in enumerate(row, 1) if cell.text]
        if not filled or fold_heading(filled[0][1]) in TOTAL_HEADINGS or _is_heading(row, blocks):
            continue
        named = [each for each in blocks if each.name(row)]
        place = Location(sheet.path, number, filled[0][0], length=len(filled[0][1]))
        without_name = diagnostic(_NO_NAME, place, text=" ".join(filled[0][1].split()))
        if len(filled) == 1 and (number in sheet.titles or not named):
            if heading:
                yield heading
            section, heading = _section(filled[0][1]), without_name
            continue
        if not named:
            if fold_heading(filled[0][1]) not in IGNORED and any(not cell.is_number for cell in row if cell.text):
                yield without_name
            continue
        heading = None
        for each in named:
            yield _listed(sheet, number, each, section)
    if heading:
        yield heading


def _is_heading(row: Sequence[SheetCell], blocks: Sequence[_Block]) -> bool:
    """Return whether a row repeats the headings, as at the top of a printed page."""
    return any(fold_heading(each.name(row)) == fold_heading(each.heading) for each in blocks)


def _section(text: str) -> str:
    return _SECTION.sub("", _SECTION.sub("", text.strip())).strip()


def _listed(sheet: Sheet, number: int, block: _Block, section: str) -> ListedName:
    row = sheet.rows[number - 1]
    name, is_unit = block.name(row), _NAME not in block.columns
    return ListedName(
        place=Location(sheet.path, number, block.main + 1, length=max(1, len(name))),
        group=block.text(row, _GROUP) or section,
        group_english=block.text(row, _GROUP_ENGLISH),
        name=name,
        english=block.text(row, _ENGLISH),
        is_unit=is_unit,
        is_company=any(each in block.heading for each in _COMPANIES),
        unit="" if is_unit else block.text(row, _UNIT),
        unit_english="" if is_unit else block.text(row, _UNIT_ENGLISH),
    )
