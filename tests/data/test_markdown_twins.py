"""Markdown of bodies, facts and pages, read back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.exported import BASE, LICENCE, edition_of, twins
from yearbook.content.yearbook import Yearbook
from yearbook.data.markdown_facts import LEFT_OUT, UNLABELLED, VALUE_WRITERS, FactsWriter
from yearbook.data.markdown_twins import llms, markdown_twin, markdown_twin_path
from yearbook.data.markdown_writer import escaped, linked, markdown
from yearbook.i18n.language import Language
from yearbook.markdown.conversion import convert
from yearbook.markdown.tree import nodes
from yearbook.model import urls
from yearbook.model.kinds import KINDS
from yearbook.model.structure import RECORD_FIELDS, parts_of, published_fields


def body(text: str) -> str:
    prose, diagnostics = convert(text, "zh", "a.md", 1)
    assert not diagnostics
    return markdown(nodes(prose.html), lambda kind, identity: f"{kind}/{identity}{'.md' if kind != 'media' else ''}")


@pytest.mark.parametrize(
    "text",
    [
        "一段，**重点**和*强调*。",
        "见[长路](project:long-road.md)与[网站](https://example.org/)。",
        "## 小标题\n\n- 甲\n- 乙\n\n1. 一\n2. 二",
        "> 引文",
        "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |",
        "正文[^1]。\n\n[^1]: 注。",
        "用`代码`。",
        "![图](media/2017/trees.png)",
    ],
)
def test_markdown_of_a_body_is_written_back_unchanged(text: str) -> None:
    assert body(text.replace("long-road.md", "long-road")) == text.replace(
        "project:long-road.md", "project/long-road.md"
    )


@pytest.mark.parametrize(
    "text",
    ["# a", "- a", "1. a", "1) a", "+ a", "*a*", "[a](b)", "<b>", "a|b", "`a`", "_a_", "\\", "R&D &lt;", "> a"],
)
def test_a_text_with_signs_is_read_as_text(text: str) -> None:
    """Read by the same converter that reads bodies: what was escaped comes out as it went in."""
    prose, _ = convert(escaped(text), "en", "a.md", 1)
    assert prose.text == text
    assert str(prose.html).startswith("<p>")


def test_a_draft_is_named_in_prose_and_not_linked() -> None:
    prose, _ = convert("见[未定之奖](honor:secret)。", "zh", "a.md", 1)
    assert markdown(nodes(prose.html), lambda kind, identity: "") == "见未定之奖。"


def test_links_of_a_twin_lead_to_twins_and_media(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    writer = FactsWriter(languages[0], yearbook, "zh/honors/green-city.html")
    assert writer.target("project", "long-road") == "../projects/long-road.md"
    assert writer.target("event", "road-opens") == "../chronicle.html#road-opens"
    assert writer.target("media", "2017/trees.png") == "../../media/2017/trees.png"
    assert writer.target("honor", "secret") == ""


def test_a_target_with_brackets_does_not_end_its_link() -> None:
    assert linked("a]", "x (y).html") == r"[a\]](<x%20(y).html>)"


def test_every_record_page_has_a_twin_in_each_language(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    found = {each.path: each.data.decode() for each in twins(yearbook, languages)}
    wanted = {
        urls.record_url(code, kind, record.id).path.replace(".html", ".md")
        for code in ("zh", "en")
        for kind in urls.RECORD_PAGES
        for record in yearbook.all(kind)
    }
    assert set(found) == wanted
    for path, text in found.items():
        for target in re.findall(r"\]\(([^)#]*\.md)\)", text):
            assert str((Path("/") / path).parent.joinpath(target).resolve())[1:] in wanted, (path, target)


def test_a_twin_has_all_facts_words_and_sources(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    text = markdown_twin(yearbook.get("honor", "green-city"), languages[1], yearbook)
    for part in (
        "# Advanced Unit in Greening\n",
        "Honour · 2017",
        "> A prize for trees.",
        "- **Level**: Municipal\n",
        "- **Conferred**: March 2017\n",
        "- **Rank**: first by growth in the city\n",
        "- **Streak**: two years running\n",
        "- **Lead**: [Greening Office](../units/green-office.md)\n",
        "The Greening Office planted trees along [Long Road](../projects/long-road.md).",
        "## Figures\n\n- Trees planted; Value 1,200; elsewhere 1,000 (“植树1000个”); The summary is later.;",
        "- [Summary of Work](../sources/report.md) “绿化”",
        "The two accounts differ.",
        "- Year: [A Year of Trees](../years/2017.md)",
    ):
        assert part in text, part


def test_twins_give_the_date_and_the_licence(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    chinese, english = languages
    dated = edition_of("2019-05-06", yearbook, {"honor:green-city": "2020-12-01"})
    honor = dated.get("honor", "green-city")
    deed = LICENCE.page("zh")
    assert deed.endswith("zh-hans")
    assert markdown_twin(honor, chinese, dated).endswith(f"\n\n最后修改: 2020年12月1日 · 许可: [署名]({deed})\n")
    assert markdown_twin(honor, english, dated).endswith(
        f"Last changed: 1 December 2020 · Licence: [Attribution]({LICENCE.address})\n"
    )
    assert "Last changed" not in markdown_twin(yearbook.get("honor", "green-city"), english, yearbook)
    files = {each.path: each.data.decode() for each in llms(dated, languages, BASE)}
    assert all("[Attribution]" in files[path] and "6 May 2019" in files[path] for path in ("llms.txt", "en/llms.txt"))
    assert "2019年5月6日" in files["zh/llms.txt"]


def test_a_twin_says_that_its_text_is_borrowed(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    text = markdown_twin(yearbook.get("honor", "clean-streets"), languages[1], yearbook)
    assert "*Not yet translated: shown in Chinese.*\n\n三个单位获奖" in text


def test_every_fact_has_a_label_in_both_languages(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    """Also those that no record uses yet: fields of parts that say what they are need none."""
    for kind in urls.RECORD_PAGES:
        for owner in (KINDS[kind].facts, *parts_of(KINDS[kind].facts)):
            if owner in VALUE_WRITERS:
                continue
            for shape in published_fields(owner):
                if shape.name not in RECORD_FIELDS | UNLABELLED | LEFT_OUT and not shape.keys:
                    for language in languages:
                        assert FactsWriter(language, yearbook, "zh/index.html").label(shape.name)


def test_llms_txt_leads_to_every_twin(yearbook: Yearbook, languages: tuple[Language, ...]) -> None:
    whole, chinese, english = llms(yearbook, languages)
    assert whole.data.decode().startswith("# 小区年鉴 / A Small Yearbook\n\n> 一个小区两年的成绩。")
    assert "](zh/llms.txt)" in whole.data.decode()
    for code, asset in (("zh", chinese), ("en", english)):
        listed = re.findall(r"\]\((.*?)\)", asset.data.decode())
        assert {f"{code}/{each}" for each in listed} == {
            markdown_twin_path(record, code) for kind in urls.RECORD_PAGES for record in yearbook.all(kind)
        }
    absolute = llms(yearbook, languages, BASE)[1].data.decode()
    assert f"]({BASE}zh/honors/green-city.md)" in absolute
