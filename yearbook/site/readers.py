"""Read an edition for one page, and log every read, as `content.readers` does for the yearbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

from yearbook.content.readers import (
    ALL,
    COUNT,
    DOCUMENT,
    NEIGHBOURS,
    PICTURE,
    RECORD,
    UNITS,
    YEAR,
    ReadLog,
    YearbookReader,
)
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, kind_name
from yearbook.data.data_package import DataFile
from yearbook.i18n.language import Language
from yearbook.model.kinds import F_co, Kind
from yearbook.model.vocabularies import Level, Stage
from yearbook.site.documents import DocumentSize
from yearbook.site.edition import Edition
from yearbook.site.images import Size

T = TypeVar("T")


class EditionReader:
    """The yearbook in one language, for one page. What needs no log has the names and types of `Edition`."""

    def __init__(self, edition: Edition, log: ReadLog) -> None:
        self._edition = edition
        self._log = log
        self.yearbook = YearbookReader(edition.yearbook, log)
        self.language: Language = edition.language
        self.languages: tuple[Language, ...] = edition.languages
        self.printed: bool = edition.printed
        self.levels: Mapping[str, Level] = edition.levels
        self.stages: Mapping[str, Stage] = edition.stages
        self.roles: tuple[str, ...] = edition.roles
        self.base_url: str = edition.base_url
        self.files: tuple[DataFile, ...] = edition.files
        self.pictures: Mapping[str, Size] = _LoggedSizes(edition.pictures, PICTURE, log)
        self.documents: Mapping[str, DocumentSize] = _LoggedSizes(edition.documents, DOCUMENT, log)

    def has_index(self, name: str) -> bool:
        """Return whether the site has a page of `urls.index_names`."""
        self._log_counts(name)
        return self._edition.has_index(name)

    def is_listing(self, name: str) -> bool:
        """Return whether a page of `urls.index_names` is there and lists anything."""
        self._log_counts(name)
        return self._edition.is_listing(name)

    def _log_counts(self, index: str) -> None:
        for kind in self.yearbook.kinds.values():
            if kind.index == index:
                self._log[COUNT, kind.name] = None

    def all(self, kind: Kind[F_co]) -> tuple[Record[F_co], ...]:
        """Return all records of a kind in the order of the book."""
        self._log[ALL, kind.name] = None
        return self._edition.all(kind)

    @overload
    def of_year(self, year: int, kind: Kind[F_co]) -> tuple[Record[F_co], ...]: ...
    @overload
    def of_year(self, year: int, kind: str) -> tuple[Record, ...]: ...
    def of_year(self, year: int, kind: Kind[Any] | str) -> tuple[Record[Any], ...]:
        """Return the records of a kind and year in the order of the book."""
        self._log[YEAR, kind_name(kind), str(year)] = None
        return self._edition.of_year(year, kind)

    def neighbours(self, record: Record) -> tuple[Record | None, Record | None]:
        """Return the records before and after one in the order of the book."""
        self._log[NEIGHBOURS, self.language.code, *record.key] = None
        found = self._edition.neighbours[record.kind][record.id]
        for each in found:
            if each:
                self._log[RECORD, *each.key] = None
        return found

    def units_named(self, key: Key) -> tuple[str, ...]:
        """Return the ids of the units that any part of a record names."""
        self._log[UNITS, *key] = None
        return self._edition.units_named.get(key, ())

    def sorted(self, records: Iterable[Record[F_co]]) -> list[Record[F_co]]:
        """Return records by the reading of their titles."""
        return self._edition.sorted(records)

    def title_place(self, key: Key) -> int:
        """Return a number by which a record stands among others by the reading of its title."""
        return self._edition.title_order[key]

    def in_order(self, records: Iterable[Record[F_co]]) -> list[Record[F_co]]:
        """Return records of one kind in the order of the book."""
        return self._edition.in_order(records)

    def initial(self, record: Record) -> str:
        """Return the letter under which an index lists a record."""
        return self._edition.initial(record)


class _LoggedSizes(Mapping[str, T]):
    """The sizes of files by path; every path that is asked for is logged."""

    def __init__(self, sizes: Mapping[str, T], name: str, log: ReadLog) -> None:
        self._sizes, self._name, self._log = sizes, name, log

    def __getitem__(self, path: str) -> T:
        self._log[self._name, path] = None
        return self._sizes[path]

    def __iter__(self) -> Iterator[str]:
        raise TypeError("sizes are read by path")

    def __len__(self) -> int:
        raise TypeError("sizes are read by path")
