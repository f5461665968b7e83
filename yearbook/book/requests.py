"""Which books there are: their records, language, paper and path.

Computes names only; reads no record's content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.model.kinds import UNIT, YEAR, by_position
from yearbook.model.own_kinds import Kinds
from yearbook.site.edition import Edition

PARALLEL_LANGUAGE = urls.PARALLEL_BOOKS
"""Used as the language of an edition that prints all languages side by side."""


class Scope(Enum):
    """Which records a book holds."""

    ALL = "all"
    YEAR = "year"
    UNIT = "unit"
    """A unit with all records that name it: its dossier."""
    ENTRY = "entry"
    """One record on a sheet, without cover or indexes."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A trimmed page; all lengths in millimetres."""

    name: str
    width: int
    height: int
    inner: int
    """The margin at the spine."""
    outer: int
    top: int
    bottom: int


A4 = Paper(name="a4", width=210, height=297, inner=25, outer=30, top=30, bottom=28)
SIXTEENMO = Paper(name="16k", width=185, height=260, inner=20, outer=25, top=26, bottom=24)
"""大16开, the usual size of Chinese yearbooks."""
PAPERS = {each.name: each for each in (A4, SIXTEENMO)}
BLEED = 3
"""Millimetres printed beyond the edge of a page that is to be trimmed: what printers in China and Europe ask for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One book that is wanted. Small enough to be sent to a worker."""

    scope: Scope
    language: str
    """A language's code, or PARALLEL_LANGUAGE."""
    kind: str = ""
    """Kind of the one record of a volume, dossier or sheet; empty for the whole yearbook."""
    id: str = ""
    paper: Paper = A4
    bleed: bool = False
    """Whether colour runs over the edge of the page, with crop marks."""

    @property
    def path(self) -> str:
        """Path in the site: `pdf/zh/honors/some-id.pdf`, `pdf/parallel/years/2016.pdf`, `pdf/en/book.pdf`."""
        if self.scope is Scope.ALL:
            return urls.printed_whole(self.language)
        return urls.printed(self.language, self.kind, self.id)


def sheet_kinds(kinds: Kinds) -> tuple[str, ...]:
    """Return the kinds of which every record has a sheet of its own. Units have dossiers, years have volumes."""
    others = (YEAR.name, UNIT.name)
    return tuple(kind.name for kind in by_position(kinds) if kind.book and kind.name not in others)


def book_requests(editions: Mapping[str, Edition]) -> Iterator[Request]:
    """Yield every book that the site offers: in each language the whole, volumes, dossiers and sheets."""
    first = next(iter(editions.values()))
    languages = (*editions, *((PARALLEL_LANGUAGE,) if len(editions) > 1 else ()))
    sheets = dict.fromkeys(sheet_kinds(first.yearbook.kinds), Scope.ENTRY)
    scopes = {YEAR.name: Scope.YEAR, UNIT.name: Scope.UNIT, **sheets}
    for language in languages:
        yield Request(Scope.ALL, language)
        for kind, scope in scopes.items():
            for each in first.ordered[kind]:
                yield Request(scope, language, kind=kind, id=each.id)
