"""What a person can ask the press for: which records, in which language, on which paper; and the path of the answer.

Computes names only; reads no record's content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.site.edition import Edition

PARALLEL_LANGUAGE = urls.PARALLEL_BOOKS
"""What stands in a language's place for the edition that has two of them side by side."""
SHEET_KINDS = ("honor", "project", "ledger", "indicator", "program")
"""Kinds of which every record has a sheet of its own. Units have dossiers, years have volumes."""


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
    """Lengths in millimetres, before trimming adds nothing and takes nothing away."""

    name: str
    width: int
    height: int
    inner: int
    """The margin at the spine."""
    outer: int
    top: int
    bottom: int


A4 = Paper("a4", 210, 297, 25, 30, 30, 28)
SIXTEENMO = Paper("16k", 185, 260, 20, 25, 26, 24)
"""大16开 as yearbooks are printed, 185 × 260 mm."""
PAPERS = {each.name: each for each in (A4, SIXTEENMO)}
BLEED = 3
"""Millimetres printed beyond the edge where a book is to be trimmed: what printers in China and Europe ask for."""


@dataclass(frozen=True, slots=True)
class Request:
    """One book that is wanted. Small enough to be sent anywhere."""

    scope: Scope
    language: str
    """A language's code, or PARALLEL."""
    kind: str = ""
    """Of the one record of a sheet, or `year` or `unit`; empty for the whole."""
    id: str = ""
    paper: Paper = A4
    bleed: bool = False
    """Whether colour runs over the edge, with marks that show where to cut."""

    @property
    def path(self) -> str:
        """Where it is in the site: `pdf/zh/honors/some-id.pdf`, `pdf/parallel/years/2016.pdf`, `pdf/en/book.pdf`."""
        if self.scope is Scope.ALL:
            return urls.printed_whole(self.language)
        return urls.printed(self.language, self.kind, self.id)


def requests(editions: Mapping[str, Edition]) -> Iterator[Request]:
    """Every book that the site offers, in the order in which they are made: the whole, volumes, dossiers, sheets."""
    first = next(iter(editions.values()))
    languages = (*editions, *((PARALLEL_LANGUAGE,) if len(editions) > 1 else ()))
    for language in languages:
        yield Request(Scope.ALL, language)
        for scope, kind in (
            (Scope.YEAR, "year"),
            (Scope.UNIT, "unit"),
            *((Scope.ENTRY, each) for each in SHEET_KINDS),
        ):
            yield from (Request(scope, language, kind, each.id) for each in first.ordered[kind])
