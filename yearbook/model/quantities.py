"""Quantities as Chinese documents print them, typed once and understood exactly.

Turns `3216亿元`, `263.89万平方米`, `10.5%`, `1500人次`, `400亿元以上`, `300-320万平方米`, `3000余万元` into exact
decimal values with a measure and a bound. Nothing is rounded here or later. `chinese_numbers` has the syntax,
`measures` the measures, and the room `i18n` shows quantities in a language.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, message
from yearbook.model.chinese_numbers import (
    ABOUT_A_YEAR,
    HAN_DIGIT,
    MAGNITUDE,
    MORE,
    PERCENT_SIGN,
    QUALIFIED_AFTER,
    QUALIFIED_BEFORE,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    SIGNED_FIGURE,
    TO,
    Bound,
    any_of,
    half_width,
    han_number,
    magnitude,
)
from yearbook.model.errors import InvalidValueError
from yearbook.model.measures import PER, Measures, measures_with

_EACH = "每"
_DEGREES = "度"
_TEN_THOUSAND = 4  # as a power of ten
_ELECTRICITY = marked("“度” after 万 or 亿 is no degree: electricity is written in 千瓦时 (320万千瓦时)")
_REASONS = (
    (r"^$", marked("a quantity is empty")),
    (r"[０-９．]", marked("figures are typed half-width")),
    (r"\d[,，]\d", marked("figures are typed without commas")),
    (r"\s", marked("a quantity is typed without spaces")),
    (r"^\D*$", marked("a quantity has figures: 3216亿元, 10.5%, 1500人次")),
)
_UNKNOWN = marked(
    "“{measure}” is not a measure that is known here; one of the yearbook's own is added under “measures” in "
    "yearbook.yaml"
)
_NEAR = marked(
    "“{measure}” is not a measure that is known here; known are {near}; one of the yearbook's own is added under "
    "“measures” in yearbook.yaml"
)
_FORM = marked("a quantity is written 3216亿元, 263.89万平方米, 10.5%, 400亿元以上 or 300-320万平方米")


_BETWEEN_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))", re.ASCII)
_HAN_FIGURE = re.compile(f"(?:{HAN_DIGIT}|[两十百千])+")
"""A number up to the 万 or 亿 that may follow it."""


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
    """The id of a measure: `CNY`, `square-metre`, `percent`, `count`, `CNY-per-square-metre` …"""
    bound: Bound
    classifier: str
    """The measure as printed: `元`, `家`; empty where none is printed."""
    magnitude: int
    """The power of ten printed as 万 or 亿 (4, 8 …): tells whether people read this number in large units."""

    @property
    def is_exact(self) -> bool:
        return self.bound is Bound.EXACT and self.high is None

    def __str__(self) -> str:
        return self.printed


def parse_quantity(text: str, measures: Measures | None = None) -> Quantity:
    """Parse a printed quantity, with the shipped measures or those of a yearbook.

    Raises QuantityError with what is wrong, in terms of the text.
    """
    return _parse(text, measures or measures_with())


def _read(value: object, info: ValidationInfo) -> Quantity:
    if isinstance(value, Quantity):
        return value
    if not isinstance(value, str):
        raise InvalidValueError("expected one value here, not a list or a mapping")
    return parse_quantity(value, (info.context or {}).get("measures"))


Amount = Annotated[
    Quantity,
    PlainValidator(_read),
    WithJsonSchema({"type": ["string", "number"], "examples": ["3216亿元", "263.89万平方米", "10.5%", "400亿元以上"]}),
]
"""A field with a quantity, read with the measures that the validator's context gives."""


