"""Take in what editors enter: keep it in the journal, and write it to the files as soon as the record has no error.

An entry is in the journal before anything else happens with it. A file is replaced only if it still is what was read;
if somebody else has written it in between, it is read again, and the entries are brought to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from yearbook.authoring.changes import CHANGED_MEANWHILE, Change, write_changes
from yearbook.authoring.editing.journal import JournalLine, append, read_journal
from yearbook.authoring.editing.operations import (
    Conflict,
    Entries,
    Operation,
    RecordPlace,
    rebase,
    settle,
)
from yearbook.authoring.editing.record_places import language_of, record_groups, record_place
from yearbook.build.loading import LoadResult, folder_context
from yearbook.content.loading import FileGroup, FolderContext, read_group
from yearbook.content.yearbook import Key
from yearbook.core import frozen
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import path_at

RECORD_GONE = DiagnosticKind(
    "YB295",
    "there is no record {record}",
    hint="it may have been renamed or removed meanwhile; go back to the list",
)
_TRIES = 20
"""How many times a file is read again because somebody else has written it."""


@frozen.dataclass(frozen=True, slots=True)
class RecordState:
    """A record as its editor sees it."""

    place: RecordPlace
    files: Mapping[str, bytes]
    """Its files with all entries that fit."""
    diagnostics: tuple[Diagnostic, ...]
    """Why it is not written: its own errors. Empty if it is written."""
    conflicts: tuple[Conflict, ...]
    is_written: bool


@dataclass(slots=True)
class Workspace:
    """The content folder, and what was entered and is not in it yet."""

    root: Path
    loaded: Callable[[], LoadResult]
    """Returns the result of the last load of the folder. Raises DiagnosticsError if it has no configuration."""
    changed: Callable[[Iterable[str]], None]
    """Is told which files were written."""
    entries: dict[Key, Entries] = field(default_factory=dict)
    done: dict[Key, list[Operation]] = field(default_factory=dict)
    """All entries of each record, oldest first: its history."""
    _groups: tuple[LoadResult | None, dict[Key, FileGroup]] = (None, {})

    def recover(self) -> None:
        """Take up what the journal holds, after a crash too."""
        pending: dict[str, Operation] = {}
        conflicts: dict[str, Conflict] = {}
        for line in read_journal(self.root):
            if line.entry:
                pending[line.entry.id] = line.entry
                self.done.setdefault(line.entry.record, []).append(line.entry)
            if line.conflict:
                conflicts[line.conflict.operation.id] = line.conflict
                pending.pop(line.conflict.operation.id, None)
            for each in line.written:
                pending.pop(each, None)
            conflicts.pop(line.settled, None)
        for operation in pending.values():
            self._queue(operation)
        for conflict in conflicts.values():
            known = self.entries.get(conflict.operation.record, Entries())
            self.entries[conflict.operation.record] = replace(known, conflicts=(*known.conflicts, conflict))

    def place(self, key: Key) -> RecordPlace:
        """Return where a record stands. Raises DiagnosticsError with YB295."""
        return record_place(key, self._group(key), self._context().languages)

    def state(self, key: Key) -> RecordState:
        """Return a record as it is now, with what was entered. Raises DiagnosticsError."""
        place = self.place(key)
        files = self._read(place)
        return self._state(place, *rebase(self.entries.get(key, Entries()), files, place))

    def enter(self, operation: Operation) -> RecordState:
        """Take in an entry, and write the record if it has no error. Raises DiagnosticsError; the entry is kept."""
        append(self.root, [JournalLine(entry=operation)])
        self.done.setdefault(operation.record, []).append(operation)
        self._queue(operation)
        return self._write(operation.record)

    def decide(self, key: Key, operation: str, *, mine: bool) -> RecordState:
        """Decide a conflict: take the value of the editor, or that of the others. One that is decided stays so.

        Raises DiagnosticsError.
        """
        known = self.entries.get(key, Entries())
        if operation not in {each.operation.id for each in known.conflicts}:
            return self.state(key)
        entries = settle(known, operation, mine=mine)
        taken = entries.pending[len(known.pending) :]
        append(self.root, [JournalLine(settled=operation), *(JournalLine(entry=each) for each in taken)])
        self.entries[key] = entries
        return self._write(key)

    def take_up(self) -> None:
        """Write every record that has entries and no error. What cannot be written stays in the journal."""
        for key in tuple(self.entries):
            try:
                self._write(key)
            except DiagnosticsError:
                continue

    def _queue(self, operation: Operation) -> None:
        known = self.entries.get(operation.record, Entries())
        self.entries[operation.record] = replace(known, pending=(*known.pending, operation))

    # Writing

    def _write(self, key: Key) -> RecordState:
        """Bring the entries of a record to its files, and write these if the record has no error."""
        for _ in range(_TRIES):
            place, known = self.place(key), self.entries.get(key, Entries())
            before = self._read(place)
            entries, after = rebase(known, before, place)
            state = self._state(place, entries, after)
            if not state.diagnostics:
                try:
                    self._replace(before, after)
                except DiagnosticsError as error:
                    if error.diagnostics[0].mistake is not CHANGED_MEANWHILE:
                        raise
                    continue
                entries = Entries(conflicts=entries.conflicts)
            self._keep(key, entries, known)
            if not entries.pending:
                self.changed(path for path, data in after.items() if before.get(path) != data)
            return replace(state, is_written=not entries.pending)
        raise DiagnosticsError([diagnostic(CHANGED_MEANWHILE, Location(f"{self.root.name}/{self.place(key).main}"))])

    def _keep(self, key: Key, entries: Entries, known: Entries) -> None:
        """Remember the entries of a record, and say in the journal what became of those known before."""
        left = {each.id for each in entries.pending}
        written = tuple(each.id for each in known.pending if each.id not in left)
        new = entries.conflicts[len(known.conflicts) :]
        lines = [JournalLine(conflict=each) for each in new]
        if written:
            lines.append(JournalLine(written=written))
        if lines:
            append(self.root, lines)
        if entries.is_empty:
            self.entries.pop(key, None)
        else:
            self.entries[key] = entries

    def _replace(self, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
        changes = [Change(path, before.get(path), data) for path, data in after.items() if before.get(path) != data]
        if changes:
            write_changes(self.root, changes, self.root.name)

    # Reading

    def _read(self, place: RecordPlace) -> dict[str, bytes]:
        """Return the files of a record that exist. Raises DiagnosticsError with YB295 if there is none."""
        found = {}
        for path in place.texts:
            try:
                found[path] = (self.root / path).read_bytes()
            except (FileNotFoundError, NotADirectoryError):
                continue
        if place.main not in found:
            raise self.no_record(place.key)
        return found

    def _state(self, place: RecordPlace, entries: Entries, files: Mapping[str, bytes]) -> RecordState:
        wrong = self._errors(place, files) if entries.pending else ()
        return RecordState(
            place=place,
            files=files,
            diagnostics=wrong,
            conflicts=entries.conflicts,
            is_written=not entries.pending,
        )

    def _errors(self, place: RecordPlace, files: Mapping[str, bytes]) -> tuple[Diagnostic, ...]:
        """Return the errors of a record by itself: references to others are not looked up."""

        def read(_: Path, path: str, name: str) -> Document | tuple[Diagnostic, ...]:
            return parse_document(files[path], path, name)

        known = dict(self._group(place.key))
        new = {path: replace(known[place.main], language=language_of(place, path)) for path in files.keys() - known}
        group = tuple((path, known.get(path) or new[path]) for path in files)
        found = read_group(self._context(), group, read)
        return tuple(each for each in found.diagnostics if each.is_error and _concerns(each, place, files))

    def _context(self) -> FolderContext:
        result = self.loaded()
        assert result.configuration is not None
        return folder_context(self.root, result.tree, result.configuration, result.own)

    def concerns(self, found: Diagnostic, state: RecordState) -> bool:
        """Return whether a diagnostic about one of its files is about this record."""
        return _concerns(found, state.place, state.files)

    def groups(self) -> dict[Key, FileGroup]:
        """Return the files of every record."""
        result = self.loaded()
        if self._groups[0] is not result:
            self._groups = (result, record_groups(result))
        return self._groups[1]

    def _group(self, key: Key) -> FileGroup:
        group = self.groups().get(key)
        if group is None:
            raise self.no_record(key)
        return group

    def no_record(self, key: Key) -> DiagnosticsError:
        return DiagnosticsError([diagnostic(RECORD_GONE, Location(":".join(key)), record=":".join(key))])


def _concerns(found: Diagnostic, place: RecordPlace, files: Mapping[str, bytes]) -> bool:
    """Return whether a diagnostic is about this record, and not about another one in the same file."""
    text = place.texts[place.main]
    document = parse_document(files[place.main], place.main, "")
    if not text.id or not found.place.line or not isinstance(document, Document):
        return True
    return path_at(document.front, found.place.line, found.place.column)[:1] == (text.id,)
