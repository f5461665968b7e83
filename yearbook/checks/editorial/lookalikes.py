"""Names of bodies and projects → those that a reader may take for each other, where no note says that they are two.

Alike are names that differ in one character (王胡砦, 王胡岩), by one more or less, or by the order of two; and names
that sound the same in pinyin without tones. Characters that count or point (一, 2, 东, 新) are meant to differ and make
no names alike. The work grows with the number of names: each is entered under what is left of it without each of its
characters, and only names that meet there are looked at (the deletion neighbourhood of Bocek, Hunt and Stiller).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from yearbook.checks.acceptance import Finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.i18n.collation import syllables
from yearbook.model.structure import Pointer

ALIKE = DiagnosticKind(
    "YB448",
    "“{name}” looks like “{other}” of {record}",
    hint="if they are one, use one name; if they are two, say so in a note of kind “lookalike” `about` the other",
    severity=Severity.WARNING,
)
SOUND = DiagnosticKind(
    "YB449",
    "“{name}” sounds like “{other}” of {record}",
    hint="if they are one, use one name; if they are two, say so in a note of kind “lookalike” `about` the other",
    severity=Severity.WARNING,
)
_SHORTEST, _LONGEST = 3, 16  # characters of a name that is looked at
_COUNTING = frozenset("0123456789零〇一二两三四五六七八九十百千万第甲乙丙丁东南西北中上下左右前后内外大小新老")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """One name of one record."""

    name: str
    record: Key
    pointer: Pointer
    told: frozenset[str]
    """The records, as `kind:id`, that this one itself speaks of: in notes, as related, as what it is part of."""


def named_things(record: Record) -> tuple[NamedThing, ...]:
    """The Chinese names of a unit or project, with those that sources use for it."""
    if record.kind not in ("unit", "project"):
        return ()
    facts = record.facts
    told = {about for each in facts.notes for about in each.about} | set(getattr(facts, "related", ()))
    above = (getattr(facts, "parent", None), getattr(facts, "part_of", None), *getattr(facts, "successors", ()))
    told |= {f"{record.kind}:{each}" for each in above if each}
    found = {record.title.get("zh") or "": ("names", -1) if record.kind == "unit" else ("title",)}
    if record.kind == "project":
        found |= {each.name: ("names", index) for index, each in enumerate(facts.names) if each.name not in found}
    return tuple(
        NamedThing(name, record.key, () if pointer[-1] == -1 else pointer, frozenset(told))
        for name, pointer in found.items()
        if _SHORTEST <= len(name) <= _LONGEST
    )


def alike(yearbook: Yearbook) -> Mapping[Key, tuple[Finding, ...]]:
    """Record → its names that are like those of a record before it."""
    everything = [
        each for kind in ("unit", "project") for record in yearbook.all(kind) for each in named_things(record)
    ]
    found: dict[Key, list[Finding]] = defaultdict(list)
    seen = set()
    for mistake, pairs in ((ALIKE, _by_look(everything)), (SOUND, _by_sound(everything))):
        for one, other in pairs:
            meeting = frozenset((one.record, other.record))
            if len(meeting) == 2 and meeting not in seen and not _is_told(one, other):
                seen.add(meeting)
                words = (("name", other.name), ("other", one.name), ("record", ":".join(one.record)))
                found[other.record].append(Finding(mistake, (other.name, one.name), words, pointer=other.pointer))
    return {key: tuple(each) for key, each in found.items()}


def _is_told(one: NamedThing, other: NamedThing) -> bool:
    return ":".join(one.record) in other.told or ":".join(other.record) in one.told


Pairs = Iterator[tuple[NamedThing, NamedThing]]


def _by_look(everything: Iterable[NamedThing]) -> Pairs:
    rests: dict[str, list[NamedThing]] = defaultdict(list)
    for each in everything:
        met = {}
        for rest in _rests(each.name):
            for one in rests[rest]:
                if one.record != each.record and (one.name != each.name):
                    met[one.record, one.name] = one
            rests[rest].append(each)
        yield from ((one, each) for one in met.values())


def _rests(name: str) -> Iterator[str]:
    """The name, and what is left of it without each character that neither counts nor points."""
    yield name
    yield from {name[:n] + name[n + 1 :] for n, each in enumerate(name) if each not in _COUNTING}


def _by_sound(everything: Iterable[NamedThing]) -> Pairs:
    sounds: dict[tuple[str, ...], list[NamedThing]] = defaultdict(list)
    for each in everything:
        if _HAN.fullmatch(each.name):
            sound = tuple(letters for letters, _, _ in syllables(each.name))
            yield from ((one, each) for one in sounds[sound] if one.name != each.name)
            sounds[sound].append(each)
