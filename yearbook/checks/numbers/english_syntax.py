"""The syntax of English numbers: the words for them, and the pattern that finds them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from yearbook.checks.numbers.statements import NumberKind
from yearbook.model.chinese_numbers import Bound

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ORDINAL_ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
)
CARDINALS: Mapping[str, int] = MappingProxyType(
    {each: n for n, each in enumerate(_ONES.split())} | {each: 10 * n for n, each in enumerate(_TENS.split(), 2)}
)
ORDINALS: Mapping[str, int] = MappingProxyType(
    {each: n for n, each in enumerate(_ORDINAL_ONES.split())}
    | {each[:-1] + "ieth": 10 * n for n, each in enumerate(_TENS.split(), 2)}
    | {"hundredth": 100, "thousandth": 1000}
)
MULTIPLIERS: Mapping[str, int] = MappingProxyType(
    {"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
)


def _each_of(words: str, kind: NumberKind, value: str) -> dict[str, tuple[NumberKind, str]]:
    return dict.fromkeys(words.split("|"), (kind, value))


FREE_WORDS: Mapping[str, tuple[NumberKind, str]] = MappingProxyType(
    _each_of("both|twin|dual|pair|couple|doubled|doubling|repeated", NumberKind.NUMBER, "2")
    | _each_of("once|single", NumberKind.NUMBER, "1")
    | _each_of("top|lead|leading|leads|led|highest|fastest|anywhere else|any other|primary", NumberKind.ORDINAL, "1")
    | _each_of("secondary", NumberKind.ORDINAL, "2")
    | _each_of("tertiary", NumberKind.ORDINAL, "3")
    | _each_of("century|centuries", NumberKind.NUMBER, "100")
    | _each_of("decade", NumberKind.NUMBER, "10")
    | _each_of("dozen", NumberKind.NUMBER, "12")
    | _each_of("half", NumberKind.NUMBER, "0.5")
)
"""What other words may mean; a text that has them need not find them in the other language."""
FIRM_WORDS: Mapping[str, str] = MappingProxyType(
    {"twice": "2", "double": "2", "triple": "3", "tripled": "3", "thrice": "3"}
)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)


def _bounds(words: Mapping[Bound, str]) -> Mapping[str, Bound]:
    return MappingProxyType({each: bound for bound, listed in words.items() for each in listed.split("|")})


BOUNDS_BEFORE = _bounds(
    {
        Bound.AT_LEAST: "at least|not less than|no less than|no fewer than|a minimum of",
        Bound.OVER: (
            "over|more than|above|exceed|exceeds|exceeded|exceeding|beyond|passed|surpassed|surpasses|upwards of|"
            "in excess of"
        ),
        Bound.ABOUT: "about|around|roughly|approximately|nearly|almost|close to|some|an estimated",
        Bound.AT_MOST: "under|below|less than|fewer than|up to|at most|no more than|not more than|within",
    }
)
BOUNDS_AFTER = _bounds(
    {
        Bound.AT_LEAST: "or more|or above|or over|and more|and above|and over|upwards",
        Bound.AT_MOST: "or less|or fewer|or below|or under",
        Bound.ABOUT: "or so",
    }
)
_STEPS = (
    "phase", "stage", "level", "grade", "class", "tier", "part", "step", "line", "route", "ring", "number", "star",
    "batch", "session", "round", "period",
)  # fmt: skip
"""Before a figure these make it a place as well as a count: Phase 2, level three."""


def _any(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, also with a capital. [Tt]en and not (?i:ten): that is many times faster."""
    ordered = sorted(words, key=lambda each: (-len(each), each))
    return "|".join(f"[{each[0].upper()}{each[0]}]{each[1:].replace(' ', '[ ]')}" for each in ordered)


def _beginnings(words: Iterable[str]) -> str:
    """Return a pattern of the first three letters of any of the words: it rules out most other words at little cost."""
    found: dict[str, set[str]] = {}
    for each in words:
        found.setdefault(each[0].lower(), set()).add(each[1:3])
    return "|".join(f"[{first.upper()}{first}](?:{'|'.join(sorted(more))})" for first, more in sorted(found.items()))


