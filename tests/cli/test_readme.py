"""The README shows what is: its example is the real entry, its error the real text, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from tests.support.paths import ROOT
from yearbook.cli import main
from yearbook.cli.main import command

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


def test_what_it_points_at_is_there() -> None:
    for path in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / path).exists(), path
