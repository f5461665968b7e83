"""Find amounts of money that name no currency: 9.6亿 where the label is an investment, a revenue, a budget.

Without a currency a number counts things, and is printed as such: 960 million instead of CNY 960 million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.checks.editorial.sums import counted_lines
from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.core.diagnostics import DiagnosticKind
from yearbook.model.chinese_numbers import QUALIFIED_AFTER
from yearbook.model.declarations import FieldType
from yearbook.model.fields import Fact, Figure
from yearbook.model.measures import COUNT
from yearbook.model.projects import Ledger, Project
from yearbook.model.quantities import Quantity
from yearbook.model.series import Indicator
from yearbook.model.structure import Pointer, ValueType
from yearbook.model.texts import Text
from yearbook.model.walk import ValueFinder

WITHOUT_CURRENCY = DiagnosticKind(
    "YB426",
    "“{printed}” is an amount of money and names no currency",
    hint="write {better}, or another currency: 美元; if it counts things, add their measure, or accept it "
    "(at: {printed})",
)

_MONEY_ZH = (
    "投资|外资|内资|引资|融资|资金|资本|收入|支出|预算|决算|产值|增加值|生产总值|税收|税|税费|利税|利润|销售|交易|营业|成交|零售|"
    "进出口|出口|进口|贸易|费用|经费|造价|成本|工资|薪酬|补贴|补助|补助金|救助金|救济金|抚恤金|奖金|基金|公积金|保险金|养老金|"
    "善款|捐款|存款|贷款|债务|债券|资产|赔偿|罚款|概算|预付款|专项款|财政"
)
_AMOUNT_ZH = "总?额|总值|总?金额|余额|规模|总规模|总量|总计|合计|完成额|到位额|价值"
_CHINESE = re.compile(rf"(?:(?:{_MONEY_ZH})(?:{_AMOUNT_ZH})?|(?:合同|项目|总)?金额|GDP|造价)$")
"""A label whose last word is money: 完成投资 and 销售额, but not 投资项目."""
_MONEY_EN = (
    "investments?|capital|funds|funding|revenues?|income|expenditures?|spending|budget|output value|added value|"
    "value added|domestic product|gdp|tax(?:es)?|profits?|sales|turnover|exports?|imports?|costs?|expenses?|wages?|"
    "salar(?:y|ies)|subsid(?:y|ies)|relief|compensation|deposits|loans|debts?|assets|fines|donations|"
    "prize money|prizes?|grants?|bonus(?:es)?"
)
_ENGLISH = re.compile(
    rf"\b(?:{_MONEY_EN})(?:\s+(?:completed|raised|paid|collected|received|spent|made|used|granted|planned|attracted))?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
_LARGE = 4  # as a power of ten: 万
_BOUND = re.compile(rf"(?:{QUALIFIED_AFTER})?$")

_Findings = Iterator[Finding]
_find_own_amounts = ValueFinder(lambda field: field.own is not None and field.own.type is FieldType.AMOUNT)
_find_figures = ValueFinder(lambda field: field.value_type is ValueType.PART and field.cls is Figure)


def check_currency(record: Record) -> _Findings:
    """Yield the amounts of a record that are money by their label or field, and name no currency."""
    for pointer, figure, _ in _find_figures(record.facts):
        if is_money(figure.label):
            yield from _of_fact(figure.value, (*pointer, "value"))
    for pointer, amount, field in _find_own_amounts(record.facts):
        if field.own and is_money(field.own.words):
            yield from _of_amount(amount, pointer) if isinstance(amount, Quantity) else _of_fact(amount, pointer)
    match record.facts:
        case Indicator() as indicator if is_money(indicator.title):
            yield from _indicator(indicator)
        case Project() as project:
            yield from _project(project)
        case Ledger() as ledger:
            yield from _ledger(ledger)


def _project(project: Project) -> _Findings:
    yield from _of_fact(project.investment, ("investment",))
    for index, report in enumerate(project.reports):
        for name, amount in (("planned", report.planned), ("done", report.done)):
            if amount and amount.magnitude >= _LARGE:  # a small number may count things
                yield from _of_amount(amount, ("reports", index, name))


def _ledger(ledger: Ledger) -> _Findings:
    for place, line in counted_lines(ledger):
        yield from _of_fact(line.investment, (*place, "investment"))
        for name, fact in (("planned", line.planned), ("done", line.done)):
            if fact and fact.value.magnitude >= _LARGE:
                yield from _of_fact(fact, (*place, name))


def is_money(label: Text) -> bool:
    """Return whether a label is an amount of money: by its Chinese words, or else by its English ones."""
    chinese, english = label.get("zh"), label.get("en")
    if chinese:
        return bool(_CHINESE.search(_ASIDE.sub("", chinese)))
    return bool(english and _ENGLISH.search(_ASIDE.sub("", english)))


def _indicator(indicator: Indicator) -> _Findings:
    for index, each in enumerate(indicator.observations):
        pointer: Pointer = ("observations", index)
        yield from _of_fact(each.value, (*pointer, "value"))
        for number, earlier in enumerate(each.revised):
            yield from _of_amount(earlier.value, (*pointer, "revised", number, "value"))


def _of_fact(fact: Fact[Quantity] | None, pointer: Pointer) -> _Findings:
    if fact is None:
        return
    yield from _of_amount(fact.value, (*pointer, "value"))
    for index, claim in enumerate(fact.others):
        yield from _of_amount(claim.value, (*pointer, "others", index, "value"))


def _of_amount(amount: Quantity, pointer: Pointer) -> _Findings:
    if amount.measure == COUNT and not amount.classifier:
        better = _BOUND.sub(lambda bound: f"元{bound[0]}", amount.printed, count=1)
        yield finding(WITHOUT_CURRENCY, amount.printed, pointer, printed=amount.printed, better=better)
