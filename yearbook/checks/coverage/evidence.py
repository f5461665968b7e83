"""The texts of sources → what in them asks for a record, and the citations that do not stand in them.

Newspapers break lines in the middle of words, so a text is looked at without its white space, and every character
remembers its line and column. `read_texts` reads files; all else is pure. What records cover is for `comparison`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from pathlib import Path

from yearbook.content.records import Record
from yearbook.content.yearbook import Locator, Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, Severity, diagnostic
from yearbook.core.documents.decoding import lines_of
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import AMOUNT, DAY, HAN_NUMBER, MEASURE, MONTH, YEAR_FIGURES, han_number
from yearbook.model.dates import Day
from yearbook.model.fields import Citation
from yearbook.model.quantities import Quantity, QuantityError, parse_quantity
from yearbook.model.structure import ValueFinder

SENTENCE = 20  # characters; shorter runs are bylines, captions and headings
HEADING = 40  # characters; the columns of the newspapers are wider
QUOTED_TERM = range(2, 25)  # characters between quotation marks; longer ones are speech, and count as sentences

LIKE = 0.5  # share of a quote that must stand in one piece for a passage to be offered in its stead

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
_UNCITED = DiagnosticKind("YB434", "no record cites this source", severity=Severity.WARNING)
Texts = Mapping[str, Sequence[str]]
"""The name of a source's file → its lines."""


Span = tuple[int, int]
"""First offset, and the one after the last, in a text without white space."""
EvidenceKey = tuple[object, ...]
"""What a value is compared by: (measure, low, high), ("date", year, month, day), ("rank", n), ("whole", n)."""


class PassageKind(Enum):
    """What in a text asks for a record."""

    NUMBER = "number"
    DATE = "date"
    RANK = "rank"
    TERM = "term"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Passage:
    """One thing in a text that asks for a record."""

    kind: PassageKind
    span: Span
    keys: frozenset[EvidenceKey] = frozenset()
    """Of a number, date or rank: any of them is enough."""


@dataclass(frozen=True, slots=True)
class Flow:
    """A text without its white space."""

    text: str
    places: tuple[tuple[int, int], ...]
    """(line, column) of each character, from 1."""
    paragraphs: tuple[Span, ...]
    """Without gaps, from the first character to the last."""
    headings: tuple[Span, ...] = ()
    """Lines that stand by themselves, within the paragraphs that they announce."""

    def paragraph(self, offset: int) -> Span:
        return next(each for each in self.paragraphs if offset < each[1])

    def place(self, file: str, span: Span) -> Location:
        """Where a span begins; one that goes on in the next line is underlined to the end of its first."""
        line, column = self.places[span[0]]
        last = max(each for at, each in self.places[slice(*span)] if at == line)
        return Location(file, line, column, last - column + 1)


