"""Numbers that do not add up: parts and totals, percentages, growth, elapsed share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import LEDGER_HEAD, ledger_findings, warnings
from tests.support.audited import found as located
from tests.support.sound import honor


@pytest.mark.parametrize(
    ("total", "stages", "wrong"),
    [
        ("150个", ["100个", "50个"], False),
        ("150个", ["100个", "49个"], True),
        ("150个", ["100个", "51个"], True),
        ("150个", ["100个", "50余个"], False),
        ("150余个", ["100个", "60个"], False),
        ("150个", ["100-120个", "50个"], False),
        ("150个", ["100个", ""], False),
        ("150个", [], False),
        ("0个", ["1个"], True),
    ],
)
def test_stages_add_up_to_the_total(total: str, stages: list[str], wrong: bool, tmp_path: Path) -> None:
    lines = "".join(f"    - {{stage: new, standing: planned, count: {each}}}\n" for each in stages)
    found = ledger_findings(tmp_path, f"  total: {{count: {total}}}\n  stages:{' []' if not stages else ''}\n{lines}")
    assert found == ([("YB410", 8, 5)] if wrong else [])


def test_a_sum_is_told_in_numbers(tmp_path: Path) -> None:
    lines = (f"{{stage: {each}, standing: planned, count: {n}个}}" for each, n in (("new", 100), ("continuing", 49)))
    ledger = f"  total: {{count: 150个}}\n  stages: [{', '.join(lines)}]\n"
    (found,) = warnings(tmp_path, ledger)
    assert found.text() == "the stages have 149 projects, the total is 150"
    assert found.text("zh") == "各阶段合计 149 个项目，总数为 150"


def test_other_groups_need_not_add_up(tmp_path: Path) -> None:
    ledger = "  total: {count: 150个}\n  groups: [{label: {zh: 甲, en: A}, count: 3个}]\n"
    assert ledger_findings(tmp_path, ledger) == []


@pytest.mark.parametrize(
    ("done", "printed", "wrong"),
    [
        ("220亿元", "49.3%", False),  # 49.327…: rounded and cut
        ("220亿元", "49.4%", False),  # rounded up by less than a step
        ("220亿元", "49.2%", True),
        ("220亿元", "49.5%", True),
        ("220亿元", "49%", False),
        ("220亿元", "50%", False),
        ("220亿元", "48%", True),
        ("220亿元", "49.33%", False),
        ("220亿元", "49.35%", True),
        ("223亿元", "50%", False),
        ("223亿元", "50.0%", False),
        ("223亿元", "51%", True),
        ("220余亿元", "80%", False),
        ("0亿元", "49.3%", True),
        ("0亿元", "0%", False),
    ],
)
def test_a_printed_percentage_is_done_of_planned(done: str, printed: str, wrong: bool, tmp_path: Path) -> None:
    total = f"{{planned: 446亿元, done: {done}, printed_progress: {printed}}}"
    assert [code for code, *_ in ledger_findings(tmp_path, f"  total: {total}\n")] == (["YB411"] if wrong else [])


def test_each_line_is_checked_and_pointed_at(tmp_path: Path) -> None:
    line = "{planned: 100亿元, done: 50亿元, printed_progress: 60%}"
    ledger = f"  total: {line}\n  stages:\n    - {line}\n  groups:\n    - {line}\n    - {line}\n"
    first, others = ("  total: " + line).index("60%") + 1, ("    - " + line).index("60%") + 1
    assert ledger_findings(tmp_path, ledger) == [
        ("YB411", 6, first),
        *(("YB411", number, others) for number in (8, 10, 11)),
    ]


def test_a_percentage_is_told_in_numbers(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, "  total: {planned: 3亿元, done: 1亿元, printed_progress: 34.5%}\n")
    assert found.text() == "the source prints 34.5%, but done ÷ planned is 33.33 %"


@pytest.mark.parametrize(("kind", "codes"), [("sum", []), ("context", ["YB410", "YB411"])])
def test_a_note_on_the_sum_settles_it(kind: str, codes: list[str], tmp_path: Path) -> None:
    ledger = f"""\
  total: {{count: 3个, planned: 100亿元, done: 50亿元, printed_progress: 60%}}
  stages: [{{stage: new, standing: planned, count: 4个}}]
  notes: [{{kind: {kind}, text: {{zh: 原文如此, en: As printed}}}}]
