"""What follows from figures and dates: progress, elapsed share, lead, and the colour at each threshold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook.model.configuration import Thresholds
from yearbook.model.dates import parse_when
from yearbook.model.derived import Colour, Schedule, colour_of, schedule
from yearbook.model.quantities import parse_quantity

USUAL = Thresholds()


@pytest.mark.parametrize(
    ("points", "colour"),
    [
        ("100", Colour.GREEN),
        ("0.0000001", Colour.GREEN),
        ("0", Colour.GREEN),
        ("-0.0000001", Colour.BLUE),
        ("-5", Colour.BLUE),
        ("-5.0000001", Colour.YELLOW),
        ("-15", Colour.YELLOW),
        ("-15.0000001", Colour.RED),
        ("-100", Colour.RED),
    ],
)
def test_a_threshold_belongs_to_the_better_colour(points: str, colour: Colour) -> None:
    assert colour_of(Decimal(points), USUAL) is colour


def test_thresholds_are_those_of_the_yearbook() -> None:
    own = Thresholds(green=2.1, blue=-0.1, yellow=-3)
    given = ["2.1", "2.0999", "-0.1", "-0.1001", "-3", "-3.0001"]
    assert [colour_of(Decimal(each), own).value for each in given] == [
        "green", "blue", "blue", "yellow", "yellow", "red",
    ]  # fmt: skip


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.decimals(-200, 200, places=4), st.decimals(-200, 200, places=4))
def test_a_greater_lead_is_never_a_worse_colour(one: Decimal, other: Decimal) -> None:
    order = list(Colour)
    assert order == [Colour.GREEN, Colour.BLUE, Colour.YELLOW, Colour.RED]
    less, more = sorted([one, other])
    assert order.index(colour_of(more, USUAL)) <= order.index(colour_of(less, USUAL))


def stand(done: str, planned: str, period: str, as_of: str) -> Schedule | None:
    return schedule(parse_quantity(done), parse_quantity(planned), parse_when(period), parse_when(as_of), USUAL)


@pytest.mark.parametrize(
    ("done", "as_of", "lead", "colour"),
    [
        ("50亿元", "2017-06", "0", Colour.GREEN),
        ("60亿元", "2017-06", "0.1", Colour.GREEN),
        ("49.99亿元", "2017-06", "-0.0001", Colour.BLUE),
        ("45亿元", "2017-06", "-0.05", Colour.BLUE),
        ("44.99亿元", "2017-06", "-0.0501", Colour.YELLOW),
        ("35亿元", "2017-06", "-0.15", Colour.YELLOW),
        ("34.99亿元", "2017-06", "-0.1501", Colour.RED),
        ("0亿元", "2017-06", "-0.5", Colour.RED),
        ("100亿元", "2017", "0", Colour.GREEN),
    ],
)
def test_the_schedule_compares_progress_with_the_time_that_has_passed(
    done: str, as_of: str, lead: str, colour: Colour
) -> None:
    found = stand(done, "100亿元", "2017", as_of)
    assert found is not None
    assert found.progress == parse_quantity(done).low / 10**10
    assert found.elapsed == (1 if as_of == "2017" else Decimal("0.5"))
    assert found.lead == Decimal(lead)
    assert found.colour is colour


def test_an_elapsed_share_is_not_rounded() -> None:
    found = stand("1亿元", "3亿元", "2017", "2017-04")
    assert found is not None
    assert found.lead == 0
    assert found.colour is Colour.GREEN


@pytest.mark.parametrize(
    ("done", "planned", "period", "as_of"),
    [
        (None, "100亿元", "2017", "2017-06"),
        ("50亿元", None, "2017", "2017-06"),
        ("50亿元", "100亿元", "2017", None),
        ("50亿元", "0亿元", "2017", "2017-06"),
        ("50亿元", "100个", "2017", "2017-06"),
        ("50亿元", "100-120亿元", "2017", "2017-06"),
        ("50亿元", "100亿元", "2017", "2018-01"),
        ("50亿元", "100亿元", "2017/..", "2017-06"),
    ],
)
def test_there_is_no_schedule_where_it_cannot_be_known(
    done: str | None, planned: str | None, period: str, as_of: str | None
) -> None:
    found = schedule(
        parse_quantity(done) if done else None,
        parse_quantity(planned) if planned else None,
        parse_when(period),
        parse_when(as_of) if as_of else None,
        USUAL,
    )
    assert found is None
