"""The page of a record of any kind, from the types of its fields: for kinds that have no view of their own."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.site.views.elements import RecordFooter
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail


@dataclass(frozen=True, slots=True)
class RecordView:
    body: RecordBody
    tail: RecordFooter


def record_view(page: PageContext, record: Record) -> RecordView:
    return RecordView(body=record_body(page, record), tail=tail(page, record))
