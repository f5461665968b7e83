"""Say of a record what several exports need: its address, a description, its last change, the sources it cites."""

from __future__ import annotations

from datetime import date
from typing import Any

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.model import urls
from yearbook.model.dates import When
from yearbook.model.fields import Citation
from yearbook.model.honors import Honor
from yearbook.model.kinds import SOURCE
from yearbook.model.reference import Source
from yearbook.model.texts import Phrase
from yearbook.model.walk import ValueFinder


@dataclass(frozen=True, slots=True)
class SiteAddress:
    """Where a record is read in one language."""

    path: str
    """From the site's top, with its anchor: `zh/chronicle.html#x`."""
    url: str
    """The public address; empty where the site's is not known."""


def site_address(record: Record, language: str, base_url: str = "") -> SiteAddress:
    """The address of a record's page, or of its place on the page that lists its kind."""
    address = urls.record_url(language, record.kind, record.id)
    anchor = f"#{address.fragment}" if address.fragment else ""
    return SiteAddress(
        path=address.path + anchor, url=urls.absolute(base_url, address.path) + anchor if base_url else ""
    )


def record_description(record: Record, language: str) -> Phrase | None:
    """One sentence on a record: its summary, the first paragraph of its body, or its note, if it has one of these.

    In the given language if there is such a text, else in the first language that has one.
    """
    if record.summary:
        return record.summary.read(language)
    body = record.body(language) or next(iter(record.bodies), None)
    if body is not None:
        return Phrase(body.prose.summary, body.language)
    return record.note.read(language) if record.note else None


def shown_title(record: Record, language: Language) -> Phrase:
    """The title of a record as readers see it: an honor that was revoked says so wherever it is named."""
    title = record.title.read(language.code)
    if isinstance(record.facts, Honor) and record.facts.revoked:
        return Phrase(language.fill("sentences.revoked", title=title.text), title.language)
    return title


def last_changed(record: Record, yearbook: Readable) -> When | None:
    """The day of a record's last change of substance, else that of the edition; None if neither is given."""
    return record.changed or yearbook.configuration.published


def last_reported(record: Record, yearbook: Readable) -> date:
    """The newest day on which anything in a record can have been reported: a date of update without a clock.

    That is the last day that the date of a source it cites may mean, for a source its own; of a record that cites
    none, the last day of its years, or of the yearbook's. The same content always gives the same day.
    """
    if isinstance(record.facts, Source):
        return _last_day(record.facts.date.date)
    cited = (yearbook.find(SOURCE, each.source) for each in citations_of(record.facts))
    days = [_last_day(source.facts.date.date) for source in cited if source]
    years = record.years or yearbook.configuration.years
    return max(days) if days else date(years[-1], 12, 31)


def _last_day(when: When) -> date:
    """The last day of a date; of a period that goes on, the last day of its beginning."""
    end = when.end or when.start
    assert end is not None  # a period has at least one known end
    return end.last


_find_citations = ValueFinder(lambda field: field.cls is Citation)


def citations_of(facts: Any) -> list[Citation]:
    """Every citation in a record's facts or a part of them, in the order of the fields."""
    return [citation for _, citation, _ in _find_citations(facts)]
