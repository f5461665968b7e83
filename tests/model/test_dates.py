"""Dates: what is written prints back, sorts, knows what it may mean, and is refused in clear words."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yearbook.model.dates import DateError, Day, When, elapsed_share, parse_when, whole_year

quick = settings(max_examples=100, deadline=None, database=None, derandomize=True)

marks = st.sampled_from(["", "?", "~", "%"])


@st.composite
def points(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
    return day.isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(marks)


@st.composite
def periods(draw: st.DrawFn) -> str:
    first, second = sorted([draw(points()), draw(points())], key=lambda text: parse_when(text).order)
    start, end = draw(st.sampled_from([(first, second), (first, ".."), ("..", second)]))
    return f"{start}/{end}" if start != end else start


texts = points() | periods()


# --- reading and printing


@pytest.mark.parametrize(
    ("text", "first", "last", "years", "is_point"),
    [
        ("2016", date(2016, 1, 1), date(2016, 12, 31), (2016,), True),
        ("2016-11", date(2016, 11, 1), date(2016, 11, 30), (2016,), True),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), (2016,), True),
        ("2017-02", date(2017, 2, 1), date(2017, 2, 28), (2017,), True),
        ("2016-11-23", date(2016, 11, 23), date(2016, 11, 23), (2016,), True),
        ("2016-02-29", date(2016, 2, 29), date(2016, 2, 29), (2016,), True),
        ("1800", date(1800, 1, 1), date(1800, 12, 31), (1800,), True),
        ("2199-12-31", date(2199, 12, 31), date(2199, 12, 31), (2199,), True),
        ("2016?", date(2016, 1, 1), date(2016, 12, 31), (2016,), True),
        ("2014/2016", date(2014, 1, 1), date(2016, 12, 31), (2014, 2015, 2016), False),
        ("2018-01/2018-06", date(2018, 1, 1), date(2018, 6, 30), (2018,), False),
        ("2016-11-23/2017-02", date(2016, 11, 23), date(2017, 2, 28), (2016, 2017), False),
        ("2016/2016-05", date(2016, 1, 1), date(2016, 5, 31), (2016,), False),
        ("2016?/2017~", date(2016, 1, 1), date(2017, 12, 31), (2016, 2017), False),
        ("2016-11/..", date(2016, 11, 1), date.max, (2016,), False),
        ("../2016-11", date.min, date(2016, 11, 30), (2016,), False),
    ],
)
def test_what_a_date_may_mean(text: str, first: date, last: date, years: tuple[int, ...], is_point: bool) -> None:
    when = parse_when(text)
    assert (when.first, when.last, when.years, when.is_point) == (first, last, years, is_point)
    assert str(when) == text


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [("2016", False, False), ("2016?", True, False), ("2016-09~", False, True), ("2016-09-01%", True, True)],
)
def test_doubt_is_kept_in_a_date(text: str, uncertain: bool, approximate: bool) -> None:
    start = parse_when(text).start
    assert start is not None
    assert (start.uncertain, start.approximate) == (uncertain, approximate)


@quick
@given(texts)
def test_every_date_prints_back_as_it_was_written(text: str) -> None:
    when = parse_when(text)
    assert str(when) == text
    assert parse_when(str(when)) == when


def test_a_period_from_a_point_to_itself_is_the_point() -> None:
    assert parse_when("2016/2016") == parse_when("2016") == whole_year(2016)
    assert str(parse_when("2016/2016")) == "2016"


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        *(
            (text, "a date is written 2016, 2016-11 or 2016-11-23, a period 2014/2016", "日期写作 2016")
            for text in [
                "", " ", "2016年", "16", "20165", "2016-1", "2016-11-2", "2016/11/23", "2016.11.23", "2016-", " 2016",
                "2016\n", "2016??", "?2016", "2014-2016-", "2014/2015/2016", "2016/", "/2016", "..", "2016/...",
                "２０１６", "2016-１１", "٢٠١٦", "-2016", "2016－11", "2016-11-23T10:00", "今年",
            ]
        ),
        ("1799", "the year 1799 is not between 1800 and 2199", "年份 1799 不在 1800 与 2199 之间"),
        ("2200-01", "the year 2200 is not between 1800 and 2199", "年份 2200 不在 1800 与 2199 之间"),
        ("0000", "the year 0 is not", "年份 0 不在"),
        ("2016-00", "there is no month 00", "没有 00 月"),
        ("2016-13", "there is no month 13", "没有 13 月"),
        ("2016-04-31", "2016-04 has no day 31", "2016 年 4 月没有 31 日"),
        ("2017-02-29", "2017-02 has no day 29", "2017 年 2 月没有 29 日"),
        ("2016-01-00", "2016-01 has no day 00", "2016 年 1 月没有 0 日"),
        ("../..", "a period needs at least one known end", "时段至少要有一端是已知的"),
        ("2017/2016", "the period ends before it begins", "时段的结束早于开始"),
        ("2016-06/2016-05", "the period ends before it begins", "时段的结束早于开始"),
        ("2016-05-02/2016-05-01", "the period ends before it begins", "时段的结束早于开始"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_in_both_languages(text: str, en: str, zh: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_when(text)
    assert str(caught.value).startswith(en)
    assert caught.value.message.translated("zh").startswith(zh)


@quick
@given(st.text(st.sampled_from("0123456789-/.?~%年 ２"), max_size=21))
def test_any_text_is_a_date_or_a_mistake(text: str) -> None:
    try:
        when = parse_when(text)
    except DateError as error:
        assert str(error) != error.message.translated("zh")
    else:
        assert when.first <= when.last
        assert str(when) == text or text == f"{when}/{when}"


# --- order and inclusion


def test_dates_sort_by_beginning_and_then_the_more_precise_first() -> None:
    in_order = ["../2015", "2014/2016", "2016-01-01", "2016-01", "2016-01/2016-06", "2016", "2016/2017", "2016/.."]
    in_order += ["2016-02-01", "2016-02", "2017"]
    assert sorted(sorted(in_order), key=lambda text: parse_when(text).order) == in_order


def test_a_chronicle_has_what_is_less_precise_at_the_end_of_its_month_and_year() -> None:
    in_order = ["2016-01-01", "2016-01-31", "2016-01", "2016-02-01", "2016-06-30", "2016-01/2016-06", "2016-09/.."]
    in_order += ["2016-12-31", "2016-12", "2016", "2017-01-01"]
    assert sorted(sorted(in_order), key=lambda text: parse_when(text).chronicle_order) == in_order


@quick
@given(texts, texts)
def test_order_begins_with_the_first_day(one: str, other: str) -> None:
    first, second = sorted([parse_when(one), parse_when(other)], key=lambda when: when.order)
    assert first.first <= second.first
    assert first.first < second.first or first.last <= second.last


@quick
@given(texts, texts, texts)
def test_inclusion_is_an_order(one: str, two: str, three: str) -> None:
    first, second, third = map(parse_when, (one, two, three))
    assert first.contains(first)
    if first.contains(second) and second.contains(third):
        assert first.contains(third)
    if first.contains(second) and second.contains(first):
        assert first.order == second.order


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("2016", "2016-11", True),
        ("2016", "2016-12-31", True),
        ("2016", "2017-01-01", False),
        ("2016-11", "2016", False),
        ("2016-02", "2016-02-29", True),
        ("2014/2016", "2015", True),
        ("2014/2016", "2016/2017", False),
        ("2016/..", "2199", True),
        ("2016/..", "2015-12-31", False),
        ("../2016", "2016", True),
        ("2016", "2016/..", False),
    ],
)
def test_what_lies_within_what(outer: str, inner: str, expected: bool) -> None:
    assert parse_when(outer).contains(parse_when(inner)) is expected


@quick
@given(texts)
def test_years_are_those_that_a_date_touches(text: str) -> None:
    when = parse_when(text)
    assert list(when.years) == sorted(set(when.years))
    known = [each.year for each in (when.start, when.end) if each]
    assert set(known) <= set(when.years)
    if when.start and when.end:
        assert when.years == tuple(range(when.first.year, when.last.year + 1))
    else:
        assert len(when.years) == 1


def test_a_value_made_by_hand_prints() -> None:
    assert str(When(Day(2016, 9, approximate=True), None)) == "2016-09~/.."


# --- how much of a period has passed


@pytest.mark.parametrize(
    ("period", "as_of", "share"),
    [
        ("2017", "2017-07", (7, 12)),
        ("2017", "2017-01", (1, 12)),
        ("2017", "2017", (12, 12)),
        ("2017", "2017-12", (12, 12)),
        ("2018-01/2018-06", "2018-03", (3, 6)),
        ("2014/2016", "2015", (24, 36)),
        ("2016-11/2017-02", "2017-01", (3, 4)),
        ("2017", "2017-01/2017-07", (7, 12)),
        ("2017", "2017-07-31", (212, 365)),
        ("2016", "2016-02-29", (60, 366)),
        ("2017", "2017-01-01", (1, 365)),
        ("2017-03-01/2017-03-31", "2017-03", (31, 31)),
        ("2017-03-11/2017-03-20", "2017-03-15", (5, 10)),
        ("2017-03-15/2017-12", "2017-03", (17, 292)),
        ("2017-03/2017-12-15", "2017-03", (31, 290)),
    ],
)
def test_months_are_counted_where_all_are_whole_else_days(period: str, as_of: str, share: tuple[int, int]) -> None:
    assert elapsed_share(parse_when(period), parse_when(as_of)) == share


@pytest.mark.parametrize(
    ("period", "as_of", "en"),
    [
        ("2017/..", "2017-07", "the elapsed share of an open period is not known"),
        ("../2017", "2017-07", "the elapsed share of an open period is not known"),
        ("2017", "2017-07/..", "the elapsed share of an open period is not known"),
        ("2017", "2016-12", "2016-12 is not within 2017"),
        ("2017", "2018-01", "2018-01 is not within 2017"),
        ("2017-03", "2017", "2017 is not within 2017-03"),
    ],
)
def test_a_share_that_is_not_known(period: str, as_of: str, en: str) -> None:
    with pytest.raises(DateError) as caught:
        elapsed_share(parse_when(period), parse_when(as_of))
    assert str(caught.value) == en
    assert any("\u4e00" <= each <= "\u9fff" for each in caught.value.message.translated("zh"))


@quick
@given(st.integers(1800, 2199), st.integers(1, 12), st.data())
def test_a_share_grows_to_the_whole(year: int, month: int, data: st.DataObject) -> None:
    period = whole_year(year)
    day = data.draw(st.integers(1, monthrange(year, month)[1]))
    passed, whole = elapsed_share(period, parse_when(f"{year}-{month:02}-{day:02}"))
    assert passed == date(year, month, day).timetuple().tm_yday
    assert whole == date(year, 12, 31).timetuple().tm_yday
    assert elapsed_share(period, parse_when(f"{year}-{month:02}")) == (month, 12)
