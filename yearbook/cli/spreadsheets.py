"""`import` and `export`: spreadsheets that offices have, into records and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from yearbook.authoring.changes import write_changes
from yearbook.authoring.spreadsheets.columns import SheetColumn, sheet_columns
from yearbook.authoring.spreadsheets.exporting import export_records
from yearbook.authoring.spreadsheets.headings import fold_heading
from yearbook.authoring.spreadsheets.importing import ImportResult, read_import
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.record_files import content_changes
from yearbook.authoring.spreadsheets.sheet_table import known_headings
from yearbook.authoring.spreadsheets.sheet_writer import to_csv, to_excel
from yearbook.authoring.spreadsheets.sheets import (
    CSV_SUFFIXES,
    EXCEL_SUFFIXES,
    Sheet,
    read_sheets,
    show_in_sheet,
)
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.messages import localized, message_language, say, telling
from yearbook.cli.options import folder_option
from yearbook.content.records import Body
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.messages import message_languages
from yearbook.model.kinds import KINDS

_FILE = click.Path(dir_okay=False, path_type=Path)
_KIND = click.Choice(tuple(KINDS))
_Command = Callable[..., None]
_content = folder_option("content", Path("content"), "What people write.", exists=True)


def _telling(command: _Command) -> _Command:
    """Gives the command its `Order`; problems become words and exit status 1."""

    @wraps(command)
    def told(content: Path, **rest: Any) -> None:
        content = content if content.name else content.resolve()
        order = BuildOptions(content, Path("templates"), Path("site"), drafts=True)
        with telling(order):
            command(order, **rest)

    return told


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--kind", type=_KIND, required=True, help="What the rows are.")
@click.option("--sheet", default="", metavar="NAME", help="Take this sheet alone.")
@click.option("--set", "given", multiple=True, metavar="HEADING=TEXT", help="Stands in every row that has nothing.")
@click.option("--into", default="", metavar="FILE", help="The YAML file, below the content folder, that they go to.")
@click.option("--drafts", is_flag=True, help="Mark the records as drafts.")
@click.option("--dry-run", "dry", is_flag=True, help="Check and tell, write nothing.")
@_content
@_telling
def import_(  # noqa: PLR0913 - one argument an option
    order: BuildOptions,
    *,
    file: Path,
    kind: str,
    sheet: str,
    given: tuple[str, ...],
    into: str,
    drafts: bool,
    dry: bool,
) -> None:
    """Make records of the rows of a spreadsheet; rows that cannot be taken are told, the others are written."""
    _check(kind, into, drafts)
    yearbook, _ = read_yearbook(order)
    sheets = read_sheets(file)
    asked = ImportOptions(kind, yearbook, _defaults(kind, yearbook, given), drafts=drafts)
    found = read_import(sheets, asked, into, sheet)
    _show(found, sheets)
    if not dry:
        write_changes(order.content, content_changes(order.content, found.files, kind), order.content.name)
    numbers = {"records": len(found.records), "files": len(found.files), "refused": len(found.refused)}
    click.echo(
        localized(
            "{file}: {records} records would be written in {files} files; {refused} rows would not be taken"
            if dry
            else "{file}: {records} records written in {files} files; {refused} rows not taken",
            file=file.name,
            **numbers,
        )
    )
    if any(each.is_error for each in found.diagnostics):
        sys.exit(1)


def _check(kind: str, into: str, drafts: bool) -> None:
    """Raises UsageError where an option does not fit the kind."""
    known = KINDS[kind]
    if drafts and not known.prose:
        raise click.UsageError(localized("records of kind {kind} have no drafts", kind=kind))
    if into and known.prose:
        raise click.UsageError(localized("records of kind {kind} have files of their own", kind=kind))
    if into and (not into.startswith(f"{known.folder}/") or not into.endswith(".yaml") or ".." in into):
        raise click.BadParameter(
            localized("name a file below {folder}: {folder}/2016.yaml", folder=known.folder), param_hint="--into"
        )


def _defaults(kind: str, yearbook: Yearbook, given: tuple[str, ...]) -> tuple[tuple[SheetColumn, str], ...]:
    known = known_headings(sheet_columns(kind, yearbook.configuration.languages))
    found = []
    for each in given:
        heading, equals, text = each.partition("=")
        if not equals:
            raise click.BadParameter(localized("write --set “heading=text”"), param_hint="--set")
        column = known.get(fold_heading(heading))
        if column is None:
            meant = nearest(fold_heading(heading), known)
            hint = localized("; did you mean “{meant}”?", meant=meant) if meant else ""
            wrong = localized(
                "“{heading}” is no column of {kind} records{meant}", heading=heading, kind=kind, meant=hint
            )
            raise click.BadParameter(wrong, param_hint="--set")
        found.append((column, text.strip()))
    return tuple(found)


def _show(found: ImportResult, sheets: tuple[Sheet, ...]) -> None:
    by_path = {each.path: each for each in sheets}
    for each in found.diagnostics:
        click.echo(show_in_sheet(each, by_path[each.place.path], message_language()), err=True)


@click.command()
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--kind", type=_KIND, help="Which records.")
@click.option("--all", "everything", is_flag=True, help="Every kind that a spreadsheet can hold, a sheet each.")
@click.option(
    "--language", "headed", type=click.Choice(message_languages()), help="Of the headings; else that of messages."
)
@_content
@_telling
def export_command(order: BuildOptions, file: Path, kind: str | None, everything: bool, headed: str | None) -> None:
    """Write records into a spreadsheet that can be worked on and taken back with `import`."""
    ending = file.suffix.lower()
    if (kind is None) == (not everything):
        raise click.UsageError(localized("say --kind honor, or --all"))
    if ending not in (EXCEL_SUFFIXES[0], CSV_SUFFIXES[0]):
        raise click.UsageError(localized("name a file that ends in .xlsx or .csv"))
    if everything and ending == CSV_SUFFIXES[0]:
        raise click.UsageError(localized("a CSV file has one sheet: say --kind, or name an .xlsx file"))
    yearbook, _ = read_yearbook(order)
    kinds = tuple(KINDS) if kind is None else (kind,)
    found = {each: export_records(yearbook, each, headed or message_language(), _markdown(order)) for each in kinds}
    pages = [each.data for each in found.values()]
    write_atomically(file, to_csv(pages[0]) if ending == CSV_SUFFIXES[0] else to_excel(pages))
    records = sum(len(yearbook.all(each)) for each in kinds)
    rows = sum(len(each.rows) for each in pages)
    say("{file}: {records} records in {rows} rows", file=file, records=records, rows=rows)
    left_out = [
        localized("{kind} {field} ({count} records)", kind=each, field=field, count=count)
        for each, exported in found.items()
        for field, count in exported.left_out
    ]
    if left_out:
        click.echo(
            localized("no column carries, and so the spreadsheet lacks: {fields}", fields=", ".join(left_out)), err=True
        )


def _markdown(order: BuildOptions) -> Callable[[Body], str]:
    """Gives the body of a record as its file has it."""

    def read(body: Body) -> str:
        document = read_document(order.content, body.origin.path, order.content.name)
        return document.body if isinstance(document, Document) else ""

    return read
