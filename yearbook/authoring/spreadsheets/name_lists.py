"""Read a list of names from a spreadsheet, such as those whom an honor commends, and add them to its groups.

A row is one name. A column or the headings between the rows say to which group it belongs. Units and persons that have
records are named by their ids, all others by their names; a person's name in Latin letters is made if it is not there.
Other columns, such as numbers of telephones, are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from yearbook.authoring.field_edits import FieldValues
from yearbook.authoring.spreadsheets.headings import IGNORED, TOTAL_HEADINGS, fold_heading
from yearbook.authoring.spreadsheets.sheets import Sheet, SheetCell
from yearbook.content.name_lookup import name_lookup
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.i18n.person_names import romanised_name
from yearbook.model.honors import AwardeeType, Honor
from yearbook.model.kinds import PERSON, UNIT
from yearbook.model.structure import Pointer

NO_NAMES = DiagnosticKind(
    "YB266",
    "no row of this sheet has the headings of a list of names",
    hint="one row must have 姓名 or 单位名称; beside it may stand 组别, 英文, 单位",
)
TWICE = DiagnosticKind(
    "YB267",
    "“{name}” stands in the group “{group}” already, and is taken once",
    hint="if they are two persons, say beside each name where they work (单位)",
    severity=Severity.WARNING,
)
SEVERAL = DiagnosticKind("YB268", "“{name}” may be {ids}", hint="write the id in place of the name")

_GROUP, _NAME, _UNIT, _ENGLISH, _GROUP_ENGLISH = "group", "name", "unit", "english", "group_english"
_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        _GROUP: ("group", "组别", "类别", "奖项", "称号", "荣誉称号", "表彰名目", "表彰类别", "名目", "奖项名称"),
        _NAME: ("name", "姓名", "个人姓名", "获奖者", "获奖人", "受表彰者", "受表彰人员", "户主", "户主姓名", "家庭"),
        _UNIT: ("unit", "单位", "单位名称", "获奖单位", "先进单位", "受表彰单位", "所在单位", "工作单位", "学校",
                "企业", "企业名称", "公司名称", "名称"),
        _ENGLISH: ("english", "name (english)", "英文", "英文名", "英文姓名", "英文名称", "姓名(英文)", "名称(英文)"),
        _GROUP_ENGLISH: ("group (english)", "英文组别", "组别英文", "组别(英文)", "类别(英文)", "英文类别"),
    }
)  # fmt: skip
_FIELDS: Mapping[str, str] = MappingProxyType(
    {fold_heading(word): field for field, words in _HEADINGS.items() for word in words}
)
_COMPANIES = ("企业", "公司")
_ROWS_SEARCHED = 30
_SECTION = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]\s*|[(（][^()（）]*[)）]$")
"""The number before the name of a group in a heading between rows, and the count after it: 一、小学组（60人）."""


@dataclass(frozen=True, slots=True)
class ListedName:
    """One row of a list."""

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


@dataclass(frozen=True, slots=True)
class NameList:
    """The names that an honor gets, and what is wrong with the rows."""

    values: FieldValues
    """By pointer into the facts of the honor, what is new."""
    added: Mapping[str, int]
    """By group, how many names."""
    diagnostics: tuple[Diagnostic, ...]


def read_name_list(sheets: Sequence[Sheet], honor: Record[Honor], yearbook: Yearbook, only: str = "") -> NameList:
    """Return what the sheets (or `only` the one of a name) add to the commendation list of an honor."""
    wanted = [each for each in sheets if not only or each.name == only]
    found = [_listed(each, several=len(wanted) > 1) for each in wanted]
    if not any(found):
        return NameList({}, {}, (diagnostic(NO_NAMES, Location(wanted[0].path if wanted else only)),))
    adding = _Groups(honor, yearbook)
    for each in (name for names in found for name in names):
        adding.add(each)
    return NameList(adding.values, adding.added, tuple(adding.diagnostics))


def _listed(sheet: Sheet, *, several: bool) -> list[ListedName]:
    for at, row in enumerate(sheet.rows[:_ROWS_SEARCHED], 1):
        columns = {_FIELDS[name]: number for number, name in _folded(row) if name in _FIELDS}
        if _NAME in columns or _UNIT in columns:
            return list(_rows(sheet, at, columns, sheet.name if several else ""))
    return []


def _folded(row: Iterable[SheetCell]) -> Iterator[tuple[int, str]]:
    return ((number, fold_heading(cell.text)) for number, cell in reversed(tuple(enumerate(row))))


def _rows(sheet: Sheet, at: int, columns: Mapping[str, int], section: str) -> Iterator[ListedName]:
    """Yield the rows below the headings."""
    of_units = _NAME not in columns
    heading = sheet.rows[at - 1][columns[_UNIT if of_units else _NAME]].text
    for number, row in enumerate(sheet.rows[at:], at + 1):
        filled = [cell.text for cell in row if cell.text]
        cells = {field: row[place].text if place < len(row) else "" for field, place in columns.items()}
        name = cells[_UNIT] if of_units else cells[_NAME]
        if not filled or fold_heading(filled[0]) in TOTAL_HEADINGS or fold_heading(filled[0]) in IGNORED:
            continue
        if len(filled) == 1 and (number in sheet.titles or not name):
            section = _SECTION.sub("", _SECTION.sub("", filled[0].strip())).strip()
        elif name:
            column = columns[_UNIT if of_units else _NAME]
            yield ListedName(
                place=Location(sheet.path, number, column + 1, length=max(1, len(name))),
                group=cells.get(_GROUP) or section,
                group_english=cells.get(_GROUP_ENGLISH, ""),
                name=" ".join(name.split()) if re.search("[A-Za-z]", name) else "".join(name.split()),
                english=cells.get(_ENGLISH, ""),
                is_unit=of_units,
                is_company=any(each in heading for each in _COMPANIES),
                unit="" if of_units else cells.get(_UNIT, ""),
            )


class _Groups:
    """The groups of an honor, to which names are added."""

    def __init__(self, honor: Record[Honor], yearbook: Yearbook) -> None:
        self.languages = yearbook.configuration.languages
        self.title = honor.title
        self.units = name_lookup(UNIT.name, yearbook.records[UNIT.name])
        self.people = name_lookup(PERSON.name, yearbook.records[PERSON.name])
        self.yearbook = yearbook
        self.values: dict[Pointer, str | None] = {}
        self.added: dict[str, int] = {}
        self.diagnostics: list[Diagnostic] = []
        self._places: dict[str, int] = {}
        """By label, the place of a group."""
        self._present: dict[tuple[int, str], list[str]] = {}
        """By group and field, the ids or names that it has."""
        for place, group in enumerate(honor.facts.awardees):
            self._places[group.label.read(self.languages[0]).text] = place
            self._present[place, "named"] = list(group.named)
            self._present[place, "people"] = list(group.people)
            self._present[place, "names"] = [each.read(self.languages[0]).text for each in group.names]

    def add(self, row: ListedName) -> None:
        label = row.group or self.title.read(self.languages[0]).text
        lookup = self.units if row.is_unit else self.people
        ids = lookup.find(row.name)
        if len(ids) > 1:
            self.diagnostics.append(diagnostic(SEVERAL, row.place, name=row.name, ids=", ".join(ids)))
            return
        field = ("named" if row.is_unit else "people") if ids else "names"
        shown = ids[0] if ids else self._name(row)
        present = self._present.setdefault((self._place(row, label, field), field), [])
        if shown in present:
            self.diagnostics.append(diagnostic(TWICE, row.place, name=row.name, group=label))
            return
        pointer: Pointer = ("awardees", self._places[label], field, len(present))
        present.append(shown)
        self.added[label] = self.added.get(label, 0) + 1
        if ids:
            self.values[pointer] = shown
            return
        self.values[(*pointer, self.languages[0])] = shown
        if english := self._english(row):
            self.values[(*pointer, "en")] = english

    def _place(self, row: ListedName, label: str, field: str) -> int:
        """Return the place of a group, which is begun if there is none of its label."""
        if label in self._places:
            return self._places[label]
        place = self._places[label] = len(self._places)
        self.values["awardees", place, "label", self.languages[0]] = label
        english = row.group_english or ("" if row.group else self.title.get("en") or "")
        if english and "en" in self.languages[1:]:
            self.values["awardees", place, "label", "en"] = english
        if row.is_company or (row.is_unit and field == "names"):
            counted = AwardeeType.COMPANY if row.is_company else AwardeeType.UNIT
            self.values["awardees", place, "of"] = counted.value
        return place

    def _name(self, row: ListedName) -> str:
        """Return a name, with where the person works in brackets."""
        return f"{row.name}（{row.unit}）" if row.unit else row.name

    def _english(self, row: ListedName) -> str:
        if "en" not in self.languages[1:]:
            return ""
        english = row.english or ("" if row.is_unit else romanised_name(row.name))
        found = self.units.find(row.unit)
        unit = self.yearbook.get(UNIT, found[0]).title.get("en") if len(found) == 1 else ""
        return f"{english} ({unit})" if english and unit else english
