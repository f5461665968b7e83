"""The Yearbook and the texts of its sources → what in the texts no record covers, and is not left out on purpose.

What covers what. A record *reaches* a place where it has a citation in the same paragraph or within NEAR characters;
the record of a source reaches all of its text.
- A number, date or rank is covered by a citation that contains it, and by a record that reaches it and has an equal
  value in its facts or its prose: 0.5亿元 is 5000万元, 2月17日 is 2017-02-17, 第一 is place 1. Bounds (以上, 约) are
  not compared: the question is whether a value is recorded, not whether it is recorded well.
- A quoted term is covered by any record that has it, or all parts of it (控尘、控煤), in its words.
- A sentence is covered when no run of its clauses, RUN characters or longer, is left: a clause is covered by a citation
  that overlaps it, by any record that has it in its words, and by a record that reaches it and repeats much of it.

Coverage shows what may have been forgotten. That something is covered proves nothing of how well it is told.
`read_acceptances` reads one file; all else is pure. Nothing is written, and no record is changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from yearbook.checks.coverage.evidence import (
    EvidenceKey,
    Flow,
    Passage,
    PassageKind,
    Span,
    Texts,
    clauses,
    echoes,
    evidence_keys,
    flow,
    fold_text,
    meet,
    occurrences,
    passages,
    source_files,
    values,
)
from yearbook.content.explanations import NOT_A_LIST
from yearbook.content.locations import ACCEPTED
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.validation import validate
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic, nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import Items, locate
from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked, translate
from yearbook.model.dates import When
from yearbook.model.fields import Citation, Line, Words, record
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.quantities import Quantity
from yearbook.model.structure import ValueFinder, ValueType
from yearbook.model.texts import Text

_NEAR = 60  # characters, about a sentence: records often cite the sentence before or after the one with the number
RUN = 10  # characters; shorter runs are mostly set phrases that hide the rest; a short name may slip through too
ECHO = 0.4  # share of a clause's pairs of characters; nine times in ten no unrelated record of as many repeats so much
_SHOWN = 72  # characters of a sentence that a report shows
AROUND = 12  # characters shown on either side of a number or term

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


@dataclass(frozen=True, slots=True)
class CoverageFinding:
    """One span of a source's text that no record covers."""

    kind: PassageKind
    span: Span
    place: Location
    """In the source's file."""
    text: str
    """The span, without white space."""
    before: str
    """A few characters before it, to know it by; empty for a sentence."""
    after: str
    paragraph: int
    """The line on which its paragraph begins."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one source."""

    source: str
    """Its id."""
    file: str
    findings: tuple[CoverageFinding, ...]
    """What is neither covered nor accepted, in the order of the text."""
    counts: tuple[tuple[PassageKind, int, int], ...]
    """(kind, how many are covered, how many there are), in the order of `Kind`, without kinds that the text lacks."""
    accepted: int = 0
    """How many findings were left out because an acceptance explains them."""


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What one record says in the yearbook's first language, ready to be compared."""

    citations: tuple[Citation, ...]
    keys: frozenset[EvidenceKey]
    words: str
    """Letters, figures and + alone, each text on a line."""
    source: str
    """The id, where it is the record of a source; else empty."""


_find_evidence = ValueFinder(
    lambda field: field.cls is Citation or (field.value_type is not ValueType.PART and field.owner is not Citation)
)
"""Find every citation of a record's facts, and every value and text that is in none."""


def _said(record: Record, yearbook: Yearbook) -> _Said:
    language = yearbook.configuration.languages[0]
    cited: list[Citation] = []
    found: set[EvidenceKey] = set()
    texts = [each.prose.text for each in record.bodies if each.language == language]
    texts += _vocabulary(record, yearbook, language)
    facts = [each for _, each, _ in _find_evidence(record.facts)]
    for leaf in (record.title, record.summary, record.motto, *facts, record.year):
        match leaf:
            case Citation():
                cited.append(leaf)
            case Text():
                texts.append(leaf.get(language) or "")
            case str():
                texts.append(leaf)
            case When():
                days = [each for each in (leaf.start, leaf.end) if each]
                found.update(key for each in days for key in evidence_keys(each))
            case Quantity() | int() if not isinstance(leaf, bool):
                found |= evidence_keys(leaf)
    found.update(key for each in texts for value in values(each) for key in value.keys)
    source = record.id if record.kind == "source" else ""
    return _Said(tuple(cited), frozenset(found), "\n".join(map(fold_text, texts)), source)


