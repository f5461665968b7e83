"""The Yearbook and the texts of its sources → citations that do not hold, and what in the texts no record covers.

An instrument for editors, apart from the build: the texts are evidence, stand in a folder of their own, and are never
published. `read_texts` and `read_acceptances` read files; all else is pure. Nothing is written, no record is changed.

What covers what. A record *reaches* a place where it has a citation in the same paragraph, or ends one within NEAR
characters of it; the record of the source itself reaches all of the text.
- A number, date or rank is covered by a citation that contains it, and by a record that reaches it and holds an equal
  value in its facts or its prose: 0.5亿元 is 5000万元, 2月17日 is 2017-02-17, 第一 is place 1. Bounds (以上, 约) are
  not compared: whether a value is recorded is asked here, and not whether it is recorded well.
- A quoted term is covered by any record that has it, or all parts of it (控尘、控煤), in its words.
- A sentence is covered by a citation that overlaps it, and by a record that reaches it and repeats much of it.

Coverage shows what may have been forgotten; that something is covered proves nothing about how well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from yearbook.library import Record, Yearbook
from yearbook.library.references import Pointer, references
from yearbook.model.dates import Day
from yearbook.model.fields import Citation, Line, Words, record
from yearbook.model.kinds import VOCABULARIES
from yearbook.model.quantities import MEASURES, Quantity, QuantityError, parse_quantity
from yearbook.model.texts import Text
from yearbook.problems import Mistake, Place, Severity
from yearbook.source import lines_of

ACCEPTED = "coverage.yaml"
NEAR = 60  # characters: one sentence; a heading is as far from the citation in the paragraph that it announces
SENTENCE = 20  # characters; shorter runs are bylines, captions and headings
TERM = range(2, 25)  # characters between quotation marks; longer ones are speech, and count as sentences
ECHO = 0.5  # share of a sentence's pairs of characters that a record repeats; unrelated prose shares about a fifth
SHOWN = 72  # characters of a sentence that a report shows

NOT_THERE = Mistake(
    "YB430",
    "“{quote}” does not stand in the text of “{source}”",
    "来源“{source}”的原文里没有“{quote}”",
    "the nearest there is: “{near}”",
    "原文中最接近的是：“{near}”",
)
PUNCTUATION = Mistake(
    "YB431",
    "“{quote}” differs from the text of “{source}” only in full-width or half-width punctuation",
    "“{quote}”与来源“{source}”的原文只差全角、半角标点",
    "did you mean “{near}”?",
    "是不是“{near}”？",
    Severity.WARNING,
)
NO_TEXT = Mistake(
    "YB432",
    "the text of the source “{source}” is not among those given",
    "没有来源“{source}”的原文",
    "its record names the file {file}; put it there, or correct the name",
    "记录里写的文件是 {file}；请放入该文件，或改正文件名",
    Severity.WARNING,
)
NO_RECORD = Mistake(
    "YB433",
    "no source record names this file",
    "没有来源记录写到这个文件",
    "add a record to content/sources with file: {file}",
    "请在 content/sources 中加一条记录，写明 file: {file}",
    Severity.WARNING,
)
UNCITED = Mistake(
    "YB434",
    "no record cites the source “{source}”",
    "没有记录引用来源“{source}”",
    severity=Severity.WARNING,
)
UNKNOWN_SOURCE = Mistake(
    "YB435",
    "there is no source “{source}”, or its text is not given",
    "没有来源“{source}”，或者没有它的原文",
    "did you mean “{meant}”?",
    "是不是“{meant}”？",
    Severity.WARNING,
)
ACCEPTED_NOT_THERE = Mistake(
    "YB436",
    "“{quote}” does not stand in the text of “{source}”",
    "来源“{source}”的原文里没有“{quote}”",
    "copy the words from the text; “to” must stand after “at”",
    "请照原文抄录；to 要在 at 之后",
    Severity.WARNING,
)
NOTHING_TO_ACCEPT = Mistake(
    "YB437",
    "everything at “{quote}” is covered",
    "“{quote}”处没有未记录的内容",
    "this entry is no longer needed; remove it",
    "这一条不再需要，请删去",
    Severity.WARNING,
)

Texts = Mapping[str, Sequence[str]]
"""The name of a source's file → its lines."""
Span = tuple[int, int]
"""First offset and the one after the last, in a text without white space."""
Key = tuple[object, ...]
"""A value to compare: ("date", year, month, day), ("count", n), (measure, low, high)."""


