"""Options that several commands share: folders, templates, workers."""

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
from yearbook.cli.messages import exiting_on_problems, localized
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic, nearest
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
"""The class of each executor, and the library it needs, by the word before its address.

It is imported only when used: few have the library, and its import takes longer than a small build.
"""

_PACKAGE = Path(__file__).resolve().parent.parent

Command = Callable[..., None]
Decorator = Callable[[Command], Command]
FOLDER_TYPE = click.Path(exists=True, file_okay=False, path_type=Path)


def folder_option(name: str, default: Path, text: str, *, exists: bool) -> Decorator:
    path = click.Path(exists=exists, file_okay=False, path_type=Path)
    return click.option(f"--{name}", type=path, default=default, show_default=True, help=text)


def all_options(*options: Decorator) -> Decorator:
    """Return one decorator for several options, which help lists in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


content_option = folder_option("content", Path("content"), "Folder with the content.", exists=True)
templates_option = click.option(
    "--templates",
    type=FOLDER_TYPE,
    help="Folder with templates, words and styles that replace those of the program.  [default: templates]",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(1),
    default=cores(),
    metavar="N",
    help="Number of worker processes (default: all cores).",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="Output for people (text) or programs (json).",
)


def overlay_option(templates: Path | None) -> Folders:
    """Return a yearbook's own templates over those of the program; those of the program if it has none."""
    program = program_templates()
    own = templates or Path("templates")
    if not own.is_dir() or own.resolve() == program:
        return Folders(own if own.is_dir() else program)
    return Folders(with_name(own), program)


def program_templates() -> Path:
    """Return the folder of the program's own templates, of an installed program or of a checkout."""
    return next(each for each in (_PACKAGE / "templates", _PACKAGE.parent / "templates") if each.is_dir())


def with_name(folder: Path) -> Path:
    """Return the folder with a name for messages, even if it was given as `.`."""
    return folder if folder.name else folder.resolve()


def did_you_mean(name: str, known: Mapping[str, str]) -> str:
    """Return a hint with the nearest known name, as the mapping spells it; empty if none is near."""
    meant = nearest(name, known)
    return localized("; did you mean “{meant}”?", meant=known[meant]) if meant else ""


def content_options(command: Command) -> Command:
    """Add `--content` to a command that needs no other folder; it gets `BuildOptions`, and problems end it."""

    @content_option
    @wraps(command)
    def with_options(content: Path, **rest: Any) -> None:
        options = options_for_content(content)
        with exiting_on_problems(options):
            command(options, **rest)

    return with_options


def options_for_content(content: Path) -> BuildOptions:
    """Return the options for reading a content folder with its drafts."""
    return BuildOptions(with_name(content), Path("templates"), Path("site"), drafts=True)


def build_options(command: Command) -> Command:
    """Add the options of a build to a command; it gets them as `BuildOptions`, and problems end it."""

    @content_option
    @templates_option
    @folder_option("output", Path("site"), "Folder to write the site to.", exists=False)
    @click.option("--base-url", default="", metavar="URL", help="Address where the site is published.")
    @jobs_option
    @click.option("--executor", default="", metavar="KIND:ADDRESS", help="Run the work elsewhere: dask:tcp://HOST:8786")
    @click.option("--drafts", is_flag=True, help="Include draft records.")
    @wraps(command)
    def with_options(
        *,
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
            reason = localized("it begins with https:// or http:// and a host, and has no space, ? or #")
            raise click.BadParameter(reason, param_hint="--base-url")
        folders = overlay_option(templates)
        options = BuildOptions(
            content=with_name(content),
            templates=folders.own,
            output=output,
            base_url=base_url,
            jobs=jobs,
            drafts=drafts,
            default_templates=folders.beneath,
        )
        with exiting_on_problems(options):
            command(_with_executor(options, executor), **rest)

    return with_options


def _with_executor(options: BuildOptions, executor: str) -> BuildOptions:
    """Return the options with the named executor. Raises YB660 if the library it needs is missing."""
    if not executor:
        return options
    kind, _, address = executor.partition(":")
    found = EXECUTORS.get(kind)
    if found is None or not re.fullmatch(r"(?:tcp|tls)://[^\s/]+:\d+", address):
        raise click.BadParameter(localized("it is like dask:tcp://127.0.0.1:8786"), param_hint="--executor")
    if find_spec(found.name) is None:
        raise DiagnosticsError([diagnostic(_NOT_INSTALLED, Location("--executor"), library=found.name)])
    factory: ExecutorFactory = found.load()(address)
    return replace(
        options,
        executor=factory,
        content=options.content.resolve(),
        templates=options.templates.resolve(),
        output=options.output.resolve(),
    )
