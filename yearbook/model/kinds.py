"""The table of kinds: which class a kind of record has, and where among the files its records are written."""

from __future__ import annotations

from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.model.honors import Honor
from yearbook.model.narrative import Event, Program, Year
from yearbook.model.projects import Ledger, Project
from yearbook.model.reference import Source, Term
from yearbook.model.series import Commitment, Indicator
from yearbook.model.units import Theme, Unit

Facts = Honor | Project | Ledger | Indicator | Commitment | Event | Program | Unit | Theme | Year | Source | Term


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    name: str
    """As in references: `honor:some-id`."""
    facts: type[Any]
    """The class of its facts, one of model."""
    folder: str
    """Where its files are below content/, without a slash; or the one file that holds them all."""
    prose: bool = False
    """True: a Markdown file each, and one more per translation. False: YAML mappings from id to fields."""
    by_year: bool = False
    """True: files stand in a folder per year, which gives the year of the record."""


KINDS: dict[str, Kind] = {
    each.name: each
    for each in (
        Kind("honor", Honor, "honors", prose=True, by_year=True),
        Kind("project", Project, "projects", prose=True),
        Kind("program", Program, "programs", prose=True),
        Kind("year", Year, "years", prose=True),
        Kind("ledger", Ledger, "ledgers"),
        Kind("indicator", Indicator, "indicators"),
        Kind("commitment", Commitment, "commitments"),
        Kind("event", Event, "events"),
        Kind("unit", Unit, "units"),
        Kind("source", Source, "sources"),
        Kind("theme", Theme, "themes.yaml"),
        Kind("term", Term, "glossary.yaml"),
    )
}
"""In the order in which a yearbook presents them."""

VOCABULARIES = {"scope": "scopes", "basis": "bases", "category": "categories"}
"""Kinds that stand in yearbook.yaml: what a reference calls them → the field that holds them."""
