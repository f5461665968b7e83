"""Fields of a yearbook's own when files change: the next build, the preview, two yearbooks at once, hostile values."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.builds import contents, edit
from tests.support.declared import BUILT_IN, DECLARED
from tests.support.paths import ROOT
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.model.declarations import FieldType

pytestmark = pytest.mark.usefixtures("templates_read_once")

HONOR = "honors/2018/read-more"


@pytest.fixture
def declared(options: BuildOptions) -> BuildOptions:
    """The small yearbook, whose honors have a field of every type."""
    world(options.content, BUILT_IN)
    return options


def page(options: BuildOptions, language: str = "en") -> str:
    return (options.output / language / f"{HONOR}.html".replace("/2018", "")).read_text("utf-8")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("en: Prize}", "en: Prize money}", "Prize money"),
        ("en: Paper}", "en: On paper}", "On paper"),
        ("name: keywords, type: line,", "name: keywords, type: text,", None),
    ],
)
def test_another_declaration_makes_the_pages_again(
    declared: BuildOptions, tmp_path: Path, before: str, after: str, shown: str | None
) -> None:
    pipeline.build(declared)
    edit(declared.content / "fields.yaml", before, after)
    if shown is None:
        with pytest.raises(DiagnosticsError) as caught:
            pipeline.build(declared)
        assert {each.place.path for each in caught.value.diagnostics} == {f"content/{HONOR}.md"}
        return
    pipeline.build(declared)
    assert shown in page(declared)
    clean = replace(declared, output=tmp_path / "clean")
    pipeline.build(clean)
    assert contents(declared.output) == contents(clean.output)


def test_two_yearbooks_at_once_have_each_their_own(declared: BuildOptions, tmp_path: Path, templates: Path) -> None:
    other = BuildOptions(Path(shutil.copytree(declared.content, tmp_path / "other")), templates, tmp_path / "site2")
    edit(other.content / "fields.yaml", "en: Paper}", "en: On paper}")
    previews = []
    for each in (declared, other):
        session = Session(each, list[Diagnostic]().extend)
        session.begin()
        previews.append(session)
    for session, word in zip(previews * 2, [">Paper<", ">On paper<"] * 2, strict=True):
        shown = session.serve("en/honors/read-more.html")[1].decode()
        assert word.strip("<>") in shown
        assert ("On paper" in shown) == (word == ">On paper<")


def test_the_preview_follows_an_edit_of_the_declarations(declared: BuildOptions) -> None:
    session = Session(declared, list[Diagnostic]().extend)
    session.begin()
    edit(declared.content / "fields.yaml", "en: Prize}", "en: Prize money}")
    session.edited(None)
    assert "Prize money" in session.serve("en/honors/read-more.html")[1].decode()


def test_the_preview_shows_a_kind_that_is_declared_while_it_runs(declared: BuildOptions) -> None:
    session = Session(declared, list[Diagnostic]().extend)
    session.begin()
    assert session.serve("en/documents/tree-rules.html")[0] == 404
    world(declared.content, DECLARED)
    session.edited(None)
    for path, text in (
        ("en/documents/tree-rules.html", "Rules on Planting Trees"),
        ("en/documents/index.html", "Documents"),
        ("zh/agencies/tree-bureau.html", "植树局"),
        ("en/index.html", "Agencies"),
    ):
        assert text in session.serve(path)[1].decode(), path
    edit(declared.content / "fields.yaml", "en: Agencies}", "en: Bureaus}")
    session.edited(None)
    assert "Bureaus" in session.serve("en/agencies/index.html")[1].decode()


def test_a_yearbook_without_declarations_does_not_know_the_fields(declared: BuildOptions) -> None:
    (declared.content / "fields.yaml").unlink()
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(declared)
    assert "“prize” is not a field here" in {each.text("en").split(":")[0] for each in caught.value.diagnostics}


HOSTILE = """\
remark: {zh: "<script>alert(1)</script>", en: "=HYPERLINK(1)"}
file_number: "#panic(\\"x\\") $x$ <b onload=alert(2)> {{ page }} @cmd"
keywords: ["=1+1", "<img src=x onerror=alert(3)>", "{braces}"]
"""


def test_hostile_values_and_words_do_no_harm(declared: BuildOptions) -> None:
    text = (declared.content / f"{HONOR}.md").read_text("utf-8")
    lines = [each for each in text.split("\n") if each.partition(":")[0] not in ("remark", "file_number", "keywords")]
    (declared.content / f"{HONOR}.md").write_text("\n".join(lines).replace("form: award", f"form: award\n{HOSTILE}"))
    words = "{zh: '<b>{奖}#金', en: '<script>{x}</script>#f()'}"
    edit(declared.content / "fields.yaml", "{zh: 奖金, en: Prize}", words)
    edit(declared.content / "fields.yaml", "en: Paper}", "en: '=1+<i>{y}'}")
    pipeline.build(replace(declared, books=True))
    run = ("<script>alert", "<script>{x}", "<b>{", "<b onload", "<img src=x", "<i>{y}")
    for language in ("zh", "en"):
        html = page(declared, language)
        assert [each for each in run if each in html] == []
        assert "&lt;" in html
    tables = [(declared.output / f"data/{each}.csv").read_text("utf-8-sig") for each in ("honors", "words")]
    rows = [row for each in tables for row in csv.reader(io.StringIO(each))]
    assert [cell for row in rows for cell in row if cell[:1] in ("=", "@", "+")] == []


def test_hostile_words_of_a_kind_do_no_harm(options: BuildOptions) -> None:
    world(options.content, DECLARED)
    edit(options.content / "fields.yaml", "en: Documents}", "en: '<script>alert(1)</script>#f() $x$ @y'}")
    edit(options.content / "fields.yaml", "zh: 本区印发的文件。", "zh: '<b>{x}</b>'")
    pipeline.build(replace(options, books=True))
    for path in ("documents/index.html", "documents/tree-rules.html", "index.html", "honors/green-city.html"):
        html = (options.output / "en" / path).read_text("utf-8")
        assert "<script>alert(1)" not in html
        assert "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_guide(options: BuildOptions, language: str) -> None:
    guide = (ROOT / f"docs/editors-guide/{language}.md").read_text("utf-8")
    (example,) = (each for each in guide.split("```yaml\n") if each.startswith("kinds:"))
    document = (
        "---\ntitle: 植树规定\nfile_number: 云政1号\nissued: 2017-05\nissuers: [green-office]\nmedium: online\n---\n"
    )
    files = {"fields.yaml": example.partition("```")[0], "documents/trees.md": document}
    yearbook, _ = read_yearbook(replace(options, content=world(options.content, files)))
    (record,) = yearbook.all("document")
    assert record.years == (2017,)
    assert set(guide.partition("| `text` |")[2].partition("\n\n")[0].split("`")) >= {
        each.value for each in FieldType
    } - {"text"}
