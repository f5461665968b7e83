"""The glossary → texts that do not keep to it: translations that it avoids, terms rendered in other words.

Whether a term is kept is asked of a record as a whole: where one of its texts has the term in the first language, its
texts in the other language should have the greater part of the words of its translation, in any form and order
(“shantytown redevelopment”, “shantytowns redeveloped”). Terms of fewer than three characters (竣工, 街道) are common
words, which good English says in many ways; they are not asked for, nor are notes of editors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from yearbook.checks.acceptance import Finding
from yearbook.checks.editorial.word_matching import word_pattern
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass

AVOIDED = DiagnosticKind(
    "YB405",
    "“{avoided}” is a translation that the glossary avoids",
    hint="for {term} write “{kept}”",
    severity=Severity.WARNING,
)
NOT_KEPT = DiagnosticKind(
    "YB440",
    "“{term}” stands here, and “{kept}” nowhere in the {language} text",
    hint="translate it as the glossary does, or accept it (at: {term})",
    severity=Severity.WARNING,
)
_LEAST = 3  # characters of a term that is asked for
_NAMED = ("unit", "project", "program", "honor", "theme")
_WORD = re.compile(r"[a-z0-9%+]+")
_SMALL = frozenset(("the", "a", "an", "of", "and", "or", "in", "for", "on", "to", "by", "with"))


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the terms of a yearbook come to, for one language that is translated into."""

    first: str
    language: str
    terms: Mapping[str, tuple[str, tuple[str, ...]]]
    """Term in the first language → its translation, and the beginnings of its words."""
    found: re.Pattern[str]
    """Finds terms, and the names within which they are no terms."""
    avoided: Mapping[str, tuple[str, str]]
    """Avoided translation in small letters → (term, the translation that is kept)."""
    avoiding: re.Pattern[str]


def glossaries(yearbook: Yearbook) -> tuple[Glossary, ...]:
    """One for each language but the first."""
    first, *others = yearbook.configuration.languages
    return tuple(_glossary(yearbook, first, each) for each in others)


def _glossary(yearbook: Yearbook, first: str, language: str) -> Glossary:
    terms: dict[str, tuple[str, tuple[str, ...]]] = {}
    avoided: dict[str, tuple[str, str]] = {}
    for record in yearbook.all("term"):
        term, kept = record.title.get(first), record.title.get(language)
        if term and kept:
            terms[term] = (kept, _beginnings(kept))
            avoided |= {each.lower(): (term, kept) for each in record.facts.avoid}
    names = {each for kind in _NAMED for record in yearbook.all(kind) for each in _names(record, first)}
    found = word_pattern((*terms, *(names if terms else ())))
    return Glossary(first, language, terms, found, avoided, word_pattern(avoided, whole=True))


def _names(record: Record, language: str) -> Iterator[str]:
    """What a record is called: within its name, a term is none."""
    short = (each.short for each in getattr(record.facts, "names", ()) if getattr(each, "short", None))
    return (words for each in (record.title, *short) if (words := each.get(language)))


def _beginnings(translation: str) -> tuple[str, ...]:
    """Of each word that matters, so much that its other forms begin with it too: improve(ment), buil(ding), bod(y)."""
    words = (each.removesuffix("y") for each in _WORD.findall(translation.lower()) if each not in _SMALL)
    return tuple(each[: max(4, math.ceil(len(each) * 0.6))] for each in words)


def check_glossary(record: Record, glossary: Glossary, sides: Sequence[TextSide]) -> Iterator[Finding]:
    """The findings in one record, of which `sides` are the texts."""
    if record.kind in ("term", "source"):
        return
    own = [each for each in sides if each.language == glossary.language]
    if glossary.avoided:
        yield from _avoided(glossary, own)
    if glossary.terms and own:
        theirs = (each for each in sides if each.language == glossary.first and "notes" not in each.pointer)
        yield from _not_kept(glossary, theirs, own)


def _avoided(glossary: Glossary, own: Sequence[TextSide]) -> Iterator[Finding]:
    for side in own:
        for match in glossary.avoiding.finditer(side.text.lower()):
            printed = side.text[match.start() : match.end()]
            term, kept = glossary.avoided[match[0]]
            words = (("avoided", printed), ("term", term), ("kept", kept))
            yield Finding(AVOIDED, (printed, term), words, side, match.start(), len(printed))


def _not_kept(glossary: Glossary, theirs: Iterator[TextSide], own: Sequence[TextSide]) -> Iterator[Finding]:
    words, told = "", set()
    for side in theirs:
        for match in glossary.found.finditer(side.text):
            term = match[0]
            if len(term) < _LEAST or term in told or term not in glossary.terms:
                continue
            told.add(term)
            words = words or " " + " ".join(_WORD.findall(" ".join(each.text for each in own).lower()))
            kept, beginnings = glossary.terms[term]
            if sum(f" {each}" in words for each in beginnings) * 2 <= len(beginnings):
                said = (("kept", kept), ("language", glossary.language), ("term", term))
                yield Finding(NOT_KEPT, (term,), said, side, match.start(), len(term))
