"""Draw counts of records: honors by year and level, projects by stage, the entries of a unit by year.

Every bar begins at zero, all bars of a chart (in a matrix, of all its columns; in small multiples, of all of them) have
one scale, and one chart shows one measure. A value that is not reported is not drawn, and a note says so. What is
counted is what the yearbook records; the present date plays no part.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from yearbook.model.kinds import HONOR
from yearbook.model.projects import Standing
from yearbook.site.views.chart_elements import Bars, ChartColumn, ChartTable, Matrix, Multiples, Panel, TableLine
from yearbook.site.views.chart_geometry import (
    BAND,
    FILLED,
    HEAD,
    ROW,
    band,
    cells,
    em,
    percent_length,
    piece,
    room,
    row,
    sentences,
)
from yearbook.site.views.elements import Run
from yearbook.site.views.facts import seal_of, stage_word
from yearbook.site.views.links import year_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.stages import StageState

_YEARS = Decimal("0.13")  # of the width of a matrix, for the years
_COLUMNS = 4  # of a matrix, whose words fit beside each other on a narrow page
_PANEL_YEARS = Decimal("0.3")  # of the width of a small chart, for the years
_FEW = 10  # projects: a chart of fewer is drawn as if its longest bar were of so many, so that one does not look much
_FEW_ENTRIES = 6  # of a unit: fewer are seen at a glance in its lists

# Honors by year and level


def honors_chart(page: PageContext, anchor: str = "chart-honors") -> Matrix | None:
    """Return honors of each year of the yearbook by level; None if there are no honors.

    Levels that no honor has are left out. A year without an honor shows 0: that is what the yearbook records.
    """
    found = Counter((each.year, each.facts.level) for each in page.yearbook.all(HONOR))
    seals = page.edition.levels
    levels = [level for level in seals if any(each == level for _, each in found)]
    if not levels:
        return None
    years = page.yearbook.configuration.years
    words = [page.level_word(level) for level in levels]
    counts = {year: [found[year, level] for level in levels] for year in years}
    width = (1 - _YEARS) / len(levels)
    zeros = [_YEARS + width * place for place in range(len(levels))]
    scale = width * FILLED / max(found.values())
    styles = [seal_of(page, level) for level in levels]
    columns = (ChartColumn(*each) for each in zip(styles, words, map(percent_length, zeros), strict=True))
    bands = (
        band(str(year), place, tuple(cells(page, styles, zeros, counts[year], scale)))
        for place, year in enumerate(years)
    )
    return Matrix(
        kind="matrix",
        anchor=anchor,
        title=Run(page.word("charts.honors_by_level")),
        description=sentences(page, ((str(year), _pairs(page, words, counts[year])) for year in years)),
        height=em(HEAD + BAND * len(years)),
        columns=tuple(columns),
        wide=len(levels) > _COLUMNS,
        bands=tuple(bands),
        notes=(page.word("charts.as_reported"), *_revoked(page), page.word("charts.from_zero")),
        table=_honors_table(page, words, counts),
    )


def _revoked(page: PageContext) -> Iterator[str]:
    """Yield how many of the honors that the chart counts were revoked."""
    number = sum(each.facts.revoked is not None for each in page.yearbook.all(HONOR))
    if number:
        yield page.language.count("revoked", number)


def _honors_table(page: PageContext, words: Sequence[str], counts: Mapping[int, list[int]]) -> ChartTable:
    number, total = page.language.number, page.word("charts.total")
    lines = (TableLine(year_link(page, year), _numbers(page, each)) for year, each in counts.items())
    sums = [sum(each) for each in zip(*counts.values(), strict=True)]
    return ChartTable(
        (page.word("facts.year"), *words, total),
        tuple(lines),
        TableLine(Run(total), (*map(number, sums), number(sum(sums)))),
    )


def _numbers(page: PageContext, counts: Sequence[int]) -> tuple[str, ...]:
    """Return the counts and their sum."""
    return tuple(map(page.language.number, (*counts, sum(counts))))


def _pairs(page: PageContext, words: Sequence[str], counts: Sequence[int]) -> str:
    """Return “国家级16，省级4”."""
    number = page.language.number
    each = (
        page.word("charts.pair", label=word, value=number(count)) for word, count in zip(words, counts, strict=True)
    )
    return page.word("charts.between").join(each)


# Projects by stage


def stages_chart(page: PageContext, found: Iterable[StageState], anchor: str = "chart-pipeline") -> Bars | None:
    """Return projects by stage, from each project's `StageState`; None if no stage is known.

    Projects of which no source says that they reached or plan a stage are in no bar; how many they are is said below.
    """
    states = tuple(found)
    counts = Counter(state for state in states if state[1] in (Standing.REACHED, Standing.PLANNED))
    unknown = len(states) - counts.total()
    if not counts:
        return None
    stages = tuple(page.edition.stages)
    reached = {stage: counts[stage, Standing.REACHED] for stage in stages}
    planned = {stage: counts[stage, Standing.PLANNED] for stage in stages}
    values = {stage: _stage_value(page, reached[stage], planned[stage]) for stage in stages}
    longest = max(reached[stage] + planned[stage] for stage in stages)
    scale = room(values.values()) / max(longest, _FEW)
    rows = []
    for place, stage in enumerate(stages):
        first, second = reached[stage] * scale, planned[stage] * scale
        stretches = (("done", Decimal(0), first), ("planned", first, second))
        pieces = tuple(piece(*each) for each in stretches if each[2])
        rows.append(row(place, page.vocabulary_word("stage", stage).text, values[stage], pieces=pieces))
    said = page.language.count("projects", unknown)
    missing = page.word("charts.row", label=page.word("sentences.stage_unknown"), values=said)
    return Bars(
        kind="bars",
        anchor=anchor,
        title=Run(page.word("charts.pipeline")),
        description=sentences(page, ((row.label, row.value) for row in rows)),
        height=em(ROW * len(rows)),
        rows=tuple(rows),
        notes=(*((missing,) if unknown else ()), page.word("charts.from_zero")),
        table=_stages_table(page, counts, unknown),
    )


def _stage_value(page: PageContext, reached: int, planned: int) -> str:
    number = page.language.number
    said = (
        *((page.word("charts.reported", count=number(reached)),) if reached else ()),
        *((page.word("charts.planned", count=number(planned)),) if planned else ()),
    )
    return page.word("charts.between").join(said) or page.word("charts.none")


def _stages_table(page: PageContext, counts: Mapping[StageState, int], unknown: int) -> ChartTable:
    number = page.language.number
    lines = [
        TableLine(Run(stage_word(page, stage, standing)), (number(counts[stage, standing]),))
        for stage in page.edition.stages
        for standing in (Standing.REACHED, Standing.PLANNED)
        if counts[stage, standing]
    ]
    if unknown:
        lines.append(TableLine(Run(page.word("sentences.stage_unknown")), (number(unknown),)))
    total = TableLine(Run(page.word("charts.total")), (number(sum(counts.values()) + unknown),))
    return ChartTable((page.word("facts.stage"), page.word("menu.projects")), tuple(lines), total)


# Small multiples


def multiples(page: PageContext, counts: Sequence[tuple[str, Mapping[int, int]]], anchor: str) -> Multiples | None:
    """Return a small chart for each (heading, numbers by year), years down, all on one scale.

    None if there is too little to compare: fewer than two charts, or fewer than six entries.
    """
    years = page.yearbook.configuration.years
    shown = [(heading, [numbers.get(year, 0) for year in years]) for heading, numbers in counts]
    shown = [each for each in shown if any(each[1])]
    if len(shown) < 2 or sum(sum(numbers) for _, numbers in shown) < _FEW_ENTRIES or len(years) < 2:
        return None
    scale = (1 - _PANEL_YEARS) * FILLED / max(max(numbers) for _, numbers in shown)
    return Multiples(
        kind="multiples",
        anchor=anchor,
        title=Run(page.word("charts.multiples")),
        height=em(BAND * len(years)),
        zero=percent_length(_PANEL_YEARS),
        panels=tuple(
            _panel(page, heading, dict(zip(years, numbers, strict=True)), scale) for heading, numbers in shown
        ),
        notes=(page.word("charts.every_year"), page.word("charts.from_zero")),
        table=_multiples_table(page, shown),
    )


def _panel(page: PageContext, heading: str, numbers: Mapping[int, int], scale: Decimal) -> Panel:
    bands = tuple(
        band(str(year), place, tuple(cells(page, ["done"], [_PANEL_YEARS], [number], scale)), Decimal(0))
        for place, (year, number) in enumerate(numbers.items())
    )
    pairs = ((band.label, band.cells[0].number) for band in bands)
    return Panel(heading, page.word("charts.row", label=heading, values=sentences(page, pairs)), bands)


def _multiples_table(page: PageContext, shown: Sequence[tuple[str, Sequence[int]]]) -> ChartTable:
    years = map(str, page.yearbook.configuration.years)
    lines = (TableLine(Run(heading), tuple(map(page.language.number, numbers))) for heading, numbers in shown)
    return ChartTable((page.word("facts.role"), *years), tuple(lines), None)
