"""The page of one indicator, and the page on which all commitments stand."""

from __future__ import annotations

from dataclasses import replace

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.series import Commitment, Indicator, Observation
from yearbook.site.views import indicator_charts, records
from yearbook.site.views.chart_values import Bars, Ladder
from yearbook.site.views.facts import amount_view, fact_row, figure_line, note_line, rank_text
from yearbook.site.views.filters import Filters, sieve
from yearbook.site.views.links import record_link, record_links, reference_link, year_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import AmountView, Cite, FactRow, FigureLine, Jump, Marks, NoteLine, Run, Tail, jumps_to
from yearbook.site.views.source_notes import new_source_notes


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
    """The same, drawn."""
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
    body: records.RecordBody
    columns: SeriesColumns
    observations: tuple[ObservationLine, ...]
    beside: tuple[Cite, ...]
    """The source notes that stand beside the series."""
    charts: tuple[Bars, ...]
    """One for each set of values that can be compared."""
    tail: Tail


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One promise with its outcome."""

    anchor: str
    title: Run
    by: tuple[Run, ...]
    period: str
    due: str
    figures: tuple[FigureLine, ...]
    outcome: str
    """A value of model.Outcome."""
    outcome_word: str
    result: Run | None
    result_figures: tuple[FigureLine, ...]
    related: tuple[Run, ...]
    notes: tuple[NoteLine, ...]
    cites: tuple[int, ...]
    beside: tuple[Cite, ...]
    """The source notes that are first referred to here."""
    marks: Marks | None = None
    """Only where all commitments stand together."""


@dataclass(frozen=True, slots=True)
class CommitmentGroup:
    """The promises of one year."""

    year: Run
    anchor: str
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[CommitmentGroup, ...]
    filters: Filters


def indicator(page: PageContext, record: Record) -> IndicatorView:
    facts: Indicator = record.facts
    ordered = sorted(facts.observations, key=lambda each: (each.period.order, each.status.value))
    observations = tuple(_observation(page, each) for each in ordered)
    beside, drawn = new_source_notes(page), indicator_charts.series(page, record)
    body = records.record_body(page, record, _rows(page, facts))
    value, growth, rank = (any(getattr(each, name) for each in observations) for name in ("value", "growth", "ranks"))
    columns = SeriesColumns(value, growth, rank, 2 + value + growth + rank)
    return IndicatorView(body, columns, observations, beside, drawn, records.tail(page, record))


def _rows(page: PageContext, facts: Indicator) -> tuple[FactRow, ...]:
    subject = facts.subject or page.yearbook.configuration.district
    return (
        *fact_row(page, "subject", (record_link(page, "unit", subject),)),
        *fact_row(page, "note", (page.text(facts.note),) if facts.note else ()),
    )


def _observation(page: PageContext, each: Observation) -> ObservationLine:
    language = page.language
    disputed = each.value.sources if each.value else ()
    return ObservationLine(
        language.date(each.period),
        each.status.value,
        page.word(f"statuses.{each.status.value}"),
        amount_view(page, each.value) if each.value else None,
        language.quantity(each.growth) if each.growth else "",
        tuple(rank_text(page, rank) for rank in each.ranks),
        tuple(indicator_charts.ladder(page, rank) for rank in each.ranks),
        page.text(each.note) if each.note else None,
        page.cite((*each.sources, *disputed)),
    )


def commitments(page: PageContext) -> CommitmentsView:
    """All promises, by the year for which they were made."""
    groups = []
    everything = page.edition.ordered["commitment"]
    shown = sieve(page, everything)
    for year in sorted({each.facts.period.years[0] for each in everything}):
        lines = tuple(
            replace(commitment(page, each), marks=shown.marks[each.key])
            for each in everything
            if each.facts.period.years[0] == year
        )
        groups.append(CommitmentGroup(year_link(page, year), f"y{year}", lines))
    title = Run(page.word("menu.commitments"))
    count = page.language.count("commitments", len(everything))
    jumps = jumps_to((each.year.text, each.anchor) for each in groups)
    return CommitmentsView(title, count, jumps, tuple(groups), shown.filters)


def commitment(page: PageContext, record: Record) -> CommitmentLine:
    facts: Commitment = record.facts
    date, outcome = page.language.date, facts.outcome
    cites = page.cite((*facts.sources, *outcome.sources))
    figures, results = (tuple(figure_line(page, each) for each in of.figures) for of in (facts, outcome))
    notes = tuple(note_line(page, each) for each in facts.notes)
    return CommitmentLine(
        record.id,
        page.text(facts.title),
        record_links(page, "unit", facts.by),
        date(facts.period),
        date(facts.due) if facts.due else "",
        figures,
        outcome.status.value,
        page.word(f"outcomes.{outcome.status.value}"),
        page.text(outcome.note) if outcome.note else None,
        results,
        tuple(reference_link(page, each) for each in facts.related),
        notes,
        cites,
        new_source_notes(page),
    )
