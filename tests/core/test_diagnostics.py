"""Problems as people read them: the place, an excerpt with a caret, a hint; in English and in Chinese."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.translations import translate_into_chinese
from yearbook.core.diagnostics import (
    EXCERPT_WIDTH,
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    Severity,
    diagnostic,
    in_order,
    nearest,
    show,
    terminal_columns,
)

WRONG = DiagnosticKind(
    "YB999",
    "“{field}” is wrong",
    hint="did you mean “{meant}”?",
)
PLAIN = DiagnosticKind("YB998", "this is wrong")
DOUBT = DiagnosticKind("YB997", "look at this", severity=Severity.WARNING)
PARTS = DiagnosticKind(
    "YB996",
    "no",
    hint="did you mean “{meant}”?\nChoose from: {choices}",
)

CHINESE = {
    "“{field}” is wrong": "“{field}”不对",
    "did you mean “{meant}”?": "是不是“{meant}”？",
    "look at this": "请看这里",
    "did you mean “{meant}”?\nChoose from: {choices}": "是不是“{meant}”？\n可选：{choices}",
}


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    translate_into_chinese(monkeypatch, CHINESE)


def block(*lines: str) -> str:
    return "\n".join(lines)


# --- words


def test_words_fill_both_languages_in() -> None:
    each = diagnostic(WRONG, Location("a.md"), field="form", meant=7)
    assert (each.text(), each.text("zh")) == ("“form” is wrong", "“form”不对")
    assert (each.hint(), each.hint("zh")) == ("did you mean “7”?", "是不是“7”？")
    assert each == diagnostic(WRONG, Location("a.md"), meant=7, field="form")
    assert each.is_error
    assert not diagnostic(DOUBT, Location("a.md")).is_error


def test_a_hint_that_would_name_nothing_is_left_out() -> None:
    each = diagnostic(WRONG, Location("a.md"), field="form", meant="")
    assert (each.hint(), each.hint("zh")) == ("", "")
    assert show(each) == "a.md: error[YB999]: “form” is wrong"
    assert diagnostic(PLAIN, Location("a.md")).hint() == ""


def test_a_word_that_is_empty_spoils_only_hints_that_need_it() -> None:
    each = diagnostic(WRONG, Location("a.md"), field="", meant="title")
    assert each.text() == "“” is wrong"
    assert each.hint() == "did you mean “title”?"


@pytest.mark.parametrize(
    ("meant", "choices", "en", "zh"),
    [
        ("a", "a, b", "did you mean “a”? Choose from: a, b", "是不是“a”？可选：a, b"),
        ("", "a, b", "Choose from: a, b", "可选：a, b"),
        ("a", "", "did you mean “a”?", "是不是“a”？"),
        ("", "", "", ""),
    ],
)
def test_a_line_of_a_hint_that_would_name_nothing_is_left_out(meant: str, choices: str, en: str, zh: str) -> None:
    each = diagnostic(PARTS, Location("a.md"), meant=meant, choices=choices)
    assert (each.hint(), each.hint("zh")) == (en, zh)


def test_braces_in_what_a_person_wrote_are_only_text() -> None:
    each = diagnostic(WRONG, Location("a.md"), field="{x}", meant="{0}")
    assert each.text() == "“{x}” is wrong"
    assert each.hint() == "did you mean “{0}”?"


# --- the whole


def test_a_problem_with_its_excerpt() -> None:
    each = diagnostic(WRONG, Location("content/a.md", 2, 1, 4), field="form", meant="title")
    assert show(each, ["---", "form: tilte", "---"]) == block(
        "content/a.md:2:1: error[YB999]: “form” is wrong",
        "  |",
        "2 | form: tilte",
        "  | ^^^^",
        "  = hint: did you mean “title”?",
    )
    assert show(each, ["---", "form: tilte", "---"], "zh") == block(
        "content/a.md:2:1: 错误[YB999]: “form”不对",
        "  |",
        "2 | form: tilte",
        "  | ^^^^",
        "  = 提示: 是不是“title”？",
    )


def test_a_warning_says_so() -> None:
    each = diagnostic(DOUBT, Location("a.md"))
    assert show(each) == "a.md: warning[YB997]: look at this"
    assert show(each, (), "zh") == "a.md: 警告[YB997]: 请看这里"


def test_the_bar_stands_behind_the_widest_number() -> None:
    each = diagnostic(WRONG, Location("a.md", 100, 3, 1), field="f", meant="g")
    assert show(each, [""] * 99 + ["abc"]).split("\n")[1:] == [
        "    |",
        "100 | abc",
        "    |   ^",
        "    = hint: did you mean “g”?",
    ]


@pytest.mark.parametrize("line", [0, 3, 99])
def test_there_is_no_excerpt_of_a_line_that_is_not_there(line: int) -> None:
    shown = show(diagnostic(PLAIN, Location("a.md", line, 1)), ["a", "b"])
    assert shown == ("a.md:" if line == 0 else f"a.md:{line}:1:") + " error[YB998]: this is wrong"


# --- the caret


def under(line: str, column: int, length: int = 1) -> tuple[str, str]:
    """The line as it is shown and what stands under it, behind the bars."""
    *_, shown, caret = show(diagnostic(PLAIN, Location("a.md", 1, column, length)), [line]).split("\n")
    return shown.removeprefix("1 | "), caret.removeprefix("  | ")


@pytest.mark.parametrize(
    ("line", "column", "length", "caret"),
    [
        ("title: x", 8, 1, "       ^"),
        ("title: 二七区", 8, 3, "       ^^^^^^"),
        ("荣誉：二七区", 4, 2, "      ^^^^"),
        ("“a”：b", 5, 1, "     ^"),
        ("ｆｕｌｌ x", 6, 1, "         ^"),
        ("e\u0301 x", 4, 1, "  ^"),
        ("ｶﾅ x", 4, 1, "   ^"),
        ("𠀀 x", 3, 1, "   ^"),
        ("\tx: y", 2, 1, " ^"),
        ("a\u200bb", 3, 1, "  ^"),
        ("abc", 4, 1, "   ^"),
        ("abc", 40, 5, "   ^"),
        ("abc", 2, 9, " ^^"),
        ("", 1, 1, "^"),
        ("abc   ", 1, 0, "^"),
    ],
)
def test_the_caret_stands_under_what_it_means(line: str, column: int, length: int, caret: str) -> None:
    assert under(line, column, length)[1] == caret


def test_what_a_terminal_cannot_show_is_replaced() -> None:
    assert under("\ta\x07b\u202ec  ", 1)[0] == "→a�b�c"


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("x" * 96, 96, "x" * 96, " " * 95 + "^"),
        ("x" * 97, 1, "x" * 96 + "…", "^"),
        ("二" * 48, 48, "二" * 48, " " * 94 + "^^"),
        ("二" * 49, 1, "二" * 48 + "…", "^^"),
        ("二" * 60, 60, "…" + "二" * 25, " " * 49 + "^^"),
        ("x" * 100 + "y" + "x" * 100, 101, "…" + "x" * 24 + "y" + "x" * 71 + "…", " " * 25 + "^"),
        ("x" * 100 + "y", 101, "…" + "x" * 24 + "y", " " * 25 + "^"),
        ("二" * 100 + "y" + "x" * 100, 101, "…" + "二" * 24 + "y" + "x" * 47 + "…", " " * 49 + "^"),
    ],
)
def test_a_long_line_is_cut_around_the_caret(line: str, column: int, shown: str, caret: str) -> None:
    assert under(line, column) == (shown, caret)


def test_a_caret_ends_where_a_cut_line_ends() -> None:
    shown, caret = under("二" * 100, 1, 100)
    assert (shown, caret) == ("二" * 48 + "…", "^" * 96)


characters = st.text(st.sampled_from("ab二七，“ \tｆ\u0301𠀀…"), min_size=1, max_size=150)


@settings(max_examples=150, deadline=None, database=None, derandomize=True)
@given(characters, st.data())
def test_the_caret_is_where_the_character_is(line: str, data: st.DataObject) -> None:
    column = data.draw(st.integers(1, len(line)))
    shown, caret = under(line, column)
    assert terminal_columns(shown) <= EXCERPT_WIDTH + 2
    assert caret.strip() == "^" * max(1, len(caret.strip()))
    character = line[column - 1].replace("\t", "→")
    start, width = len(caret) - len(caret.lstrip()), len(caret.strip())
    if column <= len(line.rstrip()):
        # What stands above the caret, found by counting columns from the left, is the character that is meant.
        above = [each for index, each in enumerate(shown) if start <= terminal_columns(shown[:index]) < start + width]
        assert character in above
        assert width == max(1, terminal_columns(character))


# --- many


def test_problems_are_told_once_by_file_line_column_and_code() -> None:
    expected = [
        diagnostic(PLAIN, Location("a.md")),
        diagnostic(DOUBT, Location("a.md", 2, 5), field="z"),
        diagnostic(PLAIN, Location("a.md", 2, 5)),
        diagnostic(WRONG, Location("a.md", 2, 5), field="a", meant=""),
        diagnostic(WRONG, Location("a.md", 2, 5), field="b", meant=""),
        diagnostic(PLAIN, Location("a.md", 2, 10)),
        diagnostic(PLAIN, Location("a.md", 10, 1)),
        diagnostic(DOUBT, Location("b.md")),
    ]
    mixed = expected * 2
    random.Random(3).shuffle(mixed)
    assert in_order(mixed) == tuple(expected)
    error = DiagnosticsError(mixed)
    assert error.diagnostics == tuple(expected)
    assert str(error).startswith("a.md: this is wrong; ")


def test_problems_are_values() -> None:
    one, same = (diagnostic(WRONG, Location("a.md", 1, 1), field="a", meant="b") for _ in range(2))
    assert one == same
    assert len({one, same}) == 1
    assert isinstance(one, Diagnostic)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("tilte", "title"), ("title", "title"), ("recipient", "recipients"), ("国家级", ""), ("", ""), ("xyz", "")],
)
def test_the_nearest_word_or_none(word: str, meant: str) -> None:
    assert nearest(word, ["title", "recipients", "level", "title"]) == meant


def test_the_nearest_of_equals_does_not_depend_on_their_order() -> None:
    words = ["aab", "aac", "aad"]
    assert {nearest("aax", order) for order in (words, words[::-1])} == {nearest("aax", words)}


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("ab", 2), ("二七", 4), ("，", 2), ("ｆ", 2), ("ﾅ", 1), ("e\u0301", 1), ("“”…", 3)]
)
def test_columns_of_a_terminal(text: str, width: int) -> None:
    assert terminal_columns(text) == width
