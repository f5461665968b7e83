"""Charts are true to their numbers: from zero, on one scale, with all that is missing said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.small import FILES, small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.digest import digest
from yearbook.core.overlay import Folders
from yearbook.i18n import strings
from yearbook.model.kinds import INDICATOR, LEDGER
from yearbook.model.projects import Standing
from yearbook.model.ranks import Rank
from yearbook.site.edition import arrange
from yearbook.site.rendering.templates import read_templates
from yearbook.site.views import charts, indicator_charts, ledgers
from yearbook.site.views.chart_elements import Bars, ChartRow, Matrix
from yearbook.site.views.elements import Run
from yearbook.site.views.facts import rank_text
from yearbook.site.views.indicators import SeriesColumns, indicator_view
from yearbook.site.views.page_context import PageContext

TEMPLATES = ROOT / "templates"

SERIES = {
    "growing": ["2016 10亿元", "2018 12.5亿元"],
    "single": ["2017 10亿元"],
    "half": ["2017 10亿元", "2018-01/2018-06 6亿元"],
    "halves": ["2017-01/2017-06 5亿元", "2017 10亿元", "2018-01/2018-06 6亿元", "2018 11亿元"],
    "measures": ["2017 10亿元", "2018 12%"],
    "outcome": ["2017 10亿元 target", "2017 8亿元"],
    "running": ["2017 10亿元", "2017 4亿元 progress"],
    "falling": ["2017 10%", "2018 -2%"],
    "nothing": ["2017 0个", "2018 0个"],
    "bounds": ["2015 300亿元", "2016 400亿元以上", "2017 300-320亿元 plan", "2018 200亿元以内"],
}
"""Indicator → its observations: period, value, status."""

GROWTH = {"slow": {2016: "2%", 2018: "-1%"}, "steady": {2016: "8%", 2015: "7%", 2018: "3%"}}
"""Indicator → period → growth; in 2015 there is one alone, in 2018 a decline."""


def indicators() -> str:
    """One file with all of SERIES and GROWTH."""
    lines = []
    for name, observations in SERIES.items():
        lines += [f"{name}:", f"  title: {{zh: 指标{name}, en: Indicator {name}}}", "  observations:"]
        for each in observations:
            period, value, status = [*each.split(), "actual"][:3]
            source = "[{source: report, at: 产值}]"
            lines.append(f"    - {{period: {period}, value: {value}, status: {status}, sources: {source}}}")
    lines.append("    - {period: 2014, growth: 3%, sources: [{source: report, at: 产值}]}")
    for name, growth in GROWTH.items():
        lines += [f"{name}:", f"  title: {{zh: 指标{name}, en: Indicator {name}}}", "  observations:"]
        lines += [
            f"    - {{period: {period}, growth: {each}, sources: [{{source: report, at: 产值}}]}}"
            for period, each in growth.items()
        ]
    return "\n".join(lines) + "\n"


HONOR = FILES["honors/2018/clean-streets.md"]
MORE = {
    "indicators/more.yaml": indicators(),
    "ledgers/more.yaml": """\
        counted:
          title: {zh: 只有数目, en: Counted only}
          period: 2017
          total: {count: 3个}
          sources: [{source: report, at: 台账}]
        """,
    **{f"honors/2018/prize-{number}.md": HONOR.replace("街道整洁奖", f"整洁奖{number}") for number in range(3)},
    "honors/2018/great.md": HONOR.replace("街道整洁奖", "大奖").replace("district", "national"),
}


@pytest.fixture(scope="module")
def composers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PageContext]:
    """For the opening page, in both languages."""
    folder = tmp_path_factory.mktemp("charts")
    yearbook, _ = read_yearbook(BuildOptions(small_world(folder / "content", MORE), TEMPLATES, folder / "site"))
    languages = strings.read_languages(Folders(TEMPLATES), yearbook.configuration.languages)
    return {code: PageContext(each, f"{code}/index.html") for code, each in arrange(yearbook, languages).items()}


@pytest.fixture
def composer(composers: dict[str, PageContext]) -> PageContext:
    return composers["en"]


def share(length: str) -> float:
    """`12.34%` → 12.34."""
    found = re.fullmatch(r"(\d+\.\d\d)%", length)
    assert found, length
    return float(found[1])


def down(length: str) -> float:
    found = re.fullmatch(r"(\d+\.\d\d)em", length)
    assert found, length
    return float(found[1])


def series(composer: PageContext, name: str) -> tuple[Bars, ...]:
    return indicator_charts.series_charts(composer, composer.yearbook.get(INDICATOR, name))


def labels(chart: Bars) -> list[tuple[str, str]]:
    return [(row.label, row.value) for row in chart.rows]


def lengths(row: ChartRow) -> list[tuple[str, float]]:
    return [(piece.style, share(piece.length)) for piece in row.pieces]


def texts(value: object) -> Iterator[str]:
    """Every text that a view holds, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name))


