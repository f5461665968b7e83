"""Compute the lengths of charts, and the rows and bands that several charts share.

Lengths along a drawing are percentages of its width, lengths down it are `em` of its type (see `chart_elements`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

from yearbook.site.views.chart_elements import Band, BarPiece, ChartCell, ChartRow
from yearbook.site.views.page_context import PageContext

FILLED = Decimal("0.62")  # of a column, for its longest bar; the rest is for the number
HEAD = Decimal("3.1")
BAND = Decimal(2)
ROW = Decimal("3.1")
NARROWEST = Decimal(21)  # em: a little less than 288 px (a window of 320 px less its edges) in type of 13 px
LATIN = Decimal("0.58")  # em a letter, with some to spare; a Han character takes 1


def percent_length(share: Decimal) -> str:
    return f"{share * 100:.2f}%"


def em(length: Decimal) -> str:
    return f"{length:.2f}em"


def width(text: str) -> Decimal:
    """Return about how wide a text is set, in em; rather too much than too little."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return wide + (len(text) - wide) * LATIN


def piece(style: str, start: Decimal, length: Decimal) -> BarPiece:
    return BarPiece(
        style=style, start=percent_length(start), length=percent_length(length), end=percent_length(start + length)
    )


def row(place: int, label: str, value: str, *, pieces: tuple[BarPiece, ...], opening: str = "") -> ChartRow:
    """Return the bar at a place of a chart, from 0."""
    top = ROW * place
    return ChartRow(
        label=label,
        value=value,
        value_at=pieces[-1].end if pieces else percent_length(Decimal(0)),
        label_line=em(top + Decimal("1.1")),
        bar_top=em(top + Decimal("1.55")),
        value_line=em(top + Decimal("2.22")),
        pieces=pieces,
        opening=opening,
    )


def room(values: Iterable[str], more: Decimal = Decimal(1)) -> Decimal:
    """Return the share of the width for the longest bar, so that every value fits behind it on the narrowest page."""
    return max(Decimal("0.2"), 1 - (max(map(width, values)) + more) / NARROWEST)


def sentences(page: PageContext, pairs: Iterable[tuple[str, str]]) -> str:
    """Return what a chart shows as text, row by row."""
    rows = (page.word("charts.row", label=label, values=values) for label, values in pairs)
    return page.word("punctuation.separator").join(rows)


def cells(
    page: PageContext, styles: Sequence[str], zeros: Sequence[Decimal], numbers: Sequence[int], scale: Decimal
) -> Iterable[ChartCell]:
    """Yield a bar for each number, from its zero; for 0 the number alone."""
    for style, zero, number in zip(styles, zeros, numbers, strict=True):
        drawn = piece(style, zero, number * scale) if number else None
        yield ChartCell(drawn, page.language.number(number), drawn.end if drawn else percent_length(zero))


def band(label: str, place: int, cells: tuple[ChartCell, ...], head: Decimal = HEAD) -> Band:
    """Return the band of a year, so many bands below the head."""
    top = head + BAND * place
    return Band(
        label=label,
        top=em(top),
        bar_top=em(top + Decimal("0.6")),
        middle=em(top + 1),
        line=em(top + Decimal("1.38")),
        cells=cells,
    )
