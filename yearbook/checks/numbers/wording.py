"""Write a number as the other language has it, for hints: 321.6 billion for 3216亿."""

from __future__ import annotations

from decimal import Decimal

from yearbook.checks.numbers.english_syntax import MONTHS
from yearbook.checks.numbers.statements import Moment, NumberKind, Statement
from yearbook.model.chinese_numbers import Bound, magnitude

_BOUNDS = {
    "en": {Bound.AT_LEAST: "at least {}", Bound.OVER: "over {}", Bound.ABOUT: "about {}", Bound.AT_MOST: "up to {}"},
    "zh": {Bound.AT_LEAST: "{}以上", Bound.OVER: "超过{}", Bound.ABOUT: "约{}", Bound.AT_MOST: "不超过{}"},
}
_POWERS = {
    "en": ((12, " trillion"), (9, " billion"), (6, " million")),
    "zh": tuple((magnitude(word), word) for word in ("万亿", "亿", "万")),
}


def written_number(statement: Statement, language: str) -> str:
    """Return the value of a statement as `zh` or `en` would write it, with its bound."""
    value = statement.value
    if isinstance(value, Moment):
        text = _moment(value, language)
    elif isinstance(value, Decimal):
        text = _number(value, statement.kind, language)
    else:
        text = value
    return _BOUNDS[language].get(statement.bound, "{}").format(text)


def _number(value: Decimal, kind: NumberKind, language: str) -> str:
    digits = _digits(value, language)
    if kind is NumberKind.PERCENT:
        return f"{digits}%"
    if kind is NumberKind.POINTS:
        return f"{digits}个百分点" if language == "zh" else f"{digits} percentage points"
    if kind is NumberKind.ORDINAL:
        return f"第{digits}" if language == "zh" else f"no. {digits}"
    return digits


def _digits(value: Decimal, language: str) -> str:
    for power, word in _POWERS[language]:
        if value >= 10**power and (scaled := value.scaleb(-power)) == round(scaled, 4):
            return f"{_plain(scaled, '')}{word}"
    return _plain(value if value == round(value, 4) else round(value, 4), "," if language == "en" else "")


def _plain(value: Decimal, comma: str) -> str:
    text = f"{value:,f}".replace(",", comma)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: Moment, language: str) -> str:
    if language == "zh":
        part = {"H1": "上半年", "H2": "下半年"}.get(value.part, f"第{value.part[1:]}季度" if value.part else "")
        units = ((value.year, "年"), (value.month, "月"), (value.day, "日"))
        return "".join(f"{number}{unit}" for number, unit in units if number) + part
    part = {"H1": "first half", "H2": "second half"}.get(value.part, f"quarter {value.part[1:]}" if value.part else "")
    month = value.month or 0
    name = f"month {month}" if month > len(MONTHS) else ("", *MONTHS)[month]
    return " ".join(filter(None, (part, str(value.day or ""), name, str(value.year or ""))))
