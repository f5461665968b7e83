"""`new`, `init`, `rename`, `fmt` and `stats`: what a person types → the desk, and what became of it → words."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import wraps
from pathlib import Path
from typing import Any

import click

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.format_files import format_content
from yearbook.authoring.new_record import NewRecordOptions, new_record_files
from yearbook.authoring.new_yearbook import starter_files
from yearbook.authoring.rename import RenamePlan, plan_rename
from yearbook.authoring.statistics import Statistics, statistics
from yearbook.authoring.trial_load import load_with_drafts
from yearbook.build.options import BuildOptions
from yearbook.cli.messages import localized, message_language, say, show_problems, telling
from yearbook.cli.options import folder_option
from yearbook.core.diagnostics import terminal_columns

_Command = Callable[..., None]
_content = folder_option("content", Path("content"), "What people write.", exists=True)
_dry = click.option("--dry-run", "dry", is_flag=True, help="Only show what would change.")


def _order(content: Path) -> BuildOptions:
    return BuildOptions(content, Path("templates"), Path("site"), drafts=True)


def _telling(command: _Command) -> _Command:
    """Problems → words and exit status 1; a content folder given as `.` gets its name."""

    @wraps(command)
    def told(content: Path = Path("content"), **rest: Any) -> None:
        content = content if content.name else content.resolve()
        with telling(_order(content)):
            command(content=content, **rest)

    return told


@click.command()
@click.argument("kind", metavar="KIND")
@click.argument("identity", metavar="ID")
@click.option("--year", type=int, metavar="YEAR", help="The year, for kinds that are kept by year.")
@click.option("--title", "titles", multiple=True, metavar="TEXT", help="Once for each language, in their order.")
@click.option(
    "--into", default="", metavar="FILE", help="The YAML file that takes the record, as far as there are some."
)
@_content
@_telling
def new(content: Path, kind: str, identity: str, year: int | None, titles: tuple[str, ...], into: str) -> None:
    """Begin a record: files with every field explained, ready to be filled in."""
    changes = new_record_files(content, NewRecordOptions(kind, identity, year, titles, into), message_language())
    write_changes(content, changes, content.name)
    _list(changes, content.name)
    say("{name}: fill in the fields, and look at it with python build.py preview", name=f"{kind}:{identity}")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin a yearbook in an empty folder: a small example in two languages that builds at once."""

    @_telling
    def begin(content: Path) -> None:
        changes = starter_files(content)
        write_changes(content, changes, str(folder))
        say(
            "{folder}: {files} files. Next: cd {folder}, then yearbook preview; README.md says the rest",
            folder=folder,
            files=len(changes),
        )

    begin(content=folder)


@click.command()
@click.argument("old", metavar="KIND:OLD")
@click.argument("new_id", metavar="KIND:NEW")
@_dry
@_content
@_telling
def rename(content: Path, old: str, new_id: str, dry: bool) -> None:
    """Give a record another id everywhere; its old address leads to the new one."""
    found = plan_rename(content, old, new_id)
    kind = old.partition(":")[0]
    files = len({each.path for each in found.changes if each.after is not None})
    told = {"old": old, "new": f"{kind}:{new_id.removeprefix(f'{kind}:')}", "mentions": found.mentions, "files": files}
    if dry:
        for line in _difference(found):
            click.echo(line)
        say("{old} would become {new}: {mentions} mentions in {files} files; nothing was changed", **told)
        return
    write_changes(content, found.changes, content.name)
    _list((each for each in found.changes if None in (each.before, each.after)), content.name)
    say("{old} is now {new}: {mentions} mentions changed in {files} files; the old address leads on", **told)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH …]")
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit with 1 where something is to do.")
@_content
@_telling
def fmt(content: Path, paths: tuple[Path, ...], only_check: bool) -> None:
    """Lay out content files alike: spacing, order of fields, line ends. Values stay what they are."""
    found = format_content(content, [_below(each, content) for each in paths])
    if not only_check:
        write_changes(content, found.changes, content.name)
    show_problems(found.diagnostics, _order(content))
    _list(found.changes, content.name)
    say(
        "{looked} files looked at, {files} are not laid out as they should be: python build.py fmt does it"
        if only_check and found.changes
        else "{looked} files looked at, {files} laid out anew",
        looked=found.looked,
        files=len(found.changes),
    )
    if found.diagnostics or (only_check and found.changes):
        sys.exit(1)


