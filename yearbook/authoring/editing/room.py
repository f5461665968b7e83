"""The editing room as the server asks it: lists, forms, entries and new records. No HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from yearbook.authoring.changes import write_changes
from yearbook.authoring.editing.field_labels import field_label
from yearbook.authoring.editing.forms import FormField, blank_item, record_form
from yearbook.authoring.editing.history import inverse, put_back, redone_next, undone_next
from yearbook.authoring.editing.interpretation import typed_value
from yearbook.authoring.editing.operations import Operation, read_value
from yearbook.authoring.editing.plain_values import changed_within
from yearbook.authoring.editing.record_search import RecordSearch
from yearbook.authoring.editing.room_yearbook import RoomYearbook
from yearbook.authoring.editing.workspace import RecordState, Workspace
from yearbook.authoring.new_record import NewRecordOptions, new_record_files
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.content.records import Record
from yearbook.content.yearbook import Key
from yearbook.core import frozen
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.nodes import Plain
from yearbook.model.structure import Pointer, field_at
from yearbook.model.urls import record_url

SHOWN = 100
"""Records of a list that are shown at once."""
OFFERED = 12
"""Records that are offered for a field."""


@frozen.dataclass(frozen=True, slots=True)
class Surroundings:
    """What a run of the program brings along, and its results do not follow from."""

    time: Callable[[], str]
    """Returns date and time as in RFC 3339."""
    secret: Callable[[], str]
    """Returns a text that nobody can guess, another one each time."""


@frozen.dataclass(frozen=True, slots=True)
class ListedRecord:
    """One record in the list."""

    key: Key
    kind: str
    """The noun."""
    title: str
    year: str
    is_draft: bool
    is_kept: bool
    """Whether something was entered that is not in the file yet."""
    has_conflict: bool
    missing: tuple[str, ...]
    """Languages without a translation."""


@frozen.dataclass(frozen=True, slots=True)
class EditedRecord:
    """A record with its form."""

    key: Key
    kind: str
    title: str
    form: tuple[FormField, ...]
    state: RecordState
    page: str
    """The path of the page that readers see; empty if there is none yet."""
    can_undo: bool
    can_redo: bool


@frozen.dataclass(frozen=True, slots=True)
class Entered:
    """What a browser sends for one field."""

    record: Key
    path: str
    pointer: Pointer
    text: str | None
    """As it was typed; None: the value is removed."""
    unit: Pointer
    """The outermost item of a list that holds the field, or the field itself."""
    before: Plain
    """The value of `unit` that the browser showed."""
    move: int = 0
    """How many places an item of a list goes down."""


@dataclass(slots=True)
class EditingRoom:
    """The content folder with forms over it, for all browsers."""

    options: BuildOptions
    session: Session
    notify: Callable[[Mapping[Any, str]], None]
    """Tells browsers to load a page again: sockets with what to load."""
    surroundings: Surroundings
    yearbook: RoomYearbook = field(init=False)
    workspace: Workspace = field(init=False)
    search: RecordSearch = field(default_factory=RecordSearch)

    def __post_init__(self) -> None:
        self.yearbook = RoomYearbook(self.options, self.session)
        self.workspace = Workspace(self.options.content, self.yearbook.loaded, self._changed)

    def begin(self) -> None:
        """Load the yearbook, and take up what was entered before."""
        self.session.begin()
        self.workspace.recover()
        self.workspace.take_up()

    # Lists

    def kinds(self, language: str) -> tuple[tuple[str, str], ...]:
        """Return (name, noun) of every kind."""
        return tuple((name, self.yearbook.noun(name, language)) for name in self.yearbook.kinds)

    def rows(self, text: str, kind: str, language: str) -> tuple[ListedRecord, ...]:
        """Return the records that are found, at most `SHOWN`."""
        found = self.search.find(self.yearbook.last_sound(), text, kind)
        return tuple(self._row(each, language) for each in islice(found, SHOWN))

    def options_for(self, kind: str, text: str, language: str) -> tuple[tuple[str, str], ...]:
        """Return (id, title) of records that a field may name. `kind`: empty for any, whose ids are kind:id."""
        found = islice(self.search.find(self.yearbook.last_sound(), text, kind), OFFERED)
        return tuple((each.id if kind else ":".join(each.key), each.title.read(language).text) for each in found)

    def _row(self, record: Record, language: str) -> ListedRecord:
        entries = self.workspace.entries.get(record.key)
        languages = self.yearbook.configuration.languages[1:] if record.has_own_files else ()
        done = {each.language for each in record.translations}
        return ListedRecord(
            key=record.key,
            kind=self.yearbook.noun(record.kind, language),
            title=record.title.read(language).text,
            year=str(record.year or ""),
            is_draft=record.draft,
            is_kept=bool(entries and entries.pending),
            has_conflict=bool(entries and entries.conflicts),
            missing=tuple(each for each in languages if each not in done),
        )

    # Records

    def record(self, key: Key, language: str) -> EditedRecord:
        """Return a record with its form. Raises DiagnosticsError."""
        return self._page(self.workspace.state(key), language)

    def enter(self, entered: Entered, language: str, who: str = "") -> EditedRecord:
        """Take in what was entered. Raises DiagnosticsError."""
        return self._page(self.workspace.enter(self._operation(entered, who)), language)

    def decide(self, key: Key, operation: str, language: str, *, mine: bool) -> EditedRecord:
        """Decide a conflict. Raises DiagnosticsError."""
        return self._page(self.workspace.decide(key, operation, mine=mine), language)

    def undo(self, key: Key, language: str, *, redo: bool = False, who: str = "") -> EditedRecord:
        """Take back the last entry, or the last taking back. Raises DiagnosticsError."""
        done = self.workspace.done.get(key, [])
        last = redone_next(done) if redo else undone_next(done)
        if last is None:
            return self.record(key, language)
        operation = inverse(last, self.surroundings.secret(), who, self.surroundings.time())
        if isinstance(operation.pointer[-1], int) and operation.before is None:
            state = self.workspace.state(key)
            items = read_value(state.files, state.place, operation.path, operation.pointer[:-1])
            operation = put_back(operation, items if isinstance(items, list) else [])
        return self._page(self.workspace.enter(operation), language)

    def history(self, key: Key) -> tuple[Operation, ...]:
        """Return what was entered for a record, newest first."""
        return tuple(reversed(self.workspace.done.get(key, [])))

    def blank(self, key: Key, path: str, pointer: Pointer, language: str) -> FormField | None:
        """Return an empty item of a list. Raises DiagnosticsError."""
        place = self.workspace.place(key)
        return blank_item(place, path, pointer, self.yearbook.form_context(language)) if path in place.texts else None

    def create(self, wanted: NewRecordOptions, language: str) -> Key:
        """Write the files of a new record, a draft, and return its key. Raises DiagnosticsError."""
        root = self.options.content
        changes = new_record_files(root, wanted, language)
        write_changes(root, changes, root.name)
        self._changed(each.path for each in changes)
        return wanted.kind, wanted.id

    def label(self, operation: Operation, language: str) -> str:
        """Return what the field is called that an operation is about; empty for prose."""
        found = field_at(self.workspace.place(operation.record).facts, operation.pointer[:1])
        return field_label(found, self.yearbook.language(language)) if found else ""

    def _operation(self, entered: Entered, who: str) -> Operation:
        """Return the operation for what was entered: on the field, or on the outermost item that holds it."""
        place = self.workspace.place(entered.record)
        if entered.path not in place.texts:
            raise self.workspace.no_record(entered.record)
        found = field_at(place.facts, entered.pointer)
        unit, before = entered.unit, entered.before
        if entered.move:
            unit, before, after = self._moved(entered)
        else:
            value = (
                None
                if entered.text is None
                else typed_value(entered.text, entered.pointer, found, self.yearbook.typing_context())
            )
            after = changed_within(before, entered.pointer, len(unit), value, place.facts, place.first)
        return Operation(
            id=self.surroundings.secret(),
            record=entered.record,
            path=entered.path,
            pointer=unit,
            before=before,
            after=after,
            who=who,
            when=self.surroundings.time(),
        )

    def _moved(self, entered: Entered) -> tuple[Pointer, Plain, Plain]:
        """Return the list with one of its items at another place."""
        *above, at = entered.pointer
        state = self.workspace.state(entered.record)
        before = read_value(state.files, state.place, entered.path, tuple(above))
        items = list(before) if isinstance(before, list) else []
        to = int(at) + entered.move
        if isinstance(at, int) and at < len(items) and 0 <= to < len(items):
            items.insert(to, items.pop(at))
        return tuple(above), before, items

    def _page(self, state: RecordState, language: str) -> EditedRecord:
        key = state.place.key
        problems = (*state.diagnostics, *self._warnings(state))
        form = record_form(state.files, state.place, self.yearbook.form_context(language), problems)
        done = self.workspace.done.get(key, [])
        yearbook = self.yearbook.last_sound()
        record = yearbook.find(*key) if yearbook else None
        return EditedRecord(
            key=key,
            kind=self.yearbook.noun(key[0], language),
            title=record.title.read(language).text if record else key[1],
            form=form,
            state=state,
            can_undo=undone_next(done) is not None,
            can_redo=redone_next(done) is not None,
            page=record_url(self._reader_language(language), *key).path if record else "",
        )

    def _reader_language(self, language: str) -> str:
        codes = self.yearbook.configuration.languages
        return language if language in codes else codes[0]

    def _warnings(self, state: RecordState) -> tuple[Diagnostic, ...]:
        """Return what the checks of the whole yearbook say of a record that is in its files."""
        if not state.is_written:
            return ()
        paths = {f"{self.options.content.name}/{each}" for each in state.place.texts}
        found = (each for each in self.session.state.diagnostics if each.place.path in paths)
        return tuple(each for each in found if self.workspace.concerns(each, state))

    def _changed(self, paths: Iterable[str]) -> None:
        """Load what was written, and tell browsers that show it."""
        found = tuple(paths)
        if found:
            self.notify(self.session.edited(found))
