"""The rows of a table → new records of the yearbook, or what is wrong with them, cell by cell.

Every row that cannot be taken is told; the others are taken. Names are looked up in the yearbook and in the table
itself. It reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl.utils import get_column_letter

from yearbook.authoring.spreadsheets.cells import BAD_CELL, Context, disagree, read_cell
from yearbook.authoring.spreadsheets.columns import SheetColumn, sheet_columns
from yearbook.authoring.spreadsheets.identities import (
    KnownRecords,
    RowGroup,
    identities,
    known,
    place_of,
    record_names,
    record_title,
    row_groups,
    same,
)
from yearbook.authoring.spreadsheets.leaves import Leaves, leaf_pattern, tree, with_citations
from yearbook.authoring.spreadsheets.names import name_lookup
from yearbook.authoring.spreadsheets.sheets import SheetCell
from yearbook.authoring.spreadsheets.tables import Placed, SheetTable, TableRow
from yearbook.content.explanations import MISSING
from yearbook.content.validation import validate
from yearbook.content.yearbook import YEAR_UNKNOWN, Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, in_order
from yearbook.core.documents.document import Document
from yearbook.core.documents.nodes import Scalar, plain
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.model.dates import parse_when
from yearbook.model.kinds import KINDS

_EMPTY = DiagnosticKind(
    "YB257",
    "“{heading}” is missing",
    hint="fill it in; what is the same in every row can be given once: --set “{heading}=…”",
)
DISAGREES = DiagnosticKind(
    "YB259",
    "“{heading}” says “{text}” here and “{other}” in {cell}",
    hint="both are the same field of one record; leave one of them empty, or make them equal",
)
_QUOTE = 40  # characters of a title that stand as the words of a source where a row gives none


@dataclass(frozen=True, slots=True)
class New:
    """One record that is not in the yearbook yet."""

    kind: str
    id: str
    year: int | None
    facts: Mapping[str, Any]
    """As they are written: texts, lists, mappings."""
    words: Mapping[str, Mapping[str, str]]
    """Language → `title`, `summary` and `body` in it, for kinds with prose, beyond the first language's facts."""
    value: Any
    """The facts, an instance of the kind's class."""
    row: TableRow
    """The first of its rows."""
    place: Location
    """Of its title."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be made of a table."""

    kind: str
    yearbook: Yearbook
    defaults: tuple[tuple[SheetColumn, str], ...] = ()
    """What stands in a field where a record's rows are empty."""
    year: int | None = None
    """The yearbook year of records whose rows say none."""
    drafts: bool = False
    earlier: tuple[New, ...] = ()
    """Records that other sheets of the same file have brought."""

    @property
    def languages(self) -> tuple[str, ...]:
        return self.yearbook.configuration.languages


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table came to."""

    records: tuple[New, ...]
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[int, ...]
    """The numbers of the rows that belong to no new record."""


def take(table: SheetTable, asked: Asked) -> Taken:
    """The new records of a table, in its order."""
    found = row_groups(table, asked.kind)
    made, wrong = identities(table, found, asked.kind, _known(asked))
    context = _context(asked, found, made)
    taken: list[New] = []
    diagnostics = list(wrong)
    refused: list[int] = []
    for group, identity in zip(found, made, strict=True):
        record = _record(table, group, identity, asked, context) if identity else ()
        if isinstance(record, New):
            taken.append(record)
        else:
            diagnostics += record
            refused += (each.number for each in group)
    return Taken(tuple(taken), in_order(diagnostics), tuple(refused))


def _known(asked: Asked) -> KnownRecords:
    there = known(asked.yearbook, asked.kind)
    where = {each.id: f"{each.place.path}:{each.row.number}" for each in asked.earlier}
    titled = {same(asked.kind, each.year, record_title(each.row)): each.id for each in asked.earlier}
    return KnownRecords({**there.where, **where}, {**there.titled, **titled})


def without(taken: Taken, wrong: Mapping[str, tuple[Diagnostic, ...]], table: SheetTable, kind: str) -> Taken:
    """Without the records of these ids, for which something was found when they were put together."""
    kept = tuple(each for each in taken.records if each.id not in wrong)
    held = {each.row.number for each in kept}
    refused = [row.number for group in row_groups(table, kind) if group[0].number not in held for row in group]
    return Taken(kept, taken.diagnostics, tuple(sorted(refused)))


def _context(asked: Asked, found: tuple[RowGroup, ...], made: tuple[str, ...]) -> Context:
    kinds = {each.refers_to for each in sheet_columns(asked.kind, asked.languages) if each.refers_to}
    called = {kind: name_lookup(asked.yearbook, kind) for kind in kinds}
    if asked.kind in called:
        before = [(each.id, (record_title(each.row),)) for each in asked.earlier]
        called[asked.kind] = called[asked.kind].with_more((*before, *record_names(found, made)))
    return Context(called)


def _record(
    table: SheetTable, group: RowGroup, identity: str, asked: Asked, context: Context
) -> New | tuple[Diagnostic, ...]:
    """The record of some rows, or its problems."""
    leaves, diagnostics = _leaves(table, group, context)
    place = place_of(table, group[0], "title", "names.name")
    leaves, wrong = _with_defaults(leaves, place, asked, context)
    diagnostics += wrong
    first = asked.languages[0]
    titles = (leaves.get(way) for way in (("title", first), ("names", 0, "name", first)))
    quoted = next(filter(None, titles), None)
    leaves = with_citations(leaves, _shortened(quoted) if quoted else None)
    diagnostics += _missing(table, group[0], leaves, asked, {each.place for each in diagnostics})
    year = _year(leaves, asked)
    if KINDS[asked.kind].by_year:
        diagnostics += _wrong_year(table, group[0], year, asked, bool(diagnostics))
    if diagnostics:
        return tuple(diagnostics)
    return _validated(table, group[0], identity, year, leaves, asked)


def _shortened(title: Scalar) -> Scalar:
    return Scalar(title.text[:_QUOTE], title.plain, title.line, title.column, title.length)


def _leaves(table: SheetTable, group: RowGroup, context: Context) -> tuple[Leaves, list[Diagnostic]]:
    leaves: Leaves = {}
    diagnostics: list[Diagnostic] = []
    item = 0
    for row in group:
        with_ids = {each.column.way for each, _ in row.cells if each.column.ids}
        diagnostics += _disagreements(table, row, context)
        for placed, cell in row.cells:
            column = placed.column
            if column.way in with_ids and not column.ids:
                continue
            place = table.place(row.number, placed.place, len(cell.text))
            read, wrong = read_cell(placed, cell, place, context)
            diagnostics += (*wrong, *_put(leaves, placed, read, item, place))
        item += any(each.column.in_rows for each, _ in row.cells)
    return leaves, diagnostics


def _disagreements(table: SheetTable, row: TableRow, context: Context) -> Iterator[Diagnostic]:
    """Names beside ids that are not theirs."""
    ids = {each.column.way: cell for each, cell in row.cells if each.column.ids}
    for placed, cell in row.cells:
        if placed.column.way in ids and not placed.column.ids:
            for name in disagree(ids[placed.column.way], cell, context.names["unit"]):
                place = table.place(row.number, placed.place, len(cell.text))
                reason = message("“{name}” is not called so by the id beside it", name=name)
                yield diagnostic(BAD_CELL, place, reason=reason)


def _put(leaves: Leaves, placed: Placed, read: tuple[str, ...], item: int, place: Location) -> Iterator[Diagnostic]:
    """Set the values of a cell. Where one is set already, by another row or column, it must be the same."""
    for number, text in enumerate(read):
        way = placed.column.at(item, number)
        before = leaves.get(way)
        if text and before is None:
            leaves[way] = Scalar(text, False, place.line, place.column, place.length)
        elif text and before is not None and before.text != text:
            cell = f"{get_column_letter(before.column)}{before.line}"
            yield diagnostic(DISAGREES, place, heading=placed.heading, text=text, other=before.text, cell=cell)


def _with_defaults(leaves: Leaves, place: Location, asked: Asked, context: Context) -> tuple[Leaves, list[Diagnostic]]:
    """What was given for every row, where this record has nothing; told at its title where it is wrong."""
    made = dict(leaves)
    diagnostics: list[Diagnostic] = []
    items = {way[1] for way in leaves if way[1:2] and isinstance(way[1], int)} or {0}
    for column, text in asked.defaults:
        placed = Placed(column, place.column, column.heading("zh"), "")
        for item in sorted(items) if column.in_rows else [0]:
            if any(leaf_pattern(way) == column.pattern and (not column.in_rows or way[1] == item) for way in leaves):
                continue
            read, wrong = read_cell(placed, SheetCell(text), place, context)
            diagnostics += (*wrong, *_put(made, placed, read, int(item), place))
    if asked.drafts:
        made["draft",] = Scalar("true", False, place.line, place.column, 1)
    return made, diagnostics


def _missing(
    table: SheetTable, row: TableRow, leaves: Leaves, asked: Asked, told: set[Location]
) -> Iterator[Diagnostic]:
    """Columns that every record must have filled; not those in which something wrong was found."""
    filled = {leaf_pattern(way) for way in leaves}
    for column in sheet_columns(asked.kind, asked.languages):
        if not column.required or column.ids or column.pattern in filled:
            continue
        if column.way[-1] == "at":
            continue  # its source is missing, or the title that would stand for it
        placed = next((each for each in table.placed if each.column is column), None)
        place = table.place(row.number, placed.place) if placed else place_of(table, row, "title", "names.name")
        if not any(each.line == row.number and placed and each.column == placed.place for each in told):
            yield _empty(place, column, placed.heading if placed else "")


def _year(leaves: Leaves, asked: Asked) -> int | None:
    """The yearbook year of an honor: as given, or that of its dates; None for kinds that are not kept by year."""
    if not KINDS[asked.kind].by_year:
        return None
    if ("year",) in leaves:
        return int(leaves["year",].text)
    for way in (("conferred", "date"), ("published", "date"), ("period",)):
        if way in leaves:
            return parse_when(leaves[way].text).years[-1]
    return asked.year


def _wrong_year(table: SheetTable, row: TableRow, year: int | None, asked: Asked, told: bool) -> Iterator[Diagnostic]:
    place = place_of(table, row, "year", "conferred", "published", "period")
    years = asked.yearbook.configuration.years
    if year is None and not told:
        yield _empty(place, next(each for each in sheet_columns(asked.kind, asked.languages) if each.field == "year"))
    elif year is not None and year not in years:
        yield diagnostic(YEAR_UNKNOWN, place, year=year, years=", ".join(map(str, years)))


def _validated(
    table: SheetTable, row: TableRow, identity: str, year: int | None, leaves: Leaves, asked: Asked
) -> New | tuple[Diagnostic, ...]:
    """The record, once the vocabulary's own class has taken its facts."""
    facts, words = _divided(leaves, asked)
    place = place_of(table, row, "title", "names.name")
    for language, each in words.items():
        if language != asked.languages[0] and "title" not in each:
            untitled = (each for each in sheet_columns(asked.kind, asked.languages) if each.way == ("title", language))
            return (_empty(place, next(untitled)),)
    front = tree(facts)
    document = Document(table.sheet.path, "", front, "", 0, "")
    value, found = validate(KINDS[asked.kind].facts, front, document, asked.languages)
    if value is None:
        return tuple(_in_sheet(each, table, row, asked) for each in found)
    written = plain(front)
    assert isinstance(written, dict)
    return New(asked.kind, identity, year, written, words, value, row, place)