class Kind(Enum):
    """What in a text asks for a record."""

    NUMBER = "number"
    DATE = "date"
    RANK = "rank"
    TERM = "term"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Finding:
    """One span of a source's text that no record covers."""

    kind: Kind
    place: Place
    """In the source's file; a span that goes on in the next line ends with its own."""
    text: str
    """The span, without white space."""
    before: str
    """A few characters before it, to recognise it by; empty for sentences."""
    after: str
    paragraph: int
    """The line on which its paragraph begins."""
    span: Span


@dataclass(frozen=True, slots=True)
class Coverage:
    """What became of one source."""

    source: str
    """Its id."""
    file: str
    findings: tuple[Finding, ...]
    """What is not covered, in the order of the text."""
    totals: tuple[tuple[Kind, int], ...]
    """How many there are of each kind, covered or not; in the order of `Kind`."""
    accepted: int = 0
    """How many more are not covered, and left so on purpose."""

    def missing(self, kind: Kind) -> int:
        return sum(each.kind is kind for each in self.findings)


@record
class Acceptance:
    """A passage that no record needs to cover. 不必记录的一段原文。"""

    at: Annotated[Line, Field(max_length=40)]
    """Its words, copied from the source; where it is long, its first words. 原文里的几个字;较长时写开头。"""
    because: Words
    """Why it is left out. 不记录的理由。"""
    to: Annotated[Line, Field(max_length=40)] | None = None
    """Its last words, where it is long. 较长时写末尾的几个字。"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """An acceptance with the source that it is about, and where it is written."""

    source: str
    entry: Acceptance
    place: Place


# The texts


def read_texts(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every .txt file of a folder (UTF-8; a damaged character is no reason to stop) as file name → lines."""
    return {each.name: lines_of(folder, each.name) for each in sorted(folder.glob("*.txt"))}


@dataclass(frozen=True, slots=True)
class _Flow:
    """A text without its white space: newspapers break lines in the middle of words."""

    text: str
    places: tuple[tuple[int, int], ...]
    """(line, column) of each character, from 1."""
    paragraphs: tuple[Span, ...]

    def paragraph(self, offset: int) -> Span:
        return next(each for each in self.paragraphs if offset < each[1])

    def place(self, file: str, span: Span) -> Place:
        line, column = self.places[span[0]]
        last = max(each for at, each in self.places[span[0] : span[1]] if at == line)
        return Place(file, line, column, last - column + 1)


_PARAGRAPH_END = re.compile(r"[。！？!?…][”’\")）]*$")
_SENTENCE = re.compile(r"[^。！？!?；;…]+[。！？!?；;…]*[”’\")）]*")


def _flow(lines: Sequence[str]) -> _Flow:
    """A paragraph is what ends with a line that ends a sentence; headings belong to the paragraph below."""
    text: list[str] = []
    places: list[tuple[int, int]] = []
    ends: list[int] = []
    for number, line in enumerate(lines, 1):
        kept = [(column, each) for column, each in enumerate(line, 1) if not each.isspace()]
        text += [each for _, each in kept]
        places += [(number, column) for column, _ in kept]
        if _PARAGRAPH_END.search(line.rstrip()):
            ends.append(len(text))
    starts = [0, *ends]
    spans = zip(starts, [*ends, len(text)], strict=True)
    return _Flow("".join(text), tuple(places), tuple((start, end) for start, end in spans if start < end))


def _without_space(text: str) -> str:
    return "".join(text.split())


def _occurrences(text: str, words: str) -> Iterator[Span]:
    """Every place of `words`; the same words say the same wherever they stand."""
    words = _without_space(words)
    start = text.find(words)
    while start >= 0 and words:
        yield (start, start + len(words))
        start = text.find(words, start + 1)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# What a record says


@dataclass(frozen=True, slots=True)
class _Said:
    """What one record says in the yearbook's first language, ready to be compared."""

    citations: tuple[Citation, ...]
    keys: frozenset[Key]
    words: str
    """Letters, figures and + alone, each text on a line."""
    own: str
    """The id of the source that this is the record of; else empty."""


