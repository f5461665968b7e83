"""Entries → numbers for them, and for every term the entries that hold it.

Numbers are stable: each entry has a home in a table, found from its kind and id alone, and moves on from it
only as far as others are in its way. So one more record leaves the numbers of nearly all others as they were, and with
them the scripts. The table is doubled when it is three fifths full, which renumbers all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yearbook.digest import digest
from yearbook.search.entries import Entry
from yearbook.search.terms import Cutter, Cutting, joined

BODY, OFTEN, NAME, TITLE = range(4)
"""Where a term stands in an entry, from weak to strong; of several places the strongest counts."""

OFTEN_FROM = 3
"""How many times a term stands in a body for its entry to be much about it."""

_HASH_BITS = 64
_FULL = 0.6


def slots(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """(kind, id) → its number, in ascending order of numbers; the same whatever the order of `keys`.

    Linear probing in the order of hashes, without going round: a table that is the same however it was filled
    (after O. Amble and D. E. Knuth, “Ordered hash tables”, The Computer Journal 17, 1974).
    """
    hashed = sorted((int(digest(key)[: _HASH_BITS // 4], 16), key) for key in keys)
    bits = 4
    while len(hashed) > _FULL * (1 << bits):
        bits += 1
    found: dict[tuple[str, str], int] = {}
    last = -1
    for value, key in hashed:
        last = found[key] = max(last + 1, value >> (_HASH_BITS - bits))
    return found


@dataclass(frozen=True, slots=True)
class Index:
    """What a search page needs to know of an edition."""

    numbered: Mapping[int, Entry]
    """By number, ascending."""
    lengths: Mapping[int, int]
    """Number → how many terms the title has: of titles that hold what is searched, the shortest is closest to it."""
    postings: Mapping[str, Sequence[int]]
    """Term → number × 4 + place (BODY … TITLE) of each entry that holds it, ascending."""


def index(entries: Sequence[Entry], how: Cutting) -> Index:
    """All terms of all entries."""
    numbers = slots((each.kind, each.id) for each in entries)
    by_key = {(each.kind, each.id): each for each in entries}
    cutter = Cutter(how)
    postings: dict[str, list[int]] = {}
    lengths: dict[int, int] = {}
    for key, number in numbers.items():
        entry = by_key[key]
        title = cutter.terms(entry.title.text)
        lengths[number] = len(title)
        values = [number * 4 + place for place in range(4)]
        for term, place in _places(entry, title, cutter).items():
            known = postings.get(term)
            if known is None:
                postings[term] = [values[place]]
            else:
                known.append(values[place])
    return Index({number: by_key[key] for key, number in numbers.items()}, lengths, postings)


def _places(entry: Entry, title: list[str], cutter: Cutter) -> dict[str, int]:
    """Every term of an entry with the strongest place in which it stands."""
    counts = Counter(cutter.terms(joined(each.text for each in entry.passages)))
    places = dict.fromkeys(counts, BODY)
    for term, count in counts.items():
        if count >= OFTEN_FROM:
            places[term] = OFTEN
    places.update(dict.fromkeys(cutter.terms(joined(each.text for each in entry.names)), NAME))
    places.update(dict.fromkeys(title, TITLE))
    return places
