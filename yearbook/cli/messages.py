"""Show messages on the terminal, in the language of the person."""

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
from yearbook.core.messages import message_languages, translate

T = TypeVar("T")

_PATIENCE = 1.0  # seconds without a sign of life
_BAR = 40  # columns


def say(text: str, /, **words: object) -> None:
    """Print a message of the program, given in English."""
    click.echo(localized(text, **words))


def localized(text: str, /, **words: object) -> str:
    """A message of the program, given in English, in the language of the person; the program as they call it."""
    return as_called(translate(text, message_language()).format(**words))


def message_language() -> str:
    """The language of messages: YEARBOOK_LANGUAGE, or the environment's."""
    asked = next(
        (os.environ[each] for each in ("YEARBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)),
        "",
    )
    code = asked[:2]
    return code if code in message_languages() else "en"


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
        say(
            "{errors} errors, {warnings} warnings: nothing was written",
            errors=errors,
            warnings=len(error.diagnostics) - errors,
        )
        sys.exit(1)


def show_problems(diagnostics: Iterable[Diagnostic], order: BuildOptions) -> None:
    """Every problem with its excerpt, read from the file that it names."""
    for each in in_order(diagnostics):
        click.echo(as_called(show(each, order.lines(each), message_language())), err=True)
