"""Check what a record's translations lack: the whole text, the words of a field, or the last changes of the original.

Texts are translated from the first language of the yearbook. `translation_table` shows the states of all records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.structure import Pointer
from yearbook.model.texts import Text
from yearbook.model.walk import Found, leaves

UNTRANSLATED = DiagnosticKind(
    "YB401",
    "this record has no {language} text yet",
    hint="write {path}; until then readers see the other language, marked",
    severity=Severity.WARNING,
)
STALE = DiagnosticKind(
    "YB402",
    "the original has changed since this translation was made",
    hint="compare the two, then run: python build.py translated {kind}:{id}",
    severity=Severity.WARNING,
)
UNSTAMPED = DiagnosticKind(
    "YB403",
    "this translation does not say which version of the original it was made from",
    hint="check it against the original, then run: python build.py translated {kind}:{id}",
    severity=Severity.WARNING,
)
WORDLESS = DiagnosticKind(
    "YB447",
    "“{field}” has no {language} words",
    hint="write them beside the others: {language}: …",
    severity=Severity.WARNING,
)


class State(Enum):
    """State of the translation of a record into one language."""

    TRANSLATED = "translated"
    STALE = "stale"
    UNSTAMPED = "unstamped"
    PARTLY = "partly"
    """Some of its short texts lack this language."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """State of one record in one language."""

    kind: str
    id: str
    language: str
    state: State


def check_translations(
    record: Record, values: Sequence[Found], languages: Sequence[str], folder: str
) -> Iterator[Finding]:
    """Yield what is missing or old, in each language but the first. `folder`: the name of the content folder."""
    for language in languages[1:]:
        if record.has_own_files:
            yield from _file(record, language, folder)
        if pointer := _wordless(values, language):
            field = ".".join(map(str, pointer))
            yield finding(WORDLESS, (field, language), pointer, field=field, language=language)


def _file(record: Record, language: str, folder: str) -> Iterator[Finding]:
    """Yield what is wrong with the file of a translation."""
    state = _file_state(record, language)
    if state is State.MISSING:
        path = f"{folder}/{record.origin.path.removesuffix('.md')}.{language}.md"
        yield finding(UNTRANSLATED, language, language=language, path=path)
    elif state is not State.TRANSLATED:
        mistake = STALE if state is State.STALE else UNSTAMPED
        origin = next(each.origin for each in record.translations if each.language == language)
        yield Finding(mistake, (language,), words=(("id", record.id), ("kind", record.kind)), origin=origin)


def _file_state(record: Record, language: str) -> State:
    """Return the state of the file of a translation, whatever its short texts lack."""
    translation = next((each for each in record.translations if each.language == language), None)
    if translation is None:
        return State.MISSING
    if translation.made_from != record.version:
        return State.STALE if translation.made_from else State.UNSTAMPED
    return State.TRANSLATED


def _wordless(values: Sequence[Found], language: str) -> Pointer:
    """Return the pointer of the first short text that lacks a language; empty if all have it."""
    for pointer, value, _ in values:
        if isinstance(value, Text) and value.get(language) is None and pointer[:1] != ("accepted",):
            return pointer
    return ()


def translation_statuses(yearbook: Yearbook) -> tuple[TranslationStatus, ...]:
    """Return the state of every record in every language that it is translated into, kind by kind."""
    return tuple(
        TranslationStatus(kind=record.kind, id=record.id, language=language, state=state_of(record, language))
        for record in yearbook
        for language in yearbook.configuration.languages[1:]
    )


def translation_table(found: Sequence[TranslationStatus]) -> dict[tuple[str, str], Counter[State]]:
    """Return the number of records in each state by (kind, language); kinds without records are missing."""
    rows: dict[tuple[str, str], Counter[State]] = {}
    for each in found:
        rows.setdefault((each.kind, each.language), Counter())[each.state] += 1
    return rows


def state_of(record: Record, language: str) -> State:
    """Return the state of a record in one language. Without prose it is missing if its title has no words in it."""
    if record.has_own_files:
        state = _file_state(record, language)
    else:
        state = State.TRANSLATED if record.title.get(language) else State.MISSING
    lacks_words = state is State.TRANSLATED and _wordless(leaves(record.facts), language)
    return State.PARTLY if lacks_words else state
