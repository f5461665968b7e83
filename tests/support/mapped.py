"""The small yearbook with places: a county, two towns, a road, a point in a file, and a place without a position."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from tests.support.small import FILES

PLACES = """\
    county:
      title: {zh: 云梯县, en: Yunti County}
      unit: small-district
      geometry:
        type: Polygon
        coordinates:
          - [[113.4, 34.6], [113.62, 34.55], [113.8, 34.68], [113.71, 34.86], [113.47, 34.82], [113.4, 34.6]]
    east-town:
      title: {zh: 东镇, en: East Town}
      within: county
      geometry: east-town.geojson
    west-town:
      title: {zh: 西镇, en: West Town}
      within: county
      geometry:
        type: MultiPolygon
        coordinates: [[[[113.42, 34.62], [113.5, 34.6], [113.52, 34.7], [113.44, 34.72], [113.42, 34.62]]]]
      note: {zh: 县城以西。, en: West of the county seat.}
    long-road-line:
      title: {zh: 长路, en: The Long Road}
      within: county
      geometry: {type: LineString, coordinates: [[113.48, 34.66], [113.58, 34.7], [113.7, 34.72]]}
      sources: [{source: report, at: 长路}]
    tree-hill:
      title: {zh: 树山, en: Tree Hill}
      within: east-town
      geometry: {type: Point, coordinates: [113.653, 34.751]}
    somewhere:
      title: {zh: 某地, en: Somewhere}
      note: {zh: 位置未录。, en: Its position is not recorded.}
    """

_RING = [[113.6, 34.66], [113.74, 34.68], [113.72, 34.8], [113.61, 34.79], [113.6, 34.66]]
EAST_TOWN = {
    "type": "FeatureCollection",
    "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [_RING]}}],
}

MAPPED: Mapping[str, str] = MappingProxyType(
    {
        **FILES,
        "places/all.yaml": PLACES,
        "media/east-town.geojson": json.dumps(EAST_TOWN, indent=1),
        "projects/long-road.md": FILES["projects/long-road.md"].replace(
            "investment: 2亿元",
            "places: [long-road-line, tree-hill]\n            shares:\n"
            "              - {unit: green-office, value: 60%}\n"
            "              - {unit: small-district, value: 40%}\n            investment: 2亿元",
        ),
    }
)
"""Path below the content folder → text."""
