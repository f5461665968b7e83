"""Counts and series → charts: drawings with every length finished, in the units that `drawings` names.

Every bar begins at zero, all bars of a chart (in a matrix: of all its columns) have one scale, and one chart shows
one measure. What is not reported is not drawn; it is said. Nothing here asks what year it is, rounds a value that is
printed, or draws a rank: a rank is a place in a stated scope, and how many are in that scope is not recorded, so that
there is no line to draw it on. Ranks stand in words, with scope and basis (`Composer.rank`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal

from yearbook.library import Record
from yearbook.model.dates import When, whole_year
from yearbook.model.projects import Stage
from yearbook.model.quantities import Bound, Quantity
from yearbook.model.series import Indicator, Observation, Status
from yearbook.views.composer import Composer
from yearbook.views.drawings import Band, Bars, Cell, Column, Matrix, Piece, Row, Table, TableLine
from yearbook.views.edition import LEVELS, STAGES
from yearbook.views.parts import Run

# Measures of the drawings

_YEARS = Decimal("0.13")  # of the width, for the years
_FILLED = Decimal("0.62")  # of a column, for its longest bar; the rest is for the number
_HEAD = Decimal("3.1")
_BAND = Decimal(2)
_ROW = Decimal("3.1")
_FEW = 10  # projects: a chart of fewer is drawn as if its longest bar were of so many, so that one does not look much
_NARROWEST = Decimal(21)  # em: a little less than 288 px (a window of 320 px less its edges) in type of 13 px
_LATIN = Decimal("0.58")  # em a letter, with some to spare; a Han character takes 1


def _percent(share: Decimal) -> str:
    return f"{share * 100:.2f}%"


def _em(length: Decimal) -> str:
    return f"{length:.2f}em"


def _width(text: str) -> Decimal:
    """About how wide a text is set, in em; rather too much than too little."""
    wide = sum(unicodedata.east_asian_width(each) in "WF" for each in text)
    return wide + (len(text) - wide) * _LATIN


def _piece(style: str, start: Decimal, length: Decimal) -> Piece:
    return Piece(style, _percent(start), _percent(length), _percent(start + length))


# Honors by year and level


def honors(composer: Composer, anchor: str = "chart-honors") -> Matrix | None:
    """Honors of each year of the yearbook by level; None where there are none.

    Levels that no honor has are left out. A year without an honor shows 0: that is what the yearbook records.
    """
    found = Counter((each.year, each.facts.level) for each in composer.yearbook.all("honor"))
    levels = [level for level in LEVELS if any(each is level for _, each in found)]
    if not levels:
        return None
    years = composer.yearbook.configuration.years
    words = [composer.word(f"levels.{level.value}") for level in levels]
    counts = {year: [found[year, level] for level in levels] for year in years}
    width = (1 - _YEARS) / len(levels)
    zeros = [_YEARS + width * place for place in range(len(levels))]
    scale = width * _FILLED / max(found.values())
    styles = [level.value for level in levels]
    columns = (Column(*each) for each in zip(styles, words, map(_percent, zeros), strict=True))
    bands = (
        _band(str(year), place, tuple(_cells(composer, styles, zeros, counts[year], scale)))
        for place, year in enumerate(years)
    )
    return Matrix(
        "matrix",
        anchor,
        Run(composer.word("charts.honors_by_level")),
        _sentences(composer, ((str(year), _pairs(composer, words, counts[year])) for year in years)),
        _em(_HEAD + _BAND * len(years)),
        tuple(columns),
        tuple(bands),
        (composer.word("charts.as_reported"), composer.word("charts.from_zero")),
        _honors_table(composer, words, counts),
    )


def _cells(
    composer: Composer, styles: Sequence[str], zeros: Sequence[Decimal], numbers: Sequence[int], scale: Decimal
) -> Iterable[Cell]:
    for style, zero, number in zip(styles, zeros, numbers, strict=True):
        piece = _piece(style, zero, number * scale) if number else None
        yield Cell(piece, composer.language.number(number), piece.end if piece else _percent(zero))


def _band(label: str, place: int, cells: tuple[Cell, ...]) -> Band:
    top = _HEAD + _BAND * place
    return Band(label, _em(top), _em(top + Decimal("0.6")), _em(top + 1), _em(top + Decimal("1.38")), cells)


def _honors_table(composer: Composer, words: Sequence[str], counts: Mapping[int, list[int]]) -> Table:
    number, total = composer.language.number, composer.word("charts.total")
    lines = (TableLine(composer.year(year), _numbers(composer, each)) for year, each in counts.items())
    sums = [sum(each) for each in zip(*counts.values(), strict=True)]
    return Table(
        (composer.word("facts.year"), *words, total),
        tuple(lines),
        TableLine(Run(total), (*map(number, sums), number(sum(sums)))),
    )


def _numbers(composer: Composer, counts: Sequence[int]) -> tuple[str, ...]:
    """The counts and their sum."""
    return tuple(map(composer.language.number, (*counts, sum(counts))))


def _pairs(composer: Composer, words: Sequence[str], counts: Sequence[int]) -> str:
    """“国家级16，省级4”."""
    number = composer.language.number
    each = (
        composer.word("charts.pair", label=word, value=number(count)) for word, count in zip(words, counts, strict=True)
    )
    return composer.word("charts.between").join(each)


def _sentences(composer: Composer, pairs: Iterable[tuple[str, str]]) -> str:
    """What a drawing shows, row by row."""
    rows = (composer.word("charts.row", label=label, values=values) for label, values in pairs)
    return composer.word("punctuation.separator").join(rows)


# Projects by stage


def pipeline(
    composer: Composer, found: Iterable[tuple[Stage | None, bool]], anchor: str = "chart-pipeline"
) -> Bars | None:
    """Projects by stage: each pair is one project's stage and whether it is only planned; None where none is said.

    Projects whose stage no source states are in no bar; how many they are is said below.
    """
    counts = Counter(found)
    unknown = counts.pop((None, False), 0)
    if not counts:
        return None
    values = {stage: _stage_value(composer, counts[stage, False], counts[stage, True]) for stage in STAGES}
    longest = max(counts[stage, False] + counts[stage, True] for stage in STAGES)
    scale = _room(values.values()) / max(longest, _FEW)
    rows = []
    for place, stage in enumerate(STAGES):
        done, planned = counts[stage, False] * scale, counts[stage, True] * scale
        stretches = (("done", Decimal(0), done), ("planned", done, planned))
        pieces = tuple(_piece(*each) for each in stretches if each[2])
        rows.append(_row(place, (composer.stage(stage), values[stage]), pieces))
    said = composer.count("projects", unknown)
    missing = composer.word("charts.row", label=composer.word("sentences.stage_unknown"), values=said)
    return Bars(
        "bars",
        anchor,
        Run(composer.word("charts.pipeline")),
        _sentences(composer, ((row.label, row.value) for row in rows)),
        _em(_ROW * len(rows)),
        tuple(rows),
        (*((missing,) if unknown else ()), composer.word("charts.from_zero")),
        _stages_table(composer, counts, unknown),
    )


def _stage_value(composer: Composer, done: int, planned: int) -> str:
    number = composer.language.number
    said = (
        *((composer.word("charts.reported", count=number(done)),) if done else ()),
        *((composer.word("charts.planned", count=number(planned)),) if planned else ()),
    )
    return composer.word("charts.between").join(said) or composer.word("charts.none")


def _stages_table(composer: Composer, counts: Mapping[tuple[Stage | None, bool], int], unknown: int) -> Table:
    number = composer.language.number
    lines = [
        TableLine(Run(composer.stage(stage, planned=planned)), (number(counts[stage, planned]),))
        for stage in STAGES
        for planned in (False, True)
        if counts[stage, planned]
    ]
    if unknown:
        lines.append(TableLine(Run(composer.word("sentences.stage_unknown")), (number(unknown),)))
    total = TableLine(Run(composer.word("charts.total")), (number(sum(counts.values()) + unknown),))
    return Table((composer.word("facts.stage"), composer.word("menu.projects")), tuple(lines), total)


def _row(place: int, said: tuple[str, str], pieces: tuple[Piece, ...], opening: str = "") -> Row:
    """`said` is the label and the value."""
    top = _ROW * place
    return Row(
        *said,
        pieces[-1].end if pieces else _percent(Decimal(0)),
        _em(top + Decimal("1.1")),
        _em(top + Decimal("1.55")),
        _em(top + Decimal("2.22")),
        pieces,
        opening,
    )


def _room(values: Iterable[str], more: Decimal = Decimal(1)) -> Decimal:
    """The share of the width for the longest bar, such that every value fits behind it on the narrowest page."""
    return max(Decimal("0.2"), 1 - (max(map(_width, values)) + more) / _NARROWEST)


# Values of an indicator

_COMPARABLE = {Status.ACTUAL: "value", Status.TARGET: "value", Status.PLAN: "value", Status.PROGRESS: "progress"}
"""A plan stands beside what became of it; progress within a period is compared with progress only."""


def series(composer: Composer, record: Record) -> tuple[Bars, ...]:
    """One chart for each set of two or more values of an indicator that can be compared: of one measure, of periods
    of one length, and not progress beside results. None with negative values; their table says what there is.
    """
    facts: Indicator = record.facts
    sets: dict[tuple[str, int, str], list[Observation]] = {}
    for each in sorted(facts.observations, key=lambda each: (each.period.order, each.status.value)):
        if each.value is not None and each.period.start and each.period.end:
            key = (each.value.value.measure, _months(each.period), _COMPARABLE[each.status])
            sets.setdefault(key, []).append(each)
    return tuple(
        _bars(composer, record, found, f"chart-series-{place}")
        for place, found in enumerate((each for each in sets.values() if _can_be_drawn(each)), 1)
    )


def _can_be_drawn(found: Sequence[Observation]) -> bool:
    values = [_quantity(each) for each in found]
    return len(values) > 1 and all(each.low >= 0 for each in values) and any(_reach(each) for each in values)


def _months(period: When) -> int:
    """How many months a closed period has; 0 where it is of days."""
    after = period.last + timedelta(days=1)
    whole = period.first.day == 1 and after.day == 1
    return (after.year - period.first.year) * 12 + after.month - period.first.month if whole else 0


def _bars(composer: Composer, record: Record, found: Sequence[Observation], anchor: str) -> Bars:
    values = [_quantity(each) for each in found]
    printed = [composer.language.quantity(each) for each in values]
    scale = _room(printed, Decimal("2.4")) / max(map(_reach, values))  # an opening takes more than an end
    plain = all(each.status is Status.ACTUAL for each in found)
    rows = []
    for place, (each, value, text) in enumerate(zip(found, values, printed, strict=True)):
        pieces = tuple(_stretches(value, scale, planned=each.status in (Status.TARGET, Status.PLAN)))
        opening = "more" if value.bound in (Bound.AT_LEAST, Bound.OVER) else ""
        rows.append(_row(place, (_label(composer, each, plain=plain), text), pieces, opening))
    title = composer.text(record.title)
    return Bars(
        "bars",
        anchor,
        Run(composer.aside(title.text, composer.word("charts.series")), title.lang),
        _sentences(composer, ((row.label, row.value) for row in rows)),
        _em(_ROW * len(rows)),
        tuple(rows),
        (*_unreported(composer, record.facts, found), composer.word("charts.from_zero")),
        None,
    )


def _quantity(observation: Observation) -> Quantity:
    assert observation.value is not None  # those without a value are in no set
    return observation.value.value


def _reach(value: Quantity) -> Decimal:
    """How far the bar of a value goes: to the upper end of a range."""
    return value.low if value.high is None else value.high


def _stretches(value: Quantity, scale: Decimal, *, planned: bool) -> Iterable[Piece]:
    """The bar of a value. Up to an upper bound (以内) nothing is certain, so all of it is dashed."""
    style = "range" if value.bound is Bound.AT_MOST else "planned" if planned else "done"
    if value.low:
        yield _piece(style, Decimal(0), value.low * scale)
    if value.high is not None:
        yield _piece("range", value.low * scale, (value.high - value.low) * scale)


def _label(composer: Composer, each: Observation, *, plain: bool) -> str:
    period = composer.language.date(each.period)
    return period if plain else composer.aside(period, composer.word(f"statuses.{each.status.value}"))


def _unreported(composer: Composer, facts: Indicator, found: Sequence[Observation]) -> tuple[str, ...]:
    """Periods of the same length for which there is no value: those without one, and years between the first and the
    last.
    """
    drawn, length = {each.period for each in found}, _months(found[0].period)
    missing = {each.period for each in facts.observations if each.value is None and each.period.start}
    missing = {each for each in missing if each.end and _months(each) == length}
    if all(each.is_point and each == whole_year(each.years[0]) for each in drawn):
        years = [each.years[0] for each in drawn]
        missing |= {whole_year(each) for each in range(min(years), max(years))}
    shown = [composer.language.date(each) for each in sorted(missing - drawn, key=lambda each: each.order)]
    return (composer.word("sentences.chart_missing", periods=composer.language.listing(shown)),) if shown else ()
