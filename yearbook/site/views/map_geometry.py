"""Project positions onto a small drawing, simplify them to what it can show, and find room for names.

The projection is equirectangular: longitudes are shortened by the cosine of the middle latitude, so that distances are
right there. Over a county or a city the error is below what a drawing of this size can show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import cos, log10, radians

from yearbook.core.frozen import dataclass
from yearbook.model.geometry import Geometry, PositionPath
from yearbook.site.views.chart_geometry import width as width_in_em

WIDTH, HIGHEST = 480.0, 520.0
"""The size of a drawing, and how high it may become."""
_LOWEST = 160.0
_EDGE = 26.0
FONT = 16.0
_MARGIN = 0.08
"""Of the extent, on each side: what is around."""
_SMALLEST = 0.02
"""Degrees of latitude that a map shows at least, so that a single point has surroundings: some 2 km."""
_STEP = 0.5
"""Of the drawing: positions that are nearer to each other are drawn as one."""
_KM_PER_DEGREE = 111.32

XY = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Projection:
    """From degrees to units of the drawing."""

    west: float
    north: float
    latitude: float
    """At which distances are right."""
    scale: float
    """Units a degree of latitude."""
    left: float
    top: float
    width: float
    height: float

    def xy(self, longitude: float, latitude: float) -> XY:
        x = self.left + (longitude - self.west) * cos(radians(self.latitude)) * self.scale
        return x, self.top + (self.north - latitude) * self.scale

    def path(self, positions: PositionPath) -> tuple[XY, ...]:
        """Return the positions as drawn, without those that fall together."""
        found: list[XY] = []
        for longitude, latitude in positions:
            x, y = (round(each, 1) for each in self.xy(float(longitude), float(latitude)))
            if not found or abs(x - found[-1][0]) >= _STEP or abs(y - found[-1][1]) >= _STEP:
                found.append((x, y))
        return tuple(found)


def projection(geometries: Iterable[Geometry]) -> Projection:
    """Return the projection that shows all of these."""
    positions = [(float(lon), float(lat)) for each in geometries for lon, lat in each.positions()]
    west, east = min(lon for lon, _ in positions), max(lon for lon, _ in positions)
    south, north = min(lat for _, lat in positions), max(lat for _, lat in positions)
    latitude = (south + north) / 2
    west, east = west - (east - west) * _MARGIN, east + (east - west) * _MARGIN
    south, north = south - (north - south) * _MARGIN, north + (north - south) * _MARGIN
    shortened = max(cos(radians(latitude)), 0.01)
    wide, high = (east - west) * shortened, north - south
    scale = min((WIDTH - 2 * _EDGE) / max(wide, _SMALLEST), (HIGHEST - 2 * _EDGE) / max(high, _SMALLEST / 2))
    height = min(max(high * scale + 2 * _EDGE, _LOWEST), HIGHEST)
    return Projection(
        west=west,
        north=north,
        latitude=latitude,
        scale=scale,
        left=(WIDTH - wide * scale) / 2,
        top=(height - high * scale) / 2,
        width=WIDTH,
        height=height,
    )


def kilometres(drawn: Projection) -> tuple[float, float]:
    """Return a round number of kilometres for the scale bar, and its length: at most a quarter of the width."""
    longest = drawn.width / 4 / drawn.scale * _KM_PER_DEGREE
    power = 10.0 ** int(log10(longest) // 1)
    number = next(each * power for each in (5, 2, 1) if each * power <= longest)
    return number, number / _KM_PER_DEGREE * drawn.scale


def middle(geometry: Geometry, drawn: Projection) -> XY:
    """Return where a name stands best: in the widest part of the largest outline, or half-way along a line."""
    if geometry.areas:
        rings = max((_rings(area, drawn) for area in geometry.areas), key=lambda each: _extent(each[0]))
        return _widest_part(rings)
    if geometry.lines:
        line = max((drawn.path(each) for each in geometry.lines), key=len)
        x, y = line[len(line) // 2]
        return x, y - 0.9 * FONT  # above the line
    longitude, latitude = geometry.points[0]
    return drawn.xy(float(longitude), float(latitude))


def _rings(area: Sequence[PositionPath], drawn: Projection) -> list[tuple[XY, ...]]:
    return [drawn.path(each) for each in area]


def _extent(ring: Sequence[XY]) -> float:
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _widest_part(rings: Sequence[Sequence[XY]]) -> XY:
    """Return the middle of the widest stretch inside an outline, of those at some heights."""
    ys = [y for _, y in rings[0]]
    top, bottom = min(ys), max(ys)
    best = (0.0, sum(x for x, _ in rings[0]) / len(rings[0]), (top + bottom) / 2)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        y = top + (bottom - top) * share
        crossings = sorted(_crossings(rings, y))
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            if end - start > best[0] * 1.2:  # a little more room is not worth standing at the edge
                best = (end - start, (start + end) / 2, y)
    return best[1], best[2]


def _crossings(rings: Iterable[Sequence[XY]], y: float) -> Iterator[float]:
    """Yield where a level line crosses these rings."""
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (y1 > y) != (y2 > y):
                yield x1 + (y - y1) * (x2 - x1) / (y2 - y1)


# Names


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """Where a name may stand."""

    x: float
    """Of the point that `anchor` says."""
    y: float
    """Of the foot of its letters."""
    anchor: str
    box: Box


def label_spots(text: str, at: XY, *, beside: bool) -> tuple[LabelSpot, ...]:
    """Return the places for a name, the best first: beside, above or below a dot, or across an outline."""
    x, y = at
    down = 0.35 * FONT
    if not beside:
        return tuple(_spot(text, (x, y + down + shift * FONT), "middle") for shift in (0, -1.2, 1.2, -2.4, 2.4, -4, 4))
    gap = 0.6 * FONT
    return (
        _spot(text, (x + gap, y + down), "start"),
        _spot(text, (x - gap, y + down), "end"),
        _spot(text, (x, y - gap), "middle"),
        _spot(text, (x, y + gap + 0.75 * FONT), "middle"),
    )


def _spot(text: str, at: XY, anchor: str) -> LabelSpot:
    x, y = at
    wide = float(width_in_em(text)) * FONT
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    return LabelSpot(x=x, y=y, anchor=anchor, box=(left, y - 0.9 * FONT, left + wide, y + 0.25 * FONT))


def has_room(box: Box, drawn: Projection, taken: Iterable[Box]) -> bool:
    """Return whether a name is within the drawing and on no other."""
    left, top, right, bottom = box
    if left < 2 or top < 2 or right > drawn.width - 2 or bottom > drawn.height - 2:
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)
