"""The pages of one program and of one theme."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.narrative import Program
from yearbook.model.units import Theme
from yearbook.model.urls import RECORD_PAGES
from yearbook.site.views import records
from yearbook.site.views.composer import Composer
from yearbook.site.views.parts import Run, Section, Tail

THEMED = ("honor", "project", "program", "ledger", "indicator", "commitment", "event")
"""Kinds that belong to themes, in the order in which a theme's page lists them."""


@dataclass(frozen=True, slots=True)
class PartLine:
    name: Run
    text: Run | None


@dataclass(frozen=True, slots=True)
class ProgramView:
    body: records.RecordBody
    parts: tuple[PartLine, ...]
    tail: Tail


@dataclass(frozen=True, slots=True)
class ThemeView:
    body: records.RecordBody
    note: Run | None
    sections: tuple[Section, ...]
    tail: Tail


def program_view(composer: Composer, record: Record) -> ProgramView:
    facts: Program = record.facts
    rows = (
        *composer.row("form", (Run(composer.word(f"program_forms.{facts.form.value}")),)),
        *composer.row("years", (composer.year(each) for each in facts.years)),
    )
    body = records.record_body(composer, record, rows)
    parts = tuple(
        PartLine(composer.text(each.name), composer.text(each.text) if each.text else None) for each in facts.parts
    )
    return ProgramView(body, parts, records.tail(composer, record))


def theme(composer: Composer, record: Record) -> ThemeView:
    facts: Theme = record.facts
    body = records.record_body(composer, record, ())
    used = {(use.kind, use.id) for use in composer.yearbook.used(record) if use.field == "themes"}
    sections = by_kind(composer, used, THEMED)
    note = composer.text(facts.note) if facts.note else None
    return ThemeView(body, note, sections, records.tail(composer, record))


def by_kind(
    composer: Composer, keys: set[tuple[str, str]], kinds: tuple[str, ...] = RECORD_PAGES
) -> tuple[Section, ...]:
    """Records of several kinds as one section a kind, each in the book's order, with their number."""
    sections: tuple[Section, ...] = ()
    for kind in kinds:
        found = [each for each in composer.edition.ordered[kind] if each.key in keys]
        count = composer.count(f"{kind}s", len(found))
        heading = composer.list_name(kind)
        sections += composer.section(heading, f"{kind}s", records.record_lines(composer, found), count)
    return sections
