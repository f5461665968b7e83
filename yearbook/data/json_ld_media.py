"""Describe the pictures and attachments of a record in schema.org's terms."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from yearbook.content.records import Record
from yearbook.data.json_ld_kinds import Json, LinkedDataView, is_own_work
from yearbook.data.schema_org_values import beginning_of
from yearbook.model import urls
from yearbook.model.media import Attachment, Picture

_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_MEDIA_TYPES = {
    ".avif": "image/avif",
    ".csv": "text/csv",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".ods": f"{_OPEN}.spreadsheet",
    ".odt": f"{_OPEN}.text",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}


def linked_media(record: Record, view: LinkedDataView) -> Json:
    """Return the files of a record. Nothing if the site's address is not known: they could not be linked."""
    if not view.base_url:
        return {}
    attachments = [_attachment(each, view) for each in record.attachments]
    return {
        "image": [_picture(each, view) for each in record.pictures],
        "associatedMedia" if is_own_work(record) else "subjectOf": attachments,
    }


def _picture(picture: Picture, view: LinkedDataView) -> Json:
    found = {
        **_file("ImageObject", picture.file, view),
        "description": "" if picture.decorative else view.read(picture.alternative),
        "caption": view.read(picture.caption),
        "creditText": view.read(picture.credit),
        "dateCreated": beginning_of(picture.date) if picture.date else "",
        "contentLocation": view.location(picture.place, ()),
    }
    return {name: value for name, value in found.items() if value}


def _attachment(attachment: Attachment, view: LinkedDataView) -> Json:
    return {**_file("MediaObject", attachment.file, view), "name": view.read(attachment.title)}


def _file(kind: str, path: str, view: LinkedDataView) -> Json:
    address = urls.absolute(view.base_url, quote(urls.media_address(path).path))
    return {"@type": kind, "contentUrl": address, "encodingFormat": _MEDIA_TYPES[PurePosixPath(path).suffix.lower()]}