def honors(composer: PageContext) -> Matrix:
    chart = charts.honors_chart(composer)
    assert chart
    return chart


# Honors


def test_honors_are_counted_by_year_and_level(composer: PageContext) -> None:
    chart = honors(composer)
    assert [each.seal for each in chart.columns] == ["filled", "ring", "dot"]  # no provincial honor
    found = {band.label: [each.number for each in band.cells] for band in chart.bands}
    assert found == {"2017": ["0", "1", "0"], "2018": ["1", "0", "4"]}
    assert [each.cells for each in chart.table.lines] == [("0", "1", "0", "1"), ("1", "0", "4", "5")]
    assert chart.table.total is not None
    assert chart.table.total.cells == ("1", "1", "4", "6")


def test_bars_of_all_levels_begin_at_zero_and_have_one_scale(composer: PageContext) -> None:
    chart = honors(composer)
    for band in chart.bands:
        for column, cell in zip(chart.columns, band.cells, strict=True):
            assert (cell.piece is None) == (cell.number == "0")
            if cell.piece:
                assert cell.piece.start == column.zero
                assert cell.piece.style == column.seal
                unit = share(cell.piece.length) / int(cell.number)
                assert unit == pytest.approx(share(chart.bands[0].cells[1].piece.length), abs=0.01)  # type: ignore[union-attr]


def test_no_bar_reaches_the_next_column_nor_its_number(composer: PageContext) -> None:
    chart = honors(composer)
    zeros = [share(each.zero) for each in chart.columns]
    width = zeros[1] - zeros[0]
    longest = max(share(each.piece.length) for band in chart.bands for each in band.cells if each.piece)
    assert longest <= width * 0.7
    assert zeros[-1] + width == pytest.approx(100, abs=0.05)


def test_a_yearbook_without_honors_has_no_chart_of_them(tmp_path: Path) -> None:
    folder = small_world(tmp_path / "content")
    for each in (folder / "honors").rglob("*.md"):
        each.unlink()
    for name in ("years/2017.md", "glossary.yaml", "projects/long-road.md", "projects/long-road.en.md"):
        file = folder / name
        text = file.read_text("utf-8").replace('"honor:green-city#trees", ', "")
        text = text.replace('related: ["honor:green-city"]', "").replace("[绿化](honor:green-city)", "绿化")
        file.write_text(text.replace("[greening](honor:green-city)", "greening"), "utf-8")
    yearbook, _ = read_yearbook(BuildOptions(folder, TEMPLATES, tmp_path / "site"))
    languages = strings.read_languages(Folders(TEMPLATES), ("zh", "en"))
    assert charts.honors_chart(PageContext(arrange(yearbook, languages)[languages[0].code], "zh/index.html")) is None


# Projects by stage

FOUND = [
    *[("new", Standing.REACHED)] * 7, *[("new", Standing.PLANNED)] * 3,
    *[("completed", Standing.PLANNED)] * 2, ("completed", Standing.UNCLEAR), *[(None, None)] * 89,
]  # fmt: skip


def pipeline_of(composer: PageContext) -> Bars:
    chart = charts.stages_chart(composer, FOUND)
    assert chart
    return chart


def test_what_is_planned_follows_what_is_reported_and_looks_different(composer: PageContext) -> None:
    chart = pipeline_of(composer)
    new, completed = chart.rows[1], chart.rows[3]
    assert [piece.style for piece in new.pieces] == ["done", "planned"]
    assert [piece.style for piece in completed.pieces] == ["planned"]
    assert new.pieces[0].start == completed.pieces[0].start == "0.00%"
    assert new.pieces[1].start == new.pieces[0].end
    unit = share(completed.pieces[0].length) / 2
    assert [each for _, each in lengths(new)] == pytest.approx([unit * 7, unit * 3], abs=0.03)


def test_stages_of_which_nothing_is_reported_say_so_and_have_no_bar(composer: PageContext) -> None:
    chart = pipeline_of(composer)
    assert labels(chart) == [
        ("Preliminary", "not reported"),
        ("New start", "7 reported, 3 planned"),
        ("Continuing", "not reported"),
        ("Completed", "2 planned"),
    ]
    assert [bool(row.pieces) for row in chart.rows] == [False, True, False, True]


def test_projects_whose_stage_is_not_said_are_in_no_bar_and_are_said(composer: PageContext) -> None:
    chart = pipeline_of(composer)
    assert any("90 projects" in each for each in chart.notes)
    assert chart.table is not None
    assert chart.table.total is not None
    assert sum(int(each.cells[0]) for each in chart.table.lines) == int(chart.table.total.cells[0]) == len(FOUND)


