"""The dossier of one unit: its names through time, and all that names it, by what it did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from yearbook.content.records import Record
from yearbook.content.yearbook import Use
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import UNIT
from yearbook.model.units import Unit, UnitName
from yearbook.site.views import charts
from yearbook.site.views.chart_elements import Multiples
from yearbook.site.views.elements import FactRow, RecordFooter, Run, Section
from yearbook.site.views.facts import fact_row, in_other_languages, validity
from yearbook.site.views.links import record_link, record_links
from yearbook.site.views.lists import (
    dated_lines,
    in_own_field,
    list_section,
    records_naming,
    records_of_keys,
    years_text,
)
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail

_HONORS = {"received": ("recipients", "awardees.named"), "conferred": ("conferred_by",)}
_ROLES = {
    "lead": "led",
    "support": "supported",
    "owner": "owned",
    "developer": "developed",
    "supervising": "supervised",
    "area": "area",
}
"""The part that a unit played by its role; roles of the yearbook's own are named by their words."""
_OTHERS = {
    "shares": ("shares.unit",),
    "promised": ("by",),
    "indicators": ("subject",),
    "people": ("posts.unit",),
    "events": ("units",),
    "named": ("related", "notes.about", "body"),
}
"""What else a unit can have done, and the fields of records that say so, in the order in which its page lists them."""

_IN_ROLE = "role-"
_SHOWN = frozenset({"names", "type", "aliases", "parent", "successors", "note"})
"""Fields of a unit that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class UnitNameLine:
    name: Run
    others: tuple[Run, ...]
    """The name in the other languages."""
    short: Run | None
    valid: str
    """“2010年9月起”; empty if the sources do not say."""


@dataclass(frozen=True, slots=True)
class UnitView:
    body: RecordBody
    names: tuple[UnitNameLine, ...]
    note: Run | None
    by_year: Multiples | None
    """Counts of its records by year and part played; None if there is too little to compare."""
    sections: tuple[Section, ...]
    """What it did, one section a part played, in the book's order."""
    tail: RecordFooter


def unit_view(page: PageContext, record: Record[Unit]) -> UnitView:
    facts = record.facts
    body = record_body(page, record, _rows(page, record), _SHOWN)
    fields = _fields_of_parts(page)
    parts: dict[str, list[Use]] = {part: [] for part in fields.values()}
    for use in page.yearbook.used(record):
        if use.kind != UNIT.name:
            part = "named" if in_own_field(page, use) else fields.get(use.field, "named")
            parts[part].append(use)  # a field that no part has names the unit
    sections: tuple[Section, ...] = ()
    counts: list[tuple[str, Counter[int]]] = []
    for part, uses in parts.items():
        found = _in_order(page, uses)
        heading = _heading(page, part)
        counts.append((heading, Counter(year for each in found for year in each.years)))
        lines = dated_lines(page, found, kind=len({each.kind for each in found}) > 1)
        sections += list_section(heading, part, lines, page.language.count("entries", len(found)))
    return UnitView(
        body=body,
        names=tuple(_name(page, each) for each in facts.names),
        note=page.optional(facts.note),
        by_year=charts.multiples(page, counts, "chart-years"),
        sections=sections,
        tail=tail(page, record, back=False),
    )


def _fields_of_parts(page: PageContext) -> dict[str, str]:
    """Return what a unit can have done by the field of records that says so, in the order of its page."""
    roles = {_ROLES.get(role, f"{_IN_ROLE}{role}"): (f"units.{role}",) for role in page.edition.roles}
    return {field: part for part, fields in (_HONORS | roles | _OTHERS).items() for field in fields}


def _heading(page: PageContext, part: str) -> str:
    """Return the heading of a part; a role that the yearbook names itself is called by that name."""
    role = next((role for role, usual in _ROLES.items() if usual == part), part.removeprefix(_IN_ROLE))
    if page.yearbook.configuration.declared("role").get(role):
        return page.word("pages.unit.in_role", role=page.vocabulary_word("role", role).text)
    return page.word(f"pages.unit.{part}")


def _in_order(page: PageContext, uses: Iterable[Use]) -> list[Record]:
    """Return the records that these uses stand in: by year, then in the book's order of kinds, then by title."""
    kinds, place = list(page.yearbook.kinds), page.edition.title_place
    found = records_of_keys(page, ((use.kind, use.id) for use in uses))
    return sorted(found, key=lambda each: (years_text(page, each), kinds.index(each.kind), place(each.key)))


def _rows(page: PageContext, record: Record[Unit]) -> tuple[FactRow, ...]:
    facts, in_order = record.facts, page.edition.sorted
    below, before = (records_naming(page, record, field) for field in ("parent", "successors"))
    unit_type = Run(page.word(f"unit_types.{facts.type.value}"), "", page.index_href("unit_types", facts.type.value))
    return (
        *fact_row(page, "type", (unit_type,)),
        *fact_row(page, "parent", (record_link(page, UNIT.name, facts.parent),) if facts.parent else ()),
        *fact_row(page, "aliases", (page.original(each) for each in facts.aliases)),
        *fact_row(page, "predecessors", (record_link(page, *each.key) for each in in_order(before))),
        *fact_row(page, "successors", record_links(page, UNIT.name, facts.successors)),
        *fact_row(page, "subordinates", (record_link(page, *each.key) for each in in_order(below))),
    )


def _name(page: PageContext, name: UnitName) -> UnitNameLine:
    return UnitNameLine(
        name=page.text(name.name),
        others=in_other_languages(page, name.name),
        short=page.optional(name.short),
        valid=validity(page, name.since, name.until),
    )
