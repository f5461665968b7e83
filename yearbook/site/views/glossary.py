"""The glossary: all terms by their letter, in every language."""

from __future__ import annotations

from itertools import groupby

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import TERM
from yearbook.model.reference import Term
from yearbook.site.views.elements import FactRow, FilterValues, Jump, Run, jumps_to
from yearbook.site.views.facts import in_other_languages
from yearbook.site.views.field_rows import own_rows
from yearbook.site.views.filters import Filters, filtered
from yearbook.site.views.links import reference_link
from yearbook.site.views.lists import letter_anchor
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import MediaParts, media_parts


@dataclass(frozen=True, slots=True)
class TermLine:
    anchor: str
    term: Run
    others: tuple[Run, ...]
    note: Run | None
    own: tuple[FactRow, ...]
    """Fields that the yearbook declares."""
    related: tuple[Run, ...]
    media: MediaParts
    marks: FilterValues


@dataclass(frozen=True, slots=True)
class TermGroup:
    initial: str
    anchor: str
    lines: tuple[TermLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[TermGroup, ...]
    filters: Filters


def glossary_view(page: PageContext) -> GlossaryView:
    terms = page.edition.sorted(page.yearbook.all(TERM))
    found = filtered(page, terms)
    groups = tuple(
        TermGroup(letter, letter_anchor(letter), tuple(_term(page, each, found.marks[each.key]) for each in group))
        for letter, group in groupby(terms, key=page.edition.initial)
    )
    return GlossaryView(
        title=Run(page.word("menu.glossary")),
        count=page.language.count("terms", len(terms)),
        jumps=jumps_to((each.initial, each.anchor) for each in groups),
        groups=groups,
        filters=found.filters,
    )


def _term(page: PageContext, record: Record[Term], marks: FilterValues) -> TermLine:
    return TermLine(
        anchor=record.id,
        term=page.text(record.title),
        others=in_other_languages(page, record.title),
        note=page.text(record.note) if record.note else None,
        own=own_rows(page, record),
        related=tuple(reference_link(page, each) for each in record.related),
        media=media_parts(page, record),
        marks=marks,
    )
