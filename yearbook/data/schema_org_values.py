"""Write dates and quantities as schema.org has them. Rounds nothing."""

from __future__ import annotations

from typing import Any

from yearbook.data.record_json import plain_number
from yearbook.model.dates import Day, When
from yearbook.model.quantities import Quantity

_Json = dict[str, Any]


def point(day: Day | None) -> str:
    """A date of ISO 8601 as precise as it is known; schema.org has no marks of uncertainty."""
    return str(day).rstrip("?~%") if day else ""


def interval(when: When | None) -> str:
    """A date, or both ends with a slash; `..` for an end that is open (schema.org/temporalCoverage)."""
    if when is None:
        return ""
    if when.is_point:
        return point(when.start)
    return f"{point(when.start) or '..'}/{point(when.end) or '..'}"


def beginning_of(when: When) -> str:
    return point(when.start or when.end)


def duration(when: When) -> str:
    """P1Y, P6M: how long a period is that is counted in whole years or months; empty for others."""
    start, end = when.start, when.end
    if start is None or end is None or start.day is not None or end.day is not None:
        return ""
    months = (when.last.year - when.first.year) * 12 + when.last.month - when.first.month + 1
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"


def schema_org_amount(quantity: Quantity) -> _Json:
    """Of a range both ends; of what is only “at least” or “at most”, that end; about and over are not told apart."""
    unit = quantity.measure
    text: _Json = {"unitCode": "P1"} if unit == "percent" else {"unitText": unit} if unit != "count" else {}
    low = plain_number(quantity.low)
    if quantity.high is not None:
        return {"minValue": low, "maxValue": plain_number(quantity.high), **text}
    name = {"at-least": "minValue", "at-most": "maxValue"}.get(quantity.bound.value, "value")
    return {name: low, **text}
