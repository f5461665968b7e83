"""Show the pictures of a record as figures, and its attachments as links."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.open_graph import SharePicture
from yearbook.markdown.links import MEDIA
from yearbook.model import urls
from yearbook.model.media import Attachment, Picture
from yearbook.site.images import Size, offered_widths
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext

_PANORAMA, _PORTRAIT = 2.0, 0.9
"""Width divided by height from which a picture takes a row of its own, and below which it stands upright."""
_WIDE = 900
"""Pixels from which a panorama fills that row."""
_SHARED_TYPES = {".gif": "gif", ".jpeg": "jpeg", ".jpg": "jpeg", ".png": "png", ".webp": "webp"}
"""Endings of pictures that other sites can show, and their media types."""
_LEAST_SHARED = 200
"""Pixels of the shorter side from which other sites show a picture."""
_KILOBYTE, _MEGABYTE = 1_000, 1_000_000


@dataclass(frozen=True, slots=True)
class PictureFigure:
    """A picture with what is said of it."""

    source: str
    """The address of the picture as large as it is published."""
    alternative: str
    """Empty for a decorative picture."""
    offered: str
    """Its widths, as `srcset` lists them; empty if there is only one."""
    width: str
    """In pixels, as published; empty for a drawing without a size."""
    height: str
    shape: str
    """`panorama`, `portrait`, or empty."""
    caption: Run | None
    details: tuple[Run, ...]
    """Where and when."""
    credit: Run | None


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """A document that goes with a record."""

    title: Run
    """Linked."""
    format: str
    """`PDF`."""
    pages: str
    """“12 pages”; empty if they are not known."""
    size: str
    """“1.2 MB”; for a picture its width and height."""


@dataclass(frozen=True, slots=True)
class MediaParts:
    """The pictures and attachments of one record."""

    pictures: tuple[PictureFigure, ...] = ()
    attachments: tuple[AttachmentLine, ...] = ()


NO_PARTS = MediaParts()


def media_parts(page: PageContext, record: Record) -> MediaParts:
    """Return the pictures and attachments of a record; always the same value for a record without any."""
    if not record.pictures and not record.attachments:
        return NO_PARTS
    return MediaParts(
        tuple(_figure(page, each) for each in record.pictures),
        tuple(_attachment(page, each) for each in record.attachments),
    )


def _figure(page: PageContext, picture: Picture) -> PictureFigure:
    size = page.edition.pictures.get(picture.file, Size(0, 0))
    date = (Run(page.language.date(picture.date)),) if picture.date else ()
    return PictureFigure(
        source=page.href(MEDIA, picture.file),
        alternative=alternative_text(page, picture),
        offered=offered_widths(picture.file, size, lambda path: page.href(MEDIA, path)),
        width=str(size.width or ""),
        height=str(size.height or ""),
        shape=_shape(size),
        caption=page.optional(picture.caption),
        details=(*((page.text(picture.place),) if picture.place else ()), *date),
        credit=page.optional(picture.credit),
    )


def alternative_text(page: PageContext, picture: Picture) -> str:
    """Return what a picture shows; empty for a decorative one."""
    return "" if picture.decorative else page.text(picture.alternative).text


def _shape(size: Size) -> str:
    if not size.height:
        return ""
    ratio = size.width / size.height
    is_panorama = ratio >= _PANORAMA and size.width >= _WIDE
    return "panorama" if is_panorama else "portrait" if ratio < _PORTRAIT else ""


def _attachment(page: PageContext, attachment: Attachment) -> AttachmentLine:
    path = attachment.file
    document, picture = page.edition.documents.get(path), page.edition.pictures.get(path)
    pages = attachment.pages or (document.pages if document else 0)
    size = _bytes(page, document.bytes) if document else ""
    if picture and picture.width:
        size = f"{page.language.number(picture.width)} × {page.language.number(picture.height)}"
    return AttachmentLine(
        title=page.text(attachment.title, page.href(MEDIA, path)),
        format=PurePosixPath(path).suffix[1:].upper(),
        pages=page.language.count("pages", pages) if pages else "",
        size=size,
    )


def _bytes(page: PageContext, number: int) -> str:
    """Return a size in kilobytes, from a million bytes on in megabytes with one decimal."""
    if number < _MEGABYTE:
        return f"{page.language.number(max(1, round(number / _KILOBYTE)))} kB"
    return f"{page.language.number(number // _MEGABYTE)}.{number % _MEGABYTE * 10 // _MEGABYTE} MB"


def own_share_picture(page: PageContext, record: Record | None) -> SharePicture | None:
    """Return the picture of a record that other sites show: the one that is marked, or else the first they can show."""
    if record is None:
        return None
    for each in sorted(record.pictures, key=lambda each: not each.share):
        kind = _SHARED_TYPES.get(PurePosixPath(each.file).suffix.lower())
        size = page.edition.pictures.get(each.file)
        if kind and size and min(size.width, size.height) >= _LEAST_SHARED:
            return SharePicture(
                path=quote(urls.media_address(each.file).path),
                text=alternative_text(page, each) or page.text(each.caption).text or page.text(record.title).text,
                width=size.width,
                height=size.height,
                type=f"image/{kind}",
            )
    return None
