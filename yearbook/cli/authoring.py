"""The commands that edit content files: `new`, `rename` and `fmt`."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.format_files import format_content
from yearbook.authoring.kind_nouns import kind_called
from yearbook.authoring.new_record import NewRecordOptions, new_record_files
from yearbook.authoring.rename import RenamePlan, plan_rename
from yearbook.build.options import BuildOptions
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized, say, show_problems
from yearbook.cli.options import content_options


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("identity", metavar="ID")
@click.option("--year", type=int, metavar="YEAR", help="Year of the record, for kinds with a folder per year.")
@click.option("--title", "titles", multiple=True, metavar="TEXT", help="Title, once per language in their order.")
@click.option("--into", default="", metavar="FILE", help="YAML file to add the record to, if its kind has several.")
@content_options
def new(options: BuildOptions, kind: str, identity: str, year: int | None, titles: tuple[str, ...], into: str) -> None:
    """Create a record: files with every field explained, ready to be filled in."""
    content = options.content
    kind = kind_called(kind)
    wanted = NewRecordOptions(kind, identity, year=year, titles=titles, into=into)
    changes = new_record_files(content, wanted, message_language())
    write_changes(content, changes, content.name)
    _list(changes, content.name)
    say("{name}: fill in the fields, and look at it with python build.py preview", name=f"{kind}:{identity}")


@click.command()
@click.argument("old", metavar="KIND:OLD")
@click.argument("new_id", metavar="KIND:NEW")
@click.option("--dry-run", "dry", is_flag=True, help="Show the changes without writing them.")
@content_options
def rename(options: BuildOptions, old: str, new_id: str, dry: bool) -> None:
    """Give a record another id everywhere; its old address redirects to the new one."""
    content = options.content
    found = plan_rename(content, old, new_id)
    kind = old.partition(":")[0]
    files = len({each.path for each in found.changes if each.after is not None})
    words = {"old": old, "new": f"{kind}:{new_id.removeprefix(f'{kind}:')}", "mentions": found.mentions, "files": files}
    if dry:
        for line in _diff(found):
            click.echo(line)
        say("{old} would become {new}: {mentions} references in {files} files; nothing was changed", **words)
        return
    write_changes(content, found.changes, content.name)
    _list((each for each in found.changes if None in (each.before, each.after)), content.name)
    say("{old} is now {new}: {mentions} references changed in {files} files; the old address redirects", **words)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH …]")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 if a file is not formatted.")
@content_options
def fmt(options: BuildOptions, paths: tuple[Path, ...], only_check: bool) -> None:
    """Format content files: spacing, order of fields, line ends. Values stay the same."""
    content = options.content
    found = format_content(content, [_below(each, content) for each in paths])
    if not only_check:
        write_changes(content, found.changes, content.name)
    show_problems(found.diagnostics, options)
    _list(found.changes, content.name)
    say(
        "{looked} files checked, {files} need formatting: run python build.py fmt"
        if only_check and found.changes
        else "{looked} files checked, {files} formatted",
        looked=found.count,
        files=len(found.changes),
    )
    if found.diagnostics or (only_check and found.changes):
        sys.exit(1)


def _below(path: Path, content: Path) -> str:
    """Return a path relative to the content folder. Raises UsageError if it is not in it."""
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(localized("“{path}” is not in the folder {folder}", path=path, folder=content)) from None


def _list(changes: Iterable[Change], name: str) -> None:
    """Print the path of each change: `+` a new file, `~` a changed one, `-` a removed one."""
    for each in changes:
        sign = "-" if each.after is None else "+" if each.before is None else "~"
        click.echo(f"{sign} {name}/{each.path}")


def _diff(found: RenamePlan) -> Iterator[str]:
    """Return the changed lines of each file, below its path, or its old and new path."""
    before = {each.path: each.before for each in found.changes}
    old_paths = {new: path for path, new in found.paths}
    for each in found.changes:
        if each.after is not None:
            path = old_paths.get(each.path, each.path)
            yield path if path == each.path else f"{path} → {each.path}"
            old, new = (before[path] or b"").decode().splitlines(), each.after.decode().splitlines()
            lines = [line for line in difflib.unified_diff(old, new, n=0, lineterm="") if not line.startswith("@@")]
            yield from (f"  {line}" for line in lines[2:])
