"""Convert the text of a cell to a value as content files write it.

Dates, quantities, numbers, yes and no are understood as offices write them: `2016年9月` is 2016-09, `３２１６ 亿元` is
3216亿元, `第三名` is 3. Names of records are looked up in `content.name_lookup`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from yearbook.content.choices import choice_label
from yearbook.core.diagnostics import nearest
from yearbook.core.messages import Word
from yearbook.model.chinese_numbers import HAN_NUMBER, half_width, whole_number
from yearbook.model.date_habits import usual_date
from yearbook.model.dates import DateError, parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.measures import Measures
from yearbook.model.quantities import QuantityError, parse_quantity
from yearbook.model.ranks import Placing
from yearbook.model.structure import ValueType

_YES = frozenset({"true", "yes", "y", "1", "是", "√", "✓", "对"})
_NO = frozenset({"false", "no", "n", "0", "否", "×", "✗", "无"})
_RANK = re.compile(rf"(?P<among>\D*?)(?P<tied>并列)?(?:第|(?P<within>前))(?P<place>(?:\d+|{HAN_NUMBER})[名位]?)")
_STAGE = re.compile(r"""
    (?: (?P<planned>拟|计划|预计|力争|确保|待) | (?P<reached>已经?|实际|全面) )?
    (?: (?P<stage>新?开工|竣工|完工|建成|投产|新建|前期) (?:建设)?
      | (?P<under_way>续建|在建|建设中) 中?
    )
    (?:项目|工程)?
""", re.VERBOSE)  # fmt: skip
"""What offices write for the stage of a project."""

_WHOLE_NUMBER = re.compile(rf"(?:第|连续)?(?P<number>\d+|{HAN_NUMBER})(?:\.0+)?[名位次年届个]?")


def cell_date(text: str) -> str:
    """Return a date or period as EDTF. Raises InvalidValueError."""
    written = half_width(text).strip()
    made = usual_date(written)
    try:
        return str(parse_when(made or written))
    except DateError as error:
        raise (error if made else _date_error(written, error)) from error


def _date_error(text: str, error: DateError) -> InvalidValueError:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return InvalidValueError(
            "{text} is Excel's number of a day: give the cells of this column the format “date”", text=text
        )
    if re.fullmatch(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}", text):
        return InvalidValueError("“{text}” may be read with the day or the month first: begin with the year", text=text)
    if re.match(r"\d{4}(-\d\d){1,2}[?~%]?$", text) or "/" in text:
        return error
    return InvalidValueError(
        "“{text}” is not a date: write a date as 2016, 2016-09 or 2016-09-23 "
        "(2016年9月 and Excel's own dates are understood too)",
        text=text,
    )


def cell_amount(text: str, unit: str = "", measures: Measures | None = None) -> str:
    """Return a quantity; a bare number takes the unit of its heading. Raises InvalidValueError."""
    written = re.sub(r"(?<=\d),(?=\d{3})", "", re.sub(r"\s+", "", half_width(text)))
    if unit and re.fullmatch(r"-?\d+(\.\d+)?", written):
        written += unit
    parse_quantity(written, measures)
    return written


def heading_unit(heading: str, measures: Measures | None = None) -> str:
    """Return the unit that a heading gives in brackets: 万元 for 总投资（万元）; empty if none.

    `measures`: those of the yearbook, by default the shipped ones.
    """
    match = re.search(r"[(（]\s*(?:单位[:：])?\s*([^()（）]+?)\s*[)）]\s*$", heading)
    if not match:
        return ""
    try:
        parse_quantity(f"1{match[1]}", measures)
    except QuantityError:
        return ""
    return match[1]


def cell_number(text: str) -> str:
    """Return a whole number: 3, 第3名, 第三, 连续5年. Raises InvalidValueError."""
    written = re.sub(r"\s", "", half_width(text))
    match = _WHOLE_NUMBER.fullmatch(written)
    value = whole_number(match["number"]) if match else None
    if value is None:
        raise InvalidValueError("“{text}” is not a whole number", text=text)
    return str(value)


class CellRank(NamedTuple):
    """A rank as offices write it into one cell: 全市并列第1名, 前三."""

    among: str
    """Among whom: 全市; empty if the text does not say."""
    place: str
    placing: str
    """A value of `Placing`; empty for an exact place."""


def cell_rank(text: str) -> CellRank:
    """Return the parts of a rank; of a text of another form, the text as the place."""
    match = _RANK.fullmatch(re.sub(r"\s", "", half_width(text)))
    if match is None:
        return CellRank("", text, "")
    placing = Placing.TIED.value if match["tied"] else Placing.WITHIN.value if match["within"] else ""
    return CellRank(match["among"], match["place"], placing)


def cell_standing(text: str) -> tuple[str, str]:
    """Return whether a stage is planned or reached, and the stage: (planned, 开工) for 拟开工.

    The first part is empty if the word leaves it open: 开工, 竣工项目.
    """
    match = _STAGE.fullmatch(re.sub(r"\s", "", half_width(text)))
    if not match:
        return "", text
    said = "planned" if match["planned"] else "reached" if match["reached"] or match["under_way"] else ""
    return said, match["stage"] or match["under_way"]


def cell_flag(text: str) -> str:
    """Return `true` or `false`. Raises InvalidValueError."""
    written = half_width(text).strip().casefold()
    if written in _YES:
        return "true"
    if written in _NO:
        return "false"
    raise InvalidValueError("“{text}” is neither yes nor no", text=text)


def cell_choice(text: str, choices: type[Enum]) -> str | None:
    """Return the value that a word stands for: national for 国家级; None for an unknown word."""
    written = _bare(text)
    for value, words in choice_label(choices).items():
        if written in (value, *map(_bare, words.names)):
            return value
    return None


def nearest_choice(text: str, choices: type[Enum]) -> tuple[Word, tuple[Word, ...]]:
    """Return the nearest word, and all that can be chosen."""
    labels = choice_label(choices).values()
    names = {name: each.name for each in labels for name in each.names}
    return names.get(nearest(text, names), ""), tuple(each.name for each in labels)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", half_width(text)).casefold()


PARSERS: Mapping[ValueType, Callable[[str], str]] = MappingProxyType(
    {ValueType.DATE: cell_date, ValueType.NUMBER: cell_number, ValueType.FLAG: cell_flag}
)
"""Converters of sorts that need only the text."""
