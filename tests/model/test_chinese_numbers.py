"""Chinese numbers: what their parts mean, and that the forms of data are among those of prose."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from yearbook.model.chinese_numbers import (
    QUALIFIED_AFTER,
    QUALIFIED_BEFORE,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    figure,
    han_number,
    magnitude,
    whole_number,
    year_number,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二", 2),
        ("两", 2),
        ("十", 10),
        ("十一", 11),
        ("三十", 30),
        ("三百二十", 320),
        ("一千零五", 1005),
        ("两万", 20_000),
        ("一亿二千万", 120_000_000),
        ("一万亿", 10**12),
        ("百", 100),
        ("万", 10_000),
        ("三五", None),
        ("一二三", None),
    ],
)
def test_han_numbers(text: str, value: int | None) -> None:
    assert han_number(text) == value
    assert whole_number(text) == value


def test_numbers_in_figures() -> None:
    assert whole_number("12") == 12
    assert figure("19,466.5") == figure("19 466.5") == Decimal("19466.5")
    assert (year_number("2016"), year_number("二〇一六")) == (2016, 2016)


@pytest.mark.parametrize(("text", "power"), [("", 0), ("十", 1), ("万", 4), ("百万", 6), ("亿", 8), ("万亿", 12)])
def test_multipliers(text: str, power: int) -> None:
    assert magnitude(text) == power


def test_qualifiers_of_data_are_those_whose_meaning_is_known() -> None:
    before = {word for word in QUALIFIERS_BEFORE if re.fullmatch(QUALIFIED_BEFORE, word)}
    after = {word for word in QUALIFIERS_AFTER if re.fullmatch(QUALIFIED_AFTER, word)}
    assert before == {"约", "近", "超", "超过", "逾", "不少于", "至少", "不超过"}
    assert after == {"以上", "以下", "以内", "左右"}
