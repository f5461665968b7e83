"""The numbers that a text states, in any language: what reading and comparing them share.

A statement is a value, exact and in whole units (CNY, not 万元), with its kind, its bound and its place in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType

from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import Bound

_TO_NINE = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
ROMAN_NUMERALS: Mapping[str, int] = MappingProxyType(
    {each: at for at, each in enumerate((*_TO_NINE, "X", "XI", "XII"), start=1)}
)


class NumberKind(Enum):
    """What sort of statement a number makes."""

    NUMBER = "number"
    """A count or an amount: 三项, CNY 321.6 billion, 2倍, half."""
    ORDINAL = "ordinal"
    """A place in a row: 第三, third, 2nd."""
    STEP = "step"
    """Printed either way, and equal to a count and to a place: 二期, Phase II, 四环, 三等功."""
    PERCENT = "percent"
    POINTS = "points"
    """Percentage points: a percentage is never equal to them."""
    DATE = "date"
    LABEL = "label"
    """Signs that name and do not count, the same in every language: 1+3+18, 5A, PM2.5."""


@dataclass(frozen=True, slots=True)
class Moment:
    """As much of a date as a text prints in one place; the rest is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    """`H1`, `H2`, `Q1` … `Q4`: a half or quarter of the year; empty for a month, a day or the whole."""


Value = Decimal | Moment | str
"""A Moment of a DATE, a text of a LABEL, a Decimal of all else (of a percentage: 10.5 for 10.5 %)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One number in a text. Each end of a range is a statement of its own."""

    value: Value
    kind: NumberKind
    bound: Bound
    start: int
    """Offset of its first character."""
    length: int
    firm: bool = True
    """Whether the other language must say it too. Not so for words that languages use freely: a, one, both, 双."""

    @property
    def span(self) -> tuple[int, int]:
        """Offsets of its first character and of the one after its last."""
        return self.start, self.start + self.length
