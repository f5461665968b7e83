"""The measures that Chinese yearbooks print: each amount in both languages; and what a yearbook adds to them."""

from __future__ import annotations

import pickle

import pytest

from tests.support.paths import ROOT
from yearbook.core.overlay import Folders
from yearbook.i18n.strings import read_languages
from yearbook.model.measures import PER, Measure, measures_with
from yearbook.model.quantities import QuantityError, parse_quantity

ZH, EN = read_languages(Folders(ROOT / "templates"), ("zh", "en"))

ENGLISH = {
    # counts, which English does not print
    "3册": "3", "12艘": "12", "36盏": "36", "1.2万头": "12,000", "320万羽": "3.2 million", "45宗": "45",
    "120间": "120", "2.3万件": "23,000", "7枚": "7", "15幢": "15", "300台次": "300", "8个标段": None,
    # money
    "3216亿元": "CNY 321.6 billion", "320万美元": "USD 3.2 million", "1.5亿港元": "HKD 150 million",
    "2.6亿欧元": "EUR 260 million", "500亿日元": "JPY 50 billion", "80万英镑": "GBP 800,000",
    "3亿元人民币": "CNY 300 million", "12.3万元/人": "CNY 123,000 per person", "1200元/平方米": "CNY 1,200 per m²",
    "每平方米1.2万元": "CNY 12,000 per m²", "200万元/亩": "CNY 2 million per mu", "350元/人·月":
    "CNY 350 per person per month", "85元/吨": "CNY 85 per tonne", "0.56元/千瓦时": "CNY 0.56 per kWh",
    "3.5元/立方米": "CNY 3.5 per m³", "每亩500公斤": "500 kg/mu",
    # shares
    "10.5%": "10.5%", "3.5‰": "3.5‰", "1个百分点": "1 percentage point", "0.3个百分点": "0.3 percentage points",
    "2.5倍": "2.5 times", "1番": "1 doubling", "95分": "95 points", "12ppm": "12 ppm", "-1.2%": "-1.2%",
    # people
    "1人": "1 person", "1500人": "1,500 people", "1500人次": "1,500 (person-times)", "2万户": "20,000 households",
    "1500人/平方公里": "1,500 people per km²", "4.5人/千人": "4.5 people per 1,000 people",
    "35.6张/千人": "35.6 per 1,000 people", "12.5件/万人": "12.5 per 10,000 people",
    "3.2例/10万人": "3.2 per 100,000 people", "2万人·日": "20,000 person-days", "600工日": "600 person-days",
    "12.5人年": "12.5 person-years", "79.5岁": "79.5 years of age",
    # time
    "5年": "5 years", "1个季度": "1 quarter", "6个月": "6 months", "1周": "1 week", "30天": "30 days",
    "15个工作日": "15 working days", "3小时": "3 hours", "1小时": "1 hour", "45分钟": "45 minutes",
    "12秒": "12 seconds", "64课时": "64 class hours", "120学时": "120 class hours", "3次/年": "3 times per year",
    "1次": "1 time", "3届": "3 sessions",
    # length, area, volume
    "12.6公里": "12.6 km", "12.6千米": "12.6 km", "300米": "300 m", "2百米": "200 m", "15厘米": "15 cm",
    "2.5毫米": "2.5 mm", "0.1微米": "0.1 μm", "12海里": "12 nautical miles", "30里": "30 li", "5英里": "5 miles",
    "120英寸": "120 inches", "263.89万平方米": "2.6389 million m²", "120㎡": "120 m²", "12平方公里": "12 km²",
    "300公顷": "300 ha", "1500亩": "1,500 mu", "320万立方米": "3.2 million m³", "50万方": "500,000 m³",
    "30升": "30 litres", "1升": "1 litre", "500毫升": "500 mL", "1200延米": "1,200 m",
    # mass
    "1吨": "1 tonne", "320万吨": "3.2 million tonnes", "5千克": "5 kg", "5公斤": "5 kg", "300克": "300 g",
    "20毫克": "20 mg", "3.5斤": "3.5 jin", "1克拉": "1 carat", "300万吨标准煤": "3 million tonnes of coal equivalent",
    "500千克/亩": "500 kg/mu", "7.5吨/公顷": "7.5 tonnes per ha", "12万吨公里": "120,000 tonne-km", "20吨/日":
    "20 tonnes per day",
    # air, water, noise, speed
    "35微克/立方米": "35 μg/m³", "35μg/m³": "35 μg/m³", "0.5毫克/立方米": "0.5 mg/m³", "12毫克/升": "12 mg/L",
    "55分贝": "55 dB", "50-60分贝": "50–60 dB", "80公里/小时": "80 km/h", "3米/秒": "3 m/s", "3米每秒": "3 m/s",
    "120立方米/秒": "120 m³/s", "5000转/分": "5,000 rpm", "600毫米/年": "600 mm per year",
    # energy
    "1.2万千瓦时": "12,000 kWh", "320万千瓦时": "3.2 million kWh", "50千瓦": "50 kW", "30万千瓦": "300,000 kW",
    "200兆瓦": "200 MW", "110千伏": "110 kV", "220伏": "220 V", "6.3万千伏安": "63,000 kVA", "300万吉焦":
    "3 million GJ", "2000千卡": "2,000 kcal", "15马力": "15 hp", "130千克标准煤/平方米": None,
    # other physical measures
    "36.5℃": "36.5 °C", "-5摄氏度": "-5 °C", "45度": "45°", "50赫兹": "50 Hz", "1013百帕": "1,013 hPa",
    "1.6兆帕": "1.6 MPa", "300勒克斯": "300 lx", "64GB": "64 GB", "500Mbps": "500 Mbit/s",
    # things
    "1棵": "1 tree", "2棵": "2 trees", "320万株": "3.2 million trees", "500张床位": "500 beds",
    "1个车位": "1 parking space", "1800个学位": "1,800 school places", "12个泊位": "12 berths", "36个航班":
    "36 flights", "2.4万个就业岗位": "24,000 jobs", "1200个座位": "1,200 seats",
    # bounds
    "约12里": "about 12 li", "50棵以上": "50 trees or more", "3000余株": "over 3,000 trees",
}  # fmt: skip
"""Printed amount → English; None: not a measure."""


