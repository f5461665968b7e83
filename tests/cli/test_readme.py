"""The README is true: its example is the real entry, its error the real text, its commands and options exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
from click.testing import CliRunner

from tests.support.paths import ROOT
from yearbook.cli import main
from yearbook.cli.main import command
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.model.dates import parse_when
from yearbook.model.quantities import parse_quantity

README = (ROOT / "README.md").read_text("utf-8")


def test_the_example_is_the_real_entry() -> None:
    names = re.findall(r"`(content/\S+\.md)`:", README)
    blocks = re.findall(r"```markdown\n(.*?)```", README, re.DOTALL)
    assert len(names) == len(blocks) == 2
    for name, block in zip(names, blocks, strict=True):
        assert block == (ROOT / name).read_text("utf-8")


def test_the_error_is_the_real_text(tmp_path: Path) -> None:
    content = tmp_path / "content"
    entry = "honors/2016/disabled-work-national.md"
    for path in ("yearbook.yaml", entry):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        text = (ROOT / "content" / path).read_text("utf-8")
        (content / path).write_text(text.replace("level: national", "level: natonal"), "utf-8")
    arguments = ["check", f"--content={content}", f"--templates={ROOT / 'templates'}"]
    said = CliRunner(env={"YEARBOOK_LANGUAGE": "en"}).invoke(command, arguments).stderr
    shown = "\n".join(
        each[4:] for each in README.splitlines() if re.match(r" {4}(content/\S+:\d+:\d+| +[|=]|\d+ \|)", each)
    )
    assert shown
    assert shown in said


def test_its_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) <= targets
    assert set(re.findall(r"build\.py ([a-z]+)", README)) <= set(main.COMMANDS)


def test_the_checks_of_every_change_are_its_commands() -> None:
    told = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    commands = re.findall(r"^make.*$", (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    assert commands == ["make", "make test", "make archive"]
    assert [each for each in commands if not re.search(rf"^ +{each}( +#|$)", told, re.MULTILINE)] == []


def options(name: str) -> set[str]:
    """The options of a command."""
    found = command.get_command(click.Context(command), name)
    assert found is not None
    return {each for one in found.params for each in one.opts}


def test_its_options_exist() -> None:
    for name in main.COMMANDS:
        lines = [each for each in README.splitlines() if re.search(rf"build\.py {name}\b", each)]
        assert {each for line in lines for each in re.findall(r"--[a-z-]+", line)} <= options(name), name
    assert options("build") >= {"--base-url", "--executor"}


def test_its_quantities_and_dates_are_shown_as_it_says() -> None:
    (english,) = read_languages(Folders(ROOT / "templates"), ("en",))
    rows = re.findall(r"^ *\| `(\d\S+)` \| (.+) \|$", README, re.MULTILINE)
    assert len(rows) == 3
    assert [english.quantity(parse_quantity(typed)) for typed, _ in rows] == [shown for _, shown in rows]
    dates = re.findall(r"`(2[\d/?-]+)`", README)
    assert len(dates) == 4
    assert [str(parse_when(each)) for each in dates] == dates


def test_what_it_points_at_is_there() -> None:
    named = r"[(\s]((?:docs|content|templates|benchmarks)/[\w./-]+\w)"
    paths = re.findall(r"\]\(([^)#:]+)\)", README) + re.findall(named, README)
    assert len(paths) > 8
    assert [each for each in paths if not (ROOT / each).exists()] == []
