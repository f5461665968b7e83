"""Read which passages of the sources need no record (coverage.yaml), and leave them out of the coverage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from yearbook.checks.coverage.comparison import Coverage, CoverageFinding
from yearbook.checks.coverage.source_texts import Span, Texts, occurrences, overlap, source_text
from yearbook.content.explanations import LIST_WORDS, NOT_A_LIST
from yearbook.content.locations import ACCEPTED
from yearbook.content.validation import validate
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import Items, locate
from yearbook.core.frozen import dataclass
from yearbook.model.fields import Line, Words, record

UNKNOWN_SOURCE = DiagnosticKind(
    "YB435",
    "there is no source “{source}” whose text is given",
    hint="did you mean “{meant}”?",
)
NO_PASSAGE = DiagnosticKind(
    "YB436",
    "“{quote}” does not stand in the text of “{source}”",
    hint="copy the words from the text; the words of “to” stand after those of “at”",
)
COVERAGE_NOTHING_TO_ACCEPT = DiagnosticKind(
    "YB437", "everything at “{quote}” is covered", hint="this entry is not needed; remove it", severity=Severity.WARNING
)


@record
class CoverageAcceptance:
    """A passage that no record needs to cover. 不必记录的一段原文。"""

    at: Line
    """Its words, copied from the source; of a long one the first words. 原文里的几个字，较长时写开头。"""
    because: Words
    """Why it is left out. 不记录的理由。"""
    to: Line | None = None
    """The last words of a long one. 较长时写末尾的几个字。"""


@dataclass(frozen=True, slots=True)
class CoverageAccepted:
    """An acceptance, the source that it is about, and where it is written."""

    source: str
    entry: CoverageAcceptance
    place: Location


def read_acceptances(
    root: Path, name: str, languages: tuple[str, ...]
) -> tuple[tuple[CoverageAccepted, ...], tuple[Diagnostic, ...]]:
    """Return the entries of coverage.yaml in the content folder `root`, known as `name`, and what is wrong in it."""
    if not (root / ACCEPTED).exists():
        return (), ()
    document = read_document(root, ACCEPTED, name)
    if not isinstance(document, Document):
        return (), document
    accepted: list[CoverageAccepted] = []
    diagnostics: list[Diagnostic] = []
    for key, node in document.front.pairs:
        if not isinstance(node, Items):
            diagnostics.append(diagnostic(NOT_A_LIST, document.place(node), **LIST_WORDS, field=key.text, value="…"))
            continue
        for item in node.nodes:
            entry, found = validate(CoverageAcceptance, item, document, languages)
            diagnostics += found
            if entry is not None:
                accepted.append(CoverageAccepted(key.text, entry, document.place(locate(item, ("at",)))))
    return tuple(accepted), tuple(diagnostics)


def accept(
    found: Sequence[Coverage], texts: Texts, accepted: Iterable[CoverageAccepted]
) -> tuple[tuple[Coverage, ...], tuple[Diagnostic, ...]]:
    """Return the coverage without the findings that an entry explains, and warnings about entries that explain none."""
    flows = {each.source: source_text(texts[each.file]).text for each in found}
    findings = {each.source: each.findings for each in found}
    explained: dict[str, set[CoverageFinding]] = {each.source: set() for each in found}
    diagnostics: list[Diagnostic] = []
    for each in accepted:
        quote = each.entry.at
        if each.source not in flows:
            meant = nearest(each.source, flows)
            diagnostics.append(diagnostic(UNKNOWN_SOURCE, each.place, source=each.source, meant=meant))
            continue
        spans = tuple(_accepted_spans(flows[each.source], each.entry))
        here = {one for one in findings[each.source] if any(overlap(one.span, span) for span in spans)}
        explained[each.source] |= here
        if not spans:
            diagnostics.append(diagnostic(NO_PASSAGE, each.place, quote=quote, source=each.source))
        elif not here:
            diagnostics.append(diagnostic(COVERAGE_NOTHING_TO_ACCEPT, each.place, quote=quote))
    return tuple(_without(each, explained[each.source]) for each in found), tuple(diagnostics)


def _accepted_spans(text: str, entry: CoverageAcceptance) -> Iterator[Span]:
    """Yield every place of `at`, or the one passage from the first `at` to the next `to`."""
    if entry.to is None:
        yield from occurrences(text, entry.at)
        return
    for start, end in occurrences(text, entry.at):
        for _, last in occurrences(text[end:], entry.to):
            yield (start, end + last)
            return


def _without(each: Coverage, explained: set[CoverageFinding]) -> Coverage:
    left = tuple(one for one in each.findings if one not in explained)
    return replace(each, findings=left, accepted=len(explained))
