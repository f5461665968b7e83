"""One class of the vocabulary → the columns of a table, and the cells of a row.

Parts that a record has once are spread over columns of its row; what it has several of belongs to other tables
(see `exports.tables`). Cells are texts as a CSV file holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.data.record_json import record_file_name
from yearbook.model.dates import When
from yearbook.model.kinds import KINDS, VOCABULARIES
from yearbook.model.projects import Counts
from yearbook.model.quantities import Quantity
from yearbook.model.structure import Description, ModelField, ValueType, cached, published_fields
from yearbook.model.texts import Text

Languages = tuple[str, ...]
Cells = Callable[[Any], tuple[str, ...]]

ALWAYS_ROWS = frozenset({Counts})
"""Parts that are rows of a table of their own even where a record has one: a ledger's total beside its stages."""


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """One column, in the terms of Table Schema."""

    name: str
    type: str
    """string, number, integer, boolean or date."""
    description: Description
    refers_to: str = ""
    """The table whose `id` it holds."""
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spread:
    """The columns of a class, and what fills them: (field, its cells, blanks where it is missing)."""

    columns: tuple[CsvColumn, ...]
    fields: tuple[tuple[str, Cells, tuple[str, ...]], ...]

    def cells(self, value: Any) -> list[str]:
        """The cells of one row, as many as there are columns."""
        row: list[str] = []
        for name, cells, blanks in self.fields:
            each = getattr(value, name)
            row += blanks if each is None else cells(each)
        return row


@cached
def spread(
    owner: type[Any], languages: Languages, name: str = "", main: str = "", skip: frozenset[str] = frozenset()
) -> Spread:
    """How values of a class fill the columns of a table, or those of the field `name` that holds the part.

    `main`: the field of the part whose column has the bare name: `conferred`, beside `conferred_known`.
    """
    columns: list[CsvColumn] = []
    fields = []
    for field in published_fields(owner):
        if field.name in skip:
            continue
        column = name if field.name == main else f"{name}_{field.name}" if name else field.name
        made, cells = _column(column, field, languages)
        if made:
            columns += made
            fields.append((field.name, cells, ("",) * len(made)))
    return Spread(tuple(columns), tuple(fields))


def _column(name: str, field: ModelField, languages: Languages) -> tuple[tuple[CsvColumn, ...], Cells]:
    """The columns of one field and what fills them; none for what has rows of its own."""
    if field.many:
        if field.value_type is ValueType.NUMBER:
            # The specification's type `list` is missing in its own profile for 2.0.
            about = field.description
            about = Description(f"{about.en} Separated by semicolons.", f"{about.zh}以分号分隔。")
            return (CsvColumn(name, "string", about),), lambda value: (";".join(map(str, value)),)
        return (), lambda _: ()
    if field.value_type is ValueType.PART:
        if field.part in ALWAYS_ROWS:
            return (), lambda _: ()
        inner = spread(field.part, languages, name, field.shorthand)
        columns = inner.columns
        if not field.required:
            columns = tuple(replace(each, required=False) for each in columns)
        if field.shorthand:
            columns = (replace(columns[0], description=field.description), *columns[1:])
        return columns, lambda value: tuple(inner.cells(value))
    return _simple(name, field, languages)


def _simple(name: str, field: ModelField, languages: Languages) -> tuple[tuple[CsvColumn, ...], Cells]:
    description, required = field.description, field.required
    match field.value_type:
        case ValueType.TEXT:
            return csv_texts(name, description, languages), lambda value: text_cells(value, languages)
        case ValueType.DATE:
            return _date_columns(name, description, required), date_cells
        case ValueType.AMOUNT:
            return _amount_columns(name, description, required), amount_cells
    kind, cell = _SINGLE[field.value_type]
    target = table_of(field.refers_to) if field.refers_to else ""
    choices = tuple(each.value for each in field.choices) if field.value_type is ValueType.CHOICE else ()
    return (CsvColumn(name, kind, description, target, required, choices),), lambda value: (cell(value),)


def table_of(kind: str) -> str:
    """The table whose rows are the records of a kind, or the words of a vocabulary."""
    assert kind in KINDS or kind in VOCABULARIES
    return record_file_name(kind)


def csv_texts(name: str, description: Description, languages: Languages) -> tuple[CsvColumn, ...]:
    """A text's columns: `title_zh`, `title_en`."""
    return tuple(CsvColumn(f"{name}_{code}", "string", description) for code in languages)


def text_cells(value: Text | None, languages: Languages) -> tuple[str, ...]:
    words = dict(value.values) if value else {}
    return tuple(harmless(words.get(code, "")) for code in languages)


def _date_columns(name: str, description: Description, required: bool) -> tuple[CsvColumn, ...]:
    first = Description(f"The first day that {name} may mean.", "可能的最早一日。")
    last = Description(f"The last day that {name} may mean.", "可能的最晚一日。")
    return (
        CsvColumn(
            name, "string", Description(f"{description.en} After EDTF.", f"{description.zh}（EDTF）"), "", required
        ),
        CsvColumn(f"{name}_first", "date", first),
        CsvColumn(f"{name}_last", "date", last),
    )


@lru_cache(maxsize=4096)
def date_cells(value: When) -> tuple[str, ...]:
    """EDTF, then the first and the last day; an open end has none."""
    first, last = value.first, value.last
    return (
        str(value),
        first.isoformat() if first != date.min else "",
        last.isoformat() if last != date.max else "",
    )


def _amount_columns(name: str, description: Description, required: bool) -> tuple[CsvColumn, ...]:
    low = Description("Its value in whole measures; of a range, the lower end.", "数值；范围取下限。")
    return (
        CsvColumn(name, "string", description, "", required),
        CsvColumn(f"{name}_low", "number", low),
        CsvColumn(f"{name}_high", "number", Description("The upper end of a range.", "范围的上限。")),
        CsvColumn(f"{name}_measure", "string", Description("What it is measured in.", "计量单位。")),
        CsvColumn(f"{name}_bound", "string", Description("How the printed number stands to the true one.", "限定。")),
    )


def amount_cells(value: Quantity) -> tuple[str, ...]:
    """As printed (digits and measures only, so never a formula), then the exact value."""
    high = "" if value.high is None else f"{value.high:f}"
    return (value.printed, f"{value.low:f}", high, value.measure, value.bound.value)


_FORMULA = re.compile("'*[=+\\-@＝＋－＠\t\r\n]")  # spreadsheets take the wide forms too
_NEVER_IN_CELLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def harmless(text: str) -> str:
    """A text that a spreadsheet does not run as a formula: one that begins like a formula gets an apostrophe before it.

    After https://owasp.org/www-community/attacks/CSV_Injection and CWE-1236. Taking one leading apostrophe off where a
    formula's sign follows gives the text back, also where it began with apostrophes itself. Numbers, dates, ids and
    printed quantities are written by this program from values with a grammar, and stay as they are.
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
    ValueType.REFERENCE: ("string", str),
    ValueType.ANY_REFERENCE: ("string", str),
    ValueType.LINE: ("string", harmless),
}
"""Sorts that take one column: its type, and what makes its cell."""
