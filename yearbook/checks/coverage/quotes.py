"""Check that quotes are in the texts of their sources, and that sources, texts and citations belong together."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from yearbook.checks.coverage.source_texts import Texts, source_files, source_text, without_space
from yearbook.content.yearbook import Locator, Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.model.fields import Citation
from yearbook.model.kinds import SOURCE
from yearbook.model.walk import ValueFinder

LIKE = 0.5  # share of a quote that must be in one piece for a passage to be offered instead

_NOT_THERE = DiagnosticKind(
    "YB430",
    "“{quote}” does not stand in the text of “{source}”",
    hint="the nearest there is: “{meant}”",
)
PUNCTUATION = DiagnosticKind(
    "YB431",
    "“{quote}” stands in “{source}” with other full-width or half-width punctuation",
    hint="did you mean “{meant}”?",
    severity=Severity.WARNING,
)
_NO_TEXT = DiagnosticKind(
    "YB432",
    "the text of this source is not in the folder",
    hint="its record names the file {file}: put it there, or correct the name",
    severity=Severity.WARNING,
)
NO_RECORD = DiagnosticKind(
    "YB433",
    "no source record names this file",
    hint="add a record to sources/ with file: {file}",
    severity=Severity.WARNING,
)
_UNCITED = DiagnosticKind(
    "YB434",
    "no record cites this source",
    hint="cite it in a record, under sources, or remove it",
    severity=Severity.WARNING,
)

_find_citations = ValueFinder(lambda field: field.cls is Citation)
_SAME = str.maketrans("，。：；！？（）“”‘’％～－—", ",.:;!?()\"\"''%~--")
"""Punctuation that differs in width alone, or that keyboards have one sign for."""


def check_quotes(yearbook: Yearbook, texts: Texts, locate: Locator) -> Iterator[Diagnostic]:
    """Yield quotes that are not in their source, sources without a text or citation, and texts without a source."""
    known = {each.id: name for each, name in source_files(yearbook, texts)}
    plain = {identity: source_text(texts[name]).text for identity, name in known.items()}
    cited: set[str] = set()
    for each in yearbook:
        for pointer, citation, _ in _find_citations(each.facts):
            cited.add(citation.source)
            if citation.source in plain and (wrong := _misquoted(citation, plain[citation.source])):
                mistake, meant = wrong
                place = locate(each, (*pointer, "at"))
                yield diagnostic(mistake, place, quote=citation.at, source=citation.source, meant=meant)
    for each in yearbook.all(SOURCE):
        if each.facts.file and each.id not in known:
            yield diagnostic(_NO_TEXT, locate(each, ("file",)), file=each.facts.file)
        if each.id not in cited:
            yield diagnostic(_UNCITED, locate(each, ()))
    for name in texts:
        if name not in known.values():
            yield diagnostic(NO_RECORD, Location(name), file=name)


def _misquoted(citation: Citation, text: str) -> tuple[DiagnosticKind, str] | None:
    """Return what is wrong with a quote, and what the source has instead, if anything."""
    quote = without_space(citation.at)
    if quote in text:
        return None
    at = text.translate(_SAME).find(quote.translate(_SAME))
    if at >= 0:
        return PUNCTUATION, text[at : at + len(quote)]
    match = difflib.SequenceMatcher(None, quote, text, autojunk=False).find_longest_match()
    start = max(0, match.b - match.a)
    return _NOT_THERE, text[start : start + len(quote)] if match.size >= LIKE * len(quote) else ""
