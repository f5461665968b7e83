"""Find numbers in the Chinese prose of a record that contradict the record's own data.

Prose may say more than the data, and say it of other things. So only what can hardly be right is found: a number right
beside the label of a figure with another value; the digits of a datum out by a power of ten; a place or a streak other
than the one recorded. English prose is compared with the Chinese by `comparison`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from yearbook.checks.numbers.chinese import read_chinese
from yearbook.checks.numbers.statements import NumberKind, Statement
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Figure
from yearbook.model.measures import Measures, measures_with
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Rank, Streak
from yearbook.model.structure import ValueType
from yearbook.model.walk import ValueFinder

_COMMON = ("", "count", "percent", "percentage-point", "multiple", "year", "month", "day", "hour", "minute", "time")
"""Measures of which a text has many numbers that mean different things."""
_BETWEEN = re.compile(r"[为达到共约超近：计已是有增至的]{0,4}$")
_PLACED = re.compile(r"(?:[居列排获得是为在]|名|位)$|[居列排](?:[^，。；、]{0,12})$")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A number of the prose, and the datum that it was probably meant to repeat."""

    statement: Statement
    datum: str
    """As the record has it: `400万元`, or a place or count in figures."""


@dataclass(frozen=True, slots=True)
class RecordNumbers:
    """All numbers of a record's facts."""

    quantities: tuple[Quantity, ...]
    ranks: tuple[Rank, ...]
    streaks: tuple[Streak, ...]
    figures: tuple[Figure, ...]


_find_numbers = ValueFinder(lambda field: field.value_type is ValueType.AMOUNT or field.cls in (Rank, Streak, Figure))


def numbers_of_facts(facts: object) -> RecordNumbers:
    """Return all numbers of a record's facts; once for all of its texts."""
    found: dict[type[Any], list[Any]] = {Quantity: [], Rank: [], Streak: [], Figure: []}
    for _, value, _ in _find_numbers(facts):
        found[type(value)].append(value)
    quantities, ranks, streaks, figures = map(tuple, found.values())
    return RecordNumbers(quantities=quantities, ranks=ranks, streaks=streaks, figures=figures)


def contradictions(facts: RecordNumbers, text: str, measures: Measures | None = None) -> tuple[Contradiction, ...]:
    """Return what in a Chinese text contradicts the facts of its record.

    `measures`: those of the yearbook, by default the shipped ones.
    """
    measures = measures or measures_with()
    statements = tuple(each for each in read_chinese(text, measures) if isinstance(each.value, Decimal))
    if not statements:
        return ()
    measured = tuple((each, _measure(text, each, measures)) for each in statements)
    found = [
        *_beside_labels(facts, measured, text),
        *_magnitudes(facts, measured),
        *_places(facts, statements, text),
        *_streaks(facts, statements, text),
    ]
    return tuple({each.statement: each for each in found}.values())


def _measure(text: str, each: Statement, measures: Measures) -> str:
    """Return the id of the measure after a number; empty if nothing known follows."""
    if each.kind is NumberKind.PERCENT:
        return "percent"
    if each.kind is NumberKind.POINTS:
        return "percentage-point"
    match = measures.search(text, each.start + each.length)
    return (measures.id_of(match) or "") if match else ""


_Measured = tuple[tuple[Statement, str], ...]
"""The numbers of a text, each with the id of its measure."""


def _same(datum: Quantity, each: Statement, measure: str) -> bool:
    return datum.measure == measure and each.value in (datum.low, datum.high)


def _beside_labels(facts: RecordNumbers, measured: _Measured, text: str) -> Iterator[Contradiction]:
    """Find 植树1000个 if the figure 植树 is 1200个 and the record has no 1000个 elsewhere."""
    for figure in facts.figures:
        label, value = figure.label.get("zh") or "", figure.value.value
        for each, measure in measured:
            if len(label) < 2 or value.high is not None or measure != value.measure:
                continue
            before = _BETWEEN.sub("", text[max(0, each.start - 24) : each.start])
            if before.endswith(label) and not any(_same(one, each, value.measure) for one in facts.quantities):
                yield Contradiction(each, value.printed)


def _magnitudes(facts: RecordNumbers, measured: _Measured) -> Iterator[Contradiction]:
    """Find 4000万元 if the record has 400万元: the same digits, out by a power of ten."""
    for each, measure in measured:
        if measure in _COMMON or not isinstance(each.value, Decimal):
            continue
        same = [one for one in facts.quantities if one.measure == measure]
        if any(_same(one, each, measure) for one in same):
            continue
        digits = each.value.normalize().as_tuple().digits
        for one in same:
            if len(digits) > 1 and one.low.normalize().as_tuple().digits == digits:
                yield Contradiction(each, one.printed)
                break


def _places(facts: RecordNumbers, statements: tuple[Statement, ...], text: str) -> Iterator[Contradiction]:
    """Find 居全市第三 if every rank of the record is another, and none of those is in the text."""
    places = {Decimal(each.place) for each in facts.ranks}
    ordinals = [each for each in statements if each.kind is NumberKind.ORDINAL]
    if not places or any(each.value in places for each in ordinals):
        return
    for each in ordinals:
        following = text[each.start + each.length :][:1]
        alone = not following.isalnum() or following in "位名的"
        if alone and _PLACED.search(text, max(0, each.start - 16), each.start):
            yield Contradiction(each, "、".join(str(one) for one in sorted(places)))


def _streaks(facts: RecordNumbers, statements: tuple[Statement, ...], text: str) -> Iterator[Contradiction]:
    """Find 连续三年 if the record has a streak of five."""
    counts = {Decimal(each.count) for each in facts.streaks}
    for each in statements:
        if counts and each.value not in counts and text.endswith("连续", 0, each.start):
            yield Contradiction(each, "、".join(str(one) for one in sorted(counts)))
