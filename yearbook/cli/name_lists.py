"""Add a list of names in a spreadsheet to an honor: `import FILE --names-of honor:ID`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.field_edits import RecordText, set_fields
from yearbook.authoring.spreadsheets.name_lists import read_name_list
from yearbook.authoring.spreadsheets.sheets import Sheet, read_sheets, show_in_sheet
from yearbook.authoring.trial_load import load_with_changes
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized, say
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, nearest
from yearbook.model.honors import Honor
from yearbook.model.kinds import HONOR


def import_names(options: BuildOptions, file: Path, named: str, *, sheet: str, dry: bool) -> None:
    """Add the names of a file to the commendation list of an honor; with an error in a row, nothing is written."""
    yearbook, _ = read_yearbook(replace(options, drafts=True))
    honor = _honor(yearbook, named)
    sheets = read_sheets(file)
    found = read_name_list(sheets, honor, yearbook, sheet)
    show_in_sheets(found.diagnostics, sheets)
    if any(each.is_error for each in found.diagnostics):
        sys.exit(1)
    path = honor.origin.path
    before = read_content_folder(options.content).read(path)
    changes = [Change(path, before, set_fields(before, RecordText(HONOR, path, ""), found.values))]
    load_with_changes(options.content, changes)
    if not dry:
        write_changes(options.content, changes, options.content.name)
    for group, number in found.added.items():
        click.echo(f"+ {group}: {number}")
    say(
        "{names} names in {groups} groups would be added to {record}"
        if dry
        else "{names} names in {groups} groups added to {record}",
        names=sum(found.added.values()),
        groups=len(found.added),
        record=named,
    )


def show_in_sheets(diagnostics: Iterable[Diagnostic], sheets: Sequence[Sheet]) -> None:
    """Print diagnostics with the rows that they are about."""
    by_path = {each.path: each for each in sheets}
    for each in diagnostics:
        click.echo(show_in_sheet(each, by_path[each.place.path], message_language()), err=True)


def _honor(yearbook: Yearbook, named: str) -> Record[Honor]:
    kind, _, identity = named.rpartition(":")
    honor = yearbook.find(HONOR, identity) if kind in ("", HONOR.name) else None
    if honor is None:
        meant = nearest(identity, yearbook.records[HONOR.name])
        hint = localized("; did you mean “{meant}”?", meant=f"{HONOR.name}:{meant}") if meant else ""
        raise click.BadParameter(
            localized("there is no honor “{id}”{meant}", id=identity, meant=hint), param_hint="--names-of"
        )
    return honor
