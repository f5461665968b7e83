"""A year, an event of the chronicle, and a program with its parts.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.fields import (
    Accepted,
    AnyFact,
    AnyRecord,
    Citation,
    Citations,
    DatedField,
    Figure,
    Flag,
    FullDate,
    Line,
    Note,
    Roles,
    ThemeId,
    UnitId,
    Words,
    record,
)


@record
class Year:
    """One yearbook year. 一个年度。"""

    title: Line
    """The title of the year's foreword. 卷首语标题。"""
    motto: Line | None = None
    """What the year was called. 年度主题。"""
    highlights: tuple[AnyFact, ...] = ()
    """Four to six figures that matter, pointed at where they stand: honor:some-id#key. 要目数字，引用其他记录。"""
    sources: tuple[Citation, ...] = ()
    """Sources of the motto. 出处。"""
    summary: Line | None = None
    """One sentence for lists. 一句话摘要。"""
    draft: Flag = False
    """Not published yet. 草稿。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """


@record
class Event:
    """One dated entry of the chronicle. 大事记一条。"""

    date: DatedField
    """When. 日期。"""
    title: Words
    """What happened, in one sentence. 事件。"""
    sources: Citations
    """Where it is reported. 出处。"""
    units: tuple[UnitId, ...] = ()
    """Who took part. 参与单位。"""
    place: Words | None = None
    """Where. 地点。"""
    note: Words | None = None
    """A sentence or two more. 说明。"""
    themes: tuple[ThemeId, ...] = ()
    """What it belongs to. 所属主题。"""
    related: tuple[AnyRecord, ...] = ()
    """Other records, as kind:id. 相关记录。"""
    notes: tuple[Note, ...] = ()
    """Editor's notes. 编者注。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """


class ProgramForm(Enum):
    """What sort of program. 做法的类别。"""

    CAMPAIGN = "campaign"
    """行动、工程"""
    MECHANISM = "mechanism"
    """机制、制度"""
    METHOD = "method"
    """工作方法"""
    FRAMEWORK = "framework"
    """思路、布局、目标体系"""
    SERVICE = "service"
    """服务、救助项目"""
    STANDARD = "standard"
    """标准"""
    SLOGAN = "slogan"
    """提法、口号"""


@record
class Part:
    """One part of a program. 组成部分。"""

    name: Words
    """Its name. 名称。"""
    text: Words | None = None
    """What it is. 内容。"""


@record
class Program:
    """A campaign, mechanism or method with its definition and parts. 一项做法。"""

    title: Line
    """Its name. 名称。"""
    form: ProgramForm
    """campaign, mechanism, method, framework, service, standard or slogan. 类别。"""
    sources: Citations
    """Where it is described. 出处。"""
    years: tuple[Annotated[int, Field(ge=1800, le=2199)], ...] = ()
    """The years in which it is reported. 见于哪些年份。"""
    parts: tuple[Part, ...] = ()
    """Its parts, in order. 组成部分。"""
    units: Roles = Roles()
    """Who leads and supports it. 各单位分工。"""
    figures: tuple[Figure, ...] = ()
    """Numbers. 数字。"""
    themes: tuple[ThemeId, ...] = ()
    """What it belongs to. 所属主题。"""
    related: tuple[AnyRecord, ...] = ()
    """Other records, as kind:id. 相关记录。"""
    notes: tuple[Note, ...] = ()
    """Editor's notes. 编者注。"""
    summary: Line | None = None
    """One sentence for lists. 一句话摘要。"""
    pinyin: Line | None = None
    """The reading to sort by. 排序用拼音。"""
    draft: Flag = False
    """Not published yet. 草稿。"""
    accepted: Accepted = ()
    """Findings of the checks that are right as they stand, each with the reason. 核查所报而确实无误之处及理由。"""
    changed: FullDate | None = None
    """The day of its last change of substance, set by the command `changed`; empty: that of the edition.
    最近一次实质修改的日期，由命令 changed 写入；不写则从本版日期。
    """
