"""The page of one theme: the records that belong to it."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.declarations import plural
from yearbook.model.units import Theme
from yearbook.site.views.elements import RecordFooter, Run, Section
from yearbook.site.views.lists import dated_lines, list_section, records_of_keys
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail

_SHOWN = frozenset({"note"})
"""Fields of a theme that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class ThemeView:
    body: RecordBody
    note: Run | None
    sections: tuple[Section, ...]
    tail: RecordFooter


def theme_view(page: PageContext, record: Record[Theme]) -> ThemeView:
    body = record_body(page, record, (), _SHOWN)
    keys = {(use.kind, use.id) for use in page.yearbook.used(record) if use.field == "themes"}
    sections = _by_kind(page, keys)
    return ThemeView(body=body, note=page.optional(record.note), sections=sections, tail=tail(page, record))


def _by_kind(page: PageContext, keys: set[tuple[str, str]]) -> tuple[Section, ...]:
    """Return records in a section for each kind, in the book's order, with their number."""
    sections: tuple[Section, ...] = ()
    for kind in page.yearbook.kinds:
        found = page.edition.in_order(records_of_keys(page, (each for each in keys if each[0] == kind)))
        if found:
            count = page.language.count(plural(kind), len(found))
            sections += list_section(page.list_name(kind), plural(kind), dated_lines(page, found), count)
    return sections