def test_there_is_no_pipeline_where_no_stage_is_said(composer: PageContext) -> None:
    assert charts.stages_chart(composer, [(None, None)] * 3) is None
    assert charts.stages_chart(composer, []) is None


# Series


@pytest.mark.parametrize("name", ["single", "half", "measures", "running", "falling", "nothing"])
def test_what_cannot_be_compared_is_not_drawn(composer: PageContext, name: str) -> None:
    assert series(composer, name) == ()


def test_values_are_drawn_from_zero_in_proportion_and_printed(composer: PageContext) -> None:
    (chart,) = series(composer, "growing")
    assert labels(chart) == [("2016", "CNY 1 billion"), ("2018", "CNY 1.25 billion")]
    assert {piece.start for row in chart.rows for piece in row.pieces} == {"0.00%"}
    first, second = (share(row.pieces[0].length) for row in chart.rows)
    assert second / first == pytest.approx(1.25, abs=0.001)
    assert [row.value_at for row in chart.rows] == [row.pieces[-1].end for row in chart.rows]


def test_periods_of_different_length_are_in_different_charts(composer: PageContext) -> None:
    years, halves = series(composer, "halves")
    assert [label for label, _ in labels(halves)] == ["first half of 2017", "first half of 2018"]
    assert [label for label, _ in labels(years)] == ["2017", "2018"]
    assert halves.anchor != years.anchor


def test_a_target_stands_beside_what_became_of_it(composer: PageContext) -> None:
    (chart,) = series(composer, "outcome")
    assert {row.label: lengths(row)[0][0] for row in chart.rows} == {
        "2017 (Actual)": "done", "2017 (Target)": "planned",
    }  # fmt: skip


def test_years_in_between_that_are_not_reported_are_said(composer: PageContext) -> None:
    assert any("2017" in each for each in series(composer, "growing")[0].notes)
    assert not any("2017" in each for each in series(composer, "outcome")[0].notes)


def test_years_of_which_only_growth_is_known_are_said(composer: PageContext) -> None:
    assert any("2014" in each for each in series(composer, "bounds")[0].notes)


def test_bounds_and_ranges_do_not_look_like_exact_values(composer: PageContext) -> None:
    (chart,) = series(composer, "bounds")
    exact, least, between, most = chart.rows
    assert [each.opening for each in chart.rows] == ["", "more", "", ""]
    assert [style for style, _ in lengths(exact)] == [style for style, _ in lengths(least)] == ["done"]
    assert [style for style, _ in lengths(between)] == ["planned", "range"]
    assert [style for style, _ in lengths(most)] == ["range"]
    assert lengths(between)[0][1] == lengths(exact)[0][1]
    assert share(between.value_at) / lengths(exact)[0][1] == pytest.approx(320 / 300, abs=0.001)


# Growth


def test_growth_of_several_is_compared_within_one_period(composer: PageContext) -> None:
    (chart,) = indicator_charts.growth_charts(composer)
    assert labels(chart) == [("Indicator steady", "8%"), ("Indicator slow", "2%")]
    assert "2016" in chart.title.text
    first, second = (share(row.pieces[0].length) for row in chart.rows)
    assert first / second == pytest.approx(4, abs=0.01)
    assert indicator_charts.growth_charts(composer, 2016) == (chart,)
    assert indicator_charts.growth_charts(composer, 2015) == indicator_charts.growth_charts(composer, 2018) == ()


# Small multiples


def test_small_multiples_have_one_scale_and_say_every_number(composer: PageContext) -> None:
    chart = charts.multiples(
        composer, [("Led", {2017: 4, 2018: 2}), ("Named", {2018: 1}), ("Built", {})], "chart-years"
    )
    assert chart
    assert [each.title for each in chart.panels] == ["Led", "Named"]
    numbers = {each.title: [band.cells[0].number for band in each.bands] for each in chart.panels}
    assert numbers == {"Led": ["4", "2"], "Named": ["0", "1"]}
    pieces = [band.cells[0].piece for each in chart.panels for band in each.bands]
    assert pieces[2] is None
    drawn = [share(each.length) for each in pieces if each]
    assert drawn[0] / drawn[1] == pytest.approx(2, abs=0.01)
    assert drawn[0] / drawn[2] == pytest.approx(4, abs=0.02)
    assert {each.start for each in pieces if each} == {chart.zero}
    assert 40 < drawn[0] < 100 - share(chart.zero) - 20  # long enough to compare, and with room for its number
    for panel in chart.panels:
        assert all(
            band.cells[0].number in panel.description and band.label in panel.description for band in panel.bands
        )
    assert [each.cells for each in chart.table.lines] == [("4", "2"), ("0", "1")]


