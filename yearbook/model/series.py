"""An indicator with its values by period, and a commitment with its outcome.

Each field's docstring is its definition, in English and Chinese; see `model.kinds` for where records are written.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.common import CommonFields
from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import (
    AmountFact,
    Citation,
    Citations,
    Date,
    Figure,
    Notes,
    Related,
    Themes,
    UnitId,
    Words,
    record,
)
from yearbook.model.quantities import Amount
from yearbook.model.ranks import Rank


class Status(Enum):
    """What a number of a series is. 数值的性质。"""

    ACTUAL = "actual"
    TARGET = "target"
    PLAN = "plan"
    PROGRESS = "progress"


class Certainty(Enum):
    """How far a number is settled. 数值的确定程度。"""

    PROVISIONAL = "provisional"
    """Will be revised: shown with *. 初步数。"""
    ESTIMATED = "estimated"
    """Not counted but estimated: shown with e. 估计数。"""
    MISSING = "missing"
    """Not available: shown as …. 缺报。"""


@record
class Revision:
    """A value that was given before. 修订前的数值。"""

    value: Amount
    """The value as it was printed. 原数值。"""
    date: Date
    """When it was replaced. 修订日期。"""
    because: Words
    """Why it was replaced. 修订原因。"""
    sources: Citations
    """Where the earlier value stands. 原数值的出处。"""


@record
class Observation:
    """One value of an indicator. 指标的一个数值。"""

    period: Date
    """The year, half-year, quarter or month that it is for: 2018, 2018-01/2018-06, 2018-01/2018-03, 2018-01.
    所属时段：年、半年、季度、月。
    """
    sources: Citations
    """Where it is reported. 出处。"""
    status: Status = Status.ACTUAL
    """actual, target, plan or progress. 实际、目标、计划、进度。"""
    value: AmountFact | None = None
    """The value as printed. 数值。"""
    certainty: Certainty | None = None
    """provisional, estimated or missing; empty for a settled value. 初步数、估计数、缺报；确定的数值不写。"""
    revised: tuple[Revision, ...] = ()
    """Values given before, each with the date and the reason of the change. 修订前的数值及日期、原因。"""
    growth: Amount | None = None
    """Growth on the same period of the year before. 同比增速。"""
    ranks: tuple[Rank, ...] = ()
    """Places reached, each with scope and basis. 位次。"""
    note: Words | None = None
    """What else is said. 说明。"""

    def __post_init__(self) -> None:
        if self.certainty is Certainty.MISSING and self.value:
            raise InvalidValueError("a value is given here, so it is not missing; remove one of the two")
        if self.revised and not self.value:
            raise InvalidValueError("“revised” lists earlier values; the present one stands in “value”")


@record
class Indicator(CommonFields):
    """One measured series. 一项指标。"""

    title: Words
    """What is measured. 指标名称。"""
    observations: Annotated[tuple[Observation, ...], Field(min_length=1)]
    """Its values by period. 各期数值。"""
    subject: UnitId | None = None
    """Whose figure it is; empty for the district itself. 所属单位。"""
    definition: Words | None = None
    """How it is counted: what is included, at which prices, since when. 口径。"""
    themes: Themes = ()
    note: Words | None = None
    """What it measures, for readers who cannot know. 指标解释。"""
    notes: Notes = ()
    related: Related = ()


class Outcome(Enum):
    """What became of a promise. 兑现情况。"""

    KEPT = "kept"
    PARTLY = "partly"
    MISSED = "missed"
    NOT_REPORTED = "not-reported"


@record
class Result:
    """What became of a promise, as a source states it. 兑现情况。"""

    status: Outcome
    """kept, partly, missed or not-reported. 兑现、部分兑现、未兑现、未见报道。"""
    note: Words | None = None
    """What was done. 情况。"""
    figures: tuple[Figure, ...] = ()
    """Numbers of the outcome. 数字。"""
    sources: tuple[Citation, ...] = ()
    """Where it is stated; required unless not reported. 出处。"""


@record
class Commitment(CommonFields):
    """Something promised for a period. 一项承诺。"""

    title: Words
    """What is promised, in one sentence. 承诺内容。"""
    period: Date
    """For which period. 所属时段。"""
    sources: Citations
    """Where it is promised. 出处。"""
    by: tuple[UnitId, ...] = ()
    """Who promises; empty for the district itself. 承诺单位。"""
    due: Date | None = None
    """By when, where stated. 期限。"""
    figures: tuple[Figure, ...] = ()
    """The numbers promised. 目标数字。"""
    outcome: Result = Result(status=Outcome.NOT_REPORTED)
    """What became of it. 兑现情况。"""
    themes: Themes = ()
    related: Related = ()
    """Projects, ledgers, programs, as kind:id. 相关记录。"""
    notes: Notes = ()
