"""What the press sets: frozen values of texts and nodes, with nothing left to compute but where lines and pages break.

Every text of an editor is a string in these values; none of it can become the typesetter's code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from yearbook.book.requests import Paper
from yearbook.core.frozen import dataclass
from yearbook.markdown.tree import HtmlNode

Nodes = tuple[HtmlNode | str, ...]
"""The tree of `prose`, with these kinds besides.

Blocks: facts of fact (label); remark (label); event (date); hanging; numbered (number); part (lang).
Drawings: bars and matrix, see `drawings`; image (source, alternative, title).
Runs: cites (id) of cite and note (id), which are foot notes; entry-link (target); page (target), for its number;
anchor (label); seal (level); bar (done, elapsed, colour); outcome (status); aside; also, the other language's words.
"""


@dataclass(frozen=True, slots=True)
class Voice:
    """One language of the book, with the words that its layout needs."""

    code: str
    tag: str
    """BCP 47: `zh-Hans`."""
    words: tuple[tuple[str, str], ...]
    """(name, text), for the running heads and labels that layout makes."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """What stands beside what: one cell a language, or one cell across the page."""

    cells: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class BookEntry:
    """条目: one record."""

    label: str
    """`honor:green-city`: what links and indexes lead to."""
    titles: tuple[Nodes, ...]
    """One a language of the book."""
    rows: tuple[BookRow, ...]


@dataclass(frozen=True, slots=True)
class BookSection:
    """分目: entries that belong together; its titles are empty where the class has one section only."""

    label: str
    """`honors/2`: for the running heads."""
    titles: tuple[Nodes, ...]
    rows: tuple[BookRow, ...]
    """What stands before the first entry: tables, a word on the whole."""
    entries: tuple[BookEntry, ...]
    wide: bool = False
    """Whether it takes the whole page, as tables of many columns do. Where entries stand in two columns, the others
    do not; wide sections come first in a class.
    """


@dataclass(frozen=True, slots=True)
class Class:
    """类目: a chapter."""

    label: str
    titles: tuple[Nodes, ...]
    rows: tuple[BookRow, ...]
    """What stands across the page before the first section: tables and drawings of all records."""
    sections: tuple[BookSection, ...]


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One name or subject with the records that have it; the typesetter finds their pages."""

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
    """The words of cover and title page, one tuple entry a language."""

    monument: str
    """What is set very large: the year, or the years; empty for a dossier."""
    titles: tuple[Nodes, ...]
    volumes: tuple[Nodes, ...]
    """What this volume is: “2016年卷”."""
    mottos: tuple[Nodes, ...]
    publishers: tuple[Nodes, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One book, whole: the recipe of its PDF but for the templates and tools."""

    template: str
    """`book`, `dossier` or `sheet`."""
    title: str
    """For the document's properties."""
    author: str
    subject: str
    date: int
    """Seconds since 1970 of the latest day that the content speaks of: never the clock."""
    voices: tuple[Voice, ...]
    paper: Paper
    bleed: int
    """Millimetres; 0 for none."""
    cover: Cover | None
    colophon: tuple[BookRow, ...]
    preface: Class | None
    """The editors' note with the counts."""
    classes: tuple[Class, ...]
    indexes: tuple[BookIndex, ...]


def plain_text_of(titles: Iterable[Nodes]) -> str:
    """The titles as text, each once, with a space between languages."""
    return " ".join(dict.fromkeys("".join(_runs(each)) for each in titles))


def _runs(found: Nodes) -> Iterator[str]:
    for each in found:
        yield from (each,) if isinstance(each, str) else _runs(each.children)


def walk(value: object) -> Iterator[HtmlNode]:
    """Every node anywhere in a part of a book, in the order in which it is read."""
    if isinstance(value, HtmlNode):
        yield value
        yield from walk(value.children)
    elif isinstance(value, tuple):
        for each in value:
            yield from walk(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from walk(getattr(value, field.name))


def book_pictures(book: Book) -> tuple[str, ...]:
    """The paths of the pictures that a book shows, each once."""
    return tuple(dict.fromkeys(dict(each.attributes)["source"] for each in walk(book) if each.kind == "image"))


def book_texts(value: object) -> Iterator[str]:
    """Every text anywhere in a part of a book, the names of kinds and labels among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from book_texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from book_texts(getattr(value, field.name))


def book_json(value: object) -> Any:
    """A part of a book as JSON holds it; a node as an object of kind, attributes and children."""
    if isinstance(value, HtmlNode):
        return {"kind": value.kind, **dict(value.attributes), "children": book_json(value.children)}
    if isinstance(value, tuple):
        return [book_json(each) for each in value]
    if is_dataclass(value):
        return {field.name: book_json(getattr(value, field.name)) for field in fields(value)}
    return value