@pytest.mark.parametrize("counts", [[("Led", {2017: 40})], [("Led", {2017: 4}), ("Named", {2018: 1})], []])
def test_little_is_not_drawn(composer: PageContext, counts: list[tuple[str, dict[int, int]]]) -> None:
    assert charts.multiples(composer, counts, "chart-years") is None


# Ranks


def test_columns_in_which_nothing_stands_are_left_out(composer: PageContext) -> None:
    def ledger(name: str) -> ledgers.LedgerColumns:
        return ledgers.ledger_view(composer, composer.yearbook.get(LEDGER, name)).columns

    def indicator(name: str) -> SeriesColumns:
        return indicator_view(composer, composer.yearbook.get(INDICATOR, name)).columns

    assert ledger("counted") == ledgers.LedgerColumns(True, False, False, False, False, 2)
    assert ledger("roads") == ledgers.LedgerColumns(True, True, True, True, True, 6)
    assert indicator("steady") == SeriesColumns(False, True, False, 3)
    assert indicator("output") == SeriesColumns(True, True, True, 5)


def test_a_rank_is_drawn_with_the_places_before_it(composer: PageContext) -> None:
    drawn = indicator_charts.ladder(composer, Rank(place=3, scope="city", basis="growth"))
    assert (drawn.ahead, drawn.own, drawn.width) == (("0", "10"), "20", "30")
    assert drawn.text == rank_text(composer, Rank(place=3, scope="city", basis="growth"))
    assert indicator_charts.ladder(composer, Rank(place=1, scope="city", basis="growth")).ahead == ()
    assert indicator_charts.ladder(composer, Rank(place=99, scope="city", basis="growth")).width == ""


# All charts


@pytest.fixture(params=["zh", "en"])
def every(composers: dict[str, PageContext], request: pytest.FixtureRequest) -> tuple[Matrix | Bars, ...]:
    """All charts of a language."""
    here = composers[request.param]
    drawn = (each for name in SERIES for each in series(here, name))
    return (honors(here), pipeline_of(here), *drawn)


def test_the_longest_value_fits_behind_its_bar_on_the_narrowest_page(every: tuple[Matrix | Bars, ...]) -> None:
    """288 px of type of 13 px; a Latin letter taken for half an em, as in the sans types of 20-tokens.css."""
    for chart in every:
        for row in chart.rows if isinstance(chart, Bars) else ():
            width = sum(1 if ord(each) > 0x2E80 else 0.5 for each in row.value) + (2 if row.opening else 0.5)
            assert share(row.value_at) / 100 * 288 / 13 + width < 288 / 13, row.value


def test_everything_lies_within_its_drawing(every: tuple[Matrix | Bars, ...]) -> None:
    for chart in every:
        height = down(chart.height)
        if isinstance(chart, Bars):
            tops = [down(row.bar_top) for row in chart.rows]
            assert all(down(row.bar_top) + 0.8 < height for row in chart.rows)
        else:
            tops = [down(band.top) for band in chart.bands]
            assert all(down(band.line) < height for band in chart.bands)
        assert tops == sorted(set(tops))
        found = [share(each) for each in texts(chart) if re.fullmatch(r"\d+\.\d+%", each)]
        assert max(found) <= 100


def test_the_description_says_every_number_that_is_drawn(every: tuple[Matrix | Bars, ...]) -> None:
    for chart in every:
        if isinstance(chart, Bars):
            said = [text for row in chart.rows for text in (row.label, row.value)]
        else:
            said = [text for band in chart.bands for text in (band.label, *(each.number for each in band.cells))]
        assert chart.title.text
        for each in said:
            assert each in chart.description


def test_charts_are_values_without_binary_fractions(every: tuple[Matrix | Bars, ...]) -> None:
    assert len({digest(each) for each in every}) == len(every)


def test_a_drawing_is_named_and_described() -> None:
    """Both drawings carry role, title and description; ids begin with the chart's anchor."""
    templates = read_templates(Folders(TEMPLATES))
    macros = templates.environment.get_template("parts/charts.html").module
    page = Bars("bars", "chart-x", Run("Title", "zh-Hans"), "A < B", "1.00em", (), (), None)
    drawn = str(macros.bars(page))  # type: ignore[attr-defined]
    assert 'role="img" aria-labelledby="chart-x-title chart-x-desc"' in drawn
    assert '<title id="chart-x-title" lang="zh-Hans">Title</title>' in drawn
    assert '<desc id="chart-x-desc">A &lt; B</desc>' in drawn
