"""Cut text into search terms, as the browser does (`templates/assets/js/search.js`).

Text is folded first: compatibility forms, accents and case are removed; figures keep their decimal points and lose the
commas that group their digits; all else that is neither letter nor digit, but a few signs, becomes a space. A language
that is written without spaces is then cut into *pairs* of neighbouring characters, across Han, letters and digits
alike, so that any two or more characters in a row are found; and its figures into *threes* as well, with the character
before and after them, since there are so few digits that most entries hold all pairs of most numbers. Other languages
are cut into *words*, stemmed if there is a stemmer, and Han among them into pairs.

The tests compare both halves in a real browser, for every character that Python knows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from operator import add

from snowballstemmer.english_stemmer import EnglishStemmer

from yearbook.core.frozen import dataclass

KEPT = "%‰+&#@°$¥€£×"
"""Signs that people search for as part of a word or an amount: 10.5%, 1+3+18."""

_DROPPED = frozenset(("Mn", "Me", "Cf"))
_SPACED = "PZS"
_HAN = "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_GROUPING = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_LOOSE = re.compile(r"(?<![0-9])\.|\.(?![0-9])|,")
_WORD = re.compile(rf"[{_HAN}]+|[^{_HAN} {re.escape(KEPT)}]+")
_FIGURE = re.compile(r"[0-9.]{2,}")
_STEMMED = re.compile(r"[a-z]{3,}")
_IS_HAN = re.compile(rf"[{_HAN}]")

_WITHOUT_SPACES = ("zh", "ja")
_STEMMERS = {"en": "english"}
"""By language, the stemmer that the browser has too."""


class _Folding(dict[int, str]):
    """Cache of folded characters by code point, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character == "，":  # the comma between clauses of a Chinese sentence never groups digits
        return " "
    pieces = (each.lower() for each in unicodedata.normalize("NFKD", character))
    return "".join(map(_shown, "".join(pieces)))


def _shown(character: str) -> str:
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if character in ".," or character in KEPT:
        return character
    return " " if category[0] in _SPACED or category == "Cc" else character


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Return the text as it is compared: small letters, digits, Han, a few signs, and spaces.

    Spaces are not collapsed; characters are folded one by one, so that the browser can point back at the original.
    """
    return _LOOSE.sub(" ", _GROUPING.sub("", text.translate(_FOLDING)))


@dataclass(frozen=True, slots=True)
class TokenizerOptions:
    """How one language is cut into terms."""

    in_words: bool
    """False: everything is cut into pairs of characters."""
    stemmer: str
    """The name by which the browser knows the stemmer; empty where there is none."""


def tokenizer_options(language: str) -> TokenizerOptions:
    """Return how a language, by its code, is cut."""
    return TokenizerOptions(language not in _WITHOUT_SPACES, _STEMMERS.get(language, ""))


class Tokenizer:
    """Cuts texts of one language into terms. Caches stems; not to be shared between threads."""

    def __init__(self, how: TokenizerOptions) -> None:
        self._how = how
        self._stemmer = EnglishStemmer() if how.stemmer == "english" else None
        self._stems: dict[str, str] = {}

    def terms(self, text: str) -> list[str]:
        """Return the terms of a text in its order, each as often as it occurs."""
        folded = fold(text)
        if not self._how.in_words:
            return [each for each in _pairs(folded) + threes(folded) if " " not in each]
        found: list[str] = []
        for word in _WORD.findall(folded):
            if _IS_HAN.match(word):
                found += _pairs(word) or [word]
            else:
                found.append(self._stem(word))
        return found

    def _stem(self, word: str) -> str:
        known = self._stems.get(word)
        if known is None:
            stemmed = self._stemmer is not None and _STEMMED.fullmatch(word)
            known = self._stems[word] = str(self._stemmer.stemWord(word)) if self._stemmer and stemmed else word
        return known


def _pairs(text: str) -> list[str]:
    """Return every two neighbouring characters, those across a space included."""
    return list(map(add, text, text[1:]))


def threes(text: str) -> list[str]:
    """Return every three neighbouring characters that hold two of one figure, those across a space included."""
    around = ((max(each.start() - 1, 0), min(each.end() + 1, len(text)) - 2) for each in _FIGURE.finditer(text))
    return [text[at : at + 3] for start, end in around for at in range(start, end)]


def hash_of(term: str) -> int:
    """Return the 32 bits that the browser computes too: FNV-1a over code points, then mixed."""
    value = 2166136261
    for character in term:
        value = ((value ^ ord(character)) * 16777619) & 0xFFFFFFFF
    value = ((value ^ (value >> 15)) * 0x2C1B3C6D) & 0xFFFFFFFF
    return value ^ (value >> 12)


def joined(texts: Iterable[str]) -> str:
    """Return several texts as one, with no term across them."""
    return "\n".join(texts)
