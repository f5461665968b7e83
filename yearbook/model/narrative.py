"""A year, an event of the chronicle, and a program with its parts.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.fields import (
    AnyFact,
    Citation,
    Citations,
    DatedField,
    Figure,
    Line,
    Notes,
    PersonId,
    Pinyin,
    PlaceId,
    Related,
    Summary,
    Themes,
    UnitId,
    Words,
    record,
)
from yearbook.model.roles import Roles


@record
class Year(CommonFields):
    """One yearbook year. 一个年度。"""

    title: Line
    """The title of the year's foreword. 卷首语标题。"""
    motto: Line | None = None
    """What the year was called. 年度主题。"""
    highlights: tuple[AnyFact, ...] = ()
    """Four to six figures that matter, pointed at where they stand: honor:some-id#key. 要目数字，引用其他记录。"""
    sources: tuple[Citation, ...] = ()
    """Sources of the motto. 出处。"""
    summary: Summary = None


@record
class Event(CommonFields):
    """One dated entry of the chronicle. 大事记一条。"""

    date: DatedField
    """When. 日期。"""
    title: Words
    """What happened, in one sentence. 事件。"""
    sources: Citations
    """Where it is reported. 出处。"""
    units: tuple[UnitId, ...] = ()
    """Which units took part. 参与单位。"""
    people: tuple[PersonId, ...] = ()
    """Which persons took part. 参与人物。"""
    place: Words | None = None
    """Where, in words. 地点。"""
    places: tuple[PlaceId, ...] = ()
    """Where, as places with a record of their own. 所在地点（有记录的地点）。"""
    note: Words | None = None
    """A sentence or two more. 说明。"""
    themes: Themes = ()
    related: Related = ()
    notes: Notes = ()


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
class Program(CommonFields):
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
    themes: Themes = ()
    related: Related = ()
    notes: Notes = ()
    summary: Summary = None
    pinyin: Pinyin = None
