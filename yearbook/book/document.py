"""A book as a frozen value: all its texts, with nothing left to compute except line and page breaks.

Every text of an editor is a string in these values, so that none of it can become Typst code.
"""

from __future__ import annotations

from yearbook.book.nodes import Nodes, walk_nodes
from yearbook.book.requests import Paper
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode


@dataclass(frozen=True, slots=True)
class BookLanguage:
    """One language of the book, with the words that its layout needs."""

    code: str
    tag: str
    """BCP 47: `zh-Hans`."""
    words: tuple[tuple[str, str], ...]
    """(name, text), for the labels that the templates make."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """One cell a language, side by side, or one cell across the page."""

    cells: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class BookEntry:
    """条目: one record."""

    label: str
    """`honor:green-city`: the target of links and indexes."""
    titles: tuple[Nodes, ...]
    """One a language of the book."""
    rows: tuple[BookRow, ...]


@dataclass(frozen=True, slots=True)
class BookSection:
    """分目: entries that belong together. Without titles if the chapter has one section only."""

    label: str
    """`section:levels.municipal`."""
    titles: tuple[Nodes, ...]
    rows: tuple[BookRow, ...] = ()
    """Tables and remarks before the first entry."""
    entries: tuple[BookEntry, ...] = ()
    wide: bool = False
    """Whether it takes the whole page, as tables of many columns do, where other sections stand in two columns.

    Wide sections come first in a chapter.
    """


@dataclass(frozen=True, slots=True)
class Chapter:
    """类目."""

    label: str
    """`class:honors`."""
    titles: tuple[Nodes, ...]
    rows: tuple[BookRow, ...] = ()
    """Tables and charts of all records, across the page, before the first section."""
    sections: tuple[BookSection, ...] = ()
    continues: bool = False
    """Whether it is so short that it stands below the chapter before it, if there is room."""
    whole: bool = False
    """Whether such a chapter is kept on one page: one without foot notes, which could end up on another page."""
    leads: bool = False
    """Whether its rows leave room for entries on the same page, where entries stand in two columns."""


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One name or subject with the records that have it; the templates print their pages."""

    term: HtmlNode
    targets: tuple[str, ...]
    """Labels, in the order of the book; at least one."""


@dataclass(frozen=True, slots=True)
class IndexGroup:
    letter: str
    lines: tuple[IndexLine, ...]


@dataclass(frozen=True, slots=True)
class BookIndex:
    label: str
    title: str
    lang: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """Texts of cover and title page, one tuple item a language."""

    headline: str
    """Printed very large: the year, or the years; empty for a dossier."""
    logo: Nodes
    """A picture; nothing for none."""
    titles: tuple[Nodes, ...]
    volumes: tuple[Nodes, ...]
    """Which volume this is: “2016年卷”."""
    mottos: tuple[Nodes, ...]
    publishers: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One book: with the templates and tools, all that the bytes of its PDF depend on."""

    template: str
    """`book`, `dossier` or `sheet`."""
    title: str
    """For the document's properties."""
    author: str
    subject: str
    date: int
    """Seconds since 1970 of the latest day that a source bears: never the clock."""
    languages: tuple[BookLanguage, ...]
    paper: Paper
    accent: str
    """The accent colour of the yearbook as #rrggbb; empty for that of the templates."""
    bleed: int
    """Millimetres; 0 for none."""
    cover: Cover
    colophon: tuple[BookRow, ...]
    plates: tuple[BookRow, ...]
    """Pictures at the front, one a row."""
    front: tuple[Chapter, ...]
    """Before the contents: free pages, and the editors' note with the counts."""
    chapters: tuple[Chapter, ...]
    indexes: tuple[BookIndex, ...]


def book_pictures(book: Book) -> tuple[str, ...]:
    """Return the paths of the pictures that a book shows, each once."""
    return tuple(dict.fromkeys(dict(each.attributes)["source"] for each in walk_nodes(book) if each.kind == "image"))
