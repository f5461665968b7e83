"""Make the source notes of a page from the citations that it has numbered."""

from __future__ import annotations

from itertools import islice

from yearbook.model.kinds import SOURCE
from yearbook.site.views.elements import Run, SourceNote
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext


def source_notes(page: PageContext) -> tuple[SourceNote, ...]:
    """Return all source notes of the page so far, in order."""
    return tuple(_note(page, source, quote, number) for (source, quote), number in page.citations.items())


def new_source_notes(page: PageContext) -> tuple[SourceNote, ...]:
    """Return the source notes that were first referred to since this was last asked.

    They stand beside what has just been made; so a page is made in the order in which it is read.
    """
    found, page.placed = tuple(islice(page.citations.items(), page.placed, None)), len(page.citations)
    return tuple(_note(page, source, quote, number) for (source, quote), number in found)


def quotations(page: PageContext) -> tuple[Run, ...]:
    """Return what the page's source notes quote."""
    return tuple(page.quoted(quote) for _, quote in page.citations)


def _note(page: PageContext, source: str, quote: str, number: int) -> SourceNote:
    return SourceNote(
        number=number, source=record_link(page, "source", source), quote=page.quoted(quote), short=_short(page, source)
    )


def _short(page: PageContext, source: str) -> Run:
    """Return a source by its kind and date, linked; a draft that is left out by its id."""
    record = page.yearbook.find(SOURCE, source)
    if record is None:
        return Run(source)
    kind = page.word(f"source_kinds.{record.facts.kind.value}")
    date = page.language.date(record.facts.date.date)
    return Run(page.word("sentences.source_of", kind=kind, date=date), "", page.href(SOURCE.name, source))
