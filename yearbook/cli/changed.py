"""The command `changed`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import click

from yearbook.authoring.last_change import mark_changed
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.cli.messages import localized, say
from yearbook.cli.options import build_options, did_you_mean


@click.command()
@build_options
@click.argument("records", nargs=-1, required=True, metavar="KIND:ID …")
def changed(options: BuildOptions, records: tuple[str, ...]) -> None:
    """Write today's date into records as the day of their last change in substance."""
    yearbook, _ = read_yearbook(replace(options, drafts=True))
    known = {name: name for name in (f"{each.kind}:{each.id}" for each in yearbook)}
    if unknown := sorted(set(records) - known.keys()):
        raise click.BadParameter(
            localized("there is no “{name}”{meant}", name=unknown[0], meant=did_you_mean(unknown[0], known))
        )
    today = date.today()  # noqa: DTZ011 - the day where the editor sits
    count = mark_changed(yearbook, options.content, frozenset(records), today)
    say("{count} records marked as changed on {day}", count=count, day=today)
