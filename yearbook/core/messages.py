"""Translate messages of the program: English stands in the code, other languages in `locales/*.po`.

As with gettext, a message is looked up by its English text (msgid), with a context (msgctxt) only where one English
text needs two translations. A catalogue is read when a message is first shown in its language. The files are read
here and not by Babel, whose import takes longer than a build with nothing to do; `docs/messages.py` keeps them current.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TypeAlias

from yearbook.core.frozen import dataclass

_FOLDER = Path(__file__).with_name("locales")
_SOURCE_LANGUAGE = "en"
_STRING = r'(".*"(?:\n".*")*)'  # goes on in the lines below it
_ENTRY = re.compile(rf"^(?:msgctxt {_STRING}\n)?msgid {_STRING}\nmsgstr {_STRING}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """A message whose language is chosen when it is shown."""

    text: str
    """English, a `str.format` template."""
    words: tuple[tuple[str, Word], ...] = ()
    """Values for the template's placeholders, as (name, value) pairs."""
    context: str = ""
    given: tuple[tuple[str, str], ...] = ()
    """Translations that come along, as (language, text), for texts that stand in no catalogue: docstrings."""

    def __str__(self) -> str:
        return self.translated(_SOURCE_LANGUAGE)

    def translated(self, language: str) -> str:
        """The message in `language` with its words filled in; in English where there is no translation."""
        text = dict(self.given).get(language) or translate(self.text, language, self.context)
        return fill_words(text, self.words, language)

    def translations(self) -> tuple[str, ...]:
        """The message in every language that messages are in."""
        return tuple(self.translated(each) for each in message_languages())


Word: TypeAlias = "str | int | Message | tuple[str | int | Message, ...]"
"""What a placeholder stands for: a value, a message of its own, or a list of them."""

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{[a-z_]+(?::0?[0-9])?\}")
"""All that a template may say in braces: a word by name, and how many figures it has."""


def message(text: str, /, *, context: str = "", **words: Word) -> Message:
    """A `Message` from keyword words."""
    return Message(text, tuple(words.items()), context)


def marked(text: str) -> str:
    """The text itself: marks it as a message, where it is shown later (gettext calls this `N_`)."""
    return text


def translate(text: str, language: str, context: str = "") -> str:
    """The translation of an English message; the message itself where there is none."""
    if not text or language == _SOURCE_LANGUAGE:  # the empty msgid is a catalogue's header
        return text
    return _catalogue(language).get((context, text)) or text


def fill_words(template: str, words: tuple[tuple[str, Word], ...], language: str) -> str:
    """The template with its words, each of them in `language`."""
    return template.format(**{name: _shown(value, language) for name, value in words})


def is_plain(template: str) -> bool:
    """Return whether a template that was read from a file asks for words alone, and not for what `str.format` can do.

    `str.format` also reads attributes of words, and fills them up to any width.
    """
    rest = _PLACEHOLDER.sub("", template)
    return "{" not in rest and "}" not in rest


def message_languages() -> tuple[str, ...]:
    """Codes of the languages that messages are in, English first."""
    return _SOURCE_LANGUAGE, *sorted(file.stem for file in _FOLDER.glob("*.po"))


def locale_tag(language: str) -> str:
    """The language as BCP 47 has it, after the header of its catalogue: `zh-CN`."""
    if language == _SOURCE_LANGUAGE:
        return language
    header = _catalogue(language).get(("", ""), "")
    found = re.search(r"^Language: (\S+)$", header, re.MULTILINE)
    return found[1].replace("_", "-") if found else language


def _shown(value: Word, language: str) -> str | int:
    if isinstance(value, Message):
        return value.translated(language)
    if isinstance(value, tuple):
        return translate(", ", language).join(str(_shown(each, language)) for each in value)
    return value


@cache
def _catalogue(language: str) -> Mapping[tuple[str, str], str]:
    """Return translations by (context, English text); empty for a language without a catalogue."""
    try:
        text = (_FOLDER / f"{language}.po").read_text("utf-8")
    except FileNotFoundError:
        return {}
    return {(_string(entry[1] or ""), _string(entry[2])): _string(entry[3]) for entry in _ENTRY.finditer(text)}


def _string(quoted: str) -> str:
    """The string that one or more quoted lines hold; their escapes are those of JSON."""
    if "\\" not in quoted and "\n" not in quoted:  # nearly all are so, and this takes a tenth of the time
        return quoted[1:-1]
    return "".join(json.loads(line) for line in quoted.split("\n") if line)
