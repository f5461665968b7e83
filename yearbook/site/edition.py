"""Arrange the Yearbook for readers of one language: what is sorted or grouped once, and not for every page."""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, is_
from typing import Any, overload

from yearbook.content.records import Record
from yearbook.content.yearbook import Key, Yearbook, kind_name
from yearbook.core.frozen import dataclass
from yearbook.data.data_package import DataFile
from yearbook.i18n.collation import SortKey
from yearbook.i18n.language import Language
from yearbook.i18n.person_names import name_reading
from yearbook.model import urls
from yearbook.model.kinds import EVENT, HONOR, PAGE, PERSON, UNIT, F_co, Kind
from yearbook.model.vocabularies import Level, Stage
from yearbook.site.documents import DocumentSize
from yearbook.site.images import Size
from yearbook.site.media import NO_MEDIA, MediaSizes


@dataclass(frozen=True, slots=True)
class SortPosition:
    """What one record is put in order by, in one language."""

    record: Record
    rank: tuple[Any, ...]
    """Sort key before the title; see `_RANKS`."""
    initial: str
    """The letter under which an index lists it."""
    reading: SortKey


@dataclass(frozen=True, slots=True)
class Edition:
    """One language's arrangement of the yearbook. Immutable; made once a build."""

    yearbook: Yearbook
    language: Language
    languages: tuple[Language, ...]
    """All languages of the yearbook, this one among them, in the configuration's order."""
    printed: bool
    """Whether the books stand beside the site, so that pages can lead to them."""
    media: MediaSizes
    """The sizes of pictures and documents."""
    positions: Mapping[Key, SortPosition]
    """By record, in the order of the readings of titles."""
    title_order: Mapping[Key, int]
    """The place of each record among all by the reading of its title."""
    ordered: Mapping[str, tuple[Record, ...]]
    """By kind, its records in the order in which the book presents them."""
    neighbours: Mapping[str, Mapping[str, tuple[Record | None, Record | None]]]
    """By kind and id, the record before and the one after it in that order."""
    units_named: Mapping[Key, tuple[str, ...]]
    """By record, the ids of the units that any part of it names."""
    levels: Mapping[str, Level]
    """The levels of honors, from the highest."""
    stages: Mapping[str, Stage]
    """The stages of projects, in their order."""
    roles: tuple[str, ...]
    """The roles of units, in their order."""
    by_year: Mapping[str, Mapping[int, tuple[Record, ...]]]
    """By kind and year, records in the order of the book."""
    files: tuple[DataFile, ...] = ()
    """The open data, for the page that offers them; known when they have been made."""

    @property
    def pictures(self) -> Mapping[str, Size]:
        """The sizes of pictures, by their paths below `media/`."""
        return self.media.pictures

    @property
    def documents(self) -> Mapping[str, DocumentSize]:
        """The sizes of documents, by their paths below `media/`."""
        return self.media.documents

    @property
    def base_url(self) -> str:
        """Where the site is published; empty if that is not known."""
        return self.yearbook.configuration.address

    def has_index(self, name: str) -> bool:
        """Return whether the site has a page of `urls.index_names`: not that of an optional kind without records."""
        kinds = (each for each in self.yearbook.kinds.values() if each.optional and each.index == name)
        return all(self.yearbook.records[each.name] for each in kinds)

    def is_listing(self, name: str) -> bool:
        """Return whether a page of `urls.index_names` is there and lists anything."""
        kinds = [each for each in self.yearbook.kinds.values() if each.index == name]
        filled = any(self.yearbook.records[each.name] for each in kinds) if kinds else True
        return filled and self.has_index(name)

    def sorted(self, records: Iterable[Record[F_co]]) -> list[Record[F_co]]:
        """Return records by the reading of their titles."""
        return sorted(records, key=lambda each: self.title_order[each.key])

    def in_order(self, records: Iterable[Record[F_co]]) -> list[Record[F_co]]:
        """Return records of one kind in the order of the book."""
        return _in_order(records, self.positions, self.title_order)

    def initial(self, record: Record) -> str:
        """Return the letter under which an index lists a record."""
        return self.positions[record.key].initial

    def all(self, kind: Kind[F_co]) -> tuple[Record[F_co], ...]:
        """Return all records of a kind in the order of the book."""
        records: tuple[Record[Any], ...] = self.ordered[kind.name]
        return records

    @overload
    def of_year(self, year: int, kind: Kind[F_co]) -> tuple[Record[F_co], ...]: ...
    @overload
    def of_year(self, year: int, kind: str) -> tuple[Record, ...]: ...
    def of_year(self, year: int, kind: Kind[Any] | str) -> tuple[Record[Any], ...]:
        """Return the records of a kind and year in the order of the book."""
        return self.by_year[kind_name(kind)].get(year, ())


def arrange(
    yearbook: Yearbook,
    languages: tuple[Language, ...],
    *,
    printed: bool = False,
    media: MediaSizes = NO_MEDIA,
) -> dict[str, Edition]:
    """Return the edition of each language, by its code."""
    unit_names, levels = _units_named(yearbook), yearbook.configuration.levels_of_honors
    editions = {}
    for language in languages:
        found = ((each.key, _position(each, language, tuple(levels))) for each in yearbook)
        positions = dict(sorted(found, key=_sort_key))
        title_order = _places(positions)
        ordered = {
            kind: tuple(_in_order(found.values(), positions, title_order)) for kind, found in yearbook.records.items()
        }
        editions[language.code] = Edition(
            yearbook=yearbook,
            language=language,
            languages=languages,
            printed=printed,
            media=media,
            positions=positions,
            title_order=title_order,
            ordered=ordered,
            neighbours={kind: _neighbours(records) for kind, records in ordered.items()},
            units_named=unit_names,
            levels=levels,
            stages=yearbook.configuration.stages_of_projects,
            roles=tuple(yearbook.configuration.roles_of_units),
            by_year={kind: _by_year(records) for kind, records in ordered.items()},
        )
    return editions


