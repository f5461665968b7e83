"""`check`, `translations`, and `translated`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from yearbook.authoring import translation_stamps
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.checks.coverage.report import compare_sources, coverage_report
from yearbook.checks.editorial.translation_table import translations_json, translations_text
from yearbook.checks.editorial.translations import translation_statuses
from yearbook.cli.messages import message_language, say, show_problems
from yearbook.cli.options import FOLDER_TYPE, build_options
from yearbook.core.diagnostic_formats import FORMATS, format_diagnostics
from yearbook.core.diagnostics import DiagnosticsError, nearest


@click.command()
@build_options(into="site")
@click.option(
    "--coverage", "sources", type=FOLDER_TYPE, help="A folder of source texts: check quotes, list what is unsaid."
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *FORMATS)),
    default="text",
    show_default=True,
    help="For people, or for other programs (docs/problems.md).",
)
def check_command(order: BuildOptions, sources: Path | None, form: str) -> None:
    """Read and check everything, write nothing."""
    if form != "text":
        _report(order, sources, form)
        return
    yearbook, warnings = read_yearbook(order)
    if sources is not None:
        covered, found = compare_sources(order.content, yearbook, sources)
        if any(each.is_error for each in found):
            raise DiagnosticsError((*warnings, *found))
        warnings = (*warnings, *found)
        click.echo(coverage_report(covered, message_language()))
    show_problems(warnings, order)
    say("{records} records: no errors, {warnings} warnings", records=sum(1 for _ in yearbook), warnings=len(warnings))


def _report(order: BuildOptions, sources: Path | None, form: str) -> None:
    """Errors and warnings alike as one document on standard output; exit status 1 where there is an error."""
    try:
        yearbook, found = read_yearbook(order)
        if sources is not None:
            found = (*found, *compare_sources(order.content, yearbook, sources)[1])
    except DiagnosticsError as error:
        found = error.diagnostics
    click.echo(format_diagnostics(found, form, message_language()), nl=False)
    if any(each.is_error for each in found):
        sys.exit(1)


@click.command()
@build_options(into="site")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="For whom."
)
def translations(order: BuildOptions, form: str) -> None:
    """How much is translated, kind by kind; which translations are stale or missing."""
    yearbook, _ = read_yearbook(replace(order, drafts=True))
    found = translation_statuses(yearbook)
    click.echo(
        translations_json(found) if form == "json" else translations_text(found, message_language()) + "\n", nl=False
    )


@click.command()
@build_options(into="site")
@click.argument("records", nargs=-1, metavar="KIND:ID …")
@click.option("--all", "everything", is_flag=True, help="Every translation that does not say what it was made from.")
def translated(order: BuildOptions, records: tuple[str, ...], everything: bool) -> None:
    """Mark translations as up to date with their originals."""
    if not records and not everything:
        raise click.UsageError("name records (honor:some-id), or say --all")
    yearbook, _ = read_yearbook(replace(order, drafts=True))
    known = {f"{each.kind}:{each.id}" for each in yearbook if each.translations}
    if unknown := sorted(set(records) - known):
        meant = nearest(unknown[0], known)
        raise click.BadParameter(f"“{unknown[0]}” has no translation" + (f"; did you mean “{meant}”?" if meant else ""))
    say(
        "{count} translations marked as up to date",
        count=translation_stamps.stamp_translations(yearbook, order.content, frozenset(records), everything=everything),
    )
