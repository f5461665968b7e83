"""What lists can be filtered and sorted by: the marks of their lines, and the values that are offered."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.i18n import strings
from yearbook.site.edition import Edition, arrange
from yearbook.site.rendering.templates import Templates, read_templates, render
from yearbook.site.views import indexes
from yearbook.site.views.elements import FilterValues
from yearbook.site.views.filters import Filters
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.page_frame import Page, make_site
from yearbook.site.views.page_references import PageReference, find_page, page_path, page_references
from yearbook.site.views.pages import compose_page

MORE = {
    "honors/2018/best-park.md": """\
        ---
        title: 一流公园
        form: title
        level: national
        conferred_by: [city-government]
        themes: [garden]
        sources: [{source: letter, at: 公园}]
        ---

        公园获奖。
        """,
    "projects/short-road.md": """\
        ---
        title: 短路工程
        category: transport
        sources: [{source: report, at: 短路}]
        reports: [{as_of: 2018, stage: completed, standing: planned, sources: [{source: report, at: 短路}]}]
        ---

        一条短路。
        """,
    "projects/no-road.md": """\
        ---
        title: 无路工程
        category: transport
        sources: [{source: report, at: 无路}]
        ---

        没有修路。
        """,
    "commitments/more.yaml": """\
        another-road:
          title: {zh: 再修一条路。, en: Another road is to be built.}
          period: 2018
          sources: [{source: report, at: 再修}]
        """,
}
LISTS = ("honors", "honors_by_year", "projects", "stages", "programs", "commitments", "units", "unit_types", "glossary")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder = tmp_path_factory.mktemp("lists")
    order = BuildOptions(small_world(folder / "content", MORE), ROOT / "templates", folder / "site")
    yearbook, _ = read_yearbook(order)
    languages = strings.read_languages(order.folders, yearbook.configuration.languages)
    return arrange(yearbook, languages)


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates(Folders(ROOT / "templates"))


def page(editions: dict[str, Edition], name: str, language: str = "zh") -> Page:
    return compose_page(make_site(editions, (), ()), PageReference(name, language))


def lines(shown: Page) -> dict[str, FilterValues]:
    """Title → marks, in the order of the page."""
    found = {line.title.text: line.marks for section in shown.content.sections for line in section.lines}
    assert None not in found.values()
    return found


def offered(filters: Filters) -> dict[str, list[str]]:
    return {each.name: [option.value for option in each.options] for each in filters.chosen}


def test_an_honor_bears_its_year_level_themes_and_units(editions: dict[str, Edition]) -> None:
    marks = lines(page(editions, "honors"))["绿化先进单位"]
    assert (marks.year, marks.level, marks.theme) == ("2017", "municipal", "garden")
    assert set(marks.unit.split()) == {"city-government", "green-office", "small-district"}


def test_the_books_order_stays_and_the_order_of_titles_is_told(editions: dict[str, Edition]) -> None:
    marks = lines(page(editions, "honors"))
    assert list(marks) == ["一流公园", "绿化先进单位", "街道整洁奖"]
    # jiedao, lühua, yiliu
    assert {title: each.title for title, each in marks.items()} == {
        "街道整洁奖": "0", "绿化先进单位": "1", "一流公园": "2",
    }  # fmt: skip
    english = lines(page(editions, "honors", "en"))
    assert english["Advanced Unit in Greening"].title == "0"


def test_only_values_that_occur_are_offered_in_the_order_of_the_vocabulary(editions: dict[str, Edition]) -> None:
    filters = page(editions, "honors").content.filters
    assert offered(filters) == {"year": ["2017", "2018"], "level": ["national", "municipal", "district"]}
    assert [each.value for each in filters.orders] == ["title", "year", "level"]
    assert [each.word.text for each in filters.chosen[1].options] == ["国家级", "市级", "区级"]
    assert {each.value for each in filters.units} == {"city-government", "green-office", "small-district"}


def test_units_are_found_by_all_their_names(editions: dict[str, Edition]) -> None:
    (office,) = (each for each in page(editions, "honors").content.filters.units if each.value == "green-office")
    assert office.word.text == "绿化办公室"
    assert {"林业办公室", "绿化办", "绿办"} < set(office.names.split())
    assert office.word.text not in office.names.split()
    marks = lines(page(editions, "units"))["绿化办公室"]
    assert (marks.type, marks.unit) == ("government", "")
    assert "绿办" in marks.text and "Forestry Office" in marks.text


def test_projects_bear_their_stage_planned_or_not_or_not_said(editions: dict[str, Edition]) -> None:
    shown = page(editions, "stages")
    found = {title: each.stage for title, each in lines(shown).items()}
    assert found == {"长路工程": "completed", "短路工程": "completed-planned", "无路工程": "unknown"}
    assert offered(shown.content.filters)["stage"] == ["completed", "completed-planned", "unknown"]
    years = {title: each.year for title, each in lines(page(editions, "projects")).items()}
    assert years == {"长路工程": "2017 2018", "短路工程": "2018", "无路工程": ""}


def test_commitments_bear_their_outcome_where_all_stand_together_and_nowhere_else(editions: dict[str, Edition]) -> None:
    (group,) = page(editions, "commitments").content.groups
    line = next(each for each in group.lines if each.anchor == "plant-more")
    assert (line.marks.year, line.marks.outcome, line.marks.unit) == ("2018", "kept", "green-office")
    year = compose_page(make_site(editions, (), ()), PageReference("year", "zh", "2018")).content
    assert [each.marks for each in year.commitments] == [None]
    assert {each.marks for section in year.honors for each in section.lines} == {None}


def test_a_year_tells_the_outcomes_that_are_reported_and_lists_the_other_promises(editions: dict[str, Edition]) -> None:
    year = compose_page(make_site(editions, (), ()), PageReference("year", "zh", "2018")).content
    assert [(each.anchor, each.outcome) for each in year.commitments] == [("plant-more", "kept")]
    (section,) = year.unreported
    assert (section.heading.text, section.note, year.commitment_count) == ("未见报道", "1项承诺", "2项承诺")
    assert [each.title.href for each in section.lines] == ["../commitments/index.html#another-road"]


def test_terms_are_found_by_their_words(editions: dict[str, Edition]) -> None:
    content = page(editions, "glossary").content
    assert content.filters.by_text and not content.filters.units
    assert [line.marks.title for group in content.groups for line in group.lines] == ["0"]


class Forms(HTMLParser):
    """The controls of a page by their names, and the marks of its lines by the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.controls: list[str] = []
        self.marks: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in ("select", "input"):
            self.controls.append(given["name"] or "")
        if "data-item" in given:
            self.marks |= {each.removeprefix("data-") for each in given if each.startswith("data-")}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", LISTS)
