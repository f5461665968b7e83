"""The commands `check`, `translations` and `translated`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from yearbook.authoring.translation_stamps import stamp_translations
from yearbook.build.loading import read_with_pictures, read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.checks.coverage.report import compare_sources, coverage_report
from yearbook.checks.editorial.translation_table import translations_json, translations_text
from yearbook.checks.editorial.translations import translation_statuses
from yearbook.cli.invocation import invocation
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized, say, show_problems
from yearbook.cli.options import FOLDER_TYPE, build_options, did_you_mean, format_option
from yearbook.core.diagnostic_formats import FORMATS, format_diagnostics
from yearbook.core.diagnostics import DiagnosticsError


@click.command()
@build_options
@click.option(
    "--coverage",
    "sources",
    type=FOLDER_TYPE,
    help="Folder with source texts: check quotes against them, and list what the yearbook leaves out.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *FORMATS)),
    default="text",
    show_default=True,
    help="Output for people (text) or for other programs (docs/problems.md).",
)
def check_command(options: BuildOptions, sources: Path | None, form: str) -> None:
    """Load and check all content; write nothing."""
    if form != "text":
        _report(options, sources, form)
        return
    yearbook, warnings = read_with_pictures(options)
    if sources is not None:
        covered, found = compare_sources(options.content, yearbook, sources)
        if any(each.is_error for each in found):
            raise DiagnosticsError((*warnings, *found))
        warnings = (*warnings, *found)
        click.echo(coverage_report(covered, message_language()))
    show_problems(warnings, options)
    say("{records} records: no errors, {warnings} warnings", records=sum(1 for _ in yearbook), warnings=len(warnings))


def _report(options: BuildOptions, sources: Path | None, form: str) -> None:
    """Print errors and warnings as one document on standard output; exit with 1 if there is an error."""
    try:
        yearbook, found = read_with_pictures(options)
        if sources is not None:
            found = (*found, *compare_sources(options.content, yearbook, sources)[1])
    except DiagnosticsError as error:
        found = error.diagnostics
    click.echo(format_diagnostics(found, form, message_language(), invocation().in_text), nl=False)
    if any(each.is_error for each in found):
        sys.exit(1)


@click.command()
@build_options
@format_option
def translations(options: BuildOptions, form: str) -> None:
    """Count translations by kind, and list those that are stale or missing."""
    yearbook, _ = read_yearbook(replace(options, drafts=True))
    found = translation_statuses(yearbook)
    text = translations_json(found) if form == "json" else translations_text(found, message_language()) + "\n"
    click.echo(text, nl=False)


@click.command()
@build_options
@click.argument("records", nargs=-1, metavar="KIND:ID …")
@click.option("--all", "everything", is_flag=True, help="Mark every translation that names no version of its original.")
def translated(options: BuildOptions, records: tuple[str, ...], everything: bool) -> None:
    """Mark translations as up to date with their originals."""
    if not records and not everything:
        raise click.UsageError(localized("name records (honor:some-id), or say --all"))
    yearbook, _ = read_yearbook(replace(options, drafts=True))
    known = {name: name for name in (f"{each.kind}:{each.id}" for each in yearbook if each.translations)}
    if unknown := sorted(set(records) - known.keys()):
        raise click.BadParameter(
            localized("“{name}” has no translation{meant}", name=unknown[0], meant=did_you_mean(unknown[0], known))
        )
    count = stamp_translations(yearbook, options.content, frozenset(records), everything=everything)
    say("{count} translations marked as up to date", count=count)
