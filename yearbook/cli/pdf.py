"""The command `pdf`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from yearbook.authoring.kind_nouns import kind_noun
from yearbook.book.requests import A4, PAPERS, PARALLEL_LANGUAGE, Request, Scope, sheet_kinds
from yearbook.build.books import print_book
from yearbook.build.options import BuildOptions
from yearbook.cli.localization import message_language
from yearbook.cli.messages import localized
from yearbook.cli.options import all_options, build_options, did_you_mean
from yearbook.model.kinds import UNIT, YEAR
from yearbook.site.edition import Edition

_FILE = click.Path(dir_okay=False, path_type=Path)

pdf_options = all_options(
    click.option("--year", metavar="YEAR", default="", help="Print the volume of one year."),
    click.option("--all", "everything", is_flag=True, help="Print the whole yearbook (default)."),
    click.option("--unit", metavar="ID", default="", help="Print the dossier of one unit."),
    click.option(
        "--entry", metavar="KIND:ID", default="", help="Print one record: honor:some-id; its id alone if it is unique."
    ),
    click.option(
        "--language",
        metavar="CODE",
        default="",
        help=f"Language: zh, en, or {PARALLEL_LANGUAGE} for both side by side (default: the first).",
    ),
    click.option(
        "--size", type=click.Choice(tuple(PAPERS)), default=A4.name, show_default=True, help="Size of the paper."
    ),
    click.option("--bleed", is_flag=True, help="Add 3 mm of bleed and crop marks, for the print shop."),
    click.option("--out", type=_FILE, default=None, help="File to write (default: named after the book)."),
)
"""The options of `pdf`: the arguments of `book_request`, and `out`, a path or None."""


@click.command()
@build_options
@pdf_options
def pdf(options: BuildOptions, out: Path | None, **choice: Any) -> None:
    """Print a book as PDF: the whole yearbook, a year, a unit's dossier, or one record."""
    click.echo(print_book(options, partial(book_request, **choice), lambda found: out or book_file_name(found)))


def book_request(  # noqa: PLR0913 - one argument for each option
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
    """Return the book that the options choose. Raises click.UsageError if they choose none, or several."""
    chosen = [name for name, value in (("year", year), ("all", everything), ("unit", unit), ("entry", entry)) if value]
    if len(chosen) > 1:
        raise click.UsageError(
            localized("choose one of them: {names}", names=", ".join(f"--{each}" for each in chosen))
        )
    known = (*editions, *((PARALLEL_LANGUAGE,) if len(editions) > 1 else ()))
    if language and language not in known:
        reason = localized("there is no “{name}”; there are {names}", name=language, names=", ".join(known))
        raise click.BadParameter(reason, param_hint="--language")
    edition = next(iter(editions.values()))
    scope, kind, identity = Scope.ALL, "", ""
    if year:
        scope, kind, identity = Scope.YEAR, YEAR.name, _known(edition, YEAR.name, year, "--year")
    elif unit:
        scope, kind, identity = Scope.UNIT, UNIT.name, _known(edition, UNIT.name, unit, "--unit")
    elif entry:
        scope, (kind, identity) = Scope.ENTRY, _find_entry(edition, entry)
    return Request(scope, language or known[0], kind=kind, id=identity, paper=PAPERS[size], bleed=bleed)


def _find_entry(edition: Edition, entry: str) -> tuple[str, str]:
    """Return the (kind, id) that `honor:some-id`, or an id alone, stands for."""
    kind, colon, identity = entry.partition(":")
    known = sheet_kinds(edition.yearbook.kinds)
    if colon and kind not in known:
        raise click.BadParameter(
            localized("a sheet is of one of {names}", names=", ".join(known)), param_hint="--entry"
        )
    if colon:
        return kind, _known(edition, kind, identity, "--entry")
    kinds = [each for each in known if entry in edition.yearbook.records[each]]
    if len(kinds) > 1:
        choice = ", ".join(f"{each}:{entry}" for each in kinds)
        raise click.BadParameter(localized("which one is meant: {choice}?", choice=choice), param_hint="--entry")
    if not kinds:
        named = {identity: f"{each}:{identity}" for each in known for identity in edition.yearbook.records[each]}
        reason = localized("there is no record “{name}”{meant}", name=entry, meant=did_you_mean(entry, named))
        raise click.BadParameter(reason, param_hint="--entry")
    return kinds[0], entry


def _known(edition: Edition, kind: str, identity: str, option: str) -> str:
    """Return the id. Raises BadParameter if there is no such record."""
    known = edition.yearbook.records[kind]
    if identity not in known:
        hint = did_you_mean(identity, {each: each for each in known})
        noun = kind_noun(kind).translated(message_language())
        reason = localized("there is no {kind} “{name}”{meant}", kind=noun, name=identity, meant=hint)
        raise click.BadParameter(reason, param_hint=option)
    return identity


def book_file_name(request: Request) -> Path:
    """Return the default name of the file: `2016.zh.pdf`, `book.parallel.a4.pdf`."""
    name = Path(request.path).stem
    size = "" if request.paper is A4 else f".{request.paper.name}"
    return Path(f"{name}.{request.language}{size}{'.bleed' if request.bleed else ''}.pdf")
