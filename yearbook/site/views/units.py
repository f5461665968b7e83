"""The dossier of one unit: its names through time, and all that names it, by what it did."""

from __future__ import annotations

from collections import Counter

from yearbook.content.records import Record
from yearbook.content.yearbook import Use
from yearbook.core.frozen import dataclass
from yearbook.model.units import Unit, UnitName
from yearbook.site.views import charts, records
from yearbook.site.views.chart_values import Multiples
from yearbook.site.views.composer import Composer
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


def unit(composer: Composer, record: Record) -> UnitView:
    facts: Unit = record.facts
    body = records.record_body(composer, record, _rows(composer, record, facts))
    names = tuple(_name(composer, each) for each in facts.names)
    used = [use for use in composer.yearbook.used(record) if use.kind != "unit"]
    sections: tuple[Section, ...] = ()
    counts: list[tuple[str, Counter[int]]] = []
    for part, fields in PARTS_PLAYED:
        found = _in_order(composer, [use for use in used if use.field in fields])
        heading = composer.word(f"pages.unit.{part}")
        counts.append((heading, Counter(year for each in found for year in each.years)))
        sections += composer.section(
            heading,
            part,
            records.record_lines(composer, found, kind=len({each.kind for each in found}) > 1),
            composer.count("entries", len(found)),
        )
    note = composer.text(facts.note) if facts.note else None
    drawn = charts.multiples(composer, counts, "chart-years")
    return UnitView(body, names, note, drawn, sections, records.tail(composer, record, back=False))


def _in_order(composer: Composer, uses: list[Use]) -> list[Record]:
    """The records that these uses stand in: by year, then in the book's order of kinds, then by title."""
    kinds = list(composer.yearbook.records)
    found = composer.records((use.kind, use.id) for use in uses)
    alphabet = composer.edition.alphabet
    return sorted(found, key=lambda each: (composer.years(each), kinds.index(each.kind), alphabet[each.key]))


def _rows(composer: Composer, record: Record, facts: Unit) -> tuple[FactRow, ...]:
    used = composer.yearbook.used(record)
    below = composer.records((use.kind, use.id) for use in used if use.field == "parent")
    before = composer.records((use.kind, use.id) for use in used if use.field == "successors")
    return (
        *composer.row(
            "type", (Run(composer.word(f"unit_types.{facts.type.value}"), "", _type_index(composer, facts)),)
        ),
        *composer.row("parent", (composer.link("unit", facts.parent),) if facts.parent else ()),
        *composer.row("aliases", (composer.original(each) for each in facts.aliases)),
        *composer.row("predecessors", (composer.link(*each.key) for each in composer.edition.sorted(before))),
        *composer.row("successors", composer.links("unit", facts.successors)),
        *composer.row("subordinates", (composer.link(*each.key) for each in composer.edition.sorted(below))),
    )


def _type_index(composer: Composer, facts: Unit) -> str:
    return composer.index("unit_types", facts.type.value)


def _name(composer: Composer, name: UnitName) -> UnitNameLine:
    code = composer.language.code
    others = tuple(Run(text, composer.lang(other)) for other, text in name.name.values if other != code)
    valid = composer.validity(name.since, name.until)
    short = composer.text(name.short) if name.short else None
    return UnitNameLine(composer.text(name.name), others, short, valid)
