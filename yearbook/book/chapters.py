"""Arrange the records of a volume in chapters (类目), sections (分目) and entries (条目), with tables at their heads.

A chapter without records is left out. Every record of the volume has one place, which bears its label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from yearbook.book.charts import chart_nodes, map_nodes
from yearbook.book.document import BookRow, BookSection, Chapter
from yearbook.book.nodes import Nodes, aside, book_table, node, paragraph
from yearbook.book.reference_chapters import (
    conflicts_chapter,
    glossary_chapter,
    sources_chapter,
    unit_chapter,
    units_chapter,
)
from yearbook.book.requests import Scope
from yearbook.book.sections import anchor_node, make_chapter, record_section
from yearbook.book.volume import Volume, label_of, main_kinds
from yearbook.book.writer import BookWriter, own_facts
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode
from yearbook.model.free_pages import BookPlace, FreePage
from yearbook.model.honors import Honor
from yearbook.model.kinds import COMMITMENT, EVENT, HONOR, LEDGER, PAGE, PLACE, PROGRAM, PROJECT, YEAR, Kind
from yearbook.model.narrative import Event, ProgramForm
from yearbook.model.projects import Project
from yearbook.model.series import Commitment
from yearbook.site.views import charts, chronicle, commitments, maps, stages
from yearbook.site.views.elements import FigureLine, Run
from yearbook.site.views.facts import seal_of
from yearbook.site.views.links import record_link, unit_link
from yearbook.site.views.lists import by_first_year

_SENTENCE_ENDS = tuple("。！？.!?")
_FIRST = (YEAR.name, EVENT.name)
"""The foreword and the chronicle stand before the other chapters."""
_WITHIN_OTHERS = (LEDGER.name,)
"""Kinds that are printed in the chapter of another: ledgers with the projects."""


def book_chapters(volume: Volume) -> tuple[Chapter, ...]:
    """Return the chapters of a book, in order; a dossier begins with its unit."""
    is_dossier = volume.request.scope is Scope.UNIT
    known = main_kinds(volume.editions[0].yearbook.kinds)
    kinds = sorted(known, key=lambda kind: _FIRST.index(kind.name) if kind.name in _FIRST else len(_FIRST))
    chapters = (
        *([unit_chapter(volume)] if is_dossier else []),
        *(_main_chapter(volume, kind) for kind in kinds if kind.name not in _WITHIN_OTHERS),
        *([] if is_dossier else [units_chapter(volume)]),
        glossary_chapter(volume),
        conflicts_chapter(volume),
        sources_chapter(volume),
    )
    return tuple(each for each in chapters if each.rows or each.sections)


def page_chapters(volume: Volume, place: BookPlace) -> tuple[Chapter, ...]:
    """Return the free pages that stand at this place, each a chapter of its own."""
    found = (each for each in volume.of(PAGE) if each.facts.in_book is place)
    return tuple(_page_chapter(volume, each) for each in found)


def _page_chapter(volume: Volume, record: Record[FreePage]) -> Chapter:
    entry = volume.entry(record)
    titles = volume.each(lambda writer: (writer.title(record),))
    return Chapter(label=entry.label, titles=titles, rows=entry.rows)


def _main_chapter(volume: Volume, kind: Kind) -> Chapter:
    special = _CHAPTERS.get(kind.name)
    return special(volume) if special else record_chapter(volume, kind)


def record_chapter(volume: Volume, kind: Kind) -> Chapter:
    """Return the chapter of a kind without a function of its own: all its entries, in one section."""
    return make_chapter(volume, kind.index, f"menu.{kind.index}", [record_section(volume, "", volume.of(kind))])


def _foreword(volume: Volume) -> Chapter:
    return make_chapter(volume, "foreword", "pages.year.foreword", [record_section(volume, "", volume.of(YEAR))])


# Chronicle


def _chronicle(volume: Volume) -> Chapter:
    """By year; a volume of one year needs no headings."""
    groups = by_first_year(volume.of(EVENT))
    sections = [
        BookSection(
            label=f"section:chronicle/{year}",
            titles=volume.words("pages.year.title", year=str(year)) if len(groups) > 1 else (),
            rows=tuple(row for each in found for row in _event(volume, each)),
        )
        for year, found in groups
    ]
    return make_chapter(volume, "chronicle", "menu.chronicle", sections)


def _event(volume: Volume, record: Record[Event]) -> tuple[BookRow, ...]:
    def write(writer: BookWriter) -> Nodes:
        line = chronicle.event_line(writer.page, record)
        stop = writer.word("pages.book.stop")
        text = (
            writer.run(line.title),
            *aside(*writer.optional(line.place)),
            *(() if line.title.text.endswith(_SENTENCE_ENDS) else (stop,)),
            # a full-width stop has its space within it
            *((" " if stop.isascii() else "", writer.run(line.note)) if line.note else ()),
            *writer.footnote(line.cites),
        )
        event = node("event", anchor_node(record), *text, date=line.date)
        return (event, *writer.facts(line.own), *writer.remarks(line.notes))

    return (*volume.beside(write, label_of(record)), *volume.media(record))


# Honors


def _honors(volume: Volume) -> Chapter:
    found = volume.of(HONOR)
    sections = [
        BookSection(
            label=f"section:levels.{level}",
            titles=volume.each(lambda writer, level=level: (writer.page.level_word(level),)),  # type: ignore[misc]
            entries=volume.entries(each for each in found if each.facts.level == level),
        )
        for level in volume.editions[0].levels
    ]
    rows: tuple[BookRow, ...] = ()
    if volume.request.scope is Scope.ALL:  # the chart is of all years
        rows += volume.shared(lambda writer: chart_nodes(charts.honors_chart(writer.page)), "chart:honors")
    if len(found) > 1:
        rows += volume.shared(lambda writer: _honors_table(writer, found), "table:honors")
    return make_chapter(volume, "honors", "menu.honors", sections, rows)


def _honors_table(writer: BookWriter, found: Sequence[Record[Honor]]) -> Nodes:
    rows: list[tuple[Nodes, ...]] = []
    for level in writer.page.edition.levels:
        shown = [each for each in found if each.facts.level == level]
        seal = node("seal", writer.page.level_word(level), shape=seal_of(writer.page, level))
        rows += _under_heading(seal, [_honors_row(writer, each) for each in shown])
    head = _table_head(writer, "title", "recipients", "conferred_by", "conferred")
    caption = paragraph(writer.word("pages.book.honors_table"), style="caption")
    return (caption, *book_table("honors", head, rows, "656lr"))


def _honors_row(writer: BookWriter, record: Record[Honor]) -> tuple[Nodes, ...]:
    facts, page = record.facts, writer.page
    when = facts.conferred.date if facts.conferred else None
    return (
        _plain_title(writer, record),
        writer.runs(unit_link(page, one, when) for one in facts.recipients),
        writer.runs(unit_link(page, one, when) for one in facts.conferred_by),
        (writer.language.short_date(when) if when else writer.word("pages.year.title", year=str(record.year)),),
        _page_number(record),
    )


def _table_head(writer: BookWriter, *facts: str) -> list[str]:
    """Return the words of these facts, and of the last column, which gives the pages."""
    return [*(writer.word(f"facts.{name}") for name in facts), writer.word("pages.book.page")]


def _plain_title(writer: BookWriter, record: Record) -> Nodes:
    """Return the title without a link, for a table that gives the page."""
    return (writer.run(replace(record_link(writer.page, *record.key), href="")),)


def _page_number(record: Record) -> Nodes:
    return (node("page", target=label_of(record)),)


def _under_heading(heading: HtmlNode | str, rows: Sequence[tuple[Nodes, ...]]) -> list[tuple[Nodes, ...]]:
    """Return rows of a table under a heading with their number; nothing if there are none."""
    return [((heading, *aside(str(len(rows)))),), *rows] if rows else []


# Projects


def _projects(volume: Volume) -> Chapter:
    """By category, after the ledgers, which take the whole page."""
    found = volume.of(PROJECT)
    rows: tuple[BookRow, ...] = ()
    if len(found) > 1:
        found_stages = [stages.stage_of(each, volume.year) for each in found]
        rows += volume.shared(
            lambda writer: chart_nodes(charts.stages_chart(writer.page, found_stages)), "chart:stages"
        )
        rows += volume.shared(lambda writer: _stages_table(writer, found, volume.year), "table:stages")
    sections = [record_section(volume, "menu.ledgers", volume.of(LEDGER), wide=True)]
    for category, name in volume.editions[0].yearbook.configuration.categories.items():
        sections.append(
            BookSection(
                label=f"section:projects/{category}",
                titles=tuple(writer.text(name) for writer in volume.writers("")),
                entries=volume.entries(each for each in found if each.facts.category == category),
            )
        )
    return make_chapter(volume, "projects", "menu.projects", sections, rows)


def _stages_table(writer: BookWriter, found: tuple[Record[Project], ...], year: int | None) -> Nodes:
    """Return the projects under the latest stage that they reached in the time of the volume."""
    rows: list[tuple[Nodes, ...]] = []
    for stage in stages.stage_sections(writer.page, found, year):
        shown = [writer.yearbook.get(PROJECT, line.title.href.partition(":")[2]) for line in stage.lines]
        rows += _under_heading(stage.heading.text, [_stages_row(writer, each) for each in shown])
    head = _table_head(writer, "project", "category", "investment")
    caption = paragraph(writer.word("pages.book.stages_table"), style="caption")
    return (caption, *book_table("stages", head, rows, "643r"))


def _stages_row(writer: BookWriter, record: Record[Project]) -> tuple[Nodes, ...]:
    investment = record.facts.investment
    return (
        _plain_title(writer, record),
        writer.text(writer.yearbook.configuration.categories[record.facts.category]),
        (writer.language.quantity(investment.value) if investment else "",),
        _page_number(record),
    )


# Commitments


def _commitments(volume: Volume) -> Chapter:
    groups = by_first_year(volume.of(COMMITMENT))
    sections = [_commitments_section(volume, year, found, len(groups) > 1) for year, found in groups]
    return make_chapter(volume, "commitments", "menu.commitments", sections)


def _commitments_section(
    volume: Volume, year: int, found: Sequence[Record[Commitment]], has_title: bool
) -> BookSection:
    return BookSection(
        label=f"section:commitments/{year}",
        titles=volume.words("sentences.year_of", year=str(year)) if has_title else (),
        rows=(
            *volume.shared(lambda writer: _commitments_table(writer, found), f"table:commitments-{year}"),
            *(row for each in found for row in volume.media(each)),
        ),
        wide=True,
    )


def _commitments_table(writer: BookWriter, found: Iterable[Record[Commitment]]) -> Nodes:
    keys = ("pages.commitment.promised", "facts.promised_by", "facts.due", "pages.commitment.outcome")
    rows = [_commitments_row(writer, each) for each in found]
    return book_table("commitments", (writer.word(each) for each in keys), rows, "73l5")


def _commitments_row(writer: BookWriter, record: Record[Commitment]) -> tuple[Nodes, ...]:
    line, facts = commitments.commitment_line(writer.page, record), record.facts
    colon = writer.word("pages.book.colon")
    return (
        (
            anchor_node(record),
            writer.run(line.title),
            *_figures_in_brackets(writer, line.figures),
            *aside(*writer.separated(own_facts(writer, record))),
            *(node("aside", writer.run(each.text)) for each in line.notes),
            *writer.cite(facts.sources),
        ),
        writer.runs(line.by),
        (line.due or line.period,),
        (
            node("outcome", line.outcome_word, status=line.outcome),
            *((colon, writer.run(line.result)) if line.result else ()),
            *_figures_in_brackets(writer, line.result_figures),
            *writer.cite(facts.outcome.sources),
        ),
    )


def _figures_in_brackets(writer: BookWriter, lines: Iterable[FigureLine]) -> Nodes:
    """Return “（植树：1000个；…）”."""
    colon = writer.word("pages.book.colon")
    return aside(*writer.separated((writer.run(each.label), colon, *writer.amounts(each.amount)) for each in lines))


def _places(volume: Volume) -> Chapter:
    """The map of all, then each."""
    found = volume.of(PLACE)
    rows: tuple[BookRow, ...] = ()
    if len(found) > 1:
        title = volume.editions[0].language.word("maps.all")
        rows = volume.shared(lambda writer: map_nodes(maps.places_map(writer.page, found, Run(title))), "chart:places")
    return make_chapter(volume, "places", "menu.places", [record_section(volume, "", found)], rows)


def _programs(volume: Volume) -> Chapter:
    """By form."""
    found = volume.of(PROGRAM)
    sections = [
        record_section(volume, f"program_forms.{form.value}", (each for each in found if each.facts.form is form))
        for form in ProgramForm
    ]
    return make_chapter(volume, "programs", "menu.programs", sections)


_CHAPTERS: dict[str, Callable[[Volume], Chapter]] = {
    YEAR.name: _foreword,
    EVENT.name: _chronicle,
    HONOR.name: _honors,
    PROJECT.name: _projects,
    COMMITMENT.name: _commitments,
    PROGRAM.name: _programs,
    PLACE.name: _places,
}
"""Kinds that the default does not suit."""