def _below(path: Path, content: Path) -> str:
    """A path as the desk knows it. Raises UsageError where it is not in the content."""
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(localized("“{path}” is not in the folder {folder}", path=path, folder=content)) from None


@click.command()
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="For whom."
)
@_content
@_telling
def stats(content: Path, form: str) -> None:
    """Count what the yearbook holds, drafts included."""
    found = statistics(load_with_drafts(content)[0])
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_counted(found)))


def _list(changes: Iterable[Change], name: str) -> None:
    for each in changes:
        sign = "-" if each.after is None else "+" if each.before is None else "~"
        click.echo(f"{sign} {name}/{each.path}")


def _difference(found: RenamePlan) -> Iterator[str]:
    """What would change, line by line, with the old and the new name of files that get another."""
    before = {each.path: each.before for each in found.changes}
    old = {new: path for path, new in found.paths}
    for each in found.changes:
        if each.after is not None:
            was = old.get(each.path, each.path)
            yield was if was == each.path else f"{was} → {each.path}"
            now, then = each.after.decode().splitlines(), (before[was] or b"").decode().splitlines()
            lines = [line for line in difflib.unified_diff(then, now, n=0, lineterm="") if not line.startswith("@@")]
            yield from (f"  {line}" for line in lines[2:])


def _counted(found: Statistics) -> Iterator[str]:
    """The statistics as text: a table for each part."""
    years = sorted({year for each in found.kinds for year, _ in each.years})
    yield localized("{records} records", records=found.records)
    yield from ("", localized("By kind and year"))
    kinds = [
        (each.kind, each.records, each.drafts, *(dict(each.years).get(year, 0) for year in years))
        for each in found.kinds
    ]
    yield from _table((localized("kind"), localized("all"), localized("drafts"), *map(str, years)), kinds)
    yield from ("", localized("Honours by level"))
    yield from _table((localized("level"), localized("all")), found.levels)
    yield from ("", localized("Translations"))
    head = (localized("kind"), localized("current"), localized("stale"), localized("unmarked"), localized("missing"))
    translations = [
        (f"{each.kind} ({each.language})", each.current, each.stale, each.unmarked, each.missing)
        for each in found.translations
    ]
    yield from _table(head, translations)
    yield from ("", localized("Sources"))
    sources = [(each.id, each.citations, each.records) for each in found.sources]
    yield from _table((localized("source"), localized("citations"), localized("records")), sources)
    yield from ("", localized("Texts"))
    words = [(each.language, each.han, each.words) for each in found.words]
    yield from _table((localized("language"), localized("Chinese characters"), localized("words")), words)
    yield from ("", localized("Figures: {figures}", figures=found.figures))


def _table(head: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """Lines in columns of even width, the first to the left and numbers to the right; nothing is shown as a dot."""
    cells = [head, *(tuple(_cell(each) for each in row) for row in rows)]
    widths = [max(terminal_columns(row[place]) for row in cells) for place in range(len(head))]
    for first, *others in cells:
        filled = [first + " " * (widths[0] - terminal_columns(first))]
        filled += [
            " " * (width - terminal_columns(each)) + each for each, width in zip(others, widths[1:], strict=True)
        ]
        yield f"  {'  '.join(filled)}".rstrip()


def _cell(value: object) -> str:
    return ("·" if value == 0 else f"{value:,}") if isinstance(value, int) else str(value)
