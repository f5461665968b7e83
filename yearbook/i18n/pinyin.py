"""Look up the pinyin of Han characters in a dictionary of phrases, which is loaded on first use.

To load its 47,000 phrases takes about as long as all else that a build which finds nothing changed has to do.
Nothing here divides, compares or sorts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yearbook.core.lazy_import import import_when_used

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = import_when_used("pypinyin")


def in_phrases(han: str) -> list[str]:
    """Of each character the reading that it has here, with its tone as a figure (`lv4`; 5 for the neutral tone).

    Empty for a character without a reading. Word by word, as pypinyin does it: titles share most of their words.
    """
    return [each for word in _words(han) for each in _of_word(word)]


def _words(han: str) -> Iterable[str]:
    found: Iterable[str] = vars(pypinyin)["seg"].simpleseg.seg(han)  # the library's stubs leave the package out
    return found


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> tuple[str, ...]:
    style = pypinyin.Style.TONE3
    return tuple(pypinyin.lazy_pinyin(word, style=style, neutral_tone_with_five=True, errors=_unread))


def of_character(character: str) -> list[str]:
    """All readings of one character, likewise; the character itself where it has none."""
    style = pypinyin.Style.TONE3
    return pypinyin.pinyin(character, style=style, heteronym=True, neutral_tone_with_five=True)[0]


def _unread(characters: str) -> Any:
    """For characters without a reading one empty item each, so that items and characters stay together.

    pypinyin takes a list here, and its stubs do not say so.
    """
    return [""] * len(characters)
