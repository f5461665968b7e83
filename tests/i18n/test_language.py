"""`language`: dates, numbers and words as its readers see them, titles in the order they expect."""

from __future__ import annotations

import dataclasses
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import jinja2
import pypinyin
import pytest
import yaml
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.paths import ROOT
from yearbook.core.diagnostics import Location
from yearbook.core.digest import digest
from yearbook.i18n import pinyin
from yearbook.i18n.language import Language, make_language
from yearbook.i18n.locales import locale_of
from yearbook.i18n.pinyin import in_phrases, remember, used_readings
from yearbook.i18n.strings_checks import check_reading, check_words
from yearbook.i18n.words import StringsTree, WordError, words_of
from yearbook.model import fields, honors, narrative, projects, ranks, reference, series, units
from yearbook.model.chinese_numbers import Bound
from yearbook.model.dates import parse_when
from yearbook.model.kinds import KINDS
from yearbook.model.measures import measures_with
from yearbook.model.quantities import Quantity, parse_quantity
from yearbook.model.vocabularies import SHIPPED_LEVELS, SHIPPED_ROLES, SHIPPED_STAGES

STRINGS = ROOT / "templates" / "strings"
CODES = ("zh", "en")
NARROW = "\N{NARROW NO-BREAK SPACE}"
NO_BREAK = "\N{NO-BREAK SPACE}"


@cache
def strings(code: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(
        (STRINGS / f"{code}.yaml").read_text("utf-8"),
        yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader,
    )
    return found


@cache
def of(code: str) -> Language:
    return make_language(code, strings(code))


ZH, EN = of("zh"), of("en")
FR = make_language("fr", {"language": {"tag": "fr", "name": "français", "direction": "ltr"}})


# Dates


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2016", "2016年", "2016"),
        ("2016-11", "2016年11月", "November 2016"),
        ("2016-11-23", "2016年11月23日", "23 November 2016"),
        ("2016-01-03", "2016年1月3日", "3 January 2016"),
        ("2016?", "2016年（存疑）", "2016?"),
        ("2016~", "约2016年", "c. 2016"),
        ("2016-09~", "约2016年9月", "c. September 2016"),
        ("2016%", "约2016年（存疑）", "c. 2016?"),
        ("2014/2016", "2014—2016年", "2014–2016"),
        ("2018-01/2018-06", "2018年上半年", "first half of 2018"),
        ("2018-07/2018-12", "2018年下半年", "second half of 2018"),
        ("2018-01-01/2018-06-30", "2018年上半年", "first half of 2018"),
        ("2016-01/2016-03", "2016年第一季度", "first quarter of 2016"),
        ("2016-10/2016-12", "2016年第四季度", "fourth quarter of 2016"),
        ("2016-02/2016-04", "2016年2—4月", "February–April 2016"),
        ("2016-01/2016-07", "2016年1—7月", "January–July 2016"),
        ("2018-01/2018-12", "2018年", "2018"),
        ("2016-01/2017-12", "2016—2017年", "2016–2017"),
        ("2016-02-01/2016-02-29", "2016年2月", "February 2016"),
        ("2016-07-11/2016-07-13", "2016年7月11—13日", "11–13 July 2016"),
        ("2016-07-11/2016-08-03", "2016年7月11日—8月3日", "11 July – 3 August 2016"),
        ("2015-07-11/2016-08-03", "2015年7月11日—2016年8月3日", "11 July 2015 – 3 August 2016"),
        ("2015-07/2016-06", "2015年7月—2016年6月", "July 2015 – June 2016"),
        ("2014/2016-05", "2014年—2016年5月", "2014 – May 2016"),
        ("2014?/2016", "2014年（存疑）—2016年", "2014? – 2016"),
        ("2018-01?/2018-06", "2018年1月（存疑）—2018年6月", "January 2018? – June 2018"),
        ("2016-11/..", "2016年11月起", "since November 2016"),
        ("../2016", "截至2016年", "until 2016"),
    ],
)
def test_dates(text: str, zh: str, en: str) -> None:
    when = parse_when(text)
    assert (ZH.date(when), EN.date(when)) == (zh, en)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2016-11-23", "2016年11月23日", "23 Nov 2016"),
        ("2016-11", "2016年11月", "Nov 2016"),
        ("2016-01/2016-07", "2016年1—7月", "Jan–Jul 2016"),
        ("2016?", "2016年（存疑）", "2016?"),
    ],
)
def test_short_dates(text: str, zh: str, en: str) -> None:
    assert (ZH.short_date(parse_when(text)), EN.short_date(parse_when(text))) == (zh, en)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2016-11-23", "11月23日", "23 November"),
        ("2016-11", "11月", "November"),
        ("2016-11~", "约11月", "c. November"),
        ("2016", "2016年", "2016"),
        ("2016-07-11/2016-07-13", "2016年7月11—13日", "11–13 July 2016"),
    ],
)
def test_dates_under_the_heading_of_their_year(text: str, zh: str, en: str) -> None:
    assert (ZH.date_in_year(parse_when(text)), EN.date_in_year(parse_when(text))) == (zh, en)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2016", "2016"),
        ("2016-11?", "2016-11"),
        ("2016-11-03", "2016-11-03"),
        ("2014/2016", ""),
        ("2016/..", ""),
    ],
)
def test_machine_readable_dates(text: str, iso: str) -> None:
    assert EN.iso(parse_when(text)) == iso


