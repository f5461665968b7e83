"""The shares of a project add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import Found, found
from tests.support.sound import SOUND, read, sound_world
from yearbook.core.diagnostics import DiagnosticsError

CITE = "sources: [{source: summary-2016, at: 甲}]"
CODES = ("YB406", "YB407", "YB408")


def project(shares: str, more: str = "") -> dict[str, str]:
    text = f"---\ntitle: 甲\ncategory: road\n{CITE}\nshares: {shares}\n{more}---\n"
    return {"projects/a.md": text}


def share(value: str, unit: str = "erqi") -> str:
    return f"{{unit: {unit}, value: {value}}}"


@pytest.mark.parametrize(
    ("values", "more", "expected"),
    [
        (("60%", "40%"), "", []),
        (("60%", "30%"), "", [("YB406", 5, "[")]),
        (("约60%", "30%"), "", []),
        (("60%", "30%"), "notes: [{kind: sum, text: {zh: 原文如此。, en: So the source.}}]\n", []),
        (("1.2亿元", "8000万元"), "investment: 2亿元\n", []),
        (("1.2亿元", "7000万元"), "investment: 2亿元\n", [("YB406", 5, "[")]),
        (("1.2亿元", "7000万元"), "", []),
        (("60%", "8000万元"), "", [("YB407", 5, "8000万元")]),
    ],
)
def test_they_make_the_whole(values: tuple[str, str], more: str, expected: list[Found], tmp_path: Path) -> None:
    shares = f"[{share(values[0])}, {share(values[1], 'traffic-office')}]"
    assert [each[:2] for each in found(tmp_path, project(shares, more), *CODES)] == [each[:2] for each in expected]


def test_nobody_has_two(tmp_path: Path) -> None:
    assert "traffic-office" in "".join(map(str, SOUND.values()))
    assert found(tmp_path, project(f"[{share('60%')}, {share('40%')}]"), *CODES) == [("YB408", 5, "erqi")]


@pytest.mark.parametrize(
    ("values", "more", "is_error"),
    [
        (("60%", "50%"), "", True),
        (("60%", "41%"), "", False),  # as rounding may have it
        (("60.5%", "40.5%"), "", True),
        (("1.2亿元", "1.8亿元"), "investment: 2亿元\n", True),
        (("1.2亿元", "0.85亿元"), "investment: 2亿元\n", False),
        (("60%", "50%"), "notes: [{kind: sum, text: {zh: 原文如此。, en: So the source.}}]\n", False),
    ],
)
def test_more_than_the_whole_is_an_error(values: tuple[str, str], more: str, is_error: bool, tmp_path: Path) -> None:
    shares = f"[{share(values[0])}, {share(values[1], 'traffic-office')}]"
    try:
        read(sound_world(tmp_path, project(shares, more)))
        errors = []
    except DiagnosticsError as error:
        errors = [each.mistake.code for each in error.diagnostics if each.is_error]
    assert errors == (["YB404"] if is_error else [])
