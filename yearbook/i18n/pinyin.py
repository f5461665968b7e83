"""Look up the pinyin of Han characters in a dictionary of phrases, which is loaded on first use.

To load its 47,000 phrases takes about as long as all else that a build which finds nothing changed has to do.
So what a build has looked up is kept for the next one, which mostly has the same titles. Nothing here divides, compares
or sorts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from yearbook.core.lazy_import import import_when_used

if TYPE_CHECKING:
    import pypinyin
else:
    pypinyin = import_when_used("pypinyin")


Readings = tuple[str, ...]
"""Of each character its reading, with its tone as a figure (`lv4`; 5 for the neutral tone); empty if it has none."""
_known: dict[str, Readings] = {}
"""What an earlier process has read, by the characters."""
_used: dict[str, Readings] = {}
"""What this process has read since then."""


def in_phrases(han: str) -> Readings:
    """Return the readings that the characters have here, word by word, as pypinyin does it."""
    found = _used.get(han)
    if found is None:
        found = _used[han] = _known[han] if han in _known else _from_dictionary(han)
    return found


def used_readings() -> Mapping[str, Readings]:
    """Return all that was read since `remember` was last called, by the characters."""
    return _used


def remember(readings: Mapping[str, Readings]) -> None:
    """Take what an earlier process has read, in place of the dictionary. Raises ValueError if it cannot be that."""
    if any(len(each) != len(han) for han, each in readings.items()):
        raise ValueError("a reading for each character")
    _known.clear()
    _used.clear()
    _known.update(readings)


def _from_dictionary(han: str) -> Readings:
    """Titles share most of their words."""
    return tuple([each for word in _words(han) for each in _of_word(word)])


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
