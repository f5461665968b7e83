"""The pages of one program and of one theme."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.narrative import Program
from yearbook.model.units import Theme
from yearbook.model.urls import RECORD_PAGES
from yearbook.site.views import records
from yearbook.site.views.facts import fact_row
from yearbook.site.views.links import year_link
from yearbook.site.views.lists import dated_lines, list_section
from yearbook.site.views.page_context import PageContext
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


def program_view(page: PageContext, record: Record) -> ProgramView:
    facts: Program = record.facts
    rows = (
        *fact_row(page, "form", (Run(page.word(f"program_forms.{facts.form.value}")),)),
        *fact_row(page, "years", (year_link(page, each) for each in facts.years)),
    )
    body = records.record_body(page, record, rows)
    parts = tuple(PartLine(page.text(each.name), page.text(each.text) if each.text else None) for each in facts.parts)
    return ProgramView(body, parts, records.tail(page, record))


def theme(page: PageContext, record: Record) -> ThemeView:
    facts: Theme = record.facts
    body = records.record_body(page, record, ())
    used = {(use.kind, use.id) for use in page.yearbook.used(record) if use.field == "themes"}
    sections = by_kind(page, used, THEMED)
    note = page.text(facts.note) if facts.note else None
    return ThemeView(body, note, sections, records.tail(page, record))


def by_kind(
    page: PageContext, keys: set[tuple[str, str]], kinds: tuple[str, ...] = RECORD_PAGES
) -> tuple[Section, ...]:
    """Records of several kinds as one section a kind, each in the book's order, with their number."""
    sections: tuple[Section, ...] = ()
    for kind in kinds:
        found = [each for each in page.edition.ordered[kind] if each.key in keys]
        count = page.language.count(f"{kind}s", len(found))
        heading = page.list_name(kind)
        sections += list_section(heading, f"{kind}s", dated_lines(page, found), count)
    return sections
