"""Read fields.yaml: the fields and kinds that a yearbook declares, or all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yearbook.content.locations import FIELDS
from yearbook.content.tree import ContentTree
from yearbook.content.validation import validate
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic, nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import locate
from yearbook.core.frozen import dataclass
from yearbook.core.messages import Word
from yearbook.model.declarations import NO_DECLARATIONS, Declarations, FieldType, OwnField
from yearbook.model.kinds import KINDS, VOCABULARIES
from yearbook.model.own_kinds import reserved_names, taken_names
from yearbook.model.structure import Pointer, fields_of
from yearbook.model.texts import Text

UNKNOWN_OWNER = DiagnosticKind(
    "YB230",
    "there is no kind of record “{kind}”",
    hint="did you mean “{meant}”?\nKinds are: {kinds}",
)
TAKEN = DiagnosticKind(
    "YB231",
    "the name “{name}” is taken",
    hint="choose another, such as {example}; every kind has some fields, and {kind} has its own",
)
TAKEN_KIND = DiagnosticKind(
    "YB232",
    "“{name}” cannot be the name of a kind: the program uses “{name}” or “{plural}” itself, or another kind does",
    hint="choose another name",
)
NO_CHOICES = DiagnosticKind(
    "YB233",
    "“{name}” is a choice, and has nothing to choose from",
    hint="add choices, each with a value and its words",
)
CHOICE_TWICE = DiagnosticKind(
    "YB234", "“{value}” is a choice of “{name}” already", hint="give each choice a value of its own"
)
NO_TARGET = DiagnosticKind(
    "YB235",
    "“{name}” names records, and does not say of which kind",
    hint="add of: unit",
)
UNFIT = DiagnosticKind("YB236", "a field of the type {type} has no “{setting}”", hint="remove it, or change the type")
WITH_BRACES = DiagnosticKind(
    "YB238", "the words for the kind “{name}” have braces in them", hint="leave the braces out"
)
NO_WORDS = DiagnosticKind(
    "YB237",
    "the words for “{name}” are missing in: {languages}",
    hint="readers of every language see them",
)

ReadDeclarations = tuple[Declarations | None, tuple[Diagnostic, ...]]


def read_declarations(root: Path, tree: ContentTree, languages: tuple[str, ...]) -> ReadDeclarations:
    """Return what fields.yaml declares, and what is wrong with it; None if that is an error."""
    if not any(each.path == FIELDS for each in tree.files):
        return NO_DECLARATIONS, ()
    document = read_document(root, FIELDS, tree.name)
    if not isinstance(document, Document):
        return None, document
    declared, wrong = validate(Declarations, document.front, document, languages)
    if declared is None:
        return None, wrong
    found = tuple(_Checks(document, declared, languages).all())
    return (None if found else declared), found


@dataclass(frozen=True, slots=True)
class _Checks:
    """Checks of declarations that the validation library has accepted."""

    document: Document
    declared: Declarations
    languages: tuple[str, ...]

    def all(self) -> Iterator[Diagnostic]:
        for at, kind in enumerate(self.declared.kinds):
            here: Pointer = ("kinds", at)
            others = [each for each in self.declared.kinds[:at] if {kind.name, kind.folder} & {each.name, each.folder}]
            if others or {kind.name, kind.folder} & taken_names():
                yield self._wrong(TAKEN_KIND, (*here, "name"), name=kind.name, plural=kind.folder)
            for name, words in (("words", kind.words), ("several", kind.several)):
                yield from self._words(words, (*here, name), kind.name)
                if words and any(sign in text for _, text in words.values for sign in "{}"):
                    yield self._wrong(WITH_BRACES, (*here, name), name=kind.name)
        for at, field in enumerate(self.declared.fields):
            yield from self._field(field, ("fields", at), self.declared.fields[:at])

    def _field(self, field: OwnField, here: Pointer, before: tuple[OwnField, ...]) -> Iterator[Diagnostic]:
        kinds = [*KINDS, *(each.name for each in self.declared.kinds)]
        if field.kind not in kinds:
            words = {"meant": nearest(field.kind, kinds), "kinds": ", ".join(kinds)}
            yield self._wrong(UNKNOWN_OWNER, (*here, "kind"), kind=field.kind, **words)
        built_in = [each.name for each in fields_of(KINDS[field.kind].facts)] if field.kind in KINDS else []
        taken = {*reserved_names(), *built_in, *(each.name for each in before if each.kind == field.kind)}
        if field.name in taken:
            words = {"example": f"own_{field.name}", "kind": field.kind}
            yield self._wrong(TAKEN, (*here, "name"), name=field.name, **words)
        yield from self._words(field.words, (*here, "words"), field.name)
        yield from self._settings(field, here)

    def _settings(self, field: OwnField, here: Pointer) -> Iterator[Diagnostic]:
        """What the type of a field asks for, and what it does not take."""
        is_choice, is_record = field.type is FieldType.CHOICE, field.type is FieldType.RECORD
        if is_choice and not field.choices:
            yield self._wrong(NO_CHOICES, here, name=field.name)
        if is_record and not field.of:
            yield self._wrong(NO_TARGET, here, name=field.name)
        unfit = {
            "choices": field.choices and not is_choice,
            "of": field.of and not is_record,
            "many": field.many and field.type is FieldType.FLAG,
            "required": field.required and field.type is FieldType.FLAG,
        }
        for setting in (name for name, given in unfit.items() if given):
            yield self._wrong(UNFIT, (*here, setting), type=field.type.value, setting=setting)
        targets = [*KINDS, *(each.name for each in self.declared.kinds), *VOCABULARIES]
        if is_record and field.of and field.of not in targets:
            words = {"meant": nearest(field.of, targets), "kinds": ", ".join(targets)}
            yield self._wrong(UNKNOWN_OWNER, (*here, "of"), kind=field.of, **words)
        for at, choice in enumerate(field.choices):
            place = (*here, "choices", at)
            if any(each.value == choice.value for each in field.choices[:at]):
                yield self._wrong(CHOICE_TWICE, (*place, "value"), value=choice.value, name=field.name)
            yield from self._words(choice.words, (*place, "words"), choice.value)

    def _words(self, words: Text | None, pointer: Pointer, name: str) -> Iterator[Diagnostic]:
        missing = [each for each in self.languages if words and words.get(each) is None]
        if missing:
            yield self._wrong(NO_WORDS, pointer, name=name, languages=", ".join(missing))

    def _wrong(self, mistake: DiagnosticKind, pointer: Pointer, **words: Word) -> Diagnostic:
        return diagnostic(mistake, self.document.place(locate(self.document.front, pointer)), **words)
