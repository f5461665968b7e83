"""Rows of fields that no view shows in a way of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.i18n.strings import read_languages
from yearbook.model.kinds import SOURCE
from yearbook.site.edition import arrange
from yearbook.site.views.field_rows import field_rows
from yearbook.site.views.page_context import PageContext


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> PageContext:
    folder = tmp_path_factory.mktemp("rows")
    options = BuildOptions(small_world(folder / "content"), ROOT / "templates", folder / "site")
    yearbook, _ = read_yearbook(options)
    languages = read_languages(options.folders, yearbook.configuration.languages)
    return PageContext(arrange(yearbook, languages)["zh"], "zh/x.html")


def test_a_line_that_looks_like_a_reference_is_shown_as_it_is_printed(page: PageContext) -> None:
    report = page.yearbook.get(SOURCE, "report")
    printed = replace(report, facts=replace(report.facts, authors=("unit:三组", "honor: 某人")))
    (authors,) = (each for each in field_rows(page, printed, frozenset()) if "三组" in str(each))
    texts = str(authors)
    assert "unit:三组" in texts
    assert "honor: 某人" in texts
