"""Check that numbers of a record add up: parts and totals, percentages, growth, elapsed share, counts of names.

A printed percentage agrees with the derived one if it is that rounded or cut at the printed number of digits. If the
source itself does not add up, a note of kind `sum` in the record says so, and nothing is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from yearbook.checks.findings import Finding, finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.chinese_numbers import FIGURE, TO_IN_TEXT, Bound
from yearbook.model.dates import DateError, When, elapsed_share
from yearbook.model.fields import Fact, NoteKind
from yearbook.model.honors import Honor
from yearbook.model.projects import Counts, Ledger
from yearbook.model.quantities import Quantity
from yearbook.model.series import Indicator, Observation, Status
from yearbook.model.structure import Pointer, ValueType
from yearbook.model.walk import ValueFinder

_SETTLE = "if the source says so, say it in a note of kind “sum”"
SUM = DiagnosticKind(
    "YB410", "the stages have {sum} projects, the total is {total}", hint=_SETTLE, severity=Severity.WARNING
)
_PRINTED = DiagnosticKind(
    "YB411", "the source prints {printed}, but done ÷ planned is {derived} %", hint=_SETTLE, severity=Severity.WARNING
)
AMOUNTS = DiagnosticKind(
    "YB412", "the stages have {sum} of “{field}”, the total is {total}", hint=_SETTLE, severity=Severity.WARNING
)
_PART = DiagnosticKind(
    "YB413", "a part is greater than its whole: {part} of {whole}", hint=_SETTLE, severity=Severity.WARNING
)
NAMED = DiagnosticKind(
    "YB414",
    "{named} are named, but only {count} are counted",
    hint="correct the count, or take out who does not belong here",
    severity=Severity.WARNING,
)
GROWTH = DiagnosticKind(
    "YB415",
    "the source prints a growth of {printed}, but {value} on {before} is {derived} %",
    hint="look it up; if it is at constant prices, say 可比价 in the indicator’s note; or accept it (at: {printed})",
    severity=Severity.WARNING,
)
ELAPSED = DiagnosticKind(
    "YB416",
    "the text gives {printed} as the elapsed share, but {passed} of {months} months are {derived} %",
    hint="look it up; where the source says so, accept it (at: {printed})",
    severity=Severity.WARNING,
)
TARGET = DiagnosticKind(
    "YB417",
    "the source prints {printed} of the target, but {value} of {target} is {derived} %",
    hint="look it up; where the source says so, accept it (at: {printed})",
    severity=Severity.WARNING,
)
_SHARE = re.compile(
    rf"""
    时序进度[^\d，。；、%]{{0,6}}(?P<after>{FIGURE})%(?!以上|左右)
    | (?P<before>{FIGURE})%的时序进度
    """,
    re.VERBOSE,
)
_MONTHS = re.compile(rf"(?<!\d)1月?(?:{TO_IN_TEXT})(?P<month>\d{{1,2}})月|前(?P<first>\d{{1,2}})个月")
_CONSTANT_PRICES = re.compile("可比|不变价|同口径|扣除价格因素|生产总值|增加值|GDP")
_PRICES = Decimal(10)
"""By how many percentage points growth at constant prices may differ from that of the values; more is a slip."""
_find_texts = ValueFinder(lambda field: field.value_type is ValueType.TEXT)
_SENTENCE = re.compile(r"[^。；\n]+")
_YEAR_OF_MONTHS = 12

_Findings = Iterator[Finding]


def check_sums(record: Record, whole: Counts | None) -> _Findings:
    """Yield what does not add up in the facts of a record. `whole`: the total of the ledger of which it is a part."""
    has_note = any(note.kind is NoteKind.SUM for note in record.notes)
    match record.facts:
        case Ledger() as ledger if not has_note:
            yield from _ledger(ledger, whole)
        case Indicator() as indicator if not has_note:
            yield from _indicator(indicator)
        case Honor() as honor:
            for index, each in enumerate(honor.awardees):
                yield from _named(each.all_named, Decimal(each.total), ("awardees", index))


def check_elapsed_share(record: Record, texts: Sequence[TextSide]) -> _Findings:
    """Yield each 时序进度 in the texts of a record that is not that of its months."""
    match record.facts:
        case Ledger(as_of=as_of, period=period):
            months = _passed(as_of, period)
        case _:
            months = (0, 0)
    for side in texts:
        if side.language == "zh" and "时序进度" in side.text:
            yield from _elapsed(side, months)


def _ledger(ledger: Ledger, whole: Counts | None) -> _Findings:
    """`whole`: the total of the ledger of which this one is a part."""
    yield from _stages(ledger)
    for pointer, line in counted_lines(ledger):
        yield from _progress(line, pointer)
        count = line.count.value if line.count else None
        if count and count.high is None and count.bound in (Bound.EXACT, Bound.AT_MOST):
            yield from _named(len(line.members), count.low, (*pointer, "members"))
        larger = ledger.total if pointer != ("total",) else whole
        fields = _not_summed(ledger) if pointer[0] == "stages" else tuple(_columns(line))
        if larger:
            yield from _parts(line, larger, pointer, fields)


def counted_lines(ledger: Ledger) -> Iterator[tuple[Pointer, Counts]]:
    """Yield every line of a ledger with its pointer: the total, the stages, the groups."""
    yield ("total",), ledger.total
    for name, lines in (("stages", ledger.stages), ("groups", ledger.groups)):
        for index, line in enumerate(lines):
            yield (name, index), line


def _columns(line: Counts) -> Mapping[str, Fact[Quantity] | None]:
    """Return the columns of a line that can be added up, by field."""
    return {"count": line.count, "investment": line.investment, "planned": line.planned, "done": line.done}


def _exact(line: Counts, field: str) -> Decimal | None:
    """Return the value of a column, if it is one exact number."""
    fact = _columns(line)[field]
    return fact.value.low if fact and fact.value.is_exact else None


def _not_summed(ledger: Ledger) -> tuple[str, ...]:
    """Return the columns for which not every stage has an exact number; for the others the sum shows the mistake."""
    columns = _columns(ledger.total)
    return tuple(field for field in columns if any(_exact(each, field) is None for each in ledger.stages))


def _stages(ledger: Ledger) -> _Findings:
    for field, fact in _columns(ledger.total).items():
        total, stages = _exact(ledger.total, field), [_exact(each, field) for each in ledger.stages]
        known = [each for each in stages if each is not None]
        if total is None or not known or len(known) < len(stages) or sum(known) == total:
            continue
        words = {"sum": f"{sum(known):f}", "total": f"{total:f}"}
        facts = (fact, *(_columns(each)[field] for each in ledger.stages))
        if field == "count":
            yield finding(SUM, tuple(words.values()), ("stages",), **words)
        elif len({each.value.measure for each in facts if each}) == 1:
            yield finding(AMOUNTS, field, ("stages",), field=field, **words)


def _progress(line: Counts, pointer: Pointer) -> _Findings:
    printed, planned, done = line.printed_progress, _exact(line, "planned"), _exact(line, "done")
    if printed and planned and done is not None and not _agrees(printed, done / planned * 100):
        words = {"printed": str(printed), "derived": f"{done / planned * 100:.2f}"}
        yield finding(_PRINTED, str(printed), (*pointer, "printed_progress"), **words)


def _parts(part: Counts, whole: Counts, pointer: Pointer, fields: tuple[str, ...]) -> _Findings:
    for field in fields:
        small, large = _columns(part)[field], _columns(whole)[field]
        if not small or not large or not large.value.is_exact or small.value.bound is Bound.AT_MOST:
            continue
        if small.value.measure == large.value.measure and small.value.low > large.value.low:
            words = {"part": str(small.value), "whole": str(large.value)}
            yield finding(_PART, str(small.value), (*pointer, field), **words)


def _named(named: int, count: Decimal, pointer: Pointer) -> _Findings:
    if named > count:
        yield finding(NAMED, str(named), pointer, named=named, count=str(count))


_Values = Mapping[tuple[Status, str], Quantity]
"""The values of an indicator by status and period."""


def _indicator(indicator: Indicator) -> _Findings:
    values = {(each.status, str(each.period)): each.value.value for each in indicator.observations if each.value}
    tolerance = _PRICES if _is_at_constant_prices(indicator) else Decimal(0)
    for index, each in enumerate(indicator.observations):
        yield from _growth(each, values, ("observations", index, "growth"), tolerance)
        yield from _target(each, values, ("observations", index, "value"))


def _is_at_constant_prices(indicator: Indicator) -> bool:
    """Return whether its growth leaves out changes of prices or of what is counted, as that of GDP always does."""
    texts = (text.get("zh") or "" for _, text, _ in _find_texts(indicator))
    return any(_CONSTANT_PRICES.search(text) for text in texts)


def _growth(each: Observation, values: _Values, pointer: Pointer, tolerance: Decimal) -> _Findings:
    """Yield growth that is not that on the year before, if the value of the same period of that year is known."""
    value = each.value.value if each.value else None
    before = values.get((each.status, _year_before(each.period)))
    if not each.growth or not value or not before or not (value.is_exact and before.is_exact and before.low > 0):
        return
    if value.measure != before.measure or not each.growth.is_exact:
        return
    lowest = ((value.low - printed_unit(value)) / (before.low + printed_unit(before)) - 1) * 100
    highest = (
        (value.low + printed_unit(value)) / max(before.low - printed_unit(before), Decimal("0.000001")) - 1
    ) * 100
    margin = printed_unit(each.growth) + tolerance
    if not lowest - margin < each.growth.low < highest + margin:
        derived = f"{(value.low / before.low - 1) * 100:.2f}"
        words = {"before": str(before), "derived": derived, "printed": str(each.growth), "value": str(value)}
        yield finding(GROWTH, str(each.growth), pointer, **words)


def _year_before(period: When) -> str:
    ends = str(period).split("/")
    return "/".join(f"{int(each[:4]) - 1}{each[4:]}" if each[:4].isdigit() else each for each in ends)


def _target(each: Observation, values: _Values, pointer: Pointer) -> _Findings:
    """Yield a printed share of the year's target that is not actual ÷ target for the same period."""
    if each.status is not Status.PROGRESS or not each.value or each.value.value.measure != "percent":
        return
    printed, actual = each.value.value, values.get((Status.ACTUAL, str(each.period)))
    year = str(each.period)[:4]
    target = values.get((Status.TARGET, year)) or values.get((Status.PLAN, year))
    if not actual or not target or not (actual.is_exact and target.is_exact and printed.is_exact and target.low):
        return
    derived = actual.low / target.low * 100
    if actual.measure == target.measure and not _agrees(printed, derived):
        words = {"derived": f"{derived:.2f}", "printed": str(printed), "target": str(target), "value": str(actual)}
        yield finding(TARGET, str(printed), pointer, **words)


