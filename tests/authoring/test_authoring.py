"""The desk's commands as they are typed, the beginner's yearbook, the counts, and the pages at old addresses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.paths import ROOT
from tests.support.small import DRAFT, small_world
from tests.support.sound import read
from yearbook.authoring.format_files import format_content
from yearbook.authoring.new_yearbook import example_files
from yearbook.authoring.statistics import statistics
from yearbook.authoring.translation_stamps import stamp_translations
from yearbook.build import pipeline
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.cli import main
from yearbook.cli.main import command
from yearbook.content import json_schema
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.model.kinds import KINDS
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.redirects import REDIRECT_TEMPLATE, redirects

EXAMPLE = ROOT / "yearbook/authoring/example/content"
ENGLISH, CHINESE = {"YEARBOOK_LANGUAGE": "en"}, {"YEARBOOK_LANGUAGE": "zh"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    small_world(tmp_path / "content")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, environment: dict[str, str] = ENGLISH) -> Result:
    return CliRunner().invoke(command, list(arguments), env=environment)


def files(root: Path) -> dict[str, bytes]:
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}


# New


def test_new_says_what_it_made(here: Path) -> None:
    result = run("new", "honor", "a-prize", "--year=2018", "--title=奖", "--title=A Prize")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "+ content/honors/2018/a-prize.md",
        "+ content/honors/2018/a-prize.en.md",
        "honor:a-prize: fill in the fields, and look at it with python build.py preview",
    ]
    assert "# The official name of the honor" in (here / "content/honors/2018/a-prize.md").read_text("utf-8")
    result = run("new", "unit", "school", environment=CHINESE)
    assert result.stdout.splitlines()[0] == "~ content/units/all.yaml"
    assert "# 类型。" in (here / "content/units/all.yaml").read_text("utf-8")


def test_new_never_overwrites_and_says_why(here: Path) -> None:
    before = files(here)
    result = run("new", "honor", "green-city", "--year=2018")
    assert result.exit_code == 1
    assert "error[YB302]" in result.stderr
    assert result.stdout.splitlines() == ["1 errors, 0 warnings: nothing was written"]
    result = run("new", "honor", "文明城区", "--year=2018", environment=CHINESE)
    assert "是不是“wenmingchengqu”？" in result.stderr
    assert result.stdout.splitlines() == ["1 个错误，0 条警告：没有写入任何文件"]
    assert files(here) == before


# Rename


def test_rename_shows_first_and_then_does(here: Path) -> None:
    before = files(here)
    result = run("rename", "honor:green-city", "honor:greener", "--dry-run")
    assert result.exit_code == 0, result.output
    shown = result.stdout.splitlines()
    assert "honors/2017/green-city.en.md → honors/2017/greener.en.md" in shown
    assert "  -一条长路，见[绿化](honor:green-city)。" in shown
    assert "  +一条长路，见[绿化](honor:greener)。" in shown
    assert re.fullmatch(r"honor:green-city would become honor:greener: \d references in \d files; .*", shown[-1])
    assert files(here) == before
    result = run("rename", "honor:green-city", "greener", environment=CHINESE)
    assert result.exit_code == 0
    assert "- content/honors/2017/green-city.md" in result.stdout.splitlines()
    assert result.stdout.splitlines()[-1].startswith("honor:green-city 已改为 honor:greener：")
    assert "greener" in read(here / "content")[0].records["honor"]


def test_rename_that_cannot_be_changes_nothing(here: Path) -> None:
    before = files(here)
    result = run("rename", "honor:green-cty", "x")
    assert (result.exit_code, "did you mean “green-city”?" in result.stderr) == (1, True)
    assert files(here) == before


# Fmt


def test_fmt_does_and_check_only_looks(here: Path) -> None:
    assert run("fmt").exit_code == 0
    file = here / "content/themes.yaml"
    tidy = file.read_bytes()
    file.write_bytes(tidy.replace(b": ", b":   ", 1) + b"\n\n")
    untidy = file.read_bytes()
    result = run("fmt", "--check")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "~ content/themes.yaml"
    assert file.read_bytes() == untidy
    assert run("fmt", "--check", "content/units").exit_code == 0
    result = run("fmt", "content/themes.yaml", environment=CHINESE)
    assert result.stdout.splitlines() == ["~ content/themes.yaml", "查看 1 个文件，整理 1 个"]
    assert file.read_bytes() == tidy
    assert run("fmt", "--check").exit_code == 0
    assert run("fmt", "..").exit_code == 2


def test_fmt_tells_what_it_cannot_read(here: Path) -> None:
    (here / "content/themes.yaml").write_text("garden: [\n", "utf-8")
    result = run("fmt")
    assert result.exit_code == 1
    assert "content/themes.yaml:1" in result.stderr


# Init


def test_a_new_yearbook_builds_at_once_and_is_sound(tmp_path: Path) -> None:
    result = run("init", str(tmp_path / "deep/new"))
    assert result.exit_code == 0, result.output
    assert re.search(r"\d+ files\. Next: python build\.py preview --content ", result.stdout)
    made = tmp_path / "deep/new"
    _, warnings = read(made / "content", drafts=True)
    assert warnings == ()
    assert format_content(made / "content").changes == ()
    order = BuildOptions(made / "content", ROOT / "templates", made / "site")
    assert pipeline.build(order).warnings == ()
    assert (made / "site/zh/honors/green-county.html").exists()
    yaml = json.loads((made / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    for schema, pattern in yaml.items():
        assert (made / schema).exists()
        assert list(made.glob(pattern)) != [] or pattern == "content/fields.yaml"
    assert {each.name for each in (made / "content/.schema").iterdir()} == set(json_schema.json_schemas())
    assert "site/" in (made / ".gitignore").read_text("utf-8")


def test_the_example_shows_every_kind_and_its_readme_the_next_steps() -> None:
    yearbook, _ = read(EXAMPLE)
    assert [kind for kind in KINDS if not yearbook.records[kind]] == []
    assert all(len(each.bodies) == 2 for each in yearbook if KINDS[each.kind].prose)
    text = (EXAMPLE.parent / "README.md").read_text("utf-8")
    commands = re.findall(r"`yearbook ?([a-z]*)", text)
    assert {each for each in commands if each} <= set(main.COMMANDS)
    assert {"preview", "new", "check"} <= set(commands)
    assert re.findall(r"^(\d)\. ", text, re.MULTILINE) == ["1", "2", "3"]


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("", "utf-8")
    before = files(tmp_path)
    result = run("init", str(tmp_path), environment=CHINESE)
    assert (result.exit_code, "YB282" in result.stderr, ".hidden" in result.stderr) == (1, True, True)
    assert run("init", str(tmp_path / ".hidden")).exit_code == 1
    assert files(tmp_path) == before
    with pytest.raises(DiagnosticsError):
        example_files(tmp_path)


def test_a_yearbook_without_records_is_begun_from_answers(tmp_path: Path) -> None:
    answers = "清河区成就年鉴\nYearbook of Qinghe\n清河区\nQinghe District\n2024-2025\n"
    result = CliRunner().invoke(command, ["init", str(tmp_path / "new"), "--empty"], input=answers, env=ENGLISH)
    assert result.exit_code == 0, result.output
    made = tmp_path / "new"
    yearbook, warnings = read(made / "content", drafts=True)
    assert warnings == ()
    assert yearbook.configuration.years == (2024, 2025)
    assert [each.key for each in yearbook] == [("unit", "district"), ("page", "about")]
    assert format_content(made / "content").changes == ()
    assert pipeline.build(BuildOptions(made / "content", ROOT / "templates", made / "site")).warnings == ()
    assert "<title>清河区成就年鉴" in (made / "site/zh/index.html").read_text("utf-8")
    assert "About this yearbook and how to read it" in (made / "site/en/pages/about.html").read_text("utf-8")
    assert "--year 2024" in (made / "README.md").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--empty", "--from", "."],
        ["--years", "2024"],
        ["--empty", "--title=甲", "--title=A", "--district=乙", "--district=B", "--years=2024-2023"],
        ["--empty", "--title=甲", "--title=A", "--district=乙", "--district=B", "--years=24"],
        ["--empty", "--title=甲"],
    ],
)
def test_a_beginning_that_is_not_clear_writes_nothing(arguments: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["init", str(tmp_path / "new"), *arguments], input="", env=CHINESE)
    assert result.exit_code in (1, 2)
    assert isinstance(result.exception, SystemExit)
    assert not (tmp_path / "new").exists()


def test_the_next_edition_has_the_units_and_no_record_of_the_years(here: Path) -> None:
    result = run("init", str(here / "next"), "--from", str(here), "--years=2031")
    assert result.exit_code == 0, result.output
    older, _ = read(here / "content", drafts=True)
    made, warnings = read(here / "next/content", drafts=True)
    assert [each for each in warnings if each.is_error] == []
    assert made.configuration.years == (2031,)
    assert made.configuration.scopes == older.configuration.scopes
    for kind in ("unit", "theme", "term"):
        assert list(made.records[kind]) == list(older.records[kind])
        for each in made.all(kind):
            assert each.title == older.get(kind, each.id).title
    assert not any(each.years for each in made if each.kind != "source")
    assert {kind for kind in made.records if made.records[kind]} <= {"unit", "theme", "term", "source"}


NAMING_A_PROJECT = """\
road-office:
  names: [{name: {zh: 长路处, en: Long Road Office}}]
  type: other
  notes:
    - {kind: lookalike, text: {zh: 易混, en: Easily confused}, about: ["project:long-road", "unit:road-company"]}
