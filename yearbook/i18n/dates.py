"""Print dates in a language: in full, short, or for `<time datetime>`.

Days, months and years are CLDR's. So are periods, except where the strings file has a pattern that reads
better (2016年1—7月, 2018年上半年, first half of 2018). How sure a date is, is said with the marks of
reference works: c. 2016, 2016?, 约2016年, 2016年（存疑）.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from babel.dates import format_date, format_interval, format_skeleton

from yearbook.i18n.locales import locale_of
from yearbook.i18n.words import StringsTree, WordError, fill, no_word, pattern_at
from yearbook.model.dates import Day, When

_LONG = {"day": "yMMMMd", "month": "yMMMM", "year": "y", "name": "MMMM"}
_SHORT = {"day": "yMMMd", "month": "yMMM", "year": "y", "name": "MMM"}
"""CLDR's skeletons, https://unicode.org/reports/tr35/tr35-dates.html; `name` is the pattern of a month's
name.
"""


@lru_cache(maxsize=1 << 13)
def long_date(tag: str, words: StringsTree, when: When) -> str:
    """In full: 23 November 2016, 2016年11月23日, first half of 2018."""
    return _printed(_date_tag(tag, words), words, simplified(when), _LONG)


@lru_cache(maxsize=1 << 13)
def short_date(tag: str, words: StringsTree, when: When) -> str:
    """With the names of months shortened, for tables and margins: 23 Nov 2016. Chinese has none."""
    return _printed(_date_tag(tag, words), words, simplified(when), _SHORT)


@lru_cache(maxsize=1 << 13)
def date_in_year(tag: str, words: StringsTree, when: When) -> str:
    """Without its year, under a heading that gives it: 23 November, 11月23日. A year or a period stays as
    it is.
    """
    day = when.start
    if day is None or day.month is None or not when.is_point:
        return long_date(tag, words, when)
    dates = _date_tag(tag, words)
    if day.day is None:
        values = {"month": _month(dates, day, _LONG), "month_number": str(day.month)}
        return _marked(words, day, fill(_pattern(words, "dates.month"), values))
    return _marked(words, day, format_skeleton("MMMMd", day.first, locale=locale_of(dates)))


def iso(when: When) -> str:
    """A valid date, month or year string of HTML for a point in time; empty for a period.

    HTML knows no marks of uncertainty:
    https://html.spec.whatwg.org/multipage/text-level-semantics.html#the-time-element
    """
    if when.start is None or not when.is_point:
        return ""
    return str(replace(when.start, uncertain=False, approximate=False))


def simplified(when: When) -> When:
    """A period that is exactly a year, years, a month or months, as such: 2018-01/2018-12 is 2018."""
    start, end = when.start, when.end
    if start is None or end is None or when.is_point or not _alike(start, end):
        return when
    first, last = when.first, when.last
    if first.day != 1 or last.day != monthrange(last.year, last.month)[1]:
        return when
    if (first.month, last.month) == (1, 12):
        return When(Day(first.year), Day(last.year))
    return When(Day(first.year, first.month), Day(last.year, last.month))


def _printed(tag: str, words: StringsTree, when: When, style: Mapping[str, str]) -> str:
    if when.end is None:
        assert when.start is not None
        return fill(_pattern(words, "dates.since"), {"date": _day(tag, words, when.start, style)})
    if when.start is None:
        return fill(_pattern(words, "dates.until"), {"date": _day(tag, words, when.end, style)})
    if when.is_point:
        return _day(tag, words, when.start, style)
    return _period(tag, words, when.start, when.end, style)


def _day(tag: str, words: StringsTree, day: Day, style: Mapping[str, str]) -> str:
    """A year, month or day with its marks."""
    locale = locale_of(tag)
    if _precision(day) == "day" and style is _LONG:
        # Not every language has a skeleton for this, and Babel's search for the nearest is slow.
        return _marked(words, day, format_date(day.first, "long", locale=locale))
    return _marked(words, day, format_skeleton(style[_precision(day)], day.first, locale=locale))


def _marked(words: StringsTree, day: Day, text: str) -> str:
    """With what reference works print for uncertain and approximate dates."""
    if day.uncertain:
        text = fill(_pattern(words, "dates.uncertain"), {"date": text})
    if day.approximate:
        text = fill(_pattern(words, "dates.approximate"), {"date": text})
    return text


def _period(tag: str, words: StringsTree, start: Day, end: Day, style: Mapping[str, str]) -> str:
    """A closed period: by the first pattern that the strings file has for it, else by CLDR, else end by
    end.
    """
    ends = {"first": _day(tag, words, start, style), "last": _day(tag, words, end, style)}
    same = _alike(start, end)
    found = [words.get(f"dates.{name}") for name in _pattern_names(start, end)] if same else []
    for each in found:
        if isinstance(each, str):
            return fill(each, ends | _parts(tag, start, end, style))
    if same and words.get("dates.span") is None:
        skeleton = style[_precision(start)]
        return str(format_interval(start.first, end.first, skeleton, locale=locale_of(tag)))
    return fill(_pattern(words, "dates.span"), ends)


def _pattern_names(start: Day, end: Day) -> list[str]:
    """The patterns that could print a period whose ends are equally precise, the best first."""
    if start.month is None or end.month is None:
        return ["years"]
    if start.year != end.year:
        return []
    if start.day is not None:
        return ["days_of_month"] if start.month == end.month else ["days_of_year"]
    halves = {(1, 6): "half_years.1", (7, 12): "half_years.2"}
    quarters = {(3 * each - 2, 3 * each): f"quarters.{each}" for each in (1, 2, 3, 4)}
    special = (halves | quarters).get((start.month, end.month))
    return [special, "months"] if special else ["months"]


def _parts(tag: str, start: Day, end: Day, style: Mapping[str, str]) -> dict[str, str]:
    """Year, month (by name and number) and day of both ends, as far as they are known."""
    parts = {"year": str(start.year)}
    for name, day in (("first", start), ("last", end)):
        parts[f"{name}_year"] = str(day.year)
        if day.month is not None:
            parts[f"{name}_month"] = _month(tag, day, style)
            parts[f"{name}_month_number"] = str(day.month)
        if day.day is not None:
            parts[f"{name}_day"] = str(day.day)
    return parts


def _month(tag: str, day: Day, style: Mapping[str, str]) -> str:
    return format_date(day.first, style["name"], locale=locale_of(tag))


def _precision(day: Day) -> str:
    return "year" if day.month is None else "month" if day.day is None else "day"


def _alike(start: Day, end: Day) -> bool:
    """Whether both ends are equally precise and certain, so that they can be printed together."""
    marked = start.uncertain or start.approximate or end.uncertain or end.approximate
    return not marked and _precision(start) == _precision(end)


def _date_tag(tag: str, words: StringsTree) -> str:
    """The locale whose order of day, month and year is used: that of the language, unless the strings file
    names one.
    """
    named = words.get("language.dates")
    return named if isinstance(named, str) and named else tag


def _pattern(words: StringsTree, path: str) -> str:
    found = pattern_at(words, path)
    if not isinstance(found, str):
        raise WordError(no_word(path))
    return found
