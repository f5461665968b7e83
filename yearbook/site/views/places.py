"""The page of one place: its map, its parts, and what is recorded there."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import PLACE
from yearbook.model.places import Place
from yearbook.site.views.elements import RecordFooter, Section
from yearbook.site.views.lists import dated_lines, list_section, records_of_keys
from yearbook.site.views.map_elements import MapView
from yearbook.site.views.maps import place_map, places_within
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail


@dataclass(frozen=True, slots=True)
class PlaceView:
    body: RecordBody
    map: MapView | None
    """None if no position is known."""
    sections: tuple[Section, ...]
    """The places in it, and the projects and events that name it."""
    tail: RecordFooter


def place_view(page: PageContext, record: Record[Place]) -> PlaceView:
    body = record_body(page, record)
    parts = places_within(page.yearbook, record)
    used = page.yearbook.used(record)
    here = records_of_keys(page, ((use.kind, use.id) for use in used if use.kind != PLACE.name))
    return PlaceView(
        body=body,
        map=place_map(page, record),
        sections=(
            *list_section(page.word("pages.place.parts"), "parts", dated_lines(page, page.edition.sorted(parts))),
            *list_section(page.word("pages.place.here"), "here", dated_lines(page, here, kind=True)),
        ),
        tail=tail(page, record, back=False),
    )
