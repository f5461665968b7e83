"""Print the pictures of a record and name its attachments."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from yearbook.book.nodes import Nodes, aside, node, paragraph
from yearbook.book.parallel import EntrySlot
from yearbook.book.writer import BookWriter
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode
from yearbook.model.kinds import PERSON
from yearbook.model.media import Picture, PictureLayout
from yearbook.model.urls import media_address
from yearbook.site.views.pictures import AttachmentLine, alternative_text, media_parts

_BETWEEN = "\u2002"
"""Between what is said of a picture: an en space, in any language."""


def media_slots(writer: BookWriter, record: Record) -> Iterator[EntrySlot]:
    """Yield the pictures that stand with a record, then one line that names its attachments.

    Plates stand at the front of a volume; in a book that has none they stand with their record. The first picture of a
    person is a portrait, and small.
    """
    shown = [
        each for each in record.pictures if each.layout is not PictureLayout.PLATE or not writer.holdings.has_plates
    ]
    for layout, group in groupby(shown, key=lambda each: _layout(record, each)):
        pictures = (_picture(writer, each) for each in group)
        yield EntrySlot((node("pictures", *pictures, layout=layout),), wide=True)
    if record.attachments:
        items = (_attachment(writer, each) for each in media_parts(writer.page, record).attachments)
        yield EntrySlot(writer.fact_list(writer.word("facts.attachments"), items))


def plates(writer: BookWriter, record: Record) -> Nodes:
    """Return the plates of a record, each linked to it."""
    found = (each for each in record.pictures if each.layout is PictureLayout.PLATE)
    return tuple(_picture(writer, each, record) for each in found)


def _layout(record: Record, picture: Picture) -> str:
    """Return the layout of a picture of a record."""
    is_portrait = record.kind == PERSON.name and picture is record.pictures[0]
    return "portrait" if is_portrait and picture.layout is PictureLayout.COLUMN else picture.layout.value


def _picture(writer: BookWriter, picture: Picture, record: Record | None = None) -> HtmlNode:
    """Return a picture with its caption; under a plate the caption, or else the title, leads to its record."""
    alternative = alternative_text(writer.page, picture)
    shown = node("image", source=media_address(picture.file).path, alternative=alternative)
    caption = writer.text(picture.caption)
    if record:
        target = writer.page.href(*record.key)
        caption = (node("entry-link", *(caption or (writer.title(record),)), target=target),)
    date = (writer.language.date(picture.date),) if picture.date else ()
    parts = [caption, writer.text(picture.place), date, writer.text(picture.credit)]
    words: list[HtmlNode | str] = []
    for part in filter(None, parts):
        words += [*([_BETWEEN] if words else []), *part]
    return node("picture", shown, paragraph(*words))


def _attachment(writer: BookWriter, line: AttachmentLine) -> Nodes:
    """Return “获奖证书（PDF，2页）”."""
    about = [(each,) for each in (line.format, line.pages) if each]
    return (line.title.text, *aside(*writer.separated(about)))
