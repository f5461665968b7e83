"""Two versions of a text, merged with the one that both began from."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook.authoring.editing.merging import merge_paragraphs

BASE = "甲。\n\n乙。\n\n丙。"


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        ("甲一。\n\n乙。\n\n丙。", "甲。\n\n乙。\n\n丙三。", "甲一。\n\n乙。\n\n丙三。"),
        (f"{BASE}\n\n丁。", "甲。\n\n丙。", "甲。\n\n丙。\n\n丁。"),
        (f"首。\n\n{BASE}", f"{BASE}\n\n尾。", f"首。\n\n{BASE}\n\n尾。"),
        (BASE, "", ""),
        ("甲一。\n\n乙。\n\n丙。", "甲。\n\n乙二。\n\n丙。", "甲一。\n\n乙二。\n\n丙。"),
        ("甲。\n\n乙二。\n\n丙。", "甲。\n\n乙二。\n\n丙。", "甲。\n\n乙二。\n\n丙。"),
    ],
)
def test_changes_of_different_paragraphs_are_both_taken(mine: str, theirs: str, merged: str) -> None:
    assert merge_paragraphs(BASE, mine, theirs) == merged
    assert merge_paragraphs(BASE, theirs, mine) == merged


def test_the_same_paragraph_changed_twice_is_not_merged() -> None:
    assert merge_paragraphs(BASE, "甲。\n\n乙一。\n\n丙。", "甲。\n\n乙二。\n\n丙。") is None
    assert merge_paragraphs(BASE, "甲。\n\n丙。", "甲。\n\n乙二。\n\n丙。") is None


_TEXTS = st.lists(st.sampled_from("甲乙丙丁"), max_size=5).map("\n\n".join)


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(_TEXTS, _TEXTS, _TEXTS)
def test_nothing_is_lost_or_made_up(base: str, mine: str, theirs: str) -> None:
    merged = merge_paragraphs(base, mine, theirs)
    assert merge_paragraphs(base, mine, base) == mine
    assert merge_paragraphs(base, base, theirs) == theirs
    if merged is not None:
        old, one, other = ({*each.split("\n\n")} for each in (base, mine, theirs))
        assert {*merged.split("\n\n")} - {""} >= ((one | other) - old) - {""}
