"""The identity of an edition: when it was published, on what terms, when each of its entries last changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION, FILES, small_world
from tests.support.sound import problems_of, sound_world
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.data.sitemap import LIMIT, last_changes, sitemap
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference
from yearbook.site.views.pages import compose_page

BASE = "https://example.org/yearbook/"
PUBLISHED = """\
    published: 2019-05-06
    licence:
      id: CC-BY-4.0
      name: {zh: 署名, en: Attribution}
      address: https://creativecommons.org/licenses/by/4.0/
      deed: {zh: https://creativecommons.org/licenses/by/4.0/deed.zh-hans}
    """
HONOR = "honors/2017/green-city.md"


def prepared(folder: Path, more: Mapping[str, str]) -> dict[str, Edition]:
    small_world(folder / "content", more)
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site", base_url=BASE))


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    changed = FILES[HONOR].replace("form: title", "changed: 2020-12-01\n            form: title")
    files = {"yearbook.yaml": f"{CONFIGURATION.rstrip()}\n{PUBLISHED}", HONOR: changed}
    return prepared(tmp_path_factory.mktemp("dated"), files)


@pytest.fixture(scope="module")
def undated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    return prepared(tmp_path_factory.mktemp("undated"), {})


def page(editions: dict[str, Edition], *reference: str) -> str:
    found = compose_page(make_site(editions, (), ()), PageReference(*reference))
    return render(read_templates(Folders(ROOT / "templates")), found.template, found).decode()


def test_every_entry_says_when_it_last_changed(editions: dict[str, Edition]) -> None:
    line = '<span class="label">{}</span> <time datetime="{}">{}</time>'
    assert line.format("最后修改", "2020-12-01", "2020年12月1日") in page(editions, "honor", "zh", "green-city")
    for kind, identity in (("unit", "green-office"), ("year", "2018"), ("ledger", "roads"), ("source", "letter")):
        assert line.format("Last changed", "2019-05-06", "6 May 2019") in page(editions, kind, "en", identity)


def test_every_foot_says_when_and_on_what_terms(editions: dict[str, Edition]) -> None:
    for reference in (("home", "zh"), ("honor", "zh", "green-city"), ("parallel", "", "honor:green-city")):
        foot = page(editions, *reference).partition('<footer class="colophon">')[2]
        assert '<time datetime="2019-05-06">2019年5月6日</time>' in foot
        deed = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
        assert f'许可 <a rel="license" href="{deed}">署名</a>' in foot
    english = page(editions, "home", "en")
    assert 'Licence <a rel="license" href="https://creativecommons.org/licenses/by/4.0/">Attribution</a>' in english


def test_where_nothing_is_said_no_page_has_an_empty_line_for_it(undated: dict[str, Edition]) -> None:
    html = page(undated, "unit", "en", "green-office")
    assert not [word for word in ("Last changed", "Published", "Licence", "license") if word in html]
    assert last_changes(undated["zh"].yearbook, ("zh", "en")) == {}


def test_the_sitemap_has_the_day_of_each_page(editions: dict[str, Edition]) -> None:
    changes = last_changes(editions["zh"].yearbook, ("zh", "en"))
    newest = "2020-12-01"
    assert {changes[f"{code}/honors/green-city.html"] for code in ("zh", "en")} == {newest}
    assert changes["parallel/honors/green-city.html"] == newest
    assert {changes[path] for path in ("zh/honors/index.html", "en/index.html")} == {newest}
    assert {changes[path] for path in ("zh/chronicle.html", "en/units/green-office.html")} == {"2019-05-06"}
    entries = (("en/honors/green-city.html", ()), ("en/search.html", ()))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ElementTree.fromstring(sitemap(BASE, entries, changes)[0].data)
    assert [[child.tag.removeprefix(space) for child in url] for url in urls] == [["loc", "lastmod"], ["loc"]]
    assert urls[0].findtext(f"{space}lastmod") == newest
    many = tuple((f"{number}.html", ()) for number in range(LIMIT + 1))
    assert b"lastmod" not in b"".join(each.data for each in sitemap(BASE, many))
    assert b"<lastmod>2020" in sitemap(BASE, (*many, entries[0]), changes)[2].data


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("published: 2019-05", 8),
        ("licence: CC-BY-4.0", 8),
        ("licence: {id: CC BY, name: {zh: 署名}, address: https://a.example/}", 8),
        ("licence:\n  id: CC-BY-4.0\n  name: {zh: 署名}\n  address: a.example", 11),
        ("licence:\n  id: CC-BY-4.0\n  name: {zh: 署名}\n  address: javascript://x", 11),
        ("licence: {id: CC-BY-4.0, name: {zh: 署名}, address: https://a.example/, deed: {zh: 'javascript:x'}}", 8),
    ],
)
def test_what_is_no_day_or_no_licence_is_told_where_it_stands(wrong: str, line: int, tmp_path: Path) -> None:
    root = sound_world(tmp_path)
    file = root / "yearbook.yaml"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n{wrong}\n", "utf-8")
    found = problems_of(root)
    assert [(each.place.path, each.place.line) for each in found] == [("content/yearbook.yaml", line)]
    assert all(each.text("zh") and each.text("en") for each in found)


def test_the_chronicle_has_what_is_dated_by_its_year_alone_at_the_end_of_the_year(tmp_path: Path) -> None:
    undated = FILES["events/all.yaml"].partition("road-opens:")[2]
    undated = "a-year-of-trees:" + undated.replace(
        "{date: 2018-06-01, known: inferred,", "{date: 2018, known: inferred,"
    )
    editions = prepared(tmp_path, {"events/more.yaml": f"            {undated}"})
    assert [each.id for each in editions["zh"].of_year(2018, "event")] == ["road-opens", "a-year-of-trees"]
