"""Lay out the columns of a table from the fields of a class, and fill the cells of its rows.

Parts that a record has once are spread over columns of its row; what it has several of belongs to other tables (see
`tables.py`). Cells are texts as a CSV file holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.data.record_json import data_file_name
from yearbook.model.dates import When
from yearbook.model.docstrings import Description, cached
from yearbook.model.projects import Counts
from yearbook.model.quantities import Quantity
from yearbook.model.structure import ModelField, ValueType, published_fields
from yearbook.model.texts import Languages, Text

Row = list[str]
_FillCells = Callable[[Any], tuple[str, ...]]

ALWAYS_ROWS = frozenset({Counts})
"""Parts that are rows of a table of their own even if a record has one only: a ledger's total beside its stages."""


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """One column, in the terms of Table Schema."""

    name: str
    description: Description
    type: str = "string"
    """string, number, integer, boolean or date."""
    required: bool = False
    refers_to: str = ""
    """The table whose `id` it holds."""
    choices: tuple[str, ...] = ()


def text_columns(name: str, description: Description, languages: Languages) -> tuple[CsvColumn, ...]:
    """The columns of a text, one for each language: `title_zh`, `title_en`."""
    return tuple(CsvColumn(f"{name}_{code}", description) for code in languages)


def text_cells(value: Text | None, languages: Languages) -> tuple[str, ...]:
    """The cells of a text in the columns of `text_columns`."""
    words = dict(value.values) if value else {}
    return tuple(without_formula(words.get(code, "")) for code in languages)


@dataclass(frozen=True, slots=True)
class ClassColumns:
    """The columns of a class, and what fills them: (field, its cells, blanks if the field is empty)."""

    columns: tuple[CsvColumn, ...]
    fields: tuple[tuple[str, _FillCells, tuple[str, ...]], ...]

    def cells(self, value: Any) -> Row:
        """The cells of one row, as many as there are columns."""
        row: Row = []
        for name, cells, blanks in self.fields:
            each = getattr(value, name)
            row += blanks if each is None else cells(each)
        return row


@cached
def class_columns(
    owner: type[Any], languages: Languages, name: str = "", main: str = "", skip: frozenset[str] = frozenset()
) -> ClassColumns:
    """The columns for values of a class, or for those of a part that stands in the field `name`.

    `main`: the field of the part whose column has the bare name: `conferred`, beside `conferred_known`.
    """
    columns: list[CsvColumn] = []
    filled = []
    for field in published_fields(owner):
        if field.name in skip:
            continue
        column = name if field.name == main else f"{name}_{field.name}" if name else field.name
        made, cells = _field_columns(column, field, languages)
        if made:
            columns += made
            filled.append((field.name, cells, ("",) * len(made)))
    return ClassColumns(columns=tuple(columns), fields=tuple(filled))


_Columns = tuple[tuple[CsvColumn, ...], _FillCells]


def _field_columns(name: str, field: ModelField, languages: Languages) -> _Columns:
    """The columns of one field and what fills them; none if its values have rows of their own."""
    if field.many:
        return _list_columns(name, field)
    match field.value_type:
        case ValueType.PART:
            return _part_columns(name, field, languages)
        case ValueType.TEXT:
            return text_columns(name, field.description, languages), lambda value: text_cells(value, languages)
        case ValueType.DATE:
            return _date_columns(name, field), _date_cells
        case ValueType.AMOUNT:
            return _amount_columns(name, field), _amount_cells
        case _:
            return _single_column(name, field)


def _list_columns(name: str, field: ModelField) -> _Columns:
    """The column of a list of numbers; the items of all other lists have rows of their own."""
    if field.value_type is not ValueType.NUMBER:
        return (), lambda _: ()
    # The specification's type `list` is missing in its own profile for 2.0.
    about = field.description
    column = CsvColumn(name, Description(f"{about.en} Separated by semicolons.", f"{about.zh}以分号分隔。"))
    return (column,), lambda value: (";".join(map(str, value)),)


