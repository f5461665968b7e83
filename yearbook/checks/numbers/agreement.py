"""Check that the numbers of a record agree: those of its two languages, and those of its prose and its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yearbook.checks.editorial.privacy import without_private_numbers
from yearbook.checks.findings import Finding, finding_in
from yearbook.checks.numbers.comparison import ComparisonTrouble, Difference, compare_numbers
from yearbook.checks.numbers.contradictions import contradictions, numbers_of_facts
from yearbook.checks.numbers.names import Name
from yearbook.checks.numbers.statements import Statement
from yearbook.checks.numbers.wording import written_number
from yearbook.checks.record_texts import Pair, TextSide, body_side, text_pairs
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.chinese_numbers import Bound
from yearbook.model.measures import Measures
from yearbook.model.walk import Found

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


def check_numbers(
    record: Record, values: Sequence[Found], names: Sequence[Name], measures: Measures
) -> Iterator[Finding]:
    """Yield the differences between languages, then those between prose and data. `names`: see `names_with_numbers`."""
    for pair in text_pairs(record, values):
        for each in _differences(record, pair, names, measures):
            yield _missing(each, pair) if each.zh is None or each.en is None else _other(each.zh, each.en, each, pair)
    facts = numbers_of_facts(record.facts)
    for side in _texts_of_data(record):
        for one in contradictions(facts, side.text, measures):
            printed = _characters(side, one.statement)
            yield finding_in(side, one.statement.span, NOT_THE_DATA, at=printed, datum=one.datum, printed=printed)


def _differences(record: Record, pair: Pair, names: Sequence[Name], measures: Measures) -> tuple[Difference, ...]:
    """Compare two texts. The title of their record may say a number for them, but not for itself."""
    zh, en = without_private_numbers(pair.zh.text), without_private_numbers(pair.en.text)
    if pair.zh.pointer[:1] == ("title",):
        others = tuple(each for each in names if each.zh != pair.zh.text)
        return compare_numbers(zh, en, others, measures=measures)
    title = (record.title.get("zh") or "", record.title.get("en") or "")
    return compare_numbers(zh, en, names, title, measures)


def _characters(side: TextSide, statement: Statement) -> str:
    return side.text[slice(*statement.span)]


def _other(zh: Statement, en: Statement, each: Difference, pair: Pair) -> Finding:
    """Return the finding about a number that differs in value or bound."""
    printed, other = _characters(pair.zh, zh), _characters(pair.en, en)
    names = tuple(filter(None, (printed, other)))
    if each.trouble is ComparisonTrouble.MISSING:
        value = written_number(zh, "en")
        return finding_in(pair.en, en.span, OTHER_NUMBER, at=names, other=other, printed=printed, value=value)
    if zh.bound is Bound.EXACT:
        side, statement, value = pair.zh, zh, written_number(en, "zh")
    else:
        side, statement = pair.en, en
        value = f"{written_number(zh, 'zh')} = {written_number(zh, 'en')}"
    return finding_in(side, statement.span, OTHER_BOUND, at=names, other=other, printed=printed, value=value)


def _missing(each: Difference, pair: Pair) -> Finding:
    """Return the finding about a number that one language lacks."""
    side, mistake, language = (pair.zh, NOT_IN_ENGLISH, "en") if each.zh else (pair.en, NOT_IN_CHINESE, "zh")
    statement = each.zh or each.en
    assert statement
    printed = _characters(side, statement)
    words = {"context": _context(side, statement), "value": written_number(statement, language)}
    return finding_in(side, statement.span, mistake, at=printed, printed=printed, **words)


def _context(side: TextSide, statement: Statement) -> str:
    """Return a few characters around a number, to know it by."""
    first, last = statement.span
    start, end = max(0, first - _CONTEXT), last + _CONTEXT
    text = " ".join(side.text[start:end].split())
    return f"{'…' if start else ''}{text}{'…' if end < len(side.text) else ''}"


def _texts_of_data(record: Record) -> Iterator[TextSide]:
    """Yield the Chinese texts about the record itself, which are compared with its data."""
    if body := record.body("zh"):
        yield body_side(body)
    if record.summary and (summary := record.summary.get("zh")):
        yield TextSide("zh", summary, record.origin, pointer=("summary",))
