"""Values that charts are made of: every length is finished, and a template only writes it down.

Lengths along a drawing are percentages of its width, lengths down it are `em` of its type, both as text with two
decimals, so that it grows with the window and with the reader's type.
"""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.site.views.elements import Run


@dataclass(frozen=True, slots=True)
class TableLine:
    label: Run
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The numbers of a chart."""

    columns: tuple[str, ...]
    """Column heads; the first is that of the labels."""
    lines: tuple[TableLine, ...]
    total: TableLine | None


@dataclass(frozen=True, slots=True)
class BarPiece:
    """One stretch of a bar."""

    style: str
    """A level; or `done`, `planned` (an outline), `range` (dashed: what a bound or a range leaves open)."""
    start: str
    """Percentage, as are length and end."""
    length: str
    end: str


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One bar with its label above it and its value printed at its end."""

    label: str
    value: str
    value_at: str
    label_line: str
    """Where the label's letters stand, in em from the top, as is the value's."""
    bar_top: str
    value_line: str
    pieces: tuple[BarPiece, ...]
    """Empty if nothing is reported: then the value says so."""
    opening: str
    """`more` if a bound opens the bar upwards (以上), else empty."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars, one below the other."""

    kind: str
    """`bars`."""
    anchor: str
    """Unique on the page; ids of the drawing begin with it."""
    title: Run
    description: str
    """The drawing in words, with all of its numbers."""
    height: str
    rows: tuple[ChartRow, ...]
    notes: tuple[str, ...]
    table: ChartTable | None
    """None if the page has the numbers in a table already."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several small charts of one scale: a bar a year."""

    title: str
    description: str
    """All of its numbers."""
    bands: tuple[Band, ...]
    """Each with one cell."""


@dataclass(frozen=True, slots=True)
class Multiples:
    """Small charts side by side, all on one scale."""

    kind: str
    """`multiples`."""
    anchor: str
    title: Run
    height: str
    """Of each."""
    zero: str
    panels: tuple[Panel, ...]
    notes: tuple[str, ...]
    table: ChartTable


@dataclass(frozen=True, slots=True)
class Ladder:
    """A rank, drawn as the places before it and its own."""

    text: str
    """With its scope and basis."""
    width: str
    """Of the drawing, in units of its own; empty if the rank is too far down to be drawn."""
    ahead: tuple[str, ...]
    """Where each place before it stands."""
    own: str


@dataclass(frozen=True, slots=True)
class ChartColumn:
    """One level in a matrix."""

    seal: str
    """The shape of its seal."""
    word: str
    zero: str


@dataclass(frozen=True, slots=True)
class ChartCell:
    """One bar of a matrix; without a piece where the number is 0."""

    piece: BarPiece | None
    number: str
    number_at: str


@dataclass(frozen=True, slots=True)
class Band:
    """One year of a matrix."""

    label: str
    top: str
    bar_top: str
    middle: str
    line: str
    """Where letters and numbers stand."""
    cells: tuple[ChartCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Bars in columns, each from its own zero, all on one scale: years down, levels across."""

    kind: str
    """`matrix`."""
    anchor: str
    title: Run
    description: str
    height: str
    columns: tuple[ChartColumn, ...]
    wide: bool
    """Whether its columns are so many that a narrow page scrolls it."""
    bands: tuple[Band, ...]
    notes: tuple[str, ...]
    table: ChartTable
