"""Check the vocabularies of yearbook.yaml, and the words of them that records use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from yearbook.content.name_lookup import vocabulary_lookup
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.model.configuration import Configuration
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.structure import Pointer
from yearbook.model.vocabularies import Phase, VocabularyEntry

_NO_SUCH_WORD = DiagnosticKind(
    "YB314",
    "“{id}” is not one of the {field} of this yearbook",
    hint="did you mean “{meant}”?\nFurther ones are declared in yearbook.yaml, under {field}.\nChoose from: {choices}",
)
_WORD_MISSING = DiagnosticKind(
    "YB315",
    "“{id}” has no name in: {languages}",
    hint="every word of {field} is given in all languages of the yearbook",
)
_WORD_BORROWED = DiagnosticKind(
    "YB316",
    "“{id}” has no name in: {languages}; pages borrow it from another language",
    hint="every word of {field} is given in all languages of the yearbook",
    severity=Severity.WARNING,
)
_NO_PHASE = DiagnosticKind(
    "YB324",
    "the stage “{id}” does not say how far a project has come",
    hint="write phase: {phases}",
)


def check_word(
    configuration: Configuration, vocabulary: str, identity: str, place: Callable[[], Location]
) -> Iterator[Diagnostic]:
    """Yield a mistake if an entry of a vocabulary does not exist; what is written for it by habit is understood."""
    known = configuration.vocabulary(vocabulary)
    if identity in known:
        return
    yield diagnostic(
        _NO_SUCH_WORD,
        place(),
        id=identity,
        meant=vocabulary_lookup(configuration, vocabulary).meant(identity),
        choices=", ".join(known),
        field=VOCABULARIES[vocabulary],
    )


def check_vocabularies(configuration: Configuration, place: Callable[[Pointer], Location]) -> Iterator[Diagnostic]:
    """Yield the entries that lack a name or a phase, and those that stand before one that does not exist."""
    for name, field in VOCABULARIES.items():
        for identity, words in configuration.declared(name).items():
            given = words.languages if words else ()
            if missing := [each for each in configuration.languages if each not in given]:
                languages = ", ".join(missing)
                mistake = _WORD_BORROWED if given else _WORD_MISSING
                yield diagnostic(mistake, place((field, identity)), id=identity, languages=languages, field=field)
    for name, declared in _declared(configuration).items():
        for identity, entry in declared.items():
            if entry.before:
                where = (VOCABULARIES[name], identity, "before")
                yield from check_word(configuration, name, entry.before, lambda where=where: place(where))  # type: ignore[misc]
    for identity, stage in configuration.stages_of_projects.items():
        if stage.phase is None:
            phases = " · ".join(each.value for each in Phase)
            yield diagnostic(_NO_PHASE, place(("stages", identity)), id=identity, phases=phases)


def _declared(configuration: Configuration) -> Mapping[str, Mapping[str, VocabularyEntry]]:
    """Return what yearbook.yaml says of the vocabularies that have shipped words."""
    return {"level": configuration.levels, "stage": configuration.stages, "role": configuration.roles}