def test_a_date_says_how_it_is_known_unless_it_is_stated() -> None:
    when = parse_when("2018-08-16")
    assert [ZH.dated(when, known) for known in ("stated", "inferred")] == [
        "2018年8月16日",
        "2018年8月16日（推断）",
    ]
    assert EN.dated(when, "context") == "16 August 2018 (from the context)"


# Quantities


@pytest.mark.parametrize(
    ("printed", "zh", "en"),
    [
        ("3216亿元", "3216亿元", "CNY 321.6 billion"),
        ("263.89万平方米", "263.89万平方米", "2.6389 million m²"),
        ("10.5%", "10.5%", "10.5%"),
        ("10.50％", "10.50%", "10.50%"),
        ("-3.5%", "−3.5%", "−3.5%"),
        ("1500人次", "1500人次", "1,500 (person-times)"),
        ("400亿元以上", "400亿元以上", "CNY 40 billion or more"),
        ("3000余万元", "3000余万元", "over CNY 30 million"),
        ("30多家", "30多家", "over 30"),
        ("约3公里", "约3公里", "about 3 km"),
        ("不超过5天", "不超过5天", "up to 5 days"),
        ("300-320万平方米", "300万～320万平方米", "3–3.2 million m²"),
        ("15-30%", "15%～30%", "15–30%"),
        ("15%—30%", "15%～30%", "15–30%"),
        ("9-16亿元", "9亿～16亿元", "CNY 900–1,600 million"),
        ("80-150万人", "80万～150万人", "800,000–1,500,000 people"),
        ("3至5个", "3～5个", "3–5"),
        ("1000亩", "1000亩", "1,000 mu"),
        ("19466元", "19466元", "CNY 19,466"),
        ("1234567元", "1234567元", "CNY 1,234,567"),
        ("2万", "2万", "20,000"),
        ("400万元", "400万元", "CNY 4 million"),
        ("0.5亿元", "0.5亿元", "CNY 50 million"),
        ("1.5万亿元", "1.5万亿元", "CNY 1.5 trillion"),
        ("12.50亿元", "12.50亿元", "CNY 1.250 billion"),
        ("2.0000万户", "2.0000万户", "20,000 households"),
        ("150个", "150个", "150"),
        ("1户", "1户", "1 household"),
        ("1.2个百分点", "1.2个百分点", "1.2 percentage points"),
    ],
)
def test_quantities(printed: str, zh: str, en: str) -> None:
    quantity = parse_quantity(printed)
    assert (ZH.quantity(quantity), EN.quantity(quantity)) == (zh, en)


def test_a_quantity_that_no_source_prints_is_composed_in_chinese_too() -> None:
    total = Quantity("", Decimal(321_650_000_000), None, "CNY", Bound.AT_LEAST, "元", 8)
    assert (ZH.quantity(total), EN.quantity(total)) == ("3216.5亿元以上", "CNY 321.65 billion or more")


