"""Titles of records as headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import found as located
from tests.support.sound import honor


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("文明城区", ""),
        ("文明城区，再接再厉", "YB463"),
        ("文明城区！", "YB463"),
        ("十八个字的标题正好写满一行不多也不少", ""),
        ("十八个字的标题正好写满一行不多也不少了", "YB464"),
    ],
)
def test_titles(title: str, code: str, tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor().replace("title: 文明城区", f"title: {title}")}
    told = located(tmp_path, files, "YB463", "YB464")
    assert [(found, line) for found, line, _ in told] == ([(code, 2)] if code else [])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("“文明城区”", ["YB468"]),
        ("'\"文明城区\"'", ["YB468"]),
        ("「文明城区」", ["YB468"]),
        ("“文明”城区", []),
        ("“文明”与“城区”", []),
    ],
)
def test_a_title_is_not_in_quotation_marks(title: str, expected: list[str], tmp_path: Path) -> None:
    files = {"honors/2016/a.md": honor().replace("title: 文明城区", f"title: {title}")}
    assert [code for code, _, _ in located(tmp_path, files, "YB468")] == expected
