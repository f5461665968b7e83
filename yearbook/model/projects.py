"""A project with what sources report of it, and a ledger: a counted set of projects.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum

from yearbook.core.messages import message
from yearbook.model.common import CommonFields
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import (
    AmountFact,
    CategoryId,
    Citation,
    Citations,
    Date,
    Figure,
    LedgerId,
    Line,
    Notes,
    Pinyin,
    PlaceId,
    ProjectId,
    Related,
    Summary,
    Themes,
    UnitId,
    Words,
    record,
)
from yearbook.model.quantities import Amount
from yearbook.model.roles import Roles
from yearbook.model.vocabularies import StageId


class Standing(Enum):
    """Whether a source reports a stage as planned or as reached. 计划或已实现。"""

    PLANNED = "planned"
    """Still to come: “to be completed if possible”. 计划"""
    REACHED = "reached"
    """A fact when it was reported: “completed”. 已实现"""
    UNCLEAR = "unclear"
    """The words of the source allow both. 原文未明"""


def _require_both(stage: str | None, standing: Standing | None) -> None:
    """Raise an error where only one of the two is said."""
    if stage and not standing:
        raise InvalidValueError(
            "the stage “{stage}” does not say whether it is planned or was reached",
            hint=message(
                "write standing: planned or standing: reached; standing: unclear if the source leaves it open"
            ),
            stage=stage,
        )
    if standing and not stage:
        raise InvalidValueError(
            "“standing” says how a stage is meant, and there is no stage",
            hint=message("write the stage too, or delete this line"),
        )


@record
class NameUse:
    """A name that a source uses for the thing. 来源中的称呼。"""

    name: Line
    """The name as printed. 原文名称。"""
    sources: Citations
    """Where. 出处。"""


@record
class Report:
    """What one source says of a project as of a date: a row of its ledger. 某一时点的进展。"""

    as_of: Date
    """The date up to which it is true, or the period that is planned. 截至日期或计划时段。"""
    sources: Citations
    """Where it is reported. 出处。"""
    stage: StageId | None = None
    """preliminary, new, continuing, completed, or a stage of yearbook.yaml; empty where not said.

    阶段：前期、新开工、续建、竣工，或 yearbook.yaml 中的阶段；原文未说则不写。
    """
    standing: Standing | None = None
    """Whether the source reports the stage as planned or as reached, or leaves it unclear; required with a stage.

    原文所报阶段是计划还是已实现，或未说明；写了阶段就必须写。
    """
    planned: Amount | None = None
    """Investment or quantity planned for the period. 计划完成。"""
    done: Amount | None = None
    """Investment or quantity done since the period began. 累计完成。"""
    note: Words | None = None
    """What else is said. 其他情况。"""

    def __post_init__(self) -> None:
        _require_both(self.stage, self.standing)


@record
class Share:
    """The part of one owner or investor. 一方的份额。"""

    unit: UnitId
    """Who. 单位。"""
    value: Amount
    """How much: 60%, or 3亿元. 份额：60%，或 3亿元。"""
    sources: tuple[Citation, ...] = ()
    """Where it stands; empty where the project's own sources say it. 出处。"""


@record
class Project(CommonFields):
    """One undertaking through the years. 一个项目。"""

    title: Line
    """The name of the project. 项目名称。"""
    category: CategoryId
    """The sort of project, by id from yearbook.yaml. 项目类别。"""
    sources: Citations
    """Where it is named. 出处。"""
    reports: tuple[Report, ...] = ()
    """Its ledger: what each source says, in order of time. 各次进展。"""
    names: tuple[NameUse, ...] = ()
    """Names that differ from the title, as sources print them. 来源中的其他称呼。"""
    units: Roles = Roles()
    """Owner, developer, lead, supervising. 各单位分工。"""
    place: Words | None = None
    """Where it is, in words. 地点。"""
    places: tuple[PlaceId, ...] = ()
    """Where it is, as places with a record of their own. 所在地点（有记录的地点）。"""
    shares: tuple[Share, ...] = ()
    """Who owns or pays how much, where several do: percentages or amounts. 各方份额：比例或金额。"""
    part_of: ProjectId | None = None
    """The larger project that it is part of. 所属的大项目。"""
    investment: AmountFact | None = None
    """Investment in all. 总投资。"""
    themes: Themes = ()
    figures: tuple[Figure, ...] = ()
    """Sizes and other numbers. 规模等数字。"""
    related: Related = ()
    notes: Notes = ()
    summary: Summary = None
    pinyin: Pinyin = None


@record
class Counts:
    """A line of a ledger: how many projects, how much money. 台账的一行。"""

    label: Words | None = None
    """What the line counts; empty where stage or category says it. 名目。"""
    stage: StageId | None = None
    """The stage counted. 阶段。"""
    standing: Standing | None = None
    """Whether the projects counted are planned to reach the stage or have reached it; required with a stage.

    所计项目是计划达到还是已达到该阶段，或原文未说明；写了阶段就必须写。
    """
    category: CategoryId | None = None
    """The category counted. 类别。"""
    count: AmountFact | None = None
    """How many projects. 项目数。"""
    investment: AmountFact | None = None
    """Investment in all. 总投资。"""
    planned: AmountFact | None = None
    """Planned for the period. 计划完成。"""
    done: AmountFact | None = None
    """Done as of the ledger's date. 累计完成。"""
    printed_progress: Amount | None = None
    """The percentage that the source prints; checked against done ÷ planned, never shown instead of it.
    原文所载进度。
    """
    members: tuple[ProjectId, ...] = ()
    """Projects that the source names in this line. 点名的项目。"""
    sources: tuple[Citation, ...] = ()
    """Where the line stands; empty where the ledger's own sources say it. 出处。"""
    note: Words | None = None
    """What else is said. 说明。"""

    def __post_init__(self) -> None:
        _require_both(self.stage, self.standing)


@record
class Ledger(CommonFields):
    """A counted set of projects. 项目台账。"""

    title: Words
    """What is counted, with the year. 台账名称。"""
    period: Date
    """The period that it plans. 计划时段。"""
    total: Counts
    """The whole. 合计。"""
    sources: Citations
    """Where it is reported. 出处。"""
    as_of: Date | None = None
    """The date up to which `done` counts. 截至日期。"""
    stages: tuple[Counts, ...] = ()
    """By stage: parts of the whole that add up to it. 按阶段。"""
    groups: tuple[Counts, ...] = ()
    """Other parts, which need not add up. 其他分类。"""
    part_of: LedgerId | None = None
    """The ledger that this is a part of. 所属台账。"""
    units: Roles = Roles()
    """Who keeps or carries out. 各单位分工。"""
    themes: Themes = ()
    note: Words | None = None
    """A sentence or two. 说明。"""
    notes: Notes = ()
    related: Related = ()
