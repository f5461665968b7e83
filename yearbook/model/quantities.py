"""Quantities as Chinese documents print them, typed once and understood exactly.

Turns `3216亿元`, `263.89万平方米`, `10.5%`, `1500人次`, `400亿元以上`, `300-320万平方米`, `3000余万元` into
exact decimal
values with a measure and a bound. Nothing is rounded here or later. Showing a quantity in a language is the business
of `language`. Magnitudes after GB/T 15835-2011 §5 (万, 亿 follow the figure).
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from yearbook.core.frozen import dataclass
from yearbook.model.errors import InvalidValueError


class Bound(Enum):
    """How a printed number stands to the true one."""

    EXACT = "exact"
    AT_LEAST = "at-least"
    """以上, 不少于: that much or more."""
    OVER = "over"
    """余, 多, 超, 逾: somewhat more."""
    ABOUT = "about"
    """约, 近, 左右."""
    AT_MOST = "at-most"
    """以下, 以内, 不超过: that much or less."""


MEASURES: dict[str, str] = {
    "元": "CNY",
    "平方米": "square-metre",
    "㎡": "square-metre",
    "平方公里": "square-kilometre",
    "公里": "kilometre",
    "米": "metre",
    "亩": "mu",
    "公顷": "hectare",
    "立方米": "cubic-metre",
    "吨": "tonne",
    "%": "percent",
    "％": "percent",
    "个百分点": "percentage-point",
    "人次": "person-time",
    "人": "person",
    "名": "person",
    "户": "household",
    "天": "day",
    "年": "year",
    "次": "time",
    "届": "session",
    "岁": "year-of-age",
    **dict.fromkeys(
        [
            "个",
            "家",
            "项",
            "条",
            "处",
            "所",
            "座",
            "件",
            "起",
            "类",
            "种",
            "辆",
            "张",
            "套",
            "栋",
            "部",
            "份",
            "支",
            "台",
            "级",
            "期",
            "批",
            "对",
            "片",
            "块",
            "组",
            "村",
            "大类",
            "街道",
            "社区",
            "场",
            "本",
            "篇",
        ],
        "count",
    ),
    "": "count",
}
"""Printed measure → what it measures. `count` covers the classifiers, which other languages do not print."""

_MAGNITUDES = {
    "": 0,
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "十万": 5,
    "百万": 6,
    "千万": 7,
    "亿": 8,
    "万亿": 12,
}
_LEADING = {
    "约": Bound.ABOUT, "近": Bound.ABOUT, "超": Bound.OVER, "超过": Bound.OVER, "逾": Bound.OVER,
    "不少于": Bound.AT_LEAST, "至少": Bound.AT_LEAST, "不超过": Bound.AT_MOST,
}  # fmt: skip
_TRAILING = {"以上": Bound.AT_LEAST, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "左右": Bound.ABOUT}
_NUMBER = r"-?\d{1,15}(?:\.\d{1,6})?"
_PATTERN = re.compile(
    rf"(?P<lead>{'|'.join(sorted(_LEADING, key=len, reverse=True))})?"
    rf"(?P<low>{_NUMBER})(?:(?P<low_measure>%|％)?[-—–~～至](?P<high>{_NUMBER}))?"
    r"(?P<over>[余多])?"
    rf"(?P<magnitude>{'|'.join(sorted(filter(None, _MAGNITUDES), key=len, reverse=True))})?"
    r"(?P<over_after>[余多])?"
    rf"(?P<measure>{'|'.join(re.escape(each) for each in sorted(filter(None, MEASURES), key=len, reverse=True))})?"
    rf"(?P<trail>{'|'.join(_TRAILING)})?",
    re.ASCII,
)


_FORM = (
    "a quantity is written 3216亿元, 263.89万平方米, 10.5%, 400亿元以上 or 300-320万平方米",
    "数量写作 3216亿元、263.89万平方米、10.5%、400亿元以上 或 300-320万平方米",
)


class QuantityError(InvalidValueError):
    """A text that is not a quantity."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its measure, exactly as printed and exactly as meant."""

    printed: str
    """As typed, in the Chinese form: `263.89万平方米`."""
    low: Decimal
    """In whole measures: CNY, not 万元; square metres, not 万平方米. Of a range, the lower end."""
    high: Decimal | None
    """The upper end of a range; None for a single number."""
    measure: str
    """A value of MEASURES: `CNY`, `square-metre`, `percent`, `count` …"""
    bound: Bound
    classifier: str
    """The measure as printed: `元`, `家`; empty where none is printed."""
    magnitude: int
    """The power of ten printed as 万 or 亿 (4, 8 …): tells whether people read this number in large units."""

    @property
    def is_exact(self) -> bool:
        return self.bound is Bound.EXACT and self.high is None

    def same_as(self, other: Quantity) -> bool:
        """Equal in meaning, however printed: 0.5亿元 and 5000万元."""
        return (self.low, self.high, self.measure, self.bound) == (
            other.low,
            other.high,
            other.measure,
            other.bound,
        )

    def __str__(self) -> str:
        return self.printed


