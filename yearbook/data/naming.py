"""What several exports say alike of a record: its words in one language, when it was changed, and reported on."""

from __future__ import annotations

from datetime import date
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.fields import Citation
from yearbook.model.structure import ValueFinder
from yearbook.model.texts import Phrase, Text

DATED_KINDS = ("year", "honor", "project", "ledger", "indicator", "commitment", "event", "program")
"""Kinds that tell what happened, which a feed reports; the others tell what things are."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a record is read in one language."""

    path: str
    """From the site's top, with its anchor: `zh/chronicle.html#x`."""
    url: str
    """The public address; empty where the site's is not known."""


def record_place(record: Record, language: str, base_url: str) -> _Place:
    """A record's page, or its place on the page that holds all of its kind."""
    address = urls.record_url(language, record.kind, record.id)
    anchor = f"#{address.fragment}" if address.fragment else ""
    return _Place(address.path + anchor, urls.absolute(base_url, address.path) + anchor if base_url else "")


def description(record: Record, language: str) -> Phrase | None:
    """One sentence on a record: its summary, the first paragraph of its body, or its note; None where it has none.

    In the language where it has one, else in the first that has.
    """
    if record.summary:
        return record.summary.read(language)
    body = record.body(language) or next(iter(record.bodies), None)
    if body is not None:
        return Phrase(body.prose.summary, body.language)
    note = getattr(record.facts, "note", None)
    return note.read(language) if isinstance(note, Text) else None


def unit_names(yearbook: Yearbook, identities: tuple[str, ...], language: str) -> tuple[str, ...]:
    """The latest full names of units; one that is not there is named by its id."""
    units = yearbook.records["unit"]
    return tuple(units[each].title.read(language).text if each in units else each for each in identities)


def last_changed(record: Record, yearbook: Yearbook) -> When | None:
    """The day of a record's last change of substance: its own, else that of the edition; None where neither is said."""
    return record.facts.changed or yearbook.configuration.published


def last_reported(record: Record, yearbook: Yearbook) -> date:
    """The newest day on which anything in a record can have been reported: what stands for “updated” without a clock.

    That is the last day that the date of a source it cites may mean, for a source its own; where it cites none, the
    last day of its years, or of the yearbook's. The same content gives the same day on any machine at any time.
    """
    sources = yearbook.records["source"]
    if record.kind == "source":
        return _closed(record.facts.date.date)
    cited = {each.source for each in citations_of(record.facts)}
    days = [_closed(sources[each].facts.date.date) for each in cited if each in sources]
    years = record.years or yearbook.configuration.years
    return max(days) if days else date(years[-1], 12, 31)


def _closed(when: When) -> date:
    """The last day of a date; of a period that goes on, the last day of its beginning."""
    end = when.end or when.start
    assert end is not None  # a period has at least one known end
    return end.last


_find_citations = ValueFinder(lambda field: field.cls is Citation)


def citations_of(facts: Any) -> list[Citation]:
    """Every citation in a record's facts or a part of them, in the order of the fields."""
    return [each for _, each, _ in _find_citations(facts)]
