"""A source that is cited, and a term that is translated in one way.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum

from yearbook.model.fields import Accepted, AnyRecord, Citation, DatedField, FullDate, Line, Note, Words, record


class SourceKind(Enum):
    """What sort of document a source is. 来源类别。"""

    NEWSPAPER = "newspaper"
    DOCUMENT = "document"
    WEB = "web"
    BOOK = "book"
    OTHER = "other"


@record
class Source:
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
    notes: tuple[Note, ...] = ()
    """Editor's notes. 编者注。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """


@record
class Term:
    """A term that is translated in one way. 术语。"""

    title: Words
    """The term in each language. 术语。"""
    note: Words | None = None
    """What it means. 释义。"""
    avoid: tuple[Line, ...] = ()
    """Translations that are not used. 不采用的译法。"""
    related: tuple[AnyRecord, ...] = ()
    """Records in which it matters, as kind:id. 相关记录。"""
    sources: tuple[Citation, ...] = ()
    """Where it stands. 出处。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """
