"""The dossier of one unit: its names through time, and all that names it, by what it did."""

from __future__ import annotations

from collections import Counter

from yearbook.content.records import Record
from yearbook.content.yearbook import Use
from yearbook.core.frozen import dataclass
from yearbook.model.units import Unit, UnitName
from yearbook.site.views import charts, records
from yearbook.site.views.chart_values import Multiples
from yearbook.site.views.facts import fact_row, validity
from yearbook.site.views.links import record_link, record_links
from yearbook.site.views.lists import dated_lines, known_records, list_section, years_text
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import FactRow, Run, Section, Tail

PARTS_PLAYED = (
    ("received", ("recipients", "awardees.named")),
    ("conferred", ("conferred_by",)),
    ("led", ("units.lead",)),
    ("supported", ("units.support",)),
    ("owned", ("units.owner",)),
    ("developed", ("units.developer",)),
    ("supervised", ("units.supervising",)),
    ("area", ("units.area",)),
    ("promised", ("by",)),
    ("indicators", ("subject",)),
    ("events", ("units",)),
    ("named", ("related", "notes.about", "body")),
)
"""What a unit can have done, and the fields of records that say so, in the order in which its page lists them."""


@dataclass(frozen=True, slots=True)
class UnitNameLine:
    name: Run
    others: tuple[Run, ...]
    """The name in the other languages."""
    short: Run | None
    valid: str
    """“2010年9月起”; empty where the sources do not say."""


@dataclass(frozen=True, slots=True)
class UnitView:
    body: records.RecordBody
    names: tuple[UnitNameLine, ...]
    note: Run | None
    by_year: Multiples | None
    """How often it stands in the yearbook, by the part that it played; None where there is too little to compare."""
    sections: tuple[Section, ...]
    """What it did, one section a part played, in the book's order."""
    tail: Tail


def unit(page: PageContext, record: Record) -> UnitView:
    facts: Unit = record.facts
    body = records.record_body(page, record, _rows(page, record, facts))
    names = tuple(_name(page, each) for each in facts.names)
    used = [use for use in page.yearbook.used(record) if use.kind != "unit"]
    sections: tuple[Section, ...] = ()
    counts: list[tuple[str, Counter[int]]] = []
    for part, fields in PARTS_PLAYED:
        found = _in_order(page, [use for use in used if use.field in fields])
        heading = page.word(f"pages.unit.{part}")
        counts.append((heading, Counter(year for each in found for year in each.years)))
        sections += list_section(
            heading,
            part,
            dated_lines(page, found, kind=len({each.kind for each in found}) > 1),
            page.language.count("entries", len(found)),
        )
    note = page.text(facts.note) if facts.note else None
    drawn = charts.multiples(page, counts, "chart-years")
    return UnitView(body, names, note, drawn, sections, records.tail(page, record, back=False))


def _in_order(page: PageContext, uses: list[Use]) -> list[Record]:
    """The records that these uses stand in: by year, then in the book's order of kinds, then by title."""
    kinds = list(page.yearbook.records)
    found = known_records(page, ((use.kind, use.id) for use in uses))
    alphabet = page.edition.title_order
    return sorted(found, key=lambda each: (years_text(page, each), kinds.index(each.kind), alphabet[each.key]))


def _rows(page: PageContext, record: Record, facts: Unit) -> tuple[FactRow, ...]:
    used = page.yearbook.used(record)
    below = known_records(page, ((use.kind, use.id) for use in used if use.field == "parent"))
    before = known_records(page, ((use.kind, use.id) for use in used if use.field == "successors"))
    return (
        *fact_row(page, "type", (Run(page.word(f"unit_types.{facts.type.value}"), "", _type_index(page, facts)),)),
        *fact_row(page, "parent", (record_link(page, "unit", facts.parent),) if facts.parent else ()),
        *fact_row(page, "aliases", (page.original(each) for each in facts.aliases)),
        *fact_row(page, "predecessors", (record_link(page, *each.key) for each in page.edition.sorted(before))),
        *fact_row(page, "successors", record_links(page, "unit", facts.successors)),
        *fact_row(page, "subordinates", (record_link(page, *each.key) for each in page.edition.sorted(below))),
    )


def _type_index(page: PageContext, facts: Unit) -> str:
    return page.index_href("unit_types", facts.type.value)


def _name(page: PageContext, name: UnitName) -> UnitNameLine:
    code = page.language.code
    others = tuple(Run(text, page.lang(other)) for other, text in name.name.values if other != code)
    valid = validity(page, name.since, name.until)
    short = page.text(name.short) if name.short else None
    return UnitNameLine(page.text(name.name), others, short, valid)
