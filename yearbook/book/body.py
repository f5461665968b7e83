"""Turn the body of a record into blocks of a book: links, footnotes and pictures resolved."""

from __future__ import annotations

from collections.abc import Iterable

from yearbook.book.nodes import Nodes, node, paragraph
from yearbook.book.parallel import EntrySlot
from yearbook.book.writer import BookWriter
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode, nodes
from yearbook.model import urls
from yearbook.site.views.prose import body_shown


def body_slot(writer: BookWriter, record: Record) -> EntrySlot:
    """Return the body block by block; one that is borrowed from another language under a notice."""
    body = body_shown(writer.page, record)
    if body is None:
        return EntrySlot(())
    blocks = tuple(each for each in _resolved(writer, nodes(body.prose.html)) if not isinstance(each, str))
    lang = writer.page.lang(body.language)
    if not lang:
        return EntrySlot(blocks, by_block=True)
    notice = paragraph(writer.word("notices.borrowed"), style="notice")
    return EntrySlot((notice, *(node("part", each, lang=lang) for each in blocks)))


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
