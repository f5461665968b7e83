"""The chronicle: all events, by year."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import EVENT, PERSON
from yearbook.model.narrative import Event
from yearbook.site.views.elements import FactRow, Jump, NoteLine, Run, SourceNote, jumps_to
from yearbook.site.views.facts import date_basis, note_line
from yearbook.site.views.field_rows import own_rows
from yearbook.site.views.links import record_links, reference_link, unit_link, year_link
from yearbook.site.views.lists import by_first_year
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import MediaParts, media_parts
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class EventLine:
    anchor: str
    date: str
    """Within its year: “8月9日”."""
    basis: str
    """How the date is known if the source does not state it; else empty."""
    iso: str
    title: Run
    units: tuple[Run, ...]
    people: tuple[Run, ...]
    place: Run | None
    note: Run | None
    own: tuple[FactRow, ...]
    """Fields that the yearbook declares."""
    related: tuple[Run, ...]
    notes: tuple[NoteLine, ...]
    cites: tuple[int, ...]
    media: MediaParts
    beside: tuple[SourceNote, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class EventGroup:
    year: Run
    anchor: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class ChronicleView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[EventGroup, ...]


def chronicle_view(page: PageContext) -> ChronicleView:
    everything = page.edition.all(EVENT)
    groups = tuple(
        EventGroup(year_link(page, year), f"y{year}", tuple(event_line(page, each) for each in records))
        for year, records in by_first_year(everything)
    )
    return ChronicleView(
        title=Run(page.word("menu.chronicle")),
        count=page.language.count("events", len(everything)),
        jumps=jumps_to((each.year.text, each.anchor) for each in groups),
        groups=groups,
    )


def event_line(page: PageContext, record: Record[Event]) -> EventLine:
    facts = record.facts
    cites, notes = page.cite(facts.sources), tuple(note_line(page, each) for each in facts.notes)
    return EventLine(
        anchor=record.id,
        date=page.language.capitalised(page.language.date_in_year(facts.date.date)),
        basis=date_basis(page, facts.date),
        iso=page.language.iso(facts.date.date),
        title=page.text(facts.title),
        units=tuple(unit_link(page, each, facts.date.date) for each in facts.units),
        people=record_links(page, PERSON.name, facts.people),
        place=page.optional(facts.place),
        note=page.optional(facts.note),
        own=own_rows(page, record),
        related=tuple(reference_link(page, each) for each in facts.related),
        notes=notes,
        cites=cites,
        media=media_parts(page, record),
        beside=new_source_notes(page),
    )
