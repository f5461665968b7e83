"""What is printed of a record of each kind: a default that follows from its fields, and functions for special kinds.

Records come through the site's views, so that book and site show the same. Nothing here decides about pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from yearbook.book.body import body_slot
from yearbook.book.charts import chart_nodes, map_nodes
from yearbook.book.lengths import text_width
from yearbook.book.nodes import Nodes, aside, book_table, join_nodes, node, paragraph
from yearbook.book.parallel import EntrySlot
from yearbook.book.writer import BookWriter
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode
from yearbook.model.free_pages import FreePage
from yearbook.model.honors import Honor
from yearbook.model.kinds import HONOR, INDICATOR, LEDGER, PAGE, PERSON, PLACE, PROGRAM, PROJECT, UNIT, YEAR
from yearbook.model.narrative import Program, Year
from yearbook.model.people import Person
from yearbook.model.places import Place
from yearbook.model.projects import Ledger, Project
from yearbook.model.series import Indicator, Status
from yearbook.model.units import Unit
from yearbook.site.views import (
    honors,
    indicators,
    ledgers,
    people,
    places,
    programs,
    projects,
    reading_key,
    units,
    years,
)
from yearbook.site.views.elements import AmountView, ProgressBar, Section
from yearbook.site.views.field_rows import own_rows
from yearbook.site.views.record_page import record_view

Slots = Iterator[EntrySlot]


def record_entry(writer: BookWriter, record: Record) -> Slots:
    """Yield the entry of a kind without a function of its own: facts, text, figures, notes."""
    view = record_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    yield body_slot(writer, record)
    yield EntrySlot(writer.figures(view.body.figures))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _honor(writer: BookWriter, record: Record[Honor]) -> Slots:
    view = honors.honor_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    yield body_slot(writer, record)
    yield EntrySlot(writer.figures(view.body.figures))
    only_units = not any(each.people or each.names for each in record.facts.awardees)
    head = (writer.word(f"facts.{name}") for name in ("label", "count", "unit" if only_units else "persons"))
    rows = [
        (
            (writer.run(each.label),),
            (each.count,),
            (*writer.runs(each.named), *aside(*_text(each.remainder))),
        )
        for each in view.awardees
        if not each.is_long
    ]
    yield EntrySlot(book_table("awardees", head, rows, "3l4"), wide=True)
    yield EntrySlot(tuple(part for each in view.awardees if each.is_long for part in _names(writer, each)))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _names(writer: BookWriter, group: honors.AwardeeGroup) -> Nodes:
    """Return a group with so many names that they stand in columns, below what they are commended as."""
    width = max(text_width(each.text) for each in group.named)
    heading = (writer.run(group.label), *aside(group.count))
    names = node("names", *(node("span", writer.run(each)) for each in group.named), width=f"{width:.1f}")
    rest = (paragraph(group.remainder, style="notice"),) if group.remainder else ()
    return (paragraph(*heading, style="caption"), names, *rest)


def _project(writer: BookWriter, record: Record[Project]) -> Slots:
    """Its reports are lines, because a table of stage, plan, done and remark is too wide for a column."""
    view = projects.project_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    yield body_slot(writer, record)
    yield EntrySlot(tuple(_report(writer, each) for each in view.reports))
    yield EntrySlot(writer.figures(view.body.figures))
    aliases = ((writer.run(each.name), *writer.footnote(each.cites)) for each in view.names)
    yield EntrySlot(writer.fact_list(writer.word("facts.names"), aliases))
    yield EntrySlot(map_nodes(view.map), wide=True)
    yield EntrySlot(_sections(writer, view.sections))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _place(writer: BookWriter, record: Record[Place]) -> Slots:
    view = places.place_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    yield EntrySlot(map_nodes(view.map), wide=True)
    yield EntrySlot(_sections(writer, view.sections))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _report(writer: BookWriter, line: projects.ReportLine) -> HtmlNode:
    """Return a date with stage, planned, done, and what else is said."""
    colon = writer.word("pages.book.colon")
    texts = (("stage", line.stage_word), ("planned", line.planned), ("done", line.done))
    parts: list[Nodes] = [(writer.word(f"facts.{name}"), colon, text) for name, text in texts if text]
    remark = (*writer.optional(line.note), *_progress_bar(line.bar), *writer.footnote(line.cites))
    return node(
        "facts", node("fact", *writer.separated(filter(None, (*parts, remark))), label=line.date), style="lines"
    )


def _sections(writer: BookWriter, sections: Iterable[Section]) -> Nodes:
    lists = (
        writer.fact_list(each.heading.text, ((writer.run(line.title),) for line in each.lines)) for each in sections
    )
    return tuple(each for found in lists for each in found)


def _progress_bar(bar: ProgressBar | None) -> Nodes:
    """Return planned against done as a drawing, with its words."""
    if bar is None:
        return ()
    drawn = node(
        "bar",
        f"{bar.lead} · {bar.colour_word}",
        done=bar.done_length.rstrip("%"),
        elapsed=bar.elapsed_at.rstrip("%"),
        colour=bar.colour,
        words=f"{bar.done} / {bar.elapsed}",
    )
    return (drawn,)


def _ledger(writer: BookWriter, record: Record[Ledger]) -> Slots:
    """A table if several lines have several numbers; else lines."""
    view = ledgers.ledger_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    lines = (view.total, *view.stages, *view.groups)
    values = [_line_values(each) for each in lines]
    used = [name for name in values[0] if any(each[name] for each in values)]
    is_table = len(used) > 1 and sum(any(each.values()) for each in values) > 1
    yield EntrySlot(_ledger_table(writer, lines, used) if is_table else (), wide=True)
    bar = _progress_bar(view.bar)
    yield EntrySlot((paragraph(*bar, style="drawing"),) if bar else (), wide=True)
    shown = [_ledger_line(writer, each, () if is_table else used) for each in lines if not is_table or _has_more(each)]
    yield EntrySlot((node("facts", *shown, style="lines"),) if shown else ())
    yield EntrySlot(_sections(writer, view.sections))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _line_values(line: ledgers.CountsLine) -> dict[str, AmountView | str | None]:
    """Return the numbers of a line by their names in the strings files."""
    return {
        "count": line.count,
        "investment": line.investment,
        "planned": line.planned,
        "done": line.done,
        "progress": line.progress,
    }


def _value(writer: BookWriter, value: AmountView | str | None) -> Nodes:
    return _text(value) if isinstance(value, str) else writer.amounts(value)


def _ledger_table(writer: BookWriter, lines: Iterable[ledgers.CountsLine], used: Sequence[str]) -> Nodes:
    head = [writer.word(f"facts.{name}") for name in ("label", *used)]
    rows = []
    for each in lines:
        label, values = (writer.run(each.label), *writer.footnote(each.cites)), _line_values(each)
        rows.append([label, *(_value(writer, values[name]) for name in used)])
    return book_table("ledger", head, rows, "w" + "r" * len(used))


def _has_more(line: ledgers.CountsLine) -> bool:
    """Whether a line has something that the table of numbers does not show."""
    return bool(line.members or line.note)


def _ledger_line(writer: BookWriter, line: ledgers.CountsLine, used: Sequence[str]) -> HtmlNode:
    """Return “力争开工 18个①：甲、乙”: the numbers of these names with their sources, the projects, and the note."""
    numbers = _named_numbers(writer, line, used)
    footnote = writer.footnote(line.cites) if used else ()
    members = writer.runs(line.members)
    if numbers and members:
        members = (writer.word("pages.book.colon"), *members)
    parts = (*numbers, *footnote, *members) if numbers else (*members, *footnote)
    note = aside(*writer.optional(line.note))
    return node("figure", node("figure-label", writer.run(line.label)), *parts, *note)


def _named_numbers(writer: BookWriter, line: ledgers.CountsLine, used: Sequence[str]) -> Nodes:
    """Return the numbers of a line, each with its name if others have one too."""
    values = _line_values(line)
    numbers = {name: found for name in used if (found := _value(writer, values[name]))}
    named = [(f"{writer.word(f'facts.{name}')} ", *found) for name, found in numbers.items()]
    return writer.separated(named if len(used) > 1 else numbers.values())


def _indicator(writer: BookWriter, record: Record[Indicator]) -> Slots:
    """A table of its values; a single value is a line."""
    view = indicators.indicator_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    is_line = len(view.observations) == 1
    yield EntrySlot(_observation(writer, view.observations[0]) if is_line else ())
    for each in view.groups:
        caption = (paragraph(each.heading, style="caption"),) if each.heading else ()
        table = () if is_line else (*caption, *_observations(writer, each.observations))
        yield EntrySlot(table, wide=True)
    yield EntrySlot((paragraph(" ".join(view.legend), style="drawing-note"),) if view.legend else ())
    yield EntrySlot(tuple(part for each in view.charts for part in chart_nodes(each)), wide=True)
    yield EntrySlot(writer.remarks(view.tail.notes))


def _observation(writer: BookWriter, line: indicators.ObservationLine) -> Nodes:
    status = "" if line.status == Status.ACTUAL.value else line.status_word
    ranks = _text(writer.language.listing(line.ranks))
    parts = (writer.amounts(line.value), _text(line.growth), ranks, _text(status))
    remark = aside(*_remark(writer, line))
    shown = (*writer.separated(filter(None, parts)), *remark, *writer.footnote(line.cites))
    return (node("facts", node("fact", *shown, label=line.period)),)


def _observations(writer: BookWriter, lines: Iterable[indicators.ObservationLine]) -> Nodes:
    rows: list[tuple[Nodes, ...]] = []
    for line in lines:
        cells = (
            (line.period, *writer.footnote(line.cites)),
            writer.amounts(line.value),
            _text(line.growth),
            _text(line.status_word),
            _text(writer.language.listing(line.ranks)),
        )
        note = _remark(writer, line)
        rows += [cells, (note,)] if note else [cells]
    head = (writer.word(f"facts.{name}") for name in ("value", "growth", "status", "rank"))
    return book_table("series", (writer.word("pages.book.period"), *head), rows, "l2rl3", notes=True)


def _remark(writer: BookWriter, line: indicators.ObservationLine) -> Nodes:
    """Return the note on a value, and the values given before."""
    parts = (writer.optional(line.note), writer.runs(line.revised))
    return join_nodes(writer.word("pages.book.gap"), filter(None, parts))


def _text(text: str) -> Nodes:
    return (text,) if text else ()


def _program(writer: BookWriter, record: Record[Program]) -> Slots:
    view = programs.program_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    yield body_slot(writer, record)
    items = [
        node(
            "item",
            node("strong", writer.run(each.name)),
            *((writer.word("pages.book.colon"), writer.run(each.text)) if each.text else ()),
        )
        for each in view.parts
    ]
    yield EntrySlot((node("list", *items, ordered="true"),) if items else ())
    yield EntrySlot(writer.figures(view.body.figures))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _year(writer: BookWriter, record: Record[Year]) -> Slots:
    view = years.year_view(writer.page, record)
    yield EntrySlot((paragraph(writer.run(view.motto), style="motto"),) if view.motto else ())
    yield EntrySlot(writer.facts(own_rows(writer.page, record)))
    yield body_slot(writer, record)
    rows = [
        (
            _highlight(writer, each),
            writer.amounts(each.amount),
            (node("page", target=each.of.href),) if each.of.href else (),
        )
        for each in view.highlights
    ]
    head = (writer.word(key) for key in ("facts.label", "facts.value", "pages.book.page"))
    yield EntrySlot(book_table("highlights", head, rows, "54r"), wide=True)


def _highlight(writer: BookWriter, line: years.Highlight) -> Nodes:
    """Return “2017年重大项目：总投资”, or the title of an indicator alone."""
    if line.of.text == line.label.text:
        return (writer.run(line.of), *aside(*_text(line.period)))
    return (writer.run(line.of), writer.word("pages.book.colon"), writer.run(line.label), *aside(*_text(line.period)))


def _unit(writer: BookWriter, record: Record[Unit]) -> Slots:
    view = units.unit_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    former = ((writer.run(each.name), *aside(*_text(each.valid))) for each in view.names[:-1])
    yield EntrySlot(writer.fact_list(writer.word("pages.unit.names"), former))
    yield EntrySlot((paragraph(writer.run(view.note)),) if view.note else ())
    yield EntrySlot(writer.remarks(view.tail.notes))


def _person(writer: BookWriter, record: Record[Person]) -> Slots:
    view = people.person_view(writer.page, record)
    yield EntrySlot(writer.facts(view.body.rows))
    posts = [
        node(
            "fact",
            *map(writer.run, each.text),
            *writer.footnote(each.cites),
            label=each.valid,
        )
        for each in view.posts
    ]
    yield EntrySlot((node("facts", *posts, style="lines"),) if posts else ())
    yield body_slot(writer, record)
    yield EntrySlot(_sections(writer, view.sections))
    yield EntrySlot(writer.remarks(view.tail.notes))


def _free_page(writer: BookWriter, record: Record[FreePage]) -> Slots:
    """Its key has what books print: the seals, and the symbols beside values."""
    yield from record_entry(writer, record)
    for group in reading_key.reading_key_of(writer.page, record.facts):
        seals = ((node("seal", writer.run(each.word), shape=each.shape),) for each in group.lines)
        symbols = ((f"{each.shape}\u2002", writer.run(each.word)) for each in group.lines)
        lines = {"seal": seals, "symbol": symbols}.get(group.drawing, iter(()))
        yield EntrySlot(writer.fact_list(group.title, lines))


ENTRIES: dict[str, Callable[[BookWriter, Record[Any]], Slots]] = {
    HONOR.name: _honor,
    PROJECT.name: _project,
    LEDGER.name: _ledger,
    INDICATOR.name: _indicator,
    PROGRAM.name: _program,
    YEAR.name: _year,
    UNIT.name: _unit,
    PERSON.name: _person,
    PLACE.name: _place,
    PAGE.name: _free_page,
}
"""Kinds that the default does not suit."""
