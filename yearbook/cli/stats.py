"""The command `stats`: count records, translations, sources and words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import click

from yearbook.authoring.statistics import Statistics, statistics
from yearbook.authoring.trial_load import load_with_drafts
from yearbook.build.options import BuildOptions
from yearbook.cli.messages import localized
from yearbook.cli.options import content_options, format_option
from yearbook.core.diagnostics import terminal_columns

_Rows = Sequence[tuple[object, ...]]


@click.command()
@format_option
@content_options
def stats(options: BuildOptions, form: str) -> None:
    """Count what the yearbook holds, drafts included."""
    found = statistics(load_with_drafts(options.content)[0])
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_as_text(found)))


def _as_text(found: Statistics) -> Iterator[str]:
    """Return the lines of the statistics: a heading and a table for each part."""
    years = sorted({year for each in found.kinds for year, _ in each.years})
    yield localized("{records} records", records=found.records)
    head = (localized("kind"), localized("all"), localized("drafts"), *map(str, years))
    yield from _part(localized("By kind and year"), head, _kinds(found, years))
    yield from _part(localized("Honours by level"), (localized("level"), localized("all")), found.levels)
    head = (localized("kind"), localized("current"), localized("stale"), localized("unmarked"), localized("missing"))
    yield from _part(localized("Translations"), head, _translations(found))
    head = (localized("source"), localized("citations"), localized("records"))
    sources = [(each.id, each.citations, each.records) for each in found.sources]
    yield from _part(localized("Sources"), head, sources)
    head = (localized("language"), localized("Chinese characters"), localized("words"))
    yield from _part(localized("Texts"), head, [(each.language, each.han, each.words) for each in found.words])
    yield from ("", localized("Figures: {figures}", figures=found.figures))


def _kinds(found: Statistics, years: Sequence[int]) -> _Rows:
    return [
        (each.kind, each.records, each.drafts, *(dict(each.years).get(year, 0) for year in years))
        for each in found.kinds
    ]


def _translations(found: Statistics) -> _Rows:
    return [
        (f"{each.kind} ({each.language})", each.current, each.stale, each.unmarked, each.missing)
        for each in found.translations
    ]


def _part(heading: str, head: tuple[str, ...], rows: _Rows) -> Iterator[str]:
    """Return an empty line, the heading, and a table: the first column aligned left, numbers right, zero as a dot."""
    yield from ("", heading)
    cells = [head, *(tuple(_cell(each) for each in row) for row in rows)]
    widths = [max(terminal_columns(row[place]) for row in cells) for place in range(len(head))]
    for first, *others in cells:
        filled = [first + " " * (widths[0] - terminal_columns(first))]
        filled += [
            " " * (width - terminal_columns(each)) + each for each, width in zip(others, widths[1:], strict=True)
        ]
        yield f"  {'  '.join(filled)}".rstrip()


def _cell(value: object) -> str:
    return ("·" if value == 0 else f"{value:,}") if isinstance(value, int) else str(value)
