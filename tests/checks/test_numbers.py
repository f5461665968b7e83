"""Numbers read out of prose, the two languages compared, and what an editor is told: where, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from tests.support.paths import CASES, ROOT
from tests.support.small import small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.checks.numbers.comparison import ComparisonTrouble, Difference, compare_numbers, numbers_of
from yearbook.checks.numbers.names import Name, names_with_numbers
from yearbook.checks.numbers.statements import NumberKind, Statement
from yearbook.checks.numbers.wording import written_number
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.documents.decoding import lines_of
from yearbook.model.chinese_numbers import Bound

TEMPLATES = ROOT / "templates"
PAIRS = CASES / "numbers" / "pairs.yaml"


def shown(statement: Statement) -> str:
    value = statement.value
    if isinstance(value, Decimal):
        sign = {NumberKind.PERCENT: "%", NumberKind.POINTS: " percentage points"}.get(statement.kind, "")
        digits = f"{value:,f}"
        return (digits.rstrip("0").rstrip(".") if "." in digits else digits) + sign
    if isinstance(value, str):
        return value
    finer = value.part or "-".join(f"{each:02}" for each in (value.month, value.day) if each)
    if value.month is None and value.day:
        finer = f"--{value.day:02}"
    return "-".join(filter(None, (f"{value.year}" if value.year else "", finer)))


def read_out(text: str, language: str) -> list[str]:
    """Each statement as text: kind, value, bound where there is one, and ~ where the other language need not say it."""
    return [
        f"{each.kind.value} {shown(each)}"
        + (f" {each.bound.value}" if each.bound is not Bound.EXACT else "")
        + ("" if each.firm else " ~")
        for each in numbers_of(text, language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("总投资3216亿元", ["number 321,600,000,000"]),
        ("263.89万平方米", ["number 2,638,900"]),
        ("300-320万平方米", ["number 3,000,000", "number 3,200,000"]),
        ("400亿元以上", ["number 40,000,000,000 at-least"]),
        ("3000余万元", ["number 30,000,000 over"]),
        ("50千瓦、35kWh、2.5千伏", ["number 50", "number 35", "number 2.5"]),
        ("5G基站", ["label 5G"]),
        ("十里铺植树三百株", ["number 300"]),
        ("百余条", ["number 100 over ~"]),
        ("近5000名", ["number 5,000 about"]),
        ("签约9个", ["number 9"]),
        ("不低于每亩300万元", ["number 3,000,000 at-least"]),
        ("增长10.5%，高1.5个百分点", ["percent 10.5%", "points 1.5 percentage points"]),
        ("百分之九十五", ["percent 95%"]),
        ("下降四成", ["percent 40%"]),
        ("五成五，三成", ["percent 55%", "percent 30%"]),
        ("是十一五的", ["ordinal 11", "number 5 ~"]),
        ("双向八车道", ["number 2 ~", "number 8"]),
        ("三分之二", ["number 0.6666666666666666666666666667"]),
        ("3/4的", ["number 0.75"]),
        ("34 218元，10\u2009502", ["number 34,218", "number 10,502"]),
        ("位居前三，前十；目前三项", ["step 3", "step 10", "number 3"]),
        ("过亿元、上百家、通过百余条", ["number 100,000,000 over", "number 100 over ~", "number 100 over ~"]),
        ("2016年9月", ["date 2016-09"]),
        ("1—7月", ["date 01", "date 07"]),
        ("8月16日至18日", ["date 08-16", "date 08-18"]),
        ("2014年至2016年", ["date 2014", "date 2016"]),
        ("2018年上半年、第三季度", ["date 2018-H1", "date Q3"]),
        ("二〇一六年", ["date 2016"]),
        ("第十一次党代会", ["step 11"]),
        ("居全市第三", ["ordinal 3"]),
        ("十二条措施", ["number 12"]),
        ("连续两年", ["number 2"]),
        ("两篇报道", ["number 2 ~"]),
        ("十三五期间", ["ordinal 13", "number 5 ~"]),
        ("1+3+18、5A级、PM2.5", ["label 1+3+18", "label 5A", "label PM2.5"]),
        ("二七区百货、千方百计、万达", []),
        ("统一、一体、唯一", []),
        ("控尘、控煤、控排、控企四项", ["number 4 ~"]),
        ("数十家、几百万元", []),
        ("四环以内", ["step 4"]),
    ],
)
def test_chinese_numbers(text: str, expected: list[str]) -> None:
    assert read_out(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CNY 321.6 billion", ["number 321,600,000,000"]),
        ("over HKD 3 million, about EUR 5 million", ["number 3,000,000 over", "number 5,000,000 about"]),
        ("35kWh, 20 kW and 5G", ["number 35", "number 20", "label 5G"]),
        ("3.2 and 3 million square metres", ["number 3,200,000", "number 3,000,000"]),
        ("between 3 and 3.2 million", ["number 3,000,000", "number 3,200,000"]),
        ("at least CNY 40 billion", ["number 40,000,000,000 at-least"]),
        ("Starts of CNY 100 Million or More", ["number 100,000,000 at-least"]),
        ("10 projects or more", ["number 10 at-least"]),
        ("over the 10 in the list", ["number 10"]),
        ("over two years", ["number 2"]),
        ("nearly 5,000", ["number 5,000 about"]),
        ("10.5% and 1.5 percentage points", ["percent 10.5%", "points 1.5 percentage points"]),
        ("ninety-five per cent", ["percent 95%"]),
        ("two thirds of them", ["number 0.6666666666666666666666666667"]),
        ("in September 2016", ["date 2016-09"]),
        ("from 16 to 18 August", ["date 08-16", "date 08-18"]),
        ("2014–16", ["date 2014", "date 2016"]),
        ("from 12 in 2015 to 40", ["number 12", "date 2015", "number 40"]),
        ("the first half of 2018", ["date 2018-H1"]),
        ("the first seven months", ["number 7", "ordinal 1 ~"]),
        ("1/4 of them, on 2016/9/3", ["number 0.25", "date 2016", "number 9", "number 3"]),
        ("passed 100,000, and was passed in 2016", ["number 100,000 over", "date 2016"]),
        ("for the third year running, a fourth consecutive time", ["step 3", "step 4"]),
        ("a school and three others, over a million times", ["number 3 ~", "number 1,000,000 over"]),
        ("over three years, and passed 12 resolutions", ["number 3", "number 12"]),
        ("once a quarter, a quarter of it", ["number 1 ~", "number 0.25"]),
        ("it may be", []),
        ("in May", ["date 05"]),
        ("the twenty-first; the 16th", ["ordinal 21", "ordinal 16"]),
        ("Phases I and II", ["step 1", "step 2"]),
        ("a hundred and five", ["number 105"]),
        ("both, once, the first", ["number 2 ~", "number 1 ~", "ordinal 1 ~"]),
        ("the 1+3+18, 5A and PM2.5", ["label 1+3+18", "label 5A", "label PM2.5"]),
        ("1,000 mu (15 mu are a hectare)", ["number 1,000"]),
        ("in the 1990s", ["number 90"]),
    ],
)
def test_english_numbers(text: str, expected: list[str]) -> None:
    assert read_out(text, "en") == expected


def test_a_statement_knows_its_place() -> None:
    text = "完成投资72%，达73.2亿元。"
    assert [text[each.start : each.start + each.length] for each in numbers_of(text, "zh")] == ["72%", "73.2亿"]
    text = "72% of it, CNY 7.32 billion, from 3–5 million."
    places = [text[each.start : each.start + each.length] for each in numbers_of(text, "en")]
    assert places == ["72%", "7.32 billion", "3", "5 million"]


def test_another_language_has_no_statements() -> None:
    assert numbers_of("3 millions", "fr") == ()


def excerpts(zh: str, en: str, found: Sequence[Difference]) -> list[str]:
    return [
        text[one.start : one.start + one.length]
        for each in found
        for text, one in ((zh, each.zh), (en, each.en))
        if one
    ]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("2016年9月、2017年", "September 2016 and 2017"),
        ("2月17日、18日", "17 and 18 February"),
        ("上半年开工，下半年竣工", "begun in the first half-year and completed in the second"),
        ("二期工程", "the second phase"),
        ("由Ⅳ类升为Ⅲ类", "from class IV to class III"),
        ("达到III级", "reached level three"),
        ("获三等功一次", "once received Merit, Third Class"),
        ("前三季度完成81%", "81% in the first three quarters"),
        ("300米见绿", "green within 300 metres"),
    ],
)
def test_the_same_in_other_words(zh: str, en: str) -> None:
    assert compare_numbers(zh, en) == ()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("经三路与纬五路交叉口", "the junction of Jingsan Road and Weiwu Road"),
        ("经三路北段", "the northern part of Jing 3rd Road"),
        ("经3路", "Jing 3rd Road"),
        ("纬四十二路、经十一路", "Weisishi’er Road and Jingshiyi Road"),
        ("一马路、二马路", "Yima Road and Erma Road"),
        ("东三街、西四巷", "Dongsan Street and Xisi Lane"),
        ("市六院新院区", "the new campus of the Sixth Hospital"),
        ("十八里河镇、五里堡", "Shibalihe Town and Wulibao"),
        ("五台山、六盘山、七台河", "Mount Wutai, Mount Liupan and Qitaihe"),
        ("七一前夕慰问", "visits before 1 July"),
        ("五一假期、十一黄金周", "the May Day and National Day holidays"),
        ("三五〇厂", "Factory 350"),
        ("青梧区第一中学、第三小学", "Qingwu Yizhong and Sanxiao"),
        ("市第五人民医院、第二实验小学", "Wuyuan and Ershi Primary School"),
        ("郑州四中、七中和二十三中", "Sizhong, Qizhong and Ershisanzhong"),
        ("第一中学", "No. 1 Middle School"),
        ("郑州四中", "No. 4 Middle School"),
        ("第八大街", "Badajie"),
        ("完成经三路等三条道路", "three roads, among them Jingsan Road, were completed"),
    ],
)
def test_numerals_in_names_state_nothing_that_the_other_language_must_have(zh: str, en: str) -> None:
    assert compare_numbers(zh, en) == ()


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("经三路等五条道路", "Jingsan Road and other roads"),
        ("七一前夕慰问120人", "visits before 1 July"),
        ("第一中学获第三名", "No. 1 Middle School"),
    ],
)
def test_numbers_beside_names_are_still_compared(zh: str, en: str) -> None:
    assert len(compare_numbers(zh, en)) == 1


@pytest.mark.parametrize(
    ("zh", "en", "at"),
    [
        ("2016年9月", "in September", ["2016年9月"]),
        ("9月", "September 2016", ["September 2016"]),
        ("8月16日", "16 September", ["8月16日", "16 September"]),
        ("8月16日", "18 August", ["8月16日", "18 August"]),
        ("增长3%", "up 3 percentage points", ["3%", "3 percentage points"]),
        ("第三名", "three of them", ["第三", "three"]),
        ("1—7月", "from January to June", ["7月", "June"]),
    ],
)
def test_not_the_same(zh: str, en: str, at: list[str]) -> None:
    found = excerpts(zh, en, compare_numbers(zh, en))
    assert all(any(one in each or each in one for each in found) for one in at), found


def test_numbers_that_were_meant_for_each_other_are_one_difference() -> None:
    (found,) = compare_numbers("投资3亿元", "CNY 30 million")
    assert found.trouble is ComparisonTrouble.MISSING
    assert found.zh is not None
    assert found.en is not None
    assert written_number(found.zh, "en") == "300 million"
    assert written_number(found.en, "zh") == "3000万"


def test_a_bound_that_is_lost_is_told_once() -> None:
    (found,) = compare_numbers("3000余户", "3,000 households")
    assert found.trouble is ComparisonTrouble.BOUND
    assert compare_numbers("超过3000户", "at least 3,000 households") == ()


def test_about_a_year_is_a_date_and_no_number_of_years() -> None:
    assert read_out("近2017年", "zh") == read_out("约2017年", "zh") == ["date 2017"]
    assert read_out("近2000年历史", "zh") == ["number 2,000"]


def test_a_phone_number_is_reported_once(tmp_path: Path) -> None:
    more = {"honors/2017/green-city.md": HONOR.replace("180", "0371-68180000、180")}
    with pytest.raises(DiagnosticsError) as caught:
        told(tmp_path, more)
    found = [each for each in caught.value.diagnostics if "green-city" in each.place.path]
    codes = [each.mistake.code for each in found if "68180000" in under(tmp_path / "content", each)]
    assert codes == ["YB428"]


def test_a_name_is_no_number() -> None:
    name = Name("七里河街道", "Qilihe Sub-district", zh_counts=True, en_counts=False)
    plain = ("七里河街道共8家。", "Qilihe Sub-district has 8.")
    assert compare_numbers("九门街道共8家。", plain[1], [replace(name, zh="九门街道")]) == ()
    assert compare_numbers(*plain, [name]) == ()
    assert compare_numbers("七里河街道共8家。", "Qilihe Sub-district has 9.", [name]) != ()


def test_the_bare_name_of_a_place_is_no_number(tmp_path: Path) -> None:
    district = """\
        second-district:
          names: [{name: {zh: 甲市二七区, en: "Erqi District, Jia"}, short: {zh: 二七区, en: Erqi District}}]
          type: district
        """
    root = small_world(tmp_path / "content", {"units/second.yaml": district})
    yearbook, _ = read_yearbook(BuildOptions(root, TEMPLATES, tmp_path / "site"))
    names = names_with_numbers(yearbook)
    assert {"甲市二七", "二七"} <= {each.zh for each in names}
    parts = ("分为“品质二七”“温暖二七”二七三部分。", "It has three parts.")
    assert compare_numbers(*parts) != ()
    assert compare_numbers(*parts, names) == ()


def test_what_the_title_says_need_not_be_said_again() -> None:
    assert compare_numbers("内容未载。", "The four are not listed.") != ()
    assert compare_numbers("内容未载。", "The four are not listed.", (), ("四项制度", "Four systems")) == ()
    assert (
        compare_numbers("三级所指未载。", "What the levels are is not said.", (), ("三级", "Three-level centres")) == ()
    )


# The measure


@dataclass(frozen=True)
class Measured:
    precision: float
    recall: float
    wrong: tuple[str, ...]


def measure(pairs: Sequence[dict[str, str]]) -> Measured:
    """Of all pairs with findings, how many have an error; of all errors, how many are found where they are."""
    found = missed = false = 0
    wrong = []
    for pair in pairs:
        at = excerpts(pair["zh"], pair["en"], compare_numbers(pair["zh"], pair["en"]))
        if "at" in pair:
            hit = any(pair["at"] in each or each in pair["at"] for each in at)
            found, missed = found + hit, missed + (not hit)
        else:
            hit = not at
            false += not hit
        if not hit:
            wrong.append(f"{pair['zh']} | {pair['en']} | {at}")
    return Measured(found / (found + false), found / (found + missed), tuple(wrong))


@pytest.mark.parametrize("part", ["tuning", "held_out", "earlier", "later"])
def test_precision_and_recall(part: str) -> None:
    measured = measure(yaml.load(PAIRS.read_text("utf-8"), yaml.CSafeLoader)[part])
    print(f"{part}: precision {measured.precision:.3f}, recall {measured.recall:.3f}", *measured.wrong, sep="\n  ")
    assert measured.precision >= 0.95, measured.wrong
    assert measured.recall >= 0.95, measured.wrong


def test_the_pairs_are_many_and_half_of_them_wrong() -> None:
    parts = yaml.load(PAIRS.read_text("utf-8"), yaml.CSafeLoader)
    halves = [*parts["tuning"], *parts["held_out"]]
    assert len(halves) >= 300
    assert len({each["zh"] + each["en"] for part in parts.values() for each in part}) == sum(map(len, parts.values()))
    for pairs in parts.values():
        assert 0.45 < sum("at" in each for each in pairs) / len(pairs) < 0.55


# What an editor is told

HONOR = """\
    ---
    title: 绿化先进单位
    form: title
    level: municipal
    conferred: 2017-03
    rank: {place: 2, scope: city, basis: growth}
    streak: {count: 2, of: years}
    figures:
      - {key: trees, label: {zh: 植树, en: Trees}, value: 1200个}
      - {label: {zh: 投资, en: Invested}, value: 35万元}
    notes:
      - kind: context
        text:
          zh: 共5项，
            其中3项已完成。
          en: Of the 5,
            6 are complete.
    sources: [{source: report, at: 绿化}]
    ---

    2017年3月获奖。植树1200个，绿化[180个楼院](project:long-road)。
    """
ENGLISH = """\
    ---
    title: Advanced Unit in Greening
    summary: "Two prizes: 12 of 13."
    ---

    The prize was given in March 2017. 1,200 trees were planted.

    There are [180](project:long-road) courtyards, and 8 more.
    """


def told(folder: Path, more: dict[str, str]) -> list[Diagnostic]:
    """The findings about numbers in the small world with some files in other words."""
    root = small_world(folder / "content", more)
    return [
        each
        for each in read_yearbook(BuildOptions(root, TEMPLATES, folder / "site"))[1]
        if each.mistake.code.startswith("YB45")
    ]


def under(root: Path, found: Diagnostic) -> str:
    """The characters that a problem underlines."""
    line = lines_of(root, found.place.path.removeprefix("content/"))[found.place.line - 1]
    return line[found.place.column - 1 : found.place.column - 1 + found.place.length]


def test_findings_have_their_exact_place(tmp_path: Path) -> None:
    found = told(tmp_path, {"honors/2017/green-city.md": HONOR, "honors/2017/green-city.en.md": ENGLISH})
    here = [each for each in found if "green-city" in each.place.path]
    assert [
        (each.place.path[20:], each.place.line, each.mistake.code, under(tmp_path / "content", each)) for each in here
    ] == [
        ("green-city.en.md", 8, "YB451", "8"),
        ("green-city.md", 17, "YB452", "6"),
    ]
    assert here[1].hint() == "“3” is 3 in English; look it up in the source and correct one of the two"
    assert here[0].hint("zh").startswith("中文里应有 8")
    assert not any(each.is_error for each in found)


def test_a_title_is_found_in_the_file_of_its_language(tmp_path: Path) -> None:
    original, english = (
        HONOR.replace("title: 绿化", "title: 三项绿化"),
        ENGLISH.replace("title: ", "title: Four Times "),
    )
    found = told(tmp_path, {"honors/2017/green-city.md": original, "honors/2017/green-city.en.md": english})
    (title,) = [each for each in found if dict(each.words)["printed"] == "三"]
    assert (title.place.path, title.place.line) == ("content/honors/2017/green-city.en.md", 2)
    assert under(tmp_path / "content", title) == "Four"


def test_an_address_in_a_link_is_not_taken_for_the_number(tmp_path: Path) -> None:
    body = HONOR.replace("2017年3月获奖。", "见[该年](year:2017)。另有2017棵。")
    english = ENGLISH.replace(" in March 2017", "")
    found = told(tmp_path, {"honors/2017/green-city.md": body, "honors/2017/green-city.en.md": english})
    (found_year,) = [each for each in found if dict(each.words)["printed"] == "2017"]
    line = lines_of(tmp_path / "content", "honors/2017/green-city.md")[found_year.place.line - 1]
    assert line[found_year.place.column - 1 :].startswith("2017棵")
    assert found_year.hint() == "the English should have 2,017: “见该年。另有2017棵。植树1200个，…”"


@pytest.mark.parametrize(
    ("right", "wrong", "printed", "datum"),
    [
        ("植树1200个", "植树2100个", "2100", "1200个"),
        ("2017年3月获奖。", "投资350万元。", "350万", "35万元"),
        ("2017年3月获奖。", "共花费350万元。", "350万", "35万元"),
        ("2017年3月获奖。", "居全市第三。", "第三", "2"),
        ("2017年3月获奖。", "连续三年。", "三", "2"),
    ],
)
def test_prose_that_contradicts_its_data(tmp_path: Path, right: str, wrong: str, printed: str, datum: str) -> None:
    found = told(tmp_path, {"honors/2017/green-city.md": HONOR.replace(right, wrong)})
    contradictions = [each for each in found if each.mistake.code == "YB454"]
    assert [(under(tmp_path / "content", each), dict(each.words)["datum"]) for each in contradictions] == [
        (printed, datum)
    ]


def test_a_finding_is_accepted_with_a_reason_and_an_idle_acceptance_is_told(tmp_path: Path) -> None:
    accepted = """\
    accepted:
      - {code: YB451, at: "8", because: {zh: 另计。, en: Counted apart.}}
      - {code: YB452, at: 其中3项, because: {zh: 照录。, en: As printed.}}
    notes:
"""
    original = HONOR.replace("    notes:\n", accepted)
    found = told(tmp_path, {"honors/2017/green-city.md": original, "honors/2017/green-city.en.md": ENGLISH})
    assert [(each.mistake.code, dict(each.words).get("at")) for each in found if "green-city" in each.place.path] == [
        ("YB459", "其中3项"),
        ("YB452", None),
    ]


def test_of_very_many_findings_the_first_are_told(tmp_path: Path) -> None:
    body = "".join(f"植树{each}个。" for each in range(1300, 1500))
    found = told(tmp_path, {"honors/2017/green-city.md": HONOR.replace("植树1200个", body)})
    here = [each for each in found if "green-city" in each.place.path]
    assert 90 < len([each for each in here if each.mistake.code != "YB458"]) <= 100  # some are of other checks
    (more,) = [each for each in here if each.mistake.code == "YB458"]
    assert int(str(dict(more.words)["count"])) >= 100


@pytest.mark.parametrize(
    ("text", "language", "other", "expected"),
    [
        ("3216亿元", "zh", "en", "321.6 billion"),
        ("12,000", "en", "zh", "1.2万"),
        ("400亿元以上", "zh", "en", "at least 40 billion"),
        ("about 5", "en", "zh", "约5"),
        ("2016年9月", "zh", "en", "September 2016"),
        ("2016年13月", "zh", "en", "month 13 2016"),
        ("17 February 2017", "en", "zh", "2017年2月17日"),
        ("下半年", "zh", "en", "second half"),
        ("第三", "zh", "en", "no. 3"),
        ("7.5 percentage points", "en", "zh", "7.5个百分点"),
    ],
)
def test_hints_speak_the_other_language(text: str, language: str, other: str, expected: str) -> None:
    (statement,) = numbers_of(text, language)
    assert written_number(statement, other) == expected
    assert statement.value != Decimal(0)
