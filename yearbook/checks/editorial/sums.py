"""A record's numbers → where they do not add up: parts and totals, percentages, growth, elapsed share, counts of names.

A printed percentage agrees with the derived one if it is that rounded or cut at the printed number of digits. Where
the source itself does not add up, a note of kind `sum` in the record says so and settles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from yearbook.checks.acceptance import Finding, MessageWords
from yearbook.checks.record_texts import TextSide
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.model.chinese_numbers import FIGURE, TO_IN_TEXT
from yearbook.model.dates import DateError, When, elapsed_share
from yearbook.model.honors import Honor
from yearbook.model.projects import Counts, Ledger
from yearbook.model.quantities import Quantity
from yearbook.model.series import Indicator, Observation, Status
from yearbook.model.structure import Pointer

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
    hint="look it up; rates at constant prices may differ: then accept it (at: {printed})",
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
_FIELDS = ("count", "investment", "planned", "done")
_SHARE = re.compile(
    rf"""
    时序进度[^\d，。；、%]{{0,6}}(?P<after>{FIGURE})%(?!以上|左右)
    | (?P<before>{FIGURE})%的时序进度
    """,
    re.VERBOSE,
)
_MONTHS = re.compile(rf"(?<!\d)1月?(?:{TO_IN_TEXT})(?P<month>\d{{1,2}})月|前(?P<first>\d{{1,2}})个月")
_SENTENCE = re.compile(r"[^。；\n]+")
_YEAR_OF_MONTHS = 12

_Found = Iterator[Finding]


def check_sums(record: Record, ledgers: Mapping[str, Record], sides: tuple[TextSide, ...]) -> _Found:
    """What does not add up in one record. `ledgers`: those of which it may be a part."""
    match record.facts:
        case Ledger() as ledger:
            if not any(each.kind.value == "sum" for each in ledger.notes):
                yield from _ledger(ledger, ledgers)
        case Indicator() as indicator:
            yield from _indicator(indicator)
        case Honor() as honor:
            for index, each in enumerate(honor.awardees):
                yield from _named(("awardees", index), len(each.named), Decimal(each.count))
    as_of = getattr(record.facts, "as_of", None), getattr(record.facts, "period", None)
    for side in sides:
        if side.language == "zh" and "时序进度" in side.text:
            yield from _elapsed(side, as_of)


def _ledger(ledger: Ledger, ledgers: Mapping[str, Record]) -> _Found:
    yield from _stages(ledger)
    above = ledgers.get(ledger.part_of or "")
    whole = above.facts.total if above else None
    for pointer, counts in _lines(ledger):
        yield from _progress(pointer, counts)
        count = counts.count.value if counts.count else None
        if count and count.high is None and count.bound.value in ("exact", "at-most"):
            yield from _named((*pointer, "members"), len(counts.members), count.low)
        larger = ledger.total if pointer != ("total",) else whole
        if larger:
            yield from _parts(pointer, counts, larger, _unsummed(ledger) if pointer[0] == "stages" else _FIELDS)


def _unsummed(ledger: Ledger) -> tuple[str, ...]:
    """The columns of which not every stage is exact: the sum of the others tells what is too great."""
    return tuple(field for field in _FIELDS if any(_exact(each, field) is None for each in ledger.stages))


def _stages(ledger: Ledger) -> _Found:
    for field in _FIELDS:
        total, stages = _exact(ledger.total, field), [_exact(each, field) for each in ledger.stages]
        known = [each for each in stages if each is not None]
        if total is not None and known and len(known) == len(stages) and sum(known) != total:
            words: MessageWords = (("sum", f"{sum(known):f}"), ("total", f"{total:f}"))
            if field == "count":
                yield Finding(SUM, tuple(str(number) for _, number in words), words, pointer=("stages",))
            elif len({_measure(each, field) for each in (ledger.total, *ledger.stages)}) == 1:
                yield Finding(AMOUNTS, (field,), (("field", field), *words), pointer=("stages",))


def _progress(pointer: Pointer, counts: Counts) -> _Found:
    printed, planned, done = counts.printed_progress, _exact(counts, "planned"), _exact(counts, "done")
    if printed and planned and done is not None and not _agrees(printed, done / planned * 100):
        words = (("printed", str(printed)), ("derived", f"{done / planned * 100:.2f}"))
        yield Finding(_PRINTED, (str(printed),), words, pointer=(*pointer, "printed_progress"))


def _parts(pointer: Pointer, part: Counts, whole: Counts, fields: tuple[str, ...]) -> _Found:
    for field in fields:
        small, large = getattr(part, field), _exact(whole, field)
        if small and large is not None and small.value.bound.value != "at-most":
            same = small.value.measure == _measure(whole, field)
            if same and small.value.low > large:
                printed = str(small.value)
                words = (("part", printed), ("whole", str(getattr(whole, field).value)))
                yield Finding(_PART, (printed,), words, pointer=(*pointer, field))


def _named(pointer: Pointer, named: int, count: Decimal) -> _Found:
    if named > count:
        words = (("named", str(named)), ("count", str(count)))
        yield Finding(NAMED, (str(named),), words, pointer=pointer)


def _lines(ledger: Ledger) -> Iterator[tuple[Pointer, Counts]]:
    yield ("total",), ledger.total
    for name in ("stages", "groups"):
        for index, each in enumerate(getattr(ledger, name)):
            yield (name, index), each


def _indicator(indicator: Indicator) -> _Found:
    if not any(each.kind.value == "sum" for each in getattr(indicator, "notes", ())):
        values = {(each.status, str(each.period)): each.value.value for each in indicator.observations if each.value}
        for index, each in enumerate(indicator.observations):
            yield from _growth(("observations", index, "growth"), each, values)
            yield from _target(("observations", index, "value"), each, values)


_Values = Mapping[tuple[Status, str], Quantity]


def _growth(pointer: Pointer, each: Observation, values: _Values) -> _Found:
    """Growth on the year before, where the value of the same period of that year is known."""
    value = each.value.value if each.value else None
    before = values.get((each.status, _year_before(each.period)))
    if not each.growth or not value or not before or not (value.is_exact and before.is_exact and before.low > 0):
        return
    if value.measure != before.measure or not each.growth.is_exact:
        return
    lowest = ((value.low - _unit(value)) / (before.low + _unit(before)) - 1) * 100
    highest = ((value.low + _unit(value)) / max(before.low - _unit(before), Decimal("0.000001")) - 1) * 100
    if not lowest - _unit(each.growth) < each.growth.low < highest + _unit(each.growth):
        derived = f"{(value.low / before.low - 1) * 100:.2f}"
        words = (("before", str(before)), ("derived", derived), ("printed", str(each.growth)), ("value", str(value)))
        yield Finding(GROWTH, (str(each.growth),), words, pointer=pointer)


def _year_before(period: When) -> str:
    ends = str(period).split("/")
    return "/".join(f"{int(each[:4]) - 1}{each[4:]}" if each[:4].isdigit() else each for each in ends)


def _target(pointer: Pointer, each: Observation, values: _Values) -> _Found:
    """Actual ÷ target of the year against the share that is printed for the same period."""
    if each.status is not Status.PROGRESS or not each.value or each.value.value.measure != "percent":
        return
    printed, actual = each.value.value, values.get((Status.ACTUAL, str(each.period)))
    year = str(each.period)[:4]
    target = values.get((Status.TARGET, year)) or values.get((Status.PLAN, year))
    if not actual or not target or not (actual.is_exact and target.is_exact and printed.is_exact and target.low):
        return
    derived = actual.low / target.low * 100
    if actual.measure == target.measure and not _agrees(printed, derived):
        words = (
            ("derived", f"{derived:.2f}"), ("printed", str(printed)), ("target", str(target)), ("value", str(actual)),
        )  # fmt: skip
        yield Finding(TARGET, (str(printed),), words, pointer=pointer)


def _elapsed(side: TextSide, dated: tuple[When | None, When | None]) -> _Found:
    """A printed 时序进度 against the months that its sentence names, or else the record's own date."""
    for sentence in _SENTENCE.finditer(side.text):
        share, months = _SHARE.search(sentence[0]), _MONTHS.search(sentence[0])
        if not share:
            continue
        passed, in_all = (int(months["month"] or months["first"]), _YEAR_OF_MONTHS) if months else _passed(*dated)
        printed = share["after"] or share["before"]
        step = Decimal(1).scaleb(-len(printed.partition(".")[2]))
        if 0 < passed <= in_all and abs(Decimal(printed) - Decimal(passed * 100) / in_all) >= step:
            words = (
                ("derived", f"{passed * 100 / in_all:.1f}"), ("months", str(in_all)), ("passed", str(passed)),
                ("printed", f"{printed}%"),
            )  # fmt: skip
            start = sentence.start() + share.start("after" if share["after"] else "before")
            yield Finding(ELAPSED, (f"{printed}%", printed), words, side, start, len(printed) + 1)


def _passed(as_of: When | None, period: When | None) -> tuple[int, int]:
    """Months passed and in all; (0, 0) where they are not known, or the date is a day."""
    if not as_of or not period or (as_of.end and as_of.end.day):
        return 0, 0
    try:
        return elapsed_share(period, as_of)
    except DateError:
        return 0, 0


def _exact(counts: Counts, field: str) -> Decimal | None:
    """The value of a column, where it is one exact number."""
    fact = getattr(counts, field)
    value: Quantity | None = fact.value if fact else None
    return value.low if value and value.is_exact else None


def _measure(counts: Counts, field: str) -> str:
    fact = getattr(counts, field)
    return str(fact.value.measure) if fact else ""


def _agrees(printed: Quantity, derived: Decimal) -> bool:
    """Whether a printed percentage is the derived one rounded or cut at the printed number of digits."""
    return abs(printed.low - derived) < _unit(printed)


def _unit(quantity: Quantity) -> Decimal:
    """One in the last digit that is printed: of 282.8亿 0.1亿, of 10.5% 0.1."""
    digits = re.search(r"\d+(?:\.(\d+))?", quantity.printed)
    return Decimal(1).scaleb(quantity.magnitude - len(digits[1] or "") if digits else 0)
