"""Read the numbers that a Chinese text states: in figures (3216亿元, 1—7月) or in Han characters (三项, 第一).

The pattern finds a number, and one short function for each of its forms decides what it states, whatever is counted.
Words with digits in them that state no number (百姓, 千方百计, 三农) are left out; so are 一 and lone 百, 千 and 万
unless a measure follows (统一). Names of places with digits in them are the business of `names`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial
from types import MappingProxyType

from yearbook.checks.numbers.statements import ROMAN_NUMERALS, Moment, NumberKind, Statement, Value
from yearbook.model.chinese_numbers import (
    ABOUT_A_YEAR,
    DAY,
    GROUPED_FIGURE,
    HAN_DIGIT,
    HAN_DIGITS,
    HAN_NUMBER,
    HAN_YEAR,
    MONTH,
    MORE,
    PERCENT_SIGN,
    POWERS,
    QUALIFIERS_AFTER,
    QUALIFIERS_BEFORE,
    TO_IN_TEXT,
    YEAR_FIGURES,
    Bound,
    any_of,
    figure,
    han_number,
    magnitude,
    whole_number,
    year_number,
)
from yearbook.model.measures import Measures, measures_with

_HAN = "".join((*HAN_DIGITS, *POWERS))
_UNITS = (
    "位 方 大 城 强 倍 成 册 岗 策 字 点 步 段 面 层 馆 园 路 河 库 渠 桥 横 纵 化 好 购 转 落 明 定 学 色 治 星 "
    "县 区 街 镇 乡 月 周 日 小时 分钟 季 省 市 国 代 道 门 口 间 节 轮 班 线 楼 棵 株 头 只 师 生 院 校 站 中 小 "
    "号 环 等 边 侧 岸 者 地 车道"
)
_MEASURE, _COUNTED, _SYMBOL = "<measure>", "<counted>", "<symbol>"
"""Stand in the patterns for any measure of the yearbook, for what may follow a number in Han characters so that it
counts something, and for measures in Latin letters.
"""
_NO_COUNTS = frozenset("里度分角两斤尺寸丈顷担伏安帕牛赫焦瓦克升转番")
"""Measures that after Han characters are as often part of a word or a name: 十里铺, 三方, 一度, 七分."""
_STEPS = "期级等环届号次轮批星线档阶品甲楼大中世路街巷院厂"
"""After these a number may be a place as well as a count: 二期 is Phase II, 三级 is three levels or level three."""
_LASTING = "届年次度期月天日周轮"
"""Two of these are said in both languages; of other things English says “both”, “the”, or lists them."""

_IDIOM = """
    三甲 | 三农 | 四川 | 三亚 | 三门峡 | 九州 | 四处 | 八方 | 再三 | 三三两两 | 不二 | 一二三产
    | 第一时间 | 第一书记 | [五七八]一(?=劳动|勋章|大道|路|广场|建军) | 五四 | 六一(?=儿童) | 三八(?=妇女|红旗)
    | 十字 | 十分(?!之) | 十足 | 百姓 | 百货 | 百花 | 百般 | 百分百 | 千方百计 | 千家万户 | 千禧 | 成千上万
    | 万[达科象物一般事家] | 零[星散售食] | 两[手者] | 半[岛径]
    | 五台(?=[山县]) | 三台(?=县) | 六盘(?=[水山]) | 七台(?=河) | 五道口 | 七星(?=[关岩湖]) | 三星(?=堆)
    | [三五]河(?=[市县]) | 千岛湖 | 千山 | 百色 | 万[州宁]
"""
"""Words with digits in them that state no number."""
_HOLIDAY = "(?:[五六七八十]一|三八|五四)(?=前夕|前后|期间|来临|之际|假期|长假|黄金周|节)"
"""Days that are called by their month and day: 七一 is 1 July."""
_IN_NAME = re.compile(r"""
    (?<=[经纬]) [十一二三四五六七八九]+ (?=[路街道巷]|大[道街])
    | (?<=[\u4e00-\u9fff]) (?<![了共等这那各的达有约近修建设通造成条开辟改和与及])
      [十一二三四五六七八九]+ (?=马?路|大?街|[巷弄]|胡同)
    | (?<=[\u4e00-\u9fff、]) (?<![了共等这那各的达有约近所建设通造成改辟第])
      [十一二三四五六七八九]+ (?=(?:中|小|幼|高中|中学|小学)(?:[、，。；）和与及\s]|$))
    | [十一二三四五六七八九]+ (?=里[河铺店堡屯庄桥沟岗墩营台村])
