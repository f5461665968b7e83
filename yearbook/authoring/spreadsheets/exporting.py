"""The records of a yearbook → the rows of a spreadsheet, both languages side by side, units by id and by name.

What no column carries is left out, and named. Importing the rows gives the same facts for all the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any

from yearbook.authoring.spreadsheets.columns import EACH, ROWS, FieldPath, SheetColumn, sheet_columns
from yearbook.authoring.spreadsheets.leaves import leaf_pattern
from yearbook.authoring.spreadsheets.sheets import SheetRange
from yearbook.content.choices import choice_label
from yearbook.content.records import Body, Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Known
from yearbook.model.kinds import KINDS
from yearbook.model.series import Outcome, Status
from yearbook.model.structure import leaves
from yearbook.model.texts import Text

EXPORT_SHEETS = {
    "honor": ("Honours", "荣誉"),
    "project": ("Projects", "项目"),
    "event": ("Events", "大事记"),
    "indicator": ("Indicators", "指标"),
    "commitment": ("Commitments", "承诺"),
    "unit": ("Units", "单位"),
}
"""Kind → what its sheet is called, in English and Chinese."""

Markdown = Callable[[Body], str]
"""The body of a record as it is written."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A kind of record as a sheet."""

    page: SheetRange
    left_out: tuple[tuple[str, int], ...]
    """(field, in how many records it holds something that no column carries)."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all cells of a sheet are made with."""

    yearbook: Yearbook
    language: str
    markdown: Markdown


def export_records(yearbook: Yearbook, kind: str, language: str, markdown: Markdown) -> Exported:
    """The records of a kind, in the order of their ids, headed in a language and with its words for choices."""
    sheet = _Sheet(yearbook, language, markdown)
    languages = yearbook.configuration.languages
    laid_out = sheet_columns(kind, languages)
    rows = [row for record in yearbook.all(kind) for row in _rows(record, laid_out, sheet)]
    used = [place for place, each in enumerate(laid_out) if _is_kept(each) or any(row[place] for row in rows)]
    kept = tuple(laid_out[place] for place in used)
    page = SheetRange(
        EXPORT_SHEETS[kind][1 if language == "zh" else 0],
        tuple(each.heading(language) for each in kept),
        tuple(tuple(row[place] for place in used) for row in rows),
        tuple((place, _words(each.choices, language)) for place, each in enumerate(kept) if each.choices),
    )
    return Exported(page, _left_out(yearbook, kind, laid_out))


def _is_kept(column: SheetColumn) -> bool:
    """Whether a column stands in the sheet though it is empty: what every record needs."""
    return column.required or column.field in ("id", "year", "title", "body")


def _words(choices: type[Enum], language: str) -> tuple[str, ...]:
    return tuple(each.name.translated(language) for each in choice_label(choices).values())


def _rows(record: Record, laid_out: tuple[SheetColumn, ...], sheet: _Sheet) -> Iterator[tuple[str, ...]]:
    """A record's rows: one, or as many as its list by rows has items; the id stands in each."""
    count = max(1, len(getattr(record.facts, ROWS[record.kind]))) if record.kind in ROWS else 1
    for item in range(count):
        yield tuple(
            _cell(record, each, item, sheet) if item == 0 or each.in_rows or each.field == "id" else ""
            for each in laid_out
        )


def _cell(record: Record, column: SheetColumn, item: int, sheet: _Sheet) -> str:
    texts = [_text(each, column, sheet) for each in _values(record, column, item, sheet.markdown)]
    while texts and not texts[-1]:
        texts.pop()
    return "\n".join(texts)


def _values(record: Record, column: SheetColumn, item: int, markdown: Markdown) -> list[Any]:
    """The values of a cell, a line each; None for one that is missing between others."""
    match column.way:
        case ("id",):
            return [record.id]
        case ("year",):
            return [record.year]
        case ("body", language):
            return [markdown(body).strip("\n") if (body := record.body(language)) else None]
        case ("title" | "summary" as field, language) if KINDS[record.kind].prose:
            return [words.get(language) if (words := getattr(record, field)) else None]
    return _along(record.facts, column.way, item if column.in_rows else None)


def _along(value: Any, way: tuple[str, ...], item: int | None) -> list[Any]:
    for number, step in enumerate(way):
        if value is None:
            return []
        if step == EACH and item is not None:
            value, item = (value[item] if item < len(value) else None), None
        elif step == EACH:
            found = [_along(each, way[number + 1 :], None) for each in value]
            return [each[0] if each else None for each in found]
        else:
            value = value.get(step) if isinstance(value, Text) else getattr(value, step)
    return list(value) if isinstance(value, tuple) else [value]


def _text(value: Any, column: SheetColumn, sheet: _Sheet) -> str:
    match value:
        case None | Known.STATED | Status.ACTUAL | Outcome.NOT_REPORTED:  # what an empty cell means
            return ""
        case bool():
            return ("是" if sheet.language == "zh" else "yes") if value else ""
        case Enum():
            words = choice_label(type(value))[str(value.value)]
            return words.name.translated(sheet.language)
    if column.names_units and not column.ids:
        yearbook = sheet.yearbook
        return yearbook.get("unit", str(value)).title.read(yearbook.configuration.languages[0]).text
    return str(value)


def _left_out(yearbook: Yearbook, kind: str, laid_out: tuple[SheetColumn, ...]) -> tuple[tuple[str, int], ...]:
    """The fields that hold what no column carries, with the number of records in which they do."""
    carried = {each.pattern for each in laid_out}
    if KINDS[kind].prose:
        carried |= {("title",), ("summary",)}
    found: Counter[str] = Counter()
    for record in yearbook.all(kind):
        found.update({_lost(way, carried) for way in _paths(record) if way not in carried})
    return tuple(sorted(found.items()))


def _lost(way: tuple[str, ...], carried: set[tuple[str, ...]]) -> str:
    """The whole of what is lost: `notes`, not `notes.text.zh`."""
    prefixes = (way[:length] for length in range(1, len(way) + 1))
    whole = next(each for each in prefixes if not any(other[: len(each)] == each for other in carried))
    return ".".join(each for each in whole if each != EACH)


def _paths(record: Record) -> Iterator[FieldPath]:
    """The paths to all values of a record, those of texts with the language."""
    for pointer, value, _ in leaves(record.facts):
        path = leaf_pattern(pointer)
        if isinstance(value, Text):
            yield from ((*path, language) for language in value.languages)
        else:
            yield path
