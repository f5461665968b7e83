"""The words and patterns of a strings file as an immutable tree, and patterns filled with values.

A pattern is a text with {names} in it; one that depends on a number is a mapping from the plural categories
of CLDR to texts (`{one: "{n} honor", other: "{n} honors"}`). This module reads no file: it takes the
mapping that was parsed from it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.messages import Message, message
from yearbook.i18n.locales import locale_of

UNUSABLE_WORD = DiagnosticKind(
    "YB509",
    "{reason}",
    hint="compare the strings files with those of the program (templates/strings)",
)
PLURAL_CATEGORIES = frozenset(("zero", "one", "two", "few", "many", "other"))
"""CLDR's, https://unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules. Each language uses some
of them.
"""

_SIGNS = {
    "quantities.range": "{low}–{high}",
    "quantities.at-least": "≥ {quantity}",
    "quantities.over": "> {quantity}",
    "quantities.about": "≈ {quantity}",
    "quantities.at-most": "≤ {quantity}",
    "quantities.per": "{quantity} / {measure}",
    "quantities.slash": "{quantity}/{measure}",
    "measures": "{number} {classifier}",
    "dates.approximate": "≈ {date}",
    "dates.uncertain": "{date}?",
    "dates.since": "{date} –",
    "dates.until": "– {date}",
    "dates.month": "{month}",
    "dates.span": "{first} – {last}",
}
"""Defaults for patterns of dates and quantities that a strings file lacks."""

_NAME = re.compile(r"\{(\w+)\}")


class WordError(DiagnosticsError):
    """A pattern that asks for a value which is not given, a word that is missing or is a group of words.

    `check_words` finds nearly all of them before anything is printed.
    """

    def __init__(self, reason: Message) -> None:
        super().__init__([diagnostic(UNUSABLE_WORD, Location("strings"), reason=reason)])


@dataclass(frozen=True)
class StringsTree:
    """A group of words, read by attribute (`words.pages.year.promises`) or, for keys with hyphens, by item.

    Jinja tries the one and then the other, and turns the exception of both into an undefined value, which
    `StrictUndefined` refuses to print. Made of nested tuples of texts only: hashable, picklable, with a
    stable digest.
    """

    __slots__ = ("_below", "_hash", "pairs")  # only the last is a field: the others follow from it

    pairs: tuple[tuple[str, str | StringsTree], ...]
    """(key, text or group), in the order of the file. Keys are unique."""

    def __post_init__(self) -> None:
        """Each page asks for dozens of words, and each text that is remembered by its language for the hash of them."""
        self._below: dict[str, str | StringsTree]
        self._hash: int
        below: dict[str, str | StringsTree] = dict(self.pairs)
        for key, value in self.pairs:
            if isinstance(value, StringsTree):
                below |= {f"{key}.{path}": each for path, each in value._below.items()}
        object.__setattr__(self, "_below", below)
        object.__setattr__(self, "_hash", hash(self.pairs))

    def __hash__(self) -> int:
        return self._hash

    def __reduce__(self) -> tuple[Any, ...]:
        return _group, (self.pairs,)

    def get(self, path: str) -> str | StringsTree | None:
        """Return the word or group at `a.b.c` below this group, or None."""
        return self._below.get(path)

    def __getitem__(self, key: str) -> str | StringsTree:
        value = self._below.get(key)
        if value is None:
            raise KeyError(f"no word “{key}”; there are {', '.join(each for each, _ in self.pairs)}")
        return value

    def __getattr__(self, name: str) -> str | StringsTree:
        # Unpickling and copying ask for private names before `pairs` is there.
        if name.startswith("_") or name == "pairs":
            raise AttributeError(name)
        value = self._below.get(name)
        if value is None:
            raise AttributeError(f"no word “{name}”; there are {', '.join(each for each, _ in self.pairs)}")
        return value

    @property
    def is_plural(self) -> bool:
        """Whether this group is one pattern in its plural forms."""
        keys = {key for key, _ in self.pairs}
        return "other" in keys and keys <= PLURAL_CATEGORIES


def words_of(mapping: Mapping[str, object]) -> StringsTree:
    """Return a parsed strings file as a tree; keys and values that are no texts (1: first) become texts."""
    return _group(
        tuple(
            (str(key), words_of(value) if isinstance(value, Mapping) else "" if value is None else str(value))
            for key, value in mapping.items()
        )
    )


@lru_cache(maxsize=1 << 12)
def _group(pairs: tuple[tuple[str, str | StringsTree], ...]) -> StringsTree:
    """The same words are the same object: what is remembered for them is then found without comparing all of them."""
    return StringsTree(pairs)


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with every {name} replaced. Plain text in, plain text out: nothing is escaped here.

    Raises WordError where the pattern names a value that is not given; values that it does not name are
    left out.
    """
    if "{" not in pattern:
        return pattern

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            given = ", ".join(sorted(values)) or "–"
            raise WordError(
                message(
                    "“{pattern}” asks for “{name}”; given are: {given}", pattern=pattern, name=match[1], given=given
                )
            )
        return values[match[1]]

    return _NAME.sub(value, pattern)


def pattern_at(words: StringsTree, path: str) -> str | StringsTree:
    """The pattern at `a.b.c`, or else the sign that any reader understands (≥ 400). Raises WordError where
    there is none.
    """
    found = words.get(path)
    if found is None:
        found = _SIGNS.get(path) or _SIGNS.get(path.partition(".")[0])
    if found is None:
        raise WordError(no_word(path))
    return found


def no_word(path: str) -> Message:
    """Return the reason of a WordError: nothing stands there, or a group where one text is expected."""
    return message("there is no word “{path}”, or it is a group of words", path=path)


def names_in(pattern: str) -> frozenset[str]:
    """The {names} that a pattern needs."""
    return frozenset(_NAME.findall(pattern))


def form_for(tag: str, pattern: str | StringsTree, number: Decimal | int) -> str:
    """Return the plural form of a pattern for `number` in language `tag`; a pattern without forms unchanged."""
    if isinstance(pattern, str):
        return pattern
    form = pattern.get(locale_of(tag).plural_form(abs(Decimal(number)))) or pattern.get("other")
    if not isinstance(form, str):
        forms = ", ".join(key for key, _ in pattern.pairs)
        raise WordError(message("there is no plural form for {number} among: {forms}", number=str(number), forms=forms))
    return form
