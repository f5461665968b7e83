"""Import the sheets of a file: find the tables, build the records, and lay them out as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from yearbook.authoring.spreadsheets.headings import sheet_name
from yearbook.authoring.spreadsheets.missing_units import MissingUnit, missing_units, unit_file
from yearbook.authoring.spreadsheets.new_ids import slug
from yearbook.authoring.spreadsheets.record_builder import (
    ImportOptions,
    NewRecord,
    TableRecords,
    build_records,
    without_records,
)
from yearbook.authoring.spreadsheets.record_files import NewFile, NewFiles, record_files
from yearbook.authoring.spreadsheets.sheet_table import SheetTable, find_table
from yearbook.authoring.spreadsheets.sheets import Sheet
from yearbook.authoring.spreadsheets.updating import (
    RecordChanges,
    UpdateContext,
    read_changes,
    without_existing,
)
from yearbook.content.references import references
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
from yearbook.core.messages import message_languages
from yearbook.model.kinds import UNIT

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
class ImportResult:
    """The result of an import, before anything is written."""

    records: tuple[NewRecord, ...]
    files: tuple[NewFile, ...]
    diagnostics: tuple[Diagnostic, ...]
    refused: tuple[tuple[str, int], ...]
    """The rows that belong to no record: (path of the sheet, number)."""
    changes: RecordChanges = RecordChanges()
    """Of records that are there already."""
    begun: tuple[MissingUnit, ...] = ()
    """Units that are begun as drafts."""


def read_import(
    sheets: Sequence[Sheet],
    options: ImportOptions,
    into: str = "",
    only: str = "",
    update: UpdateContext | None = None,
) -> ImportResult:
    """Import all sheets that have a table of the kind, or only the one with a name. Raises YB261 if it does not exist.

    With `update`, rows with the id of a record that is there change it; without, they are errors.
    Sheets named like another kind, and sheets without a table beside others that have one, are skipped silently.
    """
    tables, diagnostics = _tables(sheets, options, only)
    missing = missing_units(tables, options) if options.begin_units else ()
    options = replace(options, new_units=tuple((each.id, each.name) for each in missing))
    changes = read_changes(tables, options, update) if update else RecordChanges()
    diagnostics += changes.diagnostics
    tables = [without_existing(each, options) for each in tables] if update else tables
    found: list[tuple[SheetTable, TableRecords]] = []
    for table in tables:
        earlier = tuple(record for _, each in found for record in each.records)
        found.append((table, build_records(table, replace(options, earlier=earlier))))
    files = _files(found, options, into)
    while files.diagnostics:  # other records may refer to those that are dropped
        diagnostics += [one for each in files.diagnostics.values() for one in each]
        found = [(table, without_records(each, table, options.kind, files.diagnostics)) for table, each in found]
        files = _files(found, options, into)
    diagnostics += [one for table, each in found for one in (*each.diagnostics, *_hidden_rows(table, each))]
    records = tuple(record for _, each in found for record in each.records)
    begun = _named(missing, records, changes)
    return ImportResult(
        records=records,
        files=(*files.files, *((unit_file(begun, options.languages),) if begun else ())),
        diagnostics=in_order(diagnostics),
        refused=(*changes.refused, *((table.sheet.path, row) for table, each in found for row in each.refused)),
        changes=changes,
        begun=begun,
    )


def _named(
    missing: tuple[MissingUnit, ...], records: tuple[NewRecord, ...], changes: RecordChanges
) -> tuple[MissingUnit, ...]:
    """Return the units that are named by records and changes, and not only by rows that are refused."""
    named = {each.id for record in records for each in references(record.value) if each.kind == UNIT.name}
    named |= {each.after for each in changes.cells}
    return tuple(each for each in missing if each.id in named)


def _tables(sheets: Sequence[Sheet], options: ImportOptions, only: str) -> tuple[list[SheetTable], list[Diagnostic]]:
    if only and only not in {each.name for each in sheets}:
        names = [each.name for each in sheets if each.name]
        place = Location(sheets[0].path.partition("/")[0] if sheets else "")
        words = {"name": only, "meant": nearest(only, names), "names": ", ".join(names) or "–"}
        raise DiagnosticsError([diagnostic(NO_SHEET, place, **words)])
    others = {
        sheet_name(kind, each, options.yearbook.own)
        for kind in options.yearbook.kinds
        if kind != options.kind
        for each in message_languages()
    }
    wanted = [each for each in sheets if (each.name == only if only else each.name not in others or len(sheets) == 1)]
    found = [find_table(each, options.kind, options.columns, options.measures, options.headings) for each in wanted]
    tables = [table for table, _ in found if table is not None]
    diagnostics = [one for table, each in found if table is not None or not tables for one in each]
    return tables, diagnostics


def _hidden_rows(table: SheetTable, found: TableRecords) -> Iterator[Diagnostic]:
    """Warn of rows that are imported although they are hidden in the sheet."""
    for row in table.rows:
        if row.number in table.sheet.hidden and row.number not in found.refused:
            yield diagnostic(HIDDEN_ROW, table.location(row.number, 1))


def _files(found: Sequence[tuple[SheetTable, TableRecords]], options: ImportOptions, into: str) -> NewFiles:
    records = [record for _, each in found for record in each.records]
    stem = PurePosixPath(found[0][0].sheet.path.partition("/")[0]).stem if found else ""
    return record_files(records, options.yearbook, stem=slug(stem, stem, ()), into=into)
