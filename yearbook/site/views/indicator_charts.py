"""Draw values of indicators: series of one indicator, growth of several, ranks.

Every bar begins at zero, all bars of a chart have one scale, and one chart shows one measure. A value that is not
reported is not drawn, and a note says so. Of a rank the places before it are drawn, and none after it, because how many
are in its scope is not recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from yearbook.content.records import Record
from yearbook.model.chinese_numbers import Bound
from yearbook.model.dates import When, whole_year
from yearbook.model.kinds import INDICATOR
from yearbook.model.quantities import Quantity
from yearbook.model.ranks import Placing, Rank
from yearbook.model.series import Indicator, Observation, Status
from yearbook.site.views.chart_elements import BarPiece, Bars, Ladder
from yearbook.site.views.chart_geometry import ROW, em, piece, room, row, sentences
from yearbook.site.views.elements import Run
from yearbook.site.views.facts import rank_text
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.series_periods import length_of, months_of, place_in_series, with_symbol

_STEP, _STEPS = 10, 15  # the width of a place, and how many are drawn at most


# Series of one

_COMPARABLE = {Status.ACTUAL: "value", Status.TARGET: "value", Status.PLAN: "value", Status.PROGRESS: "progress"}
"""What is compared: a plan with its result, but progress within a period with progress only."""


def series_charts(page: PageContext, record: Record[Indicator]) -> tuple[Bars, ...]:
    """Return a chart for each set of two or more values of an indicator that can be compared.

    They are of one measure and of periods of one length, and not progress beside results. Sets with negative values are
    shown by the table alone.
    """
    facts = record.facts
    sets: dict[tuple[str, int, str], list[Observation]] = {}
    for each in sorted(facts.observations, key=place_in_series):
        if each.value is not None and each.period.start and each.period.end:
            key = (each.value.value.measure, months_of(each.period), _COMPARABLE[each.status])
            sets.setdefault(key, []).append(each)
    drawn = [each for each in sets.values() if _can_be_drawn(each)]
    lengths = {length_of(each[0].period) for each in drawn}
    return tuple(
        _bars(page, record, found, f"chart-series-{place}", by_length=len(lengths) > 1)
        for place, found in enumerate(drawn, 1)
    )


def _can_be_drawn(found: Sequence[Observation]) -> bool:
    values = [_quantity(each) for each in found]
    return len(values) > 1 and all(each.low >= 0 for each in values) and any(_reach(each) for each in values)


def _bars(
    page: PageContext, record: Record[Indicator], found: Sequence[Observation], anchor: str, *, by_length: bool
) -> Bars:
    values = [_quantity(each) for each in found]
    printed = [with_symbol(page.language.quantity(value), each) for value, each in zip(values, found, strict=True)]
    scale = room(printed, Decimal("2.4")) / max(map(_reach, values))  # an opening takes more than an end
    plain = all(each.status is Status.ACTUAL for each in found)
    rows = []
    for place, (each, value, text) in enumerate(zip(found, values, printed, strict=True)):
        pieces = tuple(_stretches(value, scale, planned=each.status in (Status.TARGET, Status.PLAN)))
        opening = "more" if value.bound in (Bound.AT_LEAST, Bound.OVER) else ""
        rows.append(row(place, _label(page, each, plain=plain), text, pieces=pieces, opening=opening))
    title = page.text(record.title)
    which = page.word(f"lengths.{length_of(found[0].period)}" if by_length else "charts.series")
    return Bars(
        kind="bars",
        anchor=anchor,
        title=Run(page.in_brackets(title.text, which), title.lang),
        description=sentences(page, ((row.label, row.value) for row in rows)),
        height=em(ROW * len(rows)),
        rows=tuple(rows),
        notes=(*_unreported(page, record.facts, found), page.word("charts.from_zero")),
        table=None,
    )


def _quantity(observation: Observation) -> Quantity:
    assert observation.value is not None  # those without a value are in no set
    return observation.value.value


def _reach(value: Quantity) -> Decimal:
    """Return how far the bar of a value goes: to the upper end of a range."""
    return value.low if value.high is None else value.high


def _stretches(value: Quantity, scale: Decimal, *, planned: bool) -> Iterable[BarPiece]:
    """Yield the bar of a value. Up to an upper bound (以内) nothing is certain, so all of it is dashed."""
    style = "range" if value.bound is Bound.AT_MOST else "planned" if planned else "done"
    if value.low:
        yield piece(style, Decimal(0), value.low * scale)
    if value.high is not None:
        yield piece("range", value.low * scale, (value.high - value.low) * scale)


def _label(page: PageContext, each: Observation, *, plain: bool) -> str:
    period = page.language.date(each.period)
    return period if plain else page.in_brackets(period, page.word(f"statuses.{each.status.value}"))


def _unreported(page: PageContext, facts: Indicator, found: Sequence[Observation]) -> tuple[str, ...]:
    """Return a note on periods of the same length without a value, years between the first and the last included."""
    drawn, length = {each.period for each in found}, months_of(found[0].period)
    missing = {each.period for each in facts.observations if each.value is None and each.period.start}
    missing = {each for each in missing if each.end and months_of(each) == length}
    if all(each.is_point and each == whole_year(each.years[0]) for each in drawn):
        years = [each.years[0] for each in drawn]
        missing |= {whole_year(each) for each in range(min(years), max(years))}
    shown = [page.language.date(each) for each in sorted(missing - drawn, key=lambda each: each.order)]
    return (page.word("sentences.chart_missing", periods=page.language.listing(shown)),) if shown else ()


# Growth of several indicators


def growth_charts(page: PageContext, year: int | None = None) -> tuple[Bars, ...]:
    """Return a chart for each period (of a year, if one is given) with the growth of two or more indicators.

    Each is compared with itself a year before. Periods with a decline have no chart.
    """
    found: dict[When, list[tuple[Record, Quantity]]] = {}
    for record in page.edition.sorted(page.yearbook.all(INDICATOR)):
        for each in record.facts.observations:
            if each.growth and each.status is Status.ACTUAL and each.period.start and each.period.end:
                found.setdefault(each.period, []).append((record, each.growth))
    periods = sorted((each for each in found if year is None or year in each.years), key=lambda each: each.order)
    drawn = [each for each in periods if len(found[each]) > 1 and all(value.low > 0 for _, value in found[each])]
    return tuple(_growth(page, each, found[each], f"chart-growth-{at}") for at, each in enumerate(drawn, 1))


def _growth(page: PageContext, period: When, found: list[tuple[Record, Quantity]], anchor: str) -> Bars:
    found = sorted(found, key=lambda each: -each[1].low)
    printed = [page.language.quantity(value) for _, value in found]
    scale = room(printed) / max(_reach(value) for _, value in found)
    rows = tuple(
        row(place, page.text(record.title).text, text, pieces=tuple(_stretches(value, scale, planned=False)))
        for place, ((record, value), text) in enumerate(zip(found, printed, strict=True))
    )
    return Bars(
        kind="bars",
        anchor=anchor,
        title=Run(page.word("charts.growth", period=page.language.date(period))),
        description=sentences(page, ((row.label, row.value) for row in rows)),
        height=em(ROW * len(rows)),
        rows=rows,
        notes=(page.word("charts.each_with_itself"), page.word("charts.from_zero")),
        table=None,
    )


# Ranks


def ladder(page: PageContext, rank: Rank) -> Ladder:
    """Return a rank in words, and its place as the last of so many steps, unless it is only one of the first few."""
    text = rank_text(page, rank)
    if rank.place > _STEPS or rank.placing is Placing.WITHIN:
        return Ladder(text=text, width="", ahead=(), own="")
    steps = [str(_STEP * each) for each in range(rank.place)]
    return Ladder(text=text, width=str(_STEP * rank.place), ahead=tuple(steps[:-1]), own=steps[-1])
