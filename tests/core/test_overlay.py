"""A yearbook's own templates over those of the program, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.builds import contents
from tests.support.paths import ROOT
from tests.support.small import small_world
from tests.support.worlds import world
from yearbook.book.share_images import read_share_context
from yearbook.book.typesetting import read_typesetter
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST
from yearbook.build.server.session import Session
from yearbook.build.server.state import SHEET
from yearbook.cli.main import command
from yearbook.cli.options import overlay_option
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.site.rendering.templates import read_templates

PROGRAM = ROOT / "templates"
UNIT = "pages/unit.html"


@pytest.fixture
def order(tmp_path: Path) -> BuildOptions:
    """The small yearbook, with an empty folder of templates of its own."""
    own = world(tmp_path / "templates", {"README.md": "what is changed, and why"})
    return BuildOptions(small_world(tmp_path / "content"), own, tmp_path / "site", default_templates=PROGRAM)


def pages(order: BuildOptions) -> dict[str, bytes]:
    pipeline.build(order)
    return {path: data for path, data in contents(order.output).items() if path != MANIFEST}


def put(order: BuildOptions, path: str, old: str, new: str) -> Path:
    """The program's file with one change, as the yearbook's own."""
    text = (PROGRAM / path).read_text("utf-8")
    assert old in text
    world(order.templates, {path: text.replace(old, new).encode()})
    return order.templates / path


def test_one_file_counts_and_all_others_are_the_programs(order: BuildOptions) -> None:
    alone = pages(BuildOptions(order.content, PROGRAM, order.output.with_name("alone")))
    assert pages(order) == alone
    own = put(order, UNIT, "{% block parts %}", "{% block parts %}<p>ours</p>")
    ours = pages(order)
    units = ("city-government", "green-office", "small-district")
    changed = {f"{language}/units/{each}.html" for language in ("zh", "en") for each in units}
    assert {path for path in alone if alone[path] != ours[path]} == changed
    assert all(b"<p>ours</p>" in ours[path] for path in changed)
    own.unlink()
    assert pages(order) == alone


def test_styles_words_and_the_book_are_changed_alike(order: BuildOptions) -> None:
    plain, folders = pages(order), order.folders
    world(order.templates, {"assets/css/80-own.css": ".ours{order:7}", "assets/css/70-print.css": ""})
    (sheet,) = (data for path, data in pages(order).items() if path.endswith(".css"))
    assert b".ours{order:7}" in sheet
    assert b"@page { size: A4" not in sheet
    assert b"@layer" in sheet
    assert any(b"@page { size: A4" in data for path, data in plain.items() if path.endswith(".css"))

    put(order, "strings/en.yaml", "skip:", "skip: Ours # ")
    chinese, english = read_languages(folders, ("zh", "en"))
    assert ("Ours" in str(english.words), "Ours" in str(chinese.words)) == (True, False)

    press = read_typesetter(folders)
    (order.templates / "print").mkdir()
    (order.templates / "print/book.typ").write_text("ours", "utf-8")
    ours = read_typesetter(folders)
    assert {name for name in press.files if press.files[name] != ours.files[name]} == {"book.typ"}
    assert press.digest != ours.digest
    assert (ours.names["book.typ"], ours.names["sheet.typ"]) == (
        "templates/print/book.typ",
        f"{PROGRAM.parent.name}/templates/print/sheet.typ",
    )
    easel = read_share_context(folders)
    (order.templates / "print/share.typ").write_text("ours", "utf-8")
    assert (easel.template != b"ours", read_share_context(folders).template) == (True, b"ours")


def test_a_problem_names_the_file_that_counts(order: BuildOptions) -> None:
    theirs = f"{PROGRAM.parent.name}/templates"
    put(order, UNIT, "{% block parts %}", "{% block parts %}{{ page.nothing }}")
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(order)
    (found,) = caught.value.diagnostics
    assert (found.mistake.code, found.place.path) == ("YB521", f"templates/{UNIT}")
    assert "page.nothing" in order.lines(found.place.path)[found.place.line - 1]

    (order.templates / UNIT).unlink()
    world(order.templates, {"parts/record.html": "{# nothing of what pages ask for #}"})
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(order)
    found = caught.value.diagnostics[0]
    assert found.place.path.startswith(f"{theirs}/")
    assert order.lines(found.place.path), "an excerpt of the program's file"


def test_a_template_in_another_encoding_is_a_problem(order: BuildOptions) -> None:
    world(order.templates, {UNIT: "二七区的单位都在这一页上".encode("gb18030")})
    with pytest.raises(DiagnosticsError) as caught:
        read_templates(order.folders)
    assert [(each.mistake.code, each.place.path) for each in caught.value.diagnostics] == [
        ("YB112", f"templates/{UNIT}")
    ]


def test_the_preview_follows_both(order: BuildOptions, tmp_path: Path) -> None:
    program = world(tmp_path / "program", {})
    for path, file in Folders(PROGRAM).files().items():
        world(program, {path: file.read_bytes()})
    session = Session(replace(order, default_templates=program, drafts=True), lambda _: None)
    session.begin()

    def shown(path: str) -> bytes:
        session.edited(())
        return session.serve(path)[1]

    page = "zh/units/green-office.html"
    assert b"<p>ours" not in shown(page)
    own = put(order, UNIT, "{% block parts %}", "{% block parts %}<p>ours</p>")
    assert b"<p>ours</p>" in shown(page)
    own.unlink()
    assert b"<p>ours" not in shown(page)
    world(program, {"assets/css/90-theirs.css": ".theirs{order:1}"})
    assert b".theirs" in shown(SHEET)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def test_where_templates_are_looked_for(here: Path) -> None:
    assert overlay_option(None) == Folders(PROGRAM)
    (here / "templates").mkdir()
    assert overlay_option(None) == Folders(Path("templates"), PROGRAM)
    assert overlay_option(PROGRAM) == Folders(PROGRAM)
    assert overlay_option(Path()) == Folders(here, PROGRAM)


def test_a_folder_that_is_asked_for_must_be_there(here: Path) -> None:
    small_world(here / "content")
    result = CliRunner().invoke(command, ["check", "--templates=tempaltes"])
    assert (result.exit_code, "tempaltes" in result.output) == (2, True)
