"""The yearbook's own names for things → those with numbers in them, which state nothing: 五里堡 is Wulibao, not five.

Only names that the yearbook itself keeps are known: of units and themes, titles of programs, projects and honors, and
the glossary. Titles of ledgers, events and commitments are sentences with real figures, and are never set aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yearbook.checks.numbers.chinese import read_chinese
from yearbook.checks.numbers.english import read_english
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.model.texts import Text

NAMING = ("unit", "theme", "term", "program", "project", "honor")
"""The kinds of record whose titles are names."""
_BLANK = "□"


@dataclass(frozen=True, slots=True)
class Name:
    """What one thing is called in both languages, at least one of them with a number in it."""

    zh: str
    en: str
    zh_counts: bool
    """Whether the Chinese name has a number in it."""
    en_counts: bool


def names_with_numbers(yearbook: Yearbook) -> tuple[Name, ...]:
    """Every name with a number in it, the longest first."""
    found = {
        pair for kind in NAMING if kind in yearbook.records for each in yearbook.all(kind) for pair in _pairs(each)
    }
    made = (Name(zh, en, any(read_chinese(zh)), any(read_english(en))) for zh, en in found)
    return tuple(
        sorted(
            (each for each in made if each.zh_counts or each.en_counts), key=lambda one: (-len(one.zh), one.zh, one.en)
        )
    )


def _pairs(record: Record) -> Iterator[tuple[str, str]]:
    texts: list[object] = [record.title]
    for each in getattr(record.facts, "names", ()):
        texts += [each.name, getattr(each, "short", None)]
    for text in texts:
        if isinstance(text, Text) and (zh := text.get("zh")) and (en := text.get("en")):
            yield zh, en


def without_names(zh: str, en: str, known: Iterable[Name]) -> tuple[str, str]:
    """Both texts, as long as before, without the numbers of names.

    A name is blanked where both texts have it; and in one text alone where the other language's name has no number, so
    that nothing is missed there.
    """
    for each in known:
        in_zh, in_en = each.zh in zh, each.en.lower() in en.lower()
        if in_zh and (in_en or not each.en_counts):
            zh = zh.replace(each.zh, _BLANK * len(each.zh))
        if in_en and (in_zh or not each.zh_counts):
            en = re.sub(re.escape(each.en), lambda found: _BLANK * len(found[0]), en, flags=re.IGNORECASE)
    return zh, en
