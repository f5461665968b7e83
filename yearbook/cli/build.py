"""The command `build`."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.metadata import EntryPoint

import click

from yearbook.build.options import BuildOptions
from yearbook.build.state import BuildReport, output_state
from yearbook.cli.localization import message_language
from yearbook.cli.messages import say, show_problems, with_progress_bar
from yearbook.cli.options import build_options

REBUILD = EntryPoint("rebuild", "yearbook.build.pipeline:rebuild", "yearbook.stages")
"""Imported only if there is something to build: its import takes longer than to see that there is nothing."""

_FEW = 5  # warnings that a build shows; `check` shows all


@click.command()
@build_options
@click.option("--why", is_flag=True, help="Print for each file why it is written.")
@click.option("--pdf", "books", is_flag=True, help="Print all books too: the whole, years, units, records.")
def build_command(options: BuildOptions, why: bool, books: bool) -> None:
    """Build the site; only what changed is made again."""
    started = time.perf_counter()
    options = replace(options, books=books)
    with output_state(options) as state:
        report: BuildReport = state.unchanged() or REBUILD.load()(options, state, with_progress_bar)
    show_problems(report.warnings[:_FEW], options)
    if len(report.warnings) > _FEW:
        say("and {count} more warnings: python build.py check lists them", count=len(report.warnings) - _FEW)
    if why:
        _explain(report)
    foreign = [each for each in report.foreign if each != ".gitignore"]
    if foreign:
        say(
            "{count} other files in {folder} were left as they are: {names}",
            count=len(foreign),
            folder=options.output,
            names=", ".join(foreign[:3]),
        )
    say(
        "{folder}: {made} made, {kept} kept, {removed} removed in {seconds:.2f} s",
        folder=options.output,
        seconds=time.perf_counter() - started,
        made=len(report.decision.make),
        kept=len(report.decision.keep),
        removed=len(report.decision.remove),
    )


def _explain(report: BuildReport) -> None:
    """Print each file that was written, with the reason, and each that was removed."""
    for path, reason in report.decision.make:
        click.echo(f"+ {path}: {reason.text(message_language())}")
    for path in report.decision.remove:
        click.echo(f"- {path}")
