"""Find names of units and projects that readers may confuse, if no note says that they are two.

Names look alike if they differ in one character, by one more or less, or in the order of two (张家寨, 张家塞); they
sound alike if they have the same pinyin without tones. Characters that count or point (一, 2, 东, 新) are meant to
differ and do not make names alike. The work grows with the number of names: each is entered under what is left of it
without each of its characters, and only names that meet there are compared (the deletion neighbourhood of Bocek, Hunt
and Stiller).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from yearbook.checks.findings import Finding, finding
from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.diagnostics import DiagnosticKind, Severity
from yearbook.core.frozen import dataclass
from yearbook.i18n.collation import syllables
from yearbook.model.kinds import PROJECT, UNIT
from yearbook.model.projects import Project
from yearbook.model.structure import Pointer
from yearbook.model.units import Unit

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
COUNTING = frozenset("0123456789零〇一二两三四五六七八九十百千万第甲乙丙丁东南西北中上下左右前后内外大小新老")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class NamedThing:
    """One name of one record."""

    name: str
    record: Key
    pointer: Pointer
    mentioned: frozenset[str]
    """The records, as `kind:id`, that this one names: in notes, as related, as what it is part of."""


def named_things(record: Record) -> tuple[NamedThing, ...]:
    """Return the Chinese names of a unit or project, with those that sources use for it."""
    title = record.title.get("zh") or ""
    match record.facts:
        case Unit() as unit:
            names: dict[str, Pointer] = {title: ()}
            nearby = (unit.parent, *unit.successors)
        case Project() as project:
            names = {title: ("title",)}
            names |= {each.name: ("names", index) for index, each in enumerate(project.names) if each.name != title}
            nearby = (project.part_of,)
        case _:
            return ()
    mentioned = {about for note in record.notes for about in note.about} | set(record.related)
    mentioned |= {f"{record.kind}:{identity}" for identity in nearby if identity}
    return tuple(
        NamedThing(name=name, record=record.key, pointer=pointer, mentioned=frozenset(mentioned))
        for name, pointer in names.items()
        if _SHORTEST <= len(name) <= _LONGEST
    )


def lookalikes(yearbook: Yearbook) -> Mapping[Key, tuple[Finding, ...]]:
    """Return the findings by record: its names that are like those of a record before it."""
    records = (*yearbook.all(UNIT), *yearbook.all(PROJECT))
    everything = [each for record in records for each in named_things(record)]
    found: dict[Key, list[Finding]] = defaultdict(list)
    seen = set()
    for mistake, pairs in ((ALIKE, _by_look(everything)), (SOUND, _by_sound(everything))):
        for one, other in pairs:
            meeting = frozenset((one.record, other.record))
            if len(meeting) == 2 and meeting not in seen and not _mentions(one, other):
                seen.add(meeting)
                words = {"name": other.name, "other": one.name, "record": ":".join(one.record)}
                found[other.record].append(finding(mistake, (other.name, one.name), other.pointer, **words))
    return {key: tuple(each) for key, each in found.items()}


def _mentions(one: NamedThing, other: NamedThing) -> bool:
    return ":".join(one.record) in other.mentioned or ":".join(other.record) in one.mentioned


_Pairs = Iterator[tuple[NamedThing, NamedThing]]


def _by_look(everything: Iterable[NamedThing]) -> _Pairs:
    rests: dict[str, list[NamedThing]] = defaultdict(list)
    for each in everything:
        met = {}
        for rest in names_less_one(each.name):
            for one in rests[rest]:
                if one.record != each.record and (one.name != each.name):
                    met[one.record, one.name] = one
            rests[rest].append(each)
        yield from ((one, each) for one in met.values())


def names_less_one(name: str, telling: frozenset[str] = COUNTING) -> Iterator[str]:
    """Yield the name, and what is left of it without each character that is not among the telling ones."""
    yield name
    yield from {name[:n] + name[n + 1 :] for n, each in enumerate(name) if each not in telling}


def _by_sound(everything: Iterable[NamedThing]) -> _Pairs:
    sounds: dict[tuple[str, ...], list[NamedThing]] = defaultdict(list)
    for each in everything:
        if _HAN.fullmatch(each.name):
            sound = tuple(letters for letters, _, _ in syllables(each.name))
            yield from ((one, each) for one in sounds[sound] if one.name != each.name)
            sounds[sound].append(each)
