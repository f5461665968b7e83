"""The measures of quantities: those that are shipped in measures.yaml, and those that a yearbook adds.

A measure has an id, the forms in which Chinese documents print it, and what other languages print. Two measures
joined by a slash or by 每 make a third (元/平方米, 米每秒, 张/千人), whose id is made of theirs:
`CNY-per-square-metre`, `count-per-1000-person`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import plain
from yearbook.core.frozen import dataclass
from yearbook.model.chinese_numbers import MAGNITUDE, any_of, magnitude

PER = "-per-"
"""Between the ids of two measures that are one."""
COUNT = "count"
"""The measure of 个, 家 and other classifiers, which other languages do not print, and of bare numbers."""
_JOINED = "[/／每·]"
_SCALE = rf"(?:10{{1,6}})?(?:{MAGNITUDE})?"
_NEAR = 3  # suggestions

Pattern = str | tuple[tuple[str, str], ...]
"""What a language prints: a pattern with {number} in it, or one for each plural category."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure."""

    id: str
    printed: tuple[str, ...]
    """As Chinese documents print it: 平方米, ㎡."""
    per: tuple[str, ...] = ()
    """Forms that are this measure only after a slash or 每: 月 in 元/月."""
    words: tuple[tuple[str, Pattern], ...] = ()
    """(language, what it prints)."""


class Measures:
    """All measures of a yearbook. The same measures are the same object, also after they were sent to a worker."""

    __slots__ = ("_found", "_ids", "_per", "all", "own", "pattern")

    def __init__(self, shipped: tuple[Measure, ...], own: tuple[Measure, ...]) -> None:
        self.own = own
        """Those that the yearbook adds or changes."""
        self.all = (*shipped, *own)
        self._ids: dict[str, str] = {}
        self._per: dict[str, str] = {}
        for each in self.all:
            self._ids |= dict.fromkeys(each.printed, each.id)
            self._per |= dict.fromkeys((*each.printed, *each.per), each.id)
        per = any_of(self._per)
        self.pattern = f"(?:{any_of(self._ids)})(?:[/／每]{_SCALE}(?:{per})(?:{_JOINED}(?:{per}))?)?"
        """Finds the printed form of any measure; a regular expression without named groups."""
        self._found = re.compile(self.pattern)

    def __reduce__(self) -> tuple[Any, ...]:
        return measures_with, (self.own,)

    @property
    def printed(self) -> tuple[str, ...]:
        """Every form that stands after a number, without those made of two measures."""
        return tuple(self._ids)

    def id_of(self, printed: str) -> str | None:
        """Return the id of a printed measure, `count` of none; None if it is not known."""
        if not printed or printed in self._ids:
            return self._ids.get(printed, COUNT)
        base, *rest = re.split(_JOINED, printed)
        found = [self._ids.get(base), *map(self._per_id, rest)]
        return PER.join(filter(None, found)) if rest and all(found) else None

    def _per_id(self, printed: str) -> str | None:
        """Return the id of 人, and of 千人 with its number: `1000-person`."""
        if printed in self._per:
            return self._per[printed]
        match = re.fullmatch(f"(10*)?({MAGNITUDE})?(.*)", printed, re.DOTALL)
        known = self._per.get(match[3]) if match else None
        return f"{int(match[1] or 1) * 10 ** magnitude(match[2] or '')}-{known}" if match and known else None

    def search(self, text: str, start: int) -> str:
        """Return the printed measure that stands at this place of a text; empty if there is none."""
        match = self._found.match(text, start)
        return match[0] if match else ""

    def near(self, printed: str) -> tuple[str, ...]:
        """Return known forms that look like this one."""
        return tuple(get_close_matches(printed, self._ids, n=_NEAR, cutoff=0.5))

    def words(self, language: str) -> dict[str, Pattern]:
        """Return what a language prints, by id; of an id that is declared twice, the later."""
        return {each.id: pattern for each in self.all for code, pattern in each.words if code == language}


def is_currency(measure: str) -> bool:
    """Return whether an id is that of money, alone or by something else: its code of three capitals (ISO 4217)."""
    code = measure.partition(PER)[0]
    return len(code) == 3 and code.isalpha() and code.isupper()


def measures_with(own: tuple[Measure, ...] = ()) -> Measures:
    """Return the shipped measures and these."""
    return _measures(own)


@lru_cache(maxsize=64)
def _measures(own: tuple[Measure, ...]) -> Measures:
    return Measures(_shipped(), own)


def pattern_of(words: str | Mapping[str, str]) -> Pattern:
    """Return a pattern from what is written in YAML, where {number} may be left out: `m²` is `{number} m²`."""
    if isinstance(words, str):
        return words if "{number}" in words else f"{{number}} {words}"
    return tuple((category, str(pattern_of(form))) for category, form in words.items())


@lru_cache(maxsize=1)
def _shipped() -> tuple[Measure, ...]:
    document = read_document(Path(__file__).parent, "measures.yaml", "measures")
    assert isinstance(document, Document), document
    found: Any = plain(document.front)
    return tuple(_measure(name, fields) for name, fields in found.items())


def _measure(name: str, fields: dict[str, Any]) -> Measure:
    words = {key: value for key, value in fields.items() if key not in ("printed", "per")}
    return Measure(
        id=name,
        printed=tuple(fields["printed"]),
        per=tuple(fields.get("per", ())),
        words=tuple((language, pattern_of(value)) for language, value in words.items()),
    )
