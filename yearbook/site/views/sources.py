"""The page of one source: what it is, who cites it for what, and where other sources disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Known
from yearbook.model.reference import Source, SourceKind
from yearbook.site.views.conflicts import disputing
from yearbook.site.views.elements import RecordFooter, Run
from yearbook.site.views.facts import dated_runs, fact_row
from yearbook.site.views.links import record_link
from yearbook.site.views.lists import records_of_keys
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail

_SHOWN = frozenset({"kind", "date", "authors", "publisher", "number", "page", "url", "archived", "file", "note"})
"""Fields of a source that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A record that cites the source, with the places that it cites."""

    title: Run
    kind: str
    quotes: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    body: RecordBody
    note: Run | None
    cited: tuple[Cited, ...]
    count: str
    disputes: tuple[Run, ...]
    """Records in which this source disagrees with another."""
    tail: RecordFooter


def source_view(page: PageContext, record: Record[Source]) -> SourceView:
    facts = record.facts
    rows = (
        *fact_row(page, "kind", (Run(page.word(f"source_kinds.{facts.kind.value}")),)),
        *fact_row(page, "date", dated_runs(page, facts.date)),
        *fact_row(page, "authors", (page.original(each) for each in facts.authors)),
        *fact_row(page, "publisher", (page.text(facts.publisher),)),
        *fact_row(page, "number", (page.original(facts.number),) if facts.number else ()),
        *fact_row(page, "page", (page.original(facts.page),) if facts.page else ()),
        *fact_row(page, "url", (Run(facts.url, "", facts.url),) if facts.url else ()),
        *fact_row(page, "archived", _archived(page, facts)),
        *fact_row(page, "file", (page.original(facts.file),) if facts.file else ()),
        *fact_row(page, "unknown", unknown_runs(page, facts)),
    )
    body = record_body(page, record, rows, _SHOWN)
    cited = tuple(_cited(page, record))
    against = records_of_keys(page, disputing(page.yearbook.used(record)))
    return SourceView(
        body=body,
        note=page.text(facts.note) if facts.note else None,
        cited=cited,
        count=page.language.count("entries", len(cited)),
        disputes=tuple(record_link(page, *each.key) for each in page.edition.sorted(against)),
        tail=tail(page, record),
    )


def _archived(page: PageContext, facts: Source) -> tuple[Run, ...]:
    copy = facts.archived
    return (Run(page.in_brackets(copy.url, page.language.date(copy.date)), "", copy.url),) if copy else ()


def unknown_runs(page: PageContext, facts: Source) -> tuple[Run, ...]:
    """Return what a document of its kind would say and the record does not, so that readers need not guess."""
    expected = {
        SourceKind.NEWSPAPER: (("publisher_newspaper", facts.publisher), ("page", facts.page)),
        SourceKind.DOCUMENT: (("publisher_document", facts.publisher), ("number", facts.number)),
        SourceKind.WEB: (("publisher_web", facts.publisher), ("address", facts.url or facts.archived)),
        SourceKind.BOOK: (("authors", facts.authors), ("publisher_book", facts.publisher)),
        SourceKind.OTHER: (),
    }
    missing = tuple(Run(page.word(f"unknown.{name}")) for name, value in expected[facts.kind] if not value)
    stated = facts.date.known is Known.STATED
    return (*missing, *(() if stated else (Run(page.word(f"unknown_dates.{facts.date.known.value}")),)))


def _cited(page: PageContext, record: Record) -> Iterator[Cited]:
    quotes: dict[Key, dict[str, None]] = {}
    for use in page.yearbook.used(record):
        if use.field.endswith(".source"):
            citing = page.yearbook.get(use.kind, use.id)
            quotes.setdefault(citing.key, {})[_quote(citing, use.pointer)] = None
    kinds, place = list(page.yearbook.kinds), page.edition.title_place
    for key in sorted(quotes, key=lambda each: (kinds.index(each[0]), place(each))):
        yield Cited(record_link(page, *key), page.kind_word(key[0]), tuple(map(page.quoted, quotes[key])))


def _quote(record: Record, pointer: tuple[str | int, ...]) -> str:
    """Return the `at` beside the `source` that a pointer leads to."""
    value: Any = record.facts
    for step in pointer[:-1]:
        value = value[step] if isinstance(step, int) else getattr(value, step)
    return str(value.at)
