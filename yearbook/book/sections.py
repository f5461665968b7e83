"""Make chapters and sections, as all chapters of a book need them."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.book.document import BookRow, BookSection, Chapter
from yearbook.book.nodes import node
from yearbook.book.volume import Volume, label_of
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode


def make_chapter(
    volume: Volume, name: str, title: str, sections: Iterable[BookSection], rows: tuple[BookRow, ...] = ()
) -> Chapter:
    """Return a chapter with those of the sections that are not empty; `title` is a key of the strings files."""
    shown = tuple(each for each in sections if each.rows or each.entries)
    return Chapter(label=f"class:{name}", titles=volume.words(title), rows=rows, sections=shown)


def record_section(volume: Volume, title: str, records: Iterable[Record], *, wide: bool = False) -> BookSection:
    """Return the entries of the records; `title` is a key of the strings files, or empty."""
    titles = volume.words(title) if title else ()
    return BookSection(label=f"section:{title}", titles=titles, entries=volume.entries(records), wide=wide)


def anchor_node(record: Record) -> HtmlNode:
    """Return the place of a record that is not an entry, but a line or a row of a table."""
    return node("anchor", label=label_of(record))
