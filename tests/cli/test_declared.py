"""What fields.yaml declares is shown, found, listed, explained and exchanged like what is built in.

Commands run in a yearbook with fields of every type, on a built-in kind and on two kinds of its own.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.declared import BUILT_IN, DECLARED
from tests.support.worlds import world
from tests.support.yearbooks import run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The yearbook, built once in two processes."""
    folder = tmp_path_factory.mktemp("declared")
    world(folder / "content", DECLARED)
    run(folder, "build", "--jobs=2", "--base-url=https://example.org/", "--pdf")
    return folder


SHOWN = {
    "en": [
        *("Remark", "Goes first", "File number", "小政〔2017〕12号", "Prize", "CNY 25,000", "Valid from", "May 2017"),
        *("Public", "✓", "Pages", "36", "Website", 'href="https://example.org/tree?a=1&amp;b=2"', "Scan"),
        *(
            'href="../../media/scans/certificate.pdf"',
            "Issued by",
            "../units/green-office.html",
            "Among",
            "in the city",
        ),
        *("Evidence", "Sums", "CNY 45,000", "Days", "2 March 2017", "Numbers", "The second", "Keywords", "植树"),
        *('href="https://example.org/two"', "Attached", "Medium", "Paper", "Uses", "Study", "Work"),
    ],
    "zh": [
        "先行",
        "文号",
        "奖金",
        "2.5万元",
        "2017年5月",
        "扫描件",
        "制发单位",
        "全市",
        "依据",
        "介质",
        "纸质",
        "学习",
    ],
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_a_built_in_kind_shows_own_fields(folder: Path, language: str) -> None:
    html = (folder / f"site/{language}/honors/read-more.html").read_text("utf-8")
    assert [text for text in SHOWN[language] if text not in html] == []


def test_its_twin_shows_them(folder: Path) -> None:
    text = (folder / "site/en/honors/read-more.md").read_text("utf-8")
    wanted = [
        "**Remark**: Goes first",
        "**Prize**: CNY 25,000",
        "**Medium**: Paper",
        "**Uses**: Study",
        "certificate.pdf",
    ]
    assert [each for each in wanted if each not in text] == []


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        (
            "en/documents/tree-rules.html",
            ["Document", "Rules on Planting Trees", "Paper", "Study", "Trees planted", "1,200"],
        ),
        ("en/documents/tree-rules.html", ['href="../agencies/tree-bureau.html"', "Trees are planted each year."]),
        ("zh/documents/tree-rules.html", ["文件", "植树若干规定", "纸质", "制发单位", "每年植树"]),
        (
            "en/agencies/tree-bureau.html",
            ["Agency", "Tree Bureau", 'href="../documents/tree-rules.html"', "It plants trees."],
        ),
        ("en/documents/index.html", ["Documents", "Rules on Planting Trees", 'documents/tree-rules.html"']),
        ("zh/agencies/index.html", ["机构", "植树局"]),
        (
            "en/agencies/index.html",
            ['<select name="own_medium">', '<option value="on-line">Online', 'data-own_medium="paper"'],
        ),
        ("en/index.html", ['href="documents/index.html"', "Agencies"]),
        ("en/honors/read-more.html", ['href="../documents/index.html"']),
        ("en/years/2017.html", ["Rules on Planting Trees"]),
        ("en/sources/report.html", ["Rules on Planting Trees"]),
        ("en/units/green-office.html", ["Rules on Planting Trees"]),
        ("en/themes/garden.html", ["Rules on Planting Trees"]),
        ("en/honors/green-city.html", ["Rules on Planting Trees"]),
        ("en/subjects.html", ["Tree Bureau"]),
        ("parallel/documents/tree-rules.html", ["植树若干规定", "Rules on Planting Trees"]),
        ("en/documents/tree-rules.md", ["**Prize**: CNY 25,000", "[Tree Bureau](../agencies/tree-bureau.md)"]),
        ("en/llms.txt", ["## Documents", "## Agencies"]),
        ("sitemap.xml", ["https://example.org/en/documents/tree-rules.html", "https://example.org/zh/agencies/"]),
        ("en/feed.xml", ["Rules on Planting Trees"]),
        ("en/search.html", ["Agencies"]),
    ],
)
def test_the_site_shows_own_kinds(folder: Path, path: str, texts: list[str]) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in html] == []


