"""The options that say what is built from what → an `Order`, and problems → exit status 1."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from yearbook.cli.messages import say, show_problems
from yearbook.model.configuration import ADDRESS
from yearbook.pipeline import Order
from yearbook.problems import ProblemsError
from yearbook.work import cores

_PACKAGE = Path(__file__).resolve().parent.parent

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def folder(name: str, default: Path, text: str, *, exists: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    path = click.Path(exists=exists, file_okay=False, path_type=Path)
    return click.option(f"--{name}", type=path, default=default, show_default=True, help=text)


def _templates() -> Path:
    """The templates beside the content, or else those of the installed package."""
    return Path("templates") if Path("templates").is_dir() else _PACKAGE / "templates"


def takes_order(into: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that say what is built from what, by default `into` a folder; the command gets them as an `Order`."""
    return lambda command: _with_order(command, into)


def _with_order(command: Callable[..., None], into: str) -> Callable[..., None]:
    @folder("content", Path("content"), "What people write.", exists=True)
    @folder("templates", _templates(), "Pages, interface words, styles.", exists=True)
    @folder("output", Path(into), "Where the site goes.", exists=False)
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
            show_problems(error.problems, order)
            errors = sum(each.is_error for each in error.problems)
            say("stopped", errors=errors, warnings=len(error.problems) - errors)
            sys.exit(1)

    return with_order
