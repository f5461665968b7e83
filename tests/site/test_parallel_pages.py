"""Languages side by side: paragraphs paired by order, nothing lost, nothing pointing to the wrong language."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build import pipeline
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.i18n import strings
from yearbook.markdown.blocks import Block, blocks, with_prefix
from yearbook.model import urls
from yearbook.site.edition import Edition, arrange
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference, page_references
from yearbook.site.views.pages import compose_page
from yearbook.site.views.parallel import ParallelView, paired

CHINESE = """\
    ---
    title: 绿化先进单位
    form: title
    level: municipal
    sources: [{source: report, at: 绿化}]
    figures: [{key: trees, label: {zh: 植树, en: Trees}, value: 1200个}]
    ---

    绿化办在[长路](project:long-road)两侧植树。[^1]

    ## 经过

    2017年3月获奖，见[上文](#经过)和[要点](#facts)。

    第二段没有译文。

    ## 影响

    - 树多了
    - 人也多了

    [^1]: 据总结。
    """
ENGLISH = """\
    ---
    title: Advanced Unit in Greening
    ---

    The office planted trees along [Long Road](project:long-road).[^a]

    ## Course

    The prize was given in March 2017; see [above](#经过).

    ## Effects

    - more trees
    - more people

    [^a]: From the summary.
    """


def editions_of(folder: Path, more: dict[str, str]) -> dict[str, Edition]:
    order = BuildOptions(small_world(folder / "content", more), ROOT / "templates", folder / "site")
    yearbook, _ = read_yearbook(order)
    languages = strings.read_languages(order.folders, yearbook.configuration.languages)
    return arrange(yearbook, languages)


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    more = {"honors/2017/green-city.md": CHINESE, "honors/2017/green-city.en.md": ENGLISH}
    return editions_of(tmp_path_factory.mktemp("parallel"), more)


@pytest.fixture(scope="module")
def view(editions: dict[str, Edition]) -> ParallelView:
    found = compose_page(make_site(editions, (), ()), PageReference("parallel", "", "honor:green-city")).content
    assert isinstance(found, ParallelView)
    return found


# Blocks


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("", []),
        ("<p>a</p>\n<p>b<br>c</p>", ["<p>a</p>", "<p>b<br>c</p>"]),
        ("<p>a</p><hr><ul><li><p>b</p></li></ul>", ["<p>a</p>", "<hr>", "<ul><li><p>b</p></li></ul>"]),
        ('<p><img src="a" alt="x"></p>\n', ['<p><img src="a" alt="x"></p>']),
        ("a <p>b</p> c", ["a <p>b</p>", "c"]),
        ("<blockquote>\n<p>a</p>\n<h2>b</h2></blockquote>", ["<blockquote>\n<p>a</p>\n<h2>b</h2></blockquote>"]),
    ],
)
def test_a_body_falls_into_its_blocks(html: str, found: list[str]) -> None:
    assert [each.html for each in blocks(html)] == found


def test_headings_and_notes_are_known() -> None:
    html = '<h2 id="a">A</h2><h3>B</h3><p>c</p><section class="footnotes" role="doc-endnotes"><ol></ol></section>'
    assert [(each.level, each.is_notes) for each in blocks(html)] == [(2, False), (3, False), (0, False), (0, True)]


def test_no_block_of_the_real_yearbook_is_lost() -> None:
    yearbook, _ = read_yearbook(BuildOptions(ROOT / "content", ROOT / "templates", ROOT / "site"))
    bodies = [body.prose.html for record in yearbook for body in record.bodies]
    assert len(bodies) > 600
    for html in bodies:
        assert "".join(re.sub(r"\s", "", each.html) for each in blocks(html)) == re.sub(r"\s", "", html)


def test_ids_are_set_apart_and_links_follow() -> None:
    links = '<a href="#a">x</a> <a href="#out">y</a> <a href="p.html#a">z</a>'
    html = f'<h2 id="a">A</h2><p title=" id=" id="b">id="a" {links}'
    assert with_prefix(html, "en-", "../h.html") == (
        '<h2 id="en-a">A</h2><p title=" id=" id="en-b">id="a" <a href="#en-a">x</a> '
        '<a href="../h.html#out">y</a> <a href="p.html#a">z</a>'
    )


# Pairs


def row(*texts: str) -> list[Block]:
    """`# a` is a heading, `[1]` the notes, everything else a paragraph."""
    return [Block(each, 2 if each.startswith("#") else 0, each.startswith("[")) for each in texts]


def pairs(first: list[Block], second: list[Block]) -> list[tuple[str, ...]]:
    return [tuple(each.html if each else "" for each in one) for one in paired((first, second))]


def test_blocks_are_paired_by_order() -> None:
    assert pairs(row("a", "b"), row("A", "B")) == [("a", "A"), ("b", "B")]


def test_what_is_left_over_stands_alone_at_the_end_of_its_part() -> None:
    first = row("a", "# b", "c", "d", "# e", "f")
    second = row("A", "# B", "C", "# E", "F", "G")
    assert pairs(first, second) == [
        ("a", "A"), ("# b", "# B"), ("c", "C"), ("d", ""), ("# e", "# E"), ("f", "F"), ("", "G"),
    ]  # fmt: skip


def test_where_headings_differ_all_is_one_part() -> None:
    assert pairs(row("a", "# b", "c"), row("A", "C")) == [("a", "A"), ("# b", "C"), ("c", "")]


def test_notes_stand_beside_notes() -> None:
    assert pairs(row("a", "b", "[1]"), row("A", "[1]")) == [("a", "A"), ("b", ""), ("[1]", "[1]")]
    assert pairs(row("a"), row("A", "[1]")) == [("a", "A"), ("", "[1]")]


def test_three_languages_stand_side_by_side_too() -> None:
    found = list(paired((row("a"), row("b", "c"), row("d"))))
    assert [[each.html if each else "" for each in one] for one in found] == [["a", "b", "d"], ["", "c", ""]]


# The page


def test_a_page_shows_both_languages_in_their_own(view: ParallelView) -> None:
    assert [(each.lang, each.kind, each.title.text, each.title.lang) for each in view.sides] == [
        ("zh-Hans", "荣誉", "绿化先进单位", ""),
        ("en", "Honour", "Advanced Unit in Greening", ""),
    ]
    assert [each.entry.href for each in view.sides] == [
        "../../zh/honors/green-city.html", "../../en/honors/green-city.html",
    ]  # fmt: skip
    assert {tuple(cell.lang for cell in each.cells) for each in view.passages} == {("zh-Hans", "en")}


def test_paragraphs_stand_beside_their_counterparts(view: ParallelView) -> None:
    shown = [
        tuple(Markup(re.sub(r"<sup.*?</sup>", "", cell.html)).striptags()[:12] for cell in each.cells)
        for each in view.passages
    ]
    assert shown[1:6] == [
        ("经过", "Course"),
        ("2017年3月获奖，见上", "The prize wa"),
        ("第二段没有译文。", ""),
        ("影响", "Effects"),
        ("树多了 人也多了", "more trees m"),
    ]
    assert [each.is_heading for each in view.passages] == [False, True, False, False, True, False, False]


def test_links_lead_to_the_same_language_and_ids_are_apart(view: ParallelView) -> None:
    chinese, english = ("".join(each.cells[side].html for each in view.passages) for side in (0, 1))
    assert 'href="../../zh/projects/long-road.html"' in chinese
    assert 'href="../../en/projects/long-road.html"' in english
    assert 'href="#zh-经过"' in chinese and 'href="#en-经过"' in english
    assert 'href="../../zh/honors/green-city.html#facts"' in chinese
    ids = re.findall(r' id="([^"]*)"', chinese + english)
    assert [each for each, count in Counter(ids).items() if count > 1] == []
    assert set(re.findall(r'href="#([^"]*)"', chinese + english)) <= set(ids)
    assert {"zh-fn-1", "en-fn-1", "zh-fnref-1", "en-fnref-1"} <= set(ids)


def test_only_records_with_prose_in_both_languages_have_one(editions: dict[str, Edition]) -> None:
    found = [each.id for each in page_references(editions) if each.name == "parallel"]
    assert sorted(found) == ["honor:green-city", "program:two-steps", "project:long-road", "year:2017", "year:2018"]


def test_the_entry_leads_there_in_both_languages(editions: dict[str, Edition]) -> None:
    made = make_site(editions, (), ())
    for code, word in (("zh", "对照阅读"), ("en", "Parallel reading")):
        prose = compose_page(made, PageReference("honor", code, "green-city")).content.body.prose
        assert (prose.parallel.text, prose.parallel.href) == (word, "../../parallel/honors/green-city.html")
        assert compose_page(made, PageReference("honor", code, "clean-streets")).content.body.prose.parallel is None


def test_sources_and_the_ways_on_stand_in_both_languages(view: ParallelView, editions: dict[str, Edition]) -> None:
    assert [[each.quote.text for each in side.cites] for side in view.sides] == [["“绿化”"], ["“绿化”"]]
    assert [side.ways for side in view.sides] == [(), ()]  # the other honor is in one language only
    assert [side.sources_word for side in view.sides] == ["来源", "Sources"]
    made = make_site(editions, (), ())
    first = compose_page(made, PageReference("parallel", "", "year:2017")).content
    second = compose_page(made, PageReference("parallel", "", "year:2018")).content
    assert [[(each.word, each.title.href) for each in side.ways] for side in first.sides] == [
        [("下一篇", "../years/2018.html")], [("Next", "../years/2018.html")],
    ]  # fmt: skip
    assert [[(each.word, each.title.href) for each in side.ways] for side in second.sides] == [
        [("上一篇", "../years/2017.html")], [("Previous", "../years/2017.html")],
    ]  # fmt: skip


def test_the_frame_leads_back_to_each_language(editions: dict[str, Edition]) -> None:
    page = compose_page(make_site(editions, ("a.css",), ()), PageReference("parallel", "", "year:2017"))
    assert page.path == "parallel/years/2017.html"
    assert [(each.lang, each.href, each.current) for each in page.alternates] == [
        ("zh-Hans", "../../zh/years/2017.html", False),
        ("en", "../../en/years/2017.html", False),
    ]
    hrefs = {each.link.href for each in page.frame.menu}
    assert "../../zh/honors/index.html" in hrefs and page.frame.stylesheets == ("../../a.css",)
    assert all(each.startswith("../../zh/") for each in hrefs)
    assert [each.link.href for each in page.frame.menu if each.current] == ["../../zh/years/index.html"]
    assert [each.href for each in page.trail] == ["../../zh/index.html", "../../zh/years/index.html"]
    assert page.content.sides[0].kind == "2017年度"


def test_it_is_no_counterpart_of_a_page_and_the_sitemap_lists_it(tmp_path: Path) -> None:
    order = BuildOptions(
        small_world(tmp_path / "content"), ROOT / "templates", tmp_path / "site", base_url="https://example.org"
    )
    pipeline.build(order)
    path = urls.parallel_address("honor", "green-city").path
    html = (order.output / path).read_text("utf-8")
    assert '<link rel="alternate" hreflang' not in html
    assert f'<link rel="canonical" href="https://example.org/{path}">' in html
    space, xhtml = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
    listed = ElementTree.parse(order.output / "sitemap.xml").getroot()
    (ours,) = (each for each in listed if each.findtext(f"{space}loc") == f"https://example.org/{path}")
    assert ours.findall(f"{xhtml}link") == []