def _vocabulary(record: Record, yearbook: Yearbook, language: str) -> list[str]:
    """The names of the scopes and bases of its ranks: 全市15个县(市)区 has a number."""
    named = (each for each in references(record.facts) if each.kind in VOCABULARIES)
    known = (getattr(yearbook.configuration, VOCABULARIES[each.kind]).get(each.id) for each in named)
    return [each.get(language) or "" for each in known if each]


def uncovered(yearbook: Yearbook, texts: Texts) -> tuple[Coverage, ...]:
    """Each source whose text is given, in the order of ids, with all that no record covers."""
    said = tuple(_said(each, yearbook) for each in yearbook)
    return tuple(_coverage(each.id, name, flow(texts[name]), said) for each, name in source_files(yearbook, texts))


def _coverage(source: str, file: str, text: Flow, said: Sequence[_Said]) -> Coverage:
    reading = _reading(source, text, said)
    asked = sorted(passages(text), key=lambda each: (each.span, each.kind.value))
    left = {each: tuple(_left(each, reading)) for each in asked}
    findings = sorted(
        (_finding(each.kind, span, text, file) for each in asked for span in left[each]), key=lambda each: each.span
    )
    total = Counter(each.kind for each in asked)
    covered = Counter(each.kind for each in asked if not left[each])
    return Coverage(
        source, file, tuple(findings), tuple((each, covered[each], total[each]) for each in PassageKind if total[each])
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """One text with what records say of it."""

    text: Flow
    cited: tuple[Span, ...]
    reaching: tuple[tuple[_Said, tuple[Span, ...]], ...]
    """Records that reach some of the text, with the parts that they reach."""
    said: Sequence[_Said]
    """All records."""

    def near(self, span: Span) -> list[_Said]:
        return [each for each, reach in self.reaching if any(meet(span, one) for one in reach)]


def _reading(source: str, text: Flow, said: Sequence[_Said]) -> _Reading:
    cited: list[Span] = []
    reaching: list[tuple[_Said, tuple[Span, ...]]] = []
    for each in said:
        quotes = {one.at for one in each.citations if one.source == source}
        spans = [span for quote in quotes for span in occurrences(text.text, quote)]
        cited += spans
        if reach := tuple(_reach(each, source, spans, text)):
            reaching.append((each, reach))
    return _Reading(text, tuple(cited), tuple(reaching), said)


def _reach(said: _Said, source: str, spans: Iterable[Span], text: Flow) -> list[Span]:
    if said.source == source:
        return [(0, len(text.text))]
    paragraphs = ((text.paragraph(start)[0], text.paragraph(end - 1)[1], start, end) for start, end in spans)
    return [(min(first, start - _NEAR), max(last, end + _NEAR)) for first, last, start, end in paragraphs]


def _left(asked: Passage, reading: _Reading) -> Iterator[Span]:
    """What of a passage is not covered: nothing, all of it, or runs of a sentence's clauses."""
    if asked.kind is PassageKind.SENTENCE:
        yield from _runs(asked.span, reading)
    elif asked.kind is PassageKind.TERM:
        parts = [fold_text(each) for each in re.split(r"[^\w+]+", reading.text.text[slice(*asked.span)])]
        if not any(all(part in each.words for part in parts) for each in reading.said):
            yield asked.span
    else:
        start, end = asked.span
        held = any(first <= start and end <= last for first, last in reading.cited)
        if not held and not any(asked.keys & each.keys for each in reading.near(asked.span)):
            yield asked.span


def _runs(sentence: Span, reading: _Reading) -> Iterator[Span]:
    for told, group in groupby(clauses(reading.text, sentence), key=lambda each: _is_told(each, reading)):
        run = tuple(group)
        start, end = run[0][0], run[-1][1]
        if not told and end - start >= RUN:
            yield (start, end)


def _is_told(clause: Span, reading: _Reading) -> bool:
    text = fold_text(reading.text.text[slice(*clause)])
    return (
        any(meet(clause, each) for each in reading.cited)
        or any(text in each.words for each in reading.said)
        or any(echoes(each.words, text, ECHO) for each in reading.near(clause))
    )


def _finding(kind: PassageKind, span: Span, text: Flow, file: str) -> CoverageFinding:
    start, end = span
    around = 0 if kind is PassageKind.SENTENCE else AROUND
    return CoverageFinding(
        kind,
        span,
        text.place(file, span),
        text.text[start:end],
        text.text[max(0, start - around) : start],
        text.text[end : end + around],
        text.places[text.paragraph(start)[0]][0],
    )


# What is left out on purpose


def read_acceptances(
    root: Path, name: str, languages: tuple[str, ...]
) -> tuple[tuple[CoverageAccepted, ...], tuple[Diagnostic, ...]]:
    """The entries of coverage.yaml in the content folder `root`, known as `name`; none where there is no such file."""
    if not (root / ACCEPTED).exists():
        return (), ()
    document = read_document(root, ACCEPTED, name)
    if not isinstance(document, Document):
        return (), document
    accepted: list[CoverageAccepted] = []
    diagnostics: list[Diagnostic] = []
    for key, node in document.front.pairs:
        if not isinstance(node, Items):
            diagnostics.append(diagnostic(NOT_A_LIST, document.place(node), field=key.text, value="…"))
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
    """Coverage without the findings that an entry explains, and the entries that explain none."""
    flows = {each.source: flow(texts[each.file]).text for each in found}
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
        here = {one for one in findings[each.source] if any(meet(one.span, span) for span in spans)}
        explained[each.source] |= here
        if not spans:
            diagnostics.append(diagnostic(NO_PASSAGE, each.place, quote=quote, source=each.source))
        elif not here:
            diagnostics.append(diagnostic(COVERAGE_NOTHING_TO_ACCEPT, each.place, quote=quote))
    return tuple(_without(each, explained[each.source]) for each in found), tuple(diagnostics)


def _accepted_spans(text: str, entry: CoverageAcceptance) -> Iterator[Span]:
    """Every place of `at`; or the one passage from the first `at` to the next `to`."""
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


# What a person reads

_NAMES = {
    PassageKind.NUMBER: (marked("number"), marked("numbers")),
    PassageKind.DATE: (marked("date"), marked("dates")),
    PassageKind.RANK: (marked("rank"), marked("ranks")),
    PassageKind.TERM: (marked("quoted term"), marked("quoted terms")),
    PassageKind.SENTENCE: (marked("sentence"), marked("sentences")),
}
"""What reports call one of a kind, and several."""


def coverage_report(found: Iterable[Coverage], language: str = "en") -> str:
    """The findings by source and paragraph, each source with a line of sums at its end."""
    return "\n\n".join("\n".join(_report(each, language)) for each in found)


def _report(each: Coverage, language: str) -> Iterator[str]:
    yield f"{each.source} · {each.file}"
    for line, findings in groupby(each.findings, key=lambda one: one.paragraph):
        yield f"  {translate('paragraph at line {line}', language).format(line=line)}"
        for one in findings:
            text = one.text if len(one.text) <= _SHOWN else one.text[:_SHOWN] + "…"
            shown = text if one.kind is PassageKind.SENTENCE else f"…{one.before}【{text}】{one.after}…"
            yield f"    {one.place.line}:{one.place.column} {translate(_NAMES[one.kind][0], language)} {shown}"
    yield f"  {translate(', ', language, context='between sums').join(_sums(each, language))}"


def _sums(each: Coverage, language: str) -> Iterator[str]:
    for kind, covered, total in each.counts:
        share = 100 * covered // total  # never 100 % while anything is missing
        sums = translate("{covered} of {total} {kind} ({percent} %)", language)
        yield sums.format(covered=covered, total=total, kind=translate(_NAMES[kind][1], language), percent=share)
    if each.accepted:
        yield translate("{count} places left out on purpose", language).format(count=each.accepted)
