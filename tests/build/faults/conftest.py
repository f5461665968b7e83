"""A small yearbook without warnings, built once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.cli.main import command

TRANSLATION = """\
    ---
    title: Prize for Clean Streets
    ---

    Three bodies were given the prize.
    """


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small yearbook without anything to warn of: only such a site is not looked at afresh each time."""
    folder = tmp_path_factory.mktemp("whole") / "content"
    small_world(folder, {"honors/2018/clean-streets.en.md": TRANSLATION})
    arguments = ["translated", "--all", f"--content={folder}", f"--templates={ROOT / 'templates'}"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def options(tmp_path: Path, whole: Path) -> BuildOptions:
    content = Path(shutil.copytree(whole, tmp_path / "content"))
    return BuildOptions(content, ROOT / "templates", tmp_path / "out" / "site")


@pytest.fixture
def built(options: BuildOptions) -> BuildOptions:
    """The old site is there. Whatever happens, nothing is left beside it, and the content is what was written."""
    options.output.parent.mkdir()
    assert pipeline.build(options).warnings == ()
    return options