""", re.VERBOSE)  # fmt: skip
"""Numbers in names of roads and places, which English spells by their sound, or has too: 经三路, 纬五路, 十八里河."""
_NAMED_BY_PLACE = re.compile(r"""
    (?:初级|高级|实验|职业|技工|中等|完全|人民|中医|附属|工程|建筑|建设|市政|机关|民族|外国语)*
    (?:中学|小学|高中|初中|学校|幼儿园|医院|卫生院|社区|福利院|看守所|水厂|电厂|工程局|分局|公司|项目部|分公司|大街|大道|马路)
""", re.VERBOSE)  # fmt: skip
"""What bodies and roads are that are called by a number: 第一中学, 第三人民医院; English may say it by another name."""
_LABEL = rf"""
    (?<!\d)\d+(?:\+\d+)+
    | [A-Za-z]+\d+(?:\.\d+)?[A-Za-z]*
    | (?<![\d.])\d+(?!(?:{_SYMBOL})(?![A-Za-z]))[A-Za-z]+(?![A-Za-z])
    | [A-Za-z]+
"""
_ROMAN = "[Ⅰ-Ⅻ] | (?<![A-Za-z])[IVX]+(?=[类级期型等])"
_YEARS = rf"(?P<y1>{YEAR_FIGURES})年? {TO_IN_TEXT} (?P<y2>{YEAR_FIGURES}) (?: 年 | (?!\d|[.,]\d|{_MEASURE}) )"
_DATE = rf"""
    (?: (?P<year>{YEAR_FIGURES}|{HAN_YEAR})年 )?
    (?: (?P<m1>{MONTH})月? {TO_IN_TEXT} )?
    (?:
        (?P<month> {MONTH} | 十?[一二三四五六七八九十] )月
        (?: 份 | (?: (?P<d1>{DAY})日? {TO_IN_TEXT} )? (?P<day>{DAY})[日号] )?
        | (?P<half>[上下前后]半年)
        | (?<!前)第?(?P<quarter>[一二三四1234])季度
    )
    | (?P<only_year>{YEAR_FIGURES}|{HAN_YEAR}) (?: 年(?!代) | (?=[，、。；“””（）—]|$) )
    | (?: (?P<bare_d1>{DAY})日? {TO_IN_TEXT} )? (?P<bare_day>{DAY})日
"""
_PLACE = rf"(?P<plan> (?P<five>十[一二三四])五 ) | (?P<ordinal> 第(?P<place>\d{{1,4}}|{HAN_NUMBER}) )"
_SHARE = rf"""
    (?P<percent>
        (?: (?P<p1>{GROUPED_FIGURE}){PERCENT_SIGN}? {TO_IN_TEXT} )?
        (?P<p2>{GROUPED_FIGURE}) (?: {PERCENT_SIGN} | (?P<points>个?百分点) )
    )
    | (?P<hundredths> 百分之(?P<h>{HAN_NUMBER}) )
    | (?P<tenths>
        (?P<tenth> [一二两三四五六七八九] | (?<![\d.])[1-9](?:\.\d)? )成(?P<hundredth>[一二三四五六七八九])?
        (?![立为功员果本绩都分熟效长交套品年])
    )
    | (?P<fraction>
        (?P<under>{HAN_NUMBER})分之(?P<over>{HAN_NUMBER})
        | (?<![\d/])(?P<top_of>\d{{1,2}})/(?P<bottom>[1-9]\d?)(?![\d/])
    )