"""
    assert sorted(code for code, *_ in ledger_findings(tmp_path, ledger)) == codes


@pytest.mark.parametrize(
    ("stages", "codes"),
    [
        (["done: 30亿元", "done: 20亿元"], []),
        (["done: 30亿元", "done: 21亿元"], ["YB412"]),
        (["done: 30亿元", "done: 20余亿元"], []),
        (["done: 30亿元", "done: 20亩"], []),
        (["done: 60亿元", "done: 20余亿元"], ["YB413"]),
    ],
)
def test_amounts_of_stages_add_up(stages: list[str], codes: list[str], tmp_path: Path) -> None:
    lines = "".join(f"    - {{stage: new, standing: planned, {each}}}\n" for each in stages)
    ledger = f"  total: {{done: 50亿元}}\n  stages:\n{lines}"
    assert [code for code, *_ in ledger_findings(tmp_path, ledger)] == codes


def test_a_part_is_not_greater_than_its_whole(tmp_path: Path) -> None:
    groups = "  groups: [{label: {zh: 甲, en: A}, count: 4个}, {label: {zh: 乙, en: B}, count: 3个}]\n"
    assert [code for code, *_ in ledger_findings(tmp_path, "  total: {count: 3个}\n" + groups)] == ["YB413"]


@pytest.mark.parametrize(("count", "wrong"), [("3个", False), ("4个", True), ("4亩", False)])
def test_a_ledger_is_not_greater_than_that_of_which_it_is_part(count: str, *, wrong: bool, tmp_path: Path) -> None:
    part = f"part:\n  {LEDGER_HEAD}\n  part_of: works\n  total: {{count: {count}}}\n"
    assert [code for code, *_ in ledger_findings(tmp_path, "  total: {count: 3个}\n" + part)] == ["YB413"] * wrong


@pytest.mark.parametrize(("count", "wrong"), [(1, True), (2, False)])
def test_no_more_are_named_than_counted(count: int, *, wrong: bool, tmp_path: Path) -> None:
    more = f"awardees: [{{label: {{zh: 甲, en: A}}, count: {count}, named: [erqi, traffic-office]}}]\n"
    told = located(tmp_path, {"honors/2016/a.md": honor(more)}, "YB414")
    assert [code for code, *_ in told] == ["YB414"] * wrong


CITED = "sources: [{source: summary-2016, at: 甲}]"


@pytest.mark.parametrize(
    ("value", "growth", "wrong"),
    [
        ("110亿元", "10%", False),
        ("110亿元", "12.5%", True),
        ("110.4亿元", "10.4%", False),
        ("110亿元", "9%", False),  # 109.5 on 100.5 is 9.0 %: both are rounded
        ("110亿元", "6%", True),
        ("110余亿元", "50%", False),
        ("110亩", "50%", False),
    ],
)
def test_growth_against_two_values(value: str, growth: str, *, wrong: bool, tmp_path: Path) -> None:
    rows = f"[{{period: 2016, value: 100亿元, {CITED}}}, {{period: 2017, value: {value}, growth: {growth}, {CITED}}}]"
    files = {"indicators/all.yaml": f"a:\n  title: {{zh: 产值, en: Output}}\n  observations: {rows}\n"}
    assert located(tmp_path, files, "YB415") == [("YB415", 3, growth)] * wrong


@pytest.mark.parametrize(
    ("title", "note", "growth", "wrong"),
    [
        ("产值", "增速按可比价计算。", "7%", False),
        ("一般公共预算收入", "增速为同口径。", "16%", False),
        ("地区生产总值", "", "8.5%", False),
        ("规模以上工业增加值", "", "8.5%", False),
        ("地区生产总值", "", "85%", True),
        ("产值", "增速按当年价计算。", "7%", True),
    ],
)
def test_growth_at_constant_prices_is_another(
    title: str, note: str, growth: str, *, wrong: bool, tmp_path: Path
) -> None:
    rows = f"[{{period: 2016, value: 100亿元, {CITED}}}, {{period: 2017, value: 112亿元, growth: {growth}, {CITED}}}]"
    more = f"  note: {{zh: {note}, en: A note.}}\n" if note else ""
    files = {"indicators/all.yaml": f"a:\n  title: {{zh: {title}, en: A}}\n  observations: {rows}\n{more}"}
    assert located(tmp_path, files, "YB415") == [("YB415", 3, growth)] * wrong


@pytest.mark.parametrize(("printed", "wrong"), [("62%", False), ("62.5%", False), ("63%", False), ("70%", True)])
def test_a_share_of_the_target(printed: str, *, wrong: bool, tmp_path: Path) -> None:
    rows = (
        f"[{{period: 2017, status: target, value: 8亿元, {CITED}}},"
        f" {{period: 2017-01/2017-06, value: 5亿元, {CITED}}},"
        f" {{period: 2017-01/2017-06, status: progress, value: {printed}, {CITED}}}]"
    )
    files = {"indicators/all.yaml": f"a:\n  title: {{zh: 产值, en: Output}}\n  observations: {rows}\n"}
    assert located(tmp_path, files, "YB417") == [("YB417", 3, printed)] * wrong


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1月至7月的时序进度为58%。", []),
        ("1月至7月的时序进度为58.3%。", []),
        ("1至7月快于59%的时序进度。", []),
        ("1月至7月的时序进度为60%。", [("YB416", 8, "60%")]),
        ("前6个月时序进度为50%。", []),
        ("前6个月时序进度为48%。", [("YB416", 8, "48%")]),
        ("前6个月完成48%。时序进度另计。", []),
    ],
)
def test_the_elapsed_share_of_a_text(text: str, expected: list[tuple[str, int, str]], tmp_path: Path) -> None:
    assert located(tmp_path, {"honors/2016/a.md": honor(body=f"\n{text}\n")}, "YB416") == expected


def test_the_elapsed_share_of_a_ledger(tmp_path: Path) -> None:
    wrong = "  note: {zh: 超过60%的时序进度。, en: Over 60% of the year.}\n  total: {count: 3个}\n"
    assert [code for code, *_ in ledger_findings(tmp_path, wrong)] == ["YB416"]
    assert ledger_findings(tmp_path / "b", wrong.replace("60%", "58%")) == []


def test_nothing_is_planned(tmp_path: Path) -> None:
    assert ledger_findings(tmp_path, "  total: {planned: 0亿元, done: 50亿元, printed_progress: 60%}\n") == []
