"""The columns of a kind's spreadsheet, derived from the fields of its facts.

Every single value has a column: also those of parts, and one for each language of a text. Of one list for each kind
(`ROW_LISTS`) every item takes a row; parts in `_CELL_LINES` have a line each in one cell, with the first of the sources
that such a part must have. Other lists of parts (notes, commendation lists), the sources of disputed values, and other
lists within lists have no column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from yearbook.authoring.spreadsheets.headings import (
    WITHOUT_COLUMN,
    ColumnHeading,
    field_heading,
    fold_heading,
    of_ids,
    of_text,
    role_heading,
    with_field_name,
)
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.fields import Citation, Fact, Figure
from yearbook.model.kinds import INDICATOR, PROJECT, UNIT, Kind
from yearbook.model.media import Attachment, Picture
from yearbook.model.own_kinds import kinds_of
from yearbook.model.projects import Share
from yearbook.model.ranks import Rank
from yearbook.model.series import Revision
from yearbook.model.structure import ModelField, ValueType, published_fields
from yearbook.model.vocabularies import SHIPPED_ROLES, Role

ROW_LISTS: Mapping[str, str] = MappingProxyType(
    {PROJECT.name: "reports", INDICATOR.name: "observations", UNIT.name: "names"}
)
"""By kind, the list of which each item takes a row; the record's own columns are filled in the first row alone."""
NamedRoles = tuple[tuple[str, Role], ...]
"""The roles of a yearbook by their ids, in order."""
SHIPPED: NamedRoles = tuple(SHIPPED_ROLES.items())
EACH = "*"
"""In a path: any item of a list."""
_CELL_LINES = (Citation, Figure, Rank, Revision, Share, Picture, Attachment)
"""Parts of which several stand in one cell, a line each, beside the cells of their other fields."""

PROSE_WORDS = ("title", "summary", "motto")
"""Fields that translations have too, in kinds whose records have files of prose."""

FieldPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column."""

    path: FieldPath
    """From the record to the value: ("rank", "place"), ("figures", "*", "label", "zh"). The words of a record that
    has files of prose, and its id and year, stand beside its facts: ("title", "en"), ("body", "zh"), ("id",).
    """
    field: str
    """Its name in headings and documents: `rank.place`, `title`."""
    words: ColumnHeading
    value_type: ValueType = ValueType.LINE
    many: bool = False
    """Whether its cell may hold several values, a line each."""
    choices: type[Enum] | None = None
    refers_to: str = ""
    ids: bool = False
    """Of two columns that hold the same references: whether this is the one of ids, not of names."""
    required: bool = False

    @property
    def in_rows(self) -> bool:
        """Whether it belongs to the list of which every item takes a row."""
        return self.path[1:2] == (EACH,) and self.path[0] in ROW_LISTS.values()

    @property
    def in_lines(self) -> bool:
        """Whether its lines belong to those of other columns: sources, figures, ranks, pictures."""
        return EACH in (self.path[2:] if self.in_rows else self.path)

    @property
    def pattern(self) -> FieldPath:
        """The path to each of its values, with EACH for every place in a list."""
        return (*self.path, EACH) if self.many and not self.in_lines else self.path

    def path_to(self, item: int, number: int) -> tuple[str | int, ...]:
        """Return the path to one value: the one with this number in the cell, of the item that the row is.

        Of a list within that, the first.
        """
        places = iter((item, number, 0) if self.in_rows else (number, 0))
        return tuple(next(places) if each == EACH else each for each in self.pattern)

    @property
    def names_units(self) -> bool:
        return self.refers_to == UNIT.name

    def heading(self, language: str) -> str:
        """Return the heading that exports write."""
        return self.words.title.translated(language)


@lru_cache(maxsize=64)
def sheet_columns(
    kind: str, languages: tuple[str, ...], roles: NamedRoles = SHIPPED, own: Declarations = NO_DECLARATIONS
) -> tuple[SheetColumn, ...]:
    """Return the columns of a kind's spreadsheet; texts in the yearbook's first language come first."""
    known = kinds_of(own)[kind]
    builder = _ColumnBuilder(known, languages, roles)
    columns = [SheetColumn(("id",), "id", field_heading(kind, "id"))]
    if known.by_year:
        columns.append(SheetColumn(("year",), "year", field_heading(kind, "year"), value_type=ValueType.NUMBER))
    columns += builder.of_class(known.facts, (), (), required=True)
    if known.prose:
        columns += builder.of_text(("body",), field_heading(kind, "body"), required=False)
    names = {each.name for each in own.fields if each.kind == kind}
    return tuple(_told_apart(columns, names)) if names else tuple(columns)


def _told_apart(columns: Sequence[SheetColumn], own: Container[str]) -> Iterator[SheetColumn]:
    """Yield the columns; those of own fields whose heading another column has too, with the name of the field."""
    headings = Counter(fold_heading(word) for each in columns for word in dict.fromkeys(each.words.known))
    for each in columns:
        doubtful = each.path[0] in own and any(headings[fold_heading(word)] > 1 for word in each.words.known)
        yield replace(each, words=with_field_name(each.words, each.field)) if doubtful else each


def yearbook_columns(kind: str, configuration: Configuration, own: Declarations) -> tuple[SheetColumn, ...]:
    """Return the columns of a kind's spreadsheet in the languages, with the roles and own fields of a yearbook."""
    return sheet_columns(kind, configuration.languages, tuple(configuration.roles_of_units.items()), own)


