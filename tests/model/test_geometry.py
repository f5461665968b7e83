"""GeoJSON is read exactly, and what cannot be drawn is refused; tests/cases/records/wrong-geometry has the words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from yearbook.model.geometry import MOST_POSITIONS, Geometry, GeometryError, geojson, parse_geojson, parse_geometry

POINT = {"type": "Point", "coordinates": [113.65, 34.75]}
RING = [[113.6, 34.7], [113.7, 34.7], [113.7, 34.8], [113.6, 34.7]]


def test_numbers_are_kept_as_they_are_written() -> None:
    found = parse_geometry({"type": "Point", "coordinates": ["113.650", "34.75"]})
    assert found.points == ((Decimal("113.650"), Decimal("34.75")),)
    assert str(found) == '{"type": "Point", "coordinates": [113.65, 34.75]}'


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (POINT, (1, 0, 0)),
        ({"type": "Point", "coordinates": [113.65, 34.75, 110]}, (1, 0, 0)),
        ({"type": "MultiPoint", "coordinates": RING}, (4, 0, 0)),
        ({"type": "LineString", "coordinates": RING}, (0, 1, 0)),
        ({"type": "MultiLineString", "coordinates": [RING, RING]}, (0, 2, 0)),
        ({"type": "Polygon", "coordinates": [RING]}, (0, 0, 1)),
        ({"type": "MultiPolygon", "coordinates": [[RING], [RING]]}, (0, 0, 2)),
        ({"type": "GeometryCollection", "geometries": [POINT, {"type": "Polygon", "coordinates": [RING]}]}, (1, 0, 1)),
        ({"type": "Feature", "geometry": POINT, "properties": {"name": "甲"}}, (1, 0, 0)),
        ({"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POINT}] * 2}, (2, 0, 0)),
        ({**POINT, "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}}, (1, 0, 0)),
    ],
)
def test_every_type_is_read(value: dict[str, Any], parts: tuple[int, int, int]) -> None:
    found = parse_geometry(value)
    assert (len(found.points), len(found.lines), len(found.areas)) == parts
    assert parse_geometry(geojson(found)) == found


def test_a_file_is_named_and_json_is_read_as_text() -> None:
    assert parse_geometry("media-name.geojson") == Geometry(file="media-name.geojson")
    assert parse_geometry(str(parse_geometry(POINT))) == parse_geometry(POINT)


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"type": "FeatureCollection", "features": []},
        {"type": "FeatureCollection"},
        {"type": "Feature", "geometry": None},
        {"type": "Point"},
        {"type": "Point", "coordinates": [113.6]},
        {"type": "Point", "coordinates": [113.6, "north"]},
        {"type": "Point", "coordinates": [113.6, True]},
        {"type": "Point", "coordinates": [181, 34]},
        {"type": "Point", "coordinates": ["1e400", "0"]},
        {"type": "Point", "coordinates": ["nan", "0"]},
        {"type": "LineString", "coordinates": [[113.6, 34.7]]},
        {"type": "Polygon", "coordinates": RING},
        {"type": "Polygon", "coordinates": []},
    ],
)
def test_what_cannot_be_drawn_is_refused(value: object) -> None:
    with pytest.raises(GeometryError):
        parse_geometry(value)


def test_too_many_positions_are_refused() -> None:
    line = {"type": "LineString", "coordinates": [["113.6", "34.7"]] * MOST_POSITIONS}
    assert len(parse_geometry(line).lines[0]) == MOST_POSITIONS
    with pytest.raises(GeometryError, match="20,000 positions"):
        parse_geometry({"type": "GeometryCollection", "geometries": [line, POINT]})


def test_the_numbers_at_fault_are_given() -> None:
    with pytest.raises(GeometryError) as caught:
        parse_geojson('{"type": "Point", "coordinates": [34.750, 113.65]}')
    assert caught.value.at == ("34.750", "113.65")
