"""The command that begins a yearbook: `init`."""

from __future__ import annotations

import re
from pathlib import Path

import click

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.new_yearbook import YearbookIdentity, empty_files, example_files
from yearbook.authoring.next_edition import next_edition_files
from yearbook.cli.invocation import INSTALLED, invocation, quoted
from yearbook.cli.messages import exiting_on_problems, localized, say
from yearbook.cli.options import FOLDER_TYPE, options_for_content, program_templates
from yearbook.core.messages import marked
from yearbook.model.texts import DEFAULT_LANGUAGES

_YEARS = re.compile(r"((?:18|19|20|21)\d\d)(?:[-–—至]((?:18|19|20|21)\d\d))?")
_LONGEST = 50  # years of a yearbook


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Begin without records: asks for title, district and years.")
@click.option("--from", "older", type=FOLDER_TYPE, metavar="FOLDER", help="Begin the next edition of this yearbook.")
@click.option("--title", "titles", multiple=True, metavar="TEXT", help="Title, once per language in their order.")
@click.option("--district", "names", multiple=True, metavar="TEXT", help="Body whose yearbook it is, likewise.")
@click.option("--years", "span", default="", metavar="YEARS", help="Years that it covers: 2024 or 2024-2026.")
def init(
    *, folder: Path, empty: bool, older: Path | None, titles: tuple[str, ...], names: tuple[str, ...], span: str
) -> None:
    """Create a yearbook in an empty folder: with a small example, without records, or from an older edition."""
    if empty and older:
        raise click.UsageError(localized("--empty and --from exclude each other"))
    if not (empty or older) and (titles or names or span):
        raise click.UsageError(localized("--title, --district and --years go with --empty or --from"))
    options = options_for_content(folder)
    with exiting_on_problems(options):
        write_changes(
            options.content, changes := _files(folder, older, (titles, names, span), empty=empty), str(folder)
        )
    _say_what_is_next(folder, len(changes))
    if older:
        say("title, subtitle and description in content/yearbook.yaml are those of the older edition: look them over")


def _say_what_is_next(folder: Path, files: int) -> None:
    """Print how to look at the new yearbook: from within it, or from here where only here the program is found."""
    called = invocation()
    here, words = quoted(str(folder)), {"folder": folder, "files": files}
    if called.program == INSTALLED:
        said = marked("{folder}: {files} files. Next: cd {here}, then {preview}; README.md says the rest")
        say(said, **words, here=here, preview=called.command("preview"))
    else:
        said = marked("{folder}: {files} files. Next: {preview}; README.md says the rest")
        say(said, **words, preview=called.command("preview", content=folder / "content"))


_Answers = tuple[tuple[str, ...], tuple[str, ...], str]
"""Titles, names of the district, years, as far as they were given."""


def _files(folder: Path, older: Path | None, given: _Answers, *, empty: bool) -> tuple[Change, ...]:
    titles, names, span = given
    if older:
        return next_edition_files(folder, older, _years(span), program_templates())
    if not empty:
        return example_files(folder)
    identity = YearbookIdentity(
        titles=_in_each_language(titles, marked("Title of the yearbook ({language})")),
        names=_in_each_language(names, marked("Name of the district or body whose yearbook it is ({language})")),
        years=_years(span),
    )
    return empty_files(folder, identity)


def _in_each_language(given: tuple[str, ...], question: str) -> tuple[str, ...]:
    """Return a text per language; those that were not given are asked for."""
    missing = DEFAULT_LANGUAGES[len(given) :]
    return (*given[: len(DEFAULT_LANGUAGES)], *(_ask(question, language=each) for each in missing))


def _ask(question: str, **words: object) -> str:
    answer: str = click.prompt(localized(question, **words), type=str)
    return answer.strip()


def _years(given: str) -> tuple[int, ...]:
    """Return the years of 2024 or 2024-2026. Raises UsageError for anything else."""
    text = given or _ask(marked("Years that it covers (2024 or 2024-2026)"))
    found = _YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, -1)
    if not first <= last < first + _LONGEST:
        raise click.UsageError(localized("“{text}” are no years; write 2024 or 2024-2026", text=text))
    return tuple(range(first, last + 1))