"""
_MAGNITUDE = "万亿|[十百千]?[万亿]|[十百千](?![分佳强优米克瓦伏焦卡赫帕牛乏升])"
_COUNT = rf"""
    (?P<plain>
        (?: (?P<low>{GROUPED_FIGURE}) (?P<low_power>{_MAGNITUDE})? (?P<low_measure>{_MEASURE})? {TO_IN_TEXT} )?
        (?P<high>{GROUPED_FIGURE}) (?P<more>{MORE})? (?P<power>{_MAGNITUDE})? (?P<more_too>{MORE})?
    )
    | (?P<words>
        {HAN_NUMBER} (?P<word_more>{MORE}(?={_COUNTED}|[万亿]))? (?P<word_power>[万亿])?
        (?P<counts>(?={_COUNTED}))?
    )
"""
_OTHER = """
    (?P<half_of> 一半 | 过半 | 半数 | 半(?=年|天|数|价|个) )
    | (?P<pair> 双(?!方) | 翻[一]?番 | 加倍 | 重复 | 重出 | 再次 )
    | (?P<top> 首位 | 榜首 | 首(?=[次个家批届条席]|$) )
"""
_IN_PROSE = {
    "约": "(?<![签合节条预公契])约",
    "近": "(?<![附相最临靠邻])近",
    "过": "(?<![通经])过(?=[百千万亿])",
    "上": "(?<![以线网路街])上(?=[百千万亿])",
    "多": "多(?=[，。、；）]|$|月|时间)",
}
"""Qualifiers that in prose may be part of another word, with what must not be beside them."""


def _qualifier(words: Mapping[str, Bound]) -> str:
    return "|".join(_IN_PROSE.get(each, each) for each in sorted(words, key=len, reverse=True))


_NUMBER = rf"""
    (?=[\d{_HAN}第A-ZⅠ-Ⅻa-z上下前过半双首榜再重翻加不至最超突逾大接将约近])
    (?:
        (?P<holiday> {_HOLIDAY} ) | (?P<name> {_IDIOM} ) | (?P<roman> {_ROMAN} ) | (?P<label> {_LABEL} )
        | (?P<years> {_YEARS} ) | (?P<date> {_DATE} )
        | (?: (?!{ABOUT_A_YEAR}) (?P<lead>{_qualifier(QUALIFIERS_BEFORE)}) (?:每(?:平方米|[亩户人个年月天家名]))? )?
          (?: {_PLACE} | {_SHARE} | {_COUNT} | {_OTHER} )
          (?: (?:{_COUNTED})? (?P<trail>{_qualifier(QUALIFIERS_AFTER)}) )?
    )
    """


@lru_cache(maxsize=64)
def _pattern(measures: Measures) -> re.Pattern[str]:
    counted = any_of({*measures.printed, *_UNITS.split()} - _NO_COUNTS)
    symbols = any_of(each for each in measures.printed if re.fullmatch("[A-Za-z]+", each))
    parts = {_MEASURE: measures.pattern, _COUNTED: counted, _SYMBOL: symbols}
    return re.compile(re.sub("|".join(parts), lambda match: parts[match[0]], _NUMBER), re.VERBOSE)


def read_chinese(text: str, measures: Measures | None = None) -> Iterator[Statement]:
    """Yield the statements of a Chinese text, in its order.

    `measures`: those of the yearbook, by default the shipped ones.
    """
    for match in _pattern(measures or measures_with()).finditer(text):
        for name, read in _FORMS.items():
            if match[name]:
                yield from read(match)
                break


def _label(match: re.Match[str]) -> Iterator[Statement]:
    if any(each.isdigit() for each in match[0]):
        yield Statement(match[0].upper(), NumberKind.LABEL, Bound.EXACT, start=match.start(), length=len(match[0]))


def _roman(match: re.Match[str]) -> Iterator[Statement]:
    value = ROMAN_NUMERALS.get(unicodedata.normalize("NFKC", match["roman"]))
    if value:
        yield _made(match, "roman", Decimal(value), NumberKind.STEP)


def _years(match: re.Match[str]) -> Iterator[Statement]:
    for name in ("y1", "y2"):
        yield _date(match, name, Moment(int(match[name])))


def _date(match: re.Match[str], group: str, moment: Moment) -> Statement:
    start, end = match.span(group)
    return Statement(moment, NumberKind.DATE, Bound.EXACT, start=start, length=end - start)


def _dates(match: re.Match[str]) -> Iterator[Statement]:
    printed = match["year"] or match["only_year"]
    year = year_number(printed) if printed else None
    if match["half"]:
        yield _date(match, "date", Moment(year, part="H1" if match["half"][0] in "上前" else "H2"))
    elif match["quarter"]:
        yield _date(match, "date", Moment(year, part=f"Q{whole_number(match['quarter'])}"))
    elif match["only_year"]:
        yield _date(match, "date", Moment(year))
    elif match["bare_day"]:
        for name in ("bare_d1", "bare_day"):
            if match[name]:
                yield _date(match, name, Moment(day=int(match[name])))
    else:
        yield from _months(match, year)


def _holiday(match: re.Match[str]) -> Iterator[Statement]:
    month, day = (HAN_DIGITS.get(each, 10) for each in match["holiday"])
    start, end = match.span("holiday")
    yield Statement(Moment(None, month, day), NumberKind.DATE, Bound.EXACT, start=start, length=end - start, firm=False)


def _months(match: re.Match[str], year: int | None) -> Iterator[Statement]:
    month = whole_number(match["month"])
    if match["m1"]:
        yield _date(match, "m1", Moment(year, int(match["m1"])))
    if match["d1"]:
        yield _date(match, "d1", Moment(year, month, int(match["d1"])))
    yield _date(match, "date", Moment(year, month, int(match["day"]) if match["day"] else None))


def _percent(match: re.Match[str]) -> Iterator[Statement]:
    kind = NumberKind.POINTS if match["points"] else NumberKind.PERCENT
    if match["p1"]:
        start, end = match.span("p1")
        yield Statement(figure(match["p1"]), kind, Bound.EXACT, start=start, length=end - start)
    yield _made(match, "percent", figure(match["p2"]), kind, first="p2")


def _hundredths(match: re.Match[str]) -> Iterator[Statement]:
    value = han_number(match["h"])
    if value is not None:
        yield _made(match, "hundredths", Decimal(value), NumberKind.PERCENT)


def _fraction(match: re.Match[str]) -> Iterator[Statement]:
    under = whole_number(match["bottom"] or match["under"])
    over = whole_number(match["top_of"] or match["over"])
    if under and over:
        yield _made(match, "fraction", Decimal(over) / under, NumberKind.NUMBER)


def _tenths(match: re.Match[str]) -> Iterator[Statement]:
    tenth, hundredth = match["tenth"], match["hundredth"]
    value = Decimal(HAN_DIGITS.get(tenth, tenth)) * 10
    yield _made(match, "tenths", value + (HAN_DIGITS[hundredth] if hundredth else 0), NumberKind.PERCENT)


def _five_year_plan(match: re.Match[str]) -> Iterator[Statement]:
    """Yield the statements of 十三五, the 13th Five-Year Plan."""
    yield _made(match, "five", Decimal(han_number(match["five"]) or 0), NumberKind.ORDINAL)
    yield _made(match, "plan", Decimal(5), NumberKind.NUMBER, firm=False)


def _ordinal(match: re.Match[str]) -> Iterator[Statement]:
    value = whole_number(match["place"])
    if value is not None:
        kind = _kind(match, "ordinal", NumberKind.ORDINAL)
        end = match.end("ordinal")
        firm = not match.string.startswith("方", end) and not _NAMED_BY_PLACE.match(match.string, end)
        yield _made(match, "ordinal", Decimal(value), kind, firm=firm)


def _plain(match: re.Match[str]) -> Iterator[Statement]:
    power = magnitude(match["power"] or "")
    kind = _kind(match, "plain", NumberKind.NUMBER)
    if match["low"]:
        own = magnitude(match["low_power"] or "") if match["low_power"] or match["low_measure"] else power
        start, end = match.span("low")
        yield Statement(figure(match["low"]).scaleb(own), kind, Bound.EXACT, start=start, length=end - start)
    value = figure(match["high"]).scaleb(power)
    round_the_clock = value == 24 and match.string.startswith("小时", match.end("plain"))
    yield _made(match, "plain", value, kind, firm=value > 1 and not round_the_clock, first="high")


def _words(match: re.Match[str]) -> Iterator[Statement]:
    """Yield what Han characters state: nothing where their meaning is uncertain (三五, 数十) or nothing is counted."""
    text = match["words"]
    if match["word_more"]:
        text = text.replace(match["word_more"], "")
    before = match.string[max(0, match.start("words") - 2) : match.start("words")]
    value = han_number(text)
    if value is None and _DIGIT_BY_DIGIT.fullmatch(text):  # 三五〇厂, 三〇一医院
        yield _made(match, "words", Decimal(year_number(text)), NumberKind.STEP, firm=False)
    if value is None or before[-1:] in tuple("数几成"):
        return
    counts = match["counts"] is not None
    among = _AMONG_THE_FIRST.search(before) is not None
    if len(text) == 1 and text in "零〇一百千万亿十" and not counts and not among:
        return
    kind = _kind(match, "words", NumberKind.NUMBER if counts or len(text) > 1 else NumberKind.STEP)
    in_name = _IN_NAME.match(match.string, match.start("words"))
    firm = not in_name and (len(text) > 1 or _is_firm(match, text, value, counts=counts or among))
    yield _made(match, "words", Decimal(value), kind, firm=firm)


def _is_firm(match: re.Match[str], text: str, value: int, *, counts: bool) -> bool:
    """Return whether a number of one character must be in the other language too."""
    following = match.string[match.end("words") :][:1]
    if value < 2 or following == "字" or _sums_up(match, value):
        return False
    if value == 2:
        return following in tuple(_LASTING)
    return counts and (text not in tuple("百千万亿") or following == "元")


_DIGIT_BY_DIGIT = re.compile(f"{HAN_DIGIT}{{3,}}")
_AMONG_THE_FIRST = re.compile("(?<![目之以提此年日月])前$")
"""前三, 前十: a place among so many, with no measure after it."""


def _kind(match: re.Match[str], group: str, usual: NumberKind) -> NumberKind:
    following = match.string[match.end(group) : match.end(group) + 2]
    return NumberKind.STEP if following[:1] in tuple(_STEPS) or following == "周年" else usual


_LIST = re.compile(r"[^，。；：！？（）“”]*$")


def _sums_up(match: re.Match[str], value: int) -> bool:
    """Return whether a number counts the list that it closes, which English need not repeat: 尘、煤、排、企四项."""
    listed = _LIST.search(match.string, max(0, match.start("words") - 60), match.start("words"))
    words = listed[0] if listed else ""
    marks = words.count("、")
    return value > 1 and value - 1 in (marks, marks + len(re.findall("[和及与]", words)))


def _fixed(group: str, value: str, match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, group, Decimal(value), NumberKind.NUMBER, firm=False)


def _top(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "top", Decimal(1), NumberKind.ORDINAL, firm=match["top"] == "首位")


def _made(
    match: re.Match[str], group: str, value: Value, kind: NumberKind, *, firm: bool = True, first: str = ""
) -> Statement:
    start, end = match.start(first or group), match.end(group)
    return Statement(value, kind, _bound(match, end), start=start, length=end - start, firm=firm)


def _bound(match: re.Match[str], end: int) -> Bound:
    if match.string.startswith("环", end):
        return Bound.EXACT  # 四环以内 is a place
    lead = match["lead"]
    if lead and not (lead in "近上" and match.string[end : end + 1] in tuple("年月天日届")):
        return QUALIFIERS_BEFORE[lead]
    if match["more"] or match["more_too"] or match["word_more"]:
        return Bound.OVER
    return QUALIFIERS_AFTER[match["trail"]] if match["trail"] else Bound.EXACT


_FORMS: Mapping[str, Callable[[re.Match[str]], Iterator[Statement]]] = MappingProxyType(
    {
        "holiday": _holiday,
        "roman": _roman,
        "label": _label,
        "years": _years,
        "date": _dates,
        "percent": _percent,
        "hundredths": _hundredths,
        "tenths": _tenths,
        "plan": _five_year_plan,
        "fraction": _fraction,
        "ordinal": _ordinal,
        "plain": _plain,
        "words": _words,
        "half_of": partial(_fixed, "half_of", "0.5"),
        "pair": partial(_fixed, "pair", "2"),
        "top": _top,
    }
)
