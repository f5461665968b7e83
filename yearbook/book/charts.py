"""Turn the charts of the site into nodes: the same drawings, with the same lengths, in the book's colours.

Lengths stay percentages of the width and em of the type, as numbers without their signs. Nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.book.nodes import Nodes, node, paragraph
from yearbook.markdown.tree import HtmlNode
from yearbook.site.views.chart_elements import Band, BarPiece, Bars, ChartCell, ChartColumn, ChartRow, Matrix
from yearbook.site.views.map_elements import MapView


def map_nodes(drawn: MapView | None) -> Nodes:
    """Return a map with the words below it, or nothing for None.

    map-figure of map (width, height, description) and paragraphs. A map is of shape (style, path), mark (style, x, y),
    and label (style, x, y, anchor): in the units of the drawing.
    """
    if drawn is None:
        return ()
    shapes = (node("shape", style=each.style, path=each.path) for each in drawn.shapes)
    bar = node("shape", style="scale-bar", path=drawn.scale_path)
    marks = (node("mark", style=each.style, x=each.x, y=each.y) for each in drawn.marks)
    labels = (
        node("label", each.text.text, style=each.style, x=each.x, y=each.y, anchor=each.anchor)
        for each in (*drawn.labels, drawn.scale)
    )
    size = {"width": drawn.width, "height": drawn.height, "description": drawn.description}
    listed = "; ".join(" ".join(filter(None, (each.number, each.name.text))) for each in drawn.entries if each.number)
    words = (paragraph(*((text,) if text else ())) for text in (listed, " ".join(drawn.notes)))
    return (node("map-figure", node("map", *shapes, bar, *marks, *labels, **size), *words),)


def chart_nodes(chart: Bars | Matrix | None) -> Nodes:
    """Return a chart with its title and its notes, or nothing for None.

    bars (height, description) of bar-row (label, value, value_at, label_line, bar_top, value_line, opening) of piece
    (style, start, length, end). matrix (height, description) of column (seal, zero) and band (label, top, bar_top,
    middle, line) of number (at), each with its piece if there is one.
    """
    if chart is None:
        return ()
    title = node("span", chart.title.text, lang=chart.title.lang) if chart.title.lang else chart.title.text
    parts = map(_row, chart.rows) if isinstance(chart, Bars) else _matrix(chart)
    drawn = node(chart.kind, *parts, height=_number(chart.height), description=chart.description)
    notes = (paragraph(" ".join(chart.notes), style="drawing-note"),) if chart.notes else ()
    return (paragraph(title, style="caption"), drawn, *notes)


def _number(length: str) -> str:
    return length.removesuffix("%").removesuffix("em")


def _lengths(**lengths: str) -> dict[str, str]:
    return {name: _number(length) for name, length in lengths.items()}


def _row(row: ChartRow) -> HtmlNode:
    lengths = _lengths(value_at=row.value_at, label_line=row.label_line, bar_top=row.bar_top, value_line=row.value_line)
    return node("bar-row", *map(_piece, row.pieces), label=row.label, value=row.value, opening=row.opening, **lengths)


def _piece(piece: BarPiece) -> HtmlNode:
    return node("piece", style=piece.style, **_lengths(start=piece.start, length=piece.length, end=piece.end))


def _matrix(matrix: Matrix) -> Iterable[HtmlNode]:
    yield from map(_column, matrix.columns)
    yield from map(_band, matrix.bands)


def _column(column: ChartColumn) -> HtmlNode:
    return node("column", column.word, seal=column.seal, **_lengths(zero=column.zero))


def _band(band: Band) -> HtmlNode:
    lengths = _lengths(top=band.top, bar_top=band.bar_top, middle=band.middle, line=band.line)
    return node("band", *map(_cell, band.cells), label=band.label, **lengths)


def _cell(cell: ChartCell) -> HtmlNode:
    piece = (_piece(cell.piece),) if cell.piece else ()
    return node("number", *piece, number=cell.number, at=_number(cell.number_at))
