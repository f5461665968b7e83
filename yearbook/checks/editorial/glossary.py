"""Check that texts keep to the glossary: no translations that it avoids, and its own translations for its terms.

Whether a term is kept is asked of a record as a whole: if one of its texts in the first language has the term, its
texts in the other language should have more than half of the words of its translation, in any form and order
(“shantytown redevelopment”, “shantytowns redeveloped”). Terms of fewer than three characters (竣工, 街道) are common
words, which good English says in many ways; they are not asked for, nor are terms in notes of editors.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence

from yearbook.checks.editorial.word_matching import word_pattern
from yearbook.checks.findings import Finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import HONOR, PROGRAM, PROJECT, TERM, THEME, UNIT
from yearbook.model.reference import Source, Term
from yearbook.model.units import Unit

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
_NAMED = (UNIT, PROJECT, PROGRAM, HONOR, THEME)
_WORD = re.compile(r"[a-z0-9%+]+")
_SMALL = frozenset(("the", "a", "an", "of", "and", "or", "in", "for", "on", "to", "by", "with"))


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms of a yearbook with their translations into one language."""

    first: str
    """The language of the terms."""
    language: str
    terms: Mapping[str, tuple[str, tuple[str, ...]]]
    """Translation of each term, and the beginnings of its words."""
    found: re.Pattern[str]
    """Finds terms, and the names within which they are no terms."""
    avoided: Mapping[str, tuple[str, str]]
    """(term, translation) by avoided translation in small letters."""
    avoiding: re.Pattern[str]


def glossaries(yearbook: Yearbook) -> tuple[Glossary, ...]:
    """Return one glossary for each language but the first."""
    first, *others = yearbook.configuration.languages
    return tuple(_glossary(yearbook, first, each) for each in others)


def _glossary(yearbook: Yearbook, first: str, language: str) -> Glossary:
    terms: dict[str, tuple[str, tuple[str, ...]]] = {}
    avoided: dict[str, tuple[str, str]] = {}
    for record in yearbook.all(TERM):
        term, kept = record.title.get(first), record.title.get(language)
        if term and kept:
            terms[term] = (kept, _beginnings(kept))
            avoided |= {each.lower(): (term, kept) for each in record.facts.avoid}
    names = {
        name
        for kind in _NAMED
        for record in yearbook.all(kind)
        for name in _names(record, first)
        if any(term in name for term in terms)
    }
    return Glossary(
        first=first,
        language=language,
        terms=terms,
        found=word_pattern((*terms, *sorted(names))),
        avoided=avoided,
        avoiding=word_pattern(avoided, whole=True),
    )


def _names(record: Record, language: str) -> Iterator[str]:
    """Yield what a record is called: within its name, a term is none."""
    names = record.facts.names if isinstance(record.facts, Unit) else ()
    for text in (record.title, *(each.short for each in names if each.short)):
        if words := text.get(language):
            yield words


def _beginnings(translation: str) -> tuple[str, ...]:
    """Return the start of each word that matters, as far as its other forms have it: improve(ment), buil(ding)."""
    words = (each.removesuffix("y") for each in _WORD.findall(translation.lower()) if each not in _SMALL)
    return tuple(each[: max(4, math.ceil(len(each) * 0.6))] for each in words)


def check_glossary(record: Record, texts: Sequence[TextSide], glossary: Glossary) -> Iterator[Finding]:
    """Yield where the texts of a record do not keep to the glossary."""
    if isinstance(record.facts, Term | Source):
        return
    translated = [each for each in texts if each.language == glossary.language]
    if glossary.avoided:
        yield from _avoided(glossary, translated)
    if glossary.terms and translated:
        originals = (each for each in texts if each.language == glossary.first and "notes" not in each.pointer)
        yield from _not_kept(glossary, originals, translated)


def _avoided(glossary: Glossary, translated: Sequence[TextSide]) -> Iterator[Finding]:
    for side in translated:
        for match in glossary.avoiding.finditer(side.text.lower()):
            printed = side.text[match.start() : match.end()]
            term, kept = glossary.avoided[match[0]]
            yield finding_in(side, match.span(), AVOIDED, at=(printed, term), avoided=printed, term=term, kept=kept)


def _not_kept(glossary: Glossary, originals: Iterator[TextSide], translated: Sequence[TextSide]) -> Iterator[Finding]:
    words, seen = "", set()
    for side in originals:
        for match in glossary.found.finditer(side.text):
            term = match[0]
            if len(term) < _LEAST or term in seen or term not in glossary.terms:
                continue
            seen.add(term)
            words = words or " " + " ".join(_WORD.findall(" ".join(each.text for each in translated).lower()))
            kept, beginnings = glossary.terms[term]
            if sum(f" {each}" in words for each in beginnings) * 2 <= len(beginnings):
                yield finding_in(
                    side, match.span(), NOT_KEPT, at=term, kept=kept, language=glossary.language, term=term
                )
