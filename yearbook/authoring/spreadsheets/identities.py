"""The records of a table → their ids: those that the rows give, or such as are made of the titles.

A record that the yearbook has, or that stands in the table twice, gets none: it is told, and never taken again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from yearbook.authoring.spreadsheets.columns import ROWS
from yearbook.authoring.spreadsheets.slugs import slug
from yearbook.authoring.spreadsheets.tables import SheetTable, TableRow
from yearbook.content.locations import check_id
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import KINDS

EXISTS = DiagnosticKind(
    "YB256",
    "“{name}” is there already: {where}",
    hint="an import never changes a record; edit that one, or delete this row",
)
_YEAR = re.compile(r"(?:18|19|20|21)\d\d")

RowGroup = tuple[TableRow, ...]
"""The rows of one record; at least one."""


def row_groups(table: SheetTable, kind: str) -> tuple[RowGroup, ...]:
    """The rows of each record: one, or in kinds with a list by rows all that bear the same id or else title.

    A row without either goes on with the record above it.
    """
    if kind not in ROWS:
        return tuple((row,) for row in table.rows)
    found: dict[str, list[TableRow]] = {}
    last = ""
    for row in table.rows:
        last = row.text("id") or record_title(row) or last
        found.setdefault(last, []).append(row)
    return tuple(tuple(rows) for rows in found.values())


def record_title(row: TableRow) -> str:
    """The title in a row, in the language that stands first; a unit's is its name."""
    return " ".join((row.text("title") or row.text("names.name")).split())


def place_of(table: SheetTable, row: TableRow, *fields: str) -> Location:
    """The cell of the first of some fields that the row has, else its first cell."""
    for field in fields:
        for placed, cell in row.cells:
            if placed.column.field == field:
                return table.place(row.number, placed.place, len(cell.text))
    placed, cell = row.cells[0]
    return table.place(row.number, placed.place, len(cell.text))


@dataclass(frozen=True, slots=True)
class KnownRecords:
    """The records of a kind that are there already."""

    where: Mapping[str, str]
    """Id → where it stands: a file of the content, or a row of a sheet."""
    titled: Mapping[str, str]
    """What tells records apart that have no id (`same`) → id."""


def known(yearbook: Yearbook, kind: str) -> KnownRecords:
    """The records of a yearbook."""
    records = yearbook.records[kind].values()
    return KnownRecords(
        {each.id: f"content/{each.origin.path}" for each in records},
        {same(kind, each.year, each.title.values[0][1]): each.id for each in records},
    )


def identities(
    table: SheetTable, found: Sequence[RowGroup], kind: str, there: KnownRecords
) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """The id of each record, empty where it cannot become one; and why."""
    given = {group[0].text("id") for group in found}
    seen: dict[str, int] = {}
    made: list[str] = []
    diagnostics: list[Diagnostic] = []
    for row in (group[0] for group in found):
        identity = row.text("id")
        sign = identity or same(kind, _year(row), record_title(row))
        wrong = _wrong(table, row, there.where.get(identity or there.titled.get(sign, ""), ""), seen.get(sign))
        diagnostics += (wrong,) if wrong else ()
        made.append("" if wrong else identity or slug(record_title(row), _english(row), {*there.where, *made, *given}))
        seen.setdefault(sign, row.number)
    return tuple(made), tuple(diagnostics)


def _wrong(table: SheetTable, row: TableRow, path: str, before: int | None) -> Diagnostic | None:
    identity = row.text("id")
    place = place_of(table, row, "id", "title", "names.name")
    if path or (before is not None and (identity or record_title(row))):
        where = path or f"{table.sheet.path}:{before}"
        return diagnostic(EXISTS, place, name=identity or record_title(row), where=where)
    return check_id(identity, place) if identity else None


def same(kind: str, year: int | None, name: str) -> str:
    """What two rows have in common that are one record; an award may be given again in another year."""
    return f"{name}\n{year or ''}" if KINDS[kind].by_year else name


def _english(row: TableRow) -> str:
    return row.text("title", "en") or row.text("names.name", "en")


def _year(row: TableRow) -> int | None:
    """The year that a row says, as far as it can be seen; whether it is well written is told later."""
    for field in ("year", "conferred", "published", "period"):
        if years := _YEAR.findall(row.text(field)):
            return int(years[-1])
    return None


def record_names(found: Sequence[RowGroup], made: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(id, what it is called) of the new records, so that other rows can name them."""
    pairs: Mapping[str, list[str]] = {identity: [] for identity in made if identity}
    for group, identity in zip(found, made, strict=True):
        for row in group if identity else ():
            pairs[identity] += filter(None, (record_title(row), _english(row), row.text("names.short")))
    return tuple((identity, tuple(dict.fromkeys(each))) for identity, each in pairs.items())
