"""An incremental build makes only what changed, and leaves the bytes of a clean build."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from tests.support.builds import built, contents, edit, in_new_process, run, state
from tests.support.edits import EDITS
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

pytestmark = pytest.mark.usefixtures("templates_read_once")


def test_a_second_build_does_nothing(options: BuildOptions) -> None:
    first = pipeline.build(options)
    before = state(options.output)
    second = pipeline.build(options)
    assert second.decision.is_nothing
    assert set(second.decision.keep) == {path for path, _ in first.decision.make}
    assert state(options.output) == before


def test_an_edit_makes_only_what_shows_it(options: BuildOptions) -> None:
    pipeline.build(options)
    edit(options.content / "units/all.yaml", "上级。", "在本区之上。")
    made = {path for path, _ in pipeline.build(options).decision.make}
    assert {each for each in made if each.endswith(".html")} == {"zh/units/city-government.html"}
    assert {each for each in made if not each.startswith(("data/", "zh/search/"))} == {
        "zh/units/city-government.html",
        "zh/units/city-government.md",
    }


def test_after_any_edits_the_site_is_that_of_a_clean_build(options: BuildOptions, tmp_path: Path) -> None:
    chance = random.Random(2016)
    templates = Path(shutil.copytree(options.templates, tmp_path / "templates"))
    options = BuildOptions(options.content, templates, options.output)
    pipeline.build(options)
    walk = [*EDITS, *chance.choices(EDITS, k=2)]
    chance.shuffle(walk)
    for number, change in enumerate(walk):
        change(chance, options.content, templates)
        clean = BuildOptions(options.content, templates, tmp_path / f"clean-{number}")
        assert built(options) == built(clean), f"after {[each.__name__ for each in walk[: number + 1]]}"
    process = in_new_process(options, tmp_path / "elsewhere", {})
    said, _ = process.communicate()
    assert process.returncode == 0, said
    assert contents(options.output) == contents(tmp_path / "elsewhere")


def test_the_bytes_are_the_same_anywhere(options: BuildOptions, tmp_path: Path) -> None:
    """Whatever the time zone, the locale, the encoding it brings, the hash seed, and the number of processes."""
    places = {
        "one": ({"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"}, "--jobs=1"),
        "two": (
            {
                "TZ": "America/St_Johns",
                "LC_ALL": "C",
                "PYTHONHASHSEED": "2",
                "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
            },
            "--jobs=2",
        ),
    }
    running = {name: in_new_process(options, tmp_path / name, *each) for name, each in places.items()}
    ours = built(options)
    for name, process in running.items():
        said, _ = process.communicate()
        assert process.returncode == 0, said
        assert contents(tmp_path / name) == ours
    assert str(tmp_path).encode() not in b"".join(ours.values())


def test_why(options: BuildOptions) -> None:
    assert "+ zh/units/green-office.html: new" in run(options, "--why").stdout
    (options.content / "honors/2018/clean-streets.md").unlink()
    (options.output / "en/glossary.html").unlink()
    (options.output / "en/conflicts.html").write_text("other", "utf-8")
    said = run(options, "--why").stdout.splitlines()
    assert "+ zh/honors/index.html: its recipe changed" in said
    assert "+ en/glossary.html: the file was missing on disk" in said
    assert "+ en/conflicts.html: the file was changed on disk" in said
    assert "- zh/honors/clean-streets.html" in said
    assert run(options, "--why").stdout.startswith(f"{options.output}: 0 made, ")
