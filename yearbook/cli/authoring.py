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
from yearbook.cli.invocation import program_name
from yearbook.cli.messages import message_language, show_problems, telling
from yearbook.cli.options import folder_option
from yearbook.core.diagnostics import terminal_columns

_WORDS = {
    "written": {"en": "+ {path}", "zh": "+ {path}"},
    "added": {"en": "~ {path}", "zh": "~ {path}"},
    "gone": {"en": "- {path}", "zh": "- {path}"},
    "new": {
        "en": "{name}: fill in the fields, and look at it with {program} preview",
        "zh": "{name}：请填写各字段，用 {program} preview 查看",
    },
    "begun": {
        "en": "{folder}: {files} files. Next: cd {folder}, then yearbook preview; README.md says the rest",
        "zh": "{folder}：{files} 个文件。接下来：cd {folder}，再运行 yearbook preview；其余见 README.md",
    },
    "renamed": {
        "en": "{old} is now {new}: {mentions} mentions changed in {files} files; the old address leads on",
        "zh": "{old} 已改为 {new}：更新 {mentions} 处引用，写入 {files} 个文件；旧网址转到新网址",
    },
    "would-rename": {
        "en": "{old} would become {new}: {mentions} mentions in {files} files; nothing was changed",
        "zh": "{old} 将改为 {new}：涉及 {mentions} 处引用、{files} 个文件；没有改动任何文件",
    },
    "tidied": {
        "en": "{looked} files looked at, {files} laid out anew",
        "zh": "查看 {looked} 个文件，整理 {files} 个",
    },
    "untidy": {
        "en": "{looked} files looked at, {files} are not laid out as they should be: {program} fmt does it",
        "zh": "查看 {looked} 个文件，{files} 个的格式有待整理，运行 {program} fmt 即可",
    },
    "outside": {
        "en": "“{path}” is not in the folder {folder}",
        "zh": "“{path}”不在文件夹 {folder} 里",
    },
}

_Command = Callable[..., None]
_content = folder_option("content", Path("content"), "What people write.", exists=True)
_dry = click.option("--dry-run", "dry", is_flag=True, help="Only show what would change.")


def _say(key: str, **values: object) -> None:
    click.echo(_WORDS[key][message_language()].format(program=program_name(), **values))


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
    _say("new", name=f"{kind}:{identity}")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init(folder: Path) -> None:
    """Begin a yearbook in an empty folder: a small example in two languages that builds at once."""

    @_telling
    def begin(content: Path) -> None:
        changes = starter_files(content)
        write_changes(content, changes, str(folder))
        _say("begun", folder=folder, files=len(changes))

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
        _say("would-rename", **told)
        return
    write_changes(content, found.changes, content.name)
    _list((each for each in found.changes if None in (each.before, each.after)), content.name)
    _say("renamed", **told)


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
    _say("untidy" if only_check and found.changes else "tidied", looked=found.looked, files=len(found.changes))
    if found.diagnostics or (only_check and found.changes):
        sys.exit(1)


def _below(path: Path, content: Path) -> str:
    """A path as the desk knows it. Raises UsageError where it is not in the content."""
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        raise click.UsageError(_WORDS["outside"][message_language()].format(path=path, folder=content)) from None


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
        key = "gone" if each.after is None else "written" if each.before is None else "added"
        _say(key, path=f"{name}/{each.path}")


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


_HEADINGS = {
    "records": {"en": "{records} records", "zh": "记录 {records} 条"},
    "kinds": {"en": "By kind and year", "zh": "按类别和年份"},
    "levels": {"en": "Honours by level", "zh": "荣誉按级别"},
    "translations": {"en": "Translations", "zh": "译文"},
    "figures": {"en": "Figures: {figures}", "zh": "数字：{figures} 个"},
    "sources": {"en": "Sources", "zh": "来源"},
    "words": {"en": "Texts", "zh": "文字"},
}
_COLUMNS = {
    "kind": {"en": "kind", "zh": "类别"},
    "all": {"en": "all", "zh": "合计"},
    "drafts": {"en": "drafts", "zh": "草稿"},
    "level": {"en": "level", "zh": "级别"},
    "language": {"en": "language", "zh": "语言"},
    "current": {"en": "current", "zh": "有效"},
    "stale": {"en": "stale", "zh": "过期"},
    "unmarked": {"en": "unmarked", "zh": "未标版本"},
    "missing": {"en": "missing", "zh": "缺译"},
    "source": {"en": "source", "zh": "来源"},
    "citations": {"en": "citations", "zh": "引用"},
    "citing": {"en": "records", "zh": "涉及记录"},
    "han": {"en": "Chinese characters", "zh": "汉字"},
    "words": {"en": "words", "zh": "外文词"},
}


def _counted(found: Statistics) -> Iterator[str]:
    """The statistics as text: a table for each part."""
    years = sorted({year for each in found.kinds for year, _ in each.years})
    heads = {key: each[message_language()] for key, each in _COLUMNS.items()}
    yield _HEADINGS["records"][message_language()].format(records=found.records)
    yield from _part("kinds")
    kinds = [
        (each.kind, each.records, each.drafts, *(dict(each.years).get(year, 0) for year in years))
        for each in found.kinds
    ]
    yield from _table((heads["kind"], heads["all"], heads["drafts"], *map(str, years)), kinds)
    yield from _part("levels")
    yield from _table((heads["level"], heads["all"]), found.levels)
    yield from _part("translations")
    states = ("current", "stale", "unmarked", "missing")
    translations = [
        (f"{each.kind} ({each.language})", *(getattr(each, state) for state in states)) for each in found.translations
    ]
    yield from _table((heads["kind"], *(heads[each] for each in states)), translations)
    yield from _part("sources")
    sources = [(each.id, each.citations, each.records) for each in found.sources]
    yield from _table((heads["source"], heads["citations"], heads["citing"]), sources)
    yield from _part("words")
    words = [(each.language, each.han, each.words) for each in found.words]
    yield from _table((heads["language"], heads["han"], heads["words"]), words)
    yield from ("", _HEADINGS["figures"][message_language()].format(figures=found.figures))


def _part(name: str) -> tuple[str, str]:
    return ("", _HEADINGS[name][message_language()])


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
