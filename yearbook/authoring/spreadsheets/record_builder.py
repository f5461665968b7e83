"""Build new records from the rows of a table, or report what is wrong with a row, cell by cell.

A row that cannot become a record is reported and left out; all others are taken. Names are looked up in the yearbook
and in the table itself. Reads and writes no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl.utils import get_column_letter

from yearbook.authoring.spreadsheets.cells import BAD_CELL, Names, contradicting_names, divided_cells, read_cell
from yearbook.authoring.spreadsheets.columns import PROSE_WORDS, SheetColumn, date_columns, yearbook_columns
from yearbook.authoring.spreadsheets.field_tree import PathValues, complete_citations, field_tree, path_pattern
from yearbook.authoring.spreadsheets.new_ids import (
    TITLE_FIELDS,
    KnownRecords,
    RowGroup,
    cell_location,
    choose_ids,
    existing_records,
    record_names,
    record_sign,
    record_title,
    row_groups,
)
from yearbook.authoring.spreadsheets.sheet_table import OwnHeadings, SheetTable, TableColumn, TableRow
from yearbook.authoring.spreadsheets.sheets import SheetCell
from yearbook.content.explanations import MISSING
from yearbook.content.name_lookup import NameLookup, name_lookup, vocabulary_lookup
from yearbook.content.reference_checks import YEAR_UNKNOWN
from yearbook.content.validation import validate
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, in_order
from yearbook.core.documents.document import Document
from yearbook.core.documents.nodes import Scalar, plain
from yearbook.core.frozen import dataclass
from yearbook.core.messages import message
from yearbook.model.dates import parse_when
from yearbook.model.kinds import UNIT, VOCABULARIES, Kind
from yearbook.model.measures import Measures

_EMPTY = DiagnosticKind(
    "YB257",
    "“{heading}” is missing",
    hint="fill it in; what is the same in every row can be given once: --set “{heading}=…”",
)
VALUES_DISAGREE = DiagnosticKind(
    "YB259",
    "“{heading}” says “{text}” here and “{other}” in {cell}",
    hint="both are the same field of one record; leave one of them empty, or make them equal",
)
_QUOTE_LENGTH = 40  # characters of a title that are quoted from the source if a row gives no words of it


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One record that is not in the yearbook yet."""

    kind: str
    id: str
    year: int | None
    facts: Mapping[str, Any]
    """As they are written: texts, lists, mappings."""
    words: Mapping[str, Mapping[str, str]]
    """By language, the words beside the facts of kinds with prose: title, summary and body."""
    value: Any
    """The facts, an instance of the kind's class."""
    row: TableRow
    """The first of its rows."""
    place: Location
    """Of its title."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """The options of an import."""

    kind: str
    yearbook: Yearbook
    defaults: tuple[tuple[SheetColumn, str], ...] = ()
    """Text for a column in which a record has nothing."""
    year: int | None = None
    """The year of records whose rows give none."""
    drafts: bool = False
    earlier: tuple[NewRecord, ...] = ()
    """Records from other sheets of the same file."""
    headings: OwnHeadings = ()
    begin_units: bool = False
    """Whether units that are missing are begun as drafts."""
    new_units: tuple[tuple[str, str], ...] = ()
    """(id, name) of those units."""

    @property
    def languages(self) -> tuple[str, ...]:
        return self.yearbook.configuration.languages

    @property
    def measures(self) -> Measures:
        return self.yearbook.configuration.all_measures

    @property
    def columns(self) -> tuple[SheetColumn, ...]:
        return yearbook_columns(self.kind, self.yearbook.configuration, self.yearbook.own)


@dataclass(frozen=True, slots=True)
class TableRecords:
    """The result of reading a table."""

    records: tuple[NewRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[int, ...]
    """The numbers of the rows that belong to no new record."""


def build_records(table: SheetTable, options: ImportOptions) -> TableRecords:
    """Return the new records of a table, in its order."""
    groups = row_groups(table, options.kind)
    ids, wrong = choose_ids(table, groups, options.kind, _known_records(options))
    builder = _RecordBuilder(table, options, _names(options, groups, ids))
    records: list[NewRecord] = []
    diagnostics = list(wrong)
    refused: list[int] = []
    for group, identity in zip(groups, ids, strict=True):
        record = builder.build(group, identity) if identity else ()
        if isinstance(record, NewRecord):
            records.append(record)
        else:
            diagnostics += record
            refused += (each.number for each in group)
    return TableRecords(tuple(records), in_order(diagnostics), tuple(refused))


def row_values(
    table: SheetTable, options: ImportOptions, groups: Iterable[RowGroup]
) -> Iterator[tuple[PathValues, list[Diagnostic]]]:
    """Yield what the cells of each group of rows say, by path, and what is wrong with them."""
    builder = _RecordBuilder(table, options, _names(options, (), ()))
    return (builder.values(each) for each in groups)


def without_records(found: TableRecords, table: SheetTable, kind: str, dropped: Iterable[str]) -> TableRecords:
    """Return the result without the records of these ids, whose rows are refused."""
    dropped = frozenset(dropped)
    kept = tuple(each for each in found.records if each.id not in dropped)
    first_rows = {each.row.number for each in kept}
    refused = [row.number for group in row_groups(table, kind) if group[0].number not in first_rows for row in group]
    return TableRecords(kept, found.diagnostics, tuple(sorted(refused)))


def _known_records(options: ImportOptions) -> KnownRecords:
    known = existing_records(options.yearbook, options.kind)
    places = {each.id: f"{each.place.path}:{each.row.number}" for each in options.earlier}
    ids = {record_sign(options.kind, each.year, record_title(each.row)): each.id for each in options.earlier}
    return KnownRecords({**known.places, **places}, {**known.ids, **ids})


def _names(options: ImportOptions, groups: tuple[RowGroup, ...], ids: tuple[str, ...]) -> Names:
    kinds = {each.refers_to for each in options.columns if each.refers_to}
    names = {kind: _lookup(options.yearbook, kind) for kind in kinds}
    if options.kind in names:
        earlier = [(each.id, (record_title(each.row),)) for each in options.earlier]
        names[options.kind] = names[options.kind].with_more((*earlier, *record_names(groups, ids)))
    if options.new_units and UNIT.name in names:
        begun = ((identity, (name,)) for identity, name in options.new_units)
        names[UNIT.name] = names[UNIT.name].with_more(begun)
    return names


def _lookup(yearbook: Yearbook, kind: str) -> NameLookup:
    if kind in VOCABULARIES:
        return vocabulary_lookup(yearbook.configuration, kind)
    return name_lookup(kind, yearbook.records[kind])


@dataclass(frozen=True, slots=True)
class _RecordBuilder:
    """Builds the records of one table."""

    table: SheetTable
    options: ImportOptions
    names: Names

    @property
    def _kind(self) -> Kind:
        return self.options.yearbook.kinds[self.options.kind]

    def build(self, group: RowGroup, identity: str) -> NewRecord | tuple[Diagnostic, ...]:
        """Return the record of some rows, or what is wrong with them."""
        row = group[0]
        values, diagnostics = self.values(group)
        diagnostics += self._add_defaults(values, cell_location(self.table, row, *TITLE_FIELDS))
        values = complete_citations(values, self._quoted_title(values))
        diagnostics += self._missing(row, values, {each.place for each in diagnostics})
        year = self._year(values)
        if self._kind.by_year:
            diagnostics += self._wrong_year(row, year, is_reported=bool(diagnostics))
        return tuple(diagnostics) or self._validated(row, values, identity, year)

    def values(self, group: RowGroup) -> tuple[PathValues, list[Diagnostic]]:
        """Return what the cells say, by path, and what is wrong with them."""
        values: PathValues = {}
        diagnostics: list[Diagnostic] = []
        item = 0
        for row in group:
            with_ids = {each.column.path for each, _ in row.cells if each.column.ids}
            diagnostics += self._contradictions(row)
            for column, cell in divided_cells(row, self.names, self.options.columns):
                if column.column.path in with_ids and not column.column.ids:
                    continue
                place = self.table.location(row.number, column.number, len(cell.text))
                read, wrong = read_cell(column, cell, place, self.names, self.options.measures)
                diagnostics += (*wrong, *_put(values, column, read, item=item, place=place))
            item += any(each.column.in_rows for each, _ in row.cells)
        return values, diagnostics

    def _contradictions(self, row: TableRow) -> Iterator[Diagnostic]:
        """Report names that do not belong to the ids beside them."""
        ids = {each.column.path: cell for each, cell in row.cells if each.column.ids}
        for column, cell in row.cells:
            if column.column.path in ids and not column.column.ids:
                for name in contradicting_names(ids[column.column.path], cell, self.names[UNIT.name]):
                    place = self.table.location(row.number, column.number, len(cell.text))
                    reason = message("“{name}” is not called so by the id beside it", name=name)
                    yield diagnostic(BAD_CELL, place, reason=reason)

    def _add_defaults(self, values: PathValues, place: Location) -> list[Diagnostic]:
        """Add the texts given for every row where the record has nothing; report wrong ones at its title."""
        diagnostics: list[Diagnostic] = []
        given = tuple(values)
        items = {path[1] for path in given if path[1:2] and isinstance(path[1], int)} or {0}
        for column, text in self.options.defaults:
            table_column = TableColumn(column, place.column, heading=column.heading("zh"), unit="")
            for item in sorted(items) if column.in_rows else [0]:
                if any(_is_filled(path, column, item) for path in given):
                    continue
                read, wrong = read_cell(table_column, SheetCell(text), place, self.names, self.options.measures)
                diagnostics += (*wrong, *_put(values, table_column, read, item=int(item), place=place))
        begun = {identity for identity, _ in self.options.new_units}
        if self.options.drafts or any(each.text in begun for each in values.values()):
            values["draft",] = Scalar("true", plain=False, line=place.line, column=place.column, length=1)
        return diagnostics

    def _quoted_title(self, values: PathValues) -> Scalar | None:
        first = self.options.languages[0]
        titles = (values.get(path) for path in (("title", first), ("names", 0, "name", first)))
        title = next(filter(None, titles), None)
        return title and title._replace(text=title.text[:_QUOTE_LENGTH])

    def _missing(self, row: TableRow, values: PathValues, reported: set[Location]) -> Iterator[Diagnostic]:
        """Report required columns without a value, unless something wrong was found in their cell."""
        filled = {path_pattern(path) for path in values}
        for column in self.options.columns:
            if not column.required or column.ids or column.pattern in filled:
                continue
            if column.path[-1] == "at":
                continue  # its source is missing, or the title that would be quoted
            found = next((each for each in self.table.columns if each.column is column), None)
            if found and any(each.line == row.number and each.column == found.number for each in reported):
                continue
            place = (
                self.table.location(row.number, found.number)
                if found
                else cell_location(self.table, row, *TITLE_FIELDS)
            )
            yield _empty(place, column, found.heading if found else "")

    def _year(self, values: PathValues) -> int | None:
        """Return the year of a record that is kept by year: the given one, or that of its dates."""
        if not self._kind.by_year:
            return None
        if ("year",) in values:
            return int(values["year",].text)
        dates = (values.get(each.path) for each in date_columns(self.options.columns))
        date = next(filter(None, dates), None)
        return parse_when(date.text).years[-1] if date else self.options.year

    def _wrong_year(self, row: TableRow, year: int | None, *, is_reported: bool) -> Iterator[Diagnostic]:
        dates = (each.field for each in date_columns(self.options.columns))
        place = cell_location(self.table, row, "year", *dates)
        years = self.options.yearbook.configuration.years
        if year is None and not is_reported:
            yield _empty(place, next(each for each in self.options.columns if each.field == "year"))
        elif year is not None and year not in years:
            yield diagnostic(YEAR_UNKNOWN, place, year=year, years=", ".join(map(str, years)))

    def _validated(
        self, row: TableRow, values: PathValues, identity: str, year: int | None
    ) -> NewRecord | tuple[Diagnostic, ...]:
        """Return the record, once the model has accepted its facts."""
        facts, words = self._facts_and_words(values)
        place = cell_location(self.table, row, *TITLE_FIELDS)
        for language, each in words.items():
            if language != self.options.languages[0] and "title" not in each:
                titles = (each for each in self.options.columns if each.path == ("title", language))
                return (_empty(place, next(titles)),)
        front = field_tree(facts)
        document = Document(path=self.table.sheet.path, name="", front=front, body="", body_line=0, digest="")
        value, found = validate(
            self._kind.facts, front, document, self.options.languages, measures=self.options.measures
        )
        if value is None:
            return tuple(self._in_sheet(each, row) for each in found)
        written = plain(front)
        assert isinstance(written, dict)
        return NewRecord(
            kind=self.options.kind,
            id=identity,
            year=year,
            facts=written,
            words=words,
            value=value,
            row=row,
            place=place,
        )

    def _facts_and_words(self, values: PathValues) -> tuple[PathValues, dict[str, dict[str, str]]]:
        """Divide values into facts, and the words beside them in files of prose."""
        facts = {path: value for path, value in values.items() if path not in (("id",), ("year",))}
        words: dict[str, dict[str, str]] = {}
        if not self._kind.prose:
            return facts, words
        for path in [each for each in facts if each[0] in (*PROSE_WORDS, "body")]:
            value, field, language = facts.pop(path), str(path[0]), str(path[1])
            if language == self.options.languages[0] and field != "body":
                facts[field,] = value
            else:
                words.setdefault(language, {})[field] = value.text
        return facts, words

    def _in_sheet(self, found: Diagnostic, row: TableRow) -> Diagnostic:
        """Return a diagnostic of the model in the terms of the sheet."""
        place = replace(found.place, path=self.table.sheet.path)
        if found.mistake is not MISSING:
            return replace(found, place=place)
        field = dict(found.words)["field"]
        beside = {each.column.path[:-1] for each, _ in row.cells if each.number == place.column}
        columns = (each for each in self.options.columns if each.path[-1] == field and not each.ids)
        column = next((each for each in columns if each.path[:-1] in beside), None)
        return _empty(place, column) if column else replace(found, place=place)


def _put(
    values: PathValues, column: TableColumn, read: tuple[str, ...], *, item: int, place: Location
) -> Iterator[Diagnostic]:
    """Add the values of a cell. One that another row or column has added already must be the same."""
    for number, text in enumerate(read):
        path = column.column.path_to(item, number)
        before = values.get(path)
        if text and before is None:
            values[path] = Scalar(text, plain=False, line=place.line, column=place.column, length=place.length)
        elif text and before is not None and before.text != text:
            cell = f"{get_column_letter(before.column)}{before.line}"
            words = {"heading": column.heading, "text": text, "other": before.text, "cell": cell}
            yield diagnostic(VALUES_DISAGREE, place, **words)


def _is_filled(path: tuple[str | int, ...], column: SheetColumn, item: str | int) -> bool:
    return path_pattern(path) == column.pattern and (not column.in_rows or path[1] == item)


def _empty(place: Location, column: SheetColumn, heading: str = "") -> Diagnostic:
    """Return the diagnostic for a missing value, with the heading of the sheet or else the usual one."""
    return diagnostic(_EMPTY, place, heading=heading or column.words.title)