@pytest.mark.parametrize(("printed", "english"), [each for each in ENGLISH.items() if each[1]])
def test_common_amounts_are_shown_in_english(printed: str, english: str) -> None:
    assert EN.quantity(parse_quantity(printed)).replace("\N{MINUS SIGN}", "-") == english


@pytest.mark.parametrize("printed", [printed for printed, english in ENGLISH.items() if english])
def test_common_amounts_are_shown_in_chinese_as_printed(printed: str) -> None:
    shown = ZH.quantity(parse_quantity(printed))
    assert shown.replace("\N{MINUS SIGN}", "-").replace("50～", "50-") == printed


def test_enough_amounts_are_tried() -> None:
    assert len(ENGLISH) > 120


@pytest.mark.parametrize("printed", [printed for printed, english in ENGLISH.items() if english is None])
def test_what_is_no_measure_is_refused(printed: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(printed)


def test_ids_and_forms_are_given_once() -> None:
    shipped = measures_with().all
    forms = [form for each in shipped for form in each.printed]
    assert sorted(form for form in forms if forms.count(form) > 1) == []
    assert len({each.id for each in shipped}) == len(shipped)
    assert [each.id for each in shipped if dict(each.words).keys() != {"en"}] == []
    assert [each.id for each in shipped if each.id[0].isdigit()] == []


def test_two_measures_have_the_ids_of_both() -> None:
    assert parse_quantity("1200元/平方米").measure == f"CNY{PER}square-metre"
    assert parse_quantity("35.6张/千人").measure == f"count{PER}1000-person"
    assert parse_quantity("3.2例/10万人").measure == f"count{PER}100000-person"
    assert parse_quantity("350元/人·月").measure == f"CNY{PER}person{PER}month"
    assert parse_quantity("每平方米1.2万元") != parse_quantity("1.2万元/平方米")
    assert parse_quantity("每平方米1.2万元").measure == parse_quantity("1.2万元/平方米").measure


@pytest.mark.parametrize("printed", ["3月", "元/平方米", "3元/", "3元/匹布", "3/人/", "3个/每人/年/次", "每3元"])
def test_what_is_nearly_a_measure(printed: str) -> None:
    with pytest.raises(QuantityError):
        parse_quantity(printed)


MASK = Measure("mask", ("只口罩",), (), (("en", (("one", "{number} mask"), ("other", "{number} masks"))),))
SEEDLING = Measure("seedling", ("株",), (), (("en", "{number} seedlings"),))


def test_a_yearbook_adds_measures_and_changes_those_that_there_are() -> None:
    own = measures_with((MASK, SEEDLING))
    (english,) = read_languages(Folders(ROOT / "templates"), ("en",), own)
    assert english.quantity(parse_quantity("320万只口罩", own)) == "3.2 million masks"
    assert english.quantity(parse_quantity("1只口罩", own)) == "1 mask"
    assert english.quantity(parse_quantity("3元/只口罩", own)) == "CNY 3 per mask"
    assert english.quantity(parse_quantity("3万株", own)) == "30,000 seedlings"
    assert EN.quantity(parse_quantity("3万株")) == "30,000 trees"
    with pytest.raises(QuantityError, match="只口罩"):
        parse_quantity("320万只口罩")


def test_equal_measures_are_one_object_also_in_a_worker() -> None:
    own = measures_with((MASK,))
    assert pickle.loads(pickle.dumps(own)) is own is measures_with((MASK,))
    assert pickle.loads(pickle.dumps(measures_with())) is measures_with()
