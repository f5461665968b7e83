"""What a yearbook's own words cost: some lines of yearbook.yaml give it levels, stages, roles, scopes, categories."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support.small import CONFIGURATION, FILES
from tests.support.worlds import world
from tests.support.yearbooks import run

DECLARED = CONFIGURATION.replace(
    "    scopes:\n",
    """\
    levels:
      international: {zh: 国际级, en: International, seal: double, before: national, aliases: [世界级]}
    stages:
      accepted: {zh: 验收, en: Acceptance, phase: completed, before: completed, aliases: [交工],
                 planned: {zh: 拟验收, en: Acceptance planned}, reached: {zh: 已验收, en: Accepted}}
      suspended: {zh: 停工, en: Suspension, phase: continuing}
      new: {zh: 破土, en: Ground-breaking}
    roles:
      patron: {zh: 赞助, en: Patron, before: lead, aliases: [赞助单位]}
      support: {zh: 协同, en: Partner}
    scopes:
      valley: {zh: 全河谷, en: in the valley}
""",
).replace("    categories:\n", "    categories:\n      bridges: {zh: 桥梁, en: bridges}\n")
PROJECT = """\
    ---
    title: {title}
    category: bridges
    sources: [{{source: report, at: 长路}}]
    reports:
      - {{as_of: 2017, stage: {stage}, standing: {standing}, sources: [{{source: report, at: 开工}}]}}
    ---
    """
HONOR = (
    FILES["honors/2017/green-city.md"]
    .replace("level: municipal", "level: international")
    .replace("rank: {place: 1, scope: city", "rank: {place: 1, scope: valley")
    .replace("units: {lead: [green-office]", "units: {patron: [city-government], lead: [green-office]")
)
RECORDS = {
    "yearbook.yaml": DECLARED,
    "honors/2017/green-city.md": HONOR,
    "projects/old-bridge.md": PROJECT.format(title="老桥", stage="accepted", standing="reached"),
    "projects/new-bridge.md": PROJECT.format(title="新桥", stage="accepted", standing="planned"),
    "projects/half-bridge.md": PROJECT.format(title="半桥", stage="suspended", standing="reached"),
    "ledgers/all.yaml": FILES["ledgers/all.yaml"].replace("{stage: continuing,", "{stage: suspended,"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A yearbook with words of its own, built once."""
    folder = tmp_path_factory.mktemp("words")
    world(folder / "content", {**FILES, **RECORDS})
    run(folder, "build", "--jobs=1", "--pdf")
    return folder


@pytest.mark.parametrize(
    ("path", "texts"),
    [
        ("en/honors/green-city.html", ["International", "seal-double", "first by growth in the valley"]),
        ("zh/honors/green-city.html", ["国际级", "全河谷增速第一", "赞助", "协同"]),
        ("en/honors/green-city.html", ["Patron", "Partner", "Lead"]),
        ("en/honors/green-city.md", ["**Patron**", "**Partner**", "**Lead**", "**Level**: International"]),
        ("en/units/city-government.html", ['id="role-patron"', "Patron"]),
        ("zh/units/small-district.html", ["协同事项"]),
        ("zh/units/green-office.html", ["牵头事项"]),
        ("en/honors/index.html", ['id="level-international"', "International"]),
        ("en/projects/old-bridge.html", ["Accepted", "bridges", "M0 0h7v10h-7zM9 0h7v10h-7zM18 0h7v10h-7zM27 0h7v10h"]),
        ("zh/projects/new-bridge.html", ["拟验收", "桥梁"]),
        ("en/projects/half-bridge.html", ["Suspension"]),
        (
            "en/projects/index.html",
            ['data-stage="accepted-planned"', '"suspended">Suspension', "Bridges"],
        ),
        ("zh/projects/index.html", ["已验收", "拟验收", "停工", "桥梁"]),
        ("zh/projects/by-stage.html", ['id="stage-accepted"', "停工", "破土"]),
        ("en/ledgers/roads.html", ["Planned: Ground-breaking", "Suspension (whether reached is not stated)"]),
        ("en/ledgers/roads.md", ["Ground-breaking"]),
        ("zh/projects/new-bridge.md", ["验收"]),
    ],
)
def test_the_site_shows_them(folder: Path, path: str, texts: list[str]) -> None:
    html = (folder / "site" / path).read_text("utf-8")
    assert [text for text in texts if text not in html] == []


