"""Quantities: every digit is kept, every measure and bound is understood, and the rest is refused in clear words."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from yearbook.model.chinese_numbers import Bound
from yearbook.model.measures import measures_with
from yearbook.model.quantities import Quantity, QuantityError, parse_quantity, progress

quick = settings(max_examples=150, deadline=None, database=None, derandomize=True)

MAGNITUDES = {
    "": 1,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}


@pytest.mark.parametrize(
    ("text", "low", "measure", "classifier", "magnitude"),
    [
        ("3216亿元", "321600000000", "CNY", "元", 8),
        ("263.89万平方米", "2638900", "square-metre", "平方米", 4),
        ("10.5%", "10.5", "percent", "%", 0),
        ("10.50％", "10.50", "percent", "％", 0),
        ("1500人次", "1500", "person-time", "人次", 0),
        ("12人", "12", "person", "人", 0),
        ("0.3个百分点", "0.3", "percentage-point", "个百分点", 0),
        ("3个", "3", "count", "个", 0),
        ("3大类", "3", "count", "大类", 0),
        ("-1.2%", "-1.2", "percent", "%", 0),
        ("0", "0", "count", "", 0),
        ("007个", "7", "count", "个", 0),
        ("1.3万亿元", "1300000000000", "CNY", "元", 12),
        ("2百万元", "2000000", "CNY", "元", 6),
        ("5平方公里", "5", "square-kilometre", "平方公里", 0),
        ("5公里", "5", "kilometre", "公里", 0),
        ("5米", "5", "metre", "米", 0),
        ("5立方米", "5", "cubic-metre", "立方米", 0),
        ("80.123456亿元", "8012345600", "CNY", "元", 8),
        ("999999999999999万亿元", "999999999999999000000000000", "CNY", "元", 12),
    ],
)
def test_what_a_quantity_means(text: str, low: str, measure: str, classifier: str, magnitude: int) -> None:
    quantity = parse_quantity(text)
    assert quantity == Quantity(text, Decimal(low), None, measure, Bound.EXACT, classifier, magnitude)
    assert quantity.is_exact
    assert str(quantity) == text


MEASURES = measures_with()


@pytest.mark.parametrize("printed", ["", *MEASURES.printed])
def test_every_measure_is_understood_alone_and_after_every_magnitude(printed: str) -> None:
    for magnitude, factor in MAGNITUDES.items():
        if magnitude[-1:] + printed in MEASURES.printed or (printed == "度" and factor >= 10**4):
            continue  # 千 and 瓦 are kilowatts; 万度 is electricity
        quantity = parse_quantity(f"12.5{magnitude}{printed}")
        assert (quantity.measure, quantity.classifier) == (MEASURES.id_of(printed), printed)
        assert quantity.low == Decimal("12.5") * factor


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("约3000人", Bound.ABOUT),
        ("近3000人", Bound.ABOUT),
        ("3000人左右", Bound.ABOUT),
        ("超3000人", Bound.OVER),
        ("超过3000人", Bound.OVER),
        ("逾3000人", Bound.OVER),
        ("3000余人", Bound.OVER),
        ("3000多人", Bound.OVER),
        ("3000余万元", Bound.OVER),
        ("3000万余元", Bound.OVER),
        ("不少于3000人", Bound.AT_LEAST),
        ("至少3000人", Bound.AT_LEAST),
        ("400亿元以上", Bound.AT_LEAST),
        ("10%以上", Bound.AT_LEAST),
        ("不超过3000人", Bound.AT_MOST),
        ("3000人以下", Bound.AT_MOST),
        ("3000人以内", Bound.AT_MOST),
        ("3000人", Bound.EXACT),
    ],
)
def test_how_a_number_stands_to_the_true_one(text: str, bound: Bound) -> None:
    quantity = parse_quantity(text)
    assert quantity.bound is bound
    assert quantity.is_exact is (bound is Bound.EXACT)
    assert str(quantity) == text


@pytest.mark.parametrize("sign", ["-", "—", "–", "~", "～", "至"])
def test_a_range_has_two_ends(sign: str) -> None:
    quantity = parse_quantity(f"300{sign}320.5万平方米")
    assert (quantity.low, quantity.high) == (Decimal(3_000_000), Decimal(3_205_000))
    assert quantity.measure == "square-metre"
    assert not quantity.is_exact


@pytest.mark.parametrize("text", ["5%-8%", "5%～8%", "5-8%", "5％至8％", "-8%--5%"])
def test_a_range_of_percentages(text: str) -> None:
    quantity = parse_quantity(text)
    assert quantity.high is not None
    assert sorted([abs(quantity.low), abs(quantity.high)]) == [5, 8]
    assert (quantity.measure, quantity.printed) == ("percent", text)


FORM = "a quantity is written 3216亿元, 263.89万平方米, 10.5%, 400亿元以上 or 300-320万平方米"
FORM_ZH = "数量写作 3216亿元、263.89万平方米、10.5%、400亿元以上 或 300-320万平方米"
UNKNOWN = "not a measure that is known here"
ADD = "one of the yearbook's own is added under “measures” in yearbook.yaml"
ADD_ZH = "如为本年鉴自用，请在 yearbook.yaml 的 measures 下添加"
TWICE = ("a quantity is qualified once: 约, 余 or 以上, not two of them", "约、余、以上等限定只能用一个")


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("", "a quantity is empty", "数量是空的"),
        ("３216亿元", "figures are typed half-width", "数字用半角"),
        ("3．5亿元", "figures are typed half-width", "数字用半角"),
        ("19,466元", "figures are typed without commas", "数字不加千分位逗号"),
        ("19，466元", "figures are typed without commas", "数字不加千分位逗号"),
        ("3216 亿元", "a quantity is typed without spaces", "数量中间不留空格"),
        ("3216亿元\n", "a quantity is typed without spaces", "数量中间不留空格"),
        ("若干元", "a quantity has figures: 3216亿元, 10.5%, 1500人次", "数量要有数字：3216亿元、10.5%、1500人次"),
        ("三千元", "a quantity has figures: 3216亿元, 10.5%, 1500人次", "数量要有数字：3216亿元、10.5%、1500人次"),
        ("3216亿圆", f"“圆” is {UNKNOWN}; {ADD}", f"这里不认识计量单位“圆”；{ADD_ZH}"),
        (
            "5平方公尺",
            f"“平方公尺” is {UNKNOWN}; known are 平方英尺, 平方公里, 平方; {ADD}",
            f"这里不认识计量单位“平方公尺”，与之相近的有平方英尺、平方公里、平方；{ADD_ZH}",
        ),
        (
            "3只口罩",
            f"“只口罩” is {UNKNOWN}; known are 只, 口; {ADD}",
            f"这里不认识计量单位“只口罩”，与之相近的有只、口；{ADD_ZH}",
        ),
        ("3元/匹布", f"“元/匹布” is {UNKNOWN}; {ADD}", f"这里不认识计量单位“元/匹布”；{ADD_ZH}"),
        (
            "320万度",
            "“度” after 万 or 亿 is no degree: electricity is written in 千瓦时 (320万千瓦时)",
            "“度”前有“万”“亿”时不是角度或温度：电量写作千瓦时（320万千瓦时）",
        ),
        (
            "近2017年",
            "this is a date, not a number of years; in a field for dates, “about 2017” is written 2017~",
            "这是时间，不是年数；在日期字段里，“约2017年”写作 2017~",
        ),
        ("320-300万元", "the range 320-300 does not rise", "320-300 的后一个数应大于前一个"),
        ("320-320万元", "the range 320-320 does not rise", "320-320 的后一个数应大于前一个"),
        ("约3000余元", *TWICE),
        ("约3000元以上", *TWICE),
        ("3000余元左右", *TWICE),
        ("3000余万余元", *TWICE),
        ("12-13-14万元", FORM, FORM_ZH),
        ("3.5.2亿元", FORM, FORM_ZH),
        (".5亿元", FORM, FORM_ZH),
        ("5.亿元", FORM, FORM_ZH),
        ("320万-350万平方米", FORM, FORM_ZH),
        ("5%元", FORM, FORM_ZH),
        ("5%万", FORM, FORM_ZH),
        ("5%-8元", FORM, FORM_ZH),
        ("1234567890123456元", FORM, FORM_ZH),
        ("0.1234567亿元", FORM, FORM_ZH),
    ],
)
def test_what_is_no_quantity_is_refused_in_both_languages(text: str, en: str, zh: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    assert str(caught.value) == en
    assert caught.value.message.translated("zh").startswith(zh)


whole_digits = st.integers(0, 10**15 - 1).map(str)
digits = st.tuples(whole_digits, st.none() | st.text(st.sampled_from("0123456789"), min_size=1, max_size=6)).map(
    lambda parts: parts[0] if parts[1] is None else ".".join(map(str, parts))
)


@quick
@given(digits, st.sampled_from(sorted(MAGNITUDES)), st.sampled_from(sorted(set(MEASURES.printed) - {"度"})))
def test_no_digit_is_ever_lost(number: str, magnitude: str, measure: str) -> None:
    assume(magnitude[-1:] + measure not in MEASURES.printed)
    text = number + magnitude + measure
    quantity = parse_quantity(text)
    assert str(quantity) == text
    # In whole numbers, which are exact whatever the precision of decimals: value × 10**6 = digits × power × 10**6.
    before, _, after = number.partition(".")
    expected = int(before + after.ljust(6, "0")) * MAGNITUDES[magnitude]
    sign, shown, exponent = quantity.low.as_tuple()
    assert isinstance(exponent, int)
    assert int("".join(map(str, shown))) * 10 ** (exponent + 6) == expected
    assert sign == 0
    assert quantity.magnitude == len(str(MAGNITUDES[magnitude])) - 1
    if after:  # 10.50% is more precise than 10.5%
        assert len(shown) >= len((before + after).lstrip("0"))


@quick
@given(st.text(st.sampled_from("0123456789.%-~余约万亿元个以上 ,３里"), max_size=12))
def test_any_text_is_a_quantity_or_a_mistake(text: str) -> None:
    try:
        quantity = parse_quantity(text)
    except QuantityError as error:
        assert str(error) != error.message.translated("zh")
    else:
        assert quantity.printed == text
        assert quantity.high is None or quantity.low < quantity.high


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("0.5亿元", "5000万元", True),
        ("10.50%", "10.5％", True),
        ("3个", "3家", True),
        ("3人", "3名", True),
        ("300-320万元", "3000000-3200000元", True),
        ("约3人", "3人左右", True),
        ("3亿元", "3亿元以上", False),
        ("3亿元", "3亿个", False),
        ("3-4亿元", "3亿元", False),
        ("5%", "5个百分点", False),
    ],
)
def test_the_same_however_printed(one: str, other: str, same: bool) -> None:
    value = attrgetter("low", "high", "measure", "bound")
    assert (value(parse_quantity(one)) == value(parse_quantity(other))) is same


@pytest.mark.parametrize(
    ("done", "planned", "share"),
    [
        ("220亿元", "446亿元", Decimal(220) / Decimal(446)),
        ("0亿元", "446亿元", Decimal(0)),
        ("5000万元", "0.5亿元", Decimal(1)),
        ("600亿元", "400亿元以上", Decimal("1.5")),
        ("约100亿元", "200亿元", Decimal("0.5")),
        ("3个", "4家", Decimal("0.75")),
        ("3个", "0个", None),
        ("3个", "4人", None),
        ("3-4个", "8个", None),
        ("3个", "4-8个", None),
        ("-3-0个", "8个", None),
    ],
)
def test_progress_is_done_of_planned(done: str, planned: str, share: Decimal | None) -> None:
    assert progress(parse_quantity(done), parse_quantity(planned)) == share
