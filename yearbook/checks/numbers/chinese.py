"""Chinese prose → the numbers that it states, in figures (3216亿元, 1—7月) and in Han (三项, 第一, 两届, 百分之十).

Writing after GB/T 15835-2011. A pattern finds, one short function for each form decides. It takes no account of what
is counted. Left out by rule, because they state no number: 二七 and the like, which are names (_NAMES); 一 and lone
百, 千, 万 unless a measure follows (统一, 百姓, 千方百计).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from yearbook.checks.numbers.statements import Moment, NumberKind, Statement, Value
from yearbook.model.chinese_numbers import MEASURES, Bound

_FIGURES: Mapping[str, int] = MappingProxyType(
    {each: n for n, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
)
_POWERS: Mapping[str, int] = MappingProxyType({"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8})
_LEADING: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("不少于", "不低于", "至少", "最少"), Bound.AT_LEAST)
    | dict.fromkeys(("超过", "突破", "逾", "超", "过", "上"), Bound.OVER)
    | dict.fromkeys(("大约", "接近", "将近", "约", "近"), Bound.ABOUT)
    | dict.fromkeys(("不超过", "不高于", "不到", "不足", "至多", "最多"), Bound.AT_MOST)
)
_TRAILING: Mapping[str, Bound] = MappingProxyType(
    dict.fromkeys(("以上", "及以上"), Bound.AT_LEAST)
    | {"多": Bound.OVER, "以下": Bound.AT_MOST, "以内": Bound.AT_MOST, "左右": Bound.ABOUT, "上下": Bound.ABOUT}
)
_NAMES = (
    "二七|15亩合1公顷|三甲|第一时间|第一书记|[五七八]一(?=劳动|勋章|大道|路|广场|建军)|五四|六一(?=儿童)|三八(?=妇女|红旗)|三农|十字|十分(?!之)|十足|百姓|百货|"
    "百花|百般|百分百|千方百计|千家万户|千禧|万[达科象物一般事家]|成千上万|[三五七八]里[堡店河岗]|四川|三亚|三门峡|九州|四处|"
    "八方|再三|三三两两|零[星散售食]|两[手者]|一二三产|不二|半[岛径]"
)
"""Words with figures in them that state no number."""
_MEASURE = "|".join(sorted((re.escape(each) for each in MEASURES if each), key=len, reverse=True))
_COUNTED = (
    rf"(?:{_MEASURE}|个|位|条|次|批|届|篇|组|名|方|大|城|强|年|亩|倍|成|件|册|岗|策|字|点|步|段|面|层|馆|园|路|河|库|渠|桥|横|"
    "纵|化|好|购|转|落|明|定|学|色|治|星|县|区|街|镇|乡|村|月|周|天|日|小时|分钟|季|省|市|国|代|道|门|口|间|节|轮|班|线|类|"
    "种|项|处|所|家|座|场|套|栋|部|份|支|台|级|期|对|片|块|楼|棵|株|头|只|本|师|生|院|校|站|中|小|号|环|等|边|侧|岸|者|地|车道)"
)
"""What may follow a number in Han for it to count something."""
_STEPS = "期级等环届号次轮批星线档阶品甲楼大中世"
"""After these a number may be a place as well as a count: 二期 is Phase II, 三级 is three levels or level three."""
_LASTING = "届年次度期月天日周轮"
"""Two of these are said in both languages; of other things English says “both”, “the”, or lists them."""
_HAN = "零〇一二两三四五六七八九十百千万亿"
_FIGURE = r"(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?:[ \u2009\u202f]\d{3})+(?!\d)|\d{1,15})(?:\.\d{1,6})?"
_TO = r"(?:[-—–－~～]{1,2}|至|到)"
_MAGNITUDE = "万亿|[十百千]?[万亿]|[十百千](?![分佳强优米克瓦])"
_LEAD = "|".join(
    {
        "约": "(?<![签合节条预公契])约",
        "近": "(?<![附相最临靠邻])近",
        "过": "(?<![通经])过(?=[百千万亿])",
        "上": "(?<![以线网路街])上(?=[百千万亿])",
    }.get(each, each)
    for each in sorted(_LEADING, key=len, reverse=True)
)
_TRAIL = "|".join(sorted(_TRAILING, key=len, reverse=True)).replace("多", "多(?=[，。、；）]|$|月|时间)")
_PATTERN = re.compile(
    rf"(?=[\d{_HAN}第A-Za-z上下前过半双首榜四八九再重翻加不至最超突逾大接将约近])(?:"
    rf"(?P<name>{_NAMES})"
    r"|(?P<label>(?<!\d)\d+(?:\+\d+)+|[A-Za-z]+\d+(?:\.\d+)?[A-Za-z]*|(?<![\d.])\d+(?!(?:km|m|h|kg)(?![A-Za-z]))[A-Za-z]+(?![A-Za-z])|[A-Za-z]+)"
    rf"|(?P<years>(?P<y1>(?:19|20)\d\d)年?{_TO}(?P<y2>(?:19|20)\d\d)(?:年|(?!\d|[.,]\d|{_MEASURE})))"
    r"|(?P<date>(?:(?P<year>(?:18|19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})年)?"
    rf"(?:(?P<m1>\d{{1,2}})月?{_TO})?(?:(?P<month>\d{{1,2}}|十?[一二三四五六七八九十])月"
    rf"(?:份|(?:(?P<d1>\d{{1,2}})日?{_TO})?(?P<day>\d{{1,2}})[日号])?"
    r"|(?P<half>[上下前后]半年)|(?<!前)第?(?P<quarter>[一二三四1234])季度)"
    r"|(?P<only_year>(?:18|19|20)\d\d|[一二][〇零九八][〇零一二三四五六七八九]{2})(?:年(?!代)|(?=[、，。；“””（）—]|$))"
    rf"|(?:(?P<bare_d1>\d{{1,2}})日?{_TO})?(?P<bare_day>\d{{1,2}})日)"
    rf"|(?:(?P<lead>{_LEAD})(?:每(?:平方米|[亩户人个年月天家名]))?)?(?:"
    rf"(?P<percent>(?:(?P<p1>{_FIGURE})[%％]?{_TO})?(?P<p2>{_FIGURE})(?:[%％]|(?P<points>个?百分点)))"
    rf"|(?P<hundredths>百分之(?P<h>[{_HAN}]+))"
    rf"|(?P<tenths>(?P<tenth>[一二两三四五六七八九]|(?<![\d.])[1-9](?:\.\d)?)成(?P<hundredth>[一二三四五六七八九])?(?![立为功员果本绩都分熟效长交套品年]))"
    r"|(?P<plan>(?P<five>十[一二三四])五)"
    rf"|(?P<fraction>(?P<under>[{_HAN}]+)分之(?P<over>[{_HAN}]+)|(?<![\d/])(?P<top_of>\d{{1,2}})/(?P<bottom>[1-9]\d?)(?![\d/]))"
    rf"|(?P<ordinal>第(?P<place>\d{{1,4}}|[{_HAN}]+))"
    rf"|(?P<plain>(?:(?P<low>{_FIGURE})(?P<low_power>{_MAGNITUDE})?(?P<low_measure>{_MEASURE})?{_TO})?(?P<high>{_FIGURE})"
    rf"(?P<more>[余多])?(?P<power>{_MAGNITUDE})?(?P<more_too>[余多])?)"
    rf"|(?P<words>[{_HAN}]+(?P<word_more>[余多](?={_COUNTED}|[万亿]))?(?P<word_power>[万亿])?)"
    r"|(?P<half_of>一半|过半|半数|半(?=年|天|数|价|个))"
    r"|(?P<pair>双(?!方)|翻[一]?番|加倍|重复|重出|再次)"
    r"|(?P<top>首位|榜首|首(?=[次个家批届条席]|$))"
    rf")(?:{_COUNTED}?(?P<trail>{_TRAIL}))?)"
)


def read_chinese(text: str) -> Iterator[Statement]:
    """The statements of a Chinese text, in its order."""
    for match in _PATTERN.finditer(text):
        for name, read in _FORMS:
            if match[name]:
                yield from read(match)
                break


def _label(match: re.Match[str]) -> Iterator[Statement]:
    if any(each.isdigit() for each in match[0]):
        yield Statement(match[0].upper(), NumberKind.LABEL, Bound.EXACT, match.start(), len(match[0]))


def _years(match: re.Match[str]) -> Iterator[Statement]:
    for name in ("y1", "y2"):
        yield _date(match, name, Moment(int(match[name])))


def _date(match: re.Match[str], group: str, moment: Moment) -> Statement:
    start, end = match.span(group)
    return Statement(moment, NumberKind.DATE, Bound.EXACT, start, end - start)


def _dates(match: re.Match[str]) -> Iterator[Statement]:
    year = _year(match["year"] or match["only_year"])
    if match["half"]:
        yield _date(match, "date", Moment(year, part="H1" if match["half"][0] in "上前" else "H2"))
    elif match["quarter"]:
        yield _date(match, "date", Moment(year, part=f"Q{_small(match['quarter'])}"))
    elif match["only_year"]:
        yield _date(match, "date", Moment(year))
    elif match["bare_day"]:
        for name in ("bare_d1", "bare_day"):
            if match[name]:
                yield _date(match, name, Moment(day=int(match[name])))
    else:
        yield from _months(match, year)


def _months(match: re.Match[str], year: int | None) -> Iterator[Statement]:
    month = _small(match["month"])
    if match["m1"]:
        yield _date(match, "m1", Moment(year, int(match["m1"])))
    if match["d1"]:
        yield _date(match, "d1", Moment(year, month, int(match["d1"])))
    yield _date(match, "date", Moment(year, month, int(match["day"]) if match["day"] else None))


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    return int(text) if text.isdigit() and text.isascii() else int("".join(str(_FIGURES[each]) for each in text))


def _small(text: str) -> int:
    return int(text) if text.isascii() else int(_whole(text) or 0)


def _percent(match: re.Match[str]) -> Iterator[Statement]:
    kind = NumberKind.POINTS if match["points"] else NumberKind.PERCENT
    for name in ("p1", "p2"):
        if match[name]:
            start, end = match.start(name), match.end("percent")
            bound = _bound(match, end) if name == "p2" else Bound.EXACT
            yield Statement(
                _decimal(match[name]), kind, bound, start, (match.end(name) if name == "p1" else end) - start
            )


def _hundredths(match: re.Match[str]) -> Iterator[Statement]:
    value = _whole(match["h"])
    if value is not None:
        yield _made(match, "hundredths", value, NumberKind.PERCENT)


def _fraction(match: re.Match[str]) -> Iterator[Statement]:
    if match["bottom"]:
        under, over = Decimal(match["bottom"]), Decimal(match["top_of"])
    else:
        under, over = _whole(match["under"]) or Decimal(0), _whole(match["over"]) or Decimal(0)
    if under and over:
        yield _made(match, "fraction", over / under, NumberKind.NUMBER)


def _tenths(match: re.Match[str]) -> Iterator[Statement]:
    tenth = match["tenth"]
    value = Decimal(tenth) if tenth.isascii() else Decimal(_FIGURES[tenth])
    yield _made(match, "tenths", value * 10 + _FIGURES.get(match["hundredth"], 0), NumberKind.PERCENT)


def _five_year_plan(match: re.Match[str]) -> Iterator[Statement]:
    """十三五: the 13th Five-Year Plan."""
    yield _made(match, "five", _whole(match["five"]) or Decimal(0), NumberKind.ORDINAL)
    yield _made(match, "plan", Decimal(5), NumberKind.NUMBER, firm=False)


def _ordinal(match: re.Match[str]) -> Iterator[Statement]:
    place = match["place"]
    value = Decimal(place) if place.isascii() else _whole(place)
    if value is not None:
        kind = _kind(match, "ordinal", NumberKind.ORDINAL)
        yield _made(match, "ordinal", value, kind, firm=match.string[match.end("ordinal") :][:1] != "方")


def _plain(match: re.Match[str]) -> Iterator[Statement]:
    power = _power(match["power"])
    kind = _kind(match, "plain", NumberKind.NUMBER)
    if match["low"]:
        own = _power(match["low_power"]) if match["low_power"] or match["low_measure"] else power
        start, end = match.span("low")
        yield Statement(_decimal(match["low"]).scaleb(own), kind, Bound.EXACT, start, end - start)
    value = _decimal(match["high"]).scaleb(power)
    round_the_clock = value == 24 and match.string.startswith("小时", match.end("plain"))
    yield _made(match, "plain", value, kind, firm=value > 1 and not round_the_clock, first="high")


def _words(match: re.Match[str]) -> Iterator[Statement]:
    """Han figures; those of uncertain meaning (三五, 一二三) state nothing."""
    text, following = match["words"], match.string[match.end("words") :][:2]
    if match["word_more"]:
        text = text.replace(match["word_more"], "")
    if match.string[max(0, match.start("words") - 1) : match.start("words")] in tuple("数几成"):
        return
    counts = re.match(_COUNTED, following) is not None
    value = _whole(text)
    among = _AMONG_THE_FIRST.search(match.string[max(0, match.start("words") - 2) : match.start("words")]) is not None
    if value is None or (len(text) == 1 and text in "零〇一百千万亿十" and not counts and not among):
        return
    firm = counts or among if value > 2 else value == 2 and following[:1] in tuple(_LASTING)
    firm = (
        firm
        and following[:1] != "字"
        and not (text in tuple("百千万亿") and following[:1] != "元")
        and not _sums_up(match, value)
    )
    kind = _kind(match, "words", NumberKind.NUMBER if counts or len(text) > 1 else NumberKind.STEP)
    yield _made(match, "words", value, kind, firm=firm or len(text) > 1)


_AMONG_THE_FIRST = re.compile("(?<![目之以提此年日月])前$")
"""前三, 前十: a place among so many, with no measure after it."""


def _kind(match: re.Match[str], group: str, usual: NumberKind) -> NumberKind:
    following = match.string[match.end(group) : match.end(group) + 2]
    return NumberKind.STEP if following[:1] in tuple(_STEPS) or following == "周年" else usual


_LIST = re.compile(r"[^，。；：！？（）“”]*$")


def _sums_up(match: re.Match[str], value: Decimal) -> bool:
    """Whether a figure counts the list that it closes, which English needs not repeat: 尘、煤、排、企四项."""
    listed = _LIST.search(match.string, max(0, match.start("words") - 60), match.start("words"))
    words = listed[0] if listed else ""
    marks = words.count("、")
    return value > 1 and value - 1 in (marks, marks + len(re.findall("[和及与]", words)))


def _half(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "half_of", Decimal("0.5"), NumberKind.NUMBER, firm=False)


def _pair(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "pair", Decimal(2), NumberKind.NUMBER, firm=False)


def _top(match: re.Match[str]) -> Iterator[Statement]:
    yield _made(match, "top", Decimal(1), NumberKind.ORDINAL, firm=match["top"] == "首位")


def _made(
    match: re.Match[str], group: str, value: Value, kind: NumberKind, *, firm: bool = True, first: str = ""
) -> Statement:
    start, end = match.start(first or group), match.end(group)
    return Statement(value, kind, _bound(match, end), start, end - start, firm)


def _bound(match: re.Match[str], end: int) -> Bound:
    if match.string.startswith("环", end):
        return Bound.EXACT  # 四环以内 is a place
    more = match["more"] or match["more_too"] or match["word_more"]
    if match["lead"] and not (match["lead"] in "近上" and match.string[end : end + 1] in tuple("年月天日届")):
        return _LEADING[match["lead"]]
    if more:
        return Bound.OVER
    return _TRAILING[match["trail"]] if match["trail"] else Bound.EXACT


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Iterator[Statement]]], ...] = (
    ("label", _label),
    ("years", _years),
    ("date", _dates),
    ("percent", _percent),
    ("hundredths", _hundredths),
    ("tenths", _tenths),
    ("plan", _five_year_plan),
    ("fraction", _fraction),
    ("ordinal", _ordinal),
    ("plain", _plain),
    ("words", _words),
    ("half_of", _half),
    ("pair", _pair),
    ("top", _top),
)


def _decimal(figures: str) -> Decimal:
    return Decimal(re.sub("[, \u2009\u202f]", "", figures))


def _power(magnitude: str | None) -> int:
    return sum(_POWERS[each] for each in magnitude or "")


def _whole(text: str) -> Decimal | None:
    """A whole number in Han figures: 三百二十 → 320, 十二 → 12, 两万 → 20000; None for 三五, 一二三 and other rows."""
    total = section = figure = 0
    last = ""
    for each in text:
        if each in _FIGURES:
            if last in _FIGURES and last and last not in "零〇":
                return None
            figure = _FIGURES[each]
        elif _POWERS[each] < 4:
            section += (figure or 1) * 10 ** _POWERS[each]
            figure = 0
        else:
            total = (total + section + figure or 1) * 10 ** _POWERS[each]
            section = figure = 0
        last = each
    return Decimal(total + section + figure)
