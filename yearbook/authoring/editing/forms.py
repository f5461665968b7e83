"""Make the form of a record from the fields of its kind: what can be entered, what is written, and what is wrong.

No form is written for a kind. A field of the model becomes a field of the form by the type of its values, with its word
from the strings files and its docstring as help; fields that a yearbook declares do so too. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dictionary
from dataclasses import replace

from yearbook.authoring.editing.field_labels import field_label
from yearbook.authoring.editing.operations import BODY, FileBytes, RecordPlace, fields_of_record, read_file
from yearbook.authoring.editing.plain_values import child_value, main_step, value_at
from yearbook.authoring.editing.record_places import language_of
from yearbook.content.choices import choice_label
from yearbook.content.originals import Translated
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.nodes import Plain, path_at
from yearbook.core.frozen import dataclass
from yearbook.i18n.language import Language
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.structure import ModelField, Pointer, ValueType, field_at, fields_of

WORDS_OF_PROSE = frozenset({"title", "summary", "motto"})
"""Fields of records with prose that each language has in its own file."""


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form: a value to enter, or a group of fields."""

    pointer: Pointer
    path: str
    """The file that holds it."""
    type: ValueType | None
    """None: prose, or a group."""
    label: str
    help: str = ""
    plain: Plain = None
    """The value of the field or the whole group, as it is written."""
    language: str = ""
    """Of words, or of prose."""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) of what can be chosen."""
    refers_to: str = ""
    """The kind of the record or word that is named; empty with the type ANY_REFERENCE: any."""
    required: bool = False
    is_list: bool = False
    """Whether `fields` are the items of a list, to which more can be added."""
    fields: tuple[FormField, ...] = ()
    """Of a group."""
    field: ModelField | None = None
    """The field of the model; None for prose."""
    problems: tuple[Diagnostic, ...] = ()

    @property
    def is_group(self) -> bool:
        return self.is_list or bool(self.fields)

    @property
    def value(self) -> Plain:
        """As it is written in the file; None for a group."""
        return None if self.is_group else self.plain

    @property
    def is_filled(self) -> bool:
        return self.value is not None or any(each.is_filled for each in self.fields)


@dataclass(frozen=True, slots=True)
class FormContext:
    """What forms are made with."""

    words: Language
    """The language of the interface."""
    configuration: Configuration
    texts: Dictionary[str, str]
    """The words of the editing room, by name."""


def record_form(
    files: FileBytes, place: RecordPlace, context: FormContext, diagnostics: Iterable[Diagnostic] = ()
) -> tuple[FormField, ...]:
    """Return the fields of a record's form. Raises DiagnosticsError if one of its files cannot be read."""
    main = place.main
    document = read_file(files[main], main)
    values = fields_of_record(document, place.texts[main])
    kind = place.texts[main].kind
    languages = context.configuration.languages
    found: list[FormField] = []
    for each in fields_of(kind.facts):
        if kind.prose and each.name in WORDS_OF_PROSE:
            found.append(_words_in_files(files, place, each, context))
        else:
            maker = _Maker(main, context, languages)
            found.append(maker.field(each, (each.name,), values.get(each.name)))
    if kind.prose:
        found += _bodies(files, place, context)
    return _with_problems(tuple(found), tuple(diagnostics), files, place)


def blank_item(place: RecordPlace, path: str, pointer: Pointer, context: FormContext) -> FormField | None:
    """Return an empty item of a list at a pointer, which ends with its number; None if there is no such list."""
    found = field_at(place.facts, pointer)
    if found is None or not isinstance(pointer[-1], int):
        return None
    one = replace(found, many=False, keyed=False, required=False)
    return _Maker(path, context, context.configuration.languages).field(one, pointer, None)


def _words_in_files(files: FileBytes, place: RecordPlace, field: ModelField, context: FormContext) -> FormField:
    """Return a field whose words stand in the file of each language."""
    known = {each.name for each in fields_of(Translated)}
    lines = []
    for path, text in place.texts.items():
        language = language_of(place, path)
        if language != place.first and field.name not in known:
            continue
        values = fields_of_record(read_file(files[path], path), text) if path in files else {}
        lines.append(
            FormField(
                pointer=(field.name,),
                path=path,
                type=ValueType.TEXT,
                label=field_label(field, context.words),
                plain=values.get(field.name),
                language=language,
                required=field.required and language == place.first,
                field=field,
            )
        )
    first = lines[0]
    return replace(first, type=None, language="", help=_help(field, context), fields=tuple(lines))