DIGITS = st.builds(
    lambda whole, fraction: f"{whole}.{fraction}" if fraction else str(whole),
    st.integers(0, 10**15 - 1),
    st.text("0123456789", max_size=6),
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(digits=DIGITS, magnitude=st.sampled_from(["", "百", "万", "百万", "亿", "万亿"]))
def test_no_digit_is_lost_in_english(digits: str, magnitude: str) -> None:
    quantity = parse_quantity(f"{digits}{magnitude}元")
    words = EN.quantity(quantity).removeprefix("CNY ").replace(",", "").split()
    factor = {"million": 6, "billion": 9, "trillion": 12}[words[1]] if len(words) > 1 else 0
    assert Decimal(words[0]) * 10**factor == quantity.low
    typed = digits.partition(".")[2]
    if typed and not magnitude:
        assert words[0].partition(".")[2] == typed


# Numbers and sentences


def test_numbers_and_percentages() -> None:
    assert [each.number(19466) for each in (ZH, EN, FR)] == ["19466", "19,466", f"19{NARROW}466"]
    assert EN.number(Decimal("-0.125")) == "−0.125"
    assert EN.percent(Decimal("0.49449")) == "49.4%"
    assert EN.percent(Decimal("0.4945"), 1) == "49.5%"  # half up, where half even gives 49.4
    assert EN.percent(Decimal("0.125"), 0) == "13%"
    assert EN.percent(Decimal("-0.0004"), 1) == "0.0%"
    assert FR.percent(Decimal("0.494")) == f"49,4{NO_BREAK}%"


@pytest.mark.parametrize(
    ("difference", "zh", "en"),
    [
        ("-0.089", "落后8.9个百分点", "8.9 percentage points behind"),
        ("0.0851", "领先8.5个百分点", "8.5 percentage points ahead"),
        ("0.00049", "持平", "level"),
        ("-0.00049", "持平", "level"),
    ],
)
def test_lead_and_lag(difference: str, zh: str, en: str) -> None:
    assert (ZH.points(Decimal(difference)), EN.points(Decimal(difference))) == (zh, en)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (1, "第一", "first"),
        (10, "第十", "tenth"),
        (11, "第11", "11th"),
        (22, "第22", "22nd"),
        (103, "第103", "103rd"),
    ],
)
def test_ordinals(place: int, zh: str, en: str) -> None:
    assert (ZH.ordinal(place), EN.ordinal(place)) == (zh, en)


def test_sentences() -> None:
    assert ZH.rank(1, "市内六区", "增速") == "市内六区增速第一"
    scope = "among the six urban districts of Zhengzhou"
    assert EN.rank(1, scope, "growth") == f"first by growth {scope}"
    assert EN.capitalised(EN.rank(1, scope, "growth")) == f"First by growth {scope}"
    assert (ZH.exclusive("全国"), ZH.exclusive("全省", first=True)) == ("全国唯一", "全省首个")
    assert EN.exclusive("in the country") == "the only one in the country"
    assert (ZH.streak(5, "years"), EN.streak(5, "years")) == ("连续5年", "five years running")
    assert (ZH.streak(12, "sessions"), EN.streak(12, "sessions")) == ("连续12届", "12 sessions in a row")
    assert [EN.count("honors", n) for n in (0, 1, 2, 1500)] == [
        "0 honours",
        "1 honour",
        "2 honours",
        "1,500 honours",
    ]
    assert ZH.count("honors", 3) == "3项荣誉"
    assert (ZH.listing(("甲", "乙", "丙")), EN.listing(("A", "B", "C")), EN.listing(())) == (
        "甲、乙、丙",
        "A, B, and C",
        "",
    )
    assert ZH.quote("学习“四段管理法”") == "“学习‘四段管理法’”"
    assert (ZH.name_of("en"), EN.name_of("zh"), ZH.name_of("de")) == ("英文", "Chinese", "德语")


