"""The Yearbook → flat tables: one of each kind of record, and one of each sort of thing that records have several of.

A row that is part of a record names it, and says in `path` where it stands in the record's facts in
`data/yearbook.json` (a JSON Pointer, RFC 6901): the tables and the JSON are the same facts, and can be joined.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.columns import (
    ALWAYS_ROWS,
    CsvColumn,
    Languages,
    Spread,
    csv_texts,
    harmless,
    spread,
    table_of,
    text_cells,
)
from yearbook.data.record_json import page
from yearbook.model.fields import Citation, Claim, Figure, Note, Rank
from yearbook.model.honors import Awardees
from yearbook.model.kinds import KINDS, VOCABULARIES
from yearbook.model.narrative import Part
from yearbook.model.projects import Counts, NameUse, Report
from yearbook.model.series import Observation
from yearbook.model.structure import (
    EDITORIAL,
    RECORD_FIELDS,
    Description,
    ModelField,
    ValueFinder,
    ValueType,
    cached,
    class_description,
    parts_of,
)
from yearbook.model.texts import Text
from yearbook.model.units import UnitName

BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that the file is UTF-8."""

NAMES: dict[type[Any], str] = {
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
"""Parts that records have several of → their tables."""
LINKS, WORDS, TEXTS = "links", "words", "texts"

_Row = list[str]
Writers = Mapping[str, Callable[[_Row], object]]
"""Table → what writes one row of it."""


@dataclass(frozen=True, slots=True)
class DataTable:
    """What a table holds and how it is keyed."""

    name: str
    """As the file is called, without its ending: `ledger-lines`."""
    description: Description
    columns: tuple[CsvColumn, ...]
    key: tuple[str, ...]
    """Columns that together tell rows apart."""


def table_files(yearbook: Yearbook) -> tuple[tuple[DataTable, OutputFile], ...]:
    """Every table with its CSV file: `data/honors.csv` … UTF-8 with byte order mark, RFC 4180."""
    tables = layout(yearbook.configuration.languages)
    texts = {table.name: io.StringIO() for table in tables}
    write = {name: csv.writer(text, lineterminator="\r\n").writerow for name, text in texts.items()}
    for table in tables:
        texts[table.name].write(BYTE_ORDER_MARK)
        write[table.name]([each.name for each in table.columns])
    _fill(yearbook, write)
    return tuple(
        (table, OutputFile(f"data/{table.name}.csv", texts[table.name].getvalue().encode())) for table in tables
    )


@cached
def layout(languages: Languages) -> tuple[DataTable, ...]:
    """All tables, those of the kinds first, in the order in which a yearbook presents them."""
    kinds = (_kind_table(name, languages) for name in KINDS)
    parts = (_part_table(owner, languages) for owner in NAMES)
    words = (_vocabulary_table(name, languages) for name in VOCABULARIES)
    return (*kinds, *parts, *_loose_tables(languages), *words)


def _fill(yearbook: Yearbook, write: Writers) -> None:
    """All rows, in the order of records, and within a record of its fields."""
    languages = yearbook.configuration.languages
    for kind in yearbook.records:
        row, own = write[table_of(kind)], _own(kind, languages)
        for record in yearbook.all(kind):
            row([*_head(record, languages), *_present(own, record.facts, yearbook)])
            _write_parts(record, _Place(kind, record.id, languages, write))
            for body in record.bodies:
                write[TEXTS]([kind, record.id, body.language, harmless(body.prose.text)])
    for name, field in VOCABULARIES.items():
        known: Mapping[str, Text] = getattr(yearbook.configuration, field)
        for identity, words in known.items():
            write[table_of(name)]([identity, *text_cells(words, languages)])


# The tables of the kinds

_ID = CsvColumn("id", "string", Description("Never changes.", "编号，永不改变。"), "", True)
_YEAR = CsvColumn("year", "integer", Description("The yearbook year.", "所属年度。"))
_CHANGED = CsvColumn(
    "changed",
    "date",
    Description("Its last change of substance; empty: that of the edition.", "最近一次实质修改的日期。"),
)


def _kind_table(kind: str, languages: Languages) -> DataTable:
    of_year, told = _has_year(kind), KINDS[kind].prose
    head = [
        _ID,
        *((_YEAR,) if of_year else ()),
        *csv_texts("title", Description("The title.", "标题。"), languages),
        *(csv_texts("summary", Description("One sentence.", "一句话摘要。"), languages) if told else ()),
        *(csv_texts("motto", Description("The year's motto.", "年度主题。"), languages) if kind == "year" else ()),
        *csv_texts("page", Description("Where it is read, from the site's top.", "网页位置。"), languages),
        _CHANGED,
    ]
    columns = (*head, *_own(kind, languages).columns)
    return DataTable(table_of(kind), class_description(KINDS[kind].facts), columns, ("id",))


def _has_year(kind: str) -> bool:
    return KINDS[kind].by_year or kind == "year"


def _own(kind: str, languages: Languages) -> Spread:
    return spread(KINDS[kind].facts, languages, skip=RECORD_FIELDS)


def _head(record: Record, languages: Languages) -> _Row:
    return [
        record.id,
        *((str(record.year),) if _has_year(record.kind) else ()),
        *text_cells(record.title, languages),
        *(text_cells(record.summary, languages) if KINDS[record.kind].prose else ()),
        *(text_cells(record.motto, languages) if record.kind == "year" else ()),
        *(page(code, record) for code in languages),
        str(record.facts.changed or ""),
    ]


def _present(own: Spread, facts: Any, yearbook: Yearbook) -> _Row:
    """The row without references to records that are left out as drafts, which would break the foreign key."""
    row = own.cells(facts)
    for place, column in enumerate(own.columns):
        kind = _KIND_OF.get(column.refers_to)
        if kind and row[place] and row[place] not in yearbook.records[kind]:
            row[place] = ""
    return row


_KIND_OF = {table_of(kind): kind for kind in KINDS}


# The tables of parts


@cached
def holder(owner: type[Any]) -> str:
    """The one kind whose records have parts of this class; empty where several have."""
    found = [kind.name for kind in KINDS.values() if owner in parts_of(kind.facts)]
    return found[0] if len(found) == 1 else ""


def _place_columns(owner: type[Any] | None) -> tuple[CsvColumn, ...]:
    said = Description("The record that it belongs to.", "所属记录。")
    path = Description(
        "Where it stands in the record's facts, as a JSON Pointer.", "在记录事实中的位置（JSON Pointer）。"
    )
    only = holder(owner) if owner else ""
    whose = (
        (CsvColumn(only, "string", said, table_of(only), True),)
        if only
        else (
            CsvColumn("record_kind", "string", said, "", True, tuple(KINDS)),
            CsvColumn("record_id", "string", said, "", True),
        )
    )
    return (*whose, CsvColumn("path", "string", path, "", True))


def _part_table(owner: type[Any], languages: Languages) -> DataTable:
    place = _place_columns(owner)
    columns = (*place, *spread(owner, languages).columns)
    return DataTable(NAMES[owner], class_description(owner), columns, tuple(each.name for each in place))


def _loose_tables(languages: Languages) -> tuple[DataTable, ...]:
    """What is not a class of its own: links between records, names in lists, bodies."""
    place = _place_columns(None)
    key = tuple(each.name for each in place)
    field = CsvColumn("field", "string", Description("The field that holds it.", "所在字段。"), "", True)
    target = Description("The record that is named.", "所指记录。")
    link = (
        CsvColumn("target_kind", "string", target, "", True),
        CsvColumn("target_id", "string", target, "", True),
        CsvColumn("target_fact", "string", Description("Which fact of it, where one is meant.", "所指的事实。")),
    )
    body = (
        *place[:2],
        CsvColumn("language", "string", Description("The language of the text.", "语言。"), "", True, languages),
        CsvColumn("text", "string", Description("The body as plain text, one paragraph a line.", "正文（纯文本）。")),
    )
    said = Description(
        "Names in lists: persons, aliases, authors, wording not used.", "并列的人名、别名、作者、不用的译法。"
    )
    words = csv_texts("text", said, languages)
    return (
        DataTable(
            LINKS,
            Description("Which record names which, in what role.", "记录之间的关系。"),
            (*place, field, *link),
            key,
        ),
        DataTable(WORDS, said, (*place, field, *words), key),
        DataTable(TEXTS, Description("Bodies of records.", "正文。"), body, ("record_kind", "record_id", "language")),
    )


def _vocabulary_table(name: str, languages: Languages) -> DataTable:
    said = {
        "scope": Description("Among whom ranks are given.", "排名范围。"),
        "basis": Description("By what ranks are given.", "排名依据。"),
        "category": Description("Sorts of projects.", "项目类别。"),
    }[name]
    return DataTable(table_of(name), said, (_ID, *csv_texts("name", said, languages)), ("id",))


# The rows of a record


def _has_rows(field: ModelField) -> bool:
    """Whether the values of a field have rows of their own, in the tables of parts, links or words."""
    if field.name in EDITORIAL:
        return False
    if field.value_type is ValueType.PART:
        return field.many or field.part in ALWAYS_ROWS
    return field.many and field.value_type is not ValueType.NUMBER


_find_rows = ValueFinder(_has_rows)


@dataclass(frozen=True, slots=True)
class _Place:
    """The record whose parts are being written down, and the tables that take them."""

    kind: str
    id: str
    languages: Languages
    write: Writers

    def row(self, owner: type[Any], value: Any, path: str) -> None:
        """The row of one part in its table."""
        only = holder(owner)
        whose = [self.id, path] if only else [self.kind, self.id, path]
        self.write[NAMES[owner]]([*whose, *spread(owner, self.languages).cells(value)])

    def link(self, kind: str, value: str, path: str) -> None:
        target = [kind, value, ""]
        if not kind:
            named, _, fact = value.partition("#")
            target = [*named.split(":", 1), fact]
        self.write[LINKS]([self.kind, self.id, path, _field(path), *target])

    def words(self, value: Text | str, path: str) -> None:
        words = value if isinstance(value, Text) else Text(((self.languages[0], value),))
        self.write[WORDS]([self.kind, self.id, path, _field(path), *text_cells(words, self.languages)])


def _field(path: str) -> str:
    """`/units/lead/0` → `units.lead`."""
    return ".".join(each for each in path.split("/")[1:] if not each.isdecimal())


def _write_parts(record: Record, place: _Place) -> None:
    """The rows of everything that a record has several of."""
    for pointer, value, field in _find_rows(record.facts):
        path = "".join(f"/{step}" for step in pointer)
        if field.value_type is ValueType.PART:
            place.row(field.part, value, path)
        elif field.value_type in (ValueType.REFERENCE, ValueType.ANY_REFERENCE):
            place.link(field.refers_to, value, path)
        else:
            place.words(value, path)
