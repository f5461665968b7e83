"""Read the strings files of the templates into languages."""

from __future__ import annotations

from collections.abc import Sequence

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import plain
from yearbook.core.overlay import Folders
from yearbook.i18n.language import Language, make_language
from yearbook.i18n.strings_checks import Files, check_words
from yearbook.i18n.words import words_of
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.measures import Measures

NO_STRINGS = DiagnosticKind(
    "YB519",
    "there are no interface strings for “{language}”",
    hint="copy strings/en.yaml to strings/{language}.yaml and translate it",
)


def read_languages(
    templates: Folders,
    codes: Sequence[str],
    measures: Measures | None = None,
    own: Declarations = NO_DECLARATIONS,
) -> tuple[Language, ...]:
    """The interface strings of each language, with the words of a yearbook's measures, by default the shipped ones, and
    those of its own kinds.

    Raises DiagnosticsError where a file is missing or wrong.
    """
    found: list[Language] = []
    diagnostics: list[Diagnostic] = []
    for code in codes:
        path = f"strings/{code}.yaml"
        holder = templates.holder(path)
        document = read_document(holder, path, templates.name(holder))
        if isinstance(document, Document):
            words = plain(document.front)
            assert isinstance(words, dict)  # the top of a document is a mapping
            found.append(make_language(code, words, measures, own))
        elif (holder / path).exists():
            diagnostics += document
        else:
            diagnostics.append(diagnostic(NO_STRINGS, Location(templates.shown(path)), language=code))
    files = {each.code: (templates.shown(f"strings/{each.code}.yaml"), each.words) for each in found}
    program = _program_words(templates)
    diagnostics += (each for each in check_words(files, program) if each.is_error)
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return tuple(found)


def _program_words(templates: Folders) -> Files:
    """Return the strings files of the program, if the yearbook has some of its own."""
    if templates.beneath is None or not (templates.own / "strings").is_dir():
        return {}
    found = {}
    name = templates.name(templates.beneath)
    for file in Folders(templates.beneath).within("strings").values():
        document = read_document(templates.beneath, f"strings/{file.name}", name)
        if isinstance(document, Document):
            words = plain(document.front)
            assert isinstance(words, dict)
            found[file.stem] = (f"{name}/strings/{file.name}", words_of(words))
    return found
