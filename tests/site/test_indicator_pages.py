"""The page of an indicator: series by length of period, symbols with their legend, and values that were revised."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.reported import REPORTED
from tests.support.worlds import world
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.model.kinds import INDICATOR, YEAR
from yearbook.site.edition import Edition
from yearbook.site.views.indicators import IndicatorView, indicator_view
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.years import year_view


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder: Path = tmp_path_factory.mktemp("indicators")
    world(folder / "content", REPORTED)
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site"))


def view(edition: Edition) -> IndicatorView:
    page = PageContext(edition, f"{edition.language.code}/indicators/revenue.html")
    return indicator_view(page, edition.yearbook.get(INDICATOR, "revenue"))


def test_periods_of_each_length_have_a_heading(editions: dict[str, Edition]) -> None:
    assert {each.heading: len(each.observations) for each in view(editions["en"]).groups} == {
        "by year": 2,
        "by quarter": 2,
        "by month": 4,
        "since January": 1,
    }


def test_symbols_stand_by_values_and_are_explained(editions: dict[str, Edition]) -> None:
    shown = view(editions["zh"])
    assert [each.value.text for each in shown.observations if each.value][1:7:2] == ["10亿元 e", "2.6亿元", "…"]
    assert list(shown.legend) == ["* 初步数", "e 估计数", "… 数据缺"]


def test_an_earlier_value_is_kept_with_date_and_reason(editions: dict[str, Edition]) -> None:
    first = view(editions["en"]).observations[0]
    assert [each.text for each in first.revised] == ["revised March 2018 from CNY 880 million: Final accounts."]
    assert len(first.cites) == 2


def test_growth_without_a_value_has_the_symbol_itself(editions: dict[str, Edition]) -> None:
    assert [each.growth for each in view(editions["en"]).observations if each.growth] == ["5% e"]


def test_charts_of_several_lengths_are_told_apart_and_keep_the_symbols(editions: dict[str, Edition]) -> None:
    charts = view(editions["en"]).charts
    assert [each.title.text for each in charts] == ["Revenue (by year)", "Revenue (by quarter)", "Revenue (by month)"]
    assert charts[0].rows[1].value == "CNY 1 billion e"
    assert charts[2].notes[0] == "Not reported: February 2018 and April 2018"


def test_the_band_of_a_year_says_that_a_figure_is_not_settled(editions: dict[str, Edition]) -> None:
    page = PageContext(editions["en"], "en/years/2018.html")
    shown = year_view(page, editions["en"].yearbook.get(YEAR, "2018")).highlights[-1]
    assert (shown.amount.text, shown.period) == ("CNY 1 billion", "2018 (estimated)")


def test_how_it_is_counted_is_said(editions: dict[str, Edition]) -> None:
    rows = {row.label: row.values[0].text for row in view(editions["zh"]).body.rows}
    assert rows["口径"] == "一般公共预算收入，不含基金。"
