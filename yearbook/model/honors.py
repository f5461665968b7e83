"""An honor: a recognition received by the district or a unit of it.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.fields import (
    Citations,
    Date,
    DatedField,
    Exclusive,
    Figure,
    Line,
    Notes,
    Pinyin,
    Rank,
    Related,
    Streak,
    Summary,
    Themes,
    UnitId,
    Words,
    record,
)
from yearbook.model.roles import Roles
from yearbook.model.vocabularies import LevelId


class Form(Enum):
    """What kind of recognition an honor is. 荣誉的形式。"""

    AWARD = "award"
    TITLE = "title"
    RANKING = "ranking"
    CERTIFICATION = "certification"
    COMMENDATION = "commendation"
    MODEL = "model"
    PILOT = "pilot"


@record
class Awardees:
    """Part of a commendation list: how many there are, and which of them the source names. 表彰名单中的一类。"""

    label: Words
    """What they are commended as. 表彰名目。"""
    count: Annotated[int, Field(ge=1, le=100_000)]
    """How many in all, named or not. 总数。"""
    named: tuple[UnitId, ...] = ()
    """Those that the source names. 点名的单位。"""


@record
class Honor(CommonFields):
    """One recognition received by the district or a unit of it. 一项荣誉。"""

    title: Line
    """The official name of the honor, without quotation marks. 荣誉的正式名称，不加引号。"""
    form: Form
    """award, title, ranking, certification, commendation, model or pilot. 形式。"""
    level: LevelId
    """national, provincial, municipal, district, or a level of yearbook.yaml.
    级别：国家级、省级、市级、区级，或 yearbook.yaml 中的级别。"""
    sources: Citations
    """Where it is reported. 出处。"""
    conferred_by: tuple[UnitId, ...] = ()
    """Who conferred it; empty where the source does not say. 授予单位，原文未载则不写。"""
    recipients: tuple[UnitId, ...] = ()
    """Who received it. 获得者。"""
    persons: tuple[Words, ...] = ()
    """Private persons or families honored by name. 受表彰的个人或家庭。"""
    units: Roles = Roles()
    """Units with their roles in earning it. 创建工作中的分工。"""
    period: Date | None = None
    """The period judged. 评定所涉时段。"""
    conferred: DatedField | None = None
    """When it was conferred. 授予日期。"""
    published: DatedField | None = None
    """When it was made public. 公布日期。"""
    rank: Rank | None = None
    """The place reached. 名次。"""
    exclusive: Exclusive | None = None
    """“The only one in Henan”. 唯一或首个。"""
    streak: Streak | None = None
    """“Five years running”. 连续几年、几届。"""
    awardees: tuple[Awardees, ...] = ()
    """The groups of a commendation list. 表彰名单的各类。"""
    themes: Themes = ()
    figures: tuple[Figure, ...] = ()
    """Numbers reported with it. 相关数字。"""
    related: Related = ()
    notes: Notes = ()
    summary: Summary = None
    """One sentence for lists; the first paragraph where it is missing. 一句话摘要。"""
    pinyin: Pinyin = None
    """The reading to sort by, where it is not the usual one. 排序用拼音。"""