def test_a_pattern_is_filled_in_or_refused() -> None:
    assert ZH.fill("sentences.year_of", year="2016") == "2016年度"
    assert EN.fill("counts.matches", n=1, total="9") == "1 of 9 matches"
    with pytest.raises(WordError, match="asks for “year”"):
        EN.fill("sentences.year_of")
    with pytest.raises(WordError, match="asks for “n”"):
        EN.fill("counts.honors")
    with pytest.raises(WordError, match=r"sentences\.nothing"):
        EN.fill("sentences.nothing")
    # Braces in a value are text, and a value cannot reach into objects.
    assert EN.fill("sentences.year_of", year="{year}") == "Year {year}"


# Order

POLYPHONIC = [
    ("重庆路", "chong2 qing4 lu4"),
    ("长江西路", "chang2 jiang1 xi1 lu4"),
    ("大学路", "da4 xue2 lu4"),
    ("嵩山路", "song1 shan1 lu4"),
    ("会计", "kuai4 ji4"),
    ("行政", "xing2 zheng4"),
    ("银行", "yin2 hang2"),
    ("支行", "zhi1 hang2"),
    ("解放路", "jie3 fang4 lu4"),
    ("建中街", "jian4 zhong1 jie1"),
    ("朱屯", "zhu1 tun2"),
    ("单位", "dan1 wei4"),
    ("重点", "zhong4 dian3"),
    ("区长", "qu1 zhang3"),
    ("长效机制", "chang2 xiao4 ji1 zhi4"),
    ("商都", "shang1 du1"),
    ("佛岗", "fo2 gang3"),
    ("朝阳", "chao2 yang2"),
]


def spelled(text: str, reading: str = "") -> str:
    elements, _ = ZH.place(text, reading)[1]
    return " ".join(
        f"{letters.replace('u', 'ü') if umlaut else letters}{tone}" for _, _, letters, umlaut, tone, _ in elements
    )


@pytest.mark.parametrize(("text", "pinyin"), POLYPHONIC)
def test_characters_with_several_readings(text: str, pinyin: str) -> None:
    assert spelled(text) == pinyin


@pytest.mark.parametrize(
    ("text", "reading", "pinyin"),
    [
        ("重庆", "zhòng qìng", "zhong4 qing4"),
        ("长江西路", "Zhǎngjiāng Xīlù", "zhang3 jiang1 xi1 lu4"),
        ("长江", "zhang3jiang1", "zhang3 jiang1"),
        ("长江", "zhangjiang", "zhang3 jiang1"),
        ("西安", "Xī'ān", "xi1 an1"),
        ("西安", "xian", "xi1 an1"),
        ("先", "xian", "xian1"),
        ("绿女", "lǜnǚ", "lü4 nü3"),
        ("反感", "fan gan", "fan3 gan3"),
        ("长江", "zhang", "chang2 jiang1"),
        ("长江", "nonsense", "chang2 jiang1"),
    ],
)
def test_a_reading_goes_before_the_dictionary_where_it_fits(text: str, reading: str, pinyin: str) -> None:
    assert spelled(text, reading) == pinyin


def in_order(language: Language, titles: list[str]) -> list[str]:
    return sorted(titles, key=lambda each: language.place(each)[1])


def test_chinese_order() -> None:
    order = [
        "2路", "12路", "Éclair", "PPP项目",
        "长江西路", "朝阳路", "重庆路", "大学路", "卢湾", "路长制", "绿地",
        "乱石",
        "略阳", "妈祖", "麻城", "马寨镇", "马寨镇区", "嵩山路", "“一带一路”", "银行",
    ]  # fmt: skip
    assert in_order(ZH, sorted(order)) == order


def test_english_order() -> None:
    order = [
        "9 things", "10 things", "An apple", "Éclair", "Eclairs", "New Year", "Newark",
        "people’s park", "x-ray", "The Zoo",
    ]  # fmt: skip
    assert in_order(EN, sorted(order)) == order


def test_initials() -> None:
    titles = ("重庆路", "“一带一路”", "PPP项目", "Ａ区", "2016年", "", "，", "路")
    assert [ZH.place(each)[0] for each in titles] == ["C", "Y", "P", "A", "#", "#", "#", "L"]
    assert ZH.place("重庆路", "zhong qing lu")[0] == "Z"
    assert [EN.place(each)[0] for each in ("The Zoo", "Éclair", "A", "3 rivers")] == ["Z", "E", "A", "#"]


