"""English prose → the numbers that it states, in figures (CNY 321.6 billion, 1–7 August) and in words (twenty-four).

A pattern finds, one short function for each form decides. It takes no account of what is counted. Words that English
needs for other ends as well (one, first, both, top, century) are read, but nobody has to repeat them: see `firm`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from yearbook.checks.numbers.statements import Moment, NumberKind, Statement, Value
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
_CARDINALS: Mapping[str, int] = MappingProxyType(
    {each: n for n, each in enumerate(_ONES.split())} | {each: 10 * n for n, each in enumerate(_TENS.split(), 2)}
)
_ORDINALS: Mapping[str, int] = MappingProxyType(
    {each: n for n, each in enumerate(_ORDINAL_ONES.split())}
    | {each[:-1] + "ieth": 10 * n for n, each in enumerate(_TENS.split(), 2)}
    | {"hundredth": 100, "thousandth": 1000}
)
_POWERS: Mapping[str, int] = MappingProxyType({"hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12})
_FREE: Mapping[str, tuple[NumberKind, str]] = MappingProxyType(
    dict.fromkeys(
        ("both", "twin", "dual", "pair", "couple", "doubled", "doubling", "repeated"), (NumberKind.NUMBER, "2")
    )
    | dict.fromkeys(("once", "single"), (NumberKind.NUMBER, "1"))
    | dict.fromkeys(
        ("top", "lead", "leading", "leads", "led", "highest", "fastest", "anywhere else", "any other"),
        (NumberKind.ORDINAL, "1"),
    )
    | {
        "primary": (NumberKind.ORDINAL, "1"),
        "secondary": (NumberKind.ORDINAL, "2"),
        "tertiary": (NumberKind.ORDINAL, "3"),
    }
    | {
        "century": (NumberKind.NUMBER, "100"),
        "centuries": (NumberKind.NUMBER, "100"),
        "decade": (NumberKind.NUMBER, "10"),
    }
    | {"dozen": (NumberKind.NUMBER, "12"), "half": (NumberKind.NUMBER, "0.5")}
)
"""What other words may stand for; a text that has them need not find them in the other language."""
_FIRM: Mapping[str, str] = MappingProxyType({"twice": "2", "double": "2", "triple": "3", "tripled": "3", "thrice": "3"})
_MONTHS = "January February March April May June July August September October November December"
_MONTH = "|".join(_MONTHS.split())
_BEFORE: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("at least", "not less than", "no less than", "no fewer than", "a minimum of"), Bound.AT_LEAST)
    | dict.fromkeys(
        (
            "over",
            "more than",
            "above",
            "exceed",
            "exceeds",
            "exceeded",
            "exceeding",
            "beyond",
            "passed",
            "surpassed",
            "surpasses",
            "upwards of",
            "in excess of",
        ),
        Bound.OVER,
    )
    | dict.fromkeys(
        ("about", "around", "roughly", "approximately", "nearly", "almost", "close to", "some", "an estimated"),
        Bound.ABOUT,
    )
    | dict.fromkeys(
        ("under", "below", "less than", "fewer than", "up to", "at most", "no more than", "not more than", "within"),
        Bound.AT_MOST,
    )
)
_AFTER: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("or more", "or above", "or over", "and more", "and above", "and over", "upwards"), Bound.AT_LEAST)
    | dict.fromkeys(("or less", "or fewer", "or below", "or under"), Bound.AT_MOST)
    | {"or so": Bound.ABOUT}
)
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,6})?"
_TO = r"(?: ?[-–—] ?| to )"


def _any(words: Iterable[str]) -> str:
    """Any of the words, also with a capital, the longest first. [Tt]en and not (?i:ten): that is many times faster."""
    ordered = sorted(words, key=lambda each: (-len(each), each))
    return "|".join(f"[{each[0].upper()}{each[0]}]{each[1:]}" for each in ordered)


def _beginnings(words: Iterable[str]) -> str:
    """The first three letters of any of the words: tells most other words apart at little cost."""
    found: dict[str, set[str]] = {}
    for each in words:
        found.setdefault(each[0].lower(), set()).add(each[1:3])
    return "|".join(f"[{first.upper()}{first}](?:{'|'.join(sorted(more))})" for first, more in sorted(found.items()))


_STEPS = (
    "phase", "stage", "level", "grade", "class", "tier", "part", "step", "line", "route", "ring", "number", "star",
    "batch", "session", "round", "period",
)  # fmt: skip
_POWER = _any(_POWERS)
_CARDINAL = _any(_CARDINALS)
_PLACE = _any(_ORDINALS)
_FEW = _any([each for each, value in _CARDINALS.items() if 0 < value < 20])
_PART = _any([each for each, value in _ORDINALS.items() if value > 2])
_OTHER = _any([*_FREE, *_FIRM])
_YEAR = r"(?:18|19|20)\d\d"
_STEP = f"{_any(_STEPS)}|[Nn]o\\."
_ROMAN: Mapping[str, int] = MappingProxyType(
    {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
)
_NUMERAL = "I{1,3}|IV|VI{0,3}|IX|X"
_BEGINNING = _beginnings(
    [
        *_MONTHS.split(),
        *_CARDINALS,
        *_ORDINALS,
        *_FREE,
        *_FIRM,
        *_STEPS,
        "hundred",
        "thousand",
        "no.",
        "CNY",
        "RMB",
        "USD",
    ]
)
_PATTERN = re.compile(
    rf"(?<![\w.])(?=\d|[¥$]|{_BEGINNING}|[A-Z]{{1,4}}\d|[Aa] [htmbqfs])(?:"
    r"(?P<rule>15 mu (?:are|make|equal|to) (?:a|one|the) hectare|(?:a|one) fifteenth of a hectare)"
    r"|(?P<decade>(?:18|19|20)(?P<tens>\d0)s\b)"
    r"|(?P<label>\d+(?:\+\d+)+|[A-Z]{1,4}\d+(?:\.\d+)?[A-Za-z]*|\d+(?!(?:st|nd|rd|th|km|m|h|am|pm|mu|ha|kg)\b)[A-Za-z]+\b)"
    rf"|(?P<date>(?:(?:(?P<d1>\d{{1,2}})(?:{_TO}| and ))?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})"
    rf"|(?P<name>{_MONTH})(?: (?P<late_day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|,\d))?)"
    rf"(?:,? (?:of )?(?P<year>{_YEAR})(?![\d%]|[.,]\d))?)\b"
    r"|(?P<half_year>[Hh]alf-[Yy]ear)\b"
    r"|(?P<part>(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth) "
    r"(?P<unit>[Hh]alf-[Yy]ear|[Hh]alf|[Qq]uarter|six months)\b"
    rf"(?:,? (?:of )?(?P<part_year>{_YEAR})\b)?)"
    rf"|(?P<years>(?P<y1>{_YEAR})(?:[-–—](?P<short>\d\d(?!\d))|(?:[-–—]| to )(?P<y2>{_YEAR})))(?![\d%,]|\.\d)"
    rf"|(?P<only_year>{_YEAR})(?![\d%]|[.,]\d|s\b)"
    r"|(?:(?:CNY|RMB|USD|¥|\$) ?)?(?:"
    r"(?P<nth_figure>\d+(?:st|nd|rd|th))\b"
    rf"|(?P<roman>(?:{_STEP})s? (?P<letters>{_NUMERAL})(?: (?:and|or|to) (?P<more_letters>{_NUMERAL}))?)\b"
    rf"|(?P<step>(?:{_STEP})s? (?P<which>\d{{1,4}}(?![\d,.]*\d)|(?:{_CARDINAL})\b))"
    r"|(?P<slash>(?<!/)(?P<top_of>\d{1,2})/(?P<bottom>[1-9]\d?)(?![\d/]))"
    rf"|(?P<plain>(?:(?P<low>{_FIGURE})(?P<low_sign> ?%| per ?cent)?(?: (?P<low_power>{_POWER}))?"
    rf"(?:{_TO}|(?P<joined> (?:and|or) (?={_FIGURE} (?:{_POWER})))))?(?P<high>{_FIGURE})"
    rf"(?P<power>(?:[ -](?:{_POWER})\b)*))"
    rf"|(?P<fraction>(?P<over>[Aa]|{_FEW})[- ](?P<under>half|quarter|{_PART})s?"
    r"(?= of\b|-|[.,;)]|$| (?:more|less|higher|lower)\b)"
    rf"|(?P<overs>{_FEW})[- ](?P<unders>quarter|{_PART})(?:s\b(?! \d)|(?= of\b)))"
    rf"|(?P<place>(?:(?:{_CARDINAL})-)?(?:{_PLACE}))\b(?P<counted> (?:{_CARDINAL}|\d+)\b)?"
    rf"|(?P<words>(?:[Aa] (?:{_POWER})\b|(?:{_CARDINAL})(?:\b|(?=-?fold))|[Hh]undred\b|[Tt]housand\b)"
    rf"(?:(?:[- ]| and )(?:{_CARDINAL}|{_POWER})\b)*)"
    rf"|(?P<other>{_OTHER})\b"
    r")(?P<sign>[- ](?i:percentage[- ]points?)| ?%| (?i:per ?cents?)\b)?)"
)


def read_english(text: str) -> Iterator[Statement]:
    """The statements of an English text, in its order."""
    for match in _PATTERN.finditer(text):
        for name, read in _FORMS:
            if match[name]:
                yield from read(match)
                break


def _label(match: re.Match[str]) -> Iterator[Statement]:
    yield Statement(match["label"].upper(), NumberKind.LABEL, Bound.EXACT, match.start(), len(match["label"]))


def _date(match: re.Match[str], group: str, moment: Moment, *, firm: bool = True) -> Statement:
    start, end = match.span(group)
    return Statement(moment, NumberKind.DATE, Bound.EXACT, start, end - start, firm)


def _dates(match: re.Match[str]) -> Iterator[Statement]:
    name, day = match["month"] or match["name"], match["day"] or match["late_day"]
    if match["date"] == "May" and not _is_month(match):
        return
    year = int(match["year"]) if match["year"] else None
    month = _MONTHS.split().index(name) + 1
    if match["d1"]:
        yield _date(match, "d1", Moment(year, month, int(match["d1"])))
    yield _date(match, "date", Moment(year, month, int(day) if day else None))


_A_MONTH = re.compile(r"(?:\b(?:in|of|by|to|from|since|until|and|early|late|mid|last|each|every|between) |[-–])$")


def _is_month(match: re.Match[str]) -> bool:
    """Whether a lone “May” is the month."""
    return _A_MONTH.search(match.string, max(0, match.start() - 9), match.start()) is not None


def _parts(match: re.Match[str]) -> Iterator[Statement]:
    letter = "Q" if match["unit"].lower() == "quarter" else "H"
    year = int(match["part_year"]) if match["part_year"] else None
    yield _date(match, "part", Moment(year, part=f"{letter}{_ORDINALS[match['nth'].lower()]}"))


def _half_year(match: re.Match[str]) -> Iterator[Statement]:
    """Which half it is stands elsewhere."""
    for part in ("H1", "H2"):
        yield _date(match, "half_year", Moment(part=part), firm=False)


def _years(match: re.Match[str]) -> Iterator[Statement]:
    yield _date(match, "y1", Moment(int(match["y1"])))
    last = match["y2"] or match["y1"][:2] + match["short"]
    yield _date(match, "y2" if match["y2"] else "short", Moment(int(last)))


def _only_year(match: re.Match[str]) -> Iterator[Statement]:
    yield _date(match, "only_year", Moment(int(match["only_year"])))


def _decade(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "decade", Decimal(match["tens"]), NumberKind.NUMBER)


def _nth_figure(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "nth_figure", Decimal(match["nth_figure"][:-2]), NumberKind.ORDINAL)


def _roman(match: re.Match[str]) -> Iterator[Statement]:
    for group in ("letters", "more_letters"):
        if match[group] in _ROMAN:
            yield _made(match, group, Decimal(_ROMAN[match[group]]), NumberKind.STEP)


def _step(match: re.Match[str]) -> Iterator[Statement]:
    which = match["which"].lower()
    value = _CARDINALS.get(which)
    yield _made(match, "which", Decimal(which if value is None else value), NumberKind.STEP)


def _plain(match: re.Match[str]) -> Iterator[Statement]:
    power = _power(match["power"])
    if match["low"]:
        own = _POWERS[match["low_power"].lower()] if match["low_power"] else power
        start, end = match.span("low")
        yield Statement(_decimal(match["low"]).scaleb(own), _kind(match), Bound.EXACT, start, end - start)
    value = _decimal(match["high"]).scaleb(power)
    yield _made(match, "plain", value, _kind(match, "plain"), start=match.start("high"))


def _words(match: re.Match[str]) -> Iterator[Statement]:
    value = _cardinal(match["words"].lower())
    kind = _kind(match, "words")
    firm = value > 2 or kind in (NumberKind.PERCENT, NumberKind.POINTS)
    if value == 2:
        firm = _LASTING.match(match.string, match.end("words")) is not None
    if match.string.startswith(" others", match.end("words")):  # “it and three others”: Chinese counts all four
        firm = False
    yield _made(match, "words", value, kind, firm=firm)


_LASTING = re.compile(
    "[- ](?:consecutive |successive |straight )?(?:sessions?|years?|times|terms?|months?|days?|phases?)\\b"
)
"""Two of these are said in both languages; of other things Chinese says 一处…一处, 另一, 和."""


_LARGE = re.compile(f",|{_POWER}|[A-Z¥$]")
"""“Passed 100,000” is more than that; “passed 12 resolutions” is not."""
_TIME = re.compile("[- ](?:sessions?|years?|terms?|months?|weeks?|days?)\\b")
"""“Over three years” is a time, “over a million times” a number."""


def _cardinal(text: str) -> Decimal:
    total = section = 0
    for each in re.findall("[a-z]+", text):
        if each in _CARDINALS:
            section += _CARDINALS[each]
        elif each == "hundred":
            section = (section or 1) * 100
        elif each in _POWERS:
            total += (section or 1) * 10 ** _POWERS[each]
            section = 0
    return Decimal(total + section)


def _slash(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "slash", Decimal(match["top_of"]) / Decimal(match["bottom"]), NumberKind.NUMBER)


def _fraction(match: re.Match[str]) -> Iterator[Statement]:
    if match["under"] == "quarter" and _EVERY.search(
        match.string, max(0, match.start("fraction") - 6), match.start("fraction")
    ):
        return
    over, under = (match["over"] or match["overs"]).lower(), (match["under"] or match["unders"]).lower()
    parts = {"half": 2, "quarter": 4}.get(under) or _ORDINALS[under]
    yield _made(match, "fraction", Decimal(_CARDINALS.get(over, 1)) / parts, NumberKind.NUMBER, firm=parts > 2)


_EVERY = re.compile("(?:[Oo]nce|[Tt]wice|times|[Pp]er) $")
"""“Once a quarter” is a time and no fourth part."""


def _place(match: re.Match[str]) -> Iterator[Statement]:
    if match["counted"]:  # “the first seven months”: the seven counts, and the first need not
        number = match["counted"].strip().lower()
        value = _CARDINALS.get(number)
        yield _made(match, "counted", Decimal(number if value is None else value), NumberKind.NUMBER)
        if match["place"].lower() in _ORDINALS:
            yield _made(match, "place", Decimal(_ORDINALS[match["place"].lower()]), NumberKind.ORDINAL, firm=False)
        return
    tens, _, last = match["place"].lower().rpartition("-")
    value = _CARDINALS.get(tens, 0) + _ORDINALS[last]
    kind = NumberKind.STEP if _IN_A_ROW.match(match.string, match.end()) else NumberKind.ORDINAL
    firm = value > 2 and not _IN_PLACE.match(match.string, match.end())
    yield _made(match, "place", Decimal(value), kind, firm=firm)


_IN_A_ROW = re.compile(
    " (?:consecutive|successive|straight) | (?:year|time|month|session|term) (?:running|in a row)\\b"
)
"""“For the third year running” is three years, 连续三年."""
_IN_PLACE = re.compile(" (?:is|was|are|were|has|had) ")
"""“The third was signed in 2017”: the ordinal stands for a name that the Chinese repeats."""


def _other(match: re.Match[str]) -> Iterator[Statement]:
    word = match["other"].lower()
    if word in _FIRM:
        yield _made(match, "other", Decimal(_FIRM[word]), NumberKind.NUMBER)
    else:
        kind, value = _FREE[word]
        yield _made(match, "other", Decimal(value), kind, firm=False)


def _kind(match: re.Match[str], group: str = "") -> NumberKind:
    sign = match["sign"] or (match["low_sign"] if not group else "") or ""
    if "point" in sign.lower():
        return NumberKind.POINTS
    if sign:
        return NumberKind.PERCENT
    following = match.string[match.end(group) :][:9] if group else ""
    return NumberKind.STEP if re.match(rf"[- ](?:{_STEP})", following) else NumberKind.NUMBER


def _made(
    match: re.Match[str], group: str, value: Value, kind: NumberKind, *, firm: bool = True, start: int = -1
) -> Statement:
    first, end = match.span(group)
    first = first if start < 0 else start
    end = max(end, match.end("sign"))
    return Statement(value, kind, _bound(match), first, end - first, firm)


_SUFFIX = re.compile(
    rf"(?P<odd>-odd\b|-plus\b|\+)|(?:[ -][a-z]+){{0,3}}? (?P<bound>{'|'.join(_AFTER)})\b", re.IGNORECASE
)


def _bound(match: re.Match[str]) -> Bound:
    before = match.string[max(0, match.start() - 24) : match.start()].lower().split()
    for count in (3, 2, 1):
        if (words := " ".join(before[-count:])) in _BEFORE:
            during = words == "over" and _TIME.match(match.string, match.end())
            decided = words == "passed" and not _LARGE.search(match[0])
            return Bound.EXACT if during or decided else _BEFORE[words]
    after = _SUFFIX.match(match.string, match.end())
    if not after:
        return Bound.EXACT
    return Bound.OVER if after["odd"] else _AFTER[after["bound"].lower()]


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Iterator[Statement]]], ...] = (
    ("decade", _decade),
    ("label", _label),
    ("date", _dates),
    ("half_year", _half_year),
    ("part", _parts),
    ("years", _years),
    ("only_year", _only_year),
    ("nth_figure", _nth_figure),
    ("roman", _roman),
    ("step", _step),
    ("slash", _slash),
    ("plain", _plain),
    ("fraction", _fraction),
    ("place", _place),
    ("words", _words),
    ("other", _other),
)


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.replace(",", ""))


def _power(words: str) -> int:
    return sum(_POWERS[each] for each in re.findall("[a-z]+", words.lower()))
