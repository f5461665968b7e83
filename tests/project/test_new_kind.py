"""What a new kind of record costs: one class, one entry in the table of kinds and its words make everything work.

Each test runs commands in a process of its own, because the table is read when modules are loaded.
"""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.small import FILES
from tests.support.worlds import world
from tests.support.yearbooks import run, strings

grant = partial(run, extension="tests.support.grant")


WORDS = {
    "zh": {
        "counts:": 'grants: "{n}笔资助"',
        "kinds:": "grant: 资助",
        "kinds_many:": "grant: 资助",
        "menu:": "grants: 资助",
        "facts:": "amount: 资助金额\n  given: 资助日期",
    },
    "en": {
        "counts:": 'grants: {one: "{n} grant", other: "{n} grants"}',
        "kinds:": "grant: Grant",
        "kinds_many:": "grant: Grants",
        "menu:": "grants: Grants",
        "facts:": "amount: Amount\n  given: Given",
    },
}
"""Language → group of the strings file → lines that are added to it."""

RECORDS = {
    "grants/all.yaml": """\
        school-roof:
          title: {zh: 校舍屋顶, en: School Roof}
          amount: 300万元
          given: 2017-05
          sources: [{source: report, at: 校舍}]
        library-books:
          title: {zh: 图书馆购书, en: Library Books}
          amount: 12.5万元
          given: 2018
          sources: [{source: letter, at: 购书}]
        """,
    "honors/2018/read-more.md": """\
        ---
        title: 读书奖
        form: award
        level: district
        related: ["grant:library-books"]
        sources: [{source: letter, at: 读书}]
        ---

        用了[购书](grant:library-books)的款。
        """,
}
"""Two of its records, and an honor that names one of them in its fields and in its text."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A yearbook with grants, built once."""
    folder = tmp_path_factory.mktemp("grants")
    world(folder / "content", {**FILES, **RECORDS})
    world(folder / "templates", {f"strings/{code}.yaml": strings(code, words) for code, words in WORDS.items()})
    grant(folder, "build", "--jobs=1", "--base-url=https://example.org/", "--pdf")
    return folder


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("en/grants/school-roof.html", ["School Roof", "Amount", "CNY 3 million", "May 2017"]),
        ("zh/grants/school-roof.html", ["校舍屋顶", "资助金额", "300万元", "2017年5月"]),
        ("en/grants/index.html", ["Grants", "School Roof", "Library Books", 'href="../grants/school-roof.html"']),
        ("en/index.html", ['href="grants/index.html"', "Grants"]),
        ("en/years/2017.html", ["School Roof"]),
        ("en/sources/report.html", ["School Roof"]),
        ("en/honors/read-more.html", ['href="../grants/library-books.html"']),
        ("en/grants/library-books.html", ["读书奖", 'href="../honors/read-more.html"']),
        ("en/subjects.html", ["School Roof"]),
        ("sitemap.xml", ["https://example.org/en/grants/school-roof.html"]),
        ("en/grants/school-roof.md", ["CNY 3 million", "Given"]),
        ("en/feed.xml", ["School Roof"]),
    ],
)
def test_the_site_shows_it(folder: Path, path: str, texts: list[str]) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in html] == []


def test_its_page_says_what_it_is_to_programs(folder: Path) -> None:
    html = (folder / "site/en/grants/school-roof.html").read_text("utf-8")
    linked = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert "School Roof" in json.dumps(linked)


def test_search_finds_it(folder: Path) -> None:
    scripts = "".join(each.read_text("utf-8") for each in sorted((folder / "site/en/search").rglob("*.js")))
    assert "School Roof" in scripts
    assert "grants/school-roof.html" in scripts or "grants/" in scripts


def test_the_data_have_it(folder: Path) -> None:
    data = folder / "site/data"
    whole = json.loads((data / "yearbook.json").read_text("utf-8"))
    assert [each["id"] for each in whole["records"]["grant"]] == ["library-books", "school-roof"]
    rows = list(csv.DictReader((data / "grants.csv").read_text("utf-8-sig").splitlines()))
    assert {"title_zh", "title_en", "amount_printed", "given"} <= set(rows[0]) or "300万元" in str(rows)
    assert "grants.csv" in (data / "datapackage.json").read_text("utf-8")
    schema = json.loads((data / "yearbook.schema.json").read_text("utf-8"))
    assert "Money given for a purpose" in json.dumps(schema["$defs"]["grant"])


def test_the_book_has_it(folder: Path) -> None:
    text = "".join(page.extract_text() for page in PdfReader(folder / "site/pdf/en/book.pdf").pages)
    assert "School Roof" in text
    assert "CNY 3 million" in text


def test_a_record_is_begun_renamed_and_laid_out(folder: Path, tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    grant(tmp_path, "new", "grant", "new-bench")
    begun = (tmp_path / "content/grants").rglob("*.yaml")
    assert "new-bench" in "".join(each.read_text("utf-8") for each in begun)
    world(tmp_path / "content", RECORDS)
    grant(tmp_path, "rename", "grant:library-books", "books")
    assert "grant:books" in (tmp_path / "content/honors/2018/read-more.md").read_text("utf-8")
    grant(tmp_path, "fmt")
    assert "300万元" in (tmp_path / "content/grants/all.yaml").read_text("utf-8")
    grant(tmp_path, "check")
    grant(tmp_path, "stats")


def test_it_goes_through_a_spreadsheet_and_back(tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    grant(tmp_path, "export", "grants.csv", "--kind", "grant")
    table = (tmp_path / "grants.csv").read_text("utf-8-sig")
    assert "300万元" in table
    before = (tmp_path / "content/grants/all.yaml").read_text("utf-8")
    (tmp_path / "content/grants/all.yaml").unlink()
    (tmp_path / "content/honors/2018/read-more.md").unlink()
    grant(tmp_path, "import", "grants.csv", "--kind", "grant")
    made = "".join(each.read_text("utf-8") for each in (tmp_path / "content/grants").rglob("*.yaml"))
    assert [word for word in ("school-roof", "300万元", "2017-05", "Library Books") if word not in made] == []
    assert "300万元" in before


def test_guide_and_schemas_explain_it(folder: Path, tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    grant(tmp_path, "schemas")
    schema = json.loads((tmp_path / "content/.schema/grants.json").read_text("utf-8"))
    assert "资助金额" in json.dumps(schema, ensure_ascii=False)
    grant(tmp_path, "guide", "--output", str(tmp_path / "guide"))
    pages = "".join(each.read_text("utf-8") for each in (tmp_path / "guide").rglob("*.html"))
    assert "Money given for a purpose" in pages
    assert "一笔资助" in pages
