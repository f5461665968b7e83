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
from typing import Any

from yearbook.i18n.numbers import format_number, shifted
from yearbook.i18n.words import StringsTree, fill, form_for, pattern_at
from yearbook.model.chinese_numbers import Bound
from yearbook.model.measures import PER, Measures
from yearbook.model.quantities import Quantity

_TYPED = re.compile(r"\d+(?:\.(?P<fraction>\d+))?", re.ASCII)
_RANGE = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)%?[-—–~～至](?P<high>-?\d+(?:\.\d+)?)(?P<unit>万亿|亿|[十百千]?万|%|)", re.ASCII
)


_AS_PRINTED = "{number}{classifier}"
_SYMBOLS_OF = "en"
"""The language whose symbols (m², kWh) serve languages that measures.yaml has no words of."""


def measure_words(measures: Measures, language: str, words: StringsTree) -> dict[str, Any]:
    """Return what a language prints for each measure.

    `words`: its strings file, whose measures replace the shipped ones and are replaced by those of yearbook.yaml.
    """
    symbols = {key: value for key, value in measures.words(_SYMBOLS_OF).items() if isinstance(value, str)}
    found: dict[str, Any] = {} if prints_as_typed(words) else symbols
    for key, value in measures.words(language).items():
        found[key] = dict(value) if isinstance(value, tuple) else value
        if prints_as_typed(words) and isinstance(value, str):
            found[key] = value.replace("{number} ", "{number}")
    declared = {each.id for each in measures.own if language in dict(each.words)}
    typed = words.get("measures")
    pairs = typed.pairs if isinstance(typed, StringsTree) else ()
    kept = {key: value for key, value in pairs if key not in declared}
    return found | {key: dict(value.pairs) if isinstance(value, StringsTree) else value for key, value in kept.items()}


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
    measured = _measured(tag, words, value, ends[-1], figure)
    if value.bound is Bound.EXACT:
        return measured
    return _filled(tag, words, f"quantities.{value.bound.value}", quantity=measured)


def _measured(tag: str, words: StringsTree, value: Quantity, count: Decimal, figure: str) -> str:
    """Return the number with its measure; with two, CNY 1,200 per m², 35 μg/m³, 4.5 people per 1,000 people."""
    base, *rest = (value.measure,) if words.get(f"measures.{value.measure}") else value.measure.split(PER)
    pattern = _measure(words, base)
    form = form_for(tag, pattern, count)
    measured = fill(form, {"number": figure, "classifier": value.classifier.replace("％", "%")}).strip()
    if "{classifier}" in form:  # as the source prints it, both measures
        return measured
    for each in rest:
        number, _, named = each.partition("-") if each[:1].isdigit() else ("", "", each)
        divisor = _measure(words, named)
        of = fill(form_for(tag, divisor, Decimal(number or 1)), {"number": "", "classifier": ""}).strip()
        if number:
            shown = format_number(tag, Decimal(number), grouped=not prints_as_typed(words))
            measured = _filled(tag, words, "quantities.per", quantity=measured, measure=f"{shown} {of}".strip())
        else:
            is_symbol = isinstance(divisor, str) and form.startswith("{number} ") and isinstance(pattern, str)
            path = "quantities.slash" if is_symbol else "quantities.per"
            measured = _filled(tag, words, path, quantity=measured, measure=of)
    return measured


def _measure(words: StringsTree, measure: str) -> str | StringsTree:
    path = f"measures.{measure}"
    return words.get(path) or (_AS_PRINTED if prints_as_typed(words) else pattern_at(words, path))


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
