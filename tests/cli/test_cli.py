"""What a person types, what the terminal says, and how it ends: 0 done, 1 problems, 2 wrong usage."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook import __version__
from yearbook.cli import main
from yearbook.cli.main import command

COMMANDS = (
    "build", "changed", "check", "edit", "export", "fmt", "guide", "import", "init", "inspect", "new", "pdf", "preview",
    "publish", "rename", "schemas", "stats", "translated", "translations",
)  # fmt: skip
ENGLISH, CHINESE = {"YEARBOOK_LANGUAGE": "en"}, {"YEARBOOK_LANGUAGE": "zh"}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with content and templates under their usual names."""
    small_world(tmp_path / "content")
    (tmp_path / "templates").symlink_to(ROOT / "templates")
    monkeypatch.chdir(tmp_path)
    for name in ("YEARBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*arguments: str, environment: dict[str, str] = ENGLISH) -> Result:
    return CliRunner().invoke(command, [*arguments, "--templates=templates"], env=environment)


def break_content(here: Path) -> None:
    file = here / "content/honors/2017/green-city.md"
    file.write_text(file.read_text("utf-8").replace("themes: [garden]", "themes: [gardn]"), "utf-8")


def test_without_a_command_it_builds(here: Path) -> None:
    result = run()
    assert result.exit_code == 0
    assert re.fullmatch(r"site: \d+ made, 0 kept, 0 removed in \d+\.\d\d s", result.stdout.splitlines()[-1])
    assert (here / "site/zh/index.html").exists()


def test_options_alone_are_those_of_build(here: Path) -> None:
    result = run("--output=book", environment=CHINESE)
    assert re.fullmatch(r"book：新作 \d+，保留 0，删除 0，用时 \d+\.\d\d 秒", result.stdout.splitlines()[-1])
    assert (here / "book/zh/index.html").exists()
    assert not (here / "site").exists()


def test_build_py_is_the_command(here: Path) -> None:
    result = CliRunner().invoke(command, ["--version"])
    assert (result.exit_code, result.stdout) == (0, f"yearbook, version {__version__}\n")
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "check"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.stdout.splitlines()[-1].startswith("17 records: no errors, ")
    assert done.returncode == 0


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    assert tuple(re.findall(r"^  ([a-z]+) ", result.stdout.partition("Commands:")[2], re.MULTILINE)) == COMMANDS
    assert CliRunner().invoke(command, ["-h"]).stdout == result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(command, [name, "--help"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()[2].strip()) > 20
    for option in main.COMMANDS[name].load().params:
        assert option.param_type_name == "argument" or vars(option).get("help"), option.name


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "--base-url=example.org"), "it begins with https:// or http://"),
        (("build", "--base-url=ftp://example.org"), "it begins with https:// or http://"),
        (("build", "--base-url=https://"), "--base-url"),
        (("build", "--base-url=https://example.org/a b"), "--base-url"),
        (("build", "--base-url=https://example.org/?a=b"), "--base-url"),
        (("build", "--nothing"), "No such option"),
        (("--nothing",), "No such option"),
        (("build", "--jobs=0"), "--jobs"),
        (("build", "--jobs=many"), "--jobs"),
        (("build", "--content=nowhere"), "nowhere"),
        (("build", "--content=content/yearbook.yaml"), "yearbook.yaml"),
        (("build", "--output=content/yearbook.yaml"), "yearbook.yaml"),
        (("preview", "--port=0"), "--port"),
        (("translated",), "name records"),
        (("bild",), "No such command"),
        (("build", "more"), "unexpected extra argument"),
    ],
)
def test_wrong_usage_ends_with_2(here: Path, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert sorted(each.name for each in here.iterdir()) == ["content", "templates"]


def test_a_missing_content_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(command, ["build", f"--templates={ROOT / 'templates'}"])
    assert result.exit_code == 2
    assert "'content' does not exist" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_empty_content_folder_is_a_problem(here: Path) -> None:
    (here / "empty").mkdir()
    result = run("build", "--content=empty")
    assert result.exit_code == 1
    assert "empty/yearbook.yaml: error[YB200]" in result.stderr


ENGLISH_PROBLEM = """\
content/honors/2017/green-city.md:11:10: error[YB303]: there is no theme “gardn”
   |
11 | themes: [gardn]
   |          ^^^^^
   = hint: did you mean “garden”? That is “田园”. If it is new, begin it: python build.py new theme gardn
"""
CHINESE_PROBLEM = """\
content/honors/2017/green-city.md:11:10: 错误[YB303]: 没有编号为“gardn”的 theme 记录
   |
11 | themes: [gardn]
   |          ^^^^^
   = 提示: 是不是“garden”？即“田园”。如是新的，请先新建：python build.py new theme gardn
"""


@pytest.mark.parametrize(
    ("environment", "diagnostic", "last"),
    [
        (ENGLISH, ENGLISH_PROBLEM, "1 errors, 0 warnings: nothing was written\n"),
        (CHINESE, CHINESE_PROBLEM, "1 个错误，0 条警告：没有写入任何文件\n"),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE_PROBLEM, "1 个错误，0 条警告：没有写入任何文件\n"),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH_PROBLEM, "1 errors, 0 warnings: nothing was written\n"),
        ({"LANG": "zh_CN.UTF-8", **ENGLISH}, ENGLISH_PROBLEM, "1 errors, 0 warnings: nothing was written\n"),
        ({}, ENGLISH_PROBLEM, "1 errors, 0 warnings: nothing was written\n"),
    ],
)
@pytest.mark.parametrize("name", ["build", "check"])
def test_problems_are_shown_in_the_reader_s_language(
    here: Path, name: str, environment: dict[str, str], diagnostic: str, last: str
) -> None:
    break_content(here)
    result = run(name, environment=environment)
    assert (result.exit_code, result.stderr, result.stdout) == (1, diagnostic, last)


