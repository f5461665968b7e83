"""Compare a yearbook with the texts of its sources: what in the texts does no record cover?

A record *reaches* a place if it has a citation in the same paragraph or within _NEAR characters; the record of a source
reaches all of its text.
- A number, date or rank is covered by a citation that contains it, and by a record that reaches it and has an equal
  value in its facts or its prose: 0.5亿元 is 5000万元, 2月17日 is 2017-02-17, 第一 is place 1. Bounds (以上, 约) are
  not compared: the question is whether a value is recorded, not whether it is recorded well.
- A quoted term is covered by any record that has it, or all parts of it (控尘、控煤), in its words.
- A sentence is covered unless a run of its clauses, _RUN characters or longer, is left: a clause is covered by a
  citation that overlaps it, by any record that has it in its words, and by a record that reaches it and repeats much of
  it.

Coverage shows what may have been forgotten. That something is covered proves nothing about how well it is recorded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from yearbook.checks.coverage.evidence import (
    EvidenceKey,
    Passage,
    PassageKind,
    clauses,
    echoes,
    evidence_keys,
    fold_text,
    passages,
    values,
)
from yearbook.checks.coverage.source_texts import (
    SourceText,
    Span,
    Texts,
    occurrences,
    overlap,
    source_files,
    source_text,
)
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Location
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import Citation
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.measures import Measures
from yearbook.model.quantities import Quantity
from yearbook.model.reference import Source
from yearbook.model.structure import ValueType
from yearbook.model.texts import Text
from yearbook.model.walk import ValueFinder

_NEAR = 60  # characters, about a sentence: records often cite the sentence before or after the one with the number
_RUN = 10  # characters; shorter runs are mostly set phrases that hide the rest; a short name may slip through too
_ECHO = 0.4  # share of a clause's pairs of characters; nine times in ten no unrelated record of as many repeats so much
_AROUND = 12  # characters shown on either side of a number or term


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
    """What records cover of one source, and what they do not."""

    source: str
    """Its id."""
    file: str
    findings: tuple[CoverageFinding, ...]
    """What is neither covered nor accepted, in the order of the text."""
    counts: tuple[tuple[PassageKind, int, int], ...]
    """(kind, covered, all), in the order of `PassageKind`, without kinds that the text lacks."""
    accepted: int = 0
    """How many findings were left out because an acceptance explains them."""


@dataclass(frozen=True, slots=True)
class _RecordEvidence:
    """What one record says in the yearbook's first language, in the form in which it is compared."""

    citations: tuple[Citation, ...]
    keys: frozenset[EvidenceKey]
    words: str
    """Letters, figures and + alone, each text on a line."""
    source: str
    """Its id if it is the record of a source; else empty."""


_find_evidence = ValueFinder(
    lambda field: field.cls is Citation or (field.value_type is not ValueType.PART and field.owner is not Citation)
)
"""Find every citation of a record's facts, and every value and text that is in none."""


def _evidence(record: Record, yearbook: Yearbook) -> _RecordEvidence:
    language, measures = yearbook.configuration.languages[0], yearbook.configuration.all_measures
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
    found.update(key for each in texts for value in values(each, measures) for key in value.keys)
    return _RecordEvidence(
        citations=tuple(cited),
        keys=frozenset(found),
        words="\n".join(map(fold_text, texts)),
        source=record.id if isinstance(record.facts, Source) else "",
    )


def _vocabulary(record: Record, yearbook: Yearbook, language: str) -> list[str]:
    """Return the names of the scopes and bases of its ranks: 全市15个县(市)区 has a number."""
    named = (each for each in references(record.facts) if each.kind in VOCABULARIES)
    known = (yearbook.configuration.vocabulary(each.kind).get(each.id) for each in named)
    return [each.get(language) or "" for each in known if each]


def uncovered(yearbook: Yearbook, texts: Texts) -> tuple[Coverage, ...]:
    """Return the coverage of each source whose text is given, in the order of ids."""
    records = tuple(_evidence(each, yearbook) for each in yearbook)
    measures = yearbook.configuration.all_measures
    compared = (
        _compared(each.id, name, source_text(texts[name]), records=records, measures=measures)
        for each, name in source_files(yearbook, texts)
    )
    return tuple(map(_coverage, compared))


