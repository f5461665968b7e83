"""Set the languages of one entry side by side: paragraph beside paragraph, with tables and source notes once.

Source notes and anchors are the same in every language, so only the first language's side has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.book.document import BookRow
from yearbook.book.nodes import Nodes, node
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode

_FIRST_SIDE_ONLY = frozenset({"anchor", "bar", "cite", "page"})


@dataclass(frozen=True, slots=True)
class EntrySlot:
    """A part of an entry in one language, which stands beside the same part in another."""

    nodes: Nodes
    wide: bool = False
    """Whether it takes the whole measure: a table of several columns, which all languages share."""
    by_block: bool = False
    """Whether its blocks stand beside those of the other language one by one, if there are as many."""


def align_languages(sides: tuple[tuple[EntrySlot, ...], ...]) -> tuple[BookRow, ...]:
    """Return the slots of one language below each other, or those of several beside each other."""
    if len(sides) == 1:
        return tuple(BookRow((slot.nodes,)) for slot in sides[0] if slot.nodes)
    return tuple(row for slots in zip(*sides, strict=True) for row in _beside(slots))


def _beside(slots: tuple[EntrySlot, ...]) -> Iterator[BookRow]:
    cells = (slots[0].nodes, *(_without_notes(each.nodes) for each in slots[1:]))
    if not any(cells):
        return
    if slots[0].wide:
        yield BookRow((_merge_languages(cells),))
    elif all(each.by_block for each in slots) and len({len(each) for each in cells}) == 1:
        yield from (BookRow(tuple((block,) for block in blocks)) for blocks in zip(*cells, strict=True))
    else:
        yield BookRow(cells)


def _merge_languages(cells: tuple[Nodes, ...]) -> Nodes:
    """Return trees of the same shape as one: a table cell has its other languages below the first, if they differ."""
    first, *others = cells
    for other in others:
        if len(first) != len(other):
            return tuple(each for cell in cells for each in cell)
        first = tuple(_merged(one, two) for one, two in zip(first, other, strict=True))
    return first


def _merged(first: HtmlNode | str, second: HtmlNode | str, *, beside: bool = False) -> HtmlNode | str:
    """Return one tree; `beside`: the other language on the same line, as a table of two columns has room."""
    if isinstance(first, str) or isinstance(second, str) or first.kind != second.kind:
        return first
    if first.kind in ("cell", "paragraph"):
        inner = _without_notes(second.children)
        also = (
            (node("also", *inner, style="beside" if beside else ""),)
            if inner and inner != _without_notes(first.children)
            else ()
        )
        return HtmlNode(first.kind, first.attributes, (*first.children, *also))
    if len(first.children) != len(second.children):
        return first
    pairs = zip(first.children, second.children, strict=True)
    is_narrow = first.kind == "row" and len(first.children) == 2
    return HtmlNode(first.kind, first.attributes, tuple(_merged(one, two, beside=is_narrow) for one, two in pairs))


def _without_notes(found: Nodes) -> Nodes:
    """Return the tree for a further language; of a note only what it says besides its sources is left."""
    return tuple(part for each in found for part in _repeated(each))


def _repeated(each: HtmlNode | str) -> Nodes:
    if isinstance(each, str):
        return (each,)
    if each.kind in _FIRST_SIDE_ONLY:
        return ()
    inner = _without_notes(each.children)
    if each.kind == "seal" or (each.kind == "cites" and not inner):
        return inner
    return (HtmlNode(each.kind, each.attributes, inner),)
