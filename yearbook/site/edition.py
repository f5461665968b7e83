"""The Yearbook in one language: what is sorted or grouped once, and not for every page."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import is_
from types import MappingProxyType
from typing import Any

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.frozen import dataclass
from yearbook.data.data_package import DataFile
from yearbook.i18n.collation import SortKey
from yearbook.i18n.language import Language
from yearbook.model.honors import Level
from yearbook.model.projects import Stage
from yearbook.model.urls import RECORD_PAGES
from yearbook.site.images import Size

_NO_PICTURES: Mapping[str, Size] = MappingProxyType({})
LEVELS = tuple(Level)
STAGES = tuple(Stage)


@dataclass(frozen=True, slots=True)
class SortPosition:
    """What one record is put in order by, in one language."""

    record: Record
    rank: tuple[Any, ...]
    """What comes before the alphabet; see `_rank`."""
    initial: str
    """The letter under which an index lists it."""
    reading: SortKey


@dataclass(frozen=True, slots=True)
class Edition:
    """One language's arrangement of the yearbook. Immutable; made once a build."""

    yearbook: Yearbook
    language: Language
    files: tuple[DataFile, ...]
    """The open data, for the page that offers them."""
    printed: bool
    """Whether the books stand beside the site, so that pages can lead to them."""
    pictures: Mapping[str, Size]
    """The pictures that texts show, by their paths below `media/`."""
    languages: tuple[Language, ...]
    """All languages of the yearbook, this one among them, in the configuration's order."""
    standings: Mapping[Key, SortPosition]
    """Every record, in the order of its title's reading."""
    alphabet: Mapping[Key, int]
    """Record → its place among all records by the reading of its title."""
    ordered: Mapping[str, tuple[Record, ...]]
    """Kind → its records in the order in which the book presents them."""
    neighbours: Mapping[str, Mapping[str, tuple[Record | None, Record | None]]]
    """Kind → record → the one before and the one after it in that order."""
    naming: Mapping[Key, tuple[str, ...]]
    """Record → the ids of the units that it names, wherever it does."""
    by_year: Mapping[str, Mapping[int, tuple[Record, ...]]]
    """Kind → year → records, in the book's order."""

    @property
    def base_url(self) -> str:
        """Where the site is published; empty where that is not known."""
        return self.yearbook.configuration.address

    def sorted(self, records: Iterable[Record]) -> list[Record]:
        """By the reading of their titles."""
        return sorted(records, key=lambda each: self.alphabet[each.key])

    def initial(self, record: Record) -> str:
        """The letter under which an index lists it."""
        return self.standings[record.key].initial

    def of_year(self, year: int, kind: str) -> tuple[Record, ...]:
        return self.by_year[kind].get(year, ())


def edition(
    yearbook: Yearbook,
    language: Language,
    languages: tuple[Language, ...],
    files: tuple[DataFile, ...] = (),
    *,
    printed: bool = False,
    pictures: Mapping[str, Size] = _NO_PICTURES,
    before: Edition | None = None,
) -> Edition:
    """Arrange the yearbook for readers of one language.

    `before`: an edition in this language of a yearbook most of whose records are the very same values, as after an
    edit. The result does not depend on it, only how soon it is there: what is nearly in order is soon in order.
    """
    standings = _standings(yearbook, language, before)
    alphabet = {key: place for place, key in enumerate(standings)}
    ordered: dict[str, tuple[Record, ...]] = {}
    neighbours: dict[str, Mapping[str, tuple[Record | None, Record | None]]] = {}
    by_year: dict[str, Mapping[int, tuple[Record, ...]]] = {}
    for kind, records in yearbook.records.items():
        if before and _are_same(records, before.yearbook.records[kind]):
            ordered[kind], neighbours[kind] = before.ordered[kind], before.neighbours[kind]
            by_year[kind] = before.by_year[kind]
            continue
        ordered[kind] = tuple(sorted(records.values(), key=lambda each: (standings[each.key].rank, alphabet[each.key])))
        neighbours[kind], by_year[kind] = _neighbours(ordered[kind]), _by_year(ordered[kind])
    naming = before.naming if before and before.yearbook.uses is yearbook.uses else _naming(yearbook)
    return Edition(
        yearbook,
        language,
        files,
        printed,
        pictures,
        languages,
        standings,
        alphabet,
        ordered,
        neighbours,
        naming,
        by_year,
    )


def _standings(yearbook: Yearbook, language: Language, before: Edition | None) -> dict[Key, SortPosition]:
    """By letter, reading and key. Those of before are in order already; the others find their places among them."""
    known = before.standings if before else {}
    found = [(key, each) for key, each in known.items() if yearbook.records[key[0]].get(key[1]) is each.record]
    there = {key for key, _ in found}
    new = ((each.key, _standing(each, language)) for each in yearbook if each.key not in there)
    if not found:
        return dict(sorted(new, key=_place))
    for each in new:
        insort(found, each, key=_place)
    return dict(found)


def _place(item: tuple[Key, SortPosition]) -> tuple[str, SortKey, Key]:
    return item[1].initial, item[1].reading, item[0]


def _standing(record: Record, language: Language) -> SortPosition:
    title = record.title.read(language.code).text
    reading = (getattr(record.facts, "pinyin", None) or "") if language.code == "zh" else ""
    return SortPosition(record, _rank(record), *language.place(title, reading))


def _are_same(records: Mapping[str, Record], before: Mapping[str, Record]) -> bool:
    """Whether they are the very same values."""
    return len(records) == len(before) and all(map(is_, records.values(), before.values()))


def _rank(record: Record) -> tuple[Any, ...]:
    """Honors by year and level, dated records by date."""
    facts = record.facts
    match record.kind:
        case "honor":
            first = facts.conferred.date.order if facts.conferred else ()
            return (record.year or 0, LEVELS.index(facts.level), str(first))
        case "year":
            return (record.year or 0,)
        case "event":
            return facts.date.date.chronicle_order  # type: ignore[no-any-return] # facts is one of the model's classes
        case "source":
            return facts.date.date.order  # type: ignore[no-any-return]
        case "ledger" | "commitment":
            return facts.period.order  # type: ignore[no-any-return]
    return ()


def _neighbours(records: tuple[Record, ...]) -> dict[str, tuple[Record | None, Record | None]]:
    around = zip(records, (None, *records), (*records[1:], None), strict=False)
    return {each.id: (one, other) for each, one, other in around}


def _naming(yearbook: Yearbook) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for unit in yearbook.all("unit"):
        for use in yearbook.used(unit):
            found[use.kind, use.id][unit.id] = None
    return {key: tuple(units) for key, units in found.items()}


def _by_year(records: tuple[Record, ...]) -> dict[int, tuple[Record, ...]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for record in records:
        for year in record.years:
            found[year].append(record)
    return {year: tuple(each) for year, each in found.items()}


def is_parallel(record: Record) -> bool:
    """Whether a record has prose in several languages, and so a page on which they stand side by side."""
    return record.kind in RECORD_PAGES and len(record.bodies) > 1
