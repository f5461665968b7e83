"""Build and read trees of nodes, of which the parts of a book consist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import compress
from typing import Any

from yearbook.markdown.tree import HtmlNode

Nodes = tuple[HtmlNode | str, ...]
"""The tree of a body (`markdown.tree`), with these kinds besides, each with its attributes in brackets:

Blocks: facts of fact (label); names (width, in Han characters); remark (label); event (date); hanging;
numbered (number); part (lang).
Drawings: bars, matrix and map, see `charts`; image (source, alternative, title);
pictures (layout) of picture, each an image and a paragraph.
Inline: cites (id) of cite, and note (id), both foot notes; entry-link (target); page (target), for its page number;
anchor (label); seal (level); bar (done, elapsed, colour); outcome (status); unbroken; aside, in brackets; also, the
words of the other language, on a line of their own or (style) beside.
"""


def node(kind: str, *children: HtmlNode | str, **attributes: str) -> HtmlNode:
    """Return a node with the attributes that are not empty."""
    return HtmlNode(kind, tuple(sorted((name, value) for name, value in attributes.items() if value)), children)


def paragraph(*children: HtmlNode | str, style: str = "") -> HtmlNode:
    return node("paragraph", *children, style=style)


def aside(*children: HtmlNode | str) -> Nodes:
    """Return something in brackets, or nothing if it is empty."""
    return (node("aside", *children),) if children else ()


def join_nodes(separator: str, parts: Iterable[Nodes]) -> Nodes:
    """Return the parts with the separator between them."""
    found: list[HtmlNode | str] = []
    for each in parts:
        found += [*([separator] if found else []), *each]
    return tuple(found)


def book_table(
    style: str, head: Iterable[str], rows: Iterable[Iterable[Nodes]], columns: str, *, notes: bool = False
) -> Nodes:
    """Return a table without its empty columns, or nothing if it has no rows.

    `columns` has a character for each: l and r, as wide as the content, aligned left or right; w, or a number of
    shares, takes what is left. A row of one cell, in a table of several columns, is a heading of the rows below it, or
    with `notes` a note on the row above it, which stands right of its first cell.
    """
    found = [tuple(row) for row in rows]
    body = [row for row in found if len(row) == len(columns)]
    if not body:
        return ()
    filled = [any(any(cell) for cell in cells) for cells in zip(*body, strict=True)]
    span = sum(filled)
    lines: list[HtmlNode] = []
    for row in found:
        if len(row) == len(columns):
            lines.append(node("row", *(node("cell", *cell, header="false") for cell in compress(row, filled))))
        elif notes:
            lines[-1] = _noted(lines[-1])
            lines.append(node("row", node("cell", *row[0], header="false", colspan=str(span - 1))))
        else:
            lines.append(node("row", node("cell", *row[0], header="true", colspan=str(span))))
    top = node("row", *(node("cell", each, header="true") for each in compress(head, filled)))
    letters = "".join(compress(columns, filled))
    return (node("table", top, *lines, style=style, columns=letters),)


def _noted(row: HtmlNode) -> HtmlNode:
    """Return a row whose first cell stands beside the note below the others as well."""
    first, *others = row.children
    words = () if isinstance(first, str) else first.children
    return node("row", node("cell", *words, header="false", rowspan="2"), *others, style="noted")


def walk_nodes(value: object) -> Iterator[HtmlNode]:
    """Yield every node anywhere in a part of a book, in reading order."""
    if isinstance(value, HtmlNode):
        yield value
        value = value.children
    for each in _parts(value):
        yield from walk_nodes(each)


def book_texts(value: object) -> Iterator[str]:
    """Yield every text anywhere in a part of a book, the names of kinds and labels among them."""
    if isinstance(value, str):
        yield value
    for each in _parts(value):
        yield from book_texts(each)


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, tuple):
        return value
    return [getattr(value, field.name) for field in fields(value)] if is_dataclass(value) else ()


def plain_text_of(titles: Iterable[Nodes]) -> str:
    """Return the titles as text, each once, with a space between languages."""
    return " ".join(dict.fromkeys("".join(_plain_texts(each)) for each in titles))


def _plain_texts(found: Nodes) -> Iterator[str]:
    for each in found:
        yield from (each,) if isinstance(each, str) else _plain_texts(each.children)


def book_json(value: object) -> Any:
    """Return a part of a book for JSON; a node becomes an object of its kind, attributes and children."""
    if isinstance(value, HtmlNode):
        return {"kind": value.kind, **dict(value.attributes), "children": book_json(value.children)}
    if isinstance(value, tuple):
        return [book_json(each) for each in value]
    if is_dataclass(value):
        return {field.name: book_json(getattr(value, field.name)) for field in fields(value)}
    return value
