"""The syntax of Chinese numbers: parts of patterns from which every reader of numbers makes its own.

Data, cells of tables, texts of sources and prose have numbers in the same forms (after GB/T 15835-2011: 3216亿元,
约500人, 300—320万, 第十一, 二〇一六年). Each form is written down here alone, with what it means; a reader adds only
where it looks for them.
The parts are regular expressions without named groups and without blanks, so that they also fit into verbose ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import Enum
from types import MappingProxyType


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


HAN_DIGITS: Mapping[str, int] = MappingProxyType(
    {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
)
POWERS: Mapping[str, int] = MappingProxyType({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8})
"""Power of ten of each multiplier. Two together multiply: 百万, 万亿."""
QUALIFIERS_BEFORE: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("不少于", "不低于", "至少", "最少"), Bound.AT_LEAST)
    | dict.fromkeys(("超过", "突破", "逾", "超", "过", "上"), Bound.OVER)
    | dict.fromkeys(("大约", "接近", "将近", "约", "近"), Bound.ABOUT)
    | dict.fromkeys(("不超过", "不高于", "不到", "不足", "至多", "最多"), Bound.AT_MOST)
)
QUALIFIERS_AFTER: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("以上", "及以上"), Bound.AT_LEAST)
    | {"多": Bound.OVER}
    | dict.fromkeys(("以下", "以内"), Bound.AT_MOST)
    | dict.fromkeys(("左右", "上下"), Bound.ABOUT)
)
PARTS_OF_YEAR: Mapping[str, str] = MappingProxyType(
    {"上半年": "H1", "下半年": "H2", "一季度": "Q1", "二季度": "Q2", "三季度": "Q3", "四季度": "Q4"}
)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that finds any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(filter(None, words), key=len, reverse=True))


FIGURE = r"\d{1,15}(?:\.\d{1,6})?"
"""Digits as data have them."""
SIGNED_FIGURE = f"-?{FIGURE}"
GROUPED_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[\ \u2009\u202f]\d{3})+(?!\d)|\d{1,15})(?:\.\d{1,6})?"
"""Digits as prose has them, with commas or thin spaces between thousands."""
HAN_DIGIT = "[零〇一二三四五六七八九]"
"""Of numbers written digit by digit, which have no 两."""
HAN_NUMBER = f"[{''.join((*HAN_DIGITS, *POWERS))}]+"
"""A number in Han characters; `han_number` tells whether they are one."""
TO = "[-—–~～至]"
"""Between the ends of a range, in data."""
TO_IN_TEXT = "(?:[-—–－~～]{1,2}|至|到)"
MORE = "[余多]"
PERCENT_SIGN = "[%％]"
MAGNITUDE = "[十百千]?万|万?亿|千(?![瓦米伏焦卡赫帕牛乏升]|克(?!拉))|百(?![帕升])|十"
"""万, 亿 and what may stand before them, after a figure. 千瓦, 千克 and the like are measures."""
QUALIFIED_BEFORE = "约|近|超过?|逾|不少于|至少|不超过"
"""Those of QUALIFIERS_BEFORE that data may have."""
QUALIFIED_AFTER = "以[上下内]|左右"
"""Those of QUALIFIERS_AFTER that data may have at the end."""
AMOUNT = f"{SIGNED_FIGURE}(?:{PERCENT_SIGN}?{TO}{SIGNED_FIGURE})?{MORE}?(?:{MAGNITUDE})?{MORE}?"
"""A figure or a range, with its multiplier; what follows is its measure."""
YEAR_FIGURES = r"(?:18|19|20)\d\d"
ABOUT_A_YEAR = r"(?:大?约|[接将]?近)(?:1[89]|20)(?!00)\d\d年"
"""近2017年 is a date; 近2000年 counts years."""
HAN_YEAR = f"[一二][〇零九八]{HAN_DIGIT}{{2}}"
MONTH = DAY = r"\d{1,2}"
"""Also those that there cannot be: a slip is compared as the date that it was meant to be."""


_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_KEPT_WIDE = {ord(each): each for each in "～％"}  # quantities know them


def half_width(text: str) -> str:
    """Return a text with half-width letters, figures and signs: ２０１６．９ becomes 2016.9."""
    return text.translate({**_WIDE, **_KEPT_WIDE})


def magnitude(text: str) -> int:
    """Return the power of ten of 万, 亿, 百万, 万亿; 0 of an empty text."""
    return sum(POWERS[each] for each in text)


def figure(text: str) -> Decimal:
    """Return the value of digits, with or without signs between thousands."""
    return Decimal(re.sub("[, \u2009\u202f]", "", text))


def han_number(text: str) -> int | None:
    """Return 320 of 三百二十, 12 of 十二, 20000 of 两万.

    None of rows of digits, whose meaning is uncertain: 三五, 一二三.
    """
    total = section = digit = reached = 0
    last = ""
    for each in text:
        power = POWERS.get(each, 0)
        if not power:
            if last in HAN_DIGITS and last not in "零〇":
                return None
            digit = HAN_DIGITS[each]
        elif power < POWERS["万"]:
            section += (digit or 1) * 10**power
            digit = 0
        else:  # 亿 multiplies the 万 before it (一万亿); 万 after 亿 does not (一亿二千万)
            if power > reached:
                total = (total + section + digit or 1) * 10**power
            else:
                total += (section + digit or 1) * 10**power
            section, digit, reached = 0, 0, power
        last = each
    return total + section + digit


def whole_number(text: str) -> int | None:
    """Return the value of a whole number in figures or in Han characters; None of rows of Han digits."""
    return int(text) if text.isdecimal() else han_number(text)


def year_number(text: str) -> int:
    """Return a year written in figures, or in Han characters digit by digit (二〇一六)."""
    return int("".join(str(HAN_DIGITS.get(each, each)) for each in text))
