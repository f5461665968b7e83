"""Read the values of fields from what editors write: texts, dates, yes and no.

The validation library (pydantic) calls these functions; `fields` makes types of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import PlainValidator, ValidationInfo

from yearbook.core.messages import message
from yearbook.model.dates import When, parse_when
from yearbook.model.errors import InvalidValueError
from yearbook.model.texts import DEFAULT_LANGUAGES, Languages, Text, on_one_line

T = TypeVar("T")

LINK = r"\[[^\]\n]+\]\((?:[a-z]+:|\.{0,2}/|#)[^)\n]*\)"
"""A link in Markdown."""


def reader(parse: Callable[[str], T], kind: type[T]) -> PlainValidator:
    """Reads a value of `kind` from its text; a value that is one already is taken as it is (tests make them so)."""

    def read(value: object) -> T:
        if isinstance(value, kind):
            return value
        if not isinstance(value, str):
            raise InvalidValueError("expected one value here, not a list or a mapping")
        return parse(value)

    return PlainValidator(read)


def _short_text(text: str) -> str:
    """Return a text on one line. Raises InvalidValueError for a Markdown link in it."""
    if "](" in text and (match := re.search(LINK, text)):
        raise InvalidValueError(
            "links are read in the body of a record only: “{link}” would be printed as typed",
            hint=message("name the record in words here, and list it under “about” or “related” as kind:id"),
            link=match[0],
        )
    return on_one_line(text)


def one_line(value: object) -> object:
    """Return a text without differences of spaces; what is no text is left for the library to refuse."""
    if not isinstance(value, str):
        return value
    if "\n" in value.strip():
        raise InvalidValueError("this is one line of text")
    return _short_text(value)


_UNQUOTED = message("here a comma ends a text: write a text that has a comma in quotation marks")


def text_in_languages(value: object, info: ValidationInfo) -> Text:
    """Return a text from its mapping of languages. Raises InvalidValueError."""
    if isinstance(value, Text):
        return value
    languages: Languages = (info.context or {}).get("languages", DEFAULT_LANGUAGES)
    if not isinstance(value, Mapping):
        example = "{" + ", ".join(f"{each}: …" for each in languages) + "}"
        raise InvalidValueError("a text is given in each language: {example}", example=example)
    for language, text in value.items():
        if language not in languages:
            hint = _UNQUOTED if text is None else None
            raise InvalidValueError(
                "“{language}” is not a language of this yearbook ({languages})",
                hint=hint,
                language=language,
                languages=languages,
            )
        if not isinstance(text, str) or not text.strip():
            raise InvalidValueError("the text for “{language}” is empty", language=language)
    if not value:
        raise InvalidValueError("a text needs at least one language")
    return Text(tuple((each, _short_text(value[each])) for each in languages if each in value))


def text_in_every_language(value: object, info: ValidationInfo) -> Text:
    """Return a text that is written in every language of the yearbook. Raises InvalidValueError."""
    text = text_in_languages(value, info)
    languages: Languages = (info.context or {}).get("languages", DEFAULT_LANGUAGES)
    if missing := tuple(each for each in languages if text.get(each) is None):
        raise InvalidValueError("this is written in every language; it is missing in: {missing}", missing=missing)
    return text


def true_or_false(value: object) -> object:
    """Return the value. Raises InvalidValueError if it is neither true nor false."""
    if value not in ("true", "false", True, False):
        raise InvalidValueError("this is either true or false")
    return value


def full_date(text: str) -> When:
    """Return a date. Raises InvalidValueError if it is not one certain day."""
    when = parse_when(text)
    if not when.is_full:
        raise InvalidValueError("this is one certain day, written 2016-11-23")
    return when
