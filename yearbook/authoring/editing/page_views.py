"""What the pages of the editing room show: forms as plain values for templates."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from yearbook.authoring.editing.forms import FormField
from yearbook.authoring.editing.operations import BODY, Conflict, Operation
from yearbook.authoring.editing.room import EditedRecord, EditingRoom
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.nodes import Plain
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Pointer, ValueType

_WORDS = frozenset({ValueType.TEXT, ValueType.LINE})


@dataclass(frozen=True, slots=True)
class ProblemView:
    """What is wrong with a field."""

    severity: str
    text: str
    hint: str


def problem_view(found: Diagnostic, language: str, reworded: Callable[[str], str] = str) -> ProblemView:
    """Return a diagnostic in the language of the editor."""
    return ProblemView(found.mistake.severity.value, found.text(language), reworded(found.hint(language)))


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as the template shows it."""

    id: str
    label: str
    help: str
    control: str
    """prose, words, choice, reference or line; empty for a group."""
    text: str
    echo: str
    language: str
    language_name: str
    required: bool
    choices: tuple[tuple[str, str], ...]
    is_unknown: bool
    """Whether the value is none of the choices."""
    refers_to: str
    is_list: bool
    is_shown: bool
    """Whether it is shown at once: it is filled in, required or wrong."""
    has_errors: bool
    fields: tuple[FieldView, ...]
    problems: tuple[ProblemView, ...]
    pointer: str
    """JSON."""
    path: str
    unit: str
    """JSON: the pointer of the outermost item of a list that holds the field."""
    before: str
    """JSON: the value of that item."""
    next_pointer: str
    """JSON: of a list, the pointer of an item that is added."""

    @property
    def item_data(self) -> Markup:
        """The attributes by which a button names an item of a list."""
        return Markup('data-pointer="{0}" data-path="{1}" data-unit="{2}" data-before="{3}"').format(
            self.pointer, self.path, self.unit, self.before
        )


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A value that two people have changed."""

    id: str
    label: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class FormView:
    """A record with its form."""

    record: str
    kind: str
    title: str
    address: str
    status: str
    """written, kept or conflict."""
    status_text: str
    conflicts: tuple[ConflictView, ...]
    fields: tuple[FieldView, ...]
    can_undo: bool
    can_redo: bool


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One entry in the history of a record."""

    when: str
    who: str
    label: str
    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Views:
    """Makes views in the language of one editor."""

    room: EditingRoom
    language: str
    texts: Mapping[str, str]
    reworded: Callable[[str], str] = str

    def page(self, page: EditedRecord) -> FormView:
        status = "conflict" if page.state.conflicts else "written" if page.state.is_written else "kept"
        text = {"conflict": "conflict", "written": "in_file", "kept": "kept"}
        return FormView(
            record=":".join(page.key),
            kind=page.kind,
            title=page.title,
            address=page.page,
            status=status,
            status_text=self.texts[text[status]],
            conflicts=tuple(self._conflict(each) for each in page.state.conflicts),
            fields=tuple(self.field(each) for each in page.form),
            can_undo=page.can_undo,
            can_redo=page.can_redo,
        )

    def history(self, operation: Operation) -> HistoryView:
        return HistoryView(
            when=operation.when,
            who=operation.who,
            label=self.room.label(operation, self.language) or self.texts["body"],
            path=operation.path,
            before=_text(operation.before),
            after=_text(operation.after),
        )

    def problems(self, found: Iterable[Diagnostic]) -> tuple[ProblemView, ...]:
        return tuple(problem_view(each, self.language, self.reworded) for each in found)

    def field(self, field: FormField, unit: Pointer = (), value: Plain = None) -> FieldView:
        """Return a field and those in it. `unit`: the outermost item of a list around it, which has this value."""
        if not unit and any(isinstance(each, int) for each in field.pointer):
            unit, value = field.pointer, field.plain
        inner = tuple(self.field(each, unit, value) for each in field.fields)
        problems = self.problems(field.problems)
        wrong = any(each.has_errors for each in inner) or any(each.severity == "error" for each in problems)
        text = _text(field.value)
        control = "" if field.is_group else _control(field)
        return FieldView(
            id=_id(field),
            label=field.label,
            help=field.help,
            control=control,
            text=text,
            echo=self.room.yearbook.understood(field) if control else "",
            language=field.language,
            language_name=self.room.yearbook.language(field.language).word("language.name") if field.language else "",
            required=field.required,
            choices=field.choices,
            is_unknown=bool(text) and text not in {each for each, _ in field.choices},
            refers_to=field.refers_to,
            is_list=field.is_list,
            is_shown=field.is_filled or field.required or bool(field.problems) or wrong or field.pointer == BODY,
            has_errors=wrong,
            fields=tuple(_named_by_language(each, field.label) for each in inner),
            problems=problems,
            pointer=json.dumps(field.pointer),
            path=field.path,
            unit=json.dumps(unit or field.pointer),
            before=json.dumps(value if unit else field.plain, ensure_ascii=False),
            next_pointer=json.dumps((*field.pointer, len(field.fields))),
        )

    def _conflict(self, conflict: Conflict) -> ConflictView:
        label = self.room.label(conflict.operation, self.language) or self.texts["body"]
        operation = conflict.operation
        return ConflictView(id=operation.id, label=label, mine=_text(operation.after), theirs=_text(conflict.theirs))


def _named_by_language(field: FieldView, group: str) -> FieldView:
    """Return a field without the name that its group has already, if it says its language."""
    return replace(field, label="") if field.language and field.label == group else field


def _control(field: FormField) -> str:
    if field.pointer == BODY:
        return "prose"
    if field.choices:
        return "choice"
    if field.type in (ValueType.REFERENCE, ValueType.ANY_REFERENCE):
        return "reference"
    return "words" if field.type in _WORDS else "line"


def _text(value: Plain) -> str:
    """Return a value as it is typed into a field."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _id(field: FormField) -> str:
    """Return an id for HTML, the same from page to page."""
    digest = hashlib.sha256(json.dumps((field.path, field.pointer)).encode()).hexdigest()[:8]
    return f"f-{digest}"