@dataclass(frozen=True, slots=True)
class _Compared:
    """One text with what records say of it."""

    source: str
    file: str
    text: SourceText
    cited: tuple[Span, ...]
    reaching: tuple[tuple[_RecordEvidence, tuple[Span, ...]], ...]
    """Records that reach some of the text, with the parts that they reach."""
    records: Sequence[_RecordEvidence]
    """All records."""
    measures: Measures

    def near(self, span: Span) -> list[_RecordEvidence]:
        return [each for each, reach in self.reaching if any(overlap(span, one) for one in reach)]


def _compared(
    source: str, file: str, text: SourceText, *, records: Sequence[_RecordEvidence], measures: Measures
) -> _Compared:
    cited: list[Span] = []
    reaching: list[tuple[_RecordEvidence, tuple[Span, ...]]] = []
    for each in records:
        quotes = {one.at for one in each.citations if one.source == source}
        spans = [span for quote in quotes for span in occurrences(text.text, quote)]
        cited += spans
        reach = [(0, len(text.text))] if each.source == source else _reach(spans, text)
        if reach:
            reaching.append((each, tuple(reach)))
    return _Compared(
        source=source,
        file=file,
        text=text,
        cited=tuple(cited),
        reaching=tuple(reaching),
        records=records,
        measures=measures,
    )


def _reach(spans: Iterable[Span], text: SourceText) -> list[Span]:
    """Return the surroundings of citations: their paragraphs, and some characters at least."""
    paragraphs = ((text.paragraph(start)[0], text.paragraph(end - 1)[1], start, end) for start, end in spans)
    return [(min(first, start - _NEAR), max(last, end + _NEAR)) for first, last, start, end in paragraphs]


def _coverage(compared: _Compared) -> Coverage:
    asked = sorted(passages(compared.text, compared.measures), key=lambda each: (each.span, each.kind.value))
    left = {each: tuple(_left(each, compared)) for each in asked}
    findings = (_finding(each.kind, span, compared) for each in asked for span in left[each])
    total = Counter(each.kind for each in asked)
    covered = Counter(each.kind for each in asked if not left[each])
    return Coverage(
        source=compared.source,
        file=compared.file,
        findings=tuple(sorted(findings, key=lambda each: each.span)),
        counts=tuple((each, covered[each], total[each]) for each in PassageKind if total[each]),
    )


def _left(asked: Passage, compared: _Compared) -> Iterator[Span]:
    """Yield what of a passage is not covered: nothing, all of it, or runs of a sentence's clauses."""
    if asked.kind is PassageKind.SENTENCE:
        yield from _runs(asked.span, compared)
    elif asked.kind is PassageKind.TERM:
        parts = [fold_text(each) for each in re.split(r"[^\w+]+", compared.text.text[slice(*asked.span)])]
        if not any(all(part in each.words for part in parts) for each in compared.records):
            yield asked.span
    else:
        start, end = asked.span
        is_cited = any(first <= start and end <= last for first, last in compared.cited)
        if not is_cited and not any(asked.keys & each.keys for each in compared.near(asked.span)):
            yield asked.span


def _runs(sentence: Span, compared: _Compared) -> Iterator[Span]:
    for is_recorded, group in groupby(clauses(compared.text, sentence), key=lambda each: _is_recorded(each, compared)):
        run = tuple(group)
        start, end = run[0][0], run[-1][1]
        if not is_recorded and end - start >= _RUN:
            yield (start, end)


def _is_recorded(clause: Span, compared: _Compared) -> bool:
    text = fold_text(compared.text.text[slice(*clause)])
    return (
        any(overlap(clause, each) for each in compared.cited)
        or any(text in each.words for each in compared.records)
        or any(echoes(each.words, text, _ECHO) for each in compared.near(clause))
    )


def _finding(kind: PassageKind, span: Span, compared: _Compared) -> CoverageFinding:
    start, end = span
    text = compared.text
    around = 0 if kind is PassageKind.SENTENCE else _AROUND
    return CoverageFinding(
        kind=kind,
        span=span,
        place=text.place(compared.file, span),
        text=text.text[start:end],
        before=text.text[max(0, start - around) : start],
        after=text.text[end : end + around],
        paragraph=text.places[text.paragraph(start)[0]][0],
    )
