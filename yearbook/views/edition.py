"""The Yearbook in one language: what is sorted or grouped once, and not for every page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from yearbook.exports.package import DataFile
from yearbook.frozen import dataclass
from yearbook.language import Language
from yearbook.library import Key, Record, Yearbook, years_of
from yearbook.model.honors import Level
from yearbook.model.projects import Stage
from yearbook.pictures import Size
from yearbook.routes import RECORD_PAGES

_NO_PICTURES: Mapping[str, Size] = MappingProxyType({})
LEVELS = tuple(Level)
STAGES = tuple(Stage)


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
    initials: Mapping[Key, str]
    """Record → the letter under which an index lists it."""
    alphabet: Mapping[Key, int]
    """Record → its place among all records by the reading of its title."""
    ordered: Mapping[str, tuple[Record, ...]]
    """Kind → its records in the order in which the book presents them."""
    neighbours: Mapping[Key, tuple[Record | None, Record | None]]
    """Record → the one before and the one after it in that order."""
    naming: Mapping[Key, tuple[str, ...]]
    """Record → the ids of the units that it names, wherever it does."""
    by_year: Mapping[int, Mapping[str, tuple[Record, ...]]]
    """Year → kind → records, in the book's order."""

    @property
    def base_url(self) -> str:
        """Where the site is published; empty where that is not known."""
        return self.yearbook.configuration.address

    def sorted(self, records: Iterable[Record]) -> list[Record]:
        """By the reading of their titles."""
        return sorted(records, key=lambda each: self.alphabet[each.key])

    def of_year(self, year: int, kind: str) -> tuple[Record, ...]:
        return self.by_year.get(year, {}).get(kind, ())


def edition(
    yearbook: Yearbook,
    language: Language,
    languages: tuple[Language, ...],
    files: tuple[DataFile, ...] = (),
    *,
    printed: bool = False,
    pictures: Mapping[str, Size] = _NO_PICTURES,
) -> Edition:
    """Arrange the yearbook for readers of one language."""
    reading = {record.key: _reading(record, language.code) for record in yearbook}
    initials = {key: language.initial(*read) for key, read in reading.items()}
    keys = {key: (initials[key], language.sort_key(*read), key) for key, read in reading.items()}
    alphabet = {key: place for place, key in enumerate(sorted(keys, key=keys.__getitem__))}
    ordered = {
        kind: tuple(sorted(records.values(), key=lambda each: (_order(each), alphabet[each.key])))
        for kind, records in yearbook.records.items()
    }
    neighbours: dict[Key, tuple[Record | None, Record | None]] = {}
    for records in ordered.values():
        around = (None, *records, None)
        neighbours |= {record.key: (around[place], around[place + 2]) for place, record in enumerate(records)}
    return Edition(
        yearbook,
        language,
        files,
        printed,
        pictures,
        languages,
        initials,
        alphabet,
        ordered,
        neighbours,
        _naming(yearbook),
        _by_year(ordered),
    )


def _reading(record: Record, code: str) -> tuple[str, str]:
    title = record.title.read(code).text
    return title, (getattr(record.facts, "pinyin", None) or "") if code == "zh" else ""


def _order(record: Record) -> tuple[Any, ...]:
    """What comes before the alphabet: honors by year and level, dated records by date."""
    facts = record.facts
    match record.kind:
        case "honor":
            first = facts.conferred.date.order if facts.conferred else ()
            return (record.year or 0, LEVELS.index(facts.level), str(first))
        case "year":
            return (record.year or 0,)
        case "event" | "source":
            return facts.date.date.order  # type: ignore[no-any-return] # facts is one of the model's classes
        case "ledger" | "commitment":
            return facts.period.order  # type: ignore[no-any-return]
    return ()


def _naming(yearbook: Yearbook) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for unit in yearbook.all("unit"):
        for use in yearbook.used(unit):
            found[use.kind, use.id][unit.id] = None
    return {key: tuple(units) for key, units in found.items()}


def _by_year(ordered: Mapping[str, tuple[Record, ...]]) -> dict[int, dict[str, tuple[Record, ...]]]:
    found: dict[int, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
    for kind, records in ordered.items():
        for record in records:
            for year in years_of(record):
                found[year][kind].append(record)
    return {year: {kind: tuple(records) for kind, records in kinds.items()} for year, kinds in found.items()}


def is_parallel(record: Record) -> bool:
    """Whether a record has prose in several languages, and so a page on which they stand side by side."""
    return record.kind in RECORD_PAGES and len(record.bodies) > 1