@lru_cache(maxsize=1 << 12)
def parse_quantity(text: str) -> Quantity:
    """A printed quantity → its value. Raises QuantityError with what is wrong, in terms of the text."""
    match = _PATTERN.fullmatch(text)
    if not match:
        raise QuantityError(*_why_not(text))
    power = _MAGNITUDES[match["magnitude"] or ""]
    classifier = match["measure"] or match["low_measure"] or ""
    if match["low_measure"] and MEASURES[classifier] != "percent":
        raise QuantityError(*_FORM)
    low, high = (_exact(match[name], power) if match[name] else None for name in ("low", "high"))
    assert low is not None
    if high is not None and high <= low:
        raise QuantityError(
            f"the range {match['low']}-{match['high']} does not rise",
            f"{match['low']}-{match['high']} 的后一个数应大于前一个",
        )
    return Quantity(text, low, high, MEASURES[classifier], _bound(match), classifier, power)


def _bound(match: re.Match[str]) -> Bound:
    found = [
        *((_LEADING[match["lead"]],) if match["lead"] else ()),
        *((Bound.OVER,) if match["over"] else ()),
        *((Bound.OVER,) if match["over_after"] else ()),
        *((_TRAILING[match["trail"]],) if match["trail"] else ()),
    ]
    if len(found) > 1:
        raise QuantityError(
            "a quantity is qualified once: 约, 余 or 以上, not two of them", "约、余、以上等限定只能用一个"
        )
    return found[0] if found else Bound.EXACT


def _exact(digits: str, power: int) -> Decimal:
    """Digits times a power of ten; a typed fraction keeps its last zeros, so that no precision is lost in print."""
    number = Decimal(digits).scaleb(power)
    return number if "." in digits else number.quantize(Decimal(1))


def _why_not(text: str) -> tuple[str, str]:
    """The likeliest reason, in English and Chinese."""
    reasons = (
        (r"^$", "a quantity is empty", "数量是空的"),
        (r"[０-９．]", "figures are typed half-width: 3216, not ３２１６", "数字用半角：3216，不用 ３２１６"),
        (r"\d[,，]\d", "figures are typed without commas: 19466元", "数字不加千分位逗号：19466元"),
        (r"\s", "a quantity is typed without spaces", "数量中间不留空格"),
        (
            r"^\D*$",
            "a quantity has figures: 3216亿元, 10.5%, 1500人次",
            "数量要有数字：3216亿元、10.5%、1500人次",
        ),
    )
    for pattern, en, zh in reasons:
        if re.search(pattern, text):
            return en, zh
    rest = re.sub(rf"^\D*?{_NUMBER}[-—–~～至\d.%％]*[余多]?(?:万亿|[十百千]?万|[亿百千十])?", "", text)
    if rest not in MEASURES and rest != text and not re.search(r"\d", rest):
        return f"“{rest}” is not a measure that is known here", f"这里不认识计量单位“{rest}”"
    return _FORM


def progress(done: Quantity, planned: Quantity) -> Decimal | None:
    """Done ÷ planned as an exact-enough decimal (28 digits); None where it would not mean anything.

    It does not for ranges, for different measures, or for a plan of nothing. A plan of “400亿元以上” gives the progress
    towards the stated minimum.
    """
    if done.high is not None or planned.high is not None or done.measure != planned.measure or not planned.low:
        return None
    return done.low / planned.low
