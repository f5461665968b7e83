"""Merge two versions of a text with the one that both began from, paragraph by paragraph.

The usual merge of three versions (S. Khanna, K. Kunal and B. C. Pierce, “A formal investigation of diff3”, 2007):
stretches that only one side changed are taken from it; where both changed the same stretch differently, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")


def merge_paragraphs(base: str, mine: str, theirs: str) -> str | None:
    """Return the text with the changes of both sides; None if they changed the same paragraphs differently."""
    if base in (mine, theirs):
        return theirs if base == mine else mine
    merged: list[str] = []
    for stretch in _stretches(*map(_paragraphs, (base, mine, theirs))):
        found = _merge_stretch(*stretch)
        if found is None:
            return None
        merged += found
    return "\n\n".join(merged)


def _merge_stretch(old: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """Return the paragraphs of a stretch; where both sides kept their number, each paragraph is merged by itself."""
    if theirs in (mine, old):
        return mine
    if mine == old:
        return theirs
    if len(old) < 2 or not len(old) == len(mine) == len(theirs):
        return None
    parts = [_merge_stretch([one], [two], [three]) for one, two, three in zip(old, mine, theirs, strict=True)]
    return None if None in parts else [each for part in parts for each in part or ()]


def _paragraphs(text: str) -> list[str]:
    return [each for each in _BETWEEN.split(text) if each]


def _stretches(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield (base, mine, theirs) of every stretch between paragraphs that all three share, and of those themselves."""
    one, other = _matches(base, mine), _matches(base, theirs)
    at = (0, 0, 0)
    for place in sorted(one.keys() & other.keys()):
        here = (place, one[place], other[place])
        if any(new < old for new, old in zip(here, at, strict=True)):
            continue
        yield list(base[at[0] : here[0]]), list(mine[at[1] : here[1]]), list(theirs[at[2] : here[2]])
        shared = [base[place]]
        yield shared, shared, shared
        at = (here[0] + 1, here[1] + 1, here[2] + 1)
    yield list(base[at[0] :]), list(mine[at[1] :]), list(theirs[at[2] :])


def _matches(base: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Return, by the place of each paragraph of `base` that `other` has too, its place there."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + step: block.b + step for block in blocks for step in range(block.size)}
