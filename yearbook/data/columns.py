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
from yearbook.model.fields import Dated, Fact
from yearbook.model.kinds import KINDS, VOCABULARIES
from yearbook.model.projects import Counts
from yearbook.model.quantities import Quantity
from yearbook.model.shapes import Meaning, Shape, Sort, remembered, shapes
from yearbook.model.texts import Text

Languages = tuple[str, ...]
Cells = Callable[[Any], tuple[str, ...]]

ALWAYS_ROWS = frozenset({Counts})
"""Parts that are rows of a table of their own even where a record has one: a ledger's total beside its stages."""
_BARE = {Fact: "value", Dated: "date"}
"""Parts whose main field takes the name of the part: `conferred`, `conferred_known`."""


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """One column, in the terms of Table Schema."""

    name: str
    type: str
    """string, number, integer, boolean or date."""
    meaning: Meaning
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


@remembered
def spread(owner: type[Any], languages: Languages, prefix: str = "", skip: frozenset[str] = frozenset()) -> Spread:
    """How values of a class fill columns whose names begin with `prefix`."""
    columns: list[CsvColumn] = []
    fields = []
    for shape in shapes(owner):
        if shape.name in skip:
            continue
        bare = _BARE.get(owner) == shape.name and prefix
        name = prefix.removesuffix("_") if bare else prefix + shape.name
        made, cells = _column(name, shape, languages)
        if made:
            columns += made
            fields.append((shape.name, cells, ("",) * len(made)))
    return Spread(tuple(columns), tuple(fields))


def _column(name: str, shape: Shape, languages: Languages) -> tuple[tuple[CsvColumn, ...], Cells]:
    """The columns of one field and what fills them; none for what has rows of its own."""
    if shape.many:
        if shape.sort is Sort.NUMBER:
            # The specification's type `list` is missing in its own profile for 2.0.
            said = Meaning(f"{shape.meaning.en} Separated by semicolons.", f"{shape.meaning.zh}以分号分隔。")
            return (CsvColumn(name, "string", said),), lambda value: (";".join(map(str, value)),)
        return (), lambda _: ()
    if shape.sort is Sort.PART:
        assert shape.kind is not None
        if shape.kind in ALWAYS_ROWS:
            return (), lambda _: ()
        inner = spread(shape.kind, languages, f"{name}_")
        columns = inner.columns
        if not shape.required:
            columns = tuple(replace(each, required=False) for each in columns)
        if _BARE.get(shape.kind):
            columns = (replace(columns[0], meaning=shape.meaning), *columns[1:])
        return columns, lambda value: tuple(inner.cells(value))
    return _simple(name, shape, languages)


def _simple(name: str, shape: Shape, languages: Languages) -> tuple[tuple[CsvColumn, ...], Cells]:
    said, required = shape.meaning, shape.required
    match shape.sort:
        case Sort.TEXT:
            return csv_texts(name, said, languages), lambda value: text_cells(value, languages)
        case Sort.DATE:
            return _date_columns(name, said, required), date_cells
        case Sort.AMOUNT:
            return _amount_columns(name, said, required), amount_cells
    kind, cell = _SINGLE[shape.sort]
    target = table_of(shape.refers_to) if shape.refers_to else ""
    choices = tuple(each.value for each in shape.kind) if shape.kind else ()
    return (CsvColumn(name, kind, said, target, required, choices),), lambda value: (cell(value),)


def table_of(kind: str) -> str:
    """The table whose rows are the records of a kind, or the words of a vocabulary."""
    assert kind in KINDS or kind in VOCABULARIES
    return record_file_name(kind)


def csv_texts(name: str, said: Meaning, languages: Languages) -> tuple[CsvColumn, ...]:
    """A text's columns: `title_zh`, `title_en`."""
    return tuple(CsvColumn(f"{name}_{code}", "string", said) for code in languages)


def text_cells(value: Text | None, languages: Languages) -> tuple[str, ...]:
    words = dict(value.values) if value else {}
    return tuple(harmless(words.get(code, "")) for code in languages)


def _date_columns(name: str, said: Meaning, required: bool) -> tuple[CsvColumn, ...]:
    first = Meaning(f"The first day that {name} may mean.", "可能的最早一日。")
    last = Meaning(f"The last day that {name} may mean.", "可能的最晚一日。")
    return (
        CsvColumn(name, "string", Meaning(f"{said.en} After EDTF.", f"{said.zh}（EDTF）"), "", required),
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


def _amount_columns(name: str, said: Meaning, required: bool) -> tuple[CsvColumn, ...]:
    low = Meaning("Its value in whole measures; of a range, the lower end.", "数值；范围取下限。")
    return (
        CsvColumn(name, "string", said, "", required),
        CsvColumn(f"{name}_low", "number", low),
        CsvColumn(f"{name}_high", "number", Meaning("The upper end of a range.", "范围的上限。")),
        CsvColumn(f"{name}_measure", "string", Meaning("What it is measured in.", "计量单位。")),
        CsvColumn(f"{name}_bound", "string", Meaning("How the printed number stands to the true one.", "限定。")),
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


_SINGLE: dict[Sort, tuple[str, Callable[[Any], str]]] = {
    Sort.CHOICE: ("string", lambda value: str(value.value)),
    Sort.FLAG: ("boolean", lambda value: "true" if value else "false"),
    Sort.NUMBER: ("integer", str),
    Sort.REFERENCE: ("string", str),
    Sort.ANY_REFERENCE: ("string", str),
    Sort.LINE: ("string", harmless),
}
"""Sorts that take one column: its type, and what makes its cell."""
