"""Points, lines and outlines on the earth, read from GeoJSON (RFC 7946): longitude first, in degrees of WGS 84.

An editor writes GeoJSON as YAML or JSON, or names a file of content/media that holds it. Every mistake says which
coordinates are at fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import PlainValidator, WithJsonSchema

from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message, Word, message
from yearbook.model.errors import InvalidValueError

Position = tuple[Decimal, Decimal]
"""Longitude and latitude in degrees, exactly as written."""
PositionPath = tuple[Position, ...]

FILE_ENDING = ".geojson"
MOST_POSITIONS = 20_000
"""Of one place; an outline of a county as fine as a printed map takes some 2,000."""

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?", re.ASCII)
_EXAMPLES = {
    "Point": "[113.65, 34.75]",
    "MultiPoint": "[[113.65, 34.75], [113.66, 34.74]]",
    "LineString": "[[113.65, 34.75], [113.66, 34.74]]",
    "MultiLineString": "[[[113.65, 34.75], [113.66, 34.74]]]",
    "Polygon": "[[[113.65, 34.75], [113.66, 34.75], [113.66, 34.74], [113.65, 34.75]]]",
    "MultiPolygon": "[[[[113.65, 34.75], [113.66, 34.75], [113.66, 34.74], [113.65, 34.75]]]]",
}
"""Type of GeoJSON → its coordinates."""
_MEMBERS = {"GeometryCollection": "geometries", "FeatureCollection": "features"}
_DEGREES = ("CRS84", "4326", "4490")
"""Names of systems whose coordinates are degrees that differ from WGS 84 by less than a map can show."""
_SHORTEST_RING = 4


@dataclass(frozen=True, slots=True)
class Geometry:
    """Where something is on the earth."""

    points: tuple[Position, ...] = ()
    lines: tuple[PositionPath, ...] = ()
    areas: tuple[tuple[PositionPath, ...], ...] = ()
    """Each an outer ring, and rings of holes in it; the last position of a ring is its first."""
    file: str = ""
    """The file of content/media that holds it; then nothing else is given here."""

    def __str__(self) -> str:
        """As a cell of a spreadsheet holds it: the name of the file, or GeoJSON on one line."""
        return self.file or json.dumps(geojson(self), separators=(", ", ": "))

    def middle(self) -> Position:
        """Return the middle of all that it covers. Of a geometry in a file it is not known."""
        longitudes, latitudes = zip(*self.positions(), strict=True)
        return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2

    def positions(self) -> Iterator[Position]:
        """Yield every position."""
        yield from self.points
        for path in (*self.lines, *(ring for area in self.areas for ring in area)):
            yield from path


class GeometryError(InvalidValueError):
    """GeoJSON that cannot be drawn."""

    def __init__(self, template: str, /, hint: Message | None = None, at: tuple[str, ...] = (), **words: Word) -> None:
        super().__init__(template, hint, **words)
        self.at = at
        """The numbers at fault as they are written, by which their place in a file is found."""


def parse_geometry(value: object) -> Geometry:
    """Return the geometry of GeoJSON as plain values or as text, or of the name of a file. Raises GeometryError."""
    if isinstance(value, str):
        return _of_text(value.strip())
    found = Geometry()
    for each in _geometries(value):
        found = _joined(found, each)
    if sum(1 for _ in found.positions()) > MOST_POSITIONS:
        raise GeometryError(
            "these outlines have more than {most} positions",
            message("simplify them to what a small map shows: in QGIS “Simplify”, or at mapshaper.org"),
            most=f"{MOST_POSITIONS:,}",
        )
    if found == Geometry():
        raise GeometryError("this GeoJSON holds no coordinates")
    return found


def parse_geojson(text: str) -> Geometry:
    """Return the geometry of a GeoJSON text. Raises GeometryError, or ValueError if it is no JSON."""
    found = json.loads(text, parse_float=str, parse_int=str)
    if not isinstance(found, dict):
        raise GeometryError("GeoJSON is one object: {example}", example='{"type": "Point", "coordinates": …}')
    return parse_geometry(found)


def geojson(geometry: Geometry) -> dict[str, Any]:
    """Return GeoJSON: of one sort the simplest type, of several a collection."""
    found: list[dict[str, Any]] = []
    for name, parts in (("Point", geometry.points), ("LineString", geometry.lines), ("Polygon", geometry.areas)):
        if len(parts) == 1:
            found.append({"type": name, "coordinates": _lists(parts[0])})
        elif parts:
            found.append({"type": f"Multi{name}", "coordinates": _lists(parts)})
    return found[0] if len(found) == 1 else {"type": "GeometryCollection", "geometries": found}


def _lists(value: Any) -> Any:
    return [_lists(each) for each in value] if isinstance(value, tuple) else float(value)


def _of_text(text: str) -> Geometry:
    if text.startswith("{"):
        try:
            return parse_geojson(text)
        except json.JSONDecodeError as error:
            raise GeometryError("this is not valid JSON from character {place} on", place=error.pos + 1) from error
    if text.casefold().endswith(FILE_ENDING) and "\n" not in text:
        return Geometry(file=text)
    raise GeometryError(
        "expected GeoJSON here, or the name of a .geojson file in content/media",
        message("a point is written {example}", example="type: Point, coordinates: [113.65, 34.75]"),
    )


def _joined(one: Geometry, other: Geometry) -> Geometry:
    return Geometry(
        points=(*one.points, *other.points), lines=(*one.lines, *other.lines), areas=(*one.areas, *other.areas)
    )


def _geometries(value: object) -> Iterator[Geometry]:
    """Yield the geometries of a GeoJSON object: of a collection or of features all."""
    if not isinstance(value, Mapping):
        raise GeometryError("expected a GeoJSON object here, with “type” and “coordinates”")
    _check_system(value.get("crs"))
    kind = value.get("type")
    if kind == "Feature":
        if value.get("geometry") is None:
            raise GeometryError("this feature has no geometry")
        yield from _geometries(value["geometry"])
    elif kind in _MEMBERS:
        members = value.get(_MEMBERS[kind])
        if not isinstance(members, list):
            raise GeometryError("a {type} has a list of “{members}”", type=str(kind), members=_MEMBERS[kind])
        for each in members:
            yield from _geometries(each)
    elif kind in _READERS:
        yield _READERS[kind](value.get("coordinates"), str(kind))
    else:
        raise _unknown_type(kind)


def _unknown_type(kind: object) -> GeometryError:
    if kind == "Topology":
        return GeometryError("this is TopoJSON", message("save it as GeoJSON"))
    known = (*_EXAMPLES, "Feature", *_MEMBERS)
    near = [each for each in known if each.casefold() == str(kind).casefold()]
    hint = message("did you mean “{meant}”?", meant=near[0]) if near else message("types are: {types}", types=known)
    if kind is None:
        return GeometryError("this GeoJSON says no “type”", hint)
    return GeometryError("“{type}” is not a type of GeoJSON", hint, type=str(kind))


def _check_system(system: object) -> None:
    properties = system.get("properties") if isinstance(system, Mapping) else None
    name = str(properties.get("name", "")) if isinstance(properties, Mapping) else ""
    if name and not name.endswith(_DEGREES):
        raise GeometryError(
            "its coordinates are of the system {name}",
            message("save it again with longitudes and latitudes: WGS 84 (EPSG:4326) or CGCS2000 (EPSG:4490)"),
            name=name,
        )


# Coordinates


def _of_point(value: object, kind: str) -> Geometry:
    return Geometry(points=(_position(value, kind),))


def _of_points(value: object, kind: str) -> Geometry:
    return Geometry(points=tuple(_position(each, kind) for each in _items(value, kind)))


def _of_line(value: object, kind: str) -> Geometry:
    return Geometry(lines=(_line(value, kind),))


def _of_lines(value: object, kind: str) -> Geometry:
    return Geometry(lines=tuple(_line(each, kind) for each in _items(value, kind)))


def _of_area(value: object, kind: str) -> Geometry:
    return Geometry(areas=(_area(value, kind),))


def _of_areas(value: object, kind: str) -> Geometry:
    return Geometry(areas=tuple(_area(each, kind) for each in _items(value, kind)))


_READERS: Mapping[object, Callable[[object, str], Geometry]] = {
    "Point": _of_point,
    "MultiPoint": _of_points,
    "LineString": _of_line,
    "MultiLineString": _of_lines,
    "Polygon": _of_area,
    "MultiPolygon": _of_areas,
}


def _items(value: object, kind: str) -> list[Any]:
    if not isinstance(value, list) or not value or not all(isinstance(each, list) for each in value):
        raise _wrong_form(kind)
    return value


def _wrong_form(kind: str) -> GeometryError:
    return GeometryError(
        "the coordinates of a {type} are written otherwise",
        message("write {example}", example=f"{kind}: {_EXAMPLES[kind]}"),
        type=kind,
    )


def _line(value: object, kind: str) -> PositionPath:
    path = tuple(_position(each, kind) for each in _items(value, kind))
    if len(path) < 2:
        raise _wrong_form(kind)
    return path


def _area(value: object, kind: str) -> tuple[PositionPath, ...]:
    return tuple(_ring(each, kind) for each in _items(value, kind))


def _ring(value: object, kind: str) -> PositionPath:
    items = _items(value, kind)
    path = tuple(_position(each, kind) for each in items)
    if path[0] != path[-1]:
        first, last = (_printed(items[each]) for each in (0, -1))
        raise GeometryError(
            "this outline is not closed: it begins at {first} and ends at {last}",
            message("repeat the first position at the end: …, {last}, {first}", first=first, last=last),
            at=_numbers(items[-1]),
            first=first,
            last=last,
        )
    if len(path) < _SHORTEST_RING:
        raise GeometryError(
            "this outline has no area: a ring has four positions or more, and the last is the first",
            at=_numbers(items[0]),
        )
    return path


def _position(value: object, kind: str) -> Position:
    numbers = _numbers(value)
    if not isinstance(value, list) or not 2 <= len(numbers) == len(value) <= 3:  # the third is a height
        raise _wrong_form(kind)
    longitude, latitude = Decimal(numbers[0]), Decimal(numbers[1])
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise _outside(longitude, latitude, numbers)
    return longitude, latitude


def _outside(longitude: Decimal, latitude: Decimal, numbers: tuple[str, ...]) -> GeometryError:
    swapped = [numbers[1], numbers[0]]
    shown = _printed(numbers)
    if abs(longitude) <= 90 and abs(latitude) <= 180:
        return GeometryError(
            "the latitude of {position} is beyond 90 degrees",
            message("the longitude comes first: {swapped}", swapped=_printed(swapped)),
            at=numbers,
            position=shown,
        )
    return GeometryError(
        "{position} is nowhere on the earth: longitudes are from -180 to 180, latitudes from -90 to 90",
        message("if these are metres of a map's grid, save it again with longitudes and latitudes (WGS 84)"),
        at=numbers,
        position=shown,
    )


def _numbers(value: object) -> tuple[str, ...]:
    """Return the numbers of a position as they are written."""
    items = value if isinstance(value, list | tuple) else ()
    return tuple(str(each) for each in items if _NUMBER.fullmatch(str(each)))


def _printed(numbers: object) -> str:
    return f"[{', '.join(_numbers(numbers))}]"


def _read(value: object) -> Geometry:
    return value if isinstance(value, Geometry) else parse_geometry(value)


GeometryField = Annotated[
    Geometry,
    PlainValidator(_read),
    WithJsonSchema(
        {
            "type": ["object", "string"],
            "properties": {
                "type": {"type": "string", "pattern": f"^(?:{'|'.join((*_EXAMPLES, 'Feature', *_MEMBERS))})$"}
            },
            "required": ["type"],
            "pattern": r"\.geojson$|^\s*\{",
        }
    ),
]
"""A field with GeoJSON, or the name of a file of content/media that holds it."""