@lru_cache(maxsize=1 << 12)
def _parse(text: str, measures: Measures) -> Quantity:
    match = _pattern(measures).fullmatch(text)
    if re.match(ABOUT_A_YEAR, text, re.ASCII):
        raise QuantityError(
            "this is a date, not a number of years; in a field for dates, “about 2017” is written 2017~"
        )
    if not match:
        raise _why_not(text, measures)
    power = magnitude(match["magnitude"] or "")
    classifier = match["measure"] or match["low_percent"] or ""
    measure = measures.id_of(classifier)
    if measure is None or (match["low_percent"] and measure != "percent"):
        raise QuantityError(_FORM)
    if classifier == _DEGREES and power >= _TEN_THOUSAND:
        raise QuantityError(_ELECTRICITY)
    low, high = (_exact(match[name], power) if match[name] else None for name in ("low", "high"))
    assert low is not None
    if high is not None and high <= low:
        raise QuantityError("the range {low}-{high} does not rise", low=match["low"], high=match["high"])
    return Quantity(
        printed=text,
        low=low,
        high=high,
        measure=f"{measure}{PER}{measures.id_of(match['each'])}" if match["each"] else measure,
        bound=_bound(match),
        classifier=classifier,
        magnitude=power,
    )


@lru_cache(maxsize=64)
def _pattern(measures: Measures) -> re.Pattern[str]:
    """Return the pattern of a whole quantity, with the name of each part."""
    return re.compile(
        rf"""
        (?:{_EACH}(?P<each>{any_of(measures.printed)}))?
        (?P<before>{QUALIFIED_BEFORE})?
        (?P<low>{SIGNED_FIGURE}) (?:(?P<low_percent>{PERCENT_SIGN})? {TO} (?P<high>{SIGNED_FIGURE}))?
        (?P<more>{MORE})? (?P<magnitude>{MAGNITUDE})? (?P<more_after>{MORE})?
        (?P<measure>{measures.pattern})?
        (?P<after>{QUALIFIED_AFTER})?
        """,
        re.ASCII | re.VERBOSE,
    )


def _bound(match: re.Match[str]) -> Bound:
    found = [Bound.OVER for each in ("more", "more_after") if match[each]]
    if match["before"]:
        found.append(QUALIFIERS_BEFORE[match["before"]])
    if match["after"]:
        found.append(QUALIFIERS_AFTER[match["after"]])
    if len(found) > 1:
        raise QuantityError("a quantity is qualified once: 约, 余 or 以上, not two of them")
    return found[0] if found else Bound.EXACT


def _exact(digits: str, power: int) -> Decimal:
    """Digits times a power of ten; a typed fraction keeps its last zeros, so that no precision is lost in print."""
    number = Decimal(digits).scaleb(power)
    return number if "." in digits else number.quantize(Decimal(1))


def _why_not(text: str, measures: Measures) -> QuantityError:
    """The likeliest reason, and what to write instead if that is clear."""
    meant = _meant(text, measures)
    hint = message("write {meant}", meant=meant) if meant else None
    for pattern, reason in _REASONS:
        if re.search(pattern, text):
            return QuantityError(reason, hint=hint)
    rest = re.sub(rf"^\D*?{SIGNED_FIGURE}(?:{TO}|{PERCENT_SIGN}|[\d.])*{MORE}?(?:万亿|{MAGNITUDE})?{MORE}?", "", text)
    rest = re.sub(rf"(?<=.)(?:{QUALIFIED_AFTER})$", "", rest)
    if rest != text and not re.search(r"\d", rest) and measures.id_of(rest) is None:
        return QuantityError(_NEAR if (near := measures.near(rest)) else _UNKNOWN, measure=rest, near=near)
    return QuantityError(_FORM, hint=hint)


def _meant(text: str, measures: Measures) -> str:
    """Return the quantity that is meant by 4,600 万元, ４６００万元, 人民币4600万元, 四千六百万元; empty if none."""
    written = _BETWEEN_THOUSANDS.sub("", re.sub(r"\s", "", half_width(text)))
    written = written.removeprefix("人民币").replace("元人民币", "元")
    if (match := _HAN_FIGURE.match(written)) and (number := han_number(match[0])) is not None:
        written = f"{number}{written[match.end() :]}"
    return written if written != text and _pattern(measures).fullmatch(written) else ""


def progress(done: Quantity, planned: Quantity) -> Decimal | None:
    """Return done ÷ planned as a decimal of 28 digits; None if the two cannot be divided.

    It does not for ranges, for different measures, or for a plan of nothing. A plan of “400亿元以上” gives the progress
    towards the stated minimum.
    """
    if done.high is not None or planned.high is not None or done.measure != planned.measure or not planned.low:
        return None
    return done.low / planned.low
