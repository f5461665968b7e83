"""Turn the body of a record into blocks of a book: links, footnotes and pictures resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yearbook.book.nodes import Nodes, node, paragraph
from yearbook.book.parallel import EntrySlot
from yearbook.book.writer import BookWriter
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode, nodes
from yearbook.model import urls
from yearbook.site.views.prose import body_shown

_MOST_COLUMNS = 5
"""Columns of a table for which half a page has room, with figures of eight digits."""


def body_slot(writer: BookWriter, record: Record) -> EntrySlot:
    """Return the body block by block; one that is borrowed from another language under a notice."""
    body = body_shown(writer.page, record)
    if body is None:
        return EntrySlot(())
    parts = (part for each in nodes(body.prose.html) if not isinstance(each, str) for part in _in_columns(each))
    blocks = tuple(each for each in _resolved(writer, parts) if not isinstance(each, str))
    lang = writer.page.lang(body.language)
    if not lang:
        return EntrySlot(blocks, by_block=True)
    notice = paragraph(writer.word("notices.borrowed"), style="notice")
    return EntrySlot((notice, *(node("part", each, lang=lang) for each in blocks)))


def _in_columns(block: HtmlNode) -> Iterator[HtmlNode]:
    """Yield a block; a table with too many columns as several, each of which begins with its first column."""
    rows = [each.children for each in block.children if not isinstance(each, str)] if block.kind == "table" else []
    count = len(rows[0]) if rows else 0
    is_plain = all(len(row) == count and not any(map(_spans, row)) for row in rows)
    if count <= _MOST_COLUMNS or not is_plain:
        yield block
        return
    for start in range(1, count, _MOST_COLUMNS - 1):
        heads = ((row[0] if start == 1 else _without_notes(row[0])) for row in rows)
        chosen = (row[start : start + _MOST_COLUMNS - 1] for row in rows)
        parts = (node("row", head, *cells) for head, cells in zip(heads, chosen, strict=True))
        yield HtmlNode(block.kind, block.attributes, tuple(parts))


def _spans(cell: HtmlNode | str) -> bool:
    return isinstance(cell, str) or bool({"colspan", "rowspan"} & dict(cell.attributes).keys())


def _without_notes(each: HtmlNode | str) -> HtmlNode | str:
    """Return a cell that is printed again, without its notes."""
    if isinstance(each, str):
        return each
    kept = (one for one in each.children if isinstance(one, str) or one.kind not in ("note", "note-again"))
    return HtmlNode(each.kind, each.attributes, tuple(map(_without_notes, kept)))


def _resolved(writer: BookWriter, found: Iterable[HtmlNode | str]) -> Nodes:
    """Return the tree with links to records leading to labels of the book, or removed."""
    result: list[HtmlNode | str] = []
    for each in found:
        if isinstance(each, str):
            result.append(each)
            continue
        children = _resolved(writer, each.children)
        target = dict(each.attributes).get("target", "")
        if each.kind in ("note", "note-again"):
            result += writer.author_note(dict(each.attributes)["number"], children)
        elif each.kind == "link" and not target.startswith(("http://", "https://", "mailto:")):
            kind, _, identity = target.partition("#")[0].partition(":")
            label = writer.page.href(kind, identity)
            result += [node("entry-link", *children, target=label)] if label else children
        elif each.kind == "image":
            result.append(_picture(each))
        else:
            result.append(HtmlNode(each.kind, each.attributes, children))
    return tuple(result)


def _picture(image: HtmlNode) -> HtmlNode:
    """Return an image with the path of its file, `media/2016/opening.jpg`."""
    attributes = dict(image.attributes)
    path = urls.media_address(attributes["source"].removeprefix(f"{urls.MEDIA_FOLDER}:")).path
    return node("image", **{**attributes, "source": path})
