"""Values that maps are made of: every length is finished, and a template only writes it down.

Lengths are in units of the drawing, which a page and a book scale to their width.
"""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.site.views.chart_elements import ChartTable
from yearbook.site.views.elements import Run


@dataclass(frozen=True, slots=True)
class MapShape:
    """An outline or a line."""

    style: str
    """`area` or `line`, with `quiet-` before it if it is there for orientation only."""
    path: str
    """SVG path data of moves, straight lines and closes, in absolute units."""


@dataclass(frozen=True, slots=True)
class MapMark:
    """A dot."""

    style: str
    """`point` or `quiet-point`."""
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A name, or the number of one that has no room, written into the drawing."""

    style: str
    """`name`, `quiet-name` or `number`."""
    x: str
    y: str
    anchor: str
    """`start`, `middle` or `end`: what of the text stands at x."""
    text: Run


@dataclass(frozen=True, slots=True)
class MapEntry:
    """One place in the list beside a map."""

    number: str
    """As in the drawing; empty if its name stands there."""
    name: Run
    position: str
    """“34.75°N, 113.65°E”: of an outline, its middle."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A map drawn from recorded points and outlines alone."""

    kind: str
    """`map`."""
    anchor: str
    """Unique on the page; ids of the drawing begin with it."""
    title: Run
    description: str
    width: str
    height: str
    shapes: tuple[MapShape, ...]
    marks: tuple[MapMark, ...]
    labels: tuple[MapLabel, ...]
    scale_path: str
    """The scale bar as path data."""
    scale: MapLabel
    entries: tuple[MapEntry, ...]
    """The places that the map is of, in the order of their names."""
    notes: tuple[str, ...]
    """The projection, and that it is a sketch."""
    table: ChartTable | None = None
    """None: the entries are its table."""
