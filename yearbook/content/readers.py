"""Read a yearbook for one page, and log every read: a page follows from its own record and from what it reads.

Views get readers in place of the yearbook, so that they can read nothing that is not logged. A page that was made
before is kept if everything that its log names would be read as it was then (`build.page_keys`). The configuration and
the words of a language are not logged: every page follows from them.
"""

from __future__ import annotations

from typing import Any, overload

from yearbook.content.records import Record
from yearbook.content.yearbook import Use, Yearbook, kind_name
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import Declarations
from yearbook.model.geometry import Geometry
from yearbook.model.kinds import F_co, Kind
from yearbook.model.own_kinds import Kinds

RECORD, EXISTS, USES, ALL, COUNT, YEAR = "record", "exists", "uses", "all", "count", "year"
NEIGHBOURS, UNITS, PICTURE, DOCUMENT, GEOMETRY = "neighbours", "units", "picture", "document", "geometry"

Read = tuple[str, ...]
"""One of the names above, and what it is read of: a kind and id, a kind, a language, kind and id, or a file."""
ReadLog = dict[Read, None]
"""What a page read of the yearbook; a set that keeps an order."""


class YearbookReader:
    """The records of a yearbook, for one page."""

    def __init__(self, yearbook: Yearbook, log: ReadLog) -> None:
        self._yearbook = yearbook
        self._log = log
        self.configuration: Configuration = yearbook.configuration

    @property
    def kinds(self) -> Kinds:
        return self._yearbook.kinds

    @property
    def own(self) -> Declarations:
        return self._yearbook.own

    @overload
    def get(self, kind: Kind[F_co], identity: str) -> Record[F_co]: ...
    @overload
    def get(self, kind: str, identity: str) -> Record: ...
    def get(self, kind: Kind[Any] | str, identity: str) -> Record[Any]:
        """Return a record that is there."""
        name = kind_name(kind)
        self._log[RECORD, name, identity] = None
        return self._yearbook.records[name][identity]

    @overload
    def find(self, kind: Kind[F_co], identity: str) -> Record[F_co] | None: ...
    @overload
    def find(self, kind: str, identity: str) -> Record | None: ...
    def find(self, kind: Kind[Any] | str, identity: str) -> Record[Any] | None:
        """Return a record, or None: a draft that is left out may still be named."""
        name = kind_name(kind)
        self._log[RECORD, name, identity] = None
        return self._yearbook.records.get(name, {}).get(identity)

    def has(self, kind: str, identity: str) -> bool:
        """Return whether there is a record."""
        self._log[EXISTS, kind, identity] = None
        return identity in self._yearbook.records[kind]

    @overload
    def all(self, kind: Kind[F_co]) -> tuple[Record[F_co], ...]: ...
    @overload
    def all(self, kind: str) -> tuple[Record, ...]: ...
    def all(self, kind: Kind[Any] | str) -> tuple[Record[Any], ...]:
        """Return all records of a kind, in the order of their ids."""
        self._log[ALL, kind_name(kind)] = None
        return self._yearbook.all(kind)

    def count(self, kind: str) -> int:
        """Return how many records of a kind there are."""
        self._log[COUNT, kind] = None
        return len(self._yearbook.records[kind])

    def used(self, record: Record) -> tuple[Use, ...]:
        """Return all that names a record."""
        self._log[USES, *record.key] = None
        return self._yearbook.used(record)

    def located(self, geometry: Geometry | None) -> Geometry | None:
        """Return where a place is; see `Yearbook.located`."""
        if geometry and geometry.file:
            self._log[GEOMETRY, geometry.file] = None
        return self._yearbook.located(geometry)


Readable = Yearbook | YearbookReader
"""A yearbook, or what one page may read of it."""