def date_columns(columns: Iterable[SheetColumn]) -> list[SheetColumn]:
    """Return the columns that date a record as a whole: first those of days on which something was done."""
    dates = [each for each in columns if each.value_type is ValueType.DATE and EACH not in each.path]
    return sorted(dates, key=lambda each: -len(each.path))  # ("conferred", "date") before ("period",)


@dataclass(frozen=True, slots=True)
class _ColumnBuilder:
    """Makes the columns of one kind. A `path` leads through classes and lists, its `steps` are the fields on it."""

    kind: Kind
    languages: tuple[str, ...]
    roles: NamedRoles

    def of_class(
        self, owner: type[Any], path: FieldPath, steps: tuple[ModelField, ...], *, required: bool
    ) -> Iterator[SheetColumn]:
        shorthand = steps[-1].shorthand if steps else ""
        for field in published_fields(owner):
            here, is_required = (*path, field.name), required and field.required
            if _dotted(here) in WITHOUT_COLUMN or (issubclass(owner, Fact) and field.name != shorthand):
                continue
            if field.keys:
                yield from self._of_roles(field, here)
            elif field.value_type is ValueType.PART:
                yield from self._of_part(field, here, (*steps, field), required=is_required)
            else:
                named = steps if field.name == shorthand else (*steps, field)
                yield from self._of_value(field, here, named, required=is_required)

    def _of_part(
        self, field: ModelField, path: FieldPath, steps: tuple[ModelField, ...], *, required: bool
    ) -> Iterator[SheetColumn]:
        row_list = ROW_LISTS.get(self.kind.name)
        is_nested = EACH in (path[2:] if path[0] == row_list else path)
        of_part = field.part is Citation and field.required if is_nested else field.part in _CELL_LINES
        if field.many and not (of_part or path == (row_list,)):
            return
        yield from self.of_class(field.part, (*path, EACH) if field.many else path, steps, required=required)

    def _of_roles(self, field: ModelField, path: FieldPath) -> Iterator[SheetColumn]:
        """Yield the columns of the units in each role."""
        for identity, role in self.roles:
            words, here = role_heading(identity, role), (*path, identity)
            column = SheetColumn(
                here, _dotted(here), words, value_type=field.value_type, many=True, refers_to=field.refers_to
            )
            yield replace(column, words=of_ids(words), ids=True)
            yield column

    def _of_value(
        self, field: ModelField, path: FieldPath, steps: tuple[ModelField, ...], *, required: bool
    ) -> Iterator[SheetColumn]:
        name = ".".join(each.name for each in steps)
        words = field_heading(self.kind.name, name, steps)
        if field.value_type is ValueType.TEXT or (self.kind.prose and path[0] in PROSE_WORDS):
            if not field.many:
                yield from self.of_text(path, words, required=required)
            return
        column = SheetColumn(
            path,
            name,
            words,
            value_type=field.value_type,
            many=field.many,
            choices=field.choices if field.value_type is ValueType.CHOICE else None,
            refers_to=field.refers_to,
            required=required,
        )
        if column.names_units:
            yield replace(column, words=of_ids(words), ids=True)
        yield column

    def of_text(self, path: FieldPath, words: ColumnHeading, *, required: bool) -> Iterator[SheetColumn]:
        """Yield a column for each language."""
        for code in self.languages:
            is_first = code == self.languages[0]
            yield SheetColumn(
                (*path, code),
                _dotted(path),
                of_text(words, code, is_first=is_first),
                value_type=ValueType.TEXT,
                required=required and is_first,
            )


def _dotted(path: FieldPath) -> str:
    return ".".join(each for each in path if each != EACH)