def _elapsed(side: TextSide, months: tuple[int, int]) -> _Findings:
    """Yield each printed 时序进度 that is not that of the months in its sentence, or else of `months` (passed, all)."""
    for sentence in _SENTENCE.finditer(side.text):
        share, named = _SHARE.search(sentence[0]), _MONTHS.search(sentence[0])
        if not share:
            continue
        passed, in_all = (int(named["month"] or named["first"]), _YEAR_OF_MONTHS) if named else months
        printed = share["after"] or share["before"]
        step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
        if 0 < passed <= in_all and abs(Decimal(printed) - Decimal(passed * 100) / in_all) >= step:
            start = sentence.start() + share.start("after" if share["after"] else "before")
            words = {"derived": f"{passed * 100 / in_all:.1f}", "months": str(in_all), "passed": str(passed)}
            names = (f"{printed}%", printed)
            yield finding_in(side, (start, start + len(printed) + 1), ELAPSED, at=names, printed=f"{printed}%", **words)


def _passed(as_of: When | None, period: When) -> tuple[int, int]:
    """Return the months passed and in all; (0, 0) if they are not known, or the date is a day."""
    if not as_of or (as_of.end and as_of.end.day):
        return 0, 0
    try:
        return elapsed_share(period, as_of)
    except DateError:
        return 0, 0


def _agrees(printed: Quantity, derived: Decimal) -> bool:
    """Return whether a printed percentage is the derived one, rounded or cut at the printed number of digits."""
    return abs(printed.low - derived) < printed_unit(printed)


def printed_unit(quantity: Quantity) -> Decimal:
    """Return one in the last digit that is printed: of 282.8亿 0.1亿, of 10.5% 0.1."""
    digits = re.search(r"\d+(?:\.(\d+))?", quantity.printed)
    return Decimal(1).scaleb(quantity.magnitude - len(digits[1] or "") if digits else 0)