def test_warnings_are_few_in_a_build_and_all_in_a_check(here: Path) -> None:
    built, checked = run("build"), run("check")
    assert built.stderr.count("warning[") == 5
    assert "and 1 more warnings: python build.py check --templates templates lists them\n" in built.stdout
    assert checked.stderr.count("warning[") == 6
    assert checked.stdout == "17 records: no errors, 6 warnings\n"


def test_other_files_in_the_output_are_named(here: Path) -> None:
    run("build")
    (here / "site/CNAME").write_text("example.org")
    (here / "site/.gitignore").write_text("*\n")
    result = run("build")
    assert "1 other files in site were left as they are: CNAME\n" in result.stdout


def test_stamping_changes_one_line_of_what_is_named(here: Path) -> None:
    file = here / "content/projects/long-road.en.md"
    before = {each: each.read_bytes() for each in here.glob("content/**/*.*")}
    result = run("translated", "project:long-road")
    assert (result.exit_code, result.stdout) == (0, "1 translations marked as up to date\n")
    after = {each: each.read_bytes() for each in here.glob("content/**/*.*")}
    assert {each for each in before if before[each] != after[each]} == {file}
    added = [each for each in after[file].splitlines() if each not in before[file].splitlines()]
    assert len(added) == 1
    assert re.fullmatch(rb"original: '[0-9a-f]{8}'", added[0])
    assert run("translated", "project:long-road").stdout == "0 translations marked as up to date\n"


def test_stamping_what_is_not_there_is_said(here: Path) -> None:
    result = run("translated", "project:long-raod")
    assert result.exit_code != 0
    assert "long-raod" in result.stderr


def test_schemas_are_no_content(here: Path) -> None:
    result = CliRunner().invoke(command, ["schemas"])
    assert result.exit_code == 0
    assert len(list((here / "content/.schema").glob("*.json"))) > 10
    assert run("check").stdout == "17 records: no errors, 6 warnings\n"


@pytest.mark.parametrize(
    "bare",
    [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {"PYTHONIOENCODING": "latin-1"}],
    ids=["ascii", "latin-1"],
)
def test_a_terminal_without_han_characters_is_no_obstacle(here: Path, bare: dict[str, str]) -> None:
    """The characters that it lacks come out as something else; the build goes on and the status is right."""
    break_content(here)
    environment = {"PATH": os.environ["PATH"], **bare, **CHINESE}
    done = subprocess.run([sys.executable, ROOT / "build.py"], capture_output=True, env=environment, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == 1
    assert b"YB303" in done.stderr


def test_the_folder_can_be_the_one_stood_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_content(here)
    monkeypatch.chdir(here / "content")
    result = CliRunner().invoke(command, ["check", "--content=.", "--templates=../templates"], env=ENGLISH)
    assert result.stderr == ENGLISH_PROBLEM.replace("new theme", "new --content . theme")
