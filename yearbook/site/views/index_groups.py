"""Group the records of an index under headings: by year, level, category, stage, type or letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from itertools import groupby

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import HONOR, PROJECT, F_co, Kind
from yearbook.model.narrative import ProgramForm
from yearbook.model.units import UnitType
from yearbook.site.views.elements import Run
from yearbook.site.views.links import year_link
from yearbook.site.views.lists import letter_anchor
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.stages import by_stage


@dataclass(frozen=True, slots=True)
class Group:
    """Records that stand under one heading."""

    heading: Run
    anchor: str
    """The same in every language, but for letters."""
    records: tuple[Record, ...]


Groups = Iterable[Group]
"""Perhaps empty ones."""


def by_choice(page: PageContext, kind: Kind[F_co], choices: type[Enum], choice: Callable[[F_co], Enum]) -> Groups:
    """By a choice that the facts of every record make, in the order of the choices; each by title."""
    found: dict[Enum, list[Record]] = {each: [] for each in choices}
    for record in page.edition.sorted(page.yearbook.all(kind)):
        found[choice(record.facts)].append(record)
    for each, records in found.items():
        yield Group(Run(page.word(f"{_CHOICE_WORDS[choices]}.{each.value}")), each.value, tuple(records))


_CHOICE_WORDS: Mapping[type[Enum], str] = {ProgramForm: "program_forms", UnitType: "unit_types"}


def by_level(page: PageContext) -> Groups:
    """In the order of the book: by year within each level."""
    for level in page.edition.levels:
        found = tuple(each for each in page.edition.all(HONOR) if each.facts.level == level)
        yield Group(page.vocabulary_word("level", level), f"level-{level}", found)


def by_category(page: PageContext) -> Groups:
    """In the order of yearbook.yaml."""
    found = page.edition.sorted(page.yearbook.all(PROJECT))
    for category, name in page.yearbook.configuration.categories.items():
        yield Group(page.text(name), category, tuple(each for each in found if each.facts.category == category))


def by_latest_stage(page: PageContext) -> Groups:
    """By the latest stage that is reported."""
    for heading, anchor, found in by_stage(page, page.yearbook.all(PROJECT)):
        yield Group(Run(heading), anchor, tuple(found))


def by_year(page: PageContext, kind: Kind) -> Groups:
    """By the first year of each, in the book's order."""
    for year, found in groupby(page.edition.all(kind), key=lambda each: each.years[0]):
        yield Group(year_link(page, year), f"y{year}", tuple(found))


def by_letter(page: PageContext, *kinds: Kind) -> Groups:
    """Pinyin in Chinese, the alphabet elsewhere."""
    found = page.edition.sorted(record for kind in kinds for record in page.yearbook.all(kind))
    for letter, group in groupby(found, key=page.edition.initial):
        yield Group(Run(letter), letter_anchor(letter), tuple(group))


def together(page: PageContext, kind: Kind) -> Groups:
    """In the book's order under one heading: for a kind of which there are few."""
    yield Group(Run(page.word("filters.all")), "all", page.edition.all(kind))


def by_year_or_letter(page: PageContext, kind: Kind) -> Groups:
    dated = all(each.years for each in page.yearbook.all(kind))
    return by_year(page, kind) if dated else by_letter(page, kind)
