"""An honor: a recognition received by the district or a unit of it.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import (
    Citation,
    Citations,
    Date,
    DatedField,
    Figure,
    Flag,
    Line,
    Notes,
    PersonId,
    Pinyin,
    Related,
    Shorthand,
    Summary,
    Themes,
    UnitId,
    Words,
    record,
)
from yearbook.model.ranks import Exclusive, Rank, Streak
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


class AwardeeType(Enum):
    """What a commendation list counts. 表彰名单所计的对象。"""

    UNIT = "unit"
    PERSON = "person"
    COMPANY = "company"
    FAMILY = "family"


@record
class Awardees:
    """One group of a commendation list: how many there are, and which of them the source names. 表彰名单中的一类。"""

    label: Words
    """What they are commended as. 表彰名目。"""
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    """How many in all, named or not; without it, those that are named are counted. 总数；不写则由程序数所列的名称。"""
    of: AwardeeType | None = None
    """unit, person, company or family; person where no units are named, else unit. 计数对象：单位、人、企业、户。"""
    named: tuple[UnitId, ...] = ()
    """Units that the source names. 点名的单位。"""
    people: tuple[PersonId, ...] = ()
    """Persons that the source names and that have records of their own. 点名且在本书立目的人物。"""
    names: tuple[Words, ...] = ()
    """Others that the source names and that have no records: persons, families, companies.
    点名而不立目的其他个人、家庭或企业，只写名称。
    """

    def __post_init__(self) -> None:
        if self.count is None and not self.all_named:
            raise InvalidValueError("say how many there are, or name them")

    @property
    def all_named(self) -> int:
        """How many the source names."""
        return len(self.named) + len(self.people) + len(self.names)

    @property
    def total(self) -> int:
        """How many in all."""
        return self.all_named if self.count is None else self.count

    @property
    def counted(self) -> AwardeeType:
        """What the list counts, as said or as follows from who is named."""
        no_units = self.all_named > len(self.named) == 0
        return self.of or (AwardeeType.PERSON if no_units else AwardeeType.UNIT)


class ReassessmentResult(Enum):
    """How a re-assessment ended. 复审结果。"""

    CONFIRMED = "confirmed"
    """The honor is kept. 通过。"""
    DEFERRED = "deferred"
    """To be put right first. 限期整改。"""
    FAILED = "failed"
    """The honor is not kept. 未通过。"""


@record
class Reassessment:
    """One re-assessment of an honor after it was conferred. 复审。"""

    date: DatedField
    """When. 复审日期。"""
    result: ReassessmentResult
    """confirmed, deferred or failed. 结果：通过、限期整改、未通过。"""
    note: Words | None = None
    """What was found. 情况。"""
    sources: tuple[Citation, ...] = ()
    """Where it is reported; empty where the record's own sources say it. 出处。"""


@record
class Expiry:
    """Until when an honor is valid; written as the bare date where the record's own sources say it. 有效期。"""

    date: Date
    """Its last day, month or year. 有效期截止日期。"""
    sources: tuple[Citation, ...] = ()
    """Where it is said; empty where the record's own sources say it. 出处。"""


@record
class Revocation:
    """That an honor was taken back. 撤销。"""

    date: DatedField
    """When. 撤销日期。"""
    sources: Citations
    """Where it is reported. 出处。"""
    revoked_by: tuple[UnitId, ...] = ()
    """Who took it back. 撤销单位。"""
    because: Words | None = None
    """Why, as the source says. 撤销的原因。"""


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
    """The units that received it. 获得单位。"""
    people: tuple[PersonId, ...] = ()
    """The persons that received it and have records of their own. 获得荣誉且在本书立目的人物。"""
    persons: tuple[Words, ...] = ()
    """Other persons or families honored by name. 受表彰的其他个人或家庭，只写姓名。"""
    jointly: Flag = False
    """True where the recipients received it together, not each one of their own. 联合获得、共用一项荣誉时写 true。"""
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
    reassessed: tuple[Reassessment, ...] = ()
    """Re-assessments since, the latest last. 历次复审，最后的在末尾。"""
    expires: Annotated[Expiry, Shorthand("date")] | None = None
    """Until when it is valid. 有效期截止。"""
    revoked: Revocation | None = None
    """That it was taken back; it is then shown as revoked wherever it is named. 撤销；写后各处都标明已撤销。"""
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
