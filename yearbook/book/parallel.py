"""The slots of one entry in each language of a book → rows: paragraph beside paragraph, tables shared.

Sources are noted on the first language's side only, since they are the same; anchors too.
"""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.book.document import BookRow, Nodes
from yearbook.book.entries import EntrySlot
from yearbook.book.writer import node
from yearbook.markdown.tree import HtmlNode

_ONCE = frozenset({"anchor", "bar", "cite", "page"})
"""What stands on one side only."""


def rows(sides: tuple[tuple[EntrySlot, ...], ...]) -> tuple[BookRow, ...]:
    """One side: its slots below each other. Several: the answering slots beside each other."""
    if len(sides) == 1:
        return tuple(BookRow((slot.nodes,)) for slot in sides[0] if slot.nodes)
    return tuple(row for slots in zip(*sides, strict=True) for row in _beside(slots))


def _beside(slots: tuple[EntrySlot, ...]) -> Iterator[BookRow]:
    cells = (slots[0].nodes, *(without_notes(each.nodes) for each in slots[1:]))
    if not any(cells):
        return
    if slots[0].wide:
        yield BookRow((shared(cells),))
    elif all(each.by_block for each in slots) and len({len(each) for each in cells}) == 1:
        yield from (BookRow(tuple((block,) for block in blocks)) for blocks in zip(*cells, strict=True))
    else:
        yield BookRow(cells)


def shared(cells: tuple[Nodes, ...]) -> Nodes:
    """Trees of the same shape as one: what differs in a table's cell stands below the first language's."""
    first, *others = cells
    for other in others:
        if len(first) != len(other):
            return tuple(each for cell in cells for each in cell)
        first = tuple(_merged(one, two) for one, two in zip(first, other, strict=True))
    return first


def _merged(first: HtmlNode | str, second: HtmlNode | str) -> HtmlNode | str:
    if isinstance(first, str) or isinstance(second, str) or first.kind != second.kind:
        return first
    if first.kind in ("cell", "paragraph"):
        extra = _also(first, second)
        return HtmlNode(first.kind, first.attributes, (*first.children, *extra))
    if len(first.children) != len(second.children):
        return first
    pairs = zip(first.children, second.children, strict=True)
    return HtmlNode(first.kind, first.attributes, tuple(_merged(one, two) for one, two in pairs))


def _also(first: HtmlNode, second: HtmlNode) -> Nodes:
    inner = without_notes(second.children)
    return (node("also", *inner),) if inner and inner != without_notes(first.children) else ()


def without_notes(found: Nodes) -> Nodes:
    """The tree without what stands on the first side only: of a note what is said besides its sources is left."""
    return tuple(part for each in found for part in _repeated(each))


def _repeated(each: HtmlNode | str) -> Nodes:
    if isinstance(each, str):
        return (each,)
    if each.kind in _ONCE:
        return ()
    inner = without_notes(each.children)
    if each.kind == "seal" or (each.kind == "cites" and not inner):
        return inner
    return (HtmlNode(each.kind, each.attributes, inner),)
