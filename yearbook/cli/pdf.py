"""`pdf`: what a person types after it → a `Request`, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from yearbook.book.requests import A4, PAPERS, PARALLEL_LANGUAGE, Paper, Request, Scope, sheet_kinds
from yearbook.build.books import print_book
from yearbook.build.options import BuildOptions
from yearbook.cli.options import build_options
from yearbook.core.diagnostics import nearest
from yearbook.site.edition import Edition

_Command = Callable[..., Any]
_FILE = click.Path(dir_okay=False, path_type=Path)


def pdf_options(command: _Command) -> _Command:
    """The options of `pdf`: the command gets those of `request`, and `out`, a path or None."""
    for option in reversed(
        (
            click.option("--year", metavar="YEAR", default="", help="The volume of one year."),
            click.option("--all", "everything", is_flag=True, help="The whole yearbook. So it is without a choice."),
            click.option("--unit", metavar="ID", default="", help="The dossier of one unit."),
            click.option("--entry", metavar="KIND:ID", default="", help="One record: honor:some-id, or its id alone."),
            click.option(
                "--language", metavar="CODE", default="", help=f"zh, en, or {PARALLEL_LANGUAGE} for two side by side."
            ),
            click.option(
                "--size", type=click.Choice(tuple(PAPERS)), default=A4.name, show_default=True, help="The paper."
            ),
            click.option("--bleed", is_flag=True, help="3 mm over the edge, with crop marks, for the printer."),
            click.option("--out", type=_FILE, default=None, help="The file; the book's own name where it is missing."),
        )
    ):
        command = option(command)
    return command


def book_request(  # noqa: PLR0913 - one argument an option
    editions: Mapping[str, Edition],
    *,
    year: str = "",
    everything: bool = False,
    unit: str = "",
    entry: str = "",
    language: str = "",
    size: str = A4.name,
    bleed: bool = False,
) -> Request:
    """What was asked for. Raises click.UsageError where it is not one thing, or not there."""
    chosen = [name for name, value in (("year", year), ("all", everything), ("unit", unit), ("entry", entry)) if value]
    if len(chosen) > 1:
        raise click.UsageError(f"choose one of them: {', '.join(f'--{each}' for each in chosen)}")
    language = language or next(iter(editions))
    known = (*editions, *((PARALLEL_LANGUAGE,) if len(editions) > 1 else ()))
    if language not in known:
        raise click.BadParameter(f"there is no “{language}”; there are {', '.join(known)}", param_hint="--language")
    paper = PAPERS[size]
    first = next(iter(editions.values()))
    if year or unit:
        kind, identity = ("year", year) if year else ("unit", unit)
        _look_up(first, kind, identity, f"--{kind}")
        return Request(Scope(kind), language, kind=kind, id=identity, paper=paper, bleed=bleed)
    if entry:
        return _entry(first, entry, language, paper, bleed)
    return Request(Scope.ALL, language, paper=paper, bleed=bleed)


def _entry(edition: Edition, entry: str, language: str, paper: Paper, bleed: bool) -> Request:
    kind, colon, identity = entry.partition(":")
    if colon and kind not in sheet_kinds():
        raise click.BadParameter(f"a sheet is of one of {', '.join(sheet_kinds())}", param_hint="--entry")
    kinds = [kind] if colon else [each for each in sheet_kinds() if entry in edition.yearbook.records[each]]
    if len(kinds) > 1:
        choice = ", ".join(f"{each}:{entry}" for each in kinds)
        raise click.BadParameter(f"which one is meant: {choice}?", param_hint="--entry")
    if not kinds:
        named = {identity: each for each in sheet_kinds() for identity in edition.yearbook.records[each]}
        meant = nearest(entry, named)
        hint = f"; did you mean “{named[meant]}:{meant}”?" if meant else ""
        raise click.BadParameter(f"there is no record “{entry}”{hint}", param_hint="--entry")
    kind = kinds[0]
    identity = identity if colon else entry
    _look_up(edition, kind, identity, "--entry")
    return Request(Scope.ENTRY, language, kind=kind, id=identity, paper=paper, bleed=bleed)


def _look_up(edition: Edition, kind: str, identity: str, option: str) -> None:
    known = edition.yearbook.records[kind]
    if identity not in known:
        meant = nearest(identity, known)
        hint = f"; did you mean “{meant}”?" if meant else ""
        raise click.BadParameter(f"there is no {kind} “{identity}”{hint}", param_hint=option)


def book_file_name(request: Request) -> Path:
    """What the file is called where nobody says: `2016.zh.pdf`, `book.parallel.a4.pdf`."""
    name = Path(request.path).stem
    size = "" if request.paper is A4 else f".{request.paper.name}"
    return Path(f"{name}.{request.language}{size}{'.bleed' if request.bleed else ''}.pdf")


@click.command()
@build_options(into="site")
@pdf_options
def pdf(order: BuildOptions, out: Path | None, **asked: Any) -> None:
    """Print a book: a year, the whole, a unit's dossier, or one record."""
    click.echo(print_book(order, partial(book_request, **asked), lambda found: out or book_file_name(found)))
