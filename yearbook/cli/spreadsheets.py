"""The commands `import` and `export`: spreadsheets to records and back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from yearbook.authoring.changes import write_changes
from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.kind_nouns import kind_called
from yearbook.authoring.spreadsheets.cells import BEGIN_UNITS
from yearbook.authoring.spreadsheets.columns import SheetColumn, yearbook_columns
from yearbook.authoring.spreadsheets.exporting import export_records
from yearbook.authoring.spreadsheets.headings import fold_heading
from yearbook.authoring.spreadsheets.importing import ImportResult, read_import
from yearbook.authoring.spreadsheets.own_headings import read_own_headings
from yearbook.authoring.spreadsheets.record_builder import ImportOptions
from yearbook.authoring.spreadsheets.record_files import content_changes
from yearbook.authoring.spreadsheets.sheet_table import known_headings
from yearbook.authoring.spreadsheets.sheet_writer import to_csv, to_excel
from yearbook.authoring.spreadsheets.sheets import (
    CSV_SUFFIXES,
    EXCEL_SUFFIXES,
    read_sheets,
)
from yearbook.authoring.spreadsheets.updating import UpdateContext
from yearbook.authoring.trial_load import load_with_changes
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.output.files import write_atomically
from yearbook.cli.kind_choice import KindChoice, KindOption
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized, say
from yearbook.cli.name_lists import import_names, show_in_sheets
from yearbook.cli.options import content_options
from yearbook.content.records import Body
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.messages import message_languages
from yearbook.model.kinds import Kind

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--kind", cls=KindOption, type=KindChoice(), metavar="KIND", help="Kind of the records.")
@click.option("--names-of", "named", default="", metavar="honor:ID", help="Add a list of names to this honor instead.")
@click.option("--sheet", default="", metavar="NAME", help="Import only this sheet.")
@click.option("--set", "given", multiple=True, metavar="HEADING=TEXT", help="Value for rows whose cell is empty.")
@click.option("--into", default="", metavar="FILE", help="YAML file, below the content folder, to write to.")
@click.option("--drafts", is_flag=True, help="Mark the records as drafts.")
@click.option(BEGIN_UNITS, is_flag=True, help="Begin units that are named and missing, as drafts.")
@click.option("--update", is_flag=True, help="Also change records whose ids are there already, and show each change.")
@click.option("--dry-run", "dry", is_flag=True, help="Check and show only; write nothing.")
@content_options
def import_(  # noqa: PLR0913 - one argument for each option
    options: BuildOptions,
    *,
    file: Path,
    kind: str | None,
    named: str,
    sheet: str,
    given: tuple[str, ...],
    into: str,
    drafts: bool,
    begin_units: bool,
    update: bool,
    dry: bool,
) -> None:
    """Make records of the rows of a spreadsheet; rows with errors are reported, and the others written."""
    if (kind is None) == (not named):
        raise click.UsageError(localized("say --kind honor, or --names-of honor:some-id"))
    if kind is None:
        import_names(options, file, named, sheet=sheet, dry=dry)
        return
    yearbook, _ = read_yearbook(options)
    known = _kind(kind, yearbook)
    kind = known.name
    _check(known, into)
    sheets = read_sheets(file)
    own = read_own_headings(options.content, kind, yearbook)
    defaults = _defaults(kind, yearbook, given)
    import_options = ImportOptions(kind, yearbook, defaults, drafts=drafts, headings=own, begin_units=begin_units)
    updates = UpdateContext(read_content_folder(options.content), _markdown(options)) if update else None
    found = read_import(sheets, import_options, into, sheet, updates)
    show_in_sheets(found.diagnostics, sheets)
    changes = content_changes(options.content, found.files, found.changes.files)
    if found.changes.files:
        load_with_changes(options.content, changes)
    if not dry:
        write_changes(options.content, changes, options.content.name)
    _count(found, file, dry=dry)
    if any(each.is_error for each in found.diagnostics):
        sys.exit(1)


def _count(found: ImportResult, file: Path, *, dry: bool) -> None:
    """Print each change of a value, and the numbers of records and rows."""
    for each in found.changes.cells:
        path = ".".join(map(str, each.path))
        click.echo(f"~ {each.record} {path}: {_short(each.before)} \N{RIGHTWARDS ARROW} {_short(each.after)}")
    for unit in found.begun:
        near = localized(" (there is “{name}”)", name=unit.near) if unit.near else ""
        click.echo(f"+ unit:{unit.id} {unit.name}{near}")
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
    if found.changes.cells:
        changed = {"values": len(found.changes.cells), "records": len({each.record for each in found.changes.cells})}
        say(
            "{values} values of {records} records would change"
            if dry
            else "{values} values of {records} records changed",
            **changed,
        )


def _short(text: str) -> str:
    """Return a value on one line of at most 40 characters; a dash for none."""
    line = " ".join(text.split())
    return f"{line[:39]}…" if len(line) > 40 else line or "–"


def _kind(name: str, yearbook: Yearbook) -> Kind:
    """Return a kind of the yearbook, by its name or its words. Raises BadParameter if there is none."""
    name = kind_called(name, yearbook.own)
    if name not in yearbook.kinds:
        kinds = ", ".join(yearbook.kinds)
        raise click.BadParameter(
            localized("“{name}” is not one of: {names}", name=name, names=kinds), param_hint="--kind"
        )
    return yearbook.kinds[name]


def _check(kind: Kind, into: str) -> None:
    """Raise UsageError if an option does not fit the kind."""
    if into and kind.prose:
        raise click.UsageError(localized("records of kind {kind} have files of their own", kind=kind.name))
    if into and (not into.startswith(f"{kind.folder}/") or not into.endswith(".yaml") or ".." in into):
        raise click.BadParameter(
            localized("name a file below {folder}: {folder}/2016.yaml", folder=kind.folder), param_hint="--into"
        )


def _defaults(kind: str, yearbook: Yearbook, given: tuple[str, ...]) -> tuple[tuple[SheetColumn, str], ...]:
    known = known_headings(yearbook_columns(kind, yearbook.configuration, yearbook.own))
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


@click.command()
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--kind", cls=KindOption, type=KindChoice(), metavar="KIND", help="Kind of records to export.")
@click.option("--all", "everything", is_flag=True, help="Export every kind, one sheet each.")
@click.option(
    "--language",
    "headed",
    type=click.Choice(message_languages()),
    help="Language of the headings (default: that of messages).",
)
@content_options
def export_command(options: BuildOptions, file: Path, kind: str | None, everything: bool, headed: str | None) -> None:
    """Write records to a spreadsheet that `import` can read again."""
    ending = file.suffix.lower()
    if (kind is None) == (not everything):
        raise click.UsageError(localized("say --kind honor, or --all"))
    if ending not in (EXCEL_SUFFIXES[0], CSV_SUFFIXES[0]):
        raise click.UsageError(localized("name a file that ends in .xlsx or .csv"))
    if everything and ending == CSV_SUFFIXES[0]:
        raise click.UsageError(localized("a CSV file has one sheet: say --kind, or name an .xlsx file"))
    yearbook, _ = read_yearbook(options)
    kinds = tuple(yearbook.kinds) if kind is None else (_kind(kind, yearbook).name,)
    found = {each: export_records(yearbook, each, headed or message_language(), _markdown(options)) for each in kinds}
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
        click.echo(localized("left out, because no column holds it: {fields}", fields=", ".join(left_out)), err=True)


def _markdown(options: BuildOptions) -> Callable[[Body], str]:
    """Return a function that reads the Markdown of a body from its file."""

    def read(body: Body) -> str:
        document = read_document(options.content, body.origin.path, options.content.name)
        return document.body if isinstance(document, Document) else ""

    return read
