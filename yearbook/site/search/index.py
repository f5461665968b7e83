"""Index the terms of all entries.

Each entry becomes a document with its terms, which needs no other entry and is small to send, so that documents are
made wherever pages are. Joining them into the index is done in one place.

Numbers of documents are stable: each takes the slot of a table that the hash of its kind and id gives, or the
next free one. So one more record leaves the numbers of nearly all others as they were, and with
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
"""Weights of the places in which a term can stand, from weak to strong; of several the strongest counts."""

_BETWEEN = "\n"
"""Never part of a term: folding makes a space of it, and no term has a space."""
OFTEN_FROM = 3
"""A term that stands so many times in a body has the weight OFTEN."""

_HASH_BITS = 64
_FULL = 0.6


def document_numbers(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the number of each (kind, id), ascending; it does not depend on the order of `keys`.

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
    """One entry as the index holds it."""

    kind: str
    id: str
    years: tuple[int, ...]
    years_word: str
    level: str
    length: int
    """How many terms the title has: of titles that hold what is searched, the shortest is closest to it."""
    terms: tuple[str, ...]
    """For each weight (BODY … TITLE) the terms that have it, joined by `_BETWEEN`."""
    shown: str
    """JSON: `[id, title, [names], [passages]]`, to check a match and to show a line of it."""

    @property
    def key(self) -> Key:
        return (self.kind, self.id)


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The documents of an edition by number, and the postings of their terms."""

    numbered: Mapping[int, SearchDocument]
    """By number, ascending."""
    postings: Mapping[str, Sequence[int]]
    """By term, number × 4 + weight of each document that holds it, ascending."""


def search_document(entry: SearchEntry, cutter: Tokenizer) -> SearchDocument:
    """Return the document of one entry. Pure: needs no other entry."""
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
    """Return the text, after its language between tabs if that is not the page's."""
    return f"\t{run.lang}\t{run.text}" if run.lang else run.text


def search_index(cards: Sequence[SearchDocument]) -> SearchIndex:
    """Return the index of all documents."""
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
    """Return every term of an entry with its weight."""
    counts = Counter(cutter.terms(joined(each.text for each in entry.passages)))
    places = {term: BODY if count < OFTEN_FROM else OFTEN for term, count in counts.items()}
    places.update(dict.fromkeys(cutter.terms(joined(each.text for each in entry.names)), INDEX_NAME))
    places.update(dict.fromkeys(title, TITLE))
    return places
