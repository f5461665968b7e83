"""The last chapters of a book: units, glossary, where sources disagree, and the list of sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yearbook.book.document import BookRow, BookSection, Chapter
from yearbook.book.nodes import Nodes, aside, book_table, join_nodes, node, paragraph
from yearbook.book.sections import anchor_node, make_chapter, record_section
from yearbook.book.volume import Volume, label_of
from yearbook.book.writer import BookWriter, own_facts
from yearbook.content.records import Record
from yearbook.model.fields import Figure, NoteKind
from yearbook.model.kinds import SOURCE, TERM, UNIT
from yearbook.model.reference import Source, Term
from yearbook.model.units import Unit, UnitType
from yearbook.site.views.conflicts import disputed
from yearbook.site.views.facts import amount_view, dated_runs, note_line
from yearbook.site.views.links import record_link
from yearbook.site.views.sources import unknown_runs

# Units


def unit_chapter(volume: Volume) -> Chapter:
    """Return the unit of a dossier, as an entry."""
    return make_chapter(volume, "units", "pages.book.dossier", [record_section(volume, "", volume.of(UNIT))])


def units_chapter(volume: Volume) -> Chapter:
    """Return all units by type, each a paragraph."""
    sections = []
    for kind in UnitType:
        shown = [each for each in volume.of(UNIT) if each.facts.type is kind]
        name = f"unit_types.{kind.value}"
        rows = tuple(row for each in shown for row in _unit(volume, each))
        sections.append(BookSection(label=f"section:{name}", titles=volume.words(name), rows=rows))
    return make_chapter(volume, "units", "menu.units", sections)


def _unit(volume: Volume, record: Record[Unit]) -> tuple[BookRow, ...]:
    def write(writer: BookWriter) -> Nodes:
        facts, gap = record.facts, writer.word("pages.book.gap")
        names = [*(each.short for each in facts.names if each.short), *(each.name for each in facts.names[:-1])]
        others = tuple(dict.fromkeys(writer.page.text(each).text for each in names))
        parts: list[Nodes] = [
            (node("strong", writer.title(record)), *(aside(writer.language.listing(others)) if others else ())),
            writer.text(facts.note),
        ]
        if facts.parent:
            parent = writer.run(record_link(writer.page, UNIT.name, facts.parent))
            parts.append((node("fact", parent, label=writer.word("facts.parent")),))
        parts += own_facts(writer, record)
        return (node("hanging", anchor_node(record), *join_nodes(gap, filter(None, parts))),)

    return (*volume.beside(write, label_of(record)), *volume.media(record))


# Glossary


def glossary_chapter(volume: Volume) -> Chapter:
    """Return a table of all terms in the order of the first language, with their other languages beside them."""
    first = volume.editions[0]
    rows = [_term(BookWriter(first, volume.holdings, label_of(each)), each) for each in first.sorted(volume.of(TERM))]
    writer = BookWriter(first, volume.holdings, "glossary")
    keys = ("kinds.term", "pages.glossary.in_other", "facts.note")
    shown = book_table("glossary", (writer.word(each) for each in keys), rows, "www")
    media = (row for each in volume.of(TERM) for row in volume.media(each))
    return make_chapter(volume, "glossary", "menu.glossary", (), (BookRow((shown,)), *media) if shown else ())


def _term(writer: BookWriter, record: Record[Term]) -> tuple[Nodes, ...]:
    code = writer.language.code
    others = [node("span", text, lang=writer.page.lang(each)) for each, text in record.title.values if each != code]
    note = join_nodes(
        writer.word("pages.book.gap"), filter(None, (writer.text(record.facts.note), *own_facts(writer, record)))
    )
    return (anchor_node(record), writer.title(record)), tuple(others), note


# Conflicts


def conflicts_chapter(volume: Volume) -> Chapter:
    """Return a table of the values about which sources disagree, and editors' notes by their kind."""
    records = [each for found in volume.records.values() for each in found]
    values = _disputed_values(volume, records)
    sections = []
    for kind in NoteKind:
        name = f"note_kinds.{kind.value}"
        rows = tuple(row for each in records for row in _notes(volume, each, kind))
        sections.append(BookSection(label=f"section:{name}", titles=volume.words(name), rows=rows))
    lead = volume.beside(lambda writer: (paragraph(writer.word("pages.conflicts.introduction")),), "conflicts")
    if values.rows:
        return make_chapter(volume, "conflicts", "menu.conflicts", (values, *sections), lead)
    shown = lead if any(each.rows for each in sections) else ()
    introduction = BookSection(label="section:lead", titles=(), rows=shown)
    return make_chapter(volume, "conflicts", "menu.conflicts", (introduction, *sections))


