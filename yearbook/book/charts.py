"""The charts of `views.charts` → nodes: the same drawing as on the site, with the same lengths, in the book's ink.

Lengths stay what they are there, percentages of the width and em of the type, as numbers without their signs. Nothing
is measured or rounded here.
"""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.book.document import Nodes
from yearbook.book.writer import node, paragraph
from yearbook.markdown.tree import HtmlNode
from yearbook.site.views.chart_values import Band, Bars, ChartCell, ChartColumn, ChartRow, Matrix, Piece


def drawing(found: Bars | Matrix | None) -> Nodes:
    """A chart with its title and what is said below it; nothing where there is none.

    bars (height, description) of bar-row (label, value, value_at, label_line, bar_top, value_line, opening) of piece
    (style, start, length, end). matrix (height, description) of column (level, zero) and band (label, top, bar_top,
    middle, line) of number (at), each with its piece if there is one.
    """
    if found is None:
        return ()
    title = node("span", found.title.text, lang=found.title.lang) if found.title.lang else found.title.text
    parts = map(_row, found.rows) if isinstance(found, Bars) else _matrix(found)
    drawn = node(found.kind, *parts, height=_number(found.height), description=found.description)
    notes = (paragraph(" ".join(found.notes), style="drawing-note"),) if found.notes else ()
    return (paragraph(title, style="caption"), drawn, *notes)


def _number(length: str) -> str:
    return length.removesuffix("%").removesuffix("em")


def _row(row: ChartRow) -> HtmlNode:
    return node(
        "bar-row",
        *map(_piece, row.pieces),
        label=row.label,
        value=row.value,
        value_at=_number(row.value_at),
        label_line=_number(row.label_line),
        bar_top=_number(row.bar_top),
        value_line=_number(row.value_line),
        opening=row.opening,
    )


def _piece(piece: Piece) -> HtmlNode:
    return node(
        "piece", style=piece.style, start=_number(piece.start), length=_number(piece.length), end=_number(piece.end)
    )


def _matrix(found: Matrix) -> Iterable[HtmlNode]:
    yield from map(_column, found.columns)
    yield from map(_band, found.bands)


def _column(column: ChartColumn) -> HtmlNode:
    return node("column", column.word, level=column.level, zero=_number(column.zero))


def _band(band: Band) -> HtmlNode:
    return node(
        "band",
        *map(_cell, band.cells),
        label=band.label,
        top=_number(band.top),
        bar_top=_number(band.bar_top),
        middle=_number(band.middle),
        line=_number(band.line),
    )


def _cell(cell: ChartCell) -> HtmlNode:
    piece = (_piece(cell.piece),) if cell.piece else ()
    return node("number", *piece, number=cell.number, at=_number(cell.number_at))
