"""People: their pages and indexes, and commendation lists that name a hundred of them."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.support.builds import built
from tests.support.people import FILES_WITH_PEOPLE, TEACHERS, WITH_SCHOOLS
from tests.support.small import small_world
from tests.support.worlds import world
from yearbook.build.options import BuildOptions

TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text files of the site of a yearbook with people, by path."""
    folder = tmp_path_factory.mktemp("people")
    world(folder / "content", FILES_WITH_PEOPLE)
    return _site(folder)


def _site(folder: Path) -> dict[str, str]:
    options = BuildOptions(content=folder / "content", templates=TEMPLATES, output=folder / "site", jobs=1)
    textual = (".html", ".js", ".csv", ".json", ".md")
    return {path: text.decode("utf-8-sig") for path, text in built(options).items() if path.endswith(textual)}


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        (
            "zh/honors/hundred-teachers.html",
            ["60人", "40人", "另有3人，原文未列名", "3家", "另有3家，原文未列名", "1户"],
        ),
        ("en/honors/hundred-teachers.html", ["60 people", "3 more people", "3 companies", "1 family", "1 more family"]),
    ],
)
def test_a_list_says_how_many_and_who_is_not_named(site: dict[str, str], path: str, texts: list[str]) -> None:
    html = site[path]
    assert [each for each in texts if each not in html] == []
    assert "另有60" not in html
    assert "另有100" not in html


@pytest.mark.parametrize("place", [0, 1])
def test_every_named_person_is_on_the_page_and_in_the_data(site: dict[str, str], place: int) -> None:
    html = site[f"{('zh', 'en')[place]}/honors/hundred-teachers.html"]
    names = re.findall(r"<li>([^<]+)</li>", html)
    assert [each[place] for each in TEACHERS if each[place] not in names] == []
    assert [each[place] for each in TEACHERS if each[place] not in site["data/yearbook.json"]] == []


def test_names_with_schools_stand_in_wider_columns(tmp_path: Path) -> None:
    world(tmp_path / "content", WITH_SCHOOLS)
    site = _site(tmp_path)
    assert site["zh/honors/hundred-teachers.html"].count("name-list-wide") == 1
    assert "王伟（第一小学）" in site["zh/honors/hundred-teachers.html"]


def test_search_finds_every_name(site: dict[str, str]) -> None:
    scripts = "".join(text for path, text in site.items() if path.startswith("zh/search/"))
    assert [zh for zh, _ in TEACHERS if zh not in scripts] == []
    assert "张三" in scripts


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        (
            "zh/people/zhang-san.html",
            ["张三", "绿化办", "特级教师", "1990年9月—2008年7月", "1968年4月", "百名优秀教师"],
        ),
        ("en/people/zhang-san.html", ["Zhang San", "Director", "A Hundred Excellent Teachers", "Teachers’ Day"]),
        ("zh/people/index.html", ["张三", "单丽", 'id="letter-s"', 'id="letter-z"']),
        ("zh/units/green-office.html", ["任职人物", 'href="../people/zhang-san.html"']),
        ("zh/chronicle.html", ['href="people/zhang-san.html"']),
        ("zh/index.html", ['href="people/index.html"']),
        ("zh/subjects.html", ["单丽"]),
        ("zh/sources/report.html", ["张三"]),
        ("zh/honors/hundred-teachers.html", ['href="../people/zhang-san.html"', "赵六家庭"]),
    ],
)
def test_a_person_is_found_from_all_that_names_the_person(site: dict[str, str], path: str, texts: list[str]) -> None:
    assert [each for each in texts if each not in site[path]] == []


def test_the_first_picture_of_a_person_is_the_portrait(site: dict[str, str]) -> None:
    html = site["zh/people/zhang-san.html"]
    portrait, gallery = html.index('class="portrait"'), html.index('class="gallery"')
    assert portrait < html.index("张三肖像") < html.rindex("从教十八年") < gallery < html.index('alt="植树"')
    assert html.count('alt="张三肖像"') == 1


def test_programs_read_of_persons(site: dict[str, str]) -> None:
    script = site["en/people/zhang-san.html"].split('<script type="application/ld+json">')[1].split("</script>")[0]
    linked = json.dumps(json.loads(script))
    assert all(each in linked for each in ('"Person"', "Director", "1968-04"))
    rows = list(csv.DictReader(site["data/persons.csv"].splitlines()))
    assert {each["id"] for each in rows} == {"zhang-san", "shan-li"}


def test_without_people_there_is_no_list_of_them(tmp_path: Path) -> None:
    small_world(tmp_path / "content")
    site = _site(tmp_path)
    assert "zh/people/index.html" not in site
    assert [path for path, text in site.items() if path.endswith(".html") and "people/index.html" in text] == []


@pytest.mark.parametrize(
    ("path", "text"),
    [("zh/people/zhang-san.html", "林业办公室主任"), ("en/people/zhang-san.html", "Director, Forestry Office")],
)
def test_a_post_is_worded_in_the_order_of_the_language(path: str, text: str, site: dict[str, str]) -> None:
    posts = re.findall(r'<span class="post">(.*?)</span>', site[path])
    assert text in [re.sub("<sup.*|<[^>]*>|\u2060|&#8288;", "", each) for each in posts]
