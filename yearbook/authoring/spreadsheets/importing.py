"""The sheets of a file → all that an import would write, and all that it would tell: the stages, composed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from yearbook.authoring.spreadsheets.columns import sheet_columns
from yearbook.authoring.spreadsheets.exporting import EXPORT_SHEETS
from yearbook.authoring.spreadsheets.files import File, NewFiles, record_files
from yearbook.authoring.spreadsheets.records import Asked, New, Taken, take, without
from yearbook.authoring.spreadsheets.sheets import Sheet
from yearbook.authoring.spreadsheets.slugs import slug
from yearbook.authoring.spreadsheets.tables import SheetTable, find_table
from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    Severity,
    diagnostic,
    in_order,
    nearest,
)
from yearbook.core.frozen import dataclass

NO_SHEET = DiagnosticKind(
    "YB261",
    "this file has no sheet “{name}” that can be seen",
    hint="did you mean “{meant}”?\nits sheets are: {names}",
)
HIDDEN_ROW = DiagnosticKind(
    "YB260",
    "this row is hidden in the spreadsheet, and is taken all the same",
    hint="look at it: show hidden rows, and delete this one there if it is not meant",
    severity=Severity.WARNING,
)


@dataclass(frozen=True, slots=True)
class Import:
    """What an import comes to."""

    records: tuple[New, ...]
    files: tuple[File, ...]
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[tuple[str, int], ...]
    """The rows that belong to no new record: (path of the sheet, number)."""


def read_import(sheets: Sequence[Sheet], asked: Asked, into: str = "", only: str = "") -> Import:
    """All sheets that have a table of the kind, or only the one of that name. Raises YB261 where there is none such.

    Sheets that are called what another kind's are called, and sheets without a table beside others that have one, are
    passed over in silence.
    """
    tables, diagnostics = _tables(sheets, asked, only)
    taken: list[tuple[SheetTable, Taken]] = []
    for table in tables:
        earlier = tuple(each for _, found in taken for each in found.records)
        taken.append((table, take(table, replace(asked, earlier=earlier))))
    made = _made(taken, asked, into)
    while made.diagnostics:  # what is left may name what is dropped
        diagnostics += [one for each in made.diagnostics.values() for one in each]
        taken = [(table, without(found, made.diagnostics, table, asked.kind)) for table, found in taken]
        made = _made(taken, asked, into)
    diagnostics += [one for _, found in taken for one in found.diagnostics]
    diagnostics += [one for table, found in taken for one in _hidden(table, found)]
    refused = tuple((table.sheet.path, number) for table, found in taken for number in found.refused)
    records = tuple(each for _, found in taken for each in found.records)
    return Import(records, made.files, in_order(diagnostics), refused)


def _tables(sheets: Sequence[Sheet], asked: Asked, only: str) -> tuple[list[SheetTable], list[Diagnostic]]:
    if only and only not in {each.name for each in sheets}:
        names = [each.name for each in sheets if each.name]
        where = Location(sheets[0].path.partition("/")[0] if sheets else "")
        said = {"name": only, "meant": nearest(only, names), "names": ", ".join(names) or "–"}
        raise DiagnosticsError([diagnostic(NO_SHEET, where, **said)])
    others = {name for kind, names in EXPORT_SHEETS.items() if kind != asked.kind for name in names}
    wanted = [each for each in sheets if (each.name == only if only else each.name not in others or len(sheets) == 1)]
    laid_out = sheet_columns(asked.kind, asked.languages)
    found = [find_table(each, asked.kind, laid_out) for each in wanted]
    tables = [table for table, _ in found if table is not None]
    diagnostics = [one for table, each in found if table is not None or not tables for one in each]
    return tables, diagnostics


def _hidden(table: SheetTable, taken: Taken) -> Iterator[Diagnostic]:
    """The rows that are taken although nobody sees them in the sheet."""
    for row in table.rows:
        if row.number in table.sheet.hidden and row.number not in taken.refused:
            yield diagnostic(HIDDEN_ROW, table.place(row.number, 1))


def _made(taken: Sequence[tuple[SheetTable, Taken]], asked: Asked, into: str) -> NewFiles:
    records = [each for _, found in taken for each in found.records]
    stem = PurePosixPath(taken[0][0].sheet.path.partition("/")[0]).stem if taken else ""
    return record_files(records, asked.yearbook, slug(stem, stem, ()), into)
