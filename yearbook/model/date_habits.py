"""Turn dates as people write them into EDTF: 2022年6月, 2022.6, 2022/6/3, 2014年至2016年, 二〇二二年六月.

Whether there is such a day is for `dates` to say.
"""

from __future__ import annotations

import re

from yearbook.model.chinese_numbers import (
    HAN_DIGIT,
    HAN_NUMBER,
    PARTS_OF_YEAR,
    any_of,
    half_width,
    han_number,
    year_number,
)

_MONTHS_OF = {"H1": ("01", "06"), "H2": ("07", "12"), "Q1": ("01", "03"), "Q2": ("04", "06"), "Q3": ("07", "09"),
              "Q4": ("10", "12"), "Q1-3": ("01", "09")}  # fmt: skip
_PARTS = {
    **PARTS_OF_YEAR,
    "前三季度": "Q1-3",
    **{each: each for each in _MONTHS_OF if len(each) == len("Q1")},
    **{f"{number}季度": f"Q{number}" for number in range(1, 5)},
    **{f"-{number + 32}": f"Q{number}" for number in range(1, 5)},  # as EDTF has quarters and halves: 2024-33, 2024-40
    **{f"-{number + 39}": f"H{number}" for number in (1, 2)},
}
_HAN_YEAR = re.compile(f"{HAN_DIGIT}{{4}}(?=年)")
_HAN_PART = re.compile(rf"(?:{HAN_NUMBER})(?=[月日号])")
_DATE = re.compile(
    r"(?P<year>\d{4})(?:\s*[-./年]\s*(?P<month>\d{1,2})(?:\s*[-./月]\s*(?P<day>\d{1,2}))?)?\s*[年月日号]?[.]?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_PART_OF_YEAR = re.compile(rf"(\d{{4}})\s*年?\s*[第-]?({any_of(_PARTS)})", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:—+|–|~|～|至|到|--)\s*")
_MONTHS = re.compile(r"(\d{4})\s*[年.]\s*(\d{1,2})\s*月?\s*-\s*(\d{1,2})\s*月")
_END_OF_YEAR = re.compile(r"(?<=\d{4}年)[底末]")
_YEARS = re.compile(r"(\d{4})\s*年?\s*-\s*(\d{4})\s*年?")


def usual_date(text: str) -> str:
    """Return a date or period in EDTF; empty for a text that is none, and for one that is EDTF already."""
    written = _END_OF_YEAR.sub("12月", _in_figures(half_width(text).strip()))
    made = _period(written) or _point(written) or ""
    return "" if made == text else made


def _in_figures(text: str) -> str:
    """Return a date with its Han numbers in figures: 二〇二二年六月 becomes 2022年6月."""
    text = _HAN_YEAR.sub(lambda found: str(year_number(found[0])), text)
    return _HAN_PART.sub(lambda found: str(han_number(found[0]) or found[0]), text)


def _period(text: str) -> str | None:
    if match := _PART_OF_YEAR.fullmatch(text):
        first, last = _MONTHS_OF[_PARTS[match[2].upper()]]
        return f"{match[1]}-{first}/{match[1]}-{last}"
    if match := _MONTHS.fullmatch(text):
        return f"{match[1]}-{int(match[2]):02}/{match[1]}-{int(match[3]):02}"
    if match := _YEARS.fullmatch(text):
        return f"{match[1]}/{match[2]}"
    parts = _RANGE.split(text)
    if len(parts) != 2:
        return None
    start, end = parts
    if re.fullmatch(r"\d{1,2}\s*月", end):  # 2016年1月至6月
        end = f"{start[:4]}年{end}"
    points = _point(start), _point(end)
    return "/".join(filter(None, points)) if all(points) else None


def _point(text: str) -> str | None:
    if match := _COMPACT.fullmatch(text):
        return f"{match[1]}-{match[2]}-{match[3]}"
    match = _DATE.fullmatch(text.strip())
    if not match:
        return None
    parts = (int(match[each]) for each in ("month", "day") if match[each])
    return "-".join((match["year"], *(f"{each:02}" for each in parts)))