def _single_column(name: str, field: ModelField) -> _Columns:
    kind, cell = _SINGLE[field.value_type]
    column = CsvColumn(
        name=name,
        description=field.description,
        type=kind,
        required=field.required,
        refers_to=data_file_name(field.refers_to) if field.refers_to else "",
        choices=tuple(each.value for each in field.choices) if field.value_type is ValueType.CHOICE else (),
    )
    return (column,), lambda value: (cell(value),)


def _part_columns(name: str, field: ModelField, languages: Languages) -> _Columns:
    if field.part in ALWAYS_ROWS:
        return (), lambda _: ()
    inner = class_columns(field.part, languages, name, field.shorthand)
    columns = inner.columns
    if not field.required:
        columns = tuple(replace(each, required=False) for each in columns)
    if field.shorthand:
        columns = (replace(columns[0], description=field.description), *columns[1:])
    return columns, lambda value: tuple(inner.cells(value))


def _date_columns(name: str, field: ModelField) -> tuple[CsvColumn, ...]:
    about = field.description
    first = Description(f"The first day that {name} may mean.", "可能的最早一日。")
    last = Description(f"The last day that {name} may mean.", "可能的最晚一日。")
    return (
        CsvColumn(name, Description(f"{about.en} After EDTF.", f"{about.zh}（EDTF）"), required=field.required),
        CsvColumn(f"{name}_first", first, "date"),
        CsvColumn(f"{name}_last", last, "date"),
    )


@lru_cache(maxsize=4096)
def _date_cells(value: When) -> tuple[str, ...]:
    """EDTF, then the first and the last day; an open end has none."""
    first, last = value.first, value.last
    return (
        str(value),
        first.isoformat() if first != date.min else "",
        last.isoformat() if last != date.max else "",
    )


def _amount_columns(name: str, field: ModelField) -> tuple[CsvColumn, ...]:
    low = Description("Its value in whole measures; of a range, the lower end.", "数值；范围取下限。")
    return (
        CsvColumn(name, field.description, required=field.required),
        CsvColumn(f"{name}_low", low, "number"),
        CsvColumn(f"{name}_high", Description("The upper end of a range.", "范围的上限。"), "number"),
        CsvColumn(f"{name}_measure", Description("What it is measured in.", "计量单位。")),
        CsvColumn(f"{name}_bound", Description("How the printed number stands to the true one.", "限定。")),
    )


def _amount_cells(value: Quantity) -> tuple[str, ...]:
    """As printed (digits and measures only, so never a formula), then the exact value."""
    high = "" if value.high is None else f"{value.high:f}"
    return (value.printed, f"{value.low:f}", high, value.measure, value.bound.value)


_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")  # spreadsheets take the wide forms too
_NEVER_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def without_formula(text: str) -> str:
    """A text that a spreadsheet does not run as a formula: one that begins like a formula gets an apostrophe before it.

    After https://owasp.org/www-community/attacks/CSV_Injection and CWE-1236. Taking one leading apostrophe off where a
    formula's sign follows gives the text back, also where it began with apostrophes itself. Numbers, dates, ids and
    printed quantities are written by this program from values with a grammar, and are not changed.
    """
    if not text:
        return text
    if _NEVER_IN_CELLS.search(text):
        text = _NEVER_IN_CELLS.sub("", text)
    return f"'{text}" if _FORMULA.match(text) else text


_SINGLE: dict[ValueType, tuple[str, Callable[[Any], str]]] = {
    ValueType.CHOICE: ("string", lambda value: str(value.value)),
    ValueType.FLAG: ("boolean", lambda value: "true" if value else "false"),
    ValueType.NUMBER: ("integer", str),
    ValueType.DECIMAL: ("number", str),
    ValueType.REFERENCE: ("string", str),
    ValueType.ANY_REFERENCE: ("string", str),
    ValueType.LINE: ("string", without_formula),
    ValueType.GEOMETRY: ("string", str),
    ValueType.FILE: ("string", without_formula),
}
"""Types of values that take one column: its type, and what makes its cell."""