# Parts of the pattern, for re.VERBOSE: a space in the text is written [ ].
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?"
_TO = "(?:[ ]?[-–—][ ]?|[ ]to[ ])"
MULTIPLIER = _any(MULTIPLIERS)
_CARDINAL = _any(CARDINALS)
_NTH = _any(ORDINALS)
_FEW = _any([each for each, value in CARDINALS.items() if 0 < value < 20])
_PART = _any([each for each, value in ORDINALS.items() if value > 2])
_YEAR = r"(?:18|19|20)\d\d"
STEP = rf"{_any(_STEPS)}|[Nn]o\."
_NUMERAL = "I{1,3}|IV|VI{0,3}|IX|X"
_SUFFIX_OF_DAY = "(?:st|nd|rd|th)?"
_CURRENCY = "CNY|RMB|USD|EUR|GBP|HKD|JPY"
_SYMBOL = "k?m|[cm]m|h|ha|mu|[km]?g|t|[km]?L|k?Wh?|MWh?|GWh?|kVA?|k?Hz|dB|[KMGT]B"
"""Of measures, where they stand right after a number: 35kWh is a number and no name, as 5G is."""
_BEGINNING = _beginnings(
    [
        *MONTHS, *CARDINALS, *ORDINALS, *FREE_WORDS, *FIRM_WORDS, *_STEPS, "hundred", "thousand", "no.",
        *_CURRENCY.split("|"),
    ]
)  # fmt: skip
_LABEL = rf"""
    (?P<rule> 15[ ]mu[ ](?:are|make|equal|to)[ ](?:a|one|the)[ ]hectare | (?:a|one)[ ]fifteenth[ ]of[ ]a[ ]hectare )
    | (?P<decade> (?:18|19|20)(?P<tens>\d0)s\b )
    | (?P<label>
        \d+(?:\+\d+)+
        | [A-Z]{{1,4}}\d+(?:\.\d+)?[A-Za-z]*
        | \d+(?!(?:st|nd|rd|th|am|pm|{_SYMBOL})\b)[A-Za-z]+\b
    )
"""
_DATE = rf"""
    (?P<date>
        (?:
            (?: (?P<d1>\d{{1,2}})(?:{_TO}|[ ]and[ ]) )?
            (?P<day>\d{{1,2}}){_SUFFIX_OF_DAY}(?:[ ]of)?[ ](?P<month>{_MONTH})
            | (?P<name>{_MONTH}) (?: [ ](?P<late_day>\d{{1,2}}){_SUFFIX_OF_DAY}(?!\d|,\d) )?
        )
        (?: ,?[ ](?:of[ ])?(?P<year>{_YEAR})(?![\d%]|[.,]\d) )?
    )\b
    | (?P<half_year> [Hh]alf-[Yy]ear )\b
    | (?P<part>
        (?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[ ](?P<unit>[Hh]alf-[Yy]ear|[Hh]alf|[Qq]uarter|six[ ]months)\b
        (?: ,?[ ](?:of[ ])?(?P<part_year>{_YEAR})\b )?
    )
    | (?P<years> (?P<y1>{_YEAR}) (?: [-–—](?P<short>\d\d(?!\d)) | (?:[-–—]|[ ]to[ ])(?P<y2>{_YEAR}) ) )(?![\d%,]|\.\d)
    | (?P<only_year>{_YEAR})(?![\d%]|[.,]\d|s\b)
"""
_IN_FIGURES = rf"""
    (?P<nth_figure> \d+(?:st|nd|rd|th) )\b
    | (?P<roman> (?:{STEP})s?[ ](?P<letters>{_NUMERAL})(?:[ ](?:and|or|to)[ ](?P<more_letters>{_NUMERAL}))? )\b
    | (?P<step> (?:{STEP})s?[ ](?P<which> \d{{1,4}}(?![\d,.]*\d) | (?:{_CARDINAL})\b ) )
    | (?P<slash> (?<!/)(?P<top_of>\d{{1,2}})/(?P<bottom>[1-9]\d?)(?![\d/]) )
    | (?P<plain>
        (?:
            (?P<low>{_FIGURE})(?P<low_sign>[ ]?%|[ ]per[ ]?cent)?(?:[ ](?P<low_power>{MULTIPLIER}))?
            (?: {_TO} | (?P<joined>[ ](?:and|or)[ ](?={_FIGURE}[ ](?:{MULTIPLIER}))) )
        )?
        (?P<high>{_FIGURE}) (?P<power>(?:[ -](?:{MULTIPLIER})\b)*)
    )
"""
_IN_WORDS = rf"""
    (?P<fraction>
        (?P<over>[Aa]|{_FEW})[- ](?P<under>half|quarter|{_PART})s?
        (?=[ ]of\b|-|[.,;)]|$|[ ](?:more|less|higher|lower)\b)
        | (?P<overs>{_FEW})[- ](?P<unders>quarter|{_PART})(?: s\b(?![ ]\d) | (?=[ ]of\b) )
    )
    | (?P<place> (?:(?:{_CARDINAL})-)?(?:{_NTH}) )\b(?P<counted>[ ](?:{_CARDINAL}|\d+)\b)?
    | (?P<words>
        (?: [Aa][ ](?:{MULTIPLIER})\b | (?:{_CARDINAL})(?:\b|(?=-?fold)) | [Hh]undred\b | [Tt]housand\b )
        (?: (?:[- ]|[ ]and[ ])(?:{_CARDINAL}|{MULTIPLIER})\b )*
    )
    | (?P<other> {_any([*FREE_WORDS, *FIRM_WORDS])} )\b
"""
ENGLISH_NUMBER = re.compile(
    rf"""
    (?<![\w.])(?=\d|[¥$]|{_BEGINNING}|[A-Z]{{1,4}}\d|[Aa][ ][htmbqfs])
    (?:
        {_LABEL}
        | {_DATE}
        | (?: (?:{_CURRENCY}|¥|\$)[ ]? )?
          (?: {_IN_FIGURES} | {_IN_WORDS} )
          (?P<sign> [- ](?i:percentage[- ]points?) | [ ]?% | [ ](?i:per[ ]?cents?)\b )?
    )
    """,
    re.VERBOSE,
)
