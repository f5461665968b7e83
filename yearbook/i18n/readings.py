"""Parse pinyin as editors type it; names whose usual reading the dictionary lacks."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from yearbook.i18n import pinyin

Syllable = tuple[str, bool, int]
"""(letters with u for ü, whether u stands for ü, tone): tones 1 to 4, 5 for the neutral one, 0 where it is
not known.
"""

READINGS: dict[str, str] = {
    "佛岗": "fo2 gang3",
    "商都": "shang1 du1",
    "朝阳": "chao2 yang2",
    "长椿": "chang2 chun1",
    "长效": "chang2 xiao4",
    "长航": "chang2 hang2",
    "长垣": "chang2 yuan2",
    "长葛": "chang2 ge3",
    "漯河": "luo4 he2",
    "浚县": "xun4 xian4",
    "单县": "shan4 xian4",
    "支行": "zhi1 hang2",
    "重塑": "chong2 su4",
    "多重": "duo1 chong2",
    "还款": "huan2 kuan3",
}
"""Place names of Henan and words of official titles that pypinyin 0.55 reads otherwise. A record's own
`pinyin` goes first.
"""

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
_FINALS = (
    "a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo v ve"
)
_SYLLABLE = re.compile(
    rf"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINALS.replace(' ', '|')})|a|ai|an|ang|ao|e|ei|en|eng|er|o|ou"
)
"""A little wider than Mandarin: the number of characters tells which division of the letters is meant."""
_LONGEST = 6


def read_syllables(reading: str, han: str) -> tuple[Syllable, ...]:
    """The pinyin of the Han characters, one syllable for each; empty where it does not divide into so many.

    Tones are marks (`cháng`), figures (`chang2`) or missing: then they are those that the dictionary has
    for the character read so. Words may be joined (`Chángjiāng Xīlù`).
    """
    letters, tones, breaks = _spelled(reading)
    ends = _division(letters, breaks, len(han))
    found: list[Syllable] = []
    start = 0
    for end, character in zip(ends, han, strict=False):
        spelled = letters[start:end]
        tone = max(tones[start:end]) or _usual_tone(character, spelled)
        found.append((spelled.replace("v", "u"), "v" in spelled, tone))
        start = end
    return tuple(found)


def _spelled(reading: str) -> tuple[str, list[int], frozenset[int]]:
    """The letters (v for ü), the tone marked on each (0 for none), and where a syllable must end."""
    letters: list[str] = []
    tones: list[int] = []
    breaks: set[int] = set()
    for each in unicodedata.normalize("NFD", reading.casefold()):
        if each == "\u0308" and letters:
            letters[-1] = "v"
        elif each in _TONES and tones:
            tones[-1] = _TONES[each]
        elif each in "12345" and tones:
            tones[-1] = int(each)
            breaks.add(len(letters))
        elif each.isalpha():
            letters.append(each)
            tones.append(0)
        else:
            breaks.add(len(letters))
    return "".join(letters), tones, frozenset(breaks)


def _division(letters: str, breaks: frozenset[int], count: int) -> tuple[int, ...]:
    """Where each of `count` syllables ends, the first as long as can be; empty where there is no such
    division.
    """

    @cache
    def divided(start: int, left: int) -> tuple[int, ...] | None:
        if left == 0:
            return () if start == len(letters) else None
        for end in range(min(len(letters), start + _LONGEST), start, -1):
            crosses = any(start < each < end for each in breaks)
            if not crosses and _SYLLABLE.fullmatch(letters, start, end):
                rest = divided(end, left - 1)
                if rest is not None:
                    return (end, *rest)
        return None

    return divided(0, count) or ()


def _usual_tone(character: str, spelled: str) -> int:
    """The tone of the character where it is read so, or 0."""
    toned = (each for each in pinyin.of_character(character) if each[:-1] == spelled)
    return next((int(each[-1]) for each in toned), 0)
