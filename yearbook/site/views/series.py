"""The page of one indicator, and the page on which all commitments stand."""

from __future__ import annotations

from dataclasses import replace

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.series import Commitment, Indicator, Observation
from yearbook.site.views import indicator_charts, records
from yearbook.site.views.chart_values import Bars, Ladder
from yearbook.site.views.composer import Composer
from yearbook.site.views.filters import Filters, sieve
from yearbook.site.views.parts import AmountView, Cite, FactRow, FigureLine, Jump, Marks, NoteLine, Run, Tail, jumps_to


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


def indicator(composer: Composer, record: Record) -> IndicatorView:
    facts: Indicator = record.facts
    ordered = sorted(facts.observations, key=lambda each: (each.period.order, each.status.value))
    observations = tuple(_observation(composer, each) for each in ordered)
    beside, drawn = composer.beside(), indicator_charts.series(composer, record)
    body = records.record_body(composer, record, _rows(composer, facts))
    value, growth, rank = (any(getattr(each, name) for each in observations) for name in ("value", "growth", "ranks"))
    columns = SeriesColumns(value, growth, rank, 2 + value + growth + rank)
    return IndicatorView(body, columns, observations, beside, drawn, records.tail(composer, record))


def _rows(composer: Composer, facts: Indicator) -> tuple[FactRow, ...]:
    subject = facts.subject or composer.yearbook.configuration.district
    return (
        *composer.row("subject", (composer.link("unit", subject),)),
        *composer.row("note", (composer.text(facts.note),) if facts.note else ()),
    )


def _observation(composer: Composer, each: Observation) -> ObservationLine:
    language = composer.language
    disputed = each.value.sources if each.value else ()
    return ObservationLine(
        language.date(each.period),
        each.status.value,
        composer.word(f"statuses.{each.status.value}"),
        composer.amount(each.value) if each.value else None,
        language.quantity(each.growth) if each.growth else "",
        tuple(composer.rank(rank) for rank in each.ranks),
        tuple(indicator_charts.ladder(composer, rank) for rank in each.ranks),
        composer.text(each.note) if each.note else None,
        composer.cite((*each.sources, *disputed)),
    )


def commitments(composer: Composer) -> CommitmentsView:
    """All promises, by the year for which they were made."""
    groups = []
    everything = composer.edition.ordered["commitment"]
    shown = sieve(composer, everything)
    for year in sorted({each.facts.period.years[0] for each in everything}):
        lines = tuple(
            replace(commitment(composer, each), marks=shown.marks[each.key])
            for each in everything
            if each.facts.period.years[0] == year
        )
        groups.append(CommitmentGroup(composer.year(year), f"y{year}", lines))
    title = Run(composer.word("menu.commitments"))
    count = composer.count("commitments", len(everything))
    jumps = jumps_to((each.year.text, each.anchor) for each in groups)
    return CommitmentsView(title, count, jumps, tuple(groups), shown.filters)


def commitment(composer: Composer, record: Record) -> CommitmentLine:
    facts: Commitment = record.facts
    date, outcome = composer.language.date, facts.outcome
    cites = composer.cite((*facts.sources, *outcome.sources))
    figures, results = (tuple(map(composer.figure, each.figures)) for each in (facts, outcome))
    notes = tuple(map(composer.note, facts.notes))
    return CommitmentLine(
        record.id,
        composer.text(facts.title),
        composer.links("unit", facts.by),
        date(facts.period),
        date(facts.due) if facts.due else "",
        figures,
        outcome.status.value,
        composer.word(f"outcomes.{outcome.status.value}"),
        composer.text(outcome.note) if outcome.note else None,
        results,
        tuple(composer.reference(each) for each in facts.related),
        notes,
        cites,
        composer.beside(),
    )
