"""A record → what its translations lack: the whole text, the words of a field, or being made from the present original.

The first language of the yearbook is what is translated from. `table` counts the same over all records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from enum import Enum

from yearbook.checks.acceptance import Finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import KINDS
from yearbook.model.structure import Found, Pointer, leaves
from yearbook.model.texts import Text

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
    """How a record stands in a language that it is translated into."""

    TRANSLATED = "translated"
    STALE = "stale"
    UNSTAMPED = "unstamped"
    PARTLY = "partly"
    """Some of its short texts lack this language."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class TranslationStatus:
    """One record in one language."""

    kind: str
    id: str
    language: str
    state: State


def check_translations(
    record: Record, languages: Sequence[str], folder: str, found: Sequence[Found]
) -> Iterator[Finding]:
    """What is missing or old, in each language but the first.

    `folder`: how people know the content folder; `found`: the leaves of the record's facts.
    """
    for language in languages[1:]:
        yield from _file(record, language, folder)
        if pointer := _wordless(found, language):
            field = ".".join(map(str, pointer))
            words = (("field", field), ("language", language))
            yield Finding(WORDLESS, (field, language), words, pointer=pointer)


def standings(yearbook: Yearbook) -> tuple[TranslationStatus, ...]:
    """Every record in every language that it is translated into, kind by kind."""
    languages = yearbook.configuration.languages[1:]
    return tuple(
        TranslationStatus(record.kind, record.id, language, state_of(record, language))
        for record in yearbook
        for language in languages
    )


def translation_table(found: Sequence[TranslationStatus]) -> dict[tuple[str, str], Counter[State]]:
    """(kind, language) → how many records stand how; kinds without records are missing."""
    rows: dict[tuple[str, str], Counter[State]] = {}
    for each in found:
        rows.setdefault((each.kind, each.language), Counter())[each.state] += 1
    return rows


def state_of(record: Record, language: str) -> State:
    """How a record stands in one language. A record without prose is missing where not even its title is there."""
    if KINDS[record.kind].prose:
        made = next((each for each in record.translations if each.language == language), None)
        if made is None:
            return State.MISSING
        if made.made_from != record.version:
            return State.STALE if made.made_from else State.UNSTAMPED
    elif record.title.get(language) is None:
        return State.MISSING
    return State.PARTLY if _wordless(leaves(record.facts), language) else State.TRANSLATED


def _file(record: Record, language: str, folder: str) -> Iterator[Finding]:
    """Of a kind that is translated in files of their own."""
    if not KINDS[record.kind].prose:
        return
    made = next((each for each in record.translations if each.language == language), None)
    if made is None:
        path = f"{folder}/{record.origin.path.removesuffix('.md')}.{language}.md"
        yield Finding(UNTRANSLATED, (language,), (("language", language), ("path", path)))
    elif made.made_from != record.version:
        mistake = STALE if made.made_from else UNSTAMPED
        yield Finding(mistake, (language,), (("id", record.id), ("kind", record.kind)), origin=made.origin)


def _wordless(found: Sequence[Found], language: str) -> Pointer:
    """The first short text that lacks a language; empty where none does."""
    for pointer, leaf, _ in found:
        if isinstance(leaf, Text) and leaf.get(language) is None and pointer[:1] != ("accepted",):
            return pointer
    return ()
