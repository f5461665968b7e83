"""A source that is cited, and a term that is translated in one way.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum

from yearbook.model.fields import Citation, CommonFields, DatedField, Line, Notes, Related, Words, record


class SourceKind(Enum):
    """What sort of document a source is. 来源类别。"""

    NEWSPAPER = "newspaper"
    DOCUMENT = "document"
    WEB = "web"
    BOOK = "book"
    OTHER = "other"


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
    """Who published it, where known. 出版者。"""
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
