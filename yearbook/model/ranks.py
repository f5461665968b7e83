"""How a record stands among others: its rank, that it is the only one, that it is so for the fifth time running.

Each field's docstring is its definition, in English and Chinese.
"""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from pydantic import Field

from yearbook.model.errors import InvalidValueError
from yearbook.model.fields import BasisId, Flag, ScopeId, Words, record


class Placing(Enum):
    """How a place is meant. 名次的含义。"""

    EXACT = "exact"
    """This place, and nobody else has it. 单独名次。"""
    TIED = "tied"
    """Others have the same place. 并列。"""
    WITHIN = "within"
    """One of the first few; the source does not say which. 前几名。"""


@record
class Rank:
    """A place in an order: comparable only with ranks of the same scope and basis. 位次。"""

    place: Annotated[int, Field(ge=1, le=10_000)]
    """1 for first. 名次。"""
    scope: ScopeId
    """Among whom, by id from yearbook.yaml: urban-six is not urban-five. 比较范围。"""
    basis: BasisId
    """By what, by id from yearbook.yaml: total is not growth. 排名依据。"""
    placing: Placing = Placing.EXACT
    """exact, tied or within: with place 3, one of the first three. 单独名次、并列、前几名（place 写几）。"""

    def __post_init__(self) -> None:
        if self.placing is Placing.WITHIN and self.place == 1:
            raise InvalidValueError("among the first few there are two at least; leave out “within” for the first")


@record
class Exclusive:
    """The only one of its kind, or the first. 唯一或首个。"""

    scope: ScopeId
    """Among whom. 在哪个范围内。"""
    first: Flag = False
    """True where it is the first, not the only one. 是首个而非唯一时写 true。"""
    note: Words | None = None
    """In what respect. 就哪一点而言。"""


class Interval(Enum):
    """What a streak counts. 连续的单位。"""

    YEARS = "years"
    TIMES = "times"
    SESSIONS = "sessions"


@record
class Streak:
    """The same honor several times running. 连续获得。"""

    count: Annotated[int, Field(ge=2, le=100)]
    """How often, including this time. 连续多少次（年、届）。"""
    of: Interval = Interval.YEARS
    """years, times or sessions. 年、次、届。"""
