"""Whether a stage was planned or reached is printed as the record says it, on the site and in the book."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.books import Editions, editions_of, text_of
from tests.support.small import small_world
from yearbook.book.composition import compose_book
from yearbook.book.requests import Request, Scope
from yearbook.model.kinds import LEDGER, PROJECT
from yearbook.model.projects import Standing
from yearbook.site.views import ledgers, projects
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference
from yearbook.site.views.pages import compose_page
from yearbook.site.views.stages import stage_of

CITE = "sources: [{source: report, at: 短路}]"
REPORTS = {
    "finished-road": "{as_of: 2017, stage: completed, standing: reached",
    "wished-road": "{as_of: 2017-06-01, stage: completed, standing: planned",
    "open-road": "{as_of: 2017-06-01, stage: completed, standing: unclear",
    "begun-road": "{as_of: 2017, stage: new, standing: reached",
    "coming-road": "{as_of: 2017, stage: new, standing: planned",
}
WORDS = {
    "finished-road": ("已竣工", "Completed"),
    "wished-road": ("计划竣工", "Planned completion"),
    "open-road": ("竣工（是否已实现，原文未载）", "Completed (whether reached is not stated)"),
    "begun-road": ("已新开工", "Started"),
    "coming-road": ("计划新开工", "Planned start"),
}
FILES = {
    f"projects/{each}.md": f"---\ntitle: {each}\ncategory: transport\n{CITE}\nreports: [{report}, {CITE}}}]\n---\n"
    for each, report in REPORTS.items()
} | {
    "ledgers/2017.yaml": f"""\
        works:
          title: {{zh: 甲类项目, en: Works}}
          period: 2017
          total: {{count: 6个}}
          stages:
            - {{stage: new, standing: planned, count: 3个}}
            - {{stage: new, standing: reached, count: 2个}}
            - {{stage: completed, standing: unclear, count: 1个}}
          {CITE}
        """,
}  # fmt: skip
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    return editions_of(small_world(tmp_path_factory.mktemp("stages"), FILES))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("project", WORDS)
def test_the_date_does_not_decide_what_is_a_plan(editions: Editions, project: str, language: str) -> None:
    expected = WORDS[project][LANGUAGES.index(language)]
    shown = compose_page(make_site(dict(editions), (), ()), PageReference("project", language, project)).content
    assert isinstance(shown, projects.ProjectView)
    (line,) = shown.reports
    assert line.stage_word == expected
    assert bool(line.mark) is ("standing: reached" in REPORTS[project])
    sheet = compose_book(editions, Request(Scope.ENTRY, language, PROJECT.name, project))
    assert expected in text_of(sheet)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_of_a_ledger_says_how_it_is_meant(editions: Editions, language: str) -> None:
    shown = compose_page(make_site(dict(editions), (), ()), PageReference("ledger", language, "works")).content
    assert isinstance(shown, ledgers.LedgerView)
    words = {"zh": ["计划新开工", "已新开工", "竣工（是否已实现，原文未载）"]}
    words["en"] = ["Planned start", "Started", "Completed (whether reached is not stated)"]
    assert [each.label.text for each in shown.stages] == words[language]
    assert [each.mark for each in shown.stages] == ["", "start", ""]
    sheet = text_of(compose_book(editions, Request(Scope.ENTRY, language, LEDGER.name, "works")))
    assert all(each in sheet for each in words[language])


def test_projects_are_grouped_by_what_is_said(editions: Editions) -> None:
    shown = compose_page(make_site(dict(editions), (), ()), PageReference("stages", "zh")).content
    found = {each.heading.text: [line.title.text for line in each.lines] for each in shown.sections}
    assert found == {
        "已新开工": ["begun-road"],
        "计划新开工": ["coming-road"],
        "已竣工": ["finished-road", "长路工程"],
        "计划竣工": ["wished-road"],
        "竣工（是否已实现，原文未载）": ["open-road"],
    }


def test_a_stage_that_was_reached_counts_before_a_later_plan(tmp_path: Path) -> None:
    rows = "".join(
        f"  - {{as_of: {date}, stage: {stage}, standing: {standing}, {CITE}}}\n"
        for date, stage, standing in (
            ("2017-03", "new", "reached"), ("2017-12", "completed", "planned"), ("2018", "completed", "unclear"),
        )
    )  # fmt: skip
    head = f"---\ntitle: a\ncategory: transport\n{CITE}\n"
    small = editions_of(small_world(tmp_path, {"projects/a-road.md": f"{head}reports:\n{rows}---\n"}))
    road = small["zh"].yearbook.get(PROJECT, "a-road")
    assert stage_of(road) == ("new", Standing.REACHED)
    assert stage_of(road, 2018) == ("completed", Standing.UNCLEAR)