def _disputed_values(volume: Volume, records: Sequence[Record]) -> BookSection:
    found = [(each, owner, fact) for each in records for owner, fact in disputed(each.facts)]

    def write(writer: BookWriter) -> Nodes:
        rows = [_disputed_value(writer, *each) for each in found]
        keys = ("pages.book.stands_in", "pages.conflicts.used", "pages.conflicts.others", "pages.conflicts.because")
        return book_table("conflicts", (writer.word(each) for each in keys), rows, "4334")

    titles, rows = volume.words("pages.conflicts.values"), volume.shared(write, "table:conflicts")
    return BookSection(label="section:conflicts", titles=titles, rows=rows, wide=True)


def _disputed_value(writer: BookWriter, record: Record, owner: Any, fact: Any) -> tuple[Nodes, ...]:
    amount = amount_view(writer.page, fact)
    label = aside(*writer.text(owner.label)) if isinstance(owner, Figure) else ()
    others = writer.separated([(each.value, *writer.footnote(each.cites)) for each in amount.others])
    used = (amount.text, *writer.cite(fact.sources))
    return (writer.link(record), *label), used, others, writer.optional(amount.because)


def _notes(volume: Volume, record: Record, kind: NoteKind) -> tuple[BookRow, ...]:
    notes = [each for each in record.notes if each.kind is kind]

    def write(writer: BookWriter) -> Nodes:
        strong, gap = node("strong", writer.link(record)), writer.word("pages.book.gap")
        lines = [note_line(writer.page, each) for each in notes]
        return tuple(
            node("hanging", strong, gap, writer.run(each.text), *writer.footnote(each.cites)) for each in lines
        )

    return volume.beside(write, f"note:{kind.value}:{record.id}") if notes else ()


# Sources


def sources_chapter(volume: Volume) -> Chapter:
    """Return the numbered list of sources."""
    rows = tuple(row for each in volume.of(SOURCE) for row in _source(volume, each))
    section = BookSection(label="section:sources", titles=(), rows=rows)
    return make_chapter(volume, "sources", "menu.sources", (section,))


def _source(volume: Volume, record: Record[Source]) -> tuple[BookRow, ...]:
    def write(writer: BookWriter) -> Nodes:
        facts = record.facts
        parts: tuple[Nodes, ...] = (
            (node("strong", writer.title(record)),),
            writer.runs(writer.page.original(each) for each in facts.authors),
            writer.text(facts.publisher),
            (writer.word(f"source_kinds.{facts.kind.value}"),),
            writer.runs(dated_runs(writer.page, facts.date)),
            writer.runs(writer.page.original(each) for each in (facts.number,) if each),
            (node("fact", facts.page, label=writer.word("facts.page")),) if facts.page else (),
            (facts.url,) if facts.url else (),
            writer.text(facts.note),
            *own_facts(writer, record),
            writer.runs(unknown_runs(writer.page, facts)),
        )
        inner = join_nodes(writer.word("pages.book.gap"), filter(None, parts))
        return (node("numbered", anchor_node(record), *inner, number=str(volume.holdings.numbers[record.id])),)

    return (*volume.beside(write, label_of(record)), *volume.media(record))
