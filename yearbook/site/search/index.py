"""Entries → cards, each with one entry's terms; all cards → numbers for them, and for every term who holds it.

A card needs no other entry and is small to send, so that cards are made wherever pages are; joining them is what
remains to be done in one place.

Numbers are stable: each entry has a home in a table, found from its kind and id alone, and moves on from it
only as far as others are in its way. So one more record leaves the numbers of nearly all others as they were, and with
them the scripts. The table is doubled when it is three fifths full, which renumbers all.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from yearbook.content.yearbook import Key
from yearbook.core.digest import digest
from yearbook.core.frozen import dataclass
from yearbook.site.search.entries import SearchEntry
from yearbook.site.search.tokenizer import Tokenizer, joined
from yearbook.site.views.elements import Run

BODY, OFTEN, INDEX_NAME, TITLE = range(4)
"""Where a term stands in an entry, from weak to strong; of several places the strongest counts."""

_BETWEEN = "\n"
"""Never part of a term: folding makes a space of it, and no term has a space."""
OFTEN_FROM = 3
"""How many times a term stands in a body for its entry to be much about it."""

_HASH_BITS = 64
_FULL = 0.6


def document_numbers(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
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
class SearchDocument:
    """What the index needs of one entry."""

    kind: str
    id: str
    years: tuple[int, ...]
    years_word: str
    level: str
    length: int
    """How many terms the title has: of titles that hold what is searched, the shortest is closest to it."""
    terms: tuple[str, ...]
    """By the strongest place in which they stand (BODY … TITLE): the terms there, joined by `BETWEEN`."""
    shown: str
    """JSON: `[id, title, [names], [passages]]`, to check a find and to cut a line out of."""

    @property
    def key(self) -> Key:
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """What a search page needs to know of an edition."""

    numbered: Mapping[int, SearchDocument]
    """By number, ascending."""
    postings: Mapping[str, Sequence[int]]
    """Term → number × 4 + place (BODY … TITLE) of each entry that holds it, ascending."""


def search_document(entry: SearchEntry, cutter: Tokenizer) -> SearchDocument:
    """One entry's. Pure: needs no other entry."""
    title = cutter.terms(entry.title.text)
    places = _places(entry, title, cutter)
    terms = tuple(_BETWEEN.join(term for term, each in places.items() if each == place) for place in range(4))
    shown = [entry.id, _run(entry.title), [*map(_run, entry.names)], [*map(_run, entry.passages)]]
    text = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return SearchDocument(
        kind=entry.kind,
        id=entry.id,
        years=entry.years,
        years_word=entry.years_word,
        level=entry.level,
        length=len(title),
        terms=terms,
        shown=text,
    )


def _run(run: Run) -> str:
    """A text; its language stands before it between tabs where it is not the page's."""
    return f"\t{run.lang}\t{run.text}" if run.lang else run.text


def search_index(cards: Sequence[SearchDocument]) -> SearchIndex:
    """All terms of all entries."""
    by_key = {each.key: each for each in cards}
    numbered = {number: by_key[key] for key, number in document_numbers(by_key).items()}
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, each in numbered.items():
        for place, terms in enumerate(each.terms, number * 4):
            if terms:
                for term in terms.split(_BETWEEN):
                    postings[term].append(place)
    return SearchIndex(numbered, postings)


def _places(entry: SearchEntry, title: list[str], cutter: Tokenizer) -> dict[str, int]:
    """Every term of an entry with the strongest place in which it stands."""
    counts = Counter(cutter.terms(joined(each.text for each in entry.passages)))
    places = {term: BODY if count < OFTEN_FROM else OFTEN for term, count in counts.items()}
    places.update(dict.fromkeys(cutter.terms(joined(each.text for each in entry.names)), INDEX_NAME))
    places.update(dict.fromkeys(title, TITLE))
    return places
