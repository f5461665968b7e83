"""The facts of a record that others can point at, as `kind:id#key`."""

from __future__ import annotations

from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Citation, Fact, Figure
from yearbook.model.projects import Ledger
from yearbook.model.quantities import Quantity
from yearbook.model.series import Indicator, Observation, Status
from yearbook.model.texts import Text

LEDGER_TOTALS = ("count", "investment", "planned", "done")
"""What can be pointed at in a ledger's total."""


@dataclass(frozen=True, slots=True)
class PointedFact:
    """A number that stands in one record and is shown in another."""

    label: Text | None
    """What it counts; None where the key itself says it (a ledger's totals)."""
    value: Fact[Quantity]
    period: When | None
    sources: tuple[Citation, ...]
    """Those nearest to the number: of the figure or observation, else of the record."""
    pointer: tuple[str | int, ...]


def find_fact(facts: Any) -> dict[str, PointedFact]:
    """Key → fact, in the order in which they stand."""
    if isinstance(facts, Ledger):
        totals = ((name, getattr(facts.total, name)) for name in LEDGER_TOTALS)
        return {
            name: PointedFact(None, value, facts.as_of or facts.period, facts.sources, ("total", name))
            for name, value in totals
            if value is not None
        }
    if isinstance(facts, Indicator):
        return {
            _observation_key(each, facts): PointedFact(
                facts.title, each.value, each.period, each.sources, ("observations", index, "value")
            )
            for index, each in enumerate(facts.observations)
            if each.value is not None
        }
    figures: tuple[Figure, ...] = getattr(facts, "figures", ())
    return {
        each.key: PointedFact(each.label, each.value, each.as_of, each.sources or facts.sources, ("figures", index))
        for index, each in enumerate(figures)
        if each.key
    }


def _observation_key(each: Observation, indicator: Indicator) -> str:
    """The period; with the status after it where the indicator has another value for the same period."""
    same = [other for other in indicator.observations if other.period == each.period and other.value]
    return str(each.period) if len(same) == 1 or each.status is Status.ACTUAL else f"{each.period}:{each.status.value}"
