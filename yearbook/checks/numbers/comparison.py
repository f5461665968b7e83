"""Compare the numbers of a Chinese text with those of its English translation.

What is in one must be in the other, in any order and any number of times: translations move and join sentences. So a
wrong number that happens to be elsewhere in the other text is not found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum

from yearbook.checks.numbers.chinese import read_chinese
from yearbook.checks.numbers.english import read_english
from yearbook.checks.numbers.names import Name, without_names
from yearbook.checks.numbers.statements import Moment, NumberKind, Statement
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import Bound
from yearbook.model.measures import Measures


class ComparisonTrouble(Enum):
    """How the two texts differ."""

    MISSING = "missing"
    """One language does not state this number, or states another."""
    BOUND = "bound"
    """One language states it without (or with another) 以上, 约, over, about."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number on which two texts differ. At least one of the statements is there."""

    trouble: ComparisonTrouble
    zh: Statement | None
    """What the Chinese states; None if it has no counterpart."""
    en: Statement | None
    """What the English states instead; None if it has no counterpart."""


def numbers_of(text: str, language: str, measures: Measures | None = None) -> tuple[Statement, ...]:
    """Return every number that a text in `zh` or `en` states, in its order; none for other languages.

    `measures`: those of the yearbook, by default the shipped ones.
    """
    if language == "zh":
        return tuple(read_chinese(text, measures))
    return tuple(read_english(text)) if language == "en" else ()


def compare_numbers(
    zh: str,
    en: str,
    names: Iterable[Name] = (),
    title: tuple[str, str] = ("", ""),
    measures: Measures | None = None,
) -> tuple[Difference, ...]:
    """Return where two texts differ.

    If they do, they are compared again without the numbers in the `names` of things, and with those of the `title` of
    their record (Chinese, English): what the title says they need not say (四项 of a title, “the four” of a text).
    """
    found = _compared(numbers_of(zh, "zh", measures), numbers_of(en, "en"), ())
    if found:
        shorter = without_names(zh, en, names)
        known = (*numbers_of(title[0], "zh", measures), *numbers_of(title[1], "en"))
        found = _compared(numbers_of(shorter[0], "zh", measures), numbers_of(shorter[1], "en"), known)
    return found


def _compared(
    zh: tuple[Statement, ...], en: tuple[Statement, ...], known: tuple[Statement, ...]
) -> tuple[Difference, ...]:
    lost = _paired(tuple(_missing(zh, en + known)), tuple(_missing(en, zh + known)))
    zh_bounds = (Difference(ComparisonTrouble.BOUND, one, other) for one, other in _bounds(zh, en))
    en_bounds = (
        Difference(ComparisonTrouble.BOUND, other, one)
        for one, other in _bounds(en, zh)
        if one.bound is not Bound.AT_MOST
    )  # “Within 300 metres” needs no 以内: 300米见绿
    return (*lost, *zh_bounds, *(each for each in en_bounds if each.zh and each.zh.bound is Bound.EXACT))


def _paired(zh: Sequence[Statement], en: Sequence[Statement]) -> Iterator[Difference]:
    """Yield numbers that the other text lacks; those alike are taken, in their order, for counterparts."""
    left = list(en)
    for each in zh:
        meant = next((one for one in left if _alike(one, each)), None)
        if meant:
            left.remove(meant)
        yield Difference(ComparisonTrouble.MISSING, each, meant)
    yield from (Difference(ComparisonTrouble.MISSING, None, each) for each in left)


def _alike(one: Statement, other: Statement) -> bool:
    """Return whether one may be a slip for the other: of one kind, and as long or with the same digits (300, 30)."""
    if isinstance(one.value, Decimal) and isinstance(other.value, Decimal):
        digits = (one.value.normalize().as_tuple().digits, other.value.normalize().as_tuple().digits)
        return one.value.adjusted() == other.value.adjusted() or digits[0] == digits[1]
    return one.kind is other.kind


def _missing(own: Sequence[Statement], other: Sequence[Statement]) -> Iterator[Statement]:
    """Yield the firm statements that nothing in the other text equals, each once."""
    there = {key for each in other for key in _keys(each)}
    moments = [each.value for each in other if isinstance(each.value, Moment)]
    seen = _Seen(frozenset(each.year for each in moments), frozenset(each.month for each in moments))
    seen_before = set()
    for each in own:
        if not each.firm or (each.kind, each.value) in seen_before:
            continue
        value = each.value
        if isinstance(value, Moment):
            is_there = any(_same_moment(value, one, seen) for one in moments) or not there.isdisjoint(_keys(each))
        else:
            is_there = not there.isdisjoint(_keys(each))
        if not is_there:
            seen_before.add((each.kind, value))
            yield each


@dataclass(frozen=True, slots=True)
class _Seen:
    """All years and months that the dates of one text name."""

    years: frozenset[int | None]
    months: frozenset[int | None]


_Key = tuple[str, Decimal | str]


def _keys(each: Statement) -> tuple[_Key, ...]:
    """Return what a statement is compared by; two that share a key are equal."""
    if isinstance(each.value, Moment):
        return _moment_keys(each.value)
    if each.kind is NumberKind.STEP:
        return (("number", each.value), ("ordinal", each.value))
    return ((each.kind.value, each.value),)


def _moment_keys(moment: Moment) -> tuple[_Key, ...]:
    """Return the keys of numbers that may be the same date in the other text: “the second” (half), the 16th, 2000."""
    if moment.part:
        return (("ordinal", Decimal(moment.part[1])),) if moment.year is None else ()
    if moment.day and moment.month is None:
        return (("ordinal", Decimal(moment.day)),)
    if moment.year and moment.month is None:
        return (("number", Decimal(moment.year)),)
    return ()


def _same_moment(own: Moment, other: Moment, seen: _Seen) -> bool:
    """Return whether `other` says all that `own` says; a year, and a day's month, may be elsewhere in its text."""
    if own.year is not None and other.year != own.year and (other.year is not None or own.year not in seen.years):
        return False
    if (own.part != other.part and own.part) or own.day not in (None, other.day):
        return False
    if own.month in (None, other.month):
        return True
    return own.day is not None and other.month is None and own.month in seen.months


_LOWER = frozenset((Bound.AT_LEAST, Bound.OVER))


def _side(bound: Bound) -> str:
    return "lower" if bound in _LOWER else bound.value


def _bounds(own: Sequence[Statement], other: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield bounded numbers that the other text has only with another bound, each with one of those."""
    for each in own:
        if each.bound is Bound.EXACT or not each.firm:
            continue
        same = [one for one in other if not set(_keys(one)).isdisjoint(_keys(each))]
        if same and all(_side(one.bound) != _side(each.bound) for one in same):
            yield each, same[0]
