"""Print exact numbers in the digits and groups of a language, by CLDR's patterns.

Only `percent`, which is for ratios, rounds.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from babel.numbers import format_decimal, format_percent

from yearbook.i18n.locales import locale_of

_MINUS = "\N{MINUS SIGN}"
_EXACTLY = Context(prec=60)
"""Room for all digits of the longest quantity there is (15 digits before the point, 6 after it, times
10¹²).
"""


def format_number(tag: str, value: Decimal | int, *, places: int = 0, grouped: bool = True) -> str:
    """A number with all of its digits, and its fraction padded with zeros to at least `places` digits."""
    return _number(tag, str(value), places, grouped)


@lru_cache(maxsize=1 << 14)
def _number(tag: str, digits: str, places: int, grouped: bool) -> str:
    """Remembered by the digits, since a negative zero is equal to zero and not printed like it."""
    exact = Decimal(digits)
    locale = locale_of(tag)
    whole = str(locale.decimal_formats[None].pattern).split(";")[0].partition(".")[0]
    shown = max(places, fraction_digits(exact))
    pattern = f"{whole}.{'0' * shown}" if shown else whole
    return _signed(format_decimal(exact, format=pattern, locale=locale, group_separator=grouped))


def fraction_digits(value: Decimal) -> int:
    """How many digits after the point a value needs: 2 for 1.250."""
    exponent = value.normalize(_EXACTLY).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def shifted(value: Decimal, power: int) -> Decimal:
    """The value times a power of ten, exactly."""
    return value.scaleb(power, _EXACTLY)


@lru_cache(maxsize=1 << 12)
def percent_text(tag: str, ratio: Decimal, digits: int = 1) -> str:
    """A ratio (0.494) as a percentage with so many digits after the point, a half rounded away from zero."""
    locale = locale_of(tag)
    pattern = str(locale.percent_formats[None].pattern).split(";")[0]
    if digits:
        pattern = re.sub(r"0(?!.*0)", f"0.{'0' * digits}", pattern)
    return _signed(format_percent(rounded(ratio, digits + 2), format=pattern, locale=locale))


def rounded(value: Decimal, digits: int) -> Decimal:
    """To so many digits after the point, a half away from zero; never a negative zero."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACTLY) + 0


def _signed(text: str) -> str:
    """With a true minus sign: CLDR prints the hyphen of the keyboard in most languages."""
    return _MINUS + text[1:] if text.startswith("-") else text
