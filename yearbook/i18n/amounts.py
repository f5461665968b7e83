"""Print quantities in a language: exact, in the measure that the source prints, with their qualifier.

A language either prints quantities as the Chinese documents do (`numbers: as-printed` in its strings file),
or composes them from its own patterns: CNY 321.6 billion, 2.6389 million m², over CNY 30 million. Nothing
is converted or rounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from yearbook.i18n.numbers import format_number, shifted
from yearbook.i18n.words import StringsTree, fill, form_for, pattern_at
from yearbook.model.chinese_numbers import Bound
from yearbook.model.quantities import Quantity

_TYPED = re.compile(r"\d+(?:\.(?P<fraction>\d+))?", re.ASCII)
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)%?[-—–~～至](?P<high>-?\d+(?:\.\d+)?)(?P<unit>万亿|亿|[十百千]?万|%|)", re.ASCII
)


def prints_as_typed(words: StringsTree) -> bool:
    """Whether the language prints numbers as the documents do: 万 and 亿 kept, no groups of thousands."""
    return words.get("language.numbers") == "as-printed"


@lru_cache(maxsize=1 << 14)
def quantity(tag: str, words: StringsTree, value: Quantity) -> str:
    """A quantity as the language prints it."""
    if value.printed and prints_as_typed(words):
        return as_printed(value.printed)
    return composed(tag, words, value)


def as_printed(printed: str) -> str:
    """A quantity as typed, with the marks that GB/T 15835-2011 asks for.

    A range takes ～, and where the figure is followed by 万, 亿 or % both of its ends carry it (§5.1.3:
    15%～30%, not 15～30%; 9亿～16亿, not 9～16亿).
    """
    text = printed.replace("％", "%")
    text = _RANGE.sub(lambda match: f"{match['low']}{match['unit']}～{match['high']}{match['unit']}", text)
    return re.sub(r"(?<!\d)-(?=\d)", "\N{MINUS SIGN}", text)


def composed(tag: str, words: StringsTree, value: Quantity) -> str:
    """A quantity from the patterns of the strings file: qualifier around measure around magnitude around
    digits.
    """
    ends = (value.low,) if value.high is None else (value.low, value.high)
    power = _power(words, ends) if value.magnitude else 0
    figure = _figure(tag, words, value, power)
    if power:
        figure = _filled(tag, words, f"magnitudes.{power}", shifted(ends[-1], -power), number=figure)
    measure = f"measures.{value.measure}"
    classifier = value.classifier.replace("％", "%")
    measured = _filled(tag, words, measure, ends[-1], number=figure, classifier=classifier).strip()
    if value.bound is Bound.EXACT:
        return measured
    return _filled(tag, words, f"quantities.{value.bound.value}", quantity=measured)


def _power(words: StringsTree, ends: Sequence[Decimal]) -> int:
    """The largest magnitude the language has a word for that its smallest end reaches; 0 for none.

    One for both ends of a range, so that 9亿～16亿 is 900–1,600 million.
    """
    smallest = min((abs(each) for each in ends if each), default=Decimal(0))
    magnitudes = words.get("magnitudes")
    powers = [int(key) for key, _ in magnitudes.pairs if key.isdecimal()] if isinstance(magnitudes, StringsTree) else []
    return max((each for each in powers if smallest >= Decimal(10) ** each), default=0)


def _figure(tag: str, words: StringsTree, value: Quantity, power: int) -> str:
    """The digits alone, in units of 10 to the `power`; of a range, both ends."""
    typed = [len(match["fraction"] or "") for match in _TYPED.finditer(value.printed)] or [0, 0]
    grouped = not prints_as_typed(words)

    def digits(end: Decimal, fraction: int) -> str:
        # Zeros typed after a point say how exact the figure is, and stay; where no point was typed they say
        # nothing.
        places = max(0, fraction + power - value.magnitude) if fraction else 0
        return format_number(tag, shifted(end, -power), places=places, grouped=grouped)

    low = digits(value.low, typed[0])
    if value.high is None:
        return low
    return _filled(tag, words, "quantities.range", low=low, high=digits(value.high, typed[-1]))


def _filled(tag: str, words: StringsTree, path: str, count: Decimal = Decimal(0), **values: str) -> str:
    return fill(form_for(tag, pattern_at(words, path), count), values)