def test_their_pages_say_what_they_are_to_programs(folder: Path) -> None:
    html = (folder / "site/en/documents/tree-rules.html").read_text("utf-8")
    linked = json.loads(html.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert "Rules on Planting Trees" in json.dumps(linked)


def test_the_book_has_them(folder: Path) -> None:
    wanted = {
        "en": ["Remark", "CNY 25,000", "Paper", "Documents", "Rules on Planting Trees"],
        "zh": ["备注", "2.5万元", "纸质", "植树局"],
    }
    for language, words in wanted.items():
        text = "".join(page.extract_text() for page in PdfReader(folder / f"site/pdf/{language}/book.pdf").pages)
        assert [word for word in words if word not in text] == [], language
    assert (folder / "site/pdf/en/documents/tree-rules.pdf").exists()


def test_search_finds_them(folder: Path) -> None:
    scripts = "".join(each.read_text("utf-8") for each in sorted((folder / "site/en/search").rglob("*.js")))
    assert "Rules on Planting Trees" in scripts
    assert "It plants trees." in scripts


def test_the_data_of_a_built_in_kind_have_own_fields(folder: Path) -> None:
    data = folder / "site/data"
    whole = json.loads((data / "yearbook.json").read_text("utf-8"))
    (honor,) = (each["facts"] for each in whole["records"]["honor"] if each["id"] == "read-more")
    assert honor["file_number"] == "小政〔2017〕12号"
    assert (honor["medium"], honor["uses"], honor["in_public"]) == ("paper", ["study", "work"], True)
    assert (honor["pages"], honor["numbers"], honor["scan"]) == (36, [3, 5], "scans/certificate.pdf")
    schema = json.loads((data / "yearbook.schema.json").read_text("utf-8"))
    properties = schema["$defs"]["honor"]["properties"]["facts"]["properties"]
    assert properties["file_number"]["description"] == "As printed 照原文写"
    assert properties["medium"]["enum"] == ["paper", "on-line"]
    rows = list(csv.DictReader((data / "honors.csv").read_text("utf-8-sig").splitlines()))
    (row,) = (each for each in rows if each["id"] == "read-more")
    assert (row["remark_en"], row["prize"], row["medium"], row["numbers"]) == ("Goes first", "2.5万元", "paper", "3;5")
    listed = (data / "words.csv").read_text("utf-8")
    assert [each for each in ("植树", "The second", "4.5万元", "2017-03-02", "study") if each not in listed] == []


def test_the_data_have_own_kinds(folder: Path) -> None:
    data = folder / "site/data"
    whole = json.loads((data / "yearbook.json").read_text("utf-8"))
    (rules,) = whole["records"]["document"]
    assert rules["pages"] == {"zh": "zh/documents/tree-rules.html", "en": "en/documents/tree-rules.html"}
    assert rules["facts"]["medium"] == "paper"
    (row,) = csv.DictReader((data / "documents.csv").read_text("utf-8-sig").splitlines())
    assert (row["title_en"], row["valid_from"], row["prize"]) == ("Rules on Planting Trees", "2017-05", "2.5万元")
    assert json.loads((data / "agencies.json").read_text("utf-8"))["records"]["agency"][1]["id"] == "tree-bureau"
    assert "documents.csv" in (data / "datapackage.json").read_text("utf-8")
    assert "document,tree-rules" in (data / "links.csv").read_text("utf-8")
    schema = json.loads((data / "yearbook.schema.json").read_text("utf-8"))
    assert schema["$defs"]["document"]["description"] == "A document that the district issued. 本区印发的文件。"


def test_a_record_is_begun_with_the_required_fields(tmp_path: Path) -> None:
    required = (
        BUILT_IN["fields.yaml"]
        .replace("type: ", "required: true, type: ")
        .replace("true, type: flag", "false, type: flag")
    )
    required = required.replace("required: true, type: choice", "required: true\n    type: choice")
    world(tmp_path / "content", {**BUILT_IN, "fields.yaml": required})
    run(tmp_path, "new", "honor", "new-prize", "--year", "2018")
    begun = (tmp_path / "content/honors/2018/new-prize.md").read_text("utf-8")
    assert "照原文写" in begun or "As printed" in begun
    assert "medium: paper" in begun


def test_records_are_begun_renamed_and_laid_out(tmp_path: Path) -> None:
    world(tmp_path / "content", DECLARED)
    run(tmp_path, "new", "document", "new-rules")
    assert "draft: true" in (tmp_path / "content/documents/new-rules.md").read_text("utf-8")
    assert "original:" in (tmp_path / "content/documents/new-rules.en.md").read_text("utf-8")
    run(tmp_path, "new", "agency", "new-bureau")
    assert "new-bureau:" in (tmp_path / "content/agencies/all.yaml").read_text("utf-8")
    run(tmp_path, "rename", "unit:green-office", "greening-office")
    assert "issuers: [greening-office" in (tmp_path / "content/honors/2018/read-more.md").read_text("utf-8")
    run(tmp_path, "rename", "agency:tree-bureau", "forest-bureau")
    run(tmp_path, "rename", "document:tree-rules", "forest-rules")
    text = (tmp_path / "content/documents/forest-rules.md").read_text("utf-8")
    assert "agency:forest-bureau" in text.partition("---\n\n")[0]
    assert "[植树局](agency:forest-bureau)" in text
    assert "papers: [forest-rules]" in (tmp_path / "content/agencies/all.yaml").read_text("utf-8")
    run(tmp_path, "translated", "document:forest-rules")
    run(tmp_path, "fmt")
    run(tmp_path, "check")
    run(tmp_path, "stats")
    run(tmp_path, "translations")
    run(tmp_path, "build", "--jobs=1")
    assert "forest-bureau" in (tmp_path / "site/en/agencies/tree-bureau.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "file", "before", "after"),
    [
        ("document", "documents/tree-rules.md", ("纸质", "2.5万元"), ("电子", "3万元")),
        ("honor", "honors/2018/read-more.md", ("纸质", "2.5万元"), ("电子", "3万元")),
        ("agency", "agencies/all.yaml", ("纸质", "2.5万元"), ("电子", "3万元")),
    ],
)
def test_they_go_through_a_spreadsheet_and_back(
    tmp_path: Path, kind: str, file: str, before: tuple[str, str], after: tuple[str, str]
) -> None:
    world(tmp_path / "content", DECLARED)
    original = (tmp_path / "content" / file).read_text("utf-8")
    run(tmp_path, "export", "table.csv", "--kind", kind, "--language", "zh")
    run(tmp_path, "import", "table.csv", "--kind", kind, "--update")
    assert (tmp_path / "content" / file).read_text("utf-8") == original
    table = (tmp_path / "table.csv").read_text("utf-8-sig")
    for old, new in zip(before, after, strict=True):
        table = table.replace(old, new)
    (tmp_path / "table.csv").write_text(table, "utf-8")
    run(tmp_path, "import", "table.csv", "--kind", kind, "--update")
    changed = original.replace("medium: paper", "medium: on-line").replace("prize: 2.5万元", "prize: 3万元")
    assert (tmp_path / "content" / file).read_text("utf-8") == changed
    *_, row = csv.DictReader(io.StringIO(table))
    assert row["编号"] in original + file


def test_new_ones_are_imported(tmp_path: Path) -> None:
    world(tmp_path / "content", DECLARED)
    headings = "编号,标题,英文标题,文号,介质,制发单位,摘要,正文"
    table = f"{headings}\nroad-rules,道路规定,Rules on Roads,小政2号,电子,绿化办公室,说路。,修路。\n"
    (tmp_path / "papers.csv").write_text(table, "utf-8")
    run(tmp_path, "import", "papers.csv", "--kind", "document")
    made = (tmp_path / "content/documents/road-rules.md").read_text("utf-8")
    assert [
        each for each in ("file_number: 小政2号", "medium: on-line", "issuers: [green-office]") if each not in made
    ] == []
    run(tmp_path, "export", "all.xlsx", "--all")
    run(tmp_path, "check")


def test_schemas_and_guide_explain_them(tmp_path: Path) -> None:
    world(tmp_path / "content", DECLARED)
    run(tmp_path, "schemas")
    for name in ("agencies", "honors", "documents"):
        schema = (tmp_path / f"content/.schema/{name}.json").read_text("utf-8")
        assert [each for each in ("As printed 照原文写", "纸质") if each not in schema] == []
    assert "agencies.json" in (tmp_path / ".vscode/settings.json").read_text("utf-8")
    snippets = (tmp_path / ".vscode/yearbook.code-snippets").read_text("utf-8")
    assert [each for each in ('"document"', "medium: ${1|paper,on-line|}") if each not in snippets] == []
    run(tmp_path, "guide", "--output", str(tmp_path / "guide"))
    for language, words in (("zh", ("本区印发的文件。", "照原文写")), ("en", ("A document that the", "As printed"))):
        text = (tmp_path / f"guide/{language}.html").read_text("utf-8")
        assert [each for each in words if each not in text] == []


def test_a_new_edition_keeps_them(tmp_path: Path) -> None:
    world(tmp_path / "content", DECLARED)
    run(tmp_path, "init", str(tmp_path / "next"), "--from", str(tmp_path), "--years", "2019")
    assert (tmp_path / "next/content/fields.yaml").exists()
