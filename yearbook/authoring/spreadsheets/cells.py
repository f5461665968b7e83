"""Convert the cells of a table: split a cell into its values, look up names and choices, report what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.authoring.spreadsheets import values
from yearbook.authoring.spreadsheets.columns import EACH, SheetColumn
from yearbook.authoring.spreadsheets.sheet_table import TableColumn, TableRow
from yearbook.authoring.spreadsheets.sheets import SheetCell
from yearbook.content.name_lookup import NameLookup
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.messages import Word, message
from yearbook.model.errors import InvalidValueError
from yearbook.model.kinds import UNIT
from yearbook.model.measures import Measures
from yearbook.model.structure import ValueType
from yearbook.model.texts import on_one_line

BAD_CELL = DiagnosticKind(
    "YB253", "{reason}", hint="correct the cell in the sheet; export shows how values are written"
)
_UNKNOWN_NAME = DiagnosticKind(
    "YB254",
    "the yearbook has no {kind} called “{name}”",
    hint="did you mean “{meant}”?\nWrite a name or id of the yearbook, or add it there first.\n{option} begins units",
)
SEVERAL_NAMES = DiagnosticKind(
    "YB255",
    "“{name}” is what the yearbook calls several {kind} records",
    hint="write the id of the one that is meant: {ids}",
)
BEGIN_UNITS = "--begin-units"
"""The option of `import`."""
_NOT_A_CHOICE = DiagnosticKind(
    "YB258",
    "“{value}” is not one of the choices for “{heading}”",
    hint="did you mean “{meant}”?\nChoose from: {choices}",
)

_SEPARATORS = re.compile(r"[\n;；、]+")
_ID_SEPARATORS = re.compile(r"[\s;；、，,]+")
_LOST_ZERO = re.compile(r"\d{4}\.1")
_SPACES_BEFORE_BREAK = re.compile(r"[ \t]+\n")

Names = Mapping[str, NameLookup]
"""Kind of record or vocabulary to the names of its members, including records of the same table."""


def read_cell(
    column: TableColumn, cell: SheetCell, place: Location, names: Names, measures: Measures
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the values of a cell, and what is wrong with it. Columns with lines keep empty lines as empty texts."""
    if cell.error:
        return (), (diagnostic(BAD_CELL, place, reason=cell.error),)
    if column.column.value_type is ValueType.DATE and cell.is_number and _LOST_ZERO.fullmatch(cell.text):
        reason = message(
            "{month} may be January or October, as spreadsheets drop the last 0: write {year}-01 or {year}-10",
            month=cell.text,
            year=cell.text[:4],
        )
        return (), (diagnostic(BAD_CELL, place, reason=reason),)
    found = [
        _convert(column, part, place, names, measures) if part else ""
        for part in _split(column.column, cell.text, names)
    ]
    return (
        tuple(each for each in found if not isinstance(each, Diagnostic)),
        tuple(each for each in found if isinstance(each, Diagnostic)),
    )


def divided_cells(
    row: TableRow, names: Names, columns: Sequence[SheetColumn]
) -> Iterator[tuple[TableColumn, SheetCell]]:
    """Yield the cells of a row; one that says several things as several.

    全市并列第1名 is the scope of a rank, that it is shared, and its place; 拟开工 is a stage and its standing.
    """
    filled = {each.column.path for each, _ in row.cells}
    by_path = {each.path: each for each in columns}
    for column, cell in row.cells:
        *above, field = column.column.path
        said = _SAID_TOO.get(column.column.path[-2:], _only)(cell.text, names)
        yield column, replace(cell, text=said.pop(field, cell.text))
        for name, text in said.items():
            beside = by_path.get((*above, name))
            if text and beside and beside.path not in filled:
                yield replace(column, column=beside), replace(cell, text=text)


def _only(_text: str, _names: Names) -> dict[str, str]:
    return {}


def _rank(text: str, names: Names) -> dict[str, str]:
    rank = values.cell_rank(text)
    if rank.among and len(names["scope"].find(rank.among)) != 1:
        return {}
    return {"place": rank.place, "scope": rank.among, "placing": rank.placing}


def _stage(text: str, _names: Names) -> dict[str, str]:
    standing, stage = values.cell_standing(text)
    return {"stage": stage, "standing": standing}


_SAID_TOO: Mapping[tuple[str, ...], Callable[[str, Names], dict[str, str]]] = {
    ("rank", "place"): _rank,
    (EACH, "stage"): _stage,
}
"""By the end of a column's path, a function that returns what its cells say of that field and of others."""


def _split(column: SheetColumn, text: str, names: Names) -> tuple[str, ...]:
    if column.in_lines:
        return tuple(each.strip() for each in text.split("\n")) if text else ()
    if not column.many:
        return (text,)
    if column.value_type is ValueType.REFERENCE:
        return names[column.refers_to].split(text)
    separators = _ID_SEPARATORS if column.value_type is ValueType.ANY_REFERENCE else _SEPARATORS
    return tuple(filter(None, (each.strip() for each in separators.split(text))))


def _convert(column: TableColumn, text: str, place: Location, names: Names, measures: Measures) -> str | Diagnostic:
    field = column.column
    if field.choices:
        return _choice(column, text, place)
    if field.value_type is ValueType.REFERENCE:
        return _reference(column, names[field.refers_to], text, place)
    try:
        if field.value_type is ValueType.AMOUNT:
            return values.cell_amount(text, column.unit, measures)
        if field.value_type in values.PARSERS:
            return values.PARSERS[field.value_type](text)
    except InvalidValueError as error:
        return diagnostic(BAD_CELL, place, reason=error.message)
    return _SPACES_BEFORE_BREAK.sub("\n", text) if field.field == "body" else on_one_line(text)


def _choice(column: TableColumn, text: str, place: Location) -> str | Diagnostic:
    assert column.column.choices is not None
    if (found := values.cell_choice(text, column.column.choices)) is not None:
        return found
    meant, choices = values.nearest_choice(text, column.column.choices)
    return diagnostic(_NOT_A_CHOICE, place, value=text, heading=column.heading, meant=meant, choices=choices)


def _reference(column: TableColumn, lookup: NameLookup, text: str, place: Location) -> str | Diagnostic:
    found = lookup.find(text)
    if len(found) == 1:
        return found[0]
    kind = kind_noun(lookup.kind)
    if found:
        return diagnostic(SEVERAL_NAMES, place, name=text, kind=kind, ids=", ".join(found))
    if lookup.choices:
        words: dict[str, Word] = {"meant": lookup.nearest(text), "choices": ", ".join(lookup.choices)}
        return diagnostic(_NOT_A_CHOICE, place, value=text, heading=column.heading, **words)
    option = BEGIN_UNITS if lookup.kind == UNIT.name else ""
    return diagnostic(_UNKNOWN_NAME, place, name=text, kind=kind, meant=lookup.nearest(text), option=option)


def contradicting_names(ids: SheetCell, names: SheetCell, lookup: NameLookup) -> Iterator[str]:
    """Yield the names in one cell that belong to none of the ids in the other."""
    wanted = set(lookup.split(ids.text))
    for each in lookup.split(names.text):
        if not wanted & set(lookup.find(each)):
            yield each
