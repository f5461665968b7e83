"""Group the rows of a table by record, and choose an id for each: the one in its rows, or one made from its title.

A row whose record exists already, in the yearbook or further up in the table, gets no id but a diagnostic.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Mapping, Sequence

from yearbook.authoring.spreadsheets.columns import ROW_LISTS, date_columns
from yearbook.authoring.spreadsheets.sheet_table import SheetTable, TableRow
from yearbook.content.locations import check_id
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.i18n.collation import syllables
from yearbook.model.kinds import KINDS

RECORD_EXISTS = DiagnosticKind(
    "YB256",
    "“{name}” is there already: {where}",
    hint="to change records that are there, give their ids and say --update; or delete this row",
)
TITLE_FIELDS = ("title", "names.name")
"""Fields that hold the title of a record; that of a unit is its name."""
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")
_MAX_LENGTH = 48  # characters of an id made from a title; the schema allows 80, and a number may follow
_HAN = re.compile(r"[\u3400-\u9fff]")
_SMALL_WORDS = frozenset({"a", "an", "the", "of", "in", "for", "and", "to", "at", "on", "by"})

RowGroup = tuple[TableRow, ...]
"""The rows of one record; at least one."""


def row_groups(table: SheetTable, kind: str) -> tuple[RowGroup, ...]:
    """Return the rows of each record: one, or for kinds with a row list all rows with the same id or else title.

    A row without either belongs to the record above it.
    """
    if kind not in ROW_LISTS:
        return tuple((row,) for row in table.rows)
    groups: dict[str, list[TableRow]] = {}
    last = ""
    for row in table.rows:
        last = row.text("id") or record_title(row) or last
        groups.setdefault(last, []).append(row)
    return tuple(tuple(rows) for rows in groups.values())


def record_title(row: TableRow, language: str = "") -> str:
    """Return the title in a row: in a language, or in the one whose column comes first."""
    title = next(filter(None, (row.text(field, language) for field in TITLE_FIELDS)), "")
    return title if language else " ".join(title.split())


def cell_location(table: SheetTable, row: TableRow, *fields: str) -> Location:
    """Return the location of the first of these fields that the row has, else of its first cell."""
    cells = [cell for field in fields for cell in row.cells if cell[0].column.field == field]
    column, cell = (cells or row.cells)[0]
    return table.location(row.number, column.number, len(cell.text))


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """The records of a kind that exist already."""

    places: Mapping[str, str]
    """Id to the place of the record: a file of the content, or a row of a sheet."""
    ids: Mapping[str, str]
    """Sign of a record (`record_sign`) to its id."""


def existing_records(yearbook: Yearbook, kind: str) -> KnownRecords:
    """Return the records of a yearbook."""
    records = yearbook.records[kind].values()
    return KnownRecords(
        {each.id: f"content/{each.origin.path}" for each in records},
        {record_sign(kind, each.year, each.title.values[0][1]): each.id for each in records},
    )


def choose_ids(
    table: SheetTable, groups: Sequence[RowGroup], kind: str, known: KnownRecords
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the id of each record, empty if it cannot become one, and the reasons."""
    given = {group[0].text("id") for group in groups}
    seen: dict[str, int] = {}
    ids: list[str] = []
    diagnostics: list[Diagnostic] = []
    for row in (group[0] for group in groups):
        identity = row.text("id")
        sign = identity or record_sign(kind, _year(row), record_title(row))
        existing = known.places.get(identity or known.ids.get(sign, ""), "")
        wrong = _refusal(table, row, existing, seen.get(sign))
        diagnostics += (wrong,) if wrong else ()
        taken = {*known.places, *ids, *given}
        ids.append("" if wrong else identity or slug(record_title(row), record_title(row, "en"), taken))
        seen.setdefault(sign, row.number)
    return tuple(ids), tuple(diagnostics)


def _refusal(table: SheetTable, row: TableRow, existing: str, earlier_row: int | None) -> Diagnostic | None:
    identity = row.text("id")
    place = cell_location(table, row, "id", *TITLE_FIELDS)
    name = identity or record_title(row)
    if existing or (earlier_row is not None and name):
        where = existing or f"{table.sheet.path}:{earlier_row}"
        return diagnostic(RECORD_EXISTS, place, name=name, where=where)
    return check_id(identity, place) if identity else None


def record_sign(kind: str, year: int | None, title: str) -> str:
    """Return what two rows of the same record share; an award may be given again in another year."""
    return f"{title}\n{year or ''}" if kind in KINDS and KINDS[kind].by_year else title


def _year(row: TableRow) -> int | None:
    """Return the last year in the row's dates; whether they are well written is checked later."""
    dates = date_columns(each.column for each, _ in row.cells)
    for field in ("year", *(each.field for each in dates)):
        if years := _YEAR.findall(row.text(field)):
            return int(years[-1])
    return None


def record_names(groups: Sequence[RowGroup], ids: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return (id, names) of the new records, so that other rows can refer to them by name."""
    names: dict[str, list[str]] = {identity: [] for identity in ids if identity}
    for group, identity in zip(groups, ids, strict=True):
        for row in group if identity else ():
            names[identity] += filter(None, (record_title(row), record_title(row, "en"), row.text("names.short")))
    return tuple((identity, tuple(dict.fromkeys(each))) for identity, each in names.items())


def slug(title: str, english: str, taken: Container[str]) -> str:
    """Return an id that is not taken: English words, or the pinyin of a Chinese title; `record` if it has neither."""
    words = [each for each in _words(english) if each not in _SMALL_WORDS] or _pinyin(title)
    short = _shortened(words) or "record"
    number, made = 1, short
    while made in taken:
        number += 1
        made = f"{short}-{number}"
    return made


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "").replace("'", "")
    return re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)))


def _pinyin(title: str) -> list[str]:
    """Return the syllables of a title, with the figures and Latin words between them."""
    read = iter(syllables(title))
    spelt = _HAN.sub(lambda _: f" {next(read, ('', False, 0))[0]} ", title)
    return _words(spelt)


def _shortened(words: list[str]) -> str:
    """Join as many whole words as fit; of a single word too long, take its beginning."""
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:_MAX_LENGTH]
        if len(longer) > _MAX_LENGTH:
            break
        made = longer
    return made
