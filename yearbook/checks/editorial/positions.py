"""Find places that lie far from all others of the yearbook, as they do when latitude and longitude are exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, hypot, radians
from statistics import median

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.kinds import PLACE

FAR = DiagnosticKind(
    "YB499",
    "this place is {distance} km from the others, at {latitude} north and {longitude} east",
    hint="the longitude comes first; if it is right, accept it (at: {distance})",
    severity=Severity.WARNING,
)
_FARTHEST = 1000
"""Kilometres: a yearbook is of a district, a city or a province."""
_FEWEST = 3
_KM_PER_DEGREE = 111.32


def place_distances(yearbook: Yearbook) -> dict[str, tuple[int, str, str]]:
    """Return by place how far it is from the middle of all, with latitude and longitude; none if there are few."""
    found: dict[str, tuple[float, float]] = {}
    for record in yearbook.all(PLACE):
        if geometry := yearbook.located(record.facts.geometry):
            longitude, latitude = geometry.middle()
            found[record.id] = float(longitude), float(latitude)
    if len(found) < _FEWEST:
        return {}
    middle = median(lon for lon, _ in found.values()), median(lat for _, lat in found.values())
    return {name: (_distance(each, middle), f"{each[1]:g}", f"{each[0]:g}") for name, each in found.items()}


def _distance(one: tuple[float, float], other: tuple[float, float]) -> int:
    """Return kilometres, about: enough to tell a neighbour from another continent."""
    shortened = cos(radians((one[1] + other[1]) / 2))
    return round(hypot((one[0] - other[0]) * shortened, one[1] - other[1]) * _KM_PER_DEGREE)


def check_position(record: Record, distances: Mapping[str, tuple[int, str, str]]) -> Iterator[Finding]:
    """Yield a place that lies far away."""
    if record.kind == PLACE.name and record.id in distances:
        distance, latitude, longitude = distances[record.id]
        if distance > _FARTHEST:
            words = {"distance": str(distance), "latitude": latitude, "longitude": longitude}
            yield finding(FAR, str(distance), ("geometry",), **words)
