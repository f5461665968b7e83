"""Estimate the length of parts of a book, so that short chapters share a page and short tables one with columns.

Typst alone knows the true length, and only after a pass; an estimate is enough to choose between two layouts.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from yearbook.book.document import BookEntry, BookRow, BookSection, Chapter
from yearbook.book.nodes import Nodes, plain_text_of, walk_nodes
from yearbook.markdown.tree import HtmlNode

_MEASURE = 42
"""Han characters in a line across the page."""
_SECTION, _ENTRY, _TABLE_ROW, _MAP = 4.0, 2.0, 1.3, 20.0
"""Lines that a title, a row of a table beyond its text, and a map take."""
_EM = 0.56
"""Lines in an em of a chart."""
_SHORT, _LEAD = 20, 22
"""Lines: a little less than half a page, and half of one."""


def continues(chapter: Chapter) -> bool:
    """Return whether a chapter is so short that it need not begin a page."""
    return not _has(chapter, "picture") and _chapter_lines(chapter) <= _SHORT


def leads(chapter: Chapter) -> bool:
    """Return whether the rows across the page at the head of a chapter leave room for entries below them.

    Foot notes stay with the text of a page; what has one is no such head.
    """
    is_plain = not has_notes(chapter.rows) and not _has(chapter.rows, "picture")
    return bool(chapter.rows) and is_plain and sum(map(_row_lines, chapter.rows)) <= _LEAD


def has_notes(part: object) -> bool:
    """Return whether any part of a book has a foot note."""
    return _has(part, "cites") or _has(part, "note")


def _has(part: object, kind: str) -> bool:
    return any(each.kind == kind for each in walk_nodes(part))


def _chapter_lines(chapter: Chapter) -> float:
    return sum(map(_row_lines, chapter.rows)) + sum(map(_section_lines, chapter.sections))


def _section_lines(section: BookSection) -> float:
    title = _SECTION if section.titles else 0
    return title + sum(map(_row_lines, section.rows)) + sum(map(_entry_lines, section.entries))


def _entry_lines(entry: BookEntry) -> float:
    return _ENTRY + sum(map(_row_lines, entry.rows))


def _row_lines(row: BookRow) -> float:
    """Return the lines of the longest of the cells, which stand side by side."""
    return max(_lines(each, _MEASURE / len(row.cells)) for each in row.cells)


def _lines(found: Nodes, measure: float) -> float:
    return sum(_node_lines(each, measure) for each in found)


def _node_lines(each: HtmlNode | str, measure: float) -> float:
    if isinstance(each, str):
        return _text_lines((each,), measure)
    match each.kind:
        case "table":
            return sum(_table_row_lines(row, measure) for row in each.children)
        case "map-figure":
            return _MAP
        case "bars" | "matrix":
            return float(dict(each.attributes)["height"]) * _EM
        case _:
            return _text_lines(each.children, measure)


def _table_row_lines(row: HtmlNode | str, measure: float) -> float:
    cells = [] if isinstance(row, str) else [each.children for each in row.children if not isinstance(each, str)]
    return _TABLE_ROW * max((_text_lines(each, measure / len(cells)) for each in cells), default=0)


def _text_lines(found: Nodes, measure: float) -> int:
    return max(1, ceil(text_width(plain_text_of((found,))) / measure))


def text_width(text: Iterable[str]) -> float:
    """Return about how wide a text is, in widths of a Han character."""
    return sum(0.55 if each < "\u2000" else 1 for each in text)
