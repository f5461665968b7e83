"""Export records as the rows of a spreadsheet: texts in all languages side by side, units by id and by name.

Fields without a column are left out and reported. Importing the rows gives the same facts for all other fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from yearbook.authoring.spreadsheets.columns import (
    EACH,
    PROSE_WORDS,
    ROW_LISTS,
    FieldPath,
    SheetColumn,
    yearbook_columns,
)
from yearbook.authoring.spreadsheets.field_tree import path_pattern
from yearbook.authoring.spreadsheets.headings import sheet_name
from yearbook.authoring.spreadsheets.sheet_writer import SheetData
from yearbook.content.choices import choice_label
from yearbook.content.records import Body, Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.model.fields import Known
from yearbook.model.kinds import UNIT, VOCABULARIES
from yearbook.model.media import PictureLayout
from yearbook.model.roles import Roles
from yearbook.model.series import Outcome, Status
from yearbook.model.structure import Pointer
from yearbook.model.texts import Text
from yearbook.model.walk import leaves

YES = message("yes")
Markdown = Callable[[Body], str]
"""Returns the body of a record as its file has it."""


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """The records of a kind as a sheet."""

    data: SheetData
    left_out: tuple[tuple[str, int], ...]
    """(field without a column, number of records that have a value in it)."""


@dataclass(frozen=True, slots=True)
class _Context:
    yearbook: Yearbook
    language: str
    markdown: Markdown


def export_records(yearbook: Yearbook, kind: str, language: str, markdown: Markdown) -> ExportedSheet:
    """Return the records of a kind in the order of their ids, with headings and words for choices in a language."""
    context = _Context(yearbook, language, markdown)
    columns = yearbook_columns(kind, yearbook.configuration, yearbook.own)
    rows = [row for record in yearbook.all(kind) for row in _rows(record, columns, context)]
    used = [number for number, each in enumerate(columns) if _is_kept(each) or any(row[number] for row in rows)]
    kept = tuple(columns[number] for number in used)
    data = SheetData(
        name=sheet_name(kind, language, yearbook.own),
        headings=tuple(each.heading(language) for each in kept),
        rows=tuple(tuple(row[number] for number in used) for row in rows),
        choices=tuple((place, words) for place, each in enumerate(kept) if (words := _labels(each, context))),
    )
    return ExportedSheet(data, _left_out(yearbook, kind, columns))


def _is_kept(column: SheetColumn) -> bool:
    """Return whether a column is exported even if it is empty, since every record needs it."""
    return column.required or column.field in ("id", "year", "title", "body")


def _labels(column: SheetColumn, context: _Context) -> tuple[str, ...]:
    """Return the words to choose from; none for other columns."""
    if column.choices:
        return tuple(each.name.translated(context.language) for each in choice_label(column.choices).values())
    if column.refers_to in VOCABULARIES:
        words = context.yearbook.configuration.vocabulary(column.refers_to)
        return tuple(each.read(context.language).text for each in words.values())
    return ()


def _rows(record: Record, columns: tuple[SheetColumn, ...], context: _Context) -> Iterator[tuple[str, ...]]:
    """Yield one row, or as many as the row list of the record has items; the id is in each."""
    row_list = ROW_LISTS.get(record.kind)
    count = max(1, len(_items(record.facts, row_list))) if row_list else 1
    for item in range(count):
        yield tuple(
            _cell(record, each, item, context) if item == 0 or each.in_rows or each.field == "id" else ""
            for each in columns
        )


def _items(facts: Any, row_list: str) -> tuple[Any, ...]:
    items: tuple[Any, ...] = getattr(facts, row_list)
    return items


def _cell(record: Record, column: SheetColumn, item: int, context: _Context) -> str:
    texts = [_text(each, column, context) for each in _values(record, column, item, context.markdown)]
    while texts and not texts[-1]:
        texts.pop()
    return "\n".join(texts)


def _values(record: Record, column: SheetColumn, item: int, markdown: Markdown) -> list[Any]:
    """Return the values of a cell, a line each; None for a missing one between others."""
    match column.path:
        case ("id",):
            return [record.id]
        case ("year",):
            return [record.year]
        case ("body", language):
            return [markdown(body).strip("\n") if (body := record.body(language)) else None]
        case (field, language) if field in PROSE_WORDS and record.has_own_files:
            words = {"title": record.title, "summary": record.summary, "motto": record.motto}[field]
            return [words.get(language) if words else None]
    return _values_at(record.facts, column.path, item if column.in_rows else None)


def _values_at(value: Any, path: FieldPath, item: int | None) -> list[Any]:
    """Return the values at a path; of the first list in it, only those of one item if that is given."""
    for number, step in enumerate(path):
        if value is None:
            return []
        if step == EACH and item is not None:
            value, item = (value[item] if item < len(value) else None), None
        elif step == EACH:
            found = [_values_at(each, path[number + 1 :], None) for each in value]
            return [each[0] if each else None for each in found]
        else:
            value = _below(value, step)
    return list(value) if isinstance(value, tuple) else [value]


def _below(value: Any, step: str) -> Any:
    match value:
        case Text():
            return value.get(step)
        case Roles():
            return value.of(step)
    return getattr(value, step)


def _text(value: Any, column: SheetColumn, context: _Context) -> str:
    match value:
        case (
            None | Known.STATED | Status.ACTUAL | Outcome.NOT_REPORTED | PictureLayout.COLUMN
        ):  # what an empty cell means
            return ""
        case bool():
            return YES.translated(context.language) if value else ""
        case Enum():
            return choice_label(type(value))[str(value.value)].name.translated(context.language)
    if column.refers_to in VOCABULARIES:
        return context.yearbook.configuration.vocabulary(column.refers_to)[value].read(context.language).text
    if column.names_units and not column.ids:
        yearbook = context.yearbook
        return yearbook.get(UNIT, str(value)).title.read(yearbook.configuration.languages[0]).text
    return str(value)


def _left_out(yearbook: Yearbook, kind: str, columns: tuple[SheetColumn, ...]) -> tuple[tuple[str, int], ...]:
    """Return the fields with values that have no column, each with the number of records that have such values."""
    carried = {each.pattern for each in columns}
    if yearbook.kinds[kind].prose:
        carried |= {(each,) for each in PROSE_WORDS}
    found: Counter[str] = Counter()
    for record in yearbook.all(kind):
        found.update(set(_lost_fields(record, carried)))
    return tuple(sorted(found.items()))


def _lost_fields(record: Record, carried: set[FieldPath]) -> Iterator[str]:
    """Yield the field of each value of a record that has no column."""
    for pointer, value, _ in leaves(record.facts):
        path = path_pattern(pointer)
        paths = [(*path, language) for language in value.languages] if isinstance(value, Text) else [path]
        for each in paths:
            if each not in carried:
                yield _lost_field(each, carried)
            elif further := _further_list(pointer, ROW_LISTS.get(record.kind)):
                yield further


def _lost_field(path: FieldPath, carried: set[FieldPath]) -> str:
    """Return the outermost field that is lost as a whole: `notes`, not `notes.text.zh`."""
    prefixes = (path[:length] for length in range(1, len(path) + 1))
    whole = next(each for each in prefixes if not any(other[: len(each)] == each for other in carried))
    return _field_name(whole)


def _further_list(pointer: Pointer, row_list: str | None) -> str:
    """Return the list within a list in which a value is not in the first item, the only one that has columns."""
    places = [at for at, step in enumerate(pointer) if isinstance(step, int)]
    nested = places[2 if pointer[0] == row_list else 1 :]
    return next((_field_name(path_pattern(pointer[:at])) for at in nested if pointer[at]), "")


def _field_name(path: FieldPath) -> str:
    return ".".join(each for each in path if each != EACH)