def read_source_texts(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every .txt file of a folder as file name → lines: UTF-8; a damaged character in evidence is no reason to stop."""
    return {each.name: lines_of(folder, each.name) for each in sorted(folder.glob("*.txt"))}


def flow(lines: Sequence[str]) -> Flow:
    """Lines → the text. A paragraph ends with a line that ends a sentence; headings belong to the one below them."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    ends: list[int] = [0]
    headings: list[Span] = []
    for number, line in enumerate(lines, 1):
        start = len(text)
        kept = [(column, each) for column, each in enumerate(line, 1) if not each.isspace()]
        text += [each for _, each in kept]
        places += [(number, column) for column, _ in kept]
        if _PARAGRAPH_END.search(line.rstrip()):
            ends.append(len(text))
        elif kept and _is_heading(lines, number - 1):
            headings.append((start, len(text)))
    bounds = sorted({*ends, len(text)})
    return Flow("".join(text), tuple(places), tuple(pairwise(bounds)), tuple(headings))


_PARAGRAPH_END = re.compile(r"[。！？!?…][”’\")）]*$")


def _is_heading(lines: Sequence[str], index: int) -> bool:
    """A short line between blank ones; a line that a newspaper's column broke off is longer, or ends in a comma."""
    line, around = lines[index].strip(), (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    return len(line) <= HEADING and line[-1:] not in "，,、；;：:" and not any(map(str.strip, around))


def clauses(source: Flow, sentence: Span) -> tuple[Span, ...]:
    """The parts of a sentence between commas, each with the comma after it."""
    return tuple(each.span() for each in _CLAUSE.finditer(source.text, *sentence))


def without_space(text: str) -> str:
    return "".join(text.split())


def occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place of `words` in a text without white space: the same words say the same wherever they stand."""
    words = without_space(words)
    start = text.find(words)
    while words and start >= 0:
        yield (start, start + len(words))
        start = text.find(words, start + 1)


def meet(one: Span, other: Span) -> bool:
    """Whether two spans have a character in common."""
    return one[0] < other[1] and other[0] < one[1]


def fold_text(text: str) -> str:
    """Letters, figures and + alone, so that punctuation makes no difference: “1+1”办案 → 1+1办案."""
    return "".join(each for each in text if each.isalnum() or each == "+")


def echoes(words: str, clause: str, share: float) -> bool:
    """Whether `words` have at least this share of the pairs of characters in `clause`; both are folded."""
    pairs = {clause[index : index + 2] for index in range(len(clause) - 1)}
    return sum(each in words for each in pairs) >= share * len(pairs)


def passages(source: Flow) -> Iterator[Passage]:
    """All that asks for a record, kind by kind."""
    for found in values(source.text):
        if found.kind is not PassageKind.RANK or _stands_alone(source, found.span[1]):
            yield found
    for match in _TERM.finditer(source.text):
        if len(match[1]) in QUOTED_TERM:
            yield Passage(PassageKind.TERM, match.span(1))
    for start, end in pairwise(sorted({each for span in (*source.paragraphs, *source.headings) for each in span})):
        for match in _SENTENCE.finditer(source.text, start, end):
            if len(match[0]) >= SENTENCE:
                yield Passage(PassageKind.SENTENCE, match.span())


_TERM = re.compile(r"“([^“”]+)”")
_SENTENCE = re.compile(r"[^。！？!?；;…]+[。！？!?；;…]*[”’\")）]*")
_CLAUSE = re.compile(r"[^，,、：:]+[，,、：:]*")
_COUNTED = frozenset({"count", "person", "household", "year", "time", "session", "day"})
_VALUE = re.compile(
    rf"""
    (?<![\dA-Za-z.+]) (?:
        (?P<year>{YEAR_FIGURES})年 (?: (?P<month>{MONTH})月 (?:(?P<day>{DAY})日)? )?
        | (?P<bare_month>{MONTH})月 (?:(?P<month_day>{DAY})日)?
        | (?P<bare_day>{DAY})日
        | (?P<quantity> (?!-){AMOUNT}(?:{MEASURE}) )
    )
    | 第(?P<rank>{HAN_NUMBER})名?
    | 连续(?P<streak>{HAN_NUMBER})[年届次]
    """,
    re.VERBOSE,
)


def values(text: str) -> Iterator[Passage]:
    """Yield every date, quantity with a measure, rank and streak of a text. Ranks are not yet told from 第十一次."""
    for match in _VALUE.finditer(text):
        if match["rank"]:
            kind, keys = PassageKind.RANK, _whole_key("rank", match["rank"])
        elif match["streak"]:
            kind, keys = PassageKind.NUMBER, _whole_key("whole", match["streak"])
        elif match["quantity"]:
            kind, keys = PassageKind.NUMBER, _quantity_keys(match["quantity"])
        else:
            kind, keys = PassageKind.DATE, frozenset({_date_key(match)})
        if keys:
            yield Passage(kind, match.span(), keys)


def _whole_key(name: str, text: str) -> frozenset[EvidenceKey]:
    value = han_number(text)
    return frozenset() if value is None else frozenset({(name, value)})


def _date_key(match: re.Match[str]) -> EvidenceKey:
    month, day = match["month"] or match["bare_month"], match["day"] or match["month_day"] or match["bare_day"]
    return ("date", *(int(each) if each else None for each in (match["year"], month, day)))


def _quantity_keys(text: str) -> frozenset[EvidenceKey]:
    """Return the keys of a quantity; none of a range that falls: two numbers that happen to stand together."""
    try:
        quantity = parse_quantity(text)
    except QuantityError:
        return frozenset()
    return evidence_keys(quantity) | _whole_of(quantity)


def _whole_of(quantity: Quantity) -> frozenset[EvidenceKey]:
    """Some fields of records are whole numbers without a measure: 36个 is awardees of 36, 连续5年 a streak of 5."""
    if quantity.measure not in _COUNTED or not quantity.is_exact or quantity.low % 1:
        return frozenset()
    return frozenset({("whole", int(quantity.low))})


def _stands_alone(source: Flow, end: int) -> bool:
    """Whether 第一 ending here is a rank: 第二小学 and 第十一次党代会 go on, unless a new line begins between."""
    following = source.text[end : end + 1]
    if source.text[end - 1] == "名" or not following.isalnum() or following in "位的":
        return True
    return source.places[end][0] != source.places[end - 1][0]


def evidence_keys(value: Quantity | Day | int) -> frozenset[EvidenceKey]:
    """What a recorded value equals. A day equals what a text prints of it: 2月17日, 2017年."""
    if isinstance(value, Quantity):
        return frozenset({(value.measure, value.low, value.high)})
    if isinstance(value, int):
        return frozenset({("whole", value), ("rank", value), ("date", value, None, None)})
    year, month, day = value.year, value.month, value.day
    parts = {(year, month, day), (year, month, None), (year, None, None), (None, month, day), (None, month, None)}
    return frozenset(("date", *each) for each in parts | {(None, None, day)})


_find_citations = ValueFinder(lambda field: field.cls is Citation)


def citation_marks(yearbook: Yearbook, texts: Texts, locate: Locator) -> Iterator[Diagnostic]:
    """Citations that do not stand in their source, sources without a text or a citation, texts without a source."""
    flows = {each.id: flow(texts[name]).text for each, name in source_files(yearbook, texts)}
    cited: set[str] = set()
    for each in yearbook:
        for pointer, citation, _ in _find_citations(each.facts):
            cited.add(citation.source)
            if citation.source in flows and (wrong := _misquoted(citation, flows[citation.source])):
                mistake, meant = wrong
                place = locate(each, (*pointer, "at"))
                yield diagnostic(mistake, place, quote=citation.at, source=citation.source, meant=meant)
    for each in yearbook.all("source"):
        if each.facts.file and each.id not in flows:
            yield diagnostic(_NO_TEXT, locate(each, ("file",)), file=each.facts.file)
        if each.id not in cited:
            yield diagnostic(_UNCITED, locate(each, ()))
    known = {name for _, name in source_files(yearbook, texts)}
    for name in texts:
        if name not in known:
            yield diagnostic(NO_RECORD, Location(name), file=name)


def source_files(yearbook: Yearbook, texts: Texts) -> list[tuple[Record, str]]:
    """The sources whose text is there, with its file."""
    return [(each, each.facts.file) for each in yearbook.all("source") if each.facts.file in texts]


_SAME = str.maketrans("，。：；！？（）“”‘’％～－—", ",.:;!?()\"\"''%~--")
"""Punctuation that differs in width alone, or that keyboards have one sign for."""


def _misquoted(citation: Citation, text: str) -> tuple[DiagnosticKind, str] | None:
    """What is wrong with a quote, and what the source has in its stead, if anything."""
    quote = without_space(citation.at)
    if quote in text:
        return None
    at = text.translate(_SAME).find(quote.translate(_SAME))
    if at >= 0:
        return PUNCTUATION, text[at : at + len(quote)]
    match = difflib.SequenceMatcher(None, quote, text, autojunk=False).find_longest_match()
    start = max(0, match.b - match.a)
    return _NOT_THERE, text[start : start + len(quote)] if match.size >= LIKE * len(quote) else ""
