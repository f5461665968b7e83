"""What became of the work → words on the terminal, in the language of the person."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import click

from yearbook.build.options import BuildOptions
from yearbook.cli.invocation import as_called
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError, in_order, show

T = TypeVar("T")

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
    "previewing": {
        "en": "preview: {address} (Ctrl+C ends it)",
        "zh": "预览：{address}（按 Ctrl+C 结束）",
    },
    "stamped": {
        "en": "{count} translations marked as up to date",
        "zh": "已将 {count} 篇译文标为与原文一致",
    },
    "changed": {
        "en": "{count} records say now that they were changed on {day}",
        "zh": "已为 {count} 条记录写上修改日期 {day}",
    },
}
_PATIENCE = 1.0  # seconds without a sign of life
_BAR = 40  # columns


def say(key: str, **values: object) -> None:
    click.echo(as_called(_WORDS[key][message_language()].format(**values)))


def message_language() -> str:
    """The language of messages: YEARBOOK_LANGUAGE, or the environment's."""
    asked = next(
        (os.environ[each] for each in ("YEARBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)),
        "",
    )
    return "zh" if asked.startswith("zh") else "en"


def watched(items: Iterable[T], total: int) -> Iterator[T]:
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


@contextmanager
def telling(order: BuildOptions) -> Iterator[None]:
    """Problems that stop the work within become words, and exit status 1."""
    try:
        yield
    except DiagnosticsError as error:
        show_problems(error.diagnostics, order)
        errors = sum(each.is_error for each in error.diagnostics)
        say("stopped", errors=errors, warnings=len(error.diagnostics) - errors)
        sys.exit(1)


def show_problems(diagnostics: Iterable[Diagnostic], order: BuildOptions) -> None:
    """Every problem with its excerpt, read from the file that it names."""
    for each in in_order(diagnostics):
        click.echo(as_called(show(each, order.lines(each), message_language())), err=True)
