"""`check`, `translations`, and `translated`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from yearbook import audit, coverage, pipeline, stamping
from yearbook.cli.messages import language, say, show_problems
from yearbook.cli.orders import FOLDER, takes_order
from yearbook.order import Order
from yearbook.problems import ProblemsError, nearest
from yearbook.reporting import FORMATS, report


@click.command()
@takes_order(into="site")
@click.option("--coverage", "sources", type=FOLDER, help="A folder of source texts: check quotes, list what is unsaid.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", *FORMATS)),
    default="text",
    show_default=True,
    help="For people, or for other programs (docs/problems.md).",
)
def check(order: Order, sources: Path | None, form: str) -> None:
    """Read and check everything, write nothing."""
    if form != "text":
        _report(order, sources, form)
        return
    yearbook, warnings = pipeline.read(order)
    if sources is not None:
        covered, found = coverage.compare(order.content, yearbook, sources)
        if any(each.is_error for each in found):
            raise ProblemsError((*warnings, *found))
        warnings = (*warnings, *found)
        click.echo(coverage.report(covered, language()))
    show_problems(warnings, order)
    say("checked", records=sum(1 for _ in yearbook), warnings=len(warnings))


def _report(order: Order, sources: Path | None, form: str) -> None:
    """Errors and warnings alike as one document on standard output; exit status 1 where there is an error."""
    try:
        yearbook, found = pipeline.read(order)
        if sources is not None:
            found = (*found, *coverage.compare(order.content, yearbook, sources)[1])
    except ProblemsError as error:
        found = error.problems
    click.echo(report(found, form, language()), nl=False)
    if any(each.is_error for each in found):
        sys.exit(1)


@click.command()
@takes_order(into="site")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="For whom."
)
def translations(order: Order, form: str) -> None:
    """How much is translated, kind by kind; which translations are stale or missing."""
    yearbook, _ = pipeline.read(replace(order, drafts=True))
    found = audit.standings(yearbook)
    click.echo(audit.as_json(found) if form == "json" else audit.as_text(found, language()) + "\n", nl=False)


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
