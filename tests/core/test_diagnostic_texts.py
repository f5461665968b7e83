"""Very many problems: the first of each file, errors before warnings, and how many more there are."""

from __future__ import annotations

import pytest

from tests.support.work import calls
from yearbook.core.diagnostic_texts import MOST, MOST_OF_FILE, diagnostic_texts
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, show

WRONG = DiagnosticKind("YB999", "“{field}” is wrong", hint="not “{field}”")
DOUBT = DiagnosticKind("YB997", "look at this", severity=Severity.WARNING)


def wrong(path: str, line: int, field: str = "x") -> Diagnostic:
    return diagnostic(WRONG, Location(path, line, 1), field=field)


def shown(diagnostics: list[Diagnostic], language: str = "en") -> list[str]:
    return list(diagnostic_texts(diagnostics, lambda _: (), language))


def test_few_are_shown_each_with_its_line_and_a_file_is_read_once() -> None:
    asked = []

    def lines(path: str) -> tuple[str, ...]:
        asked.append(path)
        return ("one", "two")

    found = [wrong("b.md", 2), wrong("a.md", 1), wrong("b.md", 1), diagnostic(DOUBT, Location("c.md"))]
    texts = list(diagnostic_texts(found, lines, "en"))
    assert texts == [show(each, ("one", "two")) for each in (found[1], found[2], found[0], found[3])]
    assert asked == ["a.md", "b.md"]


def test_of_one_file_the_first_are_shown_and_the_others_counted() -> None:
    found = [wrong("a.yaml", line) for line in range(1, 1004)]
    texts = shown(found)
    assert texts == [*map(show, found[:MOST_OF_FILE]), f"a.yaml: and {1003 - MOST_OF_FILE} more"]
    assert shown(found, "zh")[-1] == f"a.yaml：另有 {1003 - MOST_OF_FILE} 处"


def test_of_many_files_the_first_are_shown_and_the_others_counted() -> None:
    found = [wrong(f"a{number:04}.md", 1) for number in range(MOST + 50)]
    texts = shown(found)
    assert texts == [*map(show, found[:MOST]), "and 50 more in other files"]
    assert shown(found, "zh")[-1] == "其他文件中另有 50 处"


def test_errors_go_before_warnings_and_all_stand_in_the_order_of_the_file() -> None:
    doubts = [diagnostic(DOUBT, Location("a.md", line, 1)) for line in range(1, 2 * MOST_OF_FILE)]
    texts = shown([*doubts, wrong("a.md", 999), wrong("z.md", 1)])
    assert [each.split(":")[1] for each in texts[:-2]] == [*map(str, range(1, MOST_OF_FILE)), "999"]
    assert texts[-2] == f"a.md: and {len(doubts) + 1 - MOST_OF_FILE} more"
    assert texts[-1].startswith("z.md:1:1: error")


def test_what_a_message_quotes_is_cut() -> None:
    text = show(wrong("a.md", 1, "x" * 100_000), ("y" * 100_000,))
    assert [len(each) < 1_100 for each in text.split("\n")] == [True] * 5
    assert text.split("\n")[0].endswith("x…")


@pytest.mark.parametrize("sign", ["x", "二", "\u0301", "\x07", "\t", " "])
@pytest.mark.parametrize("column", [1, 5_000, 9_000])
def test_an_excerpt_takes_no_more_work_for_a_longer_line(sign: str, column: int) -> None:
    each = diagnostic(WRONG, Location("a.md", 1, column, 10_000), field="x")
    short, long = ([f"{sign * length}."] for length in (10_000, 200_000))
    assert calls(lambda: show(each, long)) == calls(lambda: show(each, short)) < 3_000
