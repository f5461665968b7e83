"""The wheel: it holds everything that the program reads, and builds `init`'s yearbook in an empty environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.paths import ROOT

OUTSIDE = {"templates": "yearbook/templates", "docs/editors-guide": "yearbook/editors-guide"}
"""Folders beside the package → where the wheel has them."""

Run = Callable[..., str]


def files(folder: Path) -> set[str]:
    """The files below a folder, by their paths in it, without hidden ones and what Python and `guide` write there."""
    paths = (each.relative_to(folder) for each in folder.rglob("*") if each.is_file())
    return {each.as_posix() for each in paths if not {"__pycache__", "html", ".gitignore"} & set(each.parts)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder whose name has a space and Chinese characters."""
    return tmp_path_factory.mktemp("二七区 年鉴")


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    command = (sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "dist"))
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    (made,) = (folder / "dist").glob("*.whl")
    return made


def installer(python: Path) -> tuple[str, ...]:
    """The command that installs into an environment: pip where `.venv` has it, otherwise uv, which made `.venv`."""
    if find_spec("pip"):
        return (sys.executable, "-m", "pip", "--python", str(python), "install")
    return (shutil.which("uv") or "uv", "pip", "install", "--offline", "--python", str(python))


@pytest.fixture(scope="module")
def installed(folder: Path, wheel: Path) -> Run:
    """Run the installed `yearbook` in a folder. Its libraries are those of the tests, found by PYTHONPATH."""
    place = folder / "空 环境"
    subprocess.run((sys.executable, "-m", "venv", "--without-pip", str(place)), check=True)
    command = (*installer(place / "bin/python"), "--quiet", "--no-deps", "--no-index", str(wheel))
    subprocess.run(command, check=True, capture_output=True)
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": sysconfig.get_path("purelib"), "YEARBOOK_LANGUAGE": "en",
    }  # fmt: skip

    def run(*arguments: str, cwd: Path = folder, program: str = "yearbook", **variables: str) -> str:
        command = (str(place / "bin" / program), *arguments)
        done = subprocess.run(
            command, cwd=cwd, env=environment | variables, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_the_wheel_holds_the_whole_package_and_what_stands_beside_it(wheel: Path) -> None:
    held = {each for each in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in each}
    wanted = {f"yearbook/{each}" for each in files(ROOT / "yearbook")} | {"yearbook/problems.md"}
    for source, target in OUTSIDE.items():
        wanted |= {f"{target}/{each}" for each in files(ROOT / source)}
    assert held == wanted
    assert {Path(each).suffix for each in held} >= {".py", ".md", ".html", ".yaml", ".typ", ".css", ".js"}


def test_the_installed_program_builds_a_new_yearbook(installed: Run, folder: Path) -> None:
    home = Path(installed("-c", "import yearbook; print(yearbook.__file__)", program="python").strip())
    assert folder in home.parents
    installed("init", "新 年鉴")
    yearbook = folder / "新 年鉴"
    assert "made" in installed(cwd=yearbook)
    assert (yearbook / "site/zh/honors/green-county.html").is_file()
    installed("inspect", "site", cwd=yearbook)
    installed("pdf", "--year", "2022", "--language", "zh", "--out", "2022 年.pdf", cwd=yearbook)
    assert (yearbook / "2022 年.pdf").read_bytes().startswith(b"%PDF-")


def test_the_installed_program_makes_its_guide_and_speaks_chinese(installed: Run, folder: Path) -> None:
    assert "页" in installed("guide", "--output", "指南", YEARBOOK_LANGUAGE="zh")
    assert (folder / "指南/zh.html").is_file()
