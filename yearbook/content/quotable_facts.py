"""The numbers of a record that others can refer to, as `kind:id#key`."""

from __future__ import annotations

from operator import attrgetter

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Citation, Fact
from yearbook.model.projects import Ledger
from yearbook.model.quantities import Quantity
from yearbook.model.series import Certainty, Indicator, Observation, Status
from yearbook.model.texts import Text

LEDGER_TOTALS = ("count", "investment", "planned", "done")
"""What can be pointed at in a ledger's total."""
_read_totals = attrgetter(*LEDGER_TOTALS)


@dataclass(frozen=True, slots=True)
class PointedFact:
    """A number that stands in one record and is shown in another."""

    label: Text | None
    """What it counts; None if the key itself says it (a ledger's totals)."""
    value: Fact[Quantity]
    period: When | None
    sources: tuple[Citation, ...]
    """Those nearest to the number: of the figure or observation, else of the record."""
    pointer: tuple[str | int, ...]
    certainty: Certainty | None = None
    """How far it is settled, if it is not."""


def quotable_facts(record: Record) -> dict[str, PointedFact]:
    """Return key and fact, in the order in which they stand in the record."""
    facts = record.facts
    if isinstance(facts, Ledger):
        return _totals(facts)
    if isinstance(facts, Indicator):
        return _observations(facts)
    return {
        figure.key: PointedFact(
            label=figure.label,
            value=figure.value,
            period=figure.as_of,
            sources=figure.sources or record.sources,
            pointer=("figures", index),
        )
        for index, figure in enumerate(record.figures)
        if figure.key
    }


def _totals(ledger: Ledger) -> dict[str, PointedFact]:
    values: tuple[Fact[Quantity] | None, ...] = _read_totals(ledger.total)
    return {
        name: PointedFact(
            label=None,
            value=value,
            period=ledger.as_of or ledger.period,
            sources=ledger.sources,
            pointer=("total", name),
        )
        for name, value in zip(LEDGER_TOTALS, values, strict=True)
        if value is not None
    }


def _observations(indicator: Indicator) -> dict[str, PointedFact]:
    return {
        _observation_key(each, indicator): PointedFact(
            label=indicator.title,
            value=each.value,
            period=each.period,
            sources=each.sources,
            pointer=("observations", index, "value"),
            certainty=each.certainty,
        )
        for index, each in enumerate(indicator.observations)
        if each.value is not None
    }


def _observation_key(each: Observation, indicator: Indicator) -> str:
    """The period; with the status after it where the indicator has another value for the same period."""
    same = [other for other in indicator.observations if other.period == each.period and other.value]
    return str(each.period) if len(same) == 1 or each.status is Status.ACTUAL else f"{each.period}:{each.status.value}"
