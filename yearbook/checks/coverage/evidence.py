"""Find what in the text of a source asks for a record: numbers, dates, ranks, quoted terms and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from yearbook.checks.coverage.source_texts import SourceText, Span
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import AMOUNT, DAY, HAN_NUMBER, MONTH, YEAR_FIGURES, han_number
from yearbook.model.dates import Day
from yearbook.model.measures import Measures, measures_with
from yearbook.model.quantities import Quantity, QuantityError, parse_quantity

SENTENCE = 20  # characters; shorter runs are bylines, captions and headings
QUOTED_TERM = range(2, 25)  # characters between quotation marks; longer ones are speech, and count as sentences

EvidenceKey = tuple[object, ...]
"""What a value is compared by: (measure, low, high), ("date", year, month, day), ("rank", n), ("whole", n)."""


class PassageKind(Enum):
    """What in a text asks for a record."""

    NUMBER = "number"
    DATE = "date"
    RANK = "rank"
    TERM = "term"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing in a text that asks for a record."""

    kind: PassageKind
    span: Span
    keys: frozenset[EvidenceKey] = frozenset()
    """Of a number, date or rank: any of them is enough."""


_TERM = re.compile(r"“([^“”]+)”")
_SENTENCE = re.compile(r"[^。！？!?；;…]+[。！？!?；;…]*[”’\")）]*")
_CLAUSE = re.compile(r"[^，,、：:]+[，,、：:]*")
_COUNTED = frozenset({"count", "person", "household", "year", "time", "session", "day"})


@lru_cache(maxsize=64)
def _value_pattern(measures: Measures) -> re.Pattern[str]:
    return re.compile(
        rf"""
    (?<![\dA-Za-z.+]) (?:
        (?P<year>{YEAR_FIGURES})年 (?: (?P<month>{MONTH})月 (?:(?P<day>{DAY})日)? )?
        | (?P<bare_month>{MONTH})月 (?:(?P<month_day>{DAY})日)?
        | (?P<bare_day>{DAY})日
        | (?P<quantity> (?!-){AMOUNT}(?:{measures.pattern}) )
    )
    | 第(?P<rank>{HAN_NUMBER})名?
    | 连续(?P<streak>{HAN_NUMBER})[年届次]
    """,
        re.VERBOSE,
    )


def passages(source: SourceText, measures: Measures | None = None) -> Iterator[Passage]:
    """Yield all that asks for a record, kind by kind."""
    for found in values(source.text, measures):
        if found.kind is not PassageKind.RANK or _stands_alone(source, found.span[1]):
            yield found
    for match in _TERM.finditer(source.text):
        if len(match[1]) in QUOTED_TERM:
            yield Passage(PassageKind.TERM, match.span(1))
    for start, end in pairwise(sorted({each for span in (*source.paragraphs, *source.headings) for each in span})):
        for match in _SENTENCE.finditer(source.text, start, end):
            if len(match[0]) >= SENTENCE:
                yield Passage(PassageKind.SENTENCE, match.span())


def values(text: str, measures: Measures | None = None) -> Iterator[Passage]:
    """Yield every date, quantity with a measure, rank and streak of a text. Ranks are not yet told from 第十一次.

    `measures`: those of the yearbook, by default the shipped ones.
    """
    measures = measures or measures_with()
    for match in _value_pattern(measures).finditer(text):
        if match["rank"]:
            kind, keys = PassageKind.RANK, _whole_key("rank", match["rank"])
        elif match["streak"]:
            kind, keys = PassageKind.NUMBER, _whole_key("whole", match["streak"])
        elif match["quantity"]:
            kind, keys = PassageKind.NUMBER, _quantity_keys(match["quantity"], measures)
        else:
            kind, keys = PassageKind.DATE, frozenset({_date_key(match)})
        if keys:
            yield Passage(kind, match.span(), keys)


def _whole_key(name: str, text: str) -> frozenset[EvidenceKey]:
    value = han_number(text)
    return frozenset() if value is None else frozenset({(name, value)})


def _date_key(match: re.Match[str]) -> EvidenceKey:
    month, day = match["month"] or match["bare_month"], match["day"] or match["month_day"] or match["bare_day"]
    return ("date", *(int(each) if each else None for each in (match["year"], month, day)))


def _quantity_keys(text: str, measures: Measures) -> frozenset[EvidenceKey]:
    """Return the keys of a quantity; none of a range that falls: two numbers that happen to be side by side."""
    try:
        quantity = parse_quantity(text, measures)
    except QuantityError:
        return frozenset()
    return evidence_keys(quantity) | _whole_of(quantity)


def _whole_of(quantity: Quantity) -> frozenset[EvidenceKey]:
    """Return the key of a counted number: some fields have it without a measure, awardees 36 for 36个."""
    if quantity.measure not in _COUNTED or not quantity.is_exact or quantity.low % 1:
        return frozenset()
    return frozenset({("whole", int(quantity.low))})


def _stands_alone(source: SourceText, end: int) -> bool:
    """Return whether 第一 ending here is a rank: 第二小学 and 第十一次党代会 go on, unless a line ends between."""
    following = source.text[end : end + 1]
    if source.text[end - 1] == "名" or not following.isalnum() or following in "位的":
        return True
    return source.places[end][0] != source.places[end - 1][0]


def evidence_keys(value: Quantity | Day | int) -> frozenset[EvidenceKey]:
    """Return the keys of a recorded value. A day has those of all that a text may print of it: 2月17日, 2017年."""
    if isinstance(value, Quantity):
        return frozenset({(value.measure, value.low, value.high)})
    if isinstance(value, int):
        return frozenset({("whole", value), ("rank", value), ("date", value, None, None)})
    year, month, day = value.year, value.month, value.day
    parts = {(year, month, day), (year, month, None), (year, None, None), (None, month, day), (None, month, None)}
    return frozenset(("date", *each) for each in parts | {(None, None, day)})


def clauses(source: SourceText, sentence: Span) -> tuple[Span, ...]:
    """Return the parts of a sentence between commas, each with the comma after it."""
    return tuple(each.span() for each in _CLAUSE.finditer(source.text, *sentence))


def fold_text(text: str) -> str:
    """Return letters, figures and + alone, so that punctuation makes no difference: 1+1办案 of “1+1”办案."""
    return "".join(each for each in text if each.isalnum() or each == "+")


def echoes(words: str, clause: str, share: float) -> bool:
    """Return whether `words` have at least this share of the pairs of characters in `clause`; both are folded."""
    pairs = {clause[index : index + 2] for index in range(len(clause) - 1)}
    return sum(each in words for each in pairs) >= share * len(pairs)