road-company:
  names: [{name: {zh: 筑路公司, en: Road Company}}]
  type: company
"""


def test_what_the_next_edition_leaves_behind_is_named_no_more(here: Path) -> None:
    units = here / "content/units/more.yaml"
    units.write_text(NAMING_A_PROJECT, "utf-8")
    assert run("init", str(here / "next"), "--from", str(here / "content"), "--years=2031").exit_code == 0
    copied = (here / "next/content/units/more.yaml").read_text("utf-8")
    assert "long-road" not in copied
    assert "unit:road-company" in copied
    read(here / "next/content", drafts=True)


def test_the_next_edition_keeps_free_pages_and_no_link_to_what_stays_behind(here: Path) -> None:
    page = here / "content/pages/about.md"
    page.parent.mkdir()
    body = "见[长路](project:long-road)、[绿化办](unit:green-office)和[总结](source:report)。"
    page.write_text(f"---\ntitle: 关于\n---\n\n{body}\n", "utf-8")
    assert run("init", str(here / "next"), "--from", str(here), "--years=2031").exit_code == 0
    copied = (here / "next/content/pages/about.md").read_text("utf-8")
    assert "见长路、[绿化办](unit:green-office)和[总结](source:report)。" in copied
    made, _ = read(here / "next/content", drafts=True)
    assert "report" in made.records["source"]


# Stats


def test_the_counts_are_those_of_the_records(here: Path) -> None:
    (here / "content/honors/2018/draft.md").write_text(re.sub(r"(?m)^    ", "", DRAFT), "utf-8")
    result = run("stats", "--format=json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    kinds = {each["kind"]: each for each in found["kinds"]}
    assert found["records"] == sum(each["records"] for each in kinds.values()) == 18
    assert kinds["honor"] == {"kind": "honor", "records": 3, "drafts": 1, "years": [[2017, 1], [2018, 2]]}
    assert found["levels"] == [["national", 0], ["provincial", 0], ["municipal", 1], ["district", 2]]
    assert found["figures"] == 2
    states = {
        each["kind"]: (each["current"], each["stale"], each["unmarked"], each["missing"])
        for each in found["translations"]
    }
    none, one = (0, 0, 0, 0), (0, 0, 1, 0)
    dated = {"honor": (0, 0, 1, 2), "project": one, "program": one, "year": (0, 0, 2, 0)}
    assert states == {**dated, "person": none, "page": none}
    sources = {each["id"]: (each["citations"], each["records"]) for each in found["sources"]}
    text = b"".join(files(here / "content").values()).decode()
    assert sources["report"][0] == text.count("source: report,")
    assert sources["letter"][0] == text.count("source: letter,")
    words = {each["language"]: each for each in found["words"]}
    assert (words["zh"]["words"], words["en"]["han"]) == (0, 0)


def test_translations_are_current_stale_or_unmarked(tmp_path: Path) -> None:
    root = small_world(tmp_path / "content")
    stamp_translations(read(root)[0], root, frozenset({"honor:green-city", "program:two-steps"}), everything=False)
    file = root / "programs/two-steps.md"
    file.write_text(file.read_text("utf-8").replace("先挖坑", "挖好坑"), "utf-8")
    found = {
        each.kind: (each.current, each.stale, each.unmarked, each.missing)
        for each in statistics(read(root)[0]).translations
    }
    assert (found["honor"], found["program"]) == ((1, 0, 0, 1), (0, 1, 0, 0))


def test_words_are_counted_once(tmp_path: Path) -> None:
    root = small_world(tmp_path / "content")
    before = {each.language: (each.han, each.words) for each in statistics(read(root)[0]).words}
    file, text = root / "themes.yaml", (root / "themes.yaml").read_text("utf-8")
    text = text.replace("{zh: 田园, en: Garden}", "{zh: 田园地, en: Garden Land}")  # a title
    text = text.replace("{zh: 绿化。, en: Green things.}", "{zh: 绿化，2两千。, en: Green things of 3 people’s own.}")
    file.write_text(text, "utf-8")
    after = {each.language: (each.han, each.words) for each in statistics(read(root)[0]).words}
    assert after["zh"] == (before["zh"][0] + 3, before["zh"][1])
    assert after["en"] == (before["en"][0], before["en"][1] + 4)


def test_stats_are_a_table_in_the_persons_language(here: Path) -> None:
    english, chinese = run("stats").stdout, run("stats", environment=CHINESE).stdout
    assert english.splitlines()[0] == "17 records"
    assert re.search(r"^  honor +2 +· +1 +1$", english, re.MULTILINE)
    assert chinese.splitlines()[0] == "记录 17 条"
    assert re.search(r"^  honor +2 +· +1 +1$", chinese, re.MULTILINE)
    assert len(english.splitlines()) == len(chinese.splitlines())


def test_stats_of_a_broken_yearbook_are_problems(here: Path) -> None:
    (here / "content/themes.yaml").write_text("garden: [\n", "utf-8")
    result = run("stats")
    assert (result.exit_code, result.stdout) == (1, "1 errors, 0 warnings: nothing was written\n")


# Old addresses


@pytest.fixture
def moved(here: Path) -> Path:
    """The small yearbook after three moves: two of records with pages, one of an event."""
    for old, new in (
        ("honor:green-city", "green-town"),
        ("unit:green-office", "greenery"),
        ("event:road-opens", "opening"),
    ):
        assert run("rename", old, new).exit_code == 0
    return here / "content"


def test_old_addresses_lead_to_the_new_ones(moved: Path) -> None:
    pages = {each.path: each for each in redirects(prepare_editions(BuildOptions(moved, ROOT / "templates", moved)))}
    assert sorted(pages) == [
        "en/honors/green-city.html",
        "en/units/green-office.html",
        "parallel/honors/green-city.html",
        "zh/honors/green-city.html",
        "zh/units/green-office.html",
    ]
    page = pages["en/honors/green-city.html"]
    assert (page.href, page.canonical, page.lang, page.title) == (
        "../honors/green-town.html", "../honors/green-town.html", "en", "Advanced Unit in Greening"
    )  # fmt: skip
    templates = read_templates(Folders(ROOT / "templates"))
    html = render(templates, REDIRECT_TEMPLATE, page).decode()
    assert html.startswith('<!doctype html>\n<html lang="en" dir="ltr">')
    assert '<meta http-equiv="refresh" content="0; url=../honors/green-town.html">' in html
    assert '<link rel="canonical" href="../honors/green-town.html">' in html
    assert '<a href="../honors/green-town.html">Advanced Unit in Greening</a>' in html
    chinese = render(templates, REDIRECT_TEMPLATE, pages["zh/honors/green-city.html"]).decode()
    assert "绿化先进单位" in chinese


def test_the_public_address_is_canonical_and_drafts_are_not_led_to(moved: Path) -> None:
    order = BuildOptions(moved, ROOT / "templates", moved, base_url="https://example.org/book/")
    pages = {each.path: each for each in redirects(prepare_editions(order))}
    assert pages["zh/units/green-office.html"].canonical == "https://example.org/book/zh/units/greenery.html"
    assert pages["parallel/honors/green-city.html"].canonical.endswith("/book/parallel/honors/green-town.html")
    file = moved / "honors/2017/green-town.md"
    file.write_text(file.read_text("utf-8").replace("form: title", "form: title\ndraft: true"), "utf-8")
    for path in ("projects/long-road.md", "projects/long-road.en.md", "years/2017.md", "glossary.yaml"):
        text = (moved / path).read_text("utf-8")
        for old in ("(honor:green-town)", '"honor:green-town#trees", ', '["honor:green-town"]'):
            text = text.replace(old, "(theme:garden)" if old[0] == "(" else "" if "#" in old else "[]")
        (moved / path).write_text(text, "utf-8")
    assert not any("green-city" in each.path for each in redirects(prepare_editions(order)))
