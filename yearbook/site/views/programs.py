"""The page of one program with its parts."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.narrative import Program
from yearbook.site.views.elements import RecordFooter, Run
from yearbook.site.views.facts import fact_row
from yearbook.site.views.links import year_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail

_SHOWN = frozenset({"form", "years", "parts"})
"""Fields of a program that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class PartLine:
    name: Run
    text: Run | None


@dataclass(frozen=True, slots=True)
class ProgramView:
    body: RecordBody
    parts: tuple[PartLine, ...]
    tail: RecordFooter


def program_view(page: PageContext, record: Record[Program]) -> ProgramView:
    facts = record.facts
    rows = (
        *fact_row(page, "form", (Run(page.word(f"program_forms.{facts.form.value}")),)),
        *fact_row(page, "years", (year_link(page, each) for each in facts.years)),
    )
    body = record_body(page, record, rows, _SHOWN)
    parts = tuple(PartLine(page.text(each.name), page.optional(each.text)) for each in facts.parts)
    return ProgramView(body=body, parts=parts, tail=tail(page, record))
