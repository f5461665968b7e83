"""`build`."""

from __future__ import annotations

import time
from dataclasses import replace
from importlib.metadata import EntryPoint

import click

from yearbook.build.options import BuildOptions
from yearbook.build.state import output_state
from yearbook.cli.messages import message_language, say, show_problems, watched
from yearbook.cli.options import build_options

REBUILD = EntryPoint("rebuild", "yearbook.build.pipeline:rebuild", "yearbook.stages")
"""Loaded only where there is something to build: it takes longer than to see that there is nothing."""

_FEW = 5  # warnings that a build shows; `check` shows all


@click.command()
@build_options(into="site")
@click.option("--why", is_flag=True, help="Say for each file why it is made.")
@click.option("--pdf", "books", is_flag=True, help="Also print every book: the whole, years, units, records.")
def build_command(order: BuildOptions, why: bool, books: bool) -> None:
    """Build the site: only what changed is made again."""
    started = time.perf_counter()
    order = replace(order, books=books)
    with output_state(order) as before:
        report = before.unchanged() or REBUILD.load()(order, before, watched)
    show_problems(report.warnings[:_FEW], order)
    if len(report.warnings) > _FEW:
        say("and {count} more warnings: python build.py check lists them", count=len(report.warnings) - _FEW)
    decision = report.decision
    if why:
        for path, reason in decision.make:
            click.echo(f"+ {path}: {reason.text(message_language())}")
        for path in decision.remove:
            click.echo(f"- {path}")
    others = [each for each in report.foreign if each != ".gitignore"]
    if others:
        say(
            "{count} other files in {folder} were left as they are: {names}",
            count=len(others),
            folder=order.output,
            names=", ".join(others[:3]),
        )
    numbers = {"made": len(decision.make), "kept": len(decision.keep), "removed": len(decision.remove)}
    say(
        "{folder}: {made} made, {kept} kept, {removed} removed in {seconds:.2f} s",
        folder=order.output,
        seconds=time.perf_counter() - started,
        **numbers,
    )