def test_stages_stand_where_the_yearbook_puts_them(folder: Path) -> None:
    html = (folder / "site/zh/projects/by-stage.html").read_text("utf-8")
    chart = html[html.index("<svg") : html.index("</svg>")]
    assert "停工" in chart
    assert html.index('id="stage-accepted"') < html.index('id="stage-completed"') < html.index('id="stage-suspended"')


def test_the_data_have_them(folder: Path) -> None:
    data = folder / "site/data"
    whole = json.loads((data / "yearbook.json").read_text("utf-8"))
    assert list(whole["stages"]) == ["preliminary", "new", "continuing", "accepted", "completed", "suspended"]
    assert whole["stages"]["new"] == {"zh": "破土", "en": "Ground-breaking"}
    assert whole["levels"]["international"]["en"] == "International"
    (honor,) = (each for each in whole["records"]["honor"] if each["id"] == "green-city")
    assert honor["facts"]["units"]["patron"] == ["city-government"]
    links = (data / "links.csv").read_text("utf-8-sig")
    assert "honor,green-city,/units/patron/0,units.patron,unit,city-government," in links
    assert next(iter(whole["roles"])) == "patron"
    rows = list(csv.DictReader((data / "stages.csv").read_text("utf-8-sig").splitlines()))
    assert [each["name_zh"] for each in rows if each["id"] == "accepted"] == ["验收"]
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    (reports,) = (each for each in package["resources"] if each["name"] == "reports")
    assert "stages" in json.dumps(reports["schema"]["foreignKeys"])


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh", ["国际级", "已验收", "拟验收", "停工", "全河谷", "赞助", "协同"]),
        ("en", ["International", "Patron", "Accepted", "Acceptance planned", "Suspension", "Ground-breaking"]),
    ],
)
def test_the_book_has_them(folder: Path, language: str, texts: list[str]) -> None:
    printed = "".join(page.extract_text() for page in PdfReader(folder / f"site/pdf/{language}/book.pdf").pages)
    flat = " ".join(printed.split())
    assert [each for each in texts if each not in flat] == []


def test_they_are_written_in_spreadsheets_as_readers_see_them(folder: Path, tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    run(tmp_path, "export", "projects.csv", "--kind", "project")
    table = (tmp_path / "projects.csv").read_text("utf-8-sig")
    assert "Acceptance" in table
    assert "Suspension" in table
    run(tmp_path, "export", "honors.csv", "--kind", "honor")
    assert "Patron" in (tmp_path / "honors.csv").read_text("utf-8-sig")
    rows = (
        "Title,Category,As of,Stage,Planned or reached,赞助单位,Source\n石桥,桥梁,2018,交工,Reached,市人民政府,report\n"
    )
    (tmp_path / "more.csv").write_text(rows, "utf-8")
    run(tmp_path, "import", "more.csv", "--kind", "project")
    made = "".join(each.read_text("utf-8") for each in (tmp_path / "content/projects").glob("*.md"))
    assert "石桥" in made
    assert made.count("stage: accepted") == 3
    assert "patron: [city-government]" in made


def test_editors_tools_complete_them(tmp_path: Path) -> None:
    world(tmp_path / "content", {**FILES, **RECORDS})
    run(tmp_path, "schemas")
    schema = json.loads((tmp_path / "content/.schema/projects.json").read_text("utf-8"))
    (stage, _) = schema["$defs"]["Report"]["properties"]["stage"]["anyOf"]
    assert stage["examples"] == ["preliminary", "new", "continuing", "accepted", "completed", "suspended"]
    assert schema["properties"]["category"]["examples"] == ["bridges", "transport"]
    assert {"patron", "lead", "support"} <= set(schema["properties"]["units"]["properties"])
    snippets = (tmp_path / ".vscode/yearbook.code-snippets").read_text("utf-8")
    assert "level: ${1|international,national,provincial,municipal,district|}" in snippets
