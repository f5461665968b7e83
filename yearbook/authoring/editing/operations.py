"""What an editor enters, as operations on one value each, and how they meet what others have entered. Pure.

An operation says which value it found and which it leaves. It is applied where the value is still the one that it
found; if it is another, the two are merged, paragraph by paragraph, or else both are kept for a person to choose from.
So it does not matter who changed the value meanwhile: another editor, a text editor, or git.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from yearbook.authoring.editing.merging import merge_paragraphs
from yearbook.authoring.editing.plain_values import PlainFields, value_at, with_value
from yearbook.authoring.field_edits import RecordText, set_body, set_fields
from yearbook.content.yearbook import Key
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Mapping as Fields
from yearbook.core.documents.nodes import Plain, plain
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Pointer

BODY: Pointer = ("body",)
"""The pointer of the prose of a record in one language."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One value of a record, before and after."""

    id: str
    """Unique among all operations."""
    record: Key
    path: str
    """The file, below the content folder."""
    pointer: Pointer
    """From the record to the value; BODY for its prose."""
    before: Plain
    """None: there was no value."""
    after: Plain
    """None: there is to be none."""
    who: str = ""
    when: str = ""
    """Date and time as in RFC 3339."""
    undoes: str = ""
    """The id of the operation that it takes back."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operation whose value somebody else has changed meanwhile."""

    operation: Operation
    theirs: Plain
    """The value that is there now."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What was entered for one record and is not in its files yet, oldest first."""

    pending: tuple[Operation, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.pending and not self.conflicts


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record stands in the content folder."""

    key: Key
    texts: Mapping[str, RecordText]
    """By path: its file with the facts first, then its translations, those too that do not exist yet."""
    first: str
    """The first language of the yearbook, in which facts are written."""

    @property
    def main(self) -> str:
        """The path of the file with the facts."""
        return next(iter(self.texts))

    @property
    def facts(self) -> type:
        return self.texts[self.main].kind.facts


FileBytes = Mapping[str, bytes]
"""The bytes of files, by path below the content folder; those that do not exist are missing."""
_EMPTY = b"---\n---\n"


def read_value(files: FileBytes, place: RecordPlace, path: str, pointer: Pointer) -> Plain:
    """Return a value of a record; None if there is none. Raises DiagnosticsError if the file cannot be read."""
    if path not in files:
        return None
    document = read_file(files[path], path)
    if pointer == BODY:
        return document.body.strip("\n") or None
    return value_at(fields_of_record(document, place.texts[path]), pointer, place.facts, place.first)


@lru_cache(maxsize=64)
def read_file(data: bytes, path: str) -> Document:
    """Return one file. Raises DiagnosticsError if it cannot be read. Remembered: an entry looks at it many times."""
    document = parse_document(data, path, "")
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    return document


def fields_of_record(document: Document, text: RecordText) -> PlainFields:
    """Return the fields of a record as they are written; none if the file does not hold it."""
    node = document.front.get(text.id) if text.id else document.front
    fields = plain(node) if isinstance(node, Fields) else {}
    assert isinstance(fields, dict)
    return fields


def apply_operations(files: FileBytes, place: RecordPlace, operations: Iterable[Operation]) -> dict[str, bytes]:
    """Return the files after operations that fit them. Raises DiagnosticsError if one cannot be read."""
    changed = dict(files)
    for each in operations:
        data = changed.get(each.path, _EMPTY)
        if each.pointer == BODY:
            assert isinstance(each.after, str | None)
            changed[each.path] = set_body(data, each.path, each.after or "")
        else:
            changed[each.path] = _set(data, place, each)
    return changed


def _set(data: bytes, place: RecordPlace, operation: Operation) -> bytes:
    """Return a file with one value set: in its place if it is a text there, else with its whole field written anew."""
    text = place.texts[operation.path]
    fields = fields_of_record(read_file(data, text.path), text)
    whole = with_value(fields, operation.pointer, operation.after, place.facts, place.first)
    name = str(operation.pointer[0])
    if whole.get(name) == fields.get(name):
        return data
    if isinstance(operation.before, str) and isinstance(operation.after, str):
        edited = set_fields(data, text, {operation.pointer: operation.after})
        if fields_of_record(read_file(edited, text.path), text) == whole:
            return edited
    return set_fields(data, text, {(name,): whole.get(name)})


def rebase(entries: Entries, files: FileBytes, place: RecordPlace) -> tuple[Entries, dict[str, bytes]]:
    """Return entries for files that somebody may have changed, without those that are in them already, and the files
    with these entries. Raises DiagnosticsError if a file cannot be read.
    """
    now, pending, conflicts = dict(files), [], list(entries.conflicts)
    for each in entries.pending:
        found = _brought_to(each, now, place)
        if isinstance(found, Conflict):
            conflicts.append(found)
        elif found:
            now = apply_operations(now, place, [found])
            pending.append(found)
    return Entries(tuple(pending), tuple(conflicts)), now


def _brought_to(operation: Operation, files: FileBytes, place: RecordPlace) -> Operation | Conflict | None:
    """Return an operation for files as they are now, or the conflict that it meets; None if it is done already."""
    theirs = read_value(files, place, operation.path, operation.pointer)
    if theirs == operation.after:
        return None
    if theirs != operation.before and isinstance(operation.pointer[-1], int):
        items = read_value(files, place, operation.path, operation.pointer[:-1])
        found = _moved(operation, items if isinstance(items, list) else [])
        if found is None:
            return None
        operation = found
        theirs = read_value(files, place, operation.path, operation.pointer)
    if theirs != operation.before:
        merged = _merged(operation, theirs)
        if merged is None:
            return Conflict(operation, theirs)
        if theirs == merged:
            return None
        operation = replace(operation, before=theirs, after=merged)
    return operation


def settle(entries: Entries, operation: str, *, mine: bool) -> Entries:
    """Return the entries without one conflict. `mine`: the value of the editor is taken, else that of the others."""
    (found,) = (each for each in entries.conflicts if each.operation.id == operation)
    rest = tuple(each for each in entries.conflicts if each is not found)
    taken = (replace(found.operation, before=found.theirs),) if mine else ()
    return replace(entries, pending=(*entries.pending, *taken), conflicts=rest)


def _moved(operation: Operation, items: list[Plain]) -> Operation | None:
    """Return the operation on an item of a list, at the place where that item stands now; None if it is done already.

    A new item that finds its place taken is put at the end.
    """
    before, after = operation.before, operation.after
    if after in items or (after is None and before not in items):
        return None
    if before is None:
        return replace(operation, pointer=(*operation.pointer[:-1], len(items)))
    places = [place for place, each in enumerate(items) if each == before]
    return replace(operation, pointer=(*operation.pointer[:-1], places[0])) if len(places) == 1 else operation


def _merged(operation: Operation, theirs: Plain) -> str | None:
    """Return prose with the changes of both sides; None if they exclude each other, or for other values."""
    before, after = operation.before or "", operation.after or ""
    if operation.pointer != BODY or not isinstance(theirs, str | None):
        return None
    assert isinstance(before, str)
    assert isinstance(after, str)
    return merge_paragraphs(before, after, theirs or "")
