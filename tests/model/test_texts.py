"""Texts in several languages: which words a reader gets, and in which language they really are."""

from __future__ import annotations

import pytest

from yearbook.model.texts import Phrase, Text, on_one_line

BOTH = Text((("zh", "二七区"), ("en", "Erqi District")))
CHINESE = Text((("zh", "二七区"),))


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        (BOTH, "zh", Phrase("二七区", "zh")),
        (BOTH, "en", Phrase("Erqi District", "en")),
        (BOTH, "fr", Phrase("二七区", "zh")),
        (CHINESE, "en", Phrase("二七区", "zh")),
        (Text((("en", "Erqi"),)), "zh", Phrase("Erqi", "en")),
    ],
)
def test_words_are_borrowed_from_the_first_language_and_say_so(text: Text, language: str, read: Phrase) -> None:
    assert text.read(language) == read


def test_only_its_own_words_are_got() -> None:
    assert (BOTH.get("en"), BOTH.get("zh"), CHINESE.get("en")) == ("Erqi District", "二七区", None)
    assert (BOTH.languages, CHINESE.languages) == (("zh", "en"), ("zh",))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  a \n\t b  ", "a b"),
        ("二七区\n商贸", "二七区商贸"),
        ("二七区，\n商贸", "二七区，商贸"),
        ("二七区 “商贸”", "二七区“商贸”"),
        ("“商贸” 二七区", "“商贸”二七区"),
        ("Erqi “trade” hub", "Erqi “trade” hub"),
        ("二七 Erqi 区", "二七 Erqi 区"),
        ("（甲） （乙）", "（甲）（乙）"),
        ("甲 乙 丙 丁", "甲乙丙丁"),
        ("", ""),
    ],
)
def test_lines_are_joined_as_each_script_joins_them(typed: str, read: str) -> None:
    assert on_one_line(typed) == read
    assert on_one_line(read) == read
