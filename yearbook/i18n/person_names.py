"""Read Chinese names of persons: the surname as a surname is read (单 is Shàn), and the whole in Latin letters.

After GB/T 28039: surname, space, given name in one word, without tones (Ouyang Xiu, Zhang Xi’an).
"""

from __future__ import annotations

import re

from yearbook.i18n.collation import syllables
from yearbook.i18n.readings import Syllable

_COMPOUND = (
    "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|令狐|慕容|夏侯|长孙|宇文|端木|百里|南宫|轩辕|东郭|西门|独孤|呼延|澹台|公冶|"
    "宗政|濮阳|淳于|单于|太叔|申屠|仲孙|钟离|鲜于|闾丘|司空|万俟|赫连|拓跋|第五|闻人"
)
_HAN = r"[\u3400-\u9fff]"
_NAME = re.compile(rf"(?P<surname>(?:{_COMPOUND})(?={_HAN})|{_HAN})(?P<given>{_HAN}{{1,3}})")
_READ_OTHERWISE = {
    "单": "shàn", "解": "xiè", "仇": "qiú", "区": "ōu", "查": "zhā", "曾": "zēng", "盖": "gě", "任": "rén",
    "华": "huà", "朴": "piáo", "缪": "miào", "翟": "zhái", "召": "shào", "乐": "yuè", "覃": "qín", "冼": "xiǎn",
    "纪": "jǐ", "葛": "gě", "宁": "nìng", "燕": "yān", "尹": "yǐn", "洗": "xiǎn", "黑": "hè", "折": "shé",
    "种": "chóng", "秘": "bì", "逄": "páng", "繁": "pó", "员": "yùn", "贠": "yùn", "句": "gōu", "牟": "mù",
    "哈": "hǎ", "晁": "cháo", "应": "yīng", "幺": "yāo", "教": "jiào", "隗": "wěi", "祭": "zhài", "卜": "bǔ",
    "尉迟": "yù chí", "万俟": "mò qí", "长孙": "zhǎng sūn", "澹台": "tán tái", "单于": "chán yú", "令狐": "líng hú",
}  # fmt: skip
"""Surnames whose usual reading in other words is another, or is not certain."""


_CHANG: Syllable = ("chang", False, 2)
"""How 长 is read in a given name."""


def name_reading(name: str) -> str:
    """Return the pinyin of a name by which it is sorted, if its surname is read otherwise than the word; else empty."""
    match = _NAME.fullmatch(name)
    reading = _READ_OTHERWISE.get(match["surname"], "") if match else ""
    if not match or not reading:
        return ""
    given = (f"{letters.replace('u', 'v') if umlaut else letters}{tone}" for letters, umlaut, tone in _given(match))
    return " ".join((reading, *given))


def romanised_name(name: str) -> str:
    """Return a name in Latin letters: Wang Wei for 王伟; empty if it is not a name of two to four Han characters."""
    match = _NAME.fullmatch(name)
    if not match:
        return ""
    surname = syllables(match["surname"], _READ_OTHERWISE.get(match["surname"], ""))
    given = ""
    for letters in map(_letters, _given(match)):
        given += f"’{letters}" if given and letters[:1] in ("a", "o", "e") else letters
    return f"{''.join(map(_letters, surname)).capitalize()} {given.capitalize()}"


def _given(match: re.Match[str]) -> tuple[Syllable, ...]:
    read = zip(match["given"], syllables(match["given"]), strict=True)
    return tuple(_CHANG if character == "长" else syllable for character, syllable in read)


def _letters(syllable: Syllable) -> str:
    letters, umlaut, _ = syllable
    return letters.replace("u", "ü") if umlaut else letters