@settings(max_examples=100, deadline=None, derandomize=True)
@given(texts=st.lists(st.text(max_size=8), max_size=6), reading=st.text(max_size=8))
def test_any_titles_can_be_sorted(texts: list[str], reading: str) -> None:
    for each in (ZH, EN):
        up, down = sorted(texts), sorted(texts, reverse=True)
        assert in_order(each, up) == in_order(each, down)
        assert all(len(each.place(text, reading)[0]) >= 1 for text in texts)


# Strings files

GROUPS: dict[str, type[Enum]] = {
    "forms": honors.Form,
    "standings": projects.Standing,
    "statuses": series.Status,
    "outcomes": series.Outcome,
    "unit_types": units.UnitType,
    "program_forms": narrative.ProgramForm,
    "source_kinds": reference.SourceKind,
    "known": fields.Known,
    "known_marks": fields.Known,
    "note_kinds": fields.NoteKind,
    "streaks": ranks.Interval,
    "placings": ranks.Placing,
    "awardee_types": honors.AwardeeType,
    "reassessment_results": honors.ReassessmentResult,
}


def keys(group: str | StringsTree | None) -> list[str]:
    assert isinstance(group, StringsTree)
    return [key for key, _ in group.pairs]


@pytest.mark.parametrize("code", CODES)
def test_every_value_of_the_model_has_its_word(code: str) -> None:
    words = of(code).words
    for group, values in GROUPS.items():
        assert keys(words.get(group)) == [each.value for each in values], group
    assert keys(words.get("levels")) == list(SHIPPED_LEVELS)
    for group in ("stages", "planned_stages", "reached_stages"):
        assert keys(words.get(group)) == list(SHIPPED_STAGES)
    assert keys(words.get("roles")) == list(SHIPPED_ROLES)
    assert keys(words.get("kinds")) == keys(words.get("kinds_many"))
    assert set(keys(words.get("kinds"))) == set(KINDS)
    assert set(keys(words.get("measures"))) == ({each.id for each in measures_with().all} if code == "en" else set())
    assert {bound.value for bound in Bound} - {"exact"} <= set(keys(words.get("quantities")))
    assert keys(words.get("warnings")) == ["green", "blue", "yellow", "red"]


def test_the_strings_files_have_no_mistakes() -> None:
    files = {path.stem: (path.name, of(path.stem).words) for path in sorted(STRINGS.glob("*.yaml"), reverse=True)}
    assert set(files) >= set(CODES)
    assert check_words(files) == ()
    assert check_words({}) == ()


