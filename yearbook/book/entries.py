"""Write the entry of one record in one language, as slots that stand beside the same slots in another language."""

from __future__ import annotations

from dataclasses import replace

from yearbook.book.nodes import Nodes, paragraph
from yearbook.book.parallel import EntrySlot
from yearbook.book.record_entries import ENTRIES, record_entry
from yearbook.book.writer import BookWriter
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode


def entry_title(writer: BookWriter, record: Record) -> Nodes:
    """Return the title in the brackets that the language sets around one."""
    before, _, after = writer.word("pages.book.entry_title", title="\0").partition("\0")
    return tuple(each for each in (before, writer.title(record), after) if each)


def entry_slots(writer: BookWriter, record: Record) -> tuple[EntrySlot, ...]:
    """Return an entry. Records of one kind give as many slots, in the same order, in every language."""
    slots = tuple(ENTRIES.get(record.kind, record_entry)(writer, record))
    return _with_own_sources(slots, writer.remaining_footnote(record.sources))


def _with_own_sources(slots: tuple[EntrySlot, ...], footnote: Nodes) -> tuple[EntrySlot, ...]:
    """Put the footnote of the record's own sources after its facts, its first paragraph, or in a line of its own."""
    if not footnote:
        return slots
    for place, slot in enumerate(slots):
        for inner, each in enumerate(slot.nodes):
            if isinstance(each, HtmlNode) and each.kind in ("facts", "paragraph") and each.children:
                changed = (*slot.nodes[:inner], _ending_with(each, footnote), *slot.nodes[inner + 1 :])
                return (*slots[:place], replace(slot, nodes=changed), *slots[place + 1 :])
    return (EntrySlot((paragraph(*footnote),)), *slots)


def _ending_with(block: HtmlNode, footnote: Nodes) -> HtmlNode:
    *others, last = block.children
    if isinstance(last, HtmlNode) and last.kind == "fact":
        return replace(block, children=(*others, replace(last, children=(*last.children, *footnote))))
    return replace(block, children=(*block.children, *footnote))
