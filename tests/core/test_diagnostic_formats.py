"""Problems for other programs: JSON, GitHub's annotations, SARIF; and the command that writes them."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result

from tests.support.sound import honor, sound_world, translation
from tests.support.translations import translate_into_chinese
from yearbook.cli.main import command
from yearbook.core.diagnostic_formats import FORMATS, format_diagnostics
from yearbook.core.diagnostics import DiagnosticKind, Location, Severity, diagnostic

WRONG = DiagnosticKind(
    "YB998",
    "“{field}” is wrong: 100 %",
    hint="write {meant}",
)
DOUBT = DiagnosticKind("YB997", "look at this", severity=Severity.WARNING)
FOUND = (
    diagnostic(DOUBT, Location("content/b.md")),
    diagnostic(WRONG, Location("content/荣誉, a.md", 3, 7, 2), field="a,b", meant="c\nd"),
)


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    chinese = {"“{field}” is wrong: 100 %": "“{field}”不对", "write {meant}": "写 {meant}", "look at this": "请看这里"}
    translate_into_chinese(monkeypatch, chinese)


def test_json_in_the_order_of_files() -> None:
    made = json.loads(format_diagnostics(FOUND, "json", "en"))
    assert {name: made[name] for name in ("version", "language", "errors", "warnings")} == {
        "version": "1.0",
        "language": "en",
        "errors": 1,
        "warnings": 1,
    }
    assert made["problems"] == [
        {"code": "YB997", "severity": "warning", "file": "content/b.md", "message": "look at this", "hint": ""},
        {
            "code": "YB998", "severity": "error", "file": "content/荣誉, a.md", "line": 3, "column": 7, "length": 2,
            "message": "“a,b” is wrong: 100 %", "hint": "write c\nd",
        },
    ]  # fmt: skip


def test_wording_stays_in_the_language_of_the_person() -> None:
    assert json.loads(format_diagnostics(FOUND, "json", "zh"))["problems"][1]["message"] == "“a,b”不对"
    assert "请看这里" in format_diagnostics(FOUND, "github", "zh")
    assert json.loads(format_diagnostics(FOUND, "sarif", "zh"))["runs"][0]["language"] == "zh-CN"


def test_annotations_escape_what_would_end_them() -> None:
    assert format_diagnostics(FOUND, "github", "en").split("\n") == [
        "::warning file=content/b.md,title=YB997::look at this",
        "::error file=content/荣誉%2C a.md,line=3,col=7,endColumn=9,title=YB998::“a,b” is wrong: 100 %25%0Awrite c%0Ad",
        "",
    ]


def test_sarif_has_what_the_standard_asks_for() -> None:
    made = json.loads(format_diagnostics(FOUND, "sarif", "en"))
    assert (made["version"], len(made["runs"])) == ("2.1.0", 1)
    assert made["$schema"].endswith("sarif-schema-2.1.0.json")
    run = made["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert run["tool"]["driver"]["name"] == "yearbook"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [each["id"] for each in rules] == ["YB997", "YB998"]
    assert [rules[each["ruleIndex"]]["id"] for each in run["results"]] == [each["ruleId"] for each in run["results"]]
    assert [each["level"] for each in run["results"]] == ["warning", "error"]
    places = [each["locations"][0]["physicalLocation"] for each in run["results"]]
    assert unquote(places[1]["artifactLocation"]["uri"]) == "content/荣誉, a.md"
    assert places[1]["artifactLocation"]["uri"].isascii()
    assert places[1]["region"] == {"startLine": 3, "startColumn": 7, "endColumn": 9}
    assert "region" not in places[0]


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_found_is_a_document_too(form: str) -> None:
    made = format_diagnostics((), form, "en")
    assert made == "" if form == "github" else json.loads(made)


# --- the command


def run(folder: Path, *words: str) -> Result:
    given = ["--content", str(folder), "--templates", str(folder), *words]
    return CliRunner().invoke(command, [words[0], *given[:4], *words[1:]], env={"YEARBOOK_LANGUAGE": "en"})


def test_check_writes_warnings_as_json(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor(), "honors/2016/a.en.md": translation()})
    done = run(root, "check", "--format", "json")
    made = json.loads(done.stdout)
    assert (done.exit_code, made["errors"], made["warnings"]) == (0, 0, 1)
    assert made["problems"][0]["file"] == "content/honors/2016/a.en.md"


def test_check_writes_errors_in_the_same_form_and_fails(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor("levle: x\n")})
    done = run(root, "check", "--format", "github")
    assert done.exit_code == 1
    assert done.stdout.startswith("::error file=content/honors/2016/a.md,line=6,col=1,")


def test_translations_are_listed(tmp_path: Path) -> None:
    root = sound_world(tmp_path, {"honors/2016/a.md": honor("draft: true\n")})
    done = run(root, "translations")
    assert done.exit_code == 0
    assert "missing  en  honor:a" in done.stdout
    assert {"kind": "honor", "id": "a", "language": "en", "state": "missing"} in json.loads(
        run(root, "translations", "--format", "json").stdout
    )["records"]
