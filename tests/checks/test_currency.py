"""An amount of money names its currency."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, underlined
from tests.support.sound import honor, read, sound_world
from yearbook.checks.editorial.currency import is_money
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.model.texts import Text

CITE = "sources: [{source: summary-2016, at: 甲}]"


def without_currency(folder: Path, files: dict[str, str]) -> list[Found]:
    try:
        read(sound_world(folder, files))
    except DiagnosticsError as error:
        return [
            (each.mistake.code, each.place.line, underlined(folder / "content", each))
            for each in error.diagnostics
            if each.is_error
        ]
    return []


def figure(label: str, value: str) -> dict[str, str]:
    return {"honors/2016/a.md": honor(f"figures: [{{label: {{zh: {label}, en: A}}, value: {value}}}]\n")}


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("完成投资", "9.6亿", ["9.6亿"]),
        ("税收", "1200", ["1200"]),
        ("财政收入（上半年）", "30亿以上", ["30亿以上"]),
        ("完成投资", "9.6亿元", []),
        ("完成投资", "9.6亿美元", []),
        ("投资项目", "120", []),
        ("投资增速", "9.6%", []),
        ("参加人数", "9.6万", []),
    ],
)
def test_a_figure_that_is_money_by_its_label(label: str, value: str, expected: list[str], tmp_path: Path) -> None:
    assert [each for _, _, each in without_currency(tmp_path, figure(label, value))] == expected


RECORDS: dict[str, tuple[dict[str, str], list[Found]]] = {
    "a project": (
        {
            "projects/a.md": "---\ntitle: 甲\ncategory: road\ninvestment: 2亿\nreports:\n"
            f"  - {{as_of: 2016, planned: 5000万, done: 12, {CITE}}}\n{CITE}\n---\n"
        },
        [("YB426", 4, "2亿"), ("YB426", 6, "5000万")],
    ),
    "an indicator": (
        {
            "indicators/a.yaml": "a:\n  title: {zh: 财政总收入, en: R}\n  observations:\n"
            f"    - {{period: 2016, value: 12.5亿, {CITE}}}\n"
        },
        [("YB426", 4, "12.5亿")],
    ),
    "a ledger": (
        {
            "ledgers/a.yaml": "a:\n  title: {zh: 甲, en: A}\n  period: 2016\n"
            f"  total: {{count: 3, investment: 12, planned: 8, done: 3亿}}\n  {CITE}\n"
        },
        [("YB426", 4, "12"), ("YB426", 4, "3亿")],
    ),
}


@pytest.mark.parametrize(("files", "expected"), RECORDS.values(), ids=RECORDS)
def test_fields_that_are_money(files: dict[str, str], expected: list[Found], tmp_path: Path) -> None:
    assert without_currency(tmp_path, files) == expected


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("总投资", "Investment", True),
        ("规模以上工业增加值", "Value added", True),
        ("社会消费品零售总额", "Retail sales", True),
        ("招商引资企业", "Companies", False),
        ("", "Total investment", True),
        ("", "Relief paid", True),
        ("", "Investment projects", False),
        ("", "Trees planted", False),
    ],
)
def test_labels(zh: str, en: str, expected: bool) -> None:
    assert is_money(Text(tuple((code, text) for code, text in (("zh", zh), ("en", en)) if text))) is expected


OWN = """\
fields:
  - {kind: honor, name: prize, type: amount, words: {zh: 奖金, en: Prize}}
  - {kind: honor, name: grants, type: amount, many: true, words: {zh: 补助, en: Grants}}
  - {kind: honor, name: visitors, type: amount, words: {zh: 参观人数, en: Visitors}}
"""


def test_an_own_field_that_is_money_by_its_name(tmp_path: Path) -> None:
    facts = "prize: 20万\ngrants: [3万元, 4万]\nvisitors: 20万\n"
    files = {"fields.yaml": OWN, "honors/2016/a.md": honor(facts)}
    assert [(code, each) for code, _, each in without_currency(tmp_path, files)] == [
        ("YB426", "20万"),
        ("YB426", "4万"),
    ]
