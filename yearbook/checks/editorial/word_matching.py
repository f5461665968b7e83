"""Find many words at once, the longest at each place, in time that does not grow with their number.

A plain alternation tries every word at every character. The pattern made here branches letter by letter, so that a text
is read once however many names a yearbook has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""  # marks in a branch that a word ends there
_QUOTED = re.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|「[^「」]*」")
BLANK = "□"
"""The sign that stands for each character that is taken out of a text, so that places in it stay."""


def word_pattern(words: Iterable[str], *, whole: bool = False) -> re.Pattern[str]:
    """Return a pattern of the longest of the words at each place.

    `whole`: only words with neither a letter nor a figure right before or after them.
    """
    top: dict[str, Any] = {}
    for word in words:
        branch = top
        for character in word:
            branch = branch.setdefault(character, {})
        branch[_END] = {}
    if not top or _END in top:
        return re.compile("(?!)")
    found = _branches(top)
    return re.compile(rf"(?<!\w){found}(?!\w)" if whole else found)


def _branches(branch: dict[str, Any]) -> str:
    more = [re.escape(character) + _branches(rest) for character, rest in branch.items() if character]
    if not more:
        return ""
    if len(more) == 1 and _END not in branch:
        return more[0]
    return f"(?:{'|'.join(more)}){'?' if _END in branch else ''}"


def without_quotations(text: str) -> str:
    """Return the text, as long as before, with blanks for what is in quotation marks: there words are as printed."""
    return _QUOTED.sub(_blanked, text) if "“" in text or "‘" in text or "《" in text or "「" in text else text


def _blanked(found: re.Match[str]) -> str:
    return f"{found[0][0]}{BLANK * (len(found[0]) - 2)}{found[0][-1]}"