def _bodies(files: FileBytes, place: RecordPlace, context: FormContext) -> Iterator[FormField]:
    """Yield the prose of each language."""
    for path in place.texts:
        body = read_file(files[path], path).body.strip("\n") if path in files else ""
        yield FormField(
            pointer=BODY,
            path=path,
            type=None,
            label=context.texts["body"],
            plain=body or None,
            language=language_of(place, path),
        )


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes fields of one file."""

    path: str
    context: FormContext
    languages: Sequence[str]

    def field(self, field: ModelField, pointer: Pointer, value: Plain) -> FormField:
        """Return the field of a form for a field of the model and its value."""
        if field.keyed and field.keys:
            return self._keyed(field, pointer, value)
        return self._list(field, pointer, value) if field.many else self._one(field, pointer, value)

    def _head(self, field: ModelField, pointer: Pointer, value: Plain) -> FormField:
        return FormField(
            pointer=pointer,
            path=self.path,
            type=None,
            label=field_label(field, self.context.words),
            help=_help(field, self.context),
            required=field.required,
            field=field,
            plain=value,
        )

    def _one(self, field: ModelField, pointer: Pointer, value: Plain) -> FormField:
        head = self._head(field, pointer, value)
        if field.value_type is ValueType.PART:
            inner = fields_of(field.part)
            return replace(
                head,
                fields=tuple(
                    self.field(each, (*pointer, each.name), child_value(value, each.name, field.shorthand))
                    for each in inner
                ),
            )
        if field.value_type is ValueType.TEXT:
            lines = tuple(
                self._line(head, language, child_value(value, language, self.languages[0]))
                for language in self.languages
            )
            return replace(head, fields=lines)
        return replace(
            head,
            type=field.value_type,
            choices=self._choices(field),
            refers_to=field.refers_to,
        )

    def _line(self, head: FormField, language: str, value: Plain) -> FormField:
        return replace(
            head,
            pointer=(*head.pointer, language),
            type=ValueType.TEXT,
            help="",
            plain=value,
            language=language,
            required=head.required and language == self.languages[0],
        )

    def _list(self, field: ModelField, pointer: Pointer, value: Plain) -> FormField:
        items: list[Plain] = list(value) if isinstance(value, list) else [] if value is None else [value]
        one = replace(field, many=False, required=False)
        made = tuple(self._one(one, (*pointer, at), each) for at, each in enumerate(items))
        return replace(self._head(field, pointer, value), is_list=True, fields=made)

    def _keyed(self, field: ModelField, pointer: Pointer, value: Plain) -> FormField:
        """Return a group with a list for each word of a vocabulary: units by their roles."""
        written = value if isinstance(value, dict) else {}
        one = replace(field, keyed=False, keys="", required=False)
        words = self.context.configuration.vocabulary(field.keys)
        lists = (
            replace(
                self._list(one, (*pointer, key), written.get(key)),
                label=text.read(self.context.words.code).text,
                help="",
            )
            for key, text in words.items()
        )
        return replace(self._head(field, pointer, value), fields=tuple(lists))

    def _choices(self, field: ModelField) -> tuple[tuple[str, str], ...]:
        code = self.context.words.code
        if field.value_type is ValueType.CHOICE:
            return tuple((value, each.name.translated(code)) for value, each in choice_label(field.choices).items())
        if field.value_type is ValueType.FLAG:
            return (("true", self.context.texts["yes"]), ("false", self.context.texts["no"]))
        if field.value_type is ValueType.REFERENCE and field.refers_to in VOCABULARIES:
            words = self.context.configuration.vocabulary(field.refers_to)
            return tuple((key, text.read(code).text) for key, text in words.items())
        return ()


def _help(field: ModelField, context: FormContext) -> str:
    return field.description.read(context.words.code)


def _with_problems(
    form: tuple[FormField, ...], diagnostics: tuple[Diagnostic, ...], files: FileBytes, place: RecordPlace
) -> tuple[FormField, ...]:
    """Return the fields with what is wrong with each; what belongs to no field stands with the first."""
    placed: dict[tuple[str, Pointer], list[Diagnostic]] = {}
    for each in diagnostics:
        path, pointer = _pointer_of(each, files, place)
        placed.setdefault((path, pointer), []).append(each)
    made = tuple(_placed(each, placed) for each in form)
    rest = tuple(each for found in placed.values() for each in found)
    return (replace(made[0], problems=(*made[0].problems, *rest)), *made[1:]) if rest else made


def _placed(field: FormField, problems: dict[tuple[str, Pointer], list[Diagnostic]]) -> FormField:
    """Return a field with its problems, which are taken out; each stands with the innermost field that holds it."""
    inner = tuple(_placed(each, problems) for each in field.fields)
    mine = [key for key in problems if key[0] == field.path and key[1][: len(field.pointer)] == field.pointer]
    found = tuple(each for key in mine for each in problems.pop(key))
    return replace(field, fields=inner, problems=found)


def _pointer_of(found: Diagnostic, files: FileBytes, place: RecordPlace) -> tuple[str, Pointer]:
    """Return the file and the value that a diagnostic is about, by its line and column."""
    path = next((each for each in place.texts if found.place.path.endswith(f"/{each}")), place.main)
    if path not in files:
        return path, ()
    document = read_file(files[path], path)
    if found.place.line >= document.body_line and path.endswith(".md"):
        return path, BODY
    text = place.texts[path]
    pointer = path_at(document.front, found.place.line, found.place.column)[1 if text.id else 0 :]
    value = value_at(fields_of_record(document, text), pointer, place.facts, place.first)
    main = main_step(field_at(place.facts, pointer), place.first) if isinstance(value, str) else ""
    in_file = text.kind.prose and pointer[:1] in {(each,) for each in WORDS_OF_PROSE}
    return path, (*pointer, main) if main and not in_file else pointer
