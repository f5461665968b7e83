"""The editors' guide says what is: its commands run, its example passes, its messages and its reference are real."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import fields
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from click.testing import CliRunner, Result
from jsonschema import Draft202012Validator

from tests.support.paths import ROOT
from yearbook.authoring.guide.pages import (
    GUIDE_LANGUAGES,
    GUIDES,
    guide_files,
    read_guide_texts,
    read_pictures,
    read_style,
)
from yearbook.authoring.guide.reference import BEGIN, END, field_texts, with_reference
from yearbook.authoring.spreadsheets.columns import sheet_columns
from yearbook.authoring.spreadsheets.headings import fold_heading
from yearbook.authoring.spreadsheets.sheet_table import known_headings
from yearbook.cli import main
from yearbook.cli.main import command
from yearbook.content.choices import choice_label
from yearbook.content.field_examples import example
from yearbook.content.json_schema import json_schemas
from yearbook.content.originals import Translated
from yearbook.core.documents.nodes import Mapping, plain
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.output_file import OutputFile
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.model.common import Acceptance
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import Declarations
from yearbook.model.kinds import KINDS
from yearbook.model.structure import ModelField, parts_of
from yearbook.site.assets import read_assets
from yearbook.site.rendering.templates import read_templates

FOLDER = ROOT / "docs/editors-guide"
TEXTS = {each: (FOLDER / f"{each}.md").read_text("utf-8") for each in GUIDE_LANGUAGES}
OWN = {code: text.partition(BEGIN)[0] for code, text in TEXTS.items()}
"""What people wrote, without the reference."""
FENCED = re.compile(r"(?:<!-- (?P<mark>[^\n]*?) -->\n)?```(?P<language>\w+)\n(?P<text>.*?)```", re.DOTALL)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str, folder: Path, language: str) -> Result:
    """One line of the guide."""
    words = shlex.split(line)
    assert words[0] == "yearbook"
    return CliRunner().invoke(command, words[1:], env={"YEARBOOK_LANGUAGE": language})


def follow(language: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Does what the guide's first chapter says, step by step; the folder in which one then stands."""
    folder = here
    for block in FENCED.finditer(OWN[language]):
        mark = block["mark"] or ""
        if mark.startswith("file "):
            file = folder / mark.removeprefix("file ")
            assert file.exists(), "the command before has made it"
            file.write_text(block["text"], "utf-8")
        elif mark == "run":
            for line in block["text"].splitlines():
                if line.startswith("cd "):
                    folder = folder / line.removeprefix("cd ")
                    monkeypatch.chdir(folder)
                else:
                    result = run(line, folder, language)
                    assert result.exit_code == 0, (line, result.output)
    return folder


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_who_does_what_the_first_chapter_says_has_an_honor_on_the_site(
    here: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    folder = follow(language, here, monkeypatch)
    assert folder.name == "my-yearbook"
    result = run("yearbook check", folder, "en")
    assert re.search(r"\d+ records: no errors, 0 warnings", result.stdout), result.output
    assert run("yearbook build --drafts", folder, "en").exit_code == 0
    for code, title in (("zh", "全省文明县城"), ("en", "Civilised County of the Province")):
        page = folder / f"site/{code}/honors/civilised-county.html"
        found = page if page.exists() else next((folder / f"site/{code}").rglob("*civilised-county*.html"))
        assert title in found.read_text("utf-8")
    break_level(folder, language)


def break_level(folder: Path, language: str) -> None:
    """The message that the guide shows is the one that is told."""
    file = folder / "content/honors/2022/civilised-county.md"
    file.write_text(file.read_text("utf-8").replace("level: provincial", "level: provincal"), "utf-8")
    (shown,) = (each["text"] for each in FENCED.finditer(OWN[language]) if each["language"] == "text")
    assert shown.strip() in run("yearbook check", folder, language).stderr


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_the_reference_in_the_guide_is_that_of_the_vocabulary(language: str) -> None:
    """Where this fails, put what `yearbook.authoring.guide.reference.with_reference` gives into the file."""
    assert TEXTS[language].count(BEGIN) == TEXTS[language].count(END) == 1
    assert with_reference(TEXTS[language], language) == TEXTS[language]


def section(text: str, anchor: str) -> str:
    """The part of the reference that begins at an anchor."""
    assert text.count(f'<a id="{anchor}"></a>') == 1
    return text.partition(f'<a id="{anchor}"></a>')[2].partition("<a id=")[0]


def classes() -> Iterator[tuple[str, type[Any]]]:
    """Everything that is written in content files: (anchor in the guide, class)."""
    parts = {part for kind in KINDS.values() for part in parts_of(kind.facts)} | {Acceptance}
    yield from ((f"kind-{name}", kind.facts) for name, kind in KINDS.items())
    yield from ((f"part-{each.__name__.partition('[')[0].lower()}", each) for each in parts)
    yield "kind-translation", Translated


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_every_kind_and_every_field_is_explained(language: str) -> None:
    for anchor, owner in classes():
        found = section(TEXTS[language], anchor)
        for each in fields(owner):
            (row,) = (line for line in found.splitlines() if re.match(rf"\| `{each.name}`[ （]", line))
            _, _, shown, said, _ = row.split("|")
            assert f"`{each.name}: " in shown
            assert re.search("[\u4e00-\u9fff]" if language == "zh" else "[A-Za-z]{2}", said), row
    for each in fields(Configuration):
        assert f"`{each.name}`" in OWN[language], f"yearbook.yaml: {each.name}"


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_every_choice_is_explained(language: str) -> None:
    choices = {shape.cls for _, owner in classes() for shape in field_texts(owner) if shape.cls}
    for each in choices:
        if issubclass(each, Enum):
            for value, words in choice_label(each).items():
                assert f"`{value}` {words.name.translated(language)}" in TEXTS[language]


@cache
def definitions() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Class → its schema, and the whole in which that stands."""
    found: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for data in json_schemas().values():
        whole = json.loads(data)
        for each in (whole, *whole.get("$defs", {}).values()):
            if "properties" in each:
                found[each["title"].partition("[")[0]] = (each, whole)
    return found


def definition(owner: type[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    return definitions()[owner.__name__.partition("[")[0]]


def test_every_example_is_right() -> None:
    also = {each for whole in (Configuration, Declarations) for each in (whole, *parts_of(whole))}
    for owner in {each for _, each in classes()} | also:
        schema, whole = definitions().get(owner.__name__, ({}, {})) if owner in also else definition(owner)
        for shape in field_texts(owner):
            if owner in also and shape.name not in schema.get("properties", {}):  # written in a form of its own
                continue
            text = example(owner, shape)
            front = parse_mapping(text, "a.yaml", 1, in_markdown=False)
            assert isinstance(front, Mapping), text
            rule = {**schema["properties"][shape.name], "$defs": whole.get("$defs", {})}
            assert typed_is_right(rule, plain(front), shape), (owner.__name__, text)


def typed_is_right(rule: dict[str, Any], value: Any, shape: ModelField) -> bool:
    """Whether a schema takes a value as it is typed, or with its figures as numbers and its yes as a truth value."""
    validator = Draft202012Validator(rule)
    return any(not list(validator.iter_errors(each)) for each in (value[shape.name], as_numbers(value[shape.name])))


def as_numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_numbers(each) for each in value]
    if value in ("true", "false"):
        return value == "true"
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value


def test_both_guides_say_the_same() -> None:
    """The same chapters, the same blocks to copy, the same tables."""
    zh, en = (OWN[each] for each in GUIDE_LANGUAGES)
    for pattern in (r"^(#+) ", r"^(\d\. |- |\|)", r"`((?:content|site)/[^`]*?/)`"):
        found = [re.findall(pattern, FENCED.sub("", text), re.MULTILINE) for text in (zh, en)]
        assert len(found[0]) == len(found[1]), pattern
    blocks = [[each["text"] for each in FENCED.finditer(text) if each["language"] != "text"] for text in (zh, en)]
    assert blocks[0] == blocks[1]
    assert len(blocks[0]) > 12


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_every_command_and_option_in_it_exists(language: str) -> None:
    blocks = [each["text"] for each in FENCED.finditer(OWN[language]) if each["language"] == "sh"]
    spans = re.findall(r"`(yearbook [a-z][^`]*)`", FENCED.sub("", OWN[language]))
    lines = [line for text in (*blocks, *spans) for line in text.splitlines() if line.startswith("yearbook ")]
    assert len(lines) > 12
    for line in lines:
        words = shlex.split(line)
        options = {opt for each in main.COMMANDS[words[1]].load().params for opt in each.opts}
        assert {each.partition("=")[0] for each in words if each.startswith("--")} <= {*options, "--help"}, line
    for line in lines:
        if match := re.search(r"--kind (\w+)", line):
            assert match[1] in KINDS


@pytest.mark.parametrize("language", GUIDE_LANGUAGES)
def test_the_headings_that_it_names_are_understood(language: str) -> None:
    known = known_headings(sheet_columns("honor", ("zh", "en")))
    for word in (
        "荣誉名称",
        "授予单位",
        "级别",
        "获奖时间",
        "获奖单位",
        "备注",
        "英文荣誉名称",
        "英文正文",
        "Title (English)",
    ):
        assert word in OWN[language]
        assert fold_heading(word) in known


def test_what_it_points_at_is_there() -> None:
    for text in OWN.values():
        for path in re.findall(r"\]\(([^)#:]+\.md)\)", FENCED.sub("", text)):
            assert (FOLDER / path).exists(), path


# The pages


@cache
def made() -> dict[str, bytes]:
    templates = ROOT / "templates"
    assets: tuple[OutputFile, ...] = guide_files(
        read_guide_texts(FOLDER, (ROOT / "docs/problems.md", ROOT / "docs/nothing.md")),
        read_languages(Folders(templates), GUIDE_LANGUAGES),
        read_templates(Folders(templates)),
        read_assets(Folders(templates)),
        read_style(FOLDER),
        read_pictures(FOLDER),
    )
    return {each.path: each.data for each in assets}


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.anchors: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.anchors.append(values.get("href", ""))
        else:
            self.loaded += [values[each] for each in ("src", "href") if each in values]


def test_there_is_a_page_for_each_language_and_for_the_messages() -> None:
    pages = {each for each in made() if each.endswith(".html")}
    assert pages == {*(f"{PurePosixPath(each).stem}.html" for each in GUIDES), "problems.html"}
    for code, title in (("zh", "编辑指南"), ("en", "Editors’ guide")):
        page = made()[f"{code}.html"].decode()
        assert f"<h1>{title}</h1>" in page
        assert f"<title>{title}</title>" in page
        assert f'<html lang="{code}' in page
        assert page.count("<h1") == 1
        assert "<!--" not in page
        assert page.count("<table>") > 30


def test_a_page_needs_nothing_beside_its_folder_and_its_links_lead_somewhere() -> None:
    for path, data in made().items():
        if not path.endswith(".html") or path == "problems.html":  # which shows examples of what is wrong
            continue
        links = Links(data.decode())
        assert len(links.ids) == len(set(links.ids))
        assert {each for each in links.loaded if each.partition("#")[0] not in made()} == set()
        for each in links.anchors:
            target, _, fragment = each.partition("#")
            if re.match(r"https?:", each):
                continue
            assert not target or target in made(), each
            if fragment and not target:
                assert fragment in links.ids, each


def test_the_contents_list_every_chapter() -> None:
    for code, own in OWN.items():
        page = made()[f"{code}.html"].decode()
        contents = page.partition('<nav class="guide-contents"')[2].partition("</nav>")[0]
        chapters = re.findall(r"^## (.*)$", FENCED.sub("", own), re.MULTILINE)
        assert len(chapters) == 11
        for each in chapters:
            assert f">{each}</a>" in contents


def test_the_command_writes_the_pages(tmp_path: Path) -> None:
    output = tmp_path / "a/b"
    arguments = ["guide", f"--output={output}", f"--texts={FOLDER}", f"--templates={ROOT / 'templates'}"]
    result = CliRunner().invoke(command, arguments, env={"YEARBOOK_LANGUAGE": "zh"})
    assert result.stdout == f"3 页；请打开 {output / 'zh.html'}\n"
    assert {
        each.relative_to(output).as_posix(): each.read_bytes() for each in output.rglob("*.*") if each.is_file()
    } == made()


def test_what_keeps_the_pages_from_being_made_is_a_problem(here: Path) -> None:
    (here / "file").write_text("", "utf-8")
    result = CliRunner().invoke(command, ["guide", "--output=file/guide"], env={"YEARBOOK_LANGUAGE": "en"})
    assert (result.exit_code, "error[YB600]" in result.stderr) == (1, True)
    template = here / "templates/pages/guide.html"
    template.parent.mkdir(parents=True)
    template.write_text("{{ page.nothing }}\n", "utf-8")
    result = CliRunner().invoke(command, ["guide", "--output=guide"], env={"YEARBOOK_LANGUAGE": "en"})
    assert result.exit_code == 1
    assert result.stderr.startswith("templates/pages/guide.html:1:1: error[YB521]")
    assert not (here / "guide").exists()
