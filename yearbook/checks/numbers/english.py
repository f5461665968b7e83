"""Read the numbers that an English text states: in figures (CNY 321.6 billion, 1–7 August) or in words (twenty-four).

The pattern finds a number, and one short function for each of its forms decides what it states, whatever is counted.
Words that have other uses too (one, first, both, top, century) are read, but the Chinese need not have
them: see `Statement.firm`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from yearbook.checks.numbers.english_syntax import (
    BOUNDS_AFTER,
    BOUNDS_BEFORE,
    CARDINALS,
    ENGLISH_NUMBER,
    FIRM_WORDS,
    FREE_WORDS,
    MONTHS,
    MULTIPLIER,
    MULTIPLIERS,
    ORDINALS,
    STEP,
)
from yearbook.checks.numbers.statements import ROMAN_NUMERALS, Moment, NumberKind, Statement, Value
from yearbook.model.chinese_numbers import Bound


def read_english(text: str) -> Iterator[Statement]:
    """Yield the statements of an English text, in its order."""
    for match in ENGLISH_NUMBER.finditer(text):
        for name, read in _FORMS.items():
            if match[name]:
                yield from read(match)
                break


def _label(match: re.Match[str]) -> Iterator[Statement]:
    label = match["label"]
    yield Statement(label.upper(), NumberKind.LABEL, Bound.EXACT, start=match.start(), length=len(label))


def _date(match: re.Match[str], group: str, moment: Moment, *, firm: bool = True) -> Statement:
    start, end = match.span(group)
    return Statement(moment, NumberKind.DATE, Bound.EXACT, start=start, length=end - start, firm=firm)


def _dates(match: re.Match[str]) -> Iterator[Statement]:
    name, day = match["month"] or match["name"], match["day"] or match["late_day"]
    if match["date"] == "May" and not _A_MONTH.search(match.string, max(0, match.start() - 9), match.start()):
        return
    year = int(match["year"]) if match["year"] else None
    month = MONTHS.index(name) + 1
    if match["d1"]:
        yield _date(match, "d1", Moment(year, month, int(match["d1"])))
    yield _date(match, "date", Moment(year, month, int(day) if day else None))


_A_MONTH = re.compile(r"(?:\b(?:in|of|by|to|from|since|until|and|early|late|mid|last|each|every|between) |[-–])$")
"""Before a lone “May” that is the month."""


def _parts(match: re.Match[str]) -> Iterator[Statement]:
    letter = "Q" if match["unit"].lower() == "quarter" else "H"
    year = int(match["part_year"]) if match["part_year"] else None
    yield _date(match, "part", Moment(year, part=f"{letter}{ORDINALS[match['nth'].lower()]}"))


def _half_year(match: re.Match[str]) -> Iterator[Statement]:
    """Yield both halves: which one it is, the text says elsewhere."""
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
        if match[group] in ROMAN_NUMERALS:
            yield _made(match, group, Decimal(ROMAN_NUMERALS[match[group]]), NumberKind.STEP)


def _step(match: re.Match[str]) -> Iterator[Statement]:
    which = match["which"].lower()
    yield _made(match, "which", Decimal(CARDINALS.get(which, which)), NumberKind.STEP)


def _plain(match: re.Match[str]) -> Iterator[Statement]:
    power = _power(match["power"])
    if match["low"]:
        own = MULTIPLIERS[match["low_power"].lower()] if match["low_power"] else power
        start, end = match.span("low")
        yield Statement(_decimal(match["low"]).scaleb(own), _kind(match), Bound.EXACT, start=start, length=end - start)
    value = _decimal(match["high"]).scaleb(power)
    yield _made(match, "plain", value, _kind(match, "plain"), start=match.start("high"))


def _words(match: re.Match[str]) -> Iterator[Statement]:
    value = _cardinal(match["words"].lower())
    kind = _kind(match, "words")
    end = match.end("words")
    if match.string.startswith(" others", end):  # “it and three others”: Chinese counts all four
        firm = False
    elif value == 2:
        firm = _LASTING.match(match.string, end) is not None
    else:
        firm = value > 2 or kind in (NumberKind.PERCENT, NumberKind.POINTS)
    yield _made(match, "words", value, kind, firm=firm)


_LASTING = re.compile(
    "[- ](?:consecutive |successive |straight )?(?:sessions?|years?|times|terms?|months?|days?|phases?)\\b"
)
"""Two of these are said in both languages; of other things Chinese says 一处…一处, 另一, 和."""


def _cardinal(text: str) -> Decimal:
    total = section = 0
    for each in re.findall("[a-z]+", text):
        if each in CARDINALS:
            section += CARDINALS[each]
        elif each == "hundred":
            section = (section or 1) * 100
        elif each in MULTIPLIERS:
            total += (section or 1) * 10 ** MULTIPLIERS[each]
            section = 0
    return Decimal(total + section)


def _slash(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "slash", Decimal(match["top_of"]) / Decimal(match["bottom"]), NumberKind.NUMBER)


def _fraction(match: re.Match[str]) -> Iterator[Statement]:
    start = match.start("fraction")
    if match["under"] == "quarter" and _EVERY.search(match.string, max(0, start - 6), start):
        return
    over, under = (match["over"] or match["overs"]).lower(), (match["under"] or match["unders"]).lower()
    parts = {"half": 2, "quarter": 4}.get(under) or ORDINALS[under]
    yield _made(match, "fraction", Decimal(CARDINALS.get(over, 1)) / parts, NumberKind.NUMBER, firm=parts > 2)


_EVERY = re.compile("(?:[Oo]nce|[Tt]wice|times|[Pp]er) $")
"""“Once a quarter” is a time and no fourth part."""


def _place(match: re.Match[str]) -> Iterator[Statement]:
    place = match["place"].lower()
    if match["counted"]:  # “the first seven months”: the seven counts, and the first need not
        number = match["counted"].strip().lower()
        yield _made(match, "counted", Decimal(CARDINALS.get(number, number)), NumberKind.NUMBER)
        if place in ORDINALS:
            yield _made(match, "place", Decimal(ORDINALS[place]), NumberKind.ORDINAL, firm=False)
        return
    tens, _, last = place.rpartition("-")
    value = CARDINALS.get(tens, 0) + ORDINALS[last]
    kind = NumberKind.STEP if _IN_A_ROW.match(match.string, match.end()) else NumberKind.ORDINAL
    firm = value > 2 and not _IN_PLACE.match(match.string, match.end())
    yield _made(match, "place", Decimal(value), kind, firm=firm)


_IN_A_ROW = re.compile(
    " (?:consecutive|successive|straight) | (?:year|time|month|session|term) (?:running|in a row)\\b"
)
"""“For the third year running” is three years, 连续三年."""
_IN_PLACE = re.compile(" (?:is|was|are|were|has|had) ")
"""In “the third was signed in 2017” the ordinal replaces a name that the Chinese repeats."""


def _other(match: re.Match[str]) -> Iterator[Statement]:
    word = match["other"].lower()
    kind, value = FREE_WORDS.get(word) or (NumberKind.NUMBER, FIRM_WORDS[word])
    yield _made(match, "other", Decimal(value), kind, firm=word in FIRM_WORDS)


def _kind(match: re.Match[str], group: str = "") -> NumberKind:
    """Return the kind of a group, or without one of the lower end of a range."""
    sign = match["sign"] or (match["low_sign"] if not group else "") or ""
    if "point" in sign.lower():
        return NumberKind.POINTS
    if sign:
        return NumberKind.PERCENT
    return NumberKind.STEP if group and _STEP_AFTER.match(match.string, match.end(group)) else NumberKind.NUMBER


_STEP_AFTER = re.compile(f"[- ](?:{STEP})")


def _made(
    match: re.Match[str], group: str, value: Value, kind: NumberKind, *, firm: bool = True, start: int = -1
) -> Statement:
    first, end = match.span(group)
    first = first if start < 0 else start
    end = max(end, match.end("sign"))
    return Statement(value, kind, _bound(match), start=first, length=end - first, firm=firm)


_LARGE = re.compile(f",|{MULTIPLIER}|[A-Z¥$]")
"""“Passed 100,000” is more than that; “passed 12 resolutions” is not."""
_TIME = re.compile("[- ](?:sessions?|years?|terms?|months?|weeks?|days?)\\b")
"""“Over three years” is a time, “over a million times” a number."""
_SUFFIX = re.compile(
    rf"""
    (?P<odd> -odd\b | -plus\b | \+ )
    | (?:[ -][a-z]+){{0,3}}?[ ](?P<bound> {"|".join(BOUNDS_AFTER).replace(" ", "[ ]")} )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _bound(match: re.Match[str]) -> Bound:
    before = match.string[max(0, match.start() - 24) : match.start()].lower().split()
    for count in (3, 2, 1):
        if (words := " ".join(before[-count:])) in BOUNDS_BEFORE:
            during = words == "over" and _TIME.match(match.string, match.end())
            decided = words == "passed" and not _LARGE.search(match[0])
            return Bound.EXACT if during or decided else BOUNDS_BEFORE[words]
    after = _SUFFIX.match(match.string, match.end())
    if not after:
        return Bound.EXACT
    return Bound.OVER if after["odd"] else BOUNDS_AFTER[after["bound"].lower()]


_FORMS: Mapping[str, Callable[[re.Match[str]], Iterator[Statement]]] = MappingProxyType(
    {
        "decade": _decade,
        "label": _label,
        "date": _dates,
        "half_year": _half_year,
        "part": _parts,
        "years": _years,
        "only_year": _only_year,
        "nth_figure": _nth_figure,
        "roman": _roman,
        "step": _step,
        "slash": _slash,
        "plain": _plain,
        "fraction": _fraction,
        "place": _place,
        "words": _words,
        "other": _other,
    }
)


def _decimal(figures: str) -> Decimal:
    return Decimal(figures.replace(",", ""))


def _power(words: str) -> int:
    return sum(MULTIPLIERS[each] for each in re.findall("[a-z]+", words.lower()))
