"""Draw small maps from the recorded points and outlines of places alone: of one place, of a project's, of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from yearbook.content.readers import YearbookReader
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.i18n.coordinates import latitude_text, position_text
from yearbook.model.geometry import Geometry
from yearbook.model.kinds import PLACE
from yearbook.model.places import Place
from yearbook.site.views.chart_geometry import sentences
from yearbook.site.views.elements import Run
from yearbook.site.views.map_elements import MapEntry, MapLabel, MapMark, MapShape, MapView
from yearbook.site.views.map_geometry import (
    XY,
    Box,
    LabelSpot,
    Projection,
    has_room,
    kilometres,
    label_spots,
    middle,
    projection,
)
from yearbook.site.views.page_context import PageContext

_DOT = 5.0
_SMALL = 4.0
"""An outline that is smaller than this both ways has a dot too."""


@dataclass(frozen=True, slots=True)
class _OnMap:
    """One place that is drawn."""

    record: Record[Place]
    geometry: Geometry
    quiet: bool
    """Whether it is there for orientation only."""


def place_map(page: PageContext, record: Record[Place]) -> MapView | None:
    """Return the map of one place with its surroundings and its parts; None without a position."""
    above = _above(page.yearbook, record)
    near = places_within(page.yearbook, above[0]) if above else []
    around = [*above, *near, *places_within(page.yearbook, record)]
    return _map(page, [record], around, page.text(record.title))


def places_map(page: PageContext, records: Sequence[Record[Place]], title: Run) -> MapView | None:
    """Return the map of several places, in what they are part of; None if no position is known."""
    around = [each for record in records for each in _above(page.yearbook, record)[:1]]
    return _map(page, page.edition.sorted(records), around, title)


def all_places_map(page: PageContext) -> MapView | None:
    """Return the map of all places of the yearbook; None if there is no position."""
    return places_map(page, page.yearbook.all(PLACE), Run(page.word("maps.all")))


def places_within(yearbook: YearbookReader, record: Record[Place]) -> list[Record[Place]]:
    """Return the places of which a record is the next larger one."""
    used = yearbook.used(record)
    return [yearbook.get(PLACE, use.id) for use in used if use.kind == PLACE.name and use.field == "within"]


def _above(yearbook: YearbookReader, record: Record[Place]) -> list[Record[Place]]:
    """Return the larger places in which it lies, the nearest first."""
    found: list[Record[Place]] = []
    while (name := (found[-1] if found else record).facts.within) and (above := yearbook.find(PLACE, name)):
        found.append(above)
    return found


def _map(
    page: PageContext, records: Sequence[Record[Place]], around: Iterable[Record[Place]], title: Run
) -> MapView | None:
    shown = _located(page, records, quiet=False)
    if not shown:
        return None
    known = {each.record.key for each in shown}
    others = {each.key: each for each in around if each.key not in known}
    quiet = _located(page, others.values(), quiet=True)
    frame = shown if len(shown) > 1 else [*shown, *quiet[:1]]
    drawn = projection(each.geometry for each in frame)
    everything = sorted([*quiet, *shown], key=lambda each: (not each.quiet, *_layer(each.geometry)))
    labels, numbers = _labels(page, [*shown, *quiet], drawn)
    entries = tuple(_entry(page, each, numbers) for each in shown)
    number, length = kilometres(drawn)
    y = drawn.height - 10
    return MapView(
        kind="map",
        anchor="map",
        title=title,
        description=sentences(page, ((each.name.text, each.position) for each in entries)),
        width=_length(drawn.width),
        height=_length(drawn.height),
        shapes=tuple(shape for each in everything for shape in _shapes(each, drawn)),
        marks=tuple(mark for each in everything for mark in _marks(each, drawn)),
        labels=labels,
        scale_path=_path(((10, y - 4), (10, y), (10 + length, y), (10 + length, y - 4)), closed=False),
        scale=MapLabel(
            style="scale",
            x=_length(16 + length),
            y=_length(y),
            anchor="start",
            text=Run(page.word("maps.kilometres", distance=f"{number:g}")),
        ),
        entries=entries,
        notes=(_projection_note(page, drawn), page.word("maps.sketch")),
    )


def _located(page: PageContext, records: Iterable[Record[Place]], *, quiet: bool) -> list[_OnMap]:
    found = ((each, page.yearbook.located(each.facts.geometry)) for each in records)
    return [_OnMap(each, geometry, quiet) for each, geometry in found if geometry]


def _layer(geometry: Geometry) -> tuple[bool, Decimal]:
    """Return by what shapes are put on one another: large outlines below small ones, lines over outlines."""
    longitudes, latitudes = zip(*geometry.positions(), strict=True)
    size = (max(longitudes) - min(longitudes)) * (max(latitudes) - min(latitudes))
    return not geometry.areas, -size


def _projection_note(page: PageContext, drawn: Projection) -> str:
    return page.word("maps.projection", latitude=latitude_text(page.language, Decimal(drawn.latitude)))


def _length(value: float) -> str:
    return f"{round(value, 1):g}"


def _shapes(each: _OnMap, drawn: Projection) -> Iterable[MapShape]:
    quiet = "quiet-" if each.quiet else ""
    for area in each.geometry.areas:
        path = "".join(_path(ring, closed=True) for ring in map(drawn.path, area) if len(ring) > 2)
        if path:
            yield MapShape(f"{quiet}area", path)
    for line in each.geometry.lines:
        yield MapShape(f"{quiet}line", _path(drawn.path(line), closed=False))


def _path(points: Sequence[XY], *, closed: bool) -> str:
    moves = "L".join(f"{_length(x)} {_length(y)}" for x, y in points)
    return f"M{moves}{'Z' if closed else ''}"


def _marks(each: _OnMap, drawn: Projection) -> Iterable[MapMark]:
    """Yield the points, and a dot for an outline that is too small to be seen."""
    style = "quiet-point" if each.quiet else "point"
    for longitude, latitude in each.geometry.points:
        x, y = drawn.xy(float(longitude), float(latitude))
        yield MapMark(style, _length(x), _length(y))
    if _is_small(each.geometry, drawn):
        x, y = middle(each.geometry, drawn)
        yield MapMark(style, _length(x), _length(y))


def _is_small(geometry: Geometry, drawn: Projection) -> bool:
    if geometry.points:
        return False
    points = [drawn.xy(float(longitude), float(latitude)) for longitude, latitude in geometry.positions()]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) - min(xs) < _SMALL and max(ys) - min(ys) < _SMALL


def _labels(
    page: PageContext, places: Sequence[_OnMap], drawn: Projection
) -> tuple[tuple[MapLabel, ...], dict[str, str]]:
    """Return the names, and the numbers by id of those that have no room.

    Points come first, since the name of an outline has more places; what is there for orientation comes last.
    """
    spots = {each.record.id: middle(each.geometry, drawn) for each in places}
    dotted = {each.record.id for each in places if each.geometry.points or _is_small(each.geometry, drawn)}
    taken: list[Box] = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for name, (x, y) in spots.items() if name in dotted]
    taken.append((0, drawn.height - 28, drawn.width / 4 + 70, drawn.height))  # the scale bar
    labels: list[MapLabel] = []
    numbers: dict[str, str] = {}
    for each in sorted(places, key=lambda each: (each.quiet, each.record.id not in dotted)):
        name, beside = each.record.id, each.record.id in dotted
        text = page.text(each.record.title)
        style = "quiet-name" if each.quiet else "name"
        spot = _free(text.text, spots[name], drawn, taken, beside=beside)
        if spot is None and not each.quiet:
            numbers[name] = str(len(numbers) + 1)
            text, style = Run(numbers[name]), "number"
            spot = _free(text.text, spots[name], drawn, taken, beside=beside)
            spot = spot or label_spots(text.text, spots[name], beside=beside)[0]  # a number is short, and always there
        if spot:
            taken.append(spot.box)
            labels.append(MapLabel(style, _length(spot.x), _length(spot.y), anchor=spot.anchor, text=text))
    return tuple(labels), numbers


def _free(text: str, at: XY, drawn: Projection, taken: Sequence[Box], *, beside: bool) -> LabelSpot | None:
    return next((each for each in label_spots(text, at, beside=beside) if has_room(each.box, drawn, taken)), None)


def _entry(page: PageContext, each: _OnMap, numbers: dict[str, str]) -> MapEntry:
    href = page.href(*each.record.key)
    return MapEntry(
        number=numbers.get(each.record.id, ""),
        name=page.text(each.record.title, href),
        position=position_text(page.language, each.geometry.middle()),
    )
