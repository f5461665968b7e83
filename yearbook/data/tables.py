"""Write flat tables: one of each kind of record, and one of each class of parts that records have several of.

A row that is part of a record names it, and says in `path` where it stands in the record's facts in
`data/yearbook.json` (a JSON Pointer, RFC 6901): the tables and the JSON are the same facts, and can be joined.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.columns import (
    ALWAYS_ROWS,
    ClassColumns,
    CsvColumn,
    Row,
    class_columns,
    text_cells,
    text_columns,
    without_formula,
)
from yearbook.data.record_info import site_address
from yearbook.data.record_json import data_file_name
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.docstrings import Description, cached, class_description, class_name
from yearbook.model.fields import Citation, Claim, Figure, Note
from yearbook.model.honors import Awardees
from yearbook.model.kinds import VOCABULARIES, YEAR, Kind
from yearbook.model.narrative import Part
from yearbook.model.own_kinds import kinds_of
from yearbook.model.projects import Counts, NameUse, Report
from yearbook.model.ranks import Rank
from yearbook.model.series import Observation
from yearbook.model.structure import (
    EDITORIAL,
    RECORD_FIELDS,
    ModelField,
    ValueType,
    fields_of,
    parts_of,
    published_fields,
)
from yearbook.model.texts import Languages, Text
from yearbook.model.units import UnitName
from yearbook.model.walk import ValueFinder

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

_PART_TABLES: Mapping[type[Any], str] = {
    Figure: "figures",
    Claim: "claims",
    Citation: "citations",
    Note: "notes",
    Rank: "ranks",
    Report: "reports",
    Counts: "ledger-lines",
    NameUse: "project-names",
    Observation: "observations",
    UnitName: "unit-names",
    Awardees: "awardees",
    Part: "program-parts",
}
"""The tables of parts by class, in the order of the data package; those of other classes follow, named by the class."""
_LINKS, _WORDS, _TEXTS = "links", "words", "texts"

_HeadColumns = tuple[tuple[CsvColumn, ...], Callable[[Record], tuple[str, ...]]]
"""Columns, and what fills them for a record."""
TableRows = tuple[tuple[str, bytes], ...]
"""Rows of one record in CSV, by the names of the tables that have any."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """What a table holds and how it is keyed."""

    name: str
    """As the file is called, without its ending: `ledger-lines`."""
    description: Description
    columns: tuple[CsvColumn, ...]
    key: tuple[str, ...]
    """Columns that together tell rows apart."""


def table_files(yearbook: Yearbook, rows_of: Mapping[Key, TableRows]) -> tuple[tuple[DataTable, OutputFile], ...]:
    """Every table with its CSV file: `data/honors.csv` … UTF-8 with byte order mark, RFC 4180.

    `rows_of`: what `record_rows` returns of every record.
    """
    languages = yearbook.configuration.languages
    tables = layout(languages, yearbook.own)
    parts = {each.name: [BYTE_ORDER_MARK.encode(), _csv([[one.name for one in each.columns]])] for each in tables}
    for record in yearbook:
        for name, rows in rows_of[record.key]:
            parts[name].append(rows)
    for name in VOCABULARIES:
        words = yearbook.configuration.vocabulary(name).items()
        parts[data_file_name(name)].append(_csv([identity, *text_cells(text, languages)] for identity, text in words))
    return tuple((each, OutputFile(f"data/{each.name}.csv", b"".join(parts[each.name]))) for each in tables)


def record_rows(record: Record, yearbook: Readable) -> TableRows:
    """The rows of one record in all tables, in the order of its fields."""
    languages, kind = yearbook.configuration.languages, yearbook.kinds[record.kind]
    rows: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    head = [cell for _, cells in _head_columns(kind, languages) for cell in cells(record)]
    rows[data_file_name(kind.name)].append([*head, *_own_cells(_own_columns(kind, languages), record, yearbook)])
    _add_parts(record, _PartRows(record, languages, rows, own=yearbook.own))
    for body in record.bodies:
        rows[_TEXTS].append([record.kind, record.id, body.language, without_formula(body.prose.text)])
    return tuple((name, _csv(each)) for name, each in rows.items())


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


@cached
def layout(languages: Languages, own: Declarations = NO_DECLARATIONS) -> tuple[DataTable, ...]:
    """All tables, those of the kinds first, in the order in which a yearbook presents them."""
    kinds = (_kind_table(kind, languages) for kind in kinds_of(own).values())
    parts = (_part_table(owner, languages, own) for owner in part_tables(own))
    words = (_vocabulary_table(name, languages) for name in VOCABULARIES)
    record = _record_columns(own)
    lists = (_links_table(record), _words_table(record, languages), _texts_table(record, languages))
    return (*kinds, *parts, *lists, *words)


# The tables of the kinds

_ID = CsvColumn("id", Description("Never changes.", "编号，永不改变。"), required=True)
_YEAR = CsvColumn("year", Description("The yearbook year.", "所属年度。"), "integer")
_TITLE = Description("The title.", "标题。")
_SUMMARY = Description("One sentence.", "一句话摘要。")
_MOTTO = Description("The year's motto.", "年度主题。")
_PAGE = Description("Where it is read, from the site's top.", "网页位置。")
_CHANGED = CsvColumn(
    name="changed",
    description=Description("Its last change of substance; empty: that of the edition.", "最近一次实质修改的日期。"),
    type="date",
)


def _kind_table(kind: Kind, languages: Languages) -> DataTable:
    head = (column for columns, _ in _head_columns(kind, languages) for column in columns)
    return DataTable(
        name=data_file_name(kind.name),
        description=class_description(kind.facts),
        columns=(*head, *_own_columns(kind, languages).columns),
        key=("id",),
    )


@cached
def _head_columns(kind: Kind, languages: Languages) -> tuple[_HeadColumns, ...]:
    """The columns of what a record has beside its facts."""
    found: list[_HeadColumns] = [((_ID,), lambda record: (record.id,))]
    if kind.by_year or kind.name == YEAR.name:
        found.append(((_YEAR,), lambda record: (str(record.year),)))
    found.append((text_columns("title", _TITLE, languages), lambda record: text_cells(record.title, languages)))
    if kind.prose:
        columns = text_columns("summary", _SUMMARY, languages)
        found.append((columns, lambda record: text_cells(record.summary, languages)))
    if any(field.name == "motto" for field in fields_of(kind.facts)):
        found.append((text_columns("motto", _MOTTO, languages), lambda record: text_cells(record.motto, languages)))
    columns = text_columns("page", _PAGE, languages)
    found.append((columns, lambda record: tuple(site_address(record, code).path for code in languages)))
    return (*found, ((_CHANGED,), lambda record: (str(record.changed or ""),)))


def _own_columns(kind: Kind, languages: Languages) -> ClassColumns:
    return class_columns(kind.facts, languages, skip=RECORD_FIELDS)


def _own_cells(own: ClassColumns, record: Record, yearbook: Readable) -> Row:
    """The row without references to records that are left out as drafts, which would break the foreign key."""
    row = own.cells(record.facts)
    tables = _kinds_of_tables(yearbook.own)
    for place, column in enumerate(own.columns):
        kind = tables.get(column.refers_to)
        if kind and row[place] and yearbook.find(kind, row[place]) is None:
            row[place] = ""
    return row


@cached
def _kinds_of_tables(own: Declarations) -> dict[str, str]:
    """The kind of each table that holds one kind of record."""
    return {data_file_name(kind): kind for kind in kinds_of(own)}


# The tables of parts


def _has_rows(field: ModelField) -> bool:
    """Whether the values of a field have rows of their own, in the tables of parts, links or words."""
    if field.name in EDITORIAL:
        return False
    if field.value_type is ValueType.PART:
        return field.many or field.part in ALWAYS_ROWS
    return field.many and field.value_type is not ValueType.NUMBER


_find_rows = ValueFinder(_has_rows)


@cache
def part_tables(own: Declarations = NO_DECLARATIONS) -> dict[type[Any], str]:
    """The name of the table of each class of parts that records have several of."""
    owners = dict.fromkeys(owner for kind in kinds_of(own).values() for owner in (kind.facts, *parts_of(kind.facts)))
    with_rows = (field for owner in owners for field in published_fields(owner) if _has_rows(field))
    found = dict.fromkeys(field.part for field in with_rows if field.value_type is ValueType.PART)
    named = {owner: f"{re.sub('(?<=[a-z])(?=[A-Z])', '-', class_name(owner)).lower()}s" for owner in found}
    return {**_PART_TABLES, **{owner: name for owner, name in named.items() if owner not in _PART_TABLES}}


@cached
def _only_kind(owner: type[Any], own: Declarations) -> str:
    """The one kind whose records have parts of this class; empty if several have."""
    found = [kind.name for kind in kinds_of(own).values() if owner in parts_of(kind.facts)]
    return found[0] if len(found) == 1 else ""


_RECORD = Description("The record that it belongs to.", "所属记录。")
_PATH = CsvColumn(
    name="path",
    description=Description(
        "Where it stands in the record's facts, as a JSON Pointer.", "在记录事实中的位置（JSON Pointer）。"
    ),
    required=True,
)
_FIELD = CsvColumn("field", Description("The field that holds it.", "所在字段。"), required=True)


def _record_columns(own: Declarations) -> tuple[CsvColumn, ...]:
    """The columns that name the record of a row."""
    return (
        CsvColumn("record_kind", _RECORD, required=True, choices=tuple(kinds_of(own))),
        CsvColumn("record_id", _RECORD, required=True),
    )


def _part_table(owner: type[Any], languages: Languages, own: Declarations) -> DataTable:
    only = _only_kind(owner, own)
    record = (CsvColumn(only, _RECORD, required=True, refers_to=data_file_name(only)),) if only else None
    place = (*(record or _record_columns(own)), _PATH)
    return DataTable(
        name=part_tables(own)[owner],
        description=class_description(owner),
        columns=(*place, *class_columns(owner, languages).columns),
        key=tuple(each.name for each in place),
    )


def _links_table(record: tuple[CsvColumn, ...]) -> DataTable:
    target = Description("The record that is named.", "所指记录。")
    columns = (
        *record,
        _PATH,
        _FIELD,
        CsvColumn("target_kind", target, required=True),
        CsvColumn("target_id", target, required=True),
        CsvColumn("target_fact", Description("Which fact of it, where one is meant.", "所指的事实。")),
    )
    description = Description("Which record names which, in what role.", "记录之间的关系。")
    return DataTable(name=_LINKS, description=description, columns=columns, key=("record_kind", "record_id", "path"))


def _words_table(record: tuple[CsvColumn, ...], languages: Languages) -> DataTable:
    description = Description(
        "Names in lists: persons, aliases, authors, wording not used.", "并列的人名、别名、作者、不用的译法。"
    )
    columns = (*record, _PATH, _FIELD, *text_columns("text", description, languages))
    return DataTable(name=_WORDS, description=description, columns=columns, key=("record_kind", "record_id", "path"))


def _texts_table(record: tuple[CsvColumn, ...], languages: Languages) -> DataTable:
    language = Description("The language of the text.", "语言。")
    text = Description("The body as plain text, one paragraph a line.", "正文（纯文本）。")
    columns = (
        *record,
        CsvColumn("language", language, required=True, choices=languages),
        CsvColumn("text", text),
    )
    return DataTable(
        name=_TEXTS,
        description=Description("Bodies of records.", "正文。"),
        columns=columns,
        key=("record_kind", "record_id", "language"),
    )


def _vocabulary_table(name: str, languages: Languages) -> DataTable:
    field = next(each for each in fields_of(Configuration) if each.name == VOCABULARIES[name])
    columns = (_ID, *text_columns("name", field.description, languages))
    return DataTable(name=data_file_name(name), description=field.description, columns=columns, key=("id",))


# The rows of parts


@dataclass(frozen=True, slots=True)
class _PartRows:
    """Adds what one record has several of to the rows of the tables that take it."""

    record: Record
    languages: Languages
    rows: defaultdict[str, list[Sequence[str]]]
    own: Declarations

    def part(self, owner: type[Any], value: Any, path: str) -> None:
        """The row of one part in its table."""
        place = [self.record.id, path] if _only_kind(owner, self.own) else [*self.record.key, path]
        self.rows[part_tables(self.own)[owner]].append([*place, *class_columns(owner, self.languages).cells(value)])

    def link(self, kind: str, value: str, path: str) -> None:
        """The row of a reference to another record."""
        target = [kind, value, ""]
        if not kind:
            named, _, fact = value.partition("#")
            target = [*named.split(":", 1), fact]
        self.rows[_LINKS].append([*self.record.key, path, _field_name(path), *target])

    def words(self, value: Any, path: str) -> None:
        """The row of a name, or of another single value, in a list."""
        plain = value.value if isinstance(value, Enum) else value
        words = value if isinstance(value, Text) else Text(((self.languages[0], str(plain)),))
        self.rows[_WORDS].append([*self.record.key, path, _field_name(path), *text_cells(words, self.languages)])


def _field_name(path: str) -> str:
    """`/units/lead/0` is in the field `units.lead`."""
    return ".".join(each for each in path.split("/")[1:] if not each.isdecimal())


def _add_parts(record: Record, rows: _PartRows) -> None:
    for pointer, value, field in _find_rows(record.facts):
        path = "".join(f"/{step}" for step in pointer)
        if field.value_type is ValueType.PART:
            rows.part(field.part, value, path)
        elif field.value_type in (ValueType.REFERENCE, ValueType.ANY_REFERENCE):
            rows.link(field.refers_to, value, path)
        else:
            rows.words(value, path)
