"""A unit (any body that does or receives something) and a theme (what things belong to).

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.fields import Citation, Date, Line, Notes, Pinyin, UnitId, Words, record


class UnitType(Enum):
    """What sort of body a unit is. 单位类型。"""

    DISTRICT = "district"
    PARTY = "party"
    GOVERNMENT = "government"
    JUDICIAL = "judicial"
    ASSOCIATION = "association"
    SUBDISTRICT = "subdistrict"
    TOWN = "town"
    VILLAGE = "village"
    PARK = "park"
    WORKING_GROUP = "working-group"
    INSTITUTION = "institution"
    STATE_OWNED = "state-owned"
    COMPANY = "company"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    SUPERIOR = "superior"
    OTHER = "other"


@record
class UnitName:
    """A name that a unit bears or bore. 单位名称。"""

    name: Words
    """The full name. 全称。"""
    short: Words | None = None
    """The short name. 简称。"""
    since: Date | None = None
    """From when, where known. 起用时间。"""
    until: Date | None = None
    """Until when, where known. 停用时间。"""


@record
class Unit(CommonFields):
    """Any body: a department, sub-district, park, company, school, association, superior body. 一个单位。"""

    names: Annotated[tuple[UnitName, ...], Field(min_length=1)]
    """Its names through time, the latest last. 历次名称，最后的在末尾。"""
    type: UnitType
    """What sort of body. 类型。"""
    aliases: tuple[Line, ...] = ()
    """Other spellings that sources use. 来源中的其他写法。"""
    parent: UnitId | None = None
    """The body it belongs to. 上级或所属单位。"""
    successors: tuple[UnitId, ...] = ()
    """What took over its work. 后继单位。"""
    note: Words | None = None
    """What a reader from elsewhere needs to know. 说明。"""
    notes: Notes = ()
    pinyin: Pinyin = None
    sources: tuple[Citation, ...] = ()
    """Where it is named, if no other record says so. 出处。"""


@record
class Theme(CommonFields):
    """One of the yearbook's themes. 主题。"""

    title: Words
    """Its name. 名称。"""
    note: Words | None = None
    """What belongs to it. 说明。"""
    sources: tuple[Citation, ...] = ()
    """Where it is set out. 出处。"""
