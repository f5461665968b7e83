"""The commands `inspect` and `publish`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from yearbook.build.options import BuildOptions
from yearbook.cli.invocation import invocation
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized, say, show_problems, with_progress_bar
from yearbook.cli.options import all_options, build_options, jobs_option, with_name
from yearbook.core.diagnostic_texts import diagnostic_texts
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.decoding import lines_of
from yearbook.core.messages import marked
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.deploy.publishing.deploy_plan import DeployPlan
from yearbook.deploy.publishing.publish import PublishOptions, PublishResult, destination, publish, roll_back


@click.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("site"))
@click.option("--base-url", default="", metavar="URL", help="Address of the site (default: that of robots.txt).")
@click.option("--government", is_flag=True, help="Require the meta tags of Chinese government websites.")
@jobs_option
def inspect_command(site: Path, base_url: str, government: bool, jobs: int) -> None:
    """Check the files of a finished site (default: `site`) for broken links and other faults."""
    found = inspect_site(site, base_url=base_url, government=government, jobs=jobs)
    _show(found, with_name(site))
    errors = sum(each.is_error for each in found)
    say(
        "{folder}: {errors} errors, {warnings} warnings" if errors else "{folder}: no errors, {warnings} warnings",
        folder=site,
        errors=errors,
        warnings=len(found) - errors,
    )
    if errors:
        sys.exit(1)


@click.command()
@build_options
@all_options(
    click.argument("name", metavar="TARGET"),
    click.option("--dry-run", "dry", is_flag=True, help="Print what would be done, and do nothing."),
    click.option("--rollback", "back", is_flag=True, help="Go back to the previous release."),
    click.option("--compress", is_flag=True, help="Add a gzipped copy of each text file."),
    click.option("--pdf", "books", is_flag=True, help="Print all books too."),
    click.option(
        "--state",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(".publish"),
        show_default=True,
        help="Folder with copies of past releases.",
    ),
)
def publish_command(
    options: BuildOptions, *, name: str, dry: bool, back: bool, compress: bool, books: bool, state: Path
) -> None:
    """Build from scratch, inspect, and upload what changed to TARGET: a name in yearbook.yaml, or an address
    (folder:PATH, rsync:[USER@HOST:]PATH, git:URL#BRANCH, rclone:REMOTE:PATH).
    """
    target = destination(options, name)
    publishing = PublishOptions(replace(target, compress=target.compress or compress), state, dry)
    result = roll_back(publishing) if back else publish(replace(options, books=books), publishing, with_progress_bar)
    show_problems(result.warnings, options)
    if dry:
        _show_plan(result.plan)
    say(
        _summary(result, back),
        target=result.target,
        release=result.release.name,
        uploaded=len(result.plan.uploads),
        removed=len(result.plan.remove),
        kept=result.plan.unchanged,
    )


def _summary(result: PublishResult, back: bool) -> str:
    """Return the message that says what was done."""
    if result.done and back:
        return marked("{target}: back at release {release}")
    if result.done:
        return marked("{target}: release {release}: {uploaded} uploaded, {removed} removed, {kept} unchanged")
    if result.plan.is_empty:
        return marked("{target}: release {release} is there already")
    return marked(
        "{target}: release {release} would upload {uploaded}, remove {removed}, keep {kept}; nothing was done"
    )


def _show_plan(plan: DeployPlan) -> None:
    """Print each file in the order of upload: `+` a new one, `~` a changed one, `-` a removed one."""
    for step, paths in plan.steps:
        say("{name}: {count}", name=localized(step.value), count=len(paths))
        for path in paths:
            click.echo(f"{'+' if path in plan.new else '~'} {path}")
    for path in plan.remove:
        click.echo(f"- {path}")


def _show(diagnostics: Iterable[Diagnostic], site: Path) -> None:
    """Print diagnostics with their excerpts of the pages; their paths begin with the name of the site's folder."""
    for text in diagnostic_texts(diagnostics, lambda path: lines_of(site, path.partition("/")[2]), message_language()):
        click.echo(invocation().in_text(text), err=True)
