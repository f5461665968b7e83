"""Find places that lie far from all others of the yearbook, as they do when latitude and longitude are exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, hypot, radians
from statistics import median

from yearbook.checks.findings import Finding, finding
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import PLACE

FAR = DiagnosticKind(
    "YB499",
    "this place is {distance} km from the others, at {latitude} north and {longitude} east",
    hint="the longitude comes first; if it is right, accept it (at: {distance})",
    severity=Severity.WARNING,
)
EXCHANGED = DiagnosticKind(
    "YB418",
    "latitude and longitude of this place seem exchanged: it is {distance} km from the others, and would be {near} km",
    hint="write the longitude first: [{latitude}, {longitude}]; if it is right, accept it (at: {distance})",
    severity=Severity.WARNING,
)
_FARTHEST = 1000
"""Kilometres: a yearbook is of a district, a city or a province."""
_FEWEST = 3
_EXCHANGED_FROM = 100
"""Kilometres, from which an exchange is looked for."""
_CLOSER = 10
"""How many times nearer a place is to the others once its numbers are put right."""
_KM_PER_DEGREE = 111.32

_Point = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a place is from the middle of the others, in kilometres."""

    here: int
    exchanged: int | None
    """The same with longitude and latitude exchanged; None if there is no such place."""
    longitude: str
    latitude: str


def place_distances(yearbook: Yearbook) -> dict[str, Distance]:
    """Return by place how far it is from the others; none for a single one."""
    found: dict[str, _Point] = {}
    for record in yearbook.all(PLACE):
        if geometry := yearbook.located(record.facts.geometry):
            longitude, latitude = geometry.middle()
            found[record.id] = float(longitude), float(latitude)
    if len(found) == 2:  # either may be wrong: people live far from the poles
        name, point = max(found.items(), key=lambda each: abs(each[1][1]))
        (other,) = (each for key, each in found.items() if key != name)
        exchange = _from(point, other)
        return {name: exchange} if _is_exchanged(exchange) else {}
    if len(found) < _FEWEST:
        return {}
    middle = median(lon for lon, _ in found.values()), median(lat for _, lat in found.values())
    return {name: _from(each, middle) for name, each in found.items()}


def _from(point: _Point, middle: _Point) -> Distance:
    longitude, latitude = point
    exchanged = _distance((latitude, longitude), middle) if abs(longitude) <= 90 else None
    return Distance(
        here=_distance(point, middle), exchanged=exchanged, longitude=f"{longitude:g}", latitude=f"{latitude:g}"
    )


def _distance(one: _Point, other: _Point) -> int:
    """Return kilometres, about: enough to tell a neighbour from another continent."""
    shortened = cos(radians((one[1] + other[1]) / 2))
    return round(hypot((one[0] - other[0]) * shortened, one[1] - other[1]) * _KM_PER_DEGREE)


def _is_exchanged(each: Distance) -> bool:
    return each.exchanged is not None and each.here > max(_EXCHANGED_FROM, each.exchanged * _CLOSER)


def check_position(found: Distance | None) -> Iterator[Finding]:
    """Yield a place that lies far away."""
    if not found:
        return
    distance = str(found.here)
    words = {"distance": distance, "latitude": found.latitude, "longitude": found.longitude}
    if _is_exchanged(found):
        yield finding(EXCHANGED, distance, ("geometry",), near=str(found.exchanged), **words)
    elif found.here > _FARTHEST:
        yield finding(FAR, distance, ("geometry",), **words)
