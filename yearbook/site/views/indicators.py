"""The page of one indicator: its values as a table and as charts."""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import UNIT
from yearbook.model.series import Certainty, Indicator, Observation, Revision
from yearbook.site.views.chart_elements import Bars, Ladder
from yearbook.site.views.elements import AmountView, FactRow, RecordFooter, Run, SourceNote
from yearbook.site.views.facts import amount_view, fact_row, rank_text
from yearbook.site.views.indicator_charts import ladder, series_charts
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.series_periods import SYMBOLS, length_of, place_in_series, with_symbol
from yearbook.site.views.source_notes import new_source_notes

_SHOWN = frozenset({"observations", "subject", "definition", "note"})
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
    revised: tuple[Run, ...]
    """Values given before, each with the date and the reason of the change."""
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SeriesGroup:
    """Values of periods of one length."""

    heading: str
    """“by month”; empty if all are of one length."""
    observations: tuple[ObservationLine, ...]


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
    groups: tuple[SeriesGroup, ...]
    """The same values by the length of their periods: years, months, months since January."""
    beside: tuple[SourceNote, ...]
    """The source notes that stand beside the series."""
    charts: tuple[Bars, ...]
    """One for each set of values that can be compared."""
    legend: tuple[str, ...]
    """What the symbols beside values mean."""
    tail: RecordFooter


def indicator_view(page: PageContext, record: Record[Indicator]) -> IndicatorView:
    facts = record.facts
    ordered = sorted(facts.observations, key=place_in_series)
    observations = tuple(_observation(page, each) for each in ordered)
    beside, drawn = new_source_notes(page), series_charts(page, record)
    body = record_body(page, record, _rows(page, facts), _SHOWN)
    value, growth, rank = (any(getattr(each, name) for each in observations) for name in ("value", "growth", "ranks"))
    columns = SeriesColumns(value=value, growth=growth, rank=rank, width=2 + value + growth + rank)
    return IndicatorView(
        body=body,
        columns=columns,
        observations=observations,
        groups=_groups(page, ordered, observations),
        beside=beside,
        charts=drawn,
        legend=_legend(page, facts),
        tail=tail(page, record),
    )


def _rows(page: PageContext, facts: Indicator) -> tuple[FactRow, ...]:
    subject = facts.subject or page.yearbook.configuration.district
    return (
        *fact_row(page, "subject", (record_link(page, UNIT.name, subject),)),
        *fact_row(page, "note", (page.text(facts.note),)),
        *fact_row(page, "definition", (page.text(facts.definition),)),
    )


def _groups(
    page: PageContext, ordered: Sequence[Observation], lines: Sequence[ObservationLine]
) -> tuple[SeriesGroup, ...]:
    found: dict[str, list[ObservationLine]] = {}
    for each, line in zip(ordered, lines, strict=True):
        found.setdefault(length_of(each.period), []).append(line)
    return tuple(
        SeriesGroup(page.word(f"lengths.{name}") if len(found) > 1 else "", tuple(each)) for name, each in found.items()
    )


def _legend(page: PageContext, facts: Indicator) -> tuple[str, ...]:
    used = {each.certainty for each in facts.observations}
    return tuple(
        f"{symbol} {page.word(f'certainties.{each.value}')}" for each, symbol in SYMBOLS.items() if each in used
    )


def _revised(page: PageContext, each: Revision) -> Run:
    value, date = page.language.quantity(each.value), page.language.date(each.date)
    because = page.text(each.because)
    return Run(page.word("sentences.revised_value", value=value, date=date, because=because.text))


def _value(page: PageContext, each: Observation) -> AmountView | None:
    """Return the value with the symbol of how far it is settled, or the symbol of a missing one."""
    if each.value is None:
        return AmountView(SYMBOLS[Certainty.MISSING]) if each.certainty is Certainty.MISSING else None
    shown = amount_view(page, each.value)
    return AmountView(with_symbol(shown.text, each), shown.others, shown.because)


def _growth(page: PageContext, each: Observation) -> str:
    """Return the growth; with the symbol if it stands without a value."""
    if each.growth is None:
        return ""
    shown = page.language.quantity(each.growth)
    return shown if each.value or each.certainty is Certainty.MISSING else with_symbol(shown, each)


def _observation(page: PageContext, each: Observation) -> ObservationLine:
    language = page.language
    disputed = each.value.sources if each.value else ()
    return ObservationLine(
        period=language.date(each.period),
        status=each.status.value,
        status_word=page.word(f"statuses.{each.status.value}"),
        value=_value(page, each),
        growth=_growth(page, each),
        ranks=tuple(rank_text(page, rank) for rank in each.ranks),
        ladders=tuple(ladder(page, rank) for rank in each.ranks),
        note=page.optional(each.note),
        revised=tuple(_revised(page, earlier) for earlier in each.revised),
        cites=page.cite((*each.sources, *disputed, *(cited for earlier in each.revised for cited in earlier.sources))),
    )
