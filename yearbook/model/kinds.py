"""The table of kinds: everything that differs between one kind of record and another, and is data.

Each room asks a `Kind` and derives the rest from the types of the fields of its facts. Where one kind needs code of its
own, the room that needs it registers a function over its default. So a new kind is a class of facts, an entry here, and
its words in the strings files; `tests/project/test_new_kind.py` adds one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic

from typing_extensions import TypeVar

from yearbook.core.frozen import dataclass
from yearbook.model.common import CommonFields
from yearbook.model.declarations import OwnKind
from yearbook.model.free_pages import FreePage
from yearbook.model.honors import Honor
from yearbook.model.narrative import Event, Program, Year
from yearbook.model.people import Person
from yearbook.model.places import Place
from yearbook.model.projects import Ledger, Project
from yearbook.model.reference import Source, Term
from yearbook.model.series import Commitment, Indicator
from yearbook.model.units import Theme, Unit

F_co = TypeVar("F_co", bound=CommonFields, default=CommonFields, covariant=True)
"""The class of a record's facts."""


@dataclass(frozen=True, slots=True)
class Kind(Generic[F_co]):
    """One kind of record."""

    name: str
    """As in references: `honor:some-id`."""
    facts: type[F_co]
    """The class of its facts, one of the model's."""
    folder: str
    """Where its files are below content/, without a slash; or the one file that holds them all."""
    index: str
    """The page that lists all its records: a name in `urls.INDEXES`, and a word in `menu` of the strings files."""
    position: int
    """Place of the kind in menus, lists and chapters; the order of `KINDS` is that of the data and of search."""
    menu: bool = True
    """Whether that page stands in the menu of every page."""
    optional: bool = False
    """Whether the page that lists its records is left out, of the site as of the menu, where there are none."""
    subject: bool = True
    """Whether the index of names and subjects lists its records."""
    prose: bool = False
    """True: a Markdown file each, and one more per translation. False: YAML mappings from id to fields."""
    by_year: bool = False
    """True: files stand in a folder per year, which gives the year of the record."""
    page: bool = True
    """True: each record has a page of its own. False: it is an anchor on the page that lists them."""
    index_file: str = ""
    """The file of that page; empty: `index.html` in a folder named like the page."""
    more_indexes: tuple[tuple[str, str], ...] = ()
    """Further pages that list the records in another order: names in `urls.INDEXES` and their files."""
    book: bool = False
    """True: each record has a PDF of its own."""
    dated_by: tuple[str, ...] | None = None
    """Fields that say to which years a record belongs: `period`, `reports.as_of`; None: all dates among its own fields.

    A record in the folder of a year, and a year itself, belong to that year alone.
    """
    own: OwnKind | None = None
    """Its declaration, for a kind that a yearbook declares."""


HONOR = Kind(
    name="honor",
    facts=Honor,
    folder="honors",
    index="honors",
    position=2,
    prose=True,
    by_year=True,
    more_indexes=(("honors_by_year", "honors/by-year.html"),),
    book=True,
    dated_by=("conferred", "period"),
)
PROJECT = Kind(
    name="project",
    facts=Project,
    folder="projects",
    index="projects",
    position=3,
    prose=True,
    more_indexes=(("stages", "projects/by-stage.html"),),
    book=True,
    dated_by=("reports.as_of",),
)
PROGRAM = Kind(
    name="program",
    facts=Program,
    folder="programs",
    index="programs",
    position=7,
    menu=False,
    prose=True,
    book=True,
    dated_by=("years",),
)
YEAR = Kind(name="year", facts=Year, folder="years", index="years", position=1, prose=True, subject=False, book=True)
LEDGER = Kind(
    name="ledger",
    facts=Ledger,
    folder="ledgers",
    index="ledgers",
    position=4,
    menu=False,
    book=True,
    dated_by=("period",),
)
INDICATOR = Kind(
    name="indicator",
    facts=Indicator,
    folder="indicators",
    index="indicators",
    position=5,
    book=True,
    dated_by=("observations.period",),
)
COMMITMENT = Kind(
    name="commitment",
    facts=Commitment,
    folder="commitments",
    index="commitments",
    position=6,
    page=False,
    subject=False,
    dated_by=("period",),
)
EVENT = Kind(
    name="event",
    facts=Event,
    folder="events",
    index="chronicle",
    position=12,
    page=False,
    subject=False,
    index_file="chronicle.html",
)
UNIT = Kind(
    name="unit",
    facts=Unit,
    folder="units",
    index="units",
    position=8,
    more_indexes=(("unit_types", "units/by-type.html"),),
    book=True,
)
PERSON = Kind(
    name="person",
    facts=Person,
    folder="people",
    index="people",
    position=9,
    optional=True,
    prose=True,
    book=True,
    dated_by=(),
)
PLACE = Kind(
    name="place", facts=Place, folder="places", index="places", position=10, menu=False, optional=True, book=True
)
SOURCE = Kind(name="source", facts=Source, folder="sources", index="sources", position=13, menu=False, subject=False)
THEME = Kind(name="theme", facts=Theme, folder="themes.yaml", index="themes", position=11, menu=False)
TERM = Kind(
    name="term",
    facts=Term,
    folder="glossary.yaml",
    index="glossary",
    position=14,
    menu=False,
    page=False,
    index_file="glossary.html",
)
PAGE = Kind(
    name="page",
    facts=FreePage,
    folder="pages",
    index="pages",
    position=20,
    menu=False,
    optional=True,
    subject=False,
    prose=True,
    dated_by=(),
)

KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        HONOR, PROJECT, PROGRAM, YEAR, LEDGER, INDICATOR, COMMITMENT, EVENT, UNIT, PERSON, PLACE, SOURCE, THEME, TERM,
        PAGE,
    )
}  # fmt: skip
"""By name, in the order of the data and of search."""


def by_position(kinds: Mapping[str, Kind] = KINDS) -> tuple[Kind, ...]:
    """All kinds in the order of menus, lists and chapters; by default the built-in ones."""
    return tuple(sorted(kinds.values(), key=lambda kind: kind.position))


VOCABULARIES = {
    "level": "levels",
    "stage": "stages",
    "role": "roles",
    "scope": "scopes",
    "basis": "bases",
    "category": "categories",
}
"""Kinds that are lists in yearbook.yaml: their name in references, and the field that holds them."""
