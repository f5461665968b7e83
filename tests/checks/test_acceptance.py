"""Findings that a record accepts with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.audited import found as located
from tests.support.audited import warnings
from tests.support.sound import honor


@pytest.mark.parametrize(
    ("accepted", "codes"),
    [
        ("", ["YB462"]),
        ("{code: YB462, at: 我区, because: {zh: 照录, en: As printed}}", []),
        ("{code: YB462, at: 去年, because: {zh: 照录, en: As printed}}", ["YB459", "YB462"]),
        ("{code: YB999, at: 我区, because: {zh: 照录, en: As printed}}", ["YB459", "YB462"]),
    ],
)
def test_a_finding_is_accepted_in_the_record(accepted: str, codes: list[str], tmp_path: Path) -> None:
    more = f"accepted: [{accepted}]\n" if accepted else ""
    told = located(tmp_path, {"honors/2016/a.md": honor(more, "\n我区获奖。\n")}, "YB459", "YB462")
    assert sorted(code for code, *_ in told) == codes


def test_a_missing_translation_is_accepted_by_its_language(tmp_path: Path) -> None:
    more = "accepted: [{code: YB401, at: en, because: {zh: 不译, en: Not translated}}]\n"
    assert warnings(tmp_path, **{"honors/2016/a.md": honor(more)}) == ()
