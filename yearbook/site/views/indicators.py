"""The page of one indicator: its values as a table and as charts."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import UNIT
from yearbook.model.series import Indicator, Observation
from yearbook.site.views.chart_elements import Bars, Ladder
from yearbook.site.views.elements import AmountView, FactRow, RecordFooter, Run, SourceNote
from yearbook.site.views.facts import amount_view, fact_row, rank_text
from yearbook.site.views.indicator_charts import ladder, series_charts
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.source_notes import new_source_notes

_SHOWN = frozenset({"observations", "subject", "note"})
"""Fields of an indicator that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class ObservationLine:
    """One value of a series."""

    period: str
    status: str
    """A value of model.Status."""
    status_word: str
    value: AmountView | None
    growth: str
    ranks: tuple[str, ...]
    """Each with its scope and basis."""
    ladders: tuple[Ladder, ...]
    """The ranks as drawings."""
    note: Run | None
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeriesColumns:
    """Which columns of a series have anything in them; the others are left out."""

    value: bool
    growth: bool
    rank: bool
    width: int
    """How many there are, those of the date and the status included."""


@dataclass(frozen=True, slots=True)
class IndicatorView:
    body: RecordBody
    columns: SeriesColumns
    observations: tuple[ObservationLine, ...]
    beside: tuple[SourceNote, ...]
    """The source notes that stand beside the series."""
    charts: tuple[Bars, ...]
    """One for each set of values that can be compared."""
    tail: RecordFooter


def indicator_view(page: PageContext, record: Record[Indicator]) -> IndicatorView:
    facts = record.facts
    ordered = sorted(facts.observations, key=lambda each: (each.period.order, each.status.value))
    observations = tuple(_observation(page, each) for each in ordered)
    beside, drawn = new_source_notes(page), series_charts(page, record)
    body = record_body(page, record, _rows(page, facts), _SHOWN)
    value, growth, rank = (any(getattr(each, name) for each in observations) for name in ("value", "growth", "ranks"))
    columns = SeriesColumns(value=value, growth=growth, rank=rank, width=2 + value + growth + rank)
    return IndicatorView(
        body=body,
        columns=columns,
        observations=observations,
        beside=beside,
        charts=drawn,
        tail=tail(page, record),
    )


def _rows(page: PageContext, facts: Indicator) -> tuple[FactRow, ...]:
    subject = facts.subject or page.yearbook.configuration.district
    return (
        *fact_row(page, "subject", (record_link(page, UNIT.name, subject),)),
        *fact_row(page, "note", (page.text(facts.note),)),
    )


def _observation(page: PageContext, each: Observation) -> ObservationLine:
    language = page.language
    disputed = each.value.sources if each.value else ()
    return ObservationLine(
        period=language.date(each.period),
        status=each.status.value,
        status_word=page.word(f"statuses.{each.status.value}"),
        value=amount_view(page, each.value) if each.value else None,
        growth=language.quantity(each.growth) if each.growth else "",
        ranks=tuple(rank_text(page, rank) for rank in each.ranks),
        ladders=tuple(ladder(page, rank) for rank in each.ranks),
        note=page.optional(each.note),
        cites=page.cite((*each.sources, *disputed)),
    )
