"""Print messages, problems and progress on the terminal, in the language of the user."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import click

from yearbook.build.options import BuildOptions
from yearbook.cli.invocation import Invocation, invocation
from yearbook.cli.localization import message_language
from yearbook.core.diagnostic_texts import diagnostic_texts
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.messages import translate

T = TypeVar("T")

_PATIENCE = 1.0  # seconds before a progress bar is shown
_BAR = 40  # columns of the bar


def say(text: str, /, **words: object) -> None:
    """Print a message, given in English."""
    click.echo(localized(text, **words))


def localized(text: str, /, **words: object) -> str:
    """Return a message, given in English, in the language of the user, naming the program as the user calls it."""
    return invocation().in_text(translate(text, message_language()).format(**words))


def with_progress_bar(items: Iterable[T], total: int) -> Iterator[T]:
    """Yield the items as they come; show a progress bar on a terminal once they take longer than a second."""
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
def exiting_on_problems(options: BuildOptions) -> Iterator[None]:
    """Print the problems that a `DiagnosticsError` carries, and exit with status 1."""
    try:
        yield
    except DiagnosticsError as error:
        show_problems(error.diagnostics, options)
        errors = sum(each.is_error for each in error.diagnostics)
        say(
            "{errors} errors, {warnings} warnings: nothing was written",
            errors=errors,
            warnings=len(error.diagnostics) - errors,
        )
        sys.exit(1)


def problem_printer(options: BuildOptions) -> Callable[[Iterable[Diagnostic]], None]:
    """Return what prints problems in any thread of a server, which can no longer ask how the program was called."""
    return partial(show_problems, options=options, called=invocation())


def show_problems(diagnostics: Iterable[Diagnostic], options: BuildOptions, called: Invocation | None = None) -> None:
    """Print problems with an excerpt of the file they are in; of very many, the first and how many more there are.

    `called`: how the program was called, where that can no longer be asked: in a thread.
    """
    called = called or invocation()
    for text in diagnostic_texts(diagnostics, options.lines, message_language()):
        click.echo(called.in_text(text), err=True)
