"""Words in several languages: one short text each, with a visible rule for what to do when one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text as one reader sees it, with the language that it really is in."""

    text: str
    language: str
    """The short code of the language the text is in (`zh`, `en`): differs from the page's where it is borrowed."""


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in each language that has them. Never empty."""

    values: tuple[tuple[str, str], ...]
    """(language code, text) in the order of the yearbook's languages; texts are not empty."""

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.values)

    def get(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        return next((text for each, text in self.values if each == language), None)

    def read(self, language: str) -> Phrase:
        """The text in this language, or else in the first language that has it."""
        own = self.get(language)
        return Phrase(own, language) if own is not None else Phrase(self.values[0][1], self.values[0][0])

    def with_languages(self, more: Iterable[tuple[str, str]]) -> Text:
        """With the texts of further languages added or replaced."""
        merged: Mapping[str, str] = {**dict(self.values), **dict(more)}
        return Text(tuple(merged.items()))
