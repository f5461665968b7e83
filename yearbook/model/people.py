"""A person whom the yearbook names: the posts held through time, and a short life as prose.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from yearbook.model.common import CommonFields
from yearbook.model.fields import (
    Citation,
    Date,
    Line,
    Notes,
    Pinyin,
    Related,
    Summary,
    Themes,
    UnitId,
    Words,
    record,
)


@record
class Post:
    """A post or a title that a person holds or held. 职务或职称。"""

    title: Words
    """What it is called. 职务或职称的名称。"""
    unit: UnitId | None = None
    """Where, if it is a post in a unit. 任职单位。"""
    since: Date | None = None
    """From when, where known. 起始时间。"""
    until: Date | None = None
    """Until when, where known. 截止时间。"""
    sources: tuple[Citation, ...] = ()
    """Where it is reported; empty where the record's own sources say it. 出处。"""


@record
class Person(CommonFields):
    """A person whom the yearbook names; only what the office itself publishes. 一位人物，只写本单位公开的内容。"""

    title: Line
    """The name. 姓名。"""
    posts: tuple[Post, ...] = ()
    """Posts and titles through time, the latest last. 历任职务与职称，最后的在末尾。"""
    aliases: tuple[Line, ...] = ()
    """Other names that sources use. 来源中的其他称呼。"""
    born: Date | None = None
    """When born. 出生时间。"""
    died: Date | None = None
    """When died. 去世时间。"""
    sources: tuple[Citation, ...] = ()
    """Where the person is written about. 出处。"""
    themes: Themes = ()
    related: Related = ()
    notes: Notes = ()
    summary: Summary = None
    """One sentence for lists; the first paragraph where it is missing. 一句话简介。"""
    pinyin: Pinyin = None
    """The reading to sort by, where it is not the usual one: Shàn Lì. 排序用拼音，多音姓氏须写。"""
