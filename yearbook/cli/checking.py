"""`check`, and `translated`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from yearbook import coverage, pipeline, stamping
from yearbook.cli.messages import language, say, show_problems
from yearbook.cli.orders import FOLDER, takes_order
from yearbook.pipeline import Order
from yearbook.problems import ProblemsError, nearest


@click.command()
@takes_order(into="site")
@click.option("--coverage", "sources", type=FOLDER, help="A folder of source texts: check quotes, list what is unsaid.")
def check(order: Order, sources: Path | None) -> None:
    """Read and check everything, write nothing."""
    yearbook, warnings = pipeline.read(order)
    if sources is not None:
        report, found = pipeline.compare_with_sources(order, yearbook, sources)
        if any(each.is_error for each in found):
            raise ProblemsError((*warnings, *found))
        warnings = (*warnings, *found)
        click.echo(coverage.report(report, language()))
    show_problems(warnings, order)
    say("checked", records=sum(1 for _ in yearbook), warnings=len(warnings))


@click.command()
@takes_order(into="site")
@click.argument("records", nargs=-1, metavar="KIND:ID …")
@click.option("--all", "everything", is_flag=True, help="Every translation that does not say what it was made from.")
def translated(order: Order, records: tuple[str, ...], everything: bool) -> None:
    """Mark translations as up to date with their originals."""
    if not records and not everything:
        raise click.UsageError("name records (honor:some-id), or say --all")
    yearbook, _ = pipeline.read(replace(order, drafts=True))
    known = {f"{each.kind}:{each.id}" for each in yearbook if each.translations}
    if unknown := sorted(set(records) - known):
        meant = nearest(unknown[0], known)
        raise click.BadParameter(f"“{unknown[0]}” has no translation" + (f"; did you mean “{meant}”?" if meant else ""))
    say("stamped", count=stamping.stamp(yearbook, order.content, frozenset(records), everything=everything))
