"""Messages of the program: English in the code, other languages in catalogues that are complete."""

from __future__ import annotations

import io
import pickle
import runpy
from collections.abc import Callable
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tests.support.paths import ROOT
from yearbook.core import messages
from yearbook.core.messages import Message, locale_tag, message, message_languages, translate
from yearbook.model.errors import InvalidValueError

TOOL = runpy.run_path(str(ROOT / "docs/messages.py"), run_name="messages")
UPDATED: Callable[[str, str], str] = TOOL["updated"]
CATALOGUES = {file.stem: file.read_text("utf-8") for file in sorted(TOOL["LOCALES"].glob("*.po"))}
COLLECTED: set[tuple[str, str]] = TOOL["collected"]()


def names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_every_message_of_the_program_and_no_other(language: str) -> None:
    assert len(COLLECTED) > 500
    assert CATALOGUES[language] == UPDATED(CATALOGUES[language], language), "run: python -m docs.messages"


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_message_is_translated_with_the_same_placeholders(language: str) -> None:
    for context, text in COLLECTED:
        translated = translate(text, language, context)
        assert translated != text, (context, text)
        assert names(translated) == names(text), text


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_is_read_as_babel_reads_it(language: str) -> None:
    expected = {
        (each.context or "", each.id): each.string for each in read_po(io.StringIO(CATALOGUES[language])) if each.id
    }
    read = dict(messages._catalogue(language))
    assert read.pop(("", "")).startswith("Language: ")
    assert read == expected


def test_a_message_is_shown_in_the_language_that_is_asked_for() -> None:
    nested = message("“{text}” is not a whole number", text=Message("Companies", context="UnitType"))
    assert str(nested) == nested.translated("en") == "“Companies” is not a whole number"
    assert nested.translated("zh") == "“企业”不是整数"
    assert nested.translated("fr") == str(nested)  # no catalogue: English
    assert pickle.loads(pickle.dumps(nested)) == nested


def test_words_that_are_a_list_are_divided_as_the_language_divides_them() -> None:
    error = InvalidValueError(
        "“{language}” is not a language of this yearbook ({languages})", language="fr", languages=("zh", "en")
    )
    assert str(error) == "“fr” is not a language of this yearbook (zh, en)"
    assert error.message.translated("zh") == "“fr”不是本年鉴的语言（zh、en）"


def test_languages_of_messages_are_english_and_those_with_a_catalogue() -> None:
    assert message_languages() == ("en", *CATALOGUES)
    assert [locale_tag(each) for each in message_languages()] == ["en", "zh-CN"]
