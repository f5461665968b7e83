"""Write the search index as small scripts below `zh/search/`, each of which calls one function of the page.

    yearbookSearch("index", {…})            the versions of the other scripts, and the table of all entries
    yearbookSearch("terms-0110", "!道路 3x…")  a shard of the terms: those whose hash ends so, read from the last bit
    yearbookSearch("texts-193", {"193": […]})  some entries that follow one another in the book, from number 193 on,
                                               to check a match and to show a line of it

Scripts and not JSON, because a page that is opened from a disk may load the one and not the other. A shard of terms
that grows too large is cut in two by one more bit of the hash; no other shard changes. The index says the version of
each script, which the page asks for by it, so that a new index never meets an old script in a cache.

Of equally good matches the page shows the first ones in the book, so their texts stand in few scripts. Where a script
of texts begins is decided by the entries close by, so that one more entry changes the script that it is put in, or
cuts it in two or joins two of them, and no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yearbook.core.digest import digest_bytes
from yearbook.core.output_file import OutputFile
from yearbook.model import urls
from yearbook.site.edition import Edition
from yearbook.site.search.index import SearchDocument, SearchIndex, search_index
from yearbook.site.search.tokenizer import hash_of, tokenizer_options
from yearbook.site.views.facts import seal_of
from yearbook.site.views.page_context import PageContext

FUNCTION = "yearbookSearch"
NEAR_NAME = 8
"""A script of texts begins with the entry whose number is the smallest among so many before it and after it: twice as
many entries and one on average, and more than so many always."""
LARGEST_SCRIPT = 20_000
"""Characters of a shard of terms, beyond which it is cut in two, unless it holds one term."""

_VERSION = 8
_DIGITS = "".join(chr(each) for each in range(35, 127) if each != 92)
"""91 characters that need no escape in JSON. The first 46 end a number, the others continue it."""
_LAST = 46
_BASE = len(_DIGITS) - _LAST
_TERM = "!"


def search_scripts(edition: Edition, documents: Sequence[SearchDocument]) -> tuple[OutputFile, ...]:
    """Return every script of an edition's search, the index first, from documents in the order of the book."""
    how = tokenizer_options(edition.language.code)
    index = search_index(documents)
    number_of = {each.key: number for number, each in index.numbered.items()}
    ordered = [number_of[each.key] for each in documents]
    folder = f"{edition.language.code}/search/"
    terms = {bits: _script(folder, f"terms-{bits}", _json(text)) for bits, text in term_shards(index.postings).items()}
    texts = {each: _script(folder, f"texts-{each}", text) for each, text in _texts(index, ordered).items()}
    content = {
        "words": how.in_words,
        "stemmer": how.stemmer,
        "terms": {bits: _version(each) for bits, each in terms.items()},
        "texts": [[number, _version(each)] for number, each in texts.items()],
        **_table(edition, documents, index),
    }
    return (_script(folder, "index", _json(content)), *terms.values(), *texts.values())


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _script(folder: str, name: str, content: str) -> OutputFile:
    return OutputFile(f"{folder}{name}.js", f'{FUNCTION}("{name}",{content});\n'.encode())


def _version(asset: OutputFile) -> str:
    return digest_bytes(asset.data)[:_VERSION]


# Terms


def script_number(value: int) -> str:
    """Return a whole number from 0 in digits of `_DIGITS`, the lowest first."""
    digits = ""
    while value >= _LAST:
        digits += _DIGITS[_LAST + value % _BASE]
        value //= _BASE
    return digits + _DIGITS[value]


_SMALL = tuple(script_number(each) for each in range(_LAST * _BASE))


def script_numbers(values: Sequence[int]) -> str:
    """Return postings, each as its distance from the last document, and its weight."""
    steps = [each - (last & -4) for last, each in zip((0, *values), values, strict=False)]
    return "".join([_SMALL[each] if each < len(_SMALL) else script_number(each) for each in steps])


def term_shards(postings: Mapping[str, Sequence[int]]) -> dict[str, str]:
    """Return, by the last bits of hashes, the terms whose hashes end so, each with its postings."""
    whole = [(hash_of(term), f"{_TERM}{term} {script_numbers(postings[term])}") for term in sorted(postings)]
    return dict(_split("", whole))


def _split(bits: str, terms: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    if bits and (len(terms) < 2 or sum(len(text) for _, text in terms) <= LARGEST_SCRIPT or len(bits) == 32):
        yield bits, "".join(text for _, text in terms) + _TERM
        return
    for bit in "01":
        part = [each for each in terms if each[0] >> len(bits) & 1 == int(bit)]
        yield from _split(bits + bit, part)


# Texts


def text_script_starts(ordered: Sequence[int]) -> list[int]:
    """Return the places, among all documents in the order of the book, at which scripts of texts begin."""
    around = ((at, ordered[max(at - NEAR_NAME, 0) : at + NEAR_NAME + 1]) for at in range(1, len(ordered)))
    return [0, *(at for at, near in around if ordered[at] == min(near))] if ordered else []


def _texts(index: SearchIndex, ordered: Sequence[int]) -> dict[int, str]:
    """Return JSON of document numbers and what is shown of each, by the number of the script's first document."""
    starts = text_script_starts(ordered)
    parts = [ordered[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return {part[0]: "{" + ",".join(f'"{each}":{index.numbered[each].shown}' for each in part) + "}" for part in parts}


# The table of entries


def _table(edition: Edition, found: Sequence[SearchDocument], index: SearchIndex) -> dict[str, Any]:
    """Return what the page knows of every document before it asks for any text."""
    page = PageContext(edition, urls.index_address(edition.language.code, "home").path)
    kinds = {each: place for place, each in enumerate(dict.fromkeys(each.kind for each in found))}
    facets: dict[tuple[Any, ...], int] = {}
    order = {each.key: place for place, each in enumerate(found)}
    lines = []
    last = -1
    for each, entry in index.numbered.items():
        facet = (kinds[entry.kind], entry.years_word, entry.level, entry.years)
        values = (each - last, order[entry.key], facets.setdefault(facet, len(facets)), entry.length)
        lines.append("".join(map(script_number, values)))
        last = each
    return {
        "kinds": [[each, page.kind_word(each), _pattern(edition.language.code, each)] for each in kinds],
        "levels": {
            each: [seal_of(page, each), page.level_word(each)] for each in sorted({each.level for each in found} - {""})
        },
        "facets": list(facets),
        "entries": "".join(lines),
    }


def _pattern(language: str, kind: str) -> str:
    """Return the address of records of a kind, from the language's folder, with a star for the id."""
    address = urls.record_url(language, kind, "*")
    whole = f"{address.path}#{address.fragment}" if address.fragment else address.path
    return whole.partition("/")[2]