def test_whatever_is_asked_for_is_borne_by_the_lines(
    editions: dict[str, Edition], templates: Templates, name: str, language: str
) -> None:
    """Each control has the name of an attribute, or is one that the script knows."""
    shown = page(editions, name, language)
    html = render(templates, shown.template, shown).decode()
    forms = Forms(html)
    assert set(forms.controls) - {"sort", "text"} <= forms.marks
    assert "item" in forms.marks
    filters = shown.content.filters
    assert forms.controls.count("sort") == bool(filters.orders)
    assert forms.controls.count("text") == filters.by_text
    assert "{shown}" in html or not forms.controls


# Indexes of several pages


@pytest.fixture(params=["honors", "projects", "stages", "units", "subjects"])
def divided(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of an index that is made so long that each page takes two lines."""
    short = replace(indexes.INDEX_PAGES[request.param], longest=2)
    monkeypatch.setitem(indexes.INDEX_PAGES, request.param, short)
    return str(request.param)


def pages_of(editions: dict[str, Edition], name: str, language: str) -> list[Page]:
    made = make_site(editions, (), ())
    wanted = [each for each in page_references(editions) if (each.name, each.language) == (name, language)]
    return [compose_page(made, each) for each in wanted]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_long_index_lists_everything_once_on_short_pages(
    editions: dict[str, Edition], divided: str, language: str
) -> None:
    listed = indexes.INDEX_PAGES[divided]
    grouped = tuple(listed.groups(PageContext(editions[language], indexes.index_path(language, divided))))
    whole = [record for each in grouped for record in each.records]
    directory, *parts = pages_of(editions, divided, language)
    lines = [line for each in parts for section in each.content.sections for line in section.lines]
    hrefs = [posixpath.basename(line.title.href) for line in lines]
    assert len(set(hrefs)) == len(hrefs) == len(whole) > 2
    assert all(sum(len(each.lines) for each in one.content.sections) <= 2 for one in parts)
    assert len({each.path for each in parts}) == len({each.title for each in parts}) == len(parts)
    assert directory.content.jumps == ()  # its lines are the ways to the parts
    (named,) = directory.content.sections
    assert sum(int(line.year) for line in named.lines) == len(whole)
    folder = posixpath.dirname(directory.path)
    paths = {posixpath.normpath(posixpath.join(folder, line.title.href)) for line in named.lines}
    assert paths <= {each.path for each in parts}
    anchors = dict.fromkeys(each.anchor for each in grouped if each.records)
    assert [line.anchor for line in named.lines if line.anchor] == list(anchors)


def test_every_page_is_found_by_its_path_and_nothing_else_is(editions: dict[str, Edition], divided: str) -> None:
    everything = list(page_references(editions))
    assert any(each.name == divided and each.id for each in everything)
    assert [find_page(editions, page_path(each)) for each in everything] == everything
    wrong = ("zh", "zh/", "zh/honors", "zh/honors/none.html", "zh/honors/none", "fr/index.html", "zh/none/index.html")
    for path in (*wrong, "", "zh/honors/index-level-none.html", "parallel/projects/no-road.html"):
        assert find_page(editions, path) is None, path


def test_parts_are_the_same_in_every_language(editions: dict[str, Edition], templates: Templates, divided: str) -> None:
    """Also those that one language has nothing to list on; each is rendered, and leads to the others."""
    chinese, english = (pages_of(editions, divided, each) for each in ("zh", "en"))
    assert [each.path[2:] for each in chinese] == [each.path[2:] for each in english]
    for each in (*chinese, *english):
        html = render(templates, each.template, each).decode()
        assert "<h1>" in html
        if each.path != chinese[0].path and each.path != english[0].path:
            assert html.count('aria-current="page"') == bool(each.content.sections)
            assert each.trail[-1].href.endswith(posixpath.basename(chinese[0].path))


def test_an_index_that_is_not_long_is_one_page(editions: dict[str, Edition]) -> None:
    assert [indexes.index_parts(editions, name) for name in indexes.INDEX_PAGES] == [()] * len(indexes.INDEX_PAGES)


def test_hand_written_scripts_use_no_markup() -> None:
    script = (ROOT / "templates" / "assets" / "js" / "lists.js").read_text("utf-8")
    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script) == []