def texts(words: StringsTree, path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.pairs:
        if isinstance(value, StringsTree):
            yield from texts(value, f"{path}{key}.")
        else:
            yield f"{path}{key}", value


def test_words_are_there_and_punctuated_as_their_language_is() -> None:
    for path, text in texts(ZH.words):
        assert text or path in ("language.articles", "known_marks.stated"), path
        han = any("\u4e00" <= each <= "\u9fff" for each in text)
        assert not han or not set(",;:!?()") & set(text), path
    for path, text in texts(EN.words):
        assert path == "quotes.outer" or not set("，。；：（）、") & set(text), path
        assert not any("\u4e00" <= each <= "\u9fff" for each in text), path


def found(first: dict[str, Any], second: dict[str, Any]) -> list[tuple[str, str]]:
    diagnostics = check_words(
        {"zh": ("zh.yaml", make_language("zh", first).words), "en": ("en.yaml", make_language("en", second).words)}
    )
    assert all(each.text("zh") for each in diagnostics)
    return [(each.mistake.code, each.text()) for each in diagnostics]


@pytest.mark.parametrize(
    ("second", "code", "text"),
    [
        ({}, "YB500", "“menu” is missing from the interface words"),
        ({"menus": "x"}, "YB501", "“menus” is not one of the interface words"),
        ({"menu": {"honors": "{all}"}}, "YB502",
         "the text of “menu.honors” asks for {all}, which is not given there"),
        ({"dates": {"months": "{day}"}}, "YB502",
         "the text of “dates.months” asks for {day}, which is not given there"),
        ({"menu": {"honors": {"one": "{n}"}}}, "YB503", "the forms of “menu.honors” lack “other”"),
        ({"language": {"tag": "xx"}}, "YB504", "“xx” is not the tag of a language that is known"),
        ({"language": {"dates": "e"}}, "YB504", "“e” is not the tag of a language that is known"),
        ({"language": {"direction": "up"}}, "YB505", "the direction is “up”; it is either ltr or rtl"),
        ({"menu": "Menu"}, "YB506", "“menu” is a group of words in zh, and one text here"),
        ({"menu": {"honors": {"all": "H"}}}, "YB507",
         "“menu.honors” is one text in zh, and a group of words here"),
    ],
)  # fmt: skip
def test_mistakes_in_strings_files(second: dict[str, Any], code: str, text: str) -> None:
    assert (code, text) in found({"menu": {"honors": "{n}项"}}, second)


def test_mistakes_in_the_file_of_the_first_language() -> None:
    """The second language has what the first lacks, or asks for what the program gives."""
    assert ("YB500", "“menu.honors” is missing from the interface words") in found(
        {"menu": {"units": "单位"}}, {"menu": {"honors": "Honours", "units": "Units"}}
    )
    assert ("YB502", "the text of “title” asks for {nmae}, which is not given there") in found(
        {"title": "{nmae}年鉴"}, {"title": "Yearbook of {name}"}
    )


def test_files_of_a_yearbook_are_compared_with_those_of_the_program() -> None:
    own = {"zh": ("templates/strings/zh.yaml", make_language("zh", {"title": "{nmae}年鉴"}).words)}
    shipped = {"title": "{name}年鉴", "menu": "目录"}
    program = {"zh": ("yearbook/templates/strings/zh.yaml", make_language("zh", shipped).words)}
    (name, menu) = check_words(own, program)
    assert (name.place.path, name.hint()) == ("templates/strings/zh.yaml", "It can use: name")
    assert menu.hint() == "In yearbook/templates/strings/zh.yaml it is: 目录"


def test_a_reading_that_does_not_fit_is_reported() -> None:
    place = Location("content/units/roads.yaml", 3, 5)
    assert check_reading("长江西路", "chang jiang xi lu", place) == ()
    assert check_reading("PPP项目", "PPP xiangmu", place) == ()
    assert check_reading("长江西路", "", place) == ()
    (diagnostic,) = check_reading("长江西路", "chang jiang", place)
    assert diagnostic.text() == "the pinyin “chang jiang” does not fit “长江西路”"
    assert diagnostic.hint("zh") == "每个汉字一个音节：chang2 jiang1 xi1 lu4"


# Words in templates, and languages as values


def test_templates_read_words_and_fail_on_unknown_ones() -> None:
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    template = environment.from_string("{{ words.menu.honors }} {{ words.outcomes['not-reported'] }}")
    assert template.render(words=ZH.words) == "荣誉 未见报道"
    for unknown in ("words.menu.honours", "words.menu['honours']", "words.items", "words.honors.x"):
        with pytest.raises(jinja2.UndefinedError):
            environment.from_string("{{ " + unknown + " }}").render(words=ZH.words)


def test_a_language_is_a_value() -> None:
    again = make_language("zh", strings("zh"))
    assert again == ZH
    assert not hasattr(
        StringsTree.__new__(StringsTree), "menu"
    )  # as pickle and copy may ask, before there are any words
    assert hash(again) == hash(ZH)
    assert pickle.loads(pickle.dumps(ZH)) == ZH
    assert digest(pickle.loads(pickle.dumps(ZH))) == digest(ZH) != digest(EN)


def test_words_are_found_by_key_and_by_path() -> None:
    words = words_of({"a": {"b": {"c": "1"}, "b-d": "2"}, "e": "3"})
    assert [words.get(each) for each in ("a.b.c", "a.b-d", "e", "a.c", "e.f", "")] == ["1", "2", "3", None, None, None]
    group = words.get("a")
    assert isinstance(group, StringsTree)
    assert words.get("a.b") is group["b"]
    assert words == words_of({"a": {"b": {"c": "1"}, "b-d": "2"}, "e": "3"}) != words_of({"e": "3"})
    assert [each.name for each in dataclasses.fields(words)] == ["pairs"]  # what is looked up in is no part of it


def test_equal_words_are_one_object_also_after_a_journey() -> None:
    assert pickle.loads(pickle.dumps(EN)).words is EN.words is make_language("en", strings("en")).words


def test_what_is_equal_and_not_printed_alike_is_not_mixed_up() -> None:
    assert [EN.number(Decimal(each)) for each in ("0", "-0", "0.0", "0")] == ["0", "\N{MINUS SIGN}0", "0", "0"]
    assert [EN.quantity(parse_quantity(each)) for each in ("1.0%", "1%", "1.00%")] == ["1.0%", "1%", "1.00%"]
    assert [EN.date(parse_when(each)) for each in ("2016", "2016?", "2016~")] == ["2016", "2016?", "c. 2016"]
    with pytest.raises(FrozenInstanceError):
        ZH.words.pairs = ()  # type: ignore[misc]


def test_a_third_language_needs_no_code_and_few_words() -> None:
    assert FR.date(parse_when("2016-11-23")) == "23 novembre 2016"
    assert FR.date(parse_when("2016-01/2016-07")) == "janvier\u2009–\u2009juillet 2016"
    assert FR.date(parse_when("2016-11~")) == "≈ novembre 2016"
    assert FR.quantity(parse_quantity("400亿元以上")) == f"≥ CNY 40{NARROW}000{NARROW}000{NARROW}000"
    assert FR.quantity(parse_quantity("12户")) == "12 户"
    assert FR.listing(("A", "B")) == "A et B"
    assert (FR.tag, FR.name, FR.direction) == ("fr", "français", "ltr")
    assert make_language("ar", {}).direction == "rtl"
    own = {
        "language": {"articles": "le la les"},
        "magnitudes": {6: {"one": "{number} million de", "other": "{number} millions de"}},
        "measures": {"square-metre": "{number} m²", "CNY": "{number} yuans"},
        "counts": {"honors": {"one": "{n} distinction", "many": "{n} distinctions", "other": "{n} distinctions"}},
    }
    french = make_language("fr", own)
    assert french.quantity(parse_quantity("263.89万平方米")) == "2,6389 millions de m²"
    assert french.quantity(parse_quantity("150万元")) == "1,5 million de yuans"
    assert french.count("honors", 0) == "0 distinction"
    assert in_order(french, ["Les Roses", "été", "zone", "abri"]) == [
        "abri",
        "été",
        "Les Roses",
        "zone",
    ]


def test_what_a_language_prints_does_not_depend_on_the_languages_before_it() -> None:
    # With Babel's own locales, Italian would find the Chinese names of months here.
    november = [format_date(date(2016, 11, 3), "LLLL", locale=locale_of(tag)) for tag in ("zh-Hans", "it")]
    assert november == ["十一月", "novembre"]


def test_a_text_is_read_as_the_dictionary_of_phrases_reads_it() -> None:
    """Word by word, which is several times faster: the same as pypinyin reads the whole."""
    style = pypinyin.Style.TONE3
    files = (ROOT / "content").rglob("*.yaml")
    texts = {each for file in files for each in re.findall("[一-龥]+", file.read_text("utf-8"))}
    assert len(texts) > 1000
    for each in texts:
        assert list(in_phrases(each)) == pypinyin.lazy_pinyin(each, style=style, neutral_tone_with_five=True)


def test_readings_of_an_earlier_process_stand_for_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = in_phrases("绿化")
    remember({"绿化": ("lu3", "hua1"), "": ()})
    try:
        assert in_phrases("绿化") == ("lu3", "hua1")
        assert used_readings() == {"绿化": ("lu3", "hua1")}
        with monkeypatch.context() as patched:
            patched.delattr(pinyin, "_from_dictionary")
            assert in_phrases("") == ()
    finally:
        remember({})
    assert in_phrases("绿化") == usual == ("lv4", "hua4")
    with pytest.raises(ValueError, match="each character"):
        remember({"绿化": ("lv4",)})
