"""Sort the values of a series by the length of their periods, and mark those that are not settled."""

from __future__ import annotations

from datetime import timedelta

from yearbook.model.dates import When
from yearbook.model.series import Certainty, Observation

_LENGTHS = {12: "year", 6: "half", 3: "quarter", 1: "month"}
"""Months → the name of a period of so many."""
_ORDER = ("year", "half", "quarter", "month", "cumulative", "other")
SYMBOLS = {Certainty.PROVISIONAL: "*", Certainty.ESTIMATED: "e", Certainty.MISSING: "…"}
"""Printed behind a value that is not settled, or in place of one."""


def months_of(period: When) -> int:
    """Return how many months a closed period has; 0 for one of days."""
    after = period.last + timedelta(days=1)
    whole = period.first.day == 1 and after.day == 1
    return (after.year - period.first.year) * 12 + after.month - period.first.month if whole else 0


def length_of(period: When) -> str:
    """Return the sort of a period: a year, half, quarter, month; several months since January; another."""
    if not period.start or not period.end:
        return "other"
    months = months_of(period)
    if months in _LENGTHS and (period.first.month - 1) % months == 0:
        return _LENGTHS[months]
    return "cumulative" if 1 < months < 12 and period.first.month == 1 else "other"


def place_in_series(each: Observation) -> tuple[int, tuple[object, ...], str]:
    """Return the place of a value: long periods first, then by time."""
    return _ORDER.index(length_of(each.period)), tuple(each.period.order), each.status.value


def with_symbol(text: str, each: Observation) -> str:
    """Return a printed value with the symbol of how far it is settled."""
    return f"{text} {SYMBOLS[each.certainty]}".strip() if each.certainty else text
