"""Words in several languages: one short text each, with a visible rule for what to do when one is missing."""

from __future__ import annotations

import re

from yearbook.core.frozen import dataclass

Languages = tuple[str, ...]
"""Codes of the languages of a yearbook; facts are written in the first."""
DEFAULT_LANGUAGES: Languages = ("zh", "en")
"""The languages of a yearbook that does not name its own."""

_WIDE = r"\u2e80-\u2fdf\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_MARKS = "“”‘’…—"  # wide in Chinese, narrow in English: their width follows the character on their other side
_WIDE_BREAK = re.compile(rf"(?<=[{_WIDE}]) (?=[{_WIDE}{_MARKS}])|(?<=[{_MARKS}]) (?=[{_WIDE}])")


def on_one_line(text: str) -> str:
    """Without line breaks and doubled spaces; a break between two Han or full-width characters leaves nothing.

    After the segment break rules of CSS Text Level 3, §4.1.3: YAML folds a break into a space, Chinese has none.
    """
    return _WIDE_BREAK.sub("", " ".join(text.split()))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as one reader sees it, with the language that it really is in."""

    text: str
    language: str
    """The short code of the language the text is in (`zh`, `en`): differs from the page's where it is borrowed."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in each language that has it. Never empty."""

    values: tuple[tuple[str, str], ...]
    """(language code, text) in the order of the yearbook's languages; texts are not empty."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.values)

    def get(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        for each, text in self.values:
            if each == language:
                return text
        return None

    def read(self, language: str) -> Phrase:
        """The text in this language, or else in the first language that has it."""
        own = self.get(language)
        if own is not None:
            return Phrase(own, language)
        first, text = self.values[0]
        return Phrase(text, first)
