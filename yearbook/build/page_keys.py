"""Compute the key of a page from what it read: its recipe's key, and the digest of everything its log names.

A view is a pure function of its recipe and of what it reads (`content.readers`). If all that it read when it was last
rendered would be read as it was then, it would do the same again; so its files are kept without rendering them.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from yearbook.build.plan import Recipe
from yearbook.content import readers
from yearbook.content.outlines import Fingerprint
from yearbook.content.readers import Read
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core.cache import pack, unpacker
from yearbook.core.digest import digest
from yearbook.site.edition import Edition

_TABLE = ""
"""Under this name, all reads of all logs stand once; a log is a list of places in it."""


class PageKeys:
    """The keys of pages. Each process computes the digest of a read once."""

    def __init__(self, editions: Mapping[str, Edition], records: Mapping[Key, Fingerprint]) -> None:
        """`records`: the fingerprints of all records."""
        self._editions = editions
        self._first = next(iter(editions.values()))
        self._yearbook = self._first.yearbook
        self._records = records
        self._known: dict[Read, str] = {}

    def key(self, recipe: Recipe, log: Iterable[Read]) -> str:
        """Return the key of a page that read what its log names."""
        return digest((recipe.key, *map(self._digest, log)))

    def _digest(self, read: Read) -> str:
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = digest(_VALUES[read[0]](self, *read[1:]))
        return found

    # What is read, by the names in `content.readers`

    def _record(self, kind: str, identity: str) -> str:
        return self._records[kind, identity].outline if self._exists(kind, identity) else ""

    def _exists(self, kind: str, identity: str) -> bool:
        return identity in self._yearbook.records.get(kind, {})

    def _uses(self, kind: str, identity: str) -> object:
        return self._yearbook.uses.get((kind, identity), ())

    def _all(self, kind: str) -> object:
        return self._outlines(self._yearbook.records.get(kind, {}).values())

    def _count(self, kind: str) -> int:
        return len(self._yearbook.records.get(kind, {}))

    def _year(self, kind: str, year: str) -> object:
        return self._outlines(self._first.by_year.get(kind, {}).get(int(year), ()))

    def _neighbours(self, language: str, kind: str, identity: str) -> object:
        around = self._editions[language].neighbours.get(kind, {}).get(identity, ())
        return tuple(each.id if each else None for each in around)

    def _units(self, kind: str, identity: str) -> object:
        return self._first.units_named.get((kind, identity), ())

    def _picture(self, path: str) -> object:
        return self._first.pictures.get(path)

    def _document(self, path: str) -> object:
        return self._first.documents.get(path)

    def _geometry(self, path: str) -> object:
        return self._yearbook.geometries.get(path)

    def _outlines(self, records: Iterable[Record]) -> object:
        return tuple((each.id, self._records[each.key].outline) for each in records)


_VALUES: Mapping[str, Callable[..., Any]] = {
    readers.RECORD: PageKeys._record,
    readers.EXISTS: PageKeys._exists,
    readers.USES: PageKeys._uses,
    readers.ALL: PageKeys._all,
    readers.COUNT: PageKeys._count,
    readers.YEAR: PageKeys._year,
    readers.NEIGHBOURS: PageKeys._neighbours,
    readers.UNITS: PageKeys._units,
    readers.PICTURE: PageKeys._picture,
    readers.DOCUMENT: PageKeys._document,
    readers.GEOMETRY: PageKeys._geometry,
}


def encode_logs(logs: Mapping[str, Iterable[Read]]) -> dict[str, bytes]:
    """Return logs for the cache, by the names of their recipes."""
    places: dict[Read, int] = {}
    packed = {
        name: array("I", [places.setdefault(read, len(places)) for read in log]).tobytes() for name, log in logs.items()
    }
    return {_TABLE: pack(tuple(places)), **packed}


def decode_logs(packed: Mapping[str, bytes]) -> dict[str, tuple[Read, ...]]:
    """Return the logs that `encode_logs` packed; none if there is no table. Raises UnsoundCacheError."""
    if _TABLE not in packed:
        return {}
    reads: tuple[Read, ...] = unpacker(tuple[Read, ...])(packed[_TABLE])
    return {name: tuple([reads[place] for place in array("I", data)]) for name, data in packed.items() if name}
