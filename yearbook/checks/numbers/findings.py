"""A record → warnings where the numbers of its two languages, or of its prose and its data, do not agree.

Changes nothing and stops no build. A finding can be accepted in the record: see `acceptance`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yearbook.checks.acceptance import Finding
from yearbook.checks.numbers.comparison import ComparisonTrouble, Difference, compare_numbers
from yearbook.checks.numbers.contradictions import contradictions, data_of
from yearbook.checks.numbers.names import Name
from yearbook.checks.numbers.statements import Statement
from yearbook.checks.numbers.wording import said
from yearbook.checks.record_texts import Pair, TextSide, text_pairs
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.structure import Found

NOT_IN_ENGLISH = DiagnosticKind(
    "YB450",
    "“{printed}” stands in the Chinese, and nothing like it in the English",
    hint="the English should have {value}: “{context}”",
    severity=Severity.WARNING,
)
NOT_IN_CHINESE = DiagnosticKind(
    "YB451",
    "“{printed}” stands in the English, and nothing like it in the Chinese",
    hint="the Chinese should have {value}, or the English should not: “{context}”",
    severity=Severity.WARNING,
)
OTHER_NUMBER = DiagnosticKind(
    "YB452",
    "the English has “{other}” where the Chinese has “{printed}”",
    hint="“{printed}” is {value} in English; look it up in the source and correct one of the two",
    severity=Severity.WARNING,
)
OTHER_BOUND = DiagnosticKind(
    "YB453",
    "“{printed}” is limited (以上, 约, over, about) in one language and not so in the other: “{other}”",
    hint="say it in both: {value}",
    severity=Severity.WARNING,
)
NOT_THE_DATA = DiagnosticKind(
    "YB454",
    "the text has “{printed}”, the data of this record have {datum}",
    hint="look it up in the source and correct one of the two",
    severity=Severity.WARNING,
)
_CONTEXT = 10  # characters shown on either side of a number


def check_numbers(record: Record, known: Sequence[Name], found: Sequence[Found]) -> Iterator[Finding]:
    """The findings of one record, accepted or not; `known` are the yearbook's `names`, `found` its facts' leaves."""
    title = (record.title.get("zh") or "", record.title.get("en") or "")
    for pair in text_pairs(record, found):
        if pair.zh.pointer[:1] == ("title",):  # a title does not vouch for itself
            others = tuple(each for each in known if each.zh != pair.zh.text)
            differing = compare_numbers(pair.zh.text, pair.en.text, others)
        else:
            differing = compare_numbers(pair.zh.text, pair.en.text, known, title)
        for each in differing:
            yield _difference(each, pair)
    data = data_of(record.facts)
    for side in _chinese(record):
        for one in contradictions(data, side.text):
            printed = _shown(side, one.statement)
            yield _finding(NOT_THE_DATA, side, one.statement, (printed,), datum=one.datum, printed=printed)


def _finding(
    mistake: DiagnosticKind, side: TextSide, statement: Statement, names: tuple[str, ...], **words: str
) -> Finding:
    return Finding(mistake, names, tuple(words.items()), side, statement.start, statement.length)


def _shown(side: TextSide, statement: Statement) -> str:
    """The characters of a statement."""
    return side.text[statement.start : statement.start + statement.length]


def _difference(each: Difference, pair: Pair) -> Finding:
    zh = _shown(pair.zh, each.zh) if each.zh else ""
    en = _shown(pair.en, each.en) if each.en else ""
    printed = tuple(filter(None, (zh, en)))
    if each.zh and each.en:
        mistake = OTHER_BOUND if each.trouble is ComparisonTrouble.BOUND else OTHER_NUMBER
        value = said(each.zh, "en")
        if each.trouble is ComparisonTrouble.BOUND:
            value = f"{said(each.zh, 'zh')} = {value}" if each.zh.bound.value != "exact" else said(each.en, "zh")
        side, statement = (pair.en, each.en) if each.trouble is ComparisonTrouble.MISSING else _bounded(each, pair)
        return _finding(mistake, side, statement, printed, other=en, printed=zh, value=value)
    lacking = each.zh or each.en
    assert lacking
    side, mistake, language = (pair.zh, NOT_IN_ENGLISH, "en") if each.zh else (pair.en, NOT_IN_CHINESE, "zh")
    context = _context(side, lacking)
    return _finding(mistake, side, lacking, printed, context=context, printed=printed[0], value=said(lacking, language))


def _bounded(each: Difference, pair: Pair) -> tuple[TextSide, Statement]:
    """The side to be looked at: the one that has no bound."""
    assert each.zh and each.en
    return (pair.en, each.en) if each.zh.bound.value != "exact" else (pair.zh, each.zh)


def _context(side: TextSide, statement: Statement) -> str:
    """A few characters around a number, to know it by."""
    start, end = max(0, statement.start - _CONTEXT), statement.start + statement.length + _CONTEXT
    text = " ".join(side.text[start:end].split())
    return f"{'…' if start else ''}{text}{'…' if end < len(side.text) else ''}"


def _chinese(record: Record) -> Iterator[TextSide]:
    """The texts that are held against the data: those that tell of the record itself, in Chinese."""
    body = record.body("zh")
    if body:
        yield TextSide("zh", body.prose.text, body.origin, (), body.line)
    if record.summary and (summary := record.summary.get("zh")):
        yield TextSide("zh", summary, record.origin, ("summary",))
