"""One cell under its column → the values in it, or what is wrong with it, in words that name the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yearbook.authoring.spreadsheets import values
from yearbook.authoring.spreadsheets.columns import SheetColumn
from yearbook.authoring.spreadsheets.headings import KIND_WORDS
from yearbook.authoring.spreadsheets.names import NameLookup
from yearbook.authoring.spreadsheets.sheets import SheetCell
from yearbook.authoring.spreadsheets.tables import Placed
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.model.errors import InvalidValueError
from yearbook.model.structure import ValueType
from yearbook.model.texts import on_one_line

BAD_CELL = DiagnosticKind("YB253", "{en}", "{zh}")
_UNKNOWN_NAME = DiagnosticKind(
    "YB254",
    "the yearbook has no {kind} called “{name}”",
    "年鉴里没有名为“{name}”的{kind_zh}",
    "did you mean “{meant}”?\nWrite its name or id as the yearbook has it, or add it there first",
    "是不是“{meant}”？\n请写年鉴里已有的名称或编号，或先补建这条记录",
)
SEVERAL_NAMES = DiagnosticKind(
    "YB255",
    "“{name}” is what the yearbook calls several {kind} records",
    "年鉴里有几个{kind_zh}都叫“{name}”",
    "write the id of the one that is meant: {ids}",
    "请改写编号：{ids}",
)
_NOT_A_CHOICE = DiagnosticKind(
    "YB258",
    "“{value}” is not one of the choices for “{heading}”",
    "“{heading}”不能填“{value}”",
    "did you mean “{meant}”?\nChoose from: {choices}",
    "是不是“{meant}”？\n可选：{choices_zh}",
)

_DIVIDED = re.compile(r"[\n;；、]+")
_DIVIDED_IDS = re.compile(r"[\s;；、，,]+")
_LOST_ZERO = re.compile(r"\d{4}\.1")
_LOST = {
    "en": "{0} may be January or October, as spreadsheets drop the last 0: write {1}-01 or {1}-10",
    "zh": "{0} 可能是1月也可能是10月（表格会去掉数字末尾的0）：请写成 {1}-01 或 {1}-10",
}
_SPACES_BEFORE_BREAK = re.compile(r"[ \t]+\n")

_Read = tuple[tuple[str, ...], tuple[Diagnostic, ...]]
"""The values of a cell, one a line where it has lines; and its problems. A line that is empty is an empty text."""


@dataclass(frozen=True, slots=True)
class Context:
    """What cells are read with."""

    names: Mapping[str, NameLookup]
    """Kind of record or of vocabulary → what its members are called, the rows' own records included."""


def read_cell(placed: Placed, cell: SheetCell, place: Location, context: Context) -> _Read:
    """The values in a cell, or its problems."""
    if cell.trouble:
        en, zh = cell.trouble
        return (), (diagnostic(BAD_CELL, place, en=en, zh=zh),)
    if placed.column.sort is ValueType.DATE and cell.is_number and _LOST_ZERO.fullmatch(cell.text):
        return (), (diagnostic(BAD_CELL, place, **_lost(cell.text)),)
    found: list[str] = []
    diagnostics: list[Diagnostic] = []
    for part in _parts(placed.column, cell.text, context):
        value = _value(placed, part, place, context) if part else ""
        if isinstance(value, Diagnostic):
            diagnostics.append(value)
        else:
            found.append(value)
    return tuple(found), tuple(diagnostics)


def _lost(text: str) -> dict[str, str]:
    return {language: each.format(text, text[:4]) for language, each in _LOST.items()}


def _parts(column: SheetColumn, text: str, context: Context) -> tuple[str, ...]:
    if column.in_lines:
        return values.cell_lines(text)
    if not column.many:
        return (text,)
    if column.sort is ValueType.REFERENCE:
        return context.names[column.refers_to].divided(text)
    divided = _DIVIDED_IDS if column.sort is ValueType.ANY_REFERENCE else _DIVIDED
    return tuple(filter(None, (each.strip() for each in divided.split(text))))


def _value(placed: Placed, text: str, place: Location, context: Context) -> str | Diagnostic:
    column = placed.column
    if column.choices:
        return _choice(placed, text, place)
    if column.sort is ValueType.REFERENCE:
        return _reference(context.names[column.refers_to], text, place)
    try:
        if column.sort is ValueType.AMOUNT:
            return values.cell_amount(text, placed.unit)
        if column.sort in values.PARSERS:
            return values.PARSERS[column.sort](text)
    except InvalidValueError as error:
        return diagnostic(BAD_CELL, place, en=error.en, zh=error.zh)
    return _SPACES_BEFORE_BREAK.sub("\n", text) if column.field == "body" else on_one_line(text)


def _choice(placed: Placed, text: str, place: Location) -> str | Diagnostic:
    assert placed.column.choices is not None
    if (found := values.choice(text, placed.column.choices)) is not None:
        return found
    meant, choices, choices_zh = values.nearest_choice(text, placed.column.choices)
    words = {"value": text, "heading": placed.heading, "meant": meant, "choices": choices, "choices_zh": choices_zh}
    return diagnostic(_NOT_A_CHOICE, place, **words)


def _reference(known: NameLookup, text: str, place: Location) -> str | Diagnostic:
    found = known.find(text)
    if len(found) == 1:
        return found[0]
    words = {"name": text, "kind": known.kind, "kind_zh": KIND_WORDS[known.kind]}
    if found:
        return diagnostic(SEVERAL_NAMES, place, **words, ids=", ".join(found))
    return diagnostic(_UNKNOWN_NAME, place, **words, meant=known.nearest(text))


def disagree(ids: SheetCell, names: SheetCell, known: NameLookup) -> Iterator[str]:
    """The names in one cell that are not those of the ids in the other."""
    wanted = set(known.divided(ids.text))
    for each in known.divided(names.text):
        if not wanted & set(known.find(each)):
            yield each