def rearrange(previous: Edition, yearbook: Yearbook, media: MediaSizes) -> Edition:
    """Return what `arrange` would, from an edition of a yearbook most of whose records are the very same values.

    Only the records that differ are put in their places; kinds in which none differs stay as they are.
    """
    vocabularies, before = attrgetter("levels", "stages", "roles"), previous.yearbook
    is_same = vocabularies(yearbook.configuration) == vocabularies(before.configuration)
    if not is_same or yearbook.own != before.own:
        editions = arrange(yearbook, previous.languages, printed=previous.printed, media=media)
        return editions[previous.language.code]
    positions = _renewed_positions(previous, yearbook)
    title_order = _places(positions)
    ordered, neighbours, by_year = dict(previous.ordered), dict(previous.neighbours), dict(previous.by_year)
    for kind, records in yearbook.records.items():
        if not _are_same(records, previous.yearbook.records[kind]):
            ordered[kind] = tuple(_in_order(records.values(), positions, title_order))
            neighbours[kind], by_year[kind] = _neighbours(ordered[kind]), _by_year(ordered[kind])
    same_uses = previous.yearbook.uses is yearbook.uses
    return replace(
        previous,
        yearbook=yearbook,
        media=media,
        positions=positions,
        title_order=title_order,
        ordered=ordered,
        neighbours=neighbours,
        units_named=previous.units_named if same_uses else _units_named(yearbook),
        by_year=by_year,
    )


def _renewed_positions(previous: Edition, yearbook: Yearbook) -> dict[Key, SortPosition]:
    """Those of previous records are in order already; each of the others is inserted among them."""
    known = previous.positions
    kept = [(key, each) for key, each in known.items() if yearbook.records[key[0]].get(key[1]) is each.record]
    there, levels = {key for key, _ in kept}, tuple(previous.levels)
    for each in yearbook:
        if each.key not in there:
            insort(kept, (each.key, _position(each, previous.language, levels)), key=_sort_key)
    return dict(kept)


def _position(record: Record, language: Language, levels: Sequence[str]) -> SortPosition:
    title = record.title.read(language.code).text
    usual = name_reading(title) if record.kind == PERSON.name else ""
    initial, reading = language.place(title, record.pinyin or usual)
    rank = _RANKS.get(record.kind, _rank_by_date)(record, levels)
    return SortPosition(record=record, rank=rank, initial=initial, reading=reading)


def _sort_key(item: tuple[Key, SortPosition]) -> tuple[str, SortKey, Key]:
    return item[1].initial, item[1].reading, item[0]


def _places(positions: Mapping[Key, SortPosition]) -> dict[Key, int]:
    return {key: place for place, key in enumerate(positions)}


def _in_order(
    records: Iterable[Record[F_co]], positions: Mapping[Key, SortPosition], title_order: Mapping[Key, int]
) -> list[Record[F_co]]:
    return sorted(records, key=lambda each: (positions[each.key].rank, title_order[each.key]))


def _are_same(records: Mapping[str, Record], previous: Mapping[str, Record]) -> bool:
    """Return whether they are the very same values."""
    return len(records) == len(previous) and all(map(is_, records.values(), previous.values()))


# Sort key before the title


def _rank_by_date(record: Record, _levels: Sequence[str]) -> tuple[Any, ...]:
    """By the year of its folder, and by the date of the record as a whole, if there is one."""
    date = record.date
    return (record.year or 0, *(date.order if date else ()))


def _rank_honor(record: Record[Any], levels: Sequence[str]) -> tuple[Any, ...]:
    """By year, level and day."""
    first = record.facts.conferred.date.order if record.facts.conferred else ()
    return (record.year or 0, levels.index(record.facts.level), str(first))


def _rank_page(record: Record[Any], _levels: Sequence[str]) -> tuple[Any, ...]:
    return (record.facts.order,)


def _rank_event(record: Record[Any], _levels: Sequence[str]) -> tuple[Any, ...]:
    return record.facts.date.date.chronicle_order  # type: ignore[no-any-return] # facts is an Event


_RANKS: Mapping[str, Callable[[Record, Sequence[str]], tuple[Any, ...]]] = {
    HONOR.name: _rank_honor,
    EVENT.name: _rank_event,
    PAGE.name: _rank_page,
}
"""Kinds that are put in order by something else than their date."""


def _neighbours(records: tuple[Record, ...]) -> dict[str, tuple[Record | None, Record | None]]:
    around = zip(records, (None, *records), (*records[1:], None), strict=False)
    return {each.id: (one, other) for each, one, other in around}


def _units_named(yearbook: Yearbook) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, dict[str, None]] = defaultdict(dict)
    for unit in yearbook.all(UNIT):
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
    """Return whether a record has prose in several languages, and so a page on which they stand side by side."""
    return urls.has_page(record.kind) and len(record.bodies) > 1
