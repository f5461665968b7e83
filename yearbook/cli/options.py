"""The options that say what is built from what → an `Order`, and problems → exit status 1."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from importlib.metadata import EntryPoint
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from yearbook.build.options import BuildOptions
from yearbook.cli.messages import telling
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.overlay import Folders
from yearbook.core.parallel import ExecutorFactory, cores
from yearbook.model.addresses import ADDRESS

_NOT_INSTALLED = DiagnosticKind(
    "YB660",
    "this needs the library “{library}”, which is not installed here",
    hint="install it (docs/cluster.md), or leave --executor out: the build then runs on this machine",
)

EXECUTORS: Mapping[str, EntryPoint] = MappingProxyType(
    {"dask": EntryPoint("distributed", "yearbook.core.cluster:Dask", "yearbook.executors")}
)
"""What can do the work besides this machine, by the word before its address; the library that it needs, and the class.

Loaded only where it is asked for: few have the library, and it takes longer to load than a small build.
"""

_PACKAGE = Path(__file__).resolve().parent.parent

FOLDER_TYPE = click.Path(exists=True, file_okay=False, path_type=Path)


def folder_option(
    name: str, default: Path, text: str, *, exists: bool
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    path = click.Path(exists=exists, file_okay=False, path_type=Path)
    return click.option(f"--{name}", type=path, default=default, show_default=True, help=text)


templates_option = click.option(
    "--templates",
    type=FOLDER_TYPE,
    help="Pages, interface words, styles that take the place of the program's own.  [default: templates]",
)


def overlay_option(templates: Path | None) -> Folders:
    """A yearbook's own templates over those of the program; the program's alone where it has none of its own."""
    program = next(each for each in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if each.is_dir())
    own = templates or Path("templates")
    if not own.is_dir() or own.resolve() == program:
        return Folders(own if own.is_dir() else program)
    return Folders(own if own.name else own.resolve(), program)  # given as `.`, it has no name for messages


def build_options(into: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that say what is built from what, by default `into` a folder; the command gets them as an `Order`."""
    return lambda command: _with_order(command, into)


def _with_order(command: Callable[..., None], into: str) -> Callable[..., None]:
    @folder_option("content", Path("content"), "What people write.", exists=True)
    @templates_option
    @folder_option("output", Path(into), "Where the site goes.", exists=False)
    @click.option("--base-url", default="", metavar="URL", help="Where the site is published.")
    @click.option("--jobs", type=click.IntRange(1), default=cores(), show_default=True, help="Processes at work.")
    @click.option("--executor", default="", metavar="KIND:ADDRESS", help="Who works instead: dask:tcp://HOST:8786")
    @click.option("--drafts", is_flag=True, help="Include records marked as drafts.")
    @wraps(command)
    def with_order(
        content: Path,
        templates: Path | None,
        output: Path,
        base_url: str,
        jobs: int,
        executor: str,
        drafts: bool,
        **rest: Any,
    ) -> None:
        if base_url and not re.fullmatch(ADDRESS, base_url):
            reason = "it begins with https:// or http:// and a host, and has no space, ? or #"
            raise click.BadParameter(reason, param_hint="--base-url")
        content = content if content.name else content.resolve()  # given as `.`, it has no name for messages
        folders = overlay_option(templates)
        order = BuildOptions(content, folders.own, output, base_url, jobs, drafts, default_templates=folders.beneath)
        with telling(order):
            command(_worked_by(executor, order), **rest)

    return with_order


def _worked_by(executor: str, order: BuildOptions) -> BuildOptions:
    """The order with who does its work. Raises ProblemsError where the library for that is missing."""
    if not executor:
        return order
    kind, _, address = executor.partition(":")
    found = EXECUTORS.get(kind)
    if found is None or not re.fullmatch(r"(?:tcp|tls)://[^\s/]+:\d+", address):
        raise click.BadParameter("it is like dask:tcp://127.0.0.1:8786", param_hint="--executor")
    if find_spec(found.name) is None:
        raise DiagnosticsError([diagnostic(_NOT_INSTALLED, Location("--executor"), library=found.name)])
    factory: ExecutorFactory = found.load()(address)
    folders = {name: getattr(order, name).resolve() for name in ("content", "templates", "output")}
    return replace(order, executor=factory, **folders)
