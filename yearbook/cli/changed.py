"""`changed`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from yearbook.authoring import last_change
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.messages import say
from yearbook.cli.options import build_options
from yearbook.core.diagnostics import nearest


@click.command()
@build_options(into="site")
@click.argument("records", nargs=-1, required=True, metavar="KIND:ID …")
def changed(order: BuildOptions, records: tuple[str, ...]) -> None:
    """Say that records were changed in substance today."""
    yearbook, _ = read_yearbook(replace(order, drafts=True))
    known = {f"{each.kind}:{each.id}" for each in yearbook}
    if unknown := sorted(set(records) - known):
        meant = nearest(unknown[0], known)
        raise click.BadParameter(f"there is no “{unknown[0]}”" + (f"; did you mean “{meant}”?" if meant else ""))
    today = date.today()  # noqa: DTZ011 - the day where the editor sits
    count = last_change.mark_changed(yearbook, order.content, frozenset(records), today)
    say("{count} records say now that they were changed on {day}", count=count, day=today)
