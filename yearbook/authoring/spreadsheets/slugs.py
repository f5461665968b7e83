"""The title of a record that came without an id → an id: its English words, or the pinyin of its Chinese.

The same title gives the same id; where another record has it, a number follows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from yearbook.i18n.collation import syllables

_LONGEST = 48  # characters; the schema allows 80, and a number may follow
_HAN = re.compile(r"[\u3400-\u9fff]")
_SMALL = frozenset({"a", "an", "the", "of", "in", "for", "and", "to", "at", "on", "by"})


def slug(title: str, english: str, taken: Container[str]) -> str:
    """An id that is not taken. Never empty: a title of signs alone gives `record`."""
    words = [each for each in _words(english) if each not in _SMALL] or _pinyin(title)
    short = _shortened(words) or "record"
    number, made = 1, short
    while made in taken:
        number += 1
        made = f"{short}-{number}"
    return made


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("’", "").replace("'", "")
    return re.findall(r"[a-z0-9]+", "".join(each for each in plain if not unicodedata.combining(each)))


def _pinyin(title: str) -> list[str]:
    """Its syllables in their order, with the figures and Latin words that stand between them."""
    read = iter(syllables(title))
    spelt = _HAN.sub(lambda _: f" {next(read, ('', False, 0))[0]} ", title)
    return _words(spelt)


def _shortened(words: list[str]) -> str:
    """As many whole words as fit; of a single word too long, its beginning."""
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word[:_LONGEST]
        if len(longer) > _LONGEST:
            break
        made = longer
    return made
