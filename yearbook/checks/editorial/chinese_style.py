"""Check Chinese texts against the house style: punctuation, spaces, numbers, words of time, praise.

After GB/T 15834-2011 (punctuation), GB/T 15835-2011 (numbers) and the yearbook's own rules (content/README.md). Text in
quotation marks is quoted as printed and is not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.checks.editorial.word_matching import without_quotations
from yearbook.checks.findings import Finding, finding_in
from yearbook.checks.record_texts import TextSide
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.messages import message
from yearbook.model.chinese_numbers import HAN_DIGIT

HALF_WIDTH = DiagnosticKind(
    "YB460", "“{printed}” is a half-width mark in Chinese text", hint="write {kept}", severity=Severity.WARNING
)
SPACE = DiagnosticKind(
    "YB461",
    "there is a space beside a Chinese character: “{printed}”",
    hint="take it out; pages and books set the distance themselves",
    severity=Severity.WARNING,
)
_RELATIVE = DiagnosticKind(
    "YB462",
    "“{printed}” means something else to those who read it later or elsewhere",
    hint="write the year, or the name of the place",
    severity=Severity.WARNING,
)
NUMBER = DiagnosticKind(
    "YB465", "“{printed}” is not how a number is written in Chinese text", hint="{advice}", severity=Severity.WARNING
)
MARK = DiagnosticKind(
    "YB466",
    "“{printed}” is not a mark of Chinese punctuation, or stands where it cannot",
    hint="{advice}",
    severity=Severity.WARNING,
)
_PRAISE = DiagnosticKind(
    "YB467",
    "“{printed}” is praise in the yearbook's own voice",
    hint="say what was done and with what result; quote who praised it",
    severity=Severity.WARNING,
)

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff□"
_WIDE = rf"{_HAN}“”‘’《》（）、，。；：！？"
_FULL = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）", ".": "。"}
_BEGINNINGS = (
    ",;:!?().\"' \u3000，。；：、！？…—\\-０-９％．0-9"
    "〇○零一二三四五六七八九去今明前我本近日大约超突逾喜荣硕再谱新砥辉成显令有遥圆可"
)
"""What any slip begins with: the pattern is tried at no other character, and most are others."""
_ABOUT = "大约|约|近"
_OVER = "超过|突破|逾"
_SLIPS = rf"""
    (?P<half> (?<=[{_WIDE}])[,;:!?()] | [,;:!?()](?=[{_WIDE}]) | (?<=[{_HAN}])\.(?=$|[\s{_HAN}]) )
    | (?P<space> (?<=[{_WIDE}])[ \u3000]+(?=\S) | (?<=\S)[ \u3000]+(?=[{_WIDE}]) )
    | (?P<relative>
        (?<!过)去年(?!均) | (?<![当现如])今年(?![轻均]) | (?<![说清文表证])明年(?![份均])
        | (?<![此目之以])前年(?![均度])
        | 我[区市省县] | (?<![基资样原根])本[市省县](?!场) | (?<![基资样原根])本区(?!域) | (?<!最)近日(?!均)
        | (?<![\d今明昨一二三四五六七八九十])日前
    )
    | (?P<width> [０-９％．]+ )
    | (?P<comma> (?<![\d,.])\d{{1,3}}(?:,\d{{3}})+(?!\d) )
    | (?P<range> (?<![A-Za-z\d.+/-])\d+(?:\.\d+)?[万亿%年月日]{{0,2}} [-–~] \d+(?:\.\d+)?(?=[{_HAN}%]) )
    | (?P<mixed> (?<![\d.])\d+(?:\.\d+)?[十百千](?![瓦米克分佳强优万亿]) | (?:○|{HAN_DIGIT}){{4}}年 )
    | (?P<twice>
        (?:{_ABOUT})[\d.]+[^\s，。；、]{{0,6}}?(?:左右|上下) | (?:{_OVER})[\d.]+[^\s，。；、]{{0,6}}?以上
    )
    | (?P<straight> ["'] )
    | (?P<dots> \.{{2,}} | 。{{2,}} | (?<!…)…(?!…) )
    | (?P<dash> (?<=[{_HAN}]) (?: —(?!—)(?<!——) | --? ) (?=[{_HAN}]) )
    | (?P<doubled> [，。；：、！？][，。；：、！？]+ )
    | (?P<shout> ！ )
    | (?P<praise>
        喜获 | 荣膺 | 硕果累累 | 再创佳绩 | 谱写 | 新篇章 | 砥砺前行 | 辉煌 | 成效显著 | 显著成效 | 令人瞩目 | 有目共睹
        | 再上新台阶 | 遥遥领先 | 一张靓丽名片 | 圆满完成 | 可喜
    )
"""
_PATTERN = re.compile(rf"(?=[{_BEGINNINGS}])(?:{_SLIPS})", re.VERBOSE)
_ADVICE = {
    "width": message("figures are typed half-width: 3216"),
    "comma": message("without commas: 19466, or 1.9万"),
    "range": message("a range has 至, — or ～: 2014—2016年, 300～320万"),
    "mixed": message("in figures throughout, with 万 or 亿 alone: 4500, 2016年"),
    "twice": message("limit it once: 约500, 500左右 or 500以上"),
    "straight": message("use “ ” and ‘ ’"),
    "dots": message("the ellipsis is ……"),
    "dash": message("the dash is ——"),
    "doubled": message("keep one of them"),
    "shout": message("a yearbook states, it does not exclaim"),
    "open": message("the other of the pair is missing"),
}
_PLAIN = {"relative": _RELATIVE, "praise": _PRAISE}
_PAIRS = (("“", "”"), ("‘", "’"), ("（", "）"), ("《", "》"), ("【", "】"))


def check_chinese(side: TextSide) -> Iterator[Finding]:
    """Yield where a Chinese text leaves the house style."""
    text = without_quotations(side.text)
    for match in _PATTERN.finditer(text):
        yield _slip(side, match)
    for opening, closing in _PAIRS:
        if text.count(opening) != text.count(closing):
            start = _unpaired(text, opening, closing)
            printed = text[start]
            yield finding_in(side, (start, start + 1), MARK, at=printed, printed=printed, advice=_ADVICE["open"])


def _slip(side: TextSide, match: re.Match[str]) -> Finding:
    name, printed = str(match.lastgroup), match[0]
    if name == "half":
        return finding_in(side, match.span(), HALF_WIDTH, at=printed, printed=printed, kept=_FULL[printed])
    if name == "space":
        around = side.text[max(0, match.start() - 2) : match.end() + 2]
        return finding_in(side, match.span(), SPACE, at=around, printed=around)
    if name in _PLAIN:
        return finding_in(side, match.span(), _PLAIN[name], at=printed, printed=printed)
    mistake = NUMBER if name in ("width", "comma", "range", "mixed", "twice") else MARK
    return finding_in(side, match.span(), mistake, at=printed, printed=printed, advice=_ADVICE[name])


def _unpaired(text: str, opening: str, closing: str) -> int:
    """Return the offset of the first mark of a pair that has no counterpart."""
    waiting: list[int] = []
    for offset, character in enumerate(text):
        if character == opening:
            waiting.append(offset)
        elif character == closing:
            if not waiting:
                return offset
            waiting.pop()
    return waiting[0]
