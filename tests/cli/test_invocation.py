"""Messages name commands as the user has to type them: the program as started, the folders that were given."""

from __future__ import annotations

import json
import re
import runpy
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.cli.invocation import Invocation, invocation, program_name
from yearbook.cli.main import COMMANDS, command
from yearbook.core.messages import message_languages, translate

ENGLISH, CHINESE = {"YEARBOOK_LANGUAGE": "en"}, {"YEARBOOK_LANGUAGE": "zh"}
COLLECTED = runpy.run_path(str(ROOT / "docs/messages.py"), run_name="messages")["collected"]
BODY = "honors/2017/green-city.md"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with content that is not below its usual name."""
    small_world(tmp_path / "our book" / "content")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["/opt/bin/yearbook"])
    return tmp_path


def run(*arguments: str, environment: dict[str, str] = ENGLISH) -> Result:
    return CliRunner().invoke(command, arguments, env=environment)


@pytest.mark.parametrize(
    ("called", "interpreter", "name"),
    [
        ("build.py", "python", "python build.py"),
        ("build.py", "python3", "python3 build.py"),
        ("../yearbook/build.py", ".venv/bin/python", ".venv/bin/python ../yearbook/build.py"),
        ("the program/build.py", "/usr/bin/python3.12", "python3.12 'the program/build.py'"),
        ("/home/a/yearbook-program/bin/yearbook", "/home/a/bin/python", "yearbook"),
        ("yearbook.exe", "C:/Python/python.exe", "yearbook"),
        ("/usr/lib/python3/yearbook/__main__.py", "python3", "python3 -m yearbook"),
        ("/usr/bin/pytest", "/usr/bin/python", "python build.py"),
    ],
)
def test_the_program_is_named_as_it_was_started(
    called: str, interpreter: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", [called])
    monkeypatch.setattr("sys.orig_argv", [interpreter, called])
    assert program_name() == name


def test_commands_repeat_the_folders_that_they_need() -> None:
    called = Invocation("yearbook", (("content", "a b"), ("templates", "t"), ("output", "s")))
    assert called.command() == "yearbook --content 'a b' --templates t --output s"
    assert called.command("check") == "yearbook check --content 'a b' --templates t"
    assert called.command("new") == "yearbook new --content 'a b'"
    assert called.command("preview", content=Path("c")) == "yearbook preview --content c --templates t"
    assert Invocation("yearbook").in_text("run: python build.py fmt honor:a") == "run: yearbook fmt honor:a"
    assert called.in_text("（python build.py），") == "（yearbook --content 'a b' --templates t --output s），"


def test_outside_of_a_command_no_folder_was_given() -> None:
    assert invocation().folders == ()


@pytest.mark.parametrize("language", message_languages())
def test_what_follows_the_program_in_a_message_is_a_command(language: str) -> None:
    texts = [translate(text, language, context) for context, text in COLLECTED()]
    named = {found for text in texts for found in re.findall(r"python build\.py ([a-z]+)", text)}
    assert {"new", "check", "translated", "fmt", "preview"} <= named <= set(COMMANDS)
    assert not [text for text in texts if re.search(r"\byearbook (?:new|check|fmt|preview|translated)\b", text)]


def test_a_hint_repeats_the_content_folder(here: Path) -> None:
    file = here / "our book/content" / BODY
    file.write_text(file.read_text("utf-8").replace("recipients: [", "recipients: [road-office, "), "utf-8")
    for environment, begin in ((ENGLISH, "begin it: "), (CHINESE, "请先新建：")):
        result = run("check", "--content=our book/content", environment=environment)
        assert f"{begin}yearbook new --content 'our book/content' unit road-office" in result.stderr
    (problem,) = json.loads(run("check", "--content=our book/content", "--format=json").stdout)["problems"]
    assert "yearbook new --content 'our book/content' unit road-office" in problem["hint"]
    result = run("check", "--content=our book/content", "--format=github")
    assert "yearbook new --content 'our book/content' unit road-office" in result.stdout


def test_without_the_option_no_folder_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "our book")
    result = run("new", "term", "green-belt")
    assert result.stdout.splitlines()[-1].endswith("look at it with yearbook preview")


def test_the_preview_shows_commands_as_the_terminal_does(here: Path) -> None:
    content = here / "our book/content"
    file = content / BODY
    session = Session(
        BuildOptions(content, ROOT / "templates", here / "site", drafts=True),
        lambda _: None,
        reworded=Invocation("yearbook", (("content", "ours"),)).in_text,
    )
    session.begin()
    file.write_text(file.read_text("utf-8").replace("recipients: [", "recipients: [road-office, "), "utf-8")
    session.edited([BODY])
    assert "yearbook new --content ours unit road-office" in session.serve("/zh/index.html")[1].decode()


@pytest.mark.parametrize(
    ("called", "following"),
    [
        ("/opt/bin/yearbook", "Next: cd 'a new one', then yearbook preview;"),
        ("build.py", "Next: python build.py preview --content 'a new one/content';"),
    ],
)
def test_a_new_yearbook_is_looked_at_as_it_was_begun(
    called: str, following: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert here.exists()
    monkeypatch.setattr("sys.argv", [called])
    monkeypatch.setattr("sys.orig_argv", ["python", called])
    result = run("init", "a new one")
    assert following in result.stdout
    assert run("init", "another", environment=CHINESE).stdout.startswith("another：")
    assert sys.argv == [called]
