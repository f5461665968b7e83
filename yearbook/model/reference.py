"""A source that is cited, and a term that is translated in one way.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated

from pydantic import AfterValidator

from yearbook.model.common import CommonFields
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import (
    Citation,
    DatedField,
    FullDate,
    Line,
    Notes,
    Related,
    Words,
    record,
)

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]+\.[^\s/?#]+[^\s]*")


def is_web_address(text: str) -> bool:
    """Return whether a text is an address on the web, and nothing else."""
    return _WEB_ADDRESS.fullmatch(text) is not None


def _web_address(value: str) -> str:
    if not is_web_address(value):
        raise InvalidValueError("an address on the web begins with https:// or http:// and has no spaces")
    return value


WebAddress = Annotated[Line, AfterValidator(_web_address)]
"""A public address: pages link to it and ask nothing of it."""


class SourceKind(Enum):
    """What sort of document a source is. 来源类别。"""

    NEWSPAPER = "newspaper"
    DOCUMENT = "document"
    WEB = "web"
    BOOK = "book"
    OTHER = "other"


@record
class ArchivedCopy:
    """A copy that an archive of the web keeps. 网页存档。"""

    url: WebAddress
    """The address of the copy. 存档网址。"""
    date: FullDate
    """The day on which it was made. 存档日期。"""


@record
class Source(CommonFields):
    """One document that the yearbook draws on. 一份来源。"""

    title: Words
    """Its title. 标题。"""
    kind: SourceKind
    """newspaper, document, web, book or other. 类别。"""
    date: DatedField
    """Its date, or that of what it reports, and how it is known. 日期及依据。"""
    authors: tuple[Line, ...] = ()
    """Who wrote it, as printed. 作者。"""
    publisher: Words | None = None
    """Who published it, where known: the newspaper, the office that issued it. 出版者：报纸名称、发文机关。"""
    number: Line | None = None
    """The number of an official document: 郑政〔2016〕12号. 文号。"""
    page: Line | None = None
    """The page of a newspaper or the pages of a book, as printed: 2, 15-18. 版次或页码。"""
    url: WebAddress | None = None
    """Its address on the web. 网址。"""
    archived: ArchivedCopy | None = None
    """A copy in an archive of the web, with its day. 网页存档及日期。"""
    file: Line | None = None
    """The name of the file in which the editors keep it. 存档文件名。"""
    note: Words | None = None
    """What it is about, and what is peculiar. 说明。"""
    notes: Notes = ()


@record
class Term(CommonFields):
    """A term that is translated in one way. 术语。"""

    title: Words
    """The term in each language. 术语。"""
    note: Words | None = None
    """What it means. 释义。"""
    avoid: tuple[Line, ...] = ()
    """Translations that are not used. 不采用的译法。"""
    related: Related = ()
    """Records in which it matters, as kind:id. 相关记录。"""
    sources: tuple[Citation, ...] = ()
    """Where it stands. 出处。"""