def _leaves(value: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    """Every citation, and every value and text that stands in no citation."""
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            yield from _leaves(each, (*pointer, index))
    elif isinstance(value, Citation | Quantity | Day | Text) or not is_dataclass(value):
        yield pointer, value
    else:
        for each in fields(value):
            yield from _leaves(getattr(value, each.name), (*pointer, each.name))


def _said(record: Record, yearbook: Yearbook) -> _Said:
    language = yearbook.configuration.languages[0]
    keys: set[Key] = set()
    texts = [each.get(language) or "" for each in (record.title, record.summary, record.motto) if each]
    texts += [each.prose.text for each in record.bodies if each.language == language]
    texts += _vocabulary(record, yearbook, language)
    citations = []
    for _, leaf in _leaves((record.facts, record.year)):
        match leaf:
            case Citation():
                citations.append(leaf)
            case Text():
                texts.append(leaf.get(language) or "")
            case str():
                texts.append(leaf)
            case Quantity() | Day():
                keys |= _keys(leaf)
            case int() if not isinstance(leaf, bool):
                keys |= {("count", leaf), ("date", leaf, None, None)}
    for each in texts:
        keys.update(key for _, _, found in _values(each) for key in found)
    own = record.id if record.kind == "source" else ""
    return _Said(tuple(citations), frozenset(keys), "\n".join(map(_folded, texts)), own)


def _vocabulary(record: Record, yearbook: Yearbook, language: str) -> list[str]:
    """The names of the scopes and bases of its ranks: they hold numbers (全市15个县(市)区)."""
    named = (each for each in references(record.facts) if each.kind in VOCABULARIES)
    known = (getattr(yearbook.configuration, VOCABULARIES[each.kind]).get(each.id) for each in named)
    return [each.get(language) or "" for each in known if each]


def _folded(text: str) -> str:
    return "".join(each for each in text if each.isalnum() or each == "+")


# Values in a text

_MEASURE = "|".join(re.escape(each) for each in sorted(filter(None, MEASURES), key=len, reverse=True))
_HAN_FIGURES = "一二三四五六七八九十"
_VALUE = re.compile(
    r"(?<![\dA-Za-z.+])(?:"
    r"(?P<year>(?:18|19|20|21)\d\d)年(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?)?"
    r"|(?P<bare_month>\d{1,2})月(?:(?P<bare_month_day>\d{1,2})日)?|(?P<bare_day>\d{1,2})日"
    r"|(?P<quantity>\d+(?:\.\d+)?(?:[%％]?[-—~～至]\d+(?:\.\d+)?)?[余多]?(?:万亿|[十百千]?万|[亿百千])?[余多]?"
    rf"(?:{_MEASURE}))"
    rf")|第(?P<rank>[{_HAN_FIGURES}]{{1,3}}|\d+)(?=[名位的]|[^\w]|$)"
    rf"|连续(?P<streak>[两{_HAN_FIGURES}]{{1,3}})(?:[年届次])",
)


def _values(text: str) -> Iterator[tuple[Kind, Span, frozenset[Key]]]:
    """Every date, quantity with a measure, rank and streak of a text, with what it may be compared by."""
    for match in _VALUE.finditer(text):
        if match["rank"] or match["streak"]:
            key = ("count", _whole(match["rank"] or match["streak"]))
            yield Kind.RANK if match["rank"] else Kind.NUMBER, match.span(), frozenset({key})
        elif match["quantity"]:
            try:
                yield Kind.NUMBER, match.span(), _keys(parse_quantity(match["quantity"]))
            except QuantityError:
                continue  # a range that falls is two numbers that happen to stand together
        else:
            year, month, day = (int(each) if each else None for each in _date_of(match))
            yield Kind.DATE, match.span(), frozenset({("date", year, month, day)})


def _date_of(match: re.Match[str]) -> tuple[str | None, str | None, str | None]:
    return (
        match["year"],
        match["month"] or match["bare_month"],
        match["day"] or match["bare_month_day"] or match["bare_day"],
    )


def _whole(figures: str) -> int:
    """A whole number below a hundred in Han or Arabic figures: 十一 → 11."""
    if figures.isdecimal():
        return int(figures)
    tens, ten, ones = figures.rpartition("十")
    value = (" " + _HAN_FIGURES[:9]).find
    return (max(1, value(tens or " ")) * 10 if ten else 0) + (2 if ones == "两" else max(0, value(ones or " ")))


def _keys(value: Quantity | Day) -> frozenset[Key]:
    """What a recorded value equals: a day also where a text prints only a part of it."""
    if isinstance(value, Day):
        year, month, day = value.year, value.month, value.day
        parts = {(year, month, day), (year, month, None), (year, None, None), (None, month, day), (None, month, None)}
        return frozenset(("date", *each) for each in parts | {(None, None, day)})
    keys: set[Key] = {(value.measure, value.low, value.high)}
    if value.high is None and not value.magnitude and value.low == value.low.to_integral_value():
        keys.add(("count", int(value.low)))
    return frozenset(keys)
