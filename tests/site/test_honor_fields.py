"""What became of an honor, and how it was shared: shown on pages, in lists, in search, in data and in feeds."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.support.builds import built
from tests.support.honors import FILES_WITH_HONORS
from tests.support.worlds import world
from yearbook.build.options import BuildOptions

TEMPLATES = Path(__file__).parents[2] / "templates"
PAGES = {
    "zh/honors/green-model.html": [
        "联合获得",
        "全市增速并列第二",
        "2017年9月",
        "限期整改",
        "补种后再验收。",
        "复审通过",
        "有效期至",
        "2019年",
        "2018年6月",
        "树木未成活。",
        "撤销称号",
    ],
    "en/honors/green-model.html": ["received jointly", "Joint second by growth", "Confirmed", "Valid until"],
    "zh/honors/top-three.html": ["全市增速前3名", "2018年12月"],
    "en/honors/top-three.html": ["among the first three by growth in the city"],
    "zh/honors/green-model.md": ["并列第二", "有效期至", "撤销", "限期整改"],
}
NAMED = (
    "{}/honors/green-model.html",
    "{}/honors/index.html",
    "{}/honors/by-year.html",
    "{}/honors/top-three.html",
    "{}/years/2017.html",
    "{}/units/green-office.html",
    "{}/sources/report.html",
    "{}/subjects.html",
    "{}/honors/green-model.md",
    "{}/honors/top-three.md",
    "{}/llms.txt",
    "{}/feed.xml",
    "parallel/honors/green-model.html",
)
"""Files that name the revoked honor."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("honors")
    world(folder / "content", FILES_WITH_HONORS)
    options = BuildOptions(
        content=folder / "content",
        templates=TEMPLATES,
        output=folder / "site",
        jobs=1,
        base_url="https://yearbook.example/",
    )
    textual = (".html", ".js", ".csv", ".json", ".md", ".xml", ".txt")
    return {path: text.decode("utf-8-sig") for path, text in built(options).items() if path.endswith(textual)}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_what_became_of_it(site: dict[str, str], path: str) -> None:
    assert [each for each in PAGES[path] if each.casefold() not in site[path].casefold()] == []


@pytest.mark.parametrize("path", NAMED)
def test_a_revoked_honor_is_shown_as_such_wherever_it_is_named(site: dict[str, str], path: str) -> None:
    assert "绿化模范单位（已撤销）" in site[path.format("zh")]
    if "{}" in path:
        assert "Model Unit in Greening (revoked)" in site[path.format("en")]


def test_the_chart_says_how_many_it_counts_that_were_revoked(site: dict[str, str]) -> None:
    assert "其中1项其后撤销" in site["zh/honors/index.html"]
    assert "1 of them was revoked later" in site["en/index.html"]


def test_search_says_so_too(site: dict[str, str]) -> None:
    found = "".join(text for path, text in site.items() if path.startswith("zh/search/"))
    assert "绿化模范单位（已撤销）" in found


def test_programs_read_it(site: dict[str, str]) -> None:
    row = next(each for each in csv.DictReader(site["data/honors.csv"].splitlines()) if each["id"] == "green-model")
    assert (row["jointly"], row["rank_placing"]) == ("true", "tied")
    assert (row["expires"], row["revoked_date"]) == ("2019", "2018-06")
    results = [each["result"] for each in csv.DictReader(site["data/reassessments.csv"].splitlines())]
    assert results == ["deferred", "confirmed"]
    script = site["en/honors/green-model.html"].split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert '"award"' not in json.dumps(json.loads(script))