def _divided(leaves: Leaves, asked: Asked) -> tuple[Leaves, dict[str, dict[str, str]]]:
    """The facts, and the words that stand beside them in files of prose."""
    facts = {way: leaf for way, leaf in leaves.items() if way not in (("id",), ("year",))}
    words: dict[str, dict[str, str]] = {}
    if not KINDS[asked.kind].prose:
        return facts, words
    first = asked.languages[0]
    for way in [each for each in facts if each[0] in ("title", "summary", "body")]:
        leaf, field, language = facts.pop(way), str(way[0]), str(way[1])
        if language == first and field != "body":
            facts[field,] = leaf
        else:
            words.setdefault(language, {})[field] = leaf.text
    return facts, words


def _in_sheet(each: Diagnostic, table: SheetTable, row: TableRow, asked: Asked) -> Diagnostic:
    """A problem of the vocabulary's class, in the terms of the sheet."""
    place = replace(each.place, path=table.sheet.path)
    if each.mistake is not MISSING:
        return replace(each, place=place)
    field = dict(each.words)["field"]
    beside = {other.column.way[:-1] for other, _ in row.cells if other.place == place.column}
    known = (other for other in sheet_columns(asked.kind, asked.languages) if other.way[-1] == field and not other.ids)
    column = next((other for other in known if other.way[:-1] in beside), None)
    return _empty(place, column) if column else replace(each, place=place)


def _empty(place: Location, column: SheetColumn, heading: str = "") -> Diagnostic:
    """What is missing, as the sheet heads it, or else as we do."""
    return diagnostic(_EMPTY, place, heading=heading or column.title)
