"""Partial, uncertain dates and periods, after EDTF (ISO 8601-2:2019, levels 0 and 1).

Turns `2016`, `2016-11`, `2016-11-23`, `2016?`, `2016-09~`, `2014/2016`, `2016-11/..` into values that know the
first and last day they may mean, and sort. `i18n.dates` prints them in a language.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, message
from yearbook.model.date_habits import usual_date
from yearbook.model.errors import InvalidValueError

_POINT = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[?~%]?)", re.ASCII)
_MARKS = {"": (False, False), "?": (True, False), "~": (False, True), "%": (True, True)}
FIRST_YEAR, LAST_YEAR = 1800, 2199


_FORMS = marked("a date is written 2016, 2016-11 or 2016-11-23, a period 2014/2016")


class DateError(InvalidValueError):
    """A text that is not a date of this subset of EDTF."""


@dataclass(frozen=True, slots=True)
class Day:
    """A year, a month of a year, or a day of a month."""

    year: int
    month: int | None = None
    day: int | None = None
    uncertain: bool = False
    """Written `?`: the source may be wrong, or the year was inferred."""
    approximate: bool = False
    """Written `~`: about then."""

    @property
    def first(self) -> date:
        """The first day this may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day this may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", *(f"{each:02}" for each in (self.month, self.day) if each is not None)]
        mark = next(mark for mark, flags in _MARKS.items() if flags == (self.uncertain, self.approximate))
        return "-".join(parts) + mark


@dataclass(frozen=True, slots=True)
class When:
    """A point or a period of time, as precise as it is known.

    A point has `start == end`. A period that goes on has no end (`2016-11/..`), one of unknown beginning no start.
    """

    start: Day | None
    end: Day | None

    @property
    def is_point(self) -> bool:
        return self.start == self.end

    @property
    def is_full(self) -> bool:
        """Whether it is one certain day."""
        day = self.start
        known = day is not None and day.day is not None and not (day.uncertain or day.approximate)
        return known and self.is_point

    @property
    def first(self) -> date:
        """The first day this may mean; the smallest date there is, where the start is open."""
        return self.start.first if self.start else date.min

    @property
    def last(self) -> date:
        """The last day this may mean; the greatest date there is, where the end is open."""
        return self.end.last if self.end else date.max

    @property
    def years(self) -> tuple[int, ...]:
        """Every calendar year that a closed period touches; the one known year of an open one."""
        known = [each.year for each in (self.start, self.end) if each]
        return tuple(range(known[0], known[-1] + 1))

    @property
    def order(self) -> tuple[date, date]:
        """Sorts by beginning; of two that begin together the more precise comes first."""
        return (self.first, self.last)

    @property
    def chronicle_order(self) -> tuple[date, timedelta]:
        """Sorts as a chronicle does: what is known by its month alone stands at the month's end, what is known by its
        year at the year's (是月, 是年).
        """
        return (self.last if self.end else self.first, date.max - self.first)

    def contains(self, other: When) -> bool:
        """Whether all that `other` may mean lies within this."""
        return self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        if self.is_point:
            return str(self.start)
        return f"{self.start or '..'}/{self.end or '..'}"


@lru_cache(maxsize=1 << 12)
def parse_when(text: str) -> When:
    """Parse an EDTF text. Raises DateError with what is wrong, and what to write for a date in another habit."""
    try:
        return _parsed(text)
    except DateError:
        if meant := usual_date(text):
            _parsed(meant)  # says what is wrong if there is no such day
            raise DateError(_FORMS, hint=message("write {date}", date=meant)) from None
        raise


def _parsed(text: str) -> When:
    if "/" not in text:
        day = _parse_day(text)
        return When(day, day)
    start, _, end = text.partition("/")
    period = When(None if start == ".." else _parse_day(start), None if end == ".." else _parse_day(end))
    if period.start is None and period.end is None:
        raise DateError("a period needs at least one known end")
    if period.first > period.last:
        raise DateError("the period ends before it begins")
    return period


def whole_year(year: int) -> When:
    """The calendar year as a value."""
    return When(Day(year), Day(year))


def _parse_day(text: str) -> Day:
    match = _POINT.fullmatch(text)
    if not match:
        raise DateError(_FORMS)
    year = int(match["year"])
    month, day = (int(match[name]) if match[name] else None for name in ("month", "day"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(
            "the year {year} is not between {first} and {last}", year=year, first=FIRST_YEAR, last=LAST_YEAR
        )
    if month is not None and not 1 <= month <= 12:
        raise DateError("there is no month {month:02}", month=month)
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise DateError("{year}-{month:02} has no day {day:02}", year=year, month=month, day=day)
    uncertain, approximate = _MARKS[match["mark"]]
    return Day(year=year, month=month, day=day, uncertain=uncertain, approximate=approximate)


def elapsed_share(period: When, as_of: When) -> tuple[int, int]:
    """How much of `period` has passed at the end of `as_of`: (days passed, days in all). 时序进度.

    A monthly report counts whole months of a year (7 of 12 are 58 %), as the offices that publish the figure do, so
    where both are whole months the pair is in months. Raises DateError where a period is open or `as_of` lies outside.
    """
    if period.start is None or period.end is None or as_of.end is None:
        raise DateError("the elapsed share of an open period is not known")
    if not period.first <= as_of.last <= period.last:
        raise DateError("{as_of} is not within {period}", as_of=str(as_of), period=str(period))
    if as_of.end.day is None and period.start.day is None and period.end.day is None:
        first, last, now = period.first, period.last, as_of.last
        return (_months(first, now), _months(first, last))
    return ((as_of.last - period.first).days + 1, (period.last - period.first).days + 1)


def _months(first: date, last: date) -> int:
    """Whole months from the first of one month to the end of another."""
    return (last.year - first.year) * 12 + last.month - first.month + 1
