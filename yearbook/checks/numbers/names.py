"""Names of the yearbook with numbers in them, which state nothing: 七里河 is Qilihe, not seven.

Only names that the yearbook itself keeps are known: of units and themes, titles of programs, projects and honors, and
the glossary. Titles of ledgers, events and commitments are sentences with real figures, and are never set aside. Of a
place the bare name is known too (七里河 of 七里河街道): other things are called after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yearbook.checks.editorial.word_matching import BLANK
from yearbook.checks.numbers.chinese import read_chinese
from yearbook.checks.numbers.english import read_english
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import HAN_NUMBER
from yearbook.model.kinds import HONOR, PROGRAM, PROJECT, TERM, THEME, UNIT
from yearbook.model.texts import Text
from yearbook.model.units import Unit, UnitType

_NAMING = (UNIT, THEME, TERM, PROGRAM, PROJECT, HONOR)
"""The kinds of record whose titles are names."""
_PLACES = (UnitType.DISTRICT, UnitType.SUBDISTRICT, UnitType.TOWN, UnitType.VILLAGE)
_CLASS_OF_PLACE = re.compile("(?:街道|社区|[区县市旗镇乡村])$")


@dataclass(frozen=True, slots=True)
class Name:
    """What one thing is called in both languages, at least one of them with a number in it."""

    zh: str
    en: str
    zh_counts: bool
    """Whether the Chinese name has a number in it."""
    en_counts: bool


def names_with_numbers(yearbook: Yearbook) -> tuple[Name, ...]:
    """Return every name with a number in it, the longest first."""
    found: dict[tuple[str, str], Name] = {}
    for record in (each for kind in _NAMING for each in yearbook.all(kind)):
        for zh, en in _pairs(record):
            name = Name(zh, en, zh_counts=any(read_chinese(zh)), en_counts=any(read_english(en)))
            if name.zh_counts or name.en_counts:
                found[zh, en] = name
    for unit in yearbook.all(UNIT):
        if unit.facts.type in _PLACES:
            found |= {(bare.zh, bare.en): bare for bare in _bare_names(unit.facts)}
    return tuple(sorted(found.values(), key=lambda each: (-len(each.zh), each.zh, each.en)))


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    texts: list[object] = [record.title]
    if isinstance(record.facts, Unit):
        texts += [text for each in record.facts.names for text in (each.name, each.short)]
    for text in texts:
        if isinstance(text, Text) and (zh := text.get("zh")) and (en := text.get("en")):
            yield zh, en


def _bare_names(place: Unit) -> Iterator[Name]:
    """Yield the names of a place without 区, 街道 and the like, if they have digits: 七里河."""
    for text in (text for each in place.names for text in (each.name, each.short) if text):
        bare = _CLASS_OF_PLACE.sub("", text.get("zh") or "")
        if len(bare) > 1 and re.search(HAN_NUMBER, bare):
            yield Name(bare, text.get("en") or bare, zh_counts=True, en_counts=False)


def without_names(zh: str, en: str, known: Iterable[Name]) -> tuple[str, str]:
    """Return both texts, as long as before, without the numbers of names.

    A name is blanked where both texts have it; and in one text alone where the other language's name has no number, so
    that nothing is missed there.
    """
    for each in known:
        in_zh, in_en = each.zh in zh, each.en.lower() in en.lower()
        if in_zh and (in_en or not each.en_counts):
            zh = zh.replace(each.zh, BLANK * len(each.zh))
        if in_en and (in_zh or not each.zh_counts):
            en = re.sub(re.escape(each.en), lambda found: BLANK * len(found[0]), en, flags=re.IGNORECASE)
    return zh, en
