"""`inspect` and `publish`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import click

from yearbook.build.options import BuildOptions
from yearbook.cli.invocation import as_called
from yearbook.cli.messages import localized, message_language, say, show_problems, watched
from yearbook.cli.options import build_options
from yearbook.core.diagnostics import Diagnostic, in_order, show
from yearbook.core.documents.decoding import lines_of
from yearbook.core.messages import marked
from yearbook.core.parallel import cores
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.deploy.publishing.deploy_plan import DeployPlan
from yearbook.deploy.publishing.publish import PublishOptions, PublishResult, destination, publish, roll_back

_STATE = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("site"))
@click.option("--base-url", default="", metavar="URL", help="Where it is published; else what robots.txt says.")
@click.option("--government", is_flag=True, help="Ask for the meta tags of a Chinese government's website.")
@click.option("--jobs", type=click.IntRange(1), default=cores(), show_default=True, help="Processes at work.")
def inspect_command(site: Path, base_url: str, government: bool, jobs: int) -> None:
    """Look for faults in the files of a finished site, `site` where none is named."""
    found = inspect_site(site, base_url=base_url, government=government, jobs=jobs)
    _show(found, site if site.name else site.resolve())
    errors = sum(each.is_error for each in found)
    say(
        "{folder}: {errors} errors, {warnings} warnings" if errors else "{folder}: nothing wrong, {warnings} warnings",
        folder=site,
        errors=errors,
        warnings=len(found) - errors,
    )
    if errors:
        sys.exit(1)


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(
        (
            click.argument("name", metavar="TARGET"),
            click.option("--dry-run", "dry", is_flag=True, help="Only say what would be done."),
            click.option("--rollback", "back", is_flag=True, help="Go back to the release before the present one."),
            click.option("--compress", is_flag=True, help="Also put a gzipped copy beside each text."),
            click.option("--pdf", "books", is_flag=True, help="Also print every book."),
            click.option(
                "--state",
                type=_STATE,
                default=Path(".publish"),
                show_default=True,
                help="Where copies of past releases are kept.",
            ),
        )
    ):
        command = option(command)
    return command


@click.command()
@build_options(into="site")
@_options
def publish_command(
    order: BuildOptions, name: str, dry: bool, back: bool, compress: bool, books: bool, state: Path
) -> None:
    """Build from nothing, inspect, and bring what changed to TARGET: a name in yearbook.yaml, or an address
    (folder:PATH, rsync:[USER@HOST:]PATH, git:URL#BRANCH, rclone:REMOTE:PATH).
    """
    chosen = destination(order, name)
    wish = PublishOptions(replace(chosen, compress=chosen.compress or compress), state, dry)
    fresh = replace(order, books=books)
    outcome = roll_back(wish) if back else publish(fresh, wish, watched)
    show_problems(outcome.warnings, order)
    if dry:
        _show_plan(outcome.plan)
    say(_became(outcome, back), **_numbers(outcome))


def _became(outcome: PublishResult, back: bool) -> str:
    """The message that says what was done."""
    if outcome.done and back:
        return marked("{target}: back at release {release}")
    if outcome.done:
        return marked("{target}: release {release}: {brought} brought, {removed} removed, {kept} as they were")
    if outcome.plan.is_empty:
        return marked("{target}: release {release} is there already")
    return marked("{target}: release {release} would bring {brought}, remove {removed}, leave {kept}; nothing was done")


def _numbers(outcome: PublishResult) -> Mapping[str, object]:
    plan = outcome.plan
    brought, removed = len(plan.uploads), len(plan.remove)
    return {
        "target": outcome.target,
        "release": outcome.release.name,
        "brought": brought,
        "removed": removed,
        "kept": plan.unchanged,
    }


def _show_plan(plan: DeployPlan) -> None:
    """`+` a file that is new there, `~` one that changes, `-` one that goes; in the order in which it is done."""
    for step, paths in plan.steps:
        say("{name}: {count}", name=localized(step.value), count=len(paths))
        for path in paths:
            click.echo(f"{'+' if path in plan.new else '~'} {path}")
    for path in plan.remove:
        click.echo(f"- {path}")


def _show(diagnostics: Iterable[Diagnostic], site: Path) -> None:
    """Every problem with its excerpt from the page; its path begins with the name of the site's folder."""
    for each in in_order(diagnostics):
        lines = lines_of(site, each.place.path.partition("/")[2]) if each.place.line else ()
        click.echo(as_called(show(each, lines, message_language())), err=True)
