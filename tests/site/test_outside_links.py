"""Links in a yearbook's content and templates publish nothing from outside of the folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.builds import run
from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders

SECRET = b"the key of a stranger's computer"
LINKED = [
    "assets/root/key.txt",
    "assets/root",
    "assets/css/99-own.css",
    "assets/js/99-own.js",
    "pages/honor.html",
    "strings/en.yaml",
    "print/book.typ",
    "preview/preview.css",
    "parts",
]


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    templates = Path(shutil.copytree(ROOT / "templates", tmp_path / "templates"))
    return BuildOptions(small_world(tmp_path / "content"), templates, tmp_path / "site")


def replace_by_link(place: Path, target: Path) -> None:
    """Put a link to `target`, a file or a folder like what is there, in the place of what is there."""
    if place.is_dir():
        shutil.copytree(place, target)
        shutil.rmtree(place)
        (target / "key.txt").write_bytes(SECRET)
    else:
        target.write_bytes(place.read_bytes() if place.exists() else SECRET)
        place.unlink(missing_ok=True)
    place.symlink_to(target)


@pytest.mark.parametrize("path", LINKED)
@pytest.mark.parametrize("relative", [True, False], ids=["relative", "absolute"])
def test_a_link_out_of_the_templates_is_refused(options: BuildOptions, path: str, relative: bool) -> None:
    outside = options.templates.parent / "outside"
    replace_by_link(options.templates / path, outside)
    if relative:
        link = options.templates / path
        link.unlink()
        link.symlink_to(_up(path) / "outside")
    result = run(options)
    assert result.exit_code == 1
    assert f"templates/{path}" in result.output and "YB103" in result.output
    assert not options.output.exists()


def _up(path: str) -> Path:
    return Path(*[".."] * (path.count("/") + 1))


def test_a_link_to_nothing_outside_is_refused(options: BuildOptions) -> None:
    (options.templates / "assets/root/key.txt").symlink_to("/nowhere/at/all")
    assert "YB103" in run(options).output


def test_one_file_alone_is_looked_at_too(options: BuildOptions) -> None:
    replace_by_link(options.templates / "strings/en.yaml", options.templates.parent / "outside")
    with pytest.raises(DiagnosticsError):
        options.folders.file("strings/en.yaml")


def test_links_within_the_templates_and_to_the_folder_itself_are_followed(
    options: BuildOptions, tmp_path: Path
) -> None:
    (options.templates / "assets/root/again.svg").symlink_to("favicon.svg")
    (tmp_path / "linked").symlink_to(options.templates)
    found = Folders(tmp_path / "linked").within("assets/root")
    assert [each.name for each in found.values()] == ["again.svg", "favicon.svg"]


def test_an_own_folder_over_that_of_the_program_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "own/assets/root").mkdir(parents=True)
    (tmp_path / "outside").write_bytes(SECRET)
    (tmp_path / "own/assets/root/key.txt").symlink_to(tmp_path / "outside")
    for look in (Folders.files, lambda each: each.within("assets/root")):
        with pytest.raises(DiagnosticsError) as caught:
            look(Folders(tmp_path / "own", ROOT / "templates"))
        assert caught.value.diagnostics[0].place.path == "own/assets/root/key.txt"


@pytest.mark.parametrize("path", ["media/a.pdf", "media/a.jpg", "media/a.csv", "media", "media/2017", "pages/a.md"])
def test_a_link_out_of_the_content_is_refused(options: BuildOptions, path: str) -> None:
    outside = options.content.parent / "outside"
    if "." in path:
        outside.write_bytes(SECRET)
    else:
        outside.mkdir()
        (outside / "a.pdf").write_bytes(SECRET)
    link = options.content / path
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside)
    result = run(options)
    assert result.exit_code == 1
    assert f"content/{path}: error[YB103]" in result.output
    assert not options.output.exists()
