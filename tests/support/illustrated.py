"""The small yearbook with pictures and attachments."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent, indent

import openpyxl
import pypdf
from PIL import Image

from tests.support.small import CONFIGURATION, FILES
from tests.support.worlds import world


def photo(form: str = "JPEG", size: tuple[int, int] = (1200, 800)) -> bytes:
    """Return a picture of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form)
    return out.getvalue()


def pdf(pages: int) -> bytes:
    """Return a PDF with so many empty pages."""
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def spreadsheet() -> bytes:
    """Return an Excel file."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.save(out)
    return out.getvalue()


HONOR = """\
pictures:
  - file: 2017/植树 现场.JPG
    alternative: {zh: 志愿者种树, en: Volunteers plant trees}
    caption: {zh: 三月的长路, en: Long Road in March}
    credit: {zh: 王五摄, en: Photo by Wang Wu}
    date: 2017-03-12
    place: {zh: 长路, en: Long Road}
  - {file: wide.png, alternative: {zh: 全景, en: The whole road}, layout: across}
  - {file: tall.webp, alternative: {zh: 路灯, en: A lamp}, caption: {zh: 新路灯}, layout: plate}
  - {file: line.svg, decorative: true}
attachments:
  - {file: 证书.pdf, title: {zh: 获奖证书, en: Certificate}}
  - {file: trees.xlsx, title: {zh: 植树明细, en: Trees planted}, pages: 2}
  - {file: scan.jpg, title: {zh: 扫描件, en: The scan}}
"""
PROJECT = """\
pictures:
  - {file: line.svg, alternative: {zh: 示意图, en: A sketch}}
  - {file: scan.jpg, alternative: {zh: 通车, en: The opening}}
  - {file: 2017/植树 现场.JPG, alternative: {zh: 路, en: The road}, share: true}
"""
EVENT = """\
pictures:
  - {file: scan.jpg, alternative: {zh: 剪彩, en: The ribbon}, caption: {zh: 剪彩仪式, en: The ceremony}}
"""
MEDIA: Mapping[str, bytes] = {
    "media/2017/植树 现场.JPG": photo(),
    "media/wide.png": photo("PNG", (1500, 500)),
    "media/tall.webp": photo("WEBP", (600, 900)),
    "media/line.svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40"/></svg>',
    "media/scan.jpg": photo(size=(800, 600)),
    "media/证书.pdf": pdf(12),
    "media/trees.xlsx": spreadsheet(),
}


def _with(path: str, fields: str, anchor: str) -> str:
    """Return a file of the small yearbook with further fields before a line."""
    text = dedent(FILES[path])
    assert anchor in text
    return text.replace(anchor, fields + anchor, 1)


def illustrated_world(folder: Path, files: Mapping[str, str | bytes] | None = None) -> Path:
    """Write the content folder; `files` are further ones."""
    own = {
        "yearbook.yaml": f"{dedent(CONFIGURATION)}address: https://example.org/book\n",
        "honors/2017/green-city.md": _with(
            "honors/2017/green-city.md", HONOR, "sources: [{source: report, at: 绿化}]"
        ).replace("2017年3月获奖。", '![开工](media/scan.jpg "开工当天")\n\n![图标](media/line.svg)'),
        "projects/long-road.md": _with("projects/long-road.md", PROJECT, "themes: [garden]"),
        "events/all.yaml": dedent(FILES["events/all.yaml"]) + indent(EVENT, "  "),
    }
    return world(folder, {**FILES, **own, **MEDIA, **(files or {})})
