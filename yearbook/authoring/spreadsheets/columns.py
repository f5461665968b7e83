"""A kind of record → the columns of its spreadsheet: each a way into the facts, with the headings it is known by.

Laid out by the vocabulary's classes. A field that `headings` does not name has no column: notes, disputed values,
commendation lists, names in sources. Of one list for each kind (`ROWS`), every item takes a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from yearbook.authoring.spreadsheets.headings import (
    Headings,
    heading_message,
    headings,
    in_language,
    language_name,
    of_ids,
)
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, message
from yearbook.model.fields import Citation, Figure, Rank
from yearbook.model.kinds import KINDS
from yearbook.model.structure import ModelField, ValueType, published_fields

ROWS: Mapping[str, str] = MappingProxyType({"project": "reports", "indicator": "observations", "unit": "names"})
"""Kind → the list of which each item takes a row; the record's own columns are filled in the first row alone."""
EACH = "*"
"""In a way: one of a list. Lists in one cell have a line for each."""
_IN_LINES = (Citation, Figure, Rank)
"""Parts of which several stand in one cell, a line each, beside the cells of their other fields."""

FieldPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column."""

    way: FieldPath
    """From the record to the value: ("rank", "place"), ("figures", "*", "label", "zh"). The words of a record that
    has files of prose, and its id and year, stand beside its facts: ("title", "en"), ("body", "zh"), ("id",).
    """
    field: str
    """As headings and documents know it: `rank.place`, `title`."""
    sort: ValueType
    many: bool
    """Whether its cell may hold several values, a line each."""
    choices: type[Enum] | None
    refers_to: str
    ids: bool
    """Of two columns that hold the same references: whether this is the one of ids, not of names."""
    required: bool
    title: Message
    """What we head it with."""
    written: Headings

    @property
    def in_rows(self) -> bool:
        """Whether it belongs to the list of which every item takes a row."""
        return self.way[1:2] == (EACH,) and self.way[0] in ROWS.values()

    @property
    def in_lines(self) -> bool:
        """Whether its lines belong to those of other columns: sources, figures, ranks."""
        return EACH in (self.way[2:] if self.in_rows else self.way)

    @property
    def pattern(self) -> FieldPath:
        """The way to each of its values, with EACH for every place in a list."""
        return (*self.way, EACH) if self.many and not self.in_lines else self.way

    def at(self, item: int, number: int) -> tuple[str | int, ...]:
        """The way to one of its values: of the item that its row is, the one in this line or at this place."""
        way: list[str | int] = list(self.pattern)
        if self.in_rows:
            way[1] = item
        if EACH in way:
            way[len(way) - 1 - way[::-1].index(EACH)] = number
        return tuple(way)

    @property
    def names_units(self) -> bool:
        return self.refers_to == "unit"

    def heading(self, language: str) -> str:
        """What we head it with."""
        return self.title.translated(language)


@lru_cache(maxsize=64)
def sheet_columns(kind: str, languages: tuple[str, ...]) -> tuple[SheetColumn, ...]:
    """The columns of a kind's spreadsheet, the yearbook's first language first."""
    made = [_plain(kind, ("id",), ValueType.LINE)]
    if KINDS[kind].by_year:
        made.append(_plain(kind, ("year",), ValueType.NUMBER))
    made += _of_class(kind, KINDS[kind].facts, (), languages, required=True)
    if KINDS[kind].prose:
        made += (_text(kind, ("body", each), languages, required=False) for each in languages)
    return tuple(made)


def _plain(kind: str, way: FieldPath, sort: ValueType) -> SheetColumn:
    title = heading_message(kind, way[0])
    return SheetColumn(way, way[0], sort, False, None, "", False, False, title, headings(kind, way[0]))


def _field(way: FieldPath) -> str:
    return ".".join(each for each in way if each != EACH)


def _of_class(
    kind: str, owner: type[Any], way: FieldPath, languages: tuple[str, ...], *, required: bool, main: str = ""
) -> Iterator[SheetColumn]:
    """`main`: the field of the part that is written as the part itself: `conferred` for `conferred.date`."""
    for shape in published_fields(owner):
        written_as = way if main == shape.name else (*way, shape.name)
        yield from _of_field(kind, shape, way, _field(written_as), languages, required and shape.required)


def _of_field(
    kind: str, shape: ModelField, way: FieldPath, field: str, languages: tuple[str, ...], required: bool
) -> Iterator[SheetColumn]:
    here = (*way, shape.name)
    if shape.value_type is ValueType.PART:
        many = shape.many and (shape.part in _IN_LINES or ROWS.get(kind) == shape.name)
        if many or not shape.many:
            below = (*here, EACH) if many else here
            yield from _of_class(kind, shape.part, below, languages, required=required, main=shape.shorthand)
        return
    written = headings(kind, field)
    if not written:
        return
    if shape.value_type is ValueType.TEXT or (KINDS[kind].prose and here in (("title",), ("summary",))):
        yield from (_text(kind, (*here, each), languages, required) for each in languages)
        return
    title = heading_message(kind, field)
    value_type = shape.value_type
    choices = shape.choices if value_type is ValueType.CHOICE else None
    column = SheetColumn(here, field, value_type, shape.many, choices, shape.refers_to, False, required, title, written)
    if column.names_units:
        title = message("{heading} (ids)", heading=title)
        yield SheetColumn(here, field, value_type, shape.many, None, "unit", True, required, title, of_ids(written))
    yield column


def _text(kind: str, way: FieldPath, languages: tuple[str, ...], required: bool) -> SheetColumn:
    """The column of a text in one language, the last step of its way; that of the first needs no name of it."""
    code = way[-1]
    field = _field(way[:-1])
    own = headings(kind, field)
    is_first = code == languages[0]
    written = (*own, *in_language(own, code)) if is_first else in_language(own, code)
    title = heading_message(kind, field)
    if not is_first:
        title = message("{heading} ({language})", heading=title, language=language_name(code))
    return SheetColumn(way, field, ValueType.TEXT, False, None, "", False, required and is_first, title, written)
