"""One cell under its column → the values in it, or what is wrong with it, in words that name the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from yearbook.authoring.spreadsheets import values
from yearbook.authoring.spreadsheets.columns import SheetColumn
from yearbook.authoring.spreadsheets.headings import KIND_NAMES
from yearbook.authoring.spreadsheets.names import NameLookup
from yearbook.authoring.spreadsheets.sheets import SheetCell
from yearbook.authoring.spreadsheets.tables import Placed
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message
from yearbook.model.errors import InvalidValueError
from yearbook.model.structure import ValueType
from yearbook.model.texts import on_one_line

BAD_CELL = DiagnosticKind("YB253", "{reason}")
_UNKNOWN_NAME = DiagnosticKind(
    "YB254",
    "the yearbook has no {kind} called “{name}”",
    hint="did you mean “{meant}”?\nWrite its name or id as the yearbook has it, or add it there first",
)
SEVERAL_NAMES = DiagnosticKind(
    "YB255",
    "“{name}” is what the yearbook calls several {kind} records",
    hint="write the id of the one that is meant: {ids}",
)
_NOT_A_CHOICE = DiagnosticKind(
    "YB258",
    "“{value}” is not one of the choices for “{heading}”",
    hint="did you mean “{meant}”?\nChoose from: {choices}",
)

_DIVIDED = re.compile(r"[\n;；、]+")
_DIVIDED_IDS = re.compile(r"[\s;；、，,]+")
_LOST_ZERO = re.compile(r"\d{4}\.1")
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
        return (), (diagnostic(BAD_CELL, place, reason=cell.trouble),)
    if placed.column.sort is ValueType.DATE and cell.is_number and _LOST_ZERO.fullmatch(cell.text):
        return (), (diagnostic(BAD_CELL, place, reason=_lost(cell.text)),)
    found: list[str] = []
    diagnostics: list[Diagnostic] = []
    for part in _parts(placed.column, cell.text, context):
        value = _value(placed, part, place, context) if part else ""
        if isinstance(value, Diagnostic):
            diagnostics.append(value)
        else:
            found.append(value)
    return tuple(found), tuple(diagnostics)


def _lost(text: str) -> Message:
    return message(
        "{month} may be January or October, as spreadsheets drop the last 0: write {year}-01 or {year}-10",
        month=text,
        year=text[:4],
    )


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
        return diagnostic(BAD_CELL, place, reason=error.message)
    return _SPACES_BEFORE_BREAK.sub("\n", text) if column.field == "body" else on_one_line(text)


def _choice(placed: Placed, text: str, place: Location) -> str | Diagnostic:
    assert placed.column.choices is not None
    if (found := values.choice(text, placed.column.choices)) is not None:
        return found
    meant, choices = values.nearest_choice(text, placed.column.choices)
    return diagnostic(_NOT_A_CHOICE, place, value=text, heading=placed.heading, meant=meant, choices=choices)


def _reference(known: NameLookup, text: str, place: Location) -> str | Diagnostic:
    found = known.find(text)
    if len(found) == 1:
        return found[0]
    kind = KIND_NAMES.get(known.kind, known.kind)
    if found:
        return diagnostic(SEVERAL_NAMES, place, name=text, kind=kind, ids=", ".join(found))
    return diagnostic(_UNKNOWN_NAME, place, name=text, kind=kind, meant=known.nearest(text))


def disagree(ids: SheetCell, names: SheetCell, known: NameLookup) -> Iterator[str]:
    """The names in one cell that are not those of the ids in the other."""
    wanted = set(known.divided(ids.text))
    for each in known.divided(names.text):
        if not wanted & set(known.find(each)):
            yield each
