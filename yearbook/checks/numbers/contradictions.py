"""The Chinese prose of a record → the numbers in it that contradict the record's own data.

Prose may say more than the data, and say it of other things; so only what can hardly be right is told: a figure right
beside its label with another value; a digit-for-digit copy of a datum that is out by a power of ten; a place or a
streak other than the one recorded. English prose is held to the Chinese by `comparison`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from yearbook.checks.numbers.chinese import read_chinese
from yearbook.checks.numbers.statements import NumberKind, Statement
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import MEASURE, MEASURES
from yearbook.model.fields import Figure, Rank, Streak
from yearbook.model.quantities import Quantity
from yearbook.model.structure import ValueFinder, ValueType

_MEASURE = re.compile(MEASURE)
_COMMON = ("", "count", "percent", "percentage-point", "year", "time", "day")
"""Measures of which a text has many numbers that mean different things."""
_BETWEEN = re.compile(r"[为达到共约超近：计已是有增至的]{0,4}$")
_STREAK = re.compile(r"连续$")
_PLACED = re.compile(r"(?:[居列排获得是为在]|名|位)$|[居列排](?:[^，。；、]{0,12})$")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number of the prose, and the datum that it was probably meant to repeat."""

    statement: Statement
    datum: str
    """As the record has it: `400万元`, or a place or count in figures."""


@dataclass(frozen=True, slots=True)
class _RecordNumbers:
    """All numbers of a record's facts."""

    quantities: tuple[Quantity, ...]
    ranks: tuple[Rank, ...]
    streaks: tuple[Streak, ...]
    figures: tuple[Figure, ...]


def data_of(facts: Any) -> _RecordNumbers:
    """Of one record; for all of its texts."""
    found: dict[type[Any], list[Any]] = {Quantity: [], Rank: [], Streak: [], Figure: []}
    for _, value, _ in _find_numbers(facts):
        found[type(value)].append(value)
    return _RecordNumbers(*(tuple(each) for each in found.values()))


_find_numbers = ValueFinder(lambda field: field.value_type is ValueType.AMOUNT or field.cls in (Rank, Streak, Figure))


def contradictions(data: _RecordNumbers, text: str) -> tuple[Contradiction, ...]:
    """What in a Chinese text of the record with these data contradicts them."""
    statements = tuple(each for each in read_chinese(text) if isinstance(each.value, Decimal))
    found = [
        *_beside_labels(data.figures, statements, text, data.quantities),
        *_magnitudes(data.quantities, statements, text),
        *_places(data.ranks, statements, text),
        *_streaks(data.streaks, statements, text),
    ]
    return tuple({each.statement: each for each in found}.values())


def _measure(text: str, each: Statement) -> str:
    """What a number counts, as in MEASURES; of 个, 家 and the like “count”, of nothing that is known an empty text."""
    if each.kind is NumberKind.PERCENT:
        return "percent"
    if each.kind is NumberKind.POINTS:
        return "percentage-point"
    match = _MEASURE.match(text, each.start + each.length)
    return MEASURES[match[0]] if match else ""


def _same(datum: Quantity, each: Statement, measure: str) -> bool:
    return datum.measure == measure and each.value in (datum.low, datum.high)


def _beside_labels(
    figures: tuple[Figure, ...], statements: tuple[Statement, ...], text: str, data: tuple[Quantity, ...]
) -> Iterator[Contradiction]:
    """植树1000个 where the figure 植树 is 1200个, and the record has no 1000个 elsewhere."""
    for figure in figures:
        label, value = figure.label.get("zh") or "", figure.value.value
        for each in statements:
            if len(label) < 2 or value.high is not None or _measure(text, each) != value.measure:
                continue
            before = _BETWEEN.sub("", text[max(0, each.start - 24) : each.start])
            if before.endswith(label) and not any(_same(one, each, value.measure) for one in data):
                yield Contradiction(each, value.printed)


def _magnitudes(data: tuple[Quantity, ...], statements: tuple[Statement, ...], text: str) -> Iterator[Contradiction]:
    """4000万元 where the record has 400万元: the same digits, out by a power of ten."""
    for each in statements:
        measure = _measure(text, each)
        if measure in _COMMON or not isinstance(each.value, Decimal):
            continue
        same = [one for one in data if one.measure == measure]
        if any(_same(one, each, measure) for one in same):
            continue
        digits = each.value.normalize().as_tuple().digits
        for one in same:
            if len(digits) > 1 and one.low.normalize().as_tuple().digits == digits:
                yield Contradiction(each, one.printed)
                break


def _places(ranks: tuple[Rank, ...], statements: tuple[Statement, ...], text: str) -> Iterator[Contradiction]:
    """居全市第三 where every rank of the record is another, and none of those is told beside it."""
    places = {Decimal(each.place) for each in ranks}
    if any(each.kind is NumberKind.ORDINAL and each.value in places for each in statements):
        return
    for each in statements:
        following = text[each.start + each.length :][:1]
        alone = not following.isalnum() or following in "位名的"
        placed = _PLACED.search(text, max(0, each.start - 16), each.start)
        if places and placed and each.kind is NumberKind.ORDINAL and alone and each.value not in places:
            yield Contradiction(each, "、".join(str(one) for one in sorted(places)))


def _streaks(streaks: tuple[Streak, ...], statements: tuple[Statement, ...], text: str) -> Iterator[Contradiction]:
    """连续三年 where the record has a streak of five."""
    counts = {Decimal(each.count) for each in streaks}
    for each in statements:
        if counts and each.value not in counts and _STREAK.search(text, max(0, each.start - 2), each.start):
            yield Contradiction(each, "、".join(str(one) for one in sorted(counts)))
