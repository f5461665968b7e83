"""Find where the values of records are written, by reading their files again; each file is read once.

Places are not stored: only diagnostics need them, and these are few.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from yearbook.content.locations import CONFIGURATION
from yearbook.content.records import Record
from yearbook.content.references import KEY
from yearbook.core.diagnostics import Location
from yearbook.core.documents.decoding import decode_lines, read_bytes
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Mapping, Node, Scalar, key_of, locate
from yearbook.model.structure import Pointer

_MOST_HELD = 8_000_000
"""Bytes of files that are held at once; their values take up to twenty times as much memory."""


class SourceFiles:
    """The files of a content folder, each as it is when it is first asked for.

    An instance serves one pass over a yearbook, and is not kept: files change.
    """

    def __init__(self, root: Path, name: str) -> None:
        self._root = root
        self._name = name
        self._files: dict[str, _File] = {}
        self._held = 0

    def lines(self, path: str) -> tuple[str, ...]:
        """Return the lines of a file by its path below the folder; none if it cannot be read."""
        return self._file(path).lines

    def locate(self, record: Record, pointer: Pointer) -> Location:
        """Return where a value of a record's facts is written; an empty pointer is the record itself."""
        path, start = record.origin.path, record.origin.pointer
        if not pointer and not start:
            return Location(f"{self._name}/{path}")
        on_key = pointer[-1:] in ((), (KEY,))
        return self._file(path).place((*start, *(pointer[:-1] if on_key else pointer)), on_key=on_key)

    def locate_in_configuration(self, pointer: Pointer) -> Location:
        """Return where a value of yearbook.yaml is written."""
        return self._file(CONFIGURATION).place(pointer, on_key=False)

    def _file(self, path: str) -> _File:
        if path not in self._files:
            try:
                data = read_bytes(self._root / path)
            except OSError:
                data = b""
            self._held += len(data)
            if self._held > _MOST_HELD:
                self._files.clear()
                self._held = len(data)
            self._files[path] = _File(data, path, self._name)
        return self._files[path]


class _File:
    """One file; what is asked for is computed once."""

    def __init__(self, data: bytes, path: str, name: str) -> None:
        self._data = data
        self._path = path
        self._name = name

    @cached_property
    def lines(self) -> tuple[str, ...]:
        return decode_lines(self._data) if self._data else ()

    def place(self, pointer: Pointer, *, on_key: bool) -> Location:
        """Return where a value, or the key of one, stands; the file as a whole if it cannot be read."""
        document = self._document
        if document is None:
            return Location(f"{self._name}/{self._path}")
        # A file can have thousands of records: each is looked up, and what is within it is searched.
        found = self._records.get(str(pointer[0])) if pointer else None
        top = Mapping((found,), document.front.line, document.front.column) if found else document.front
        return document.place((key_of(top, pointer) if on_key else None) or locate(top, pointer))

    @cached_property
    def _document(self) -> Document | None:
        found = parse_document(self._data, self._path, self._name)
        return found if isinstance(found, Document) else None

    @cached_property
    def _records(self) -> dict[str, tuple[Scalar, Node]]:
        return {key.text: (key, node) for key, node in self._document.front.pairs} if self._document else {}
