"""Sort titles, and find the letter under which an index lists them.

Han characters go by pinyin, character by character: syllable, then tone, then the character itself, as
dictionaries and GB/T 13418 order them (except that characters that sound alike follow their code points,
not their strokes). Figures come first, by value; then letters, word by word, without accents or case; then
Han. Punctuation is passed over. The same order serves every language; only the articles to skip differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from yearbook.i18n import pinyin
from yearbook.i18n.readings import READINGS, Syllable, read_syllables

_FIGURE, _LETTERS, _HAN, _UNREAD = range(4)
_HAN_CHARACTERS = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(
    rf"(?P<figure>[0-9]+(?:,[0-9]{{3}})*)|(?P<han>[{_HAN_CHARACTERS}]+)|(?P<letters>(?:(?![{_HAN_CHARACTERS}])[^\W\d_])+)"
)
_KNOWN = re.compile("|".join(sorted(map(re.escape, READINGS), key=len, reverse=True)))

_Element = tuple[int, int, str, bool, int, str]
"""(class, value of a figure, letters or syllable, whether u stands for ü, tone, character): compares as the
order wants.
"""
SortKey = tuple[tuple[_Element, ...], str]


@lru_cache(maxsize=1 << 16)
def sort_key(text: str, reading: str = "", articles: tuple[str, ...] = ()) -> SortKey:
    """Return the sort key of `text`; never fails.

    `reading` is the pinyin of its Han characters, with or without tones and spaces (`Chángjiāng Xīlù`,
    `chang2 jiang1`); one that does not fit the characters is passed over (`checks` reports it). `articles`
    are words in small letters that do not count at the beginning.
    """
    elements = tuple(_elements(_folded(text), reading))
    if articles and len(elements) > 1 and elements[0][0] == _LETTERS and elements[0][2] in articles:
        elements = elements[1:]
    return elements, text


def initial(text: str, reading: str = "", articles: tuple[str, ...] = ()) -> str:
    """The capital letter under which `text` stands in an index; `#` for a figure and for what has no
    letter.
    """
    elements, _ = sort_key(text, reading, articles)
    if not elements or elements[0][0] not in (_LETTERS, _HAN):
        return "#"
    return elements[0][2][0].upper()


def syllables(text: str, reading: str = "") -> tuple[Syllable, ...]:
    """Of each Han character in turn, its pinyin: from `reading` where it fits, else as phrases and names
    are read.
    """
    return _given(text, reading) or tuple(_usual(_han(text)))


def fits(text: str, reading: str) -> bool:
    """Whether `reading` has one syllable for each Han character of `text`. Letters of the title itself may
    stand in it.
    """
    return bool(_given(text, reading))


def _given(text: str, reading: str) -> tuple[Syllable, ...]:
    if not reading:
        return ()
    for match in _TOKEN.finditer(_folded(text)):
        if match["letters"]:
            reading = re.sub(rf"\b{match['letters']}\b", " ", reading, count=1, flags=re.IGNORECASE)
    return read_syllables(reading, _han(text))


def _han(text: str) -> str:
    return "".join(match["han"] or "" for match in _TOKEN.finditer(_folded(text)))


def _elements(text: str, reading: str) -> Iterator[_Element]:
    read = iter(syllables(text, reading))
    for match in _TOKEN.finditer(text):
        if match["figure"]:
            yield (_FIGURE, int(match["figure"].replace(",", "")), "", False, 0, "")
        elif match["letters"]:
            yield (_LETTERS, 0, match["letters"], False, 0, "")
        else:
            for character in match["han"]:
                letters, is_umlaut, tone = next(read)
                yield (_HAN if letters else _UNREAD, 0, letters, is_umlaut, tone, character)


def _usual(han: str) -> Iterator[Syllable]:
    """By the names that this project knows, and by the phrases of the dictionary between them."""
    start = 0
    for match in _KNOWN.finditer(han):
        yield from _by_dictionary(han[start : match.start()])
        yield from map(_syllable, READINGS[match[0]].split())
        start = match.end()
    yield from _by_dictionary(han[start:])


def _by_dictionary(han: str) -> Iterator[Syllable]:
    return map(_syllable, pinyin.in_phrases(han))


@lru_cache(maxsize=1 << 12)
def _syllable(toned: str) -> Syllable:
    """Return letters, whether u stands for ü, and tone: (`lu`, True, 4) for `lv4`."""
    letters, tone = (toned[:-1], int(toned[-1])) if toned[-1:].isdigit() else (toned, 0)
    return letters.replace("v", "u").replace("ü", "u"), "v" in letters or "ü" in letters, tone


def _folded(text: str) -> str:
    """Return the text without case, accents, width (ae for ＡÉ) and apostrophes, so that people's is one word."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return unicodedata.normalize("NFC", re.sub("['’]", "", kept))
