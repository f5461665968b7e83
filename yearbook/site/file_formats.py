"""Recognise what a file holds by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF-", "PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "DOC/XLS/PPT"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
)
_BRANDS = {b"avif": "AVIF", b"avis": "AVIF", b"heic": "HEIC", b"heix": "HEIC", b"mif1": "HEIC", b"heif": "HEIC"}
_ZIPPED = (("word/", "DOCX"), ("xl/", "XLSX"), ("ppt/", "PPTX"))
_OPEN_DOCUMENTS = {
    "application/vnd.oasis.opendocument.text": "ODT",
    "application/vnd.oasis.opendocument.spreadsheet": "ODS",
    "application/vnd.oasis.opendocument.presentation": "ODP",
}
_MACROS = ("vbaProject.bin", "Basic/script-lb.xml")
_LOOKED_AT = 1024  # bytes: PDF allows that much before its mark


def recognised(data: bytes) -> str:
    """Return the name of the format: `JPEG`, `DOCX`; `text` for plain text, empty for what is not known."""
    head = data[:_LOOKED_AT]
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "MP4")
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if b"%PDF-" in head:
        return "PDF"
    return _text(head)


def _zipped(data: bytes) -> str:
    """Return which office program wrote a ZIP file; `DOCX with macros` if it can run something."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            found = next(_formats(archive, names), "ZIP")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return "ZIP"
    return f"{found} with macros" if any(each.endswith(_MACROS) for each in names) else found


def _formats(archive: zipfile.ZipFile, names: list[str]) -> Iterator[str]:
    for folder, name in _ZIPPED:
        if "[Content_Types].xml" in names and any(each.startswith(folder) for each in names):
            yield name
    if "mimetype" in names and archive.getinfo("mimetype").file_size < _LOOKED_AT:
        kind = archive.read("mimetype").decode("ascii", "replace").strip()
        if kind in _OPEN_DOCUMENTS:
            yield _OPEN_DOCUMENTS[kind]


def _text(head: bytes) -> str:
    if b"\x00" in head:
        return ""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in head.lower():
        return "SVG"
    if start.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 4 if len(head) == _LOOKED_AT else None].decode(encoding)
        except UnicodeDecodeError:
            continue
        return "text" if not any(each < 9 for each in head) else ""
    return ""
