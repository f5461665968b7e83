"""What a person types → a pipeline, and what became of it → words on the terminal. No work is done here.

Exit status: 0 done, 1 problems in content or templates, 2 wrong usage.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from yearbook import __version__, coverage, ordering, pipeline, stamping
from yearbook.model.configuration import ADDRESS
from yearbook.pipeline import Order
from yearbook.preview import preview as run_preview
from yearbook.problems import Problem, ProblemsError, in_order, nearest, show
from yearbook.schema import jsonschema
from yearbook.source import lines_of
from yearbook.work import cores

T = TypeVar("T")

HERE = Path(__file__).resolve().parent
_WORDS = {
    "built": {
        "en": "{folder}: {made} made, {kept} kept, {removed} removed in {seconds:.2f} s",
        "zh": "{folder}：新作 {made}，保留 {kept}，删除 {removed}，用时 {seconds:.2f} 秒",
    },
    "foreign": {
        "en": "{count} other files in {folder} were left as they are: {names}",
        "zh": "{folder} 中另有 {count} 个文件不是本程序所作，原样保留：{names}",
    },
    "checked": {
        "en": "{records} records: no errors, {warnings} warnings",
        "zh": "{records} 条记录：没有错误，{warnings} 条警告",
    },
    "stopped": {
        "en": "{errors} errors, {warnings} warnings: nothing was written",
        "zh": "{errors} 个错误，{warnings} 条警告：没有写入任何文件",
    },
    "more": {
        "en": "and {count} more warnings: python build.py check lists them",
        "zh": "另有 {count} 条警告，运行 python build.py check 可全部列出",
    },
    "stamped": {
        "en": "{count} translations marked as up to date",
        "zh": "已将 {count} 篇译文标为与原文一致",
    },
}
_PATIENCE = 1.0  # seconds without a sign of life
_BAR = 40  # columns
_FEW = 5  # warnings that a build shows; `check` shows all


def _say(key: str, **values: object) -> None:
    click.echo(_WORDS[key][_language()].format(**values))


def _language() -> str:
    """The language of messages: YEARBOOK_LANGUAGE, or the environment's."""
    asked = next(
        (os.environ[each] for each in ("YEARBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)),
        "",
    )
    return "zh" if asked.startswith("zh") else "en"


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def _folder(name: str, default: Path, text: str, *, exists: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    path = click.Path(exists=exists, file_okay=False, path_type=Path)
    return click.option(f"--{name}", type=path, default=default, show_default=True, help=text)


def _templates() -> Path:
    """The templates beside the content, or else those of the installed package."""
    return Path("templates") if Path("templates").is_dir() else HERE / "templates"


def _order(into: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that say what is built from what, by default `into` a folder; the command gets them as an `Order`."""
    return lambda command: _with_order(command, into)


def _with_order(command: Callable[..., None], into: str) -> Callable[..., None]:
    @_folder("content", Path("content"), "What people write.", exists=True)
    @_folder("templates", _templates(), "Pages, interface words, styles.", exists=True)
    @_folder("output", Path(into), "Where the site goes.", exists=False)
    @click.option("--base-url", default="", metavar="URL", help="Where the site is published.")
    @click.option("--jobs", type=click.IntRange(1), default=cores(), show_default=True, help="Processes at work.")
    @click.option("--drafts", is_flag=True, help="Include records marked as drafts.")
    @wraps(command)
    def with_order(
        content: Path, templates: Path, output: Path, base_url: str, jobs: int, drafts: bool, **rest: Any
    ) -> None:
        if base_url and not re.fullmatch(ADDRESS, base_url):
            reason = "it begins with https:// or http:// and a host, and has no space, ? or #"
            raise click.BadParameter(reason, param_hint="--base-url")
        # A folder given as `.` is resolved, so that it has a name for messages.
        content, templates = (each if each.name else each.resolve() for each in (content, templates))
        order = Order(content, templates, output, base_url, jobs, drafts)
        try:
            command(order, **rest)
        except ProblemsError as error:
            _show(error.problems, order)
            errors = sum(each.is_error for each in error.problems)
            _say("stopped", errors=errors, warnings=len(error.problems) - errors)
            sys.exit(1)

    return with_order


class _BuildsByDefault(click.Group):
    """Takes `build` for meant where no command is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(context, args)


@click.group(cls=_BuildsByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="yearbook")
def command() -> None:
    """A bilingual achievements yearbook from Markdown and YAML. Without a command it builds."""


@command.command()
@_order(into="site")
@click.option("--why", is_flag=True, help="Say for each file why it is made.")
@click.option("--pdf", "books", is_flag=True, help="Also print every book: the whole, years, units, records.")
def build(order: Order, why: bool, books: bool) -> None:
    """Build the site: only what changed is made again."""
    started = time.perf_counter()
    report = pipeline.build(replace(order, books=books), _watched)
    _show(report.warnings[:_FEW], order)
    if len(report.warnings) > _FEW:
        _say("more", count=len(report.warnings) - _FEW)
    decision = report.decision
    if why:
        for path, reason in decision.make:
            click.echo(f"+ {path}: {reason.text(_language())}")
        for path in decision.remove:
            click.echo(f"- {path}")
    others = [each for each in report.foreign if each != ".gitignore"]
    if others:
        _say("foreign", count=len(others), folder=order.output, names=", ".join(others[:3]))
    numbers = {"made": len(decision.make), "kept": len(decision.keep), "removed": len(decision.remove)}
    _say("built", folder=order.output, seconds=time.perf_counter() - started, **numbers)


@command.command()
@_order(into="site")
@click.option(
    "--coverage", "sources", type=_FOLDER, help="A folder of source texts: check quotes, list what is unsaid."
)
def check(order: Order, sources: Path | None) -> None:
    """Read and check everything, write nothing."""
    yearbook, warnings = pipeline.read(order)
    if sources is not None:
        report, found = pipeline.compare_with_sources(order, yearbook, sources)
        if any(each.is_error for each in found):
            raise ProblemsError((*warnings, *found))
        warnings = (*warnings, *found)
        click.echo(coverage.report(report, _language()))
    _show(warnings, order)
    _say("checked", records=sum(1 for _ in yearbook), warnings=len(warnings))


@command.command()
@_order(into="site")
@ordering.options
def pdf(order: Order, out: Path | None, **asked: Any) -> None:
    """Print a book: a year, the whole, a unit's dossier, or one record."""
    editions = pipeline.prepare(order)
    request = ordering.request(editions, **asked)
    file = out or ordering.file_name(request)
    pipeline.print_book(order, editions, request, file)
    click.echo(file)


@command.command()
@_order(into=".preview")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "open_browser", is_flag=True, help="Open the browser.")
def preview(order: Order, host: str, port: int, open_browser: bool) -> None:
    """Build with drafts, serve, and reload the browser at each edit."""
    run_preview(replace(order, drafts=True), host, port, open_browser, lambda problems: _show(problems, order))


@command.command()
@_order(into="site")
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
    _say("stamped", count=stamping.stamp(yearbook, order.content, frozenset(records), everything=everything))


def _watched(items: Iterable[T], total: int) -> Iterator[T]:
    """`items` as they come, with a bar on a terminal once they take longer than a second."""
    started, shown = time.monotonic(), False
    for number, each in enumerate(items, 1):
        yield each
        if sys.stderr.isatty() and time.monotonic() - started > _PATIENCE:
            done = _BAR * number // max(1, total)
            click.echo(f"\r[{'#' * done}{' ' * (_BAR - done)}] {number}/{total}", err=True, nl=False)
            shown = True
    if shown:
        click.echo("\r" + " " * (_BAR + 24) + "\r", err=True, nl=False)


@command.command()
@_folder("content", Path("content"), "What people write.", exists=True)
def schemas(content: Path) -> None:
    """Write the JSON Schemas that editors complete from, into .schema/ of the content."""
    folder = content / ".schema"
    folder.mkdir(exist_ok=True)
    for name, data in jsonschema.schemas().items():
        (folder / name).write_bytes(data)


def _show(problems: Iterable[Problem], order: Order) -> None:
    """Every problem with its excerpt, read from the file that it names."""
    for each in in_order(problems):
        click.echo(show(each, _lines(each, order), _language()), err=True)


def _lines(each: Problem, order: Order) -> tuple[str, ...]:
    top, _, path = each.place.path.partition("/")
    root = next((root for root in (order.content, order.templates) if root.name == top), None)
    return lines_of(root, path) if root and each.place.line else ()


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack characters
    command(prog_name="yearbook" if Path(sys.argv[0]).name == "yearbook" else "python build.py")
