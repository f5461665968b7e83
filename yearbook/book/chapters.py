"""A volume → its 类目: what the chapters of a book are, their 分目 and 条目, and the tables at their heads.

A chapter without records is left out. Every record of the volume has one place, which bears its label.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from yearbook.book.charts import drawing
from yearbook.book.document import BookRow, BookSection, Class, Nodes
from yearbook.book.requests import Scope
from yearbook.book.volume import Volume
from yearbook.book.writer import BookWriter, book_table, node, paragraph
from yearbook.content.records import Record
from yearbook.markdown.tree import HtmlNode
from yearbook.model.fields import Figure, NoteKind
from yearbook.model.narrative import ProgramForm
from yearbook.model.units import UnitType
from yearbook.site.edition import LEVELS
from yearbook.site.views import charts, series, years
from yearbook.site.views.facts import amount_view, dated_runs, note_line
from yearbook.site.views.links import record_link, unit_link
from yearbook.site.views.parts import FigureLine
from yearbook.site.views.sources import disputed


def classes(volume: Volume) -> tuple[Class, ...]:
    """The chapters of a book, in order; a dossier begins with its unit."""
    chapters = _CHAPTERS
    if volume.request.scope is Scope.UNIT:
        chapters = (units, *(each for each in _CHAPTERS if each is not units))
    return tuple(each for each in (make(volume) for make in chapters) if each.rows or each.sections)


def _class(volume: Volume, name: str, key: str, rows: tuple[BookRow, ...], sections: Iterable[BookSection]) -> Class:
    shown = tuple(each for each in sections if each.rows or each.entries)
    return Class(f"class:{name}", volume.words(key), rows, shown)


def _section(volume: Volume, key: str, records: Iterable[Record], *, wide: bool = False) -> BookSection:
    return BookSection(f"section:{key}", volume.words(key) if key else (), (), volume.entries(records), wide)


def _anchor(record: Record) -> HtmlNode:
    return node("anchor", label=f"{record.kind}:{record.id}")


def _name(scribe: BookWriter, record: Record) -> Nodes:
    """Its title, in a table that gives its page."""
    return (scribe.run(replace(record_link(scribe, *record.key), href="")),)


def _page(record: Record) -> Nodes:
    return (node("page", target=f"{record.kind}:{record.id}"),)


def foreword(volume: Volume) -> Class:
    return _class(volume, "foreword", "pages.year.foreword", (), (_section(volume, "", volume.records["year"]),))


def chronicle_chapter(volume: Volume) -> Class:
    """By year; a volume of one year needs no headings."""
    events = volume.records["event"]
    groups = _by_year(events)
    sections = []
    for year, found in groups:
        rows = tuple(row for each in found for row in _event(volume, each))
        titles = volume.each(lambda scribe, year=year: (scribe.word("pages.year.title", year=str(year)),))  # type: ignore[misc]
        sections.append(BookSection(f"section:chronicle/{year}", titles if len(groups) > 1 else (), rows, ()))
    return _class(volume, "chronicle", "menu.chronicle", (), sections)


def _by_year(records: Sequence[Record]) -> list[tuple[int, list[Record]]]:
    found: dict[int, list[Record]] = {}
    for each in records:
        found.setdefault(each.years[0], []).append(each)
    return sorted(found.items())


_ENDINGS = tuple("。！？.!?")


def _event(volume: Volume, record: Record) -> tuple[BookRow, ...]:
    def write(scribe: BookWriter) -> Nodes:
        line = years.event(scribe, record)
        place = (node("aside", scribe.run(line.place)),) if line.place else ()
        stop = () if line.title.text.endswith(_ENDINGS) else (scribe.word("pages.book.stop"),)
        note = (" " if not scribe.language.tag.startswith("zh") else "", scribe.run(line.note)) if line.note else ()
        text = (scribe.run(line.title), *place, *stop, *note, *scribe.marks(line.cites))
        return (node("event", _anchor(record), *text, date=line.date), *scribe.remarks(line.notes))

    return volume.beside(write, f"event:{record.id}")


def honors_chapter(volume: Volume) -> Class:
    found = volume.records["honor"]
    sections = (
        _section(volume, f"levels.{level.value}", (each for each in found if each.facts.level is level))
        for level in LEVELS
    )
    rows: tuple[BookRow, ...] = ()
    if volume.request.scope is Scope.ALL:  # the chart is of all years
        rows += volume.shared(lambda scribe: drawing(charts.honors_chart(scribe)), "chart:honors")
    if len(found) > 1:
        rows += volume.shared(lambda scribe: _honors_table(scribe, found), "table:honors")
    return _class(volume, "honors", "menu.honors", rows, sections)


def _honors_table(scribe: BookWriter, found: Sequence[Record]) -> Nodes:
    names = ("title", "recipients", "conferred_by", "conferred")
    rows: list[tuple[Nodes, ...]] = []
    for level in LEVELS:
        shown = [each for each in found if each.facts.level is level]
        seal = node("seal", scribe.word(f"levels.{level.value}"), level=level.value)
        rows += _headed(seal, [_honors_row(scribe, each) for each in shown])
    head = [*(scribe.word(f"facts.{name}") for name in names), scribe.word("pages.book.page")]
    caption = paragraph(scribe.word("pages.book.honors_table"), style="caption")
    return (caption, *book_table("honors", head, rows, "656lr"))


def _honors_row(scribe: BookWriter, record: Record) -> tuple[Nodes, ...]:
    facts = record.facts
    when = facts.conferred.date if facts.conferred else None
    return (
        _name(scribe, record),
        scribe.runs(unit_link(scribe, one, when) for one in facts.recipients),
        scribe.runs(unit_link(scribe, one, when) for one in facts.conferred_by),
        (scribe.language.short_date(when) if when else scribe.word("pages.year.title", year=str(record.year)),),
        _page(record),
    )


def _headed(head: HtmlNode | str, rows: Sequence[tuple[Nodes, ...]]) -> list[tuple[Nodes, ...]]:
    """Rows of a table under a head that says how many they are."""
    return [((head, node("aside", str(len(rows)))),), *rows] if rows else []


def projects(volume: Volume) -> Class:
    found = volume.records["project"]
    configuration = volume.editions[0].yearbook.configuration
    ledgers = _section(volume, "menu.ledgers", volume.records["ledger"], wide=True)
    rows: tuple[BookRow, ...] = ()
    if len(found) > 1:
        stages = [years.stage_of(each, _year_of(volume)) for each in found]
        rows += volume.shared(lambda scribe: drawing(charts.pipeline(scribe, stages)), "chart:stages")
        rows += volume.shared(lambda scribe: _stages_table(volume, scribe, found), "table:stages")
    sections = [ledgers]
    for category, name in configuration.categories.items():
        titles = volume.each(lambda scribe, name=name: (scribe.run(scribe.text(name)),))  # type: ignore[misc]
        shown = volume.entries(each for each in found if each.facts.category == category)
        sections.append(BookSection(f"section:projects/{category}", titles, (), shown))
    return _class(volume, "projects", "menu.projects", rows, sections)


def _year_of(volume: Volume) -> int | None:
    """The year of a volume of one year."""
    return int(volume.request.id) if volume.request.scope is Scope.YEAR else None


def _stages_table(volume: Volume, scribe: BookWriter, found: tuple[Record, ...]) -> Nodes:
    """Under each stage the projects of which it is the latest in the time of the volume."""
    rows: list[tuple[Nodes, ...]] = []
    for stage in years.by_stage(scribe, found, _year_of(volume)):
        shown = [scribe.yearbook.get("project", line.title.href.partition(":")[2]) for line in stage.lines]
        rows += _headed(stage.heading.text, [_stages_row(scribe, each) for each in shown])
    names = ("project", "category", "investment")
    head = [*(scribe.word(f"facts.{name}") for name in names), scribe.word("pages.book.page")]
    caption = paragraph(scribe.word("pages.book.stages_table"), style="caption")
    return (caption, *book_table("stages", head, rows, "643r"))


def _stages_row(scribe: BookWriter, record: Record) -> tuple[Nodes, ...]:
    category = scribe.yearbook.configuration.categories[record.facts.category]
    investment = record.facts.investment
    return (
        _name(scribe, record),
        (scribe.run(scribe.text(category)),),
        (scribe.language.quantity(investment.value) if investment else "",),
        _page(record),
    )


def indicators(volume: Volume) -> Class:
    section = _section(volume, "", volume.records["indicator"])
    return _class(volume, "indicators", "menu.indicators", (), (section,))


def commitments_chapter(volume: Volume) -> Class:
    groups = _by_year(volume.records["commitment"])
    sections = []
    for year, found in groups:
        rows = volume.shared(lambda scribe, found=found: _promises(scribe, found), f"table:commitments-{year}")  # type: ignore[misc]
        titles = volume.each(lambda scribe, year=year: (scribe.word("sentences.year_of", year=str(year)),))  # type: ignore[misc]
        sections.append(
            BookSection(f"section:commitments/{year}", titles if len(groups) > 1 else (), rows, (), wide=True)
        )
    return _class(volume, "commitments", "menu.commitments", (), sections)


def _promises(scribe: BookWriter, found: Iterable[Record]) -> Nodes:
    rows = []
    for record in found:
        line = series.commitment(scribe, record)
        facts = record.facts
        notes = tuple(node("aside", scribe.run(each.text)) for each in line.notes)
        rows.append(
            (
                (
                    _anchor(record),
                    scribe.run(line.title),
                    *_inline_figures(scribe, line.figures),
                    *notes,
                    *scribe.marks(scribe.cite(facts.sources)),
                ),
                scribe.runs(line.by),
                (line.due or line.period,),
                (
                    node("outcome", line.outcome_word, status=line.outcome),
                    *((scribe.word("pages.book.colon"), scribe.run(line.result)) if line.result else ()),
                    *_inline_figures(scribe, line.result_figures),
                    *scribe.marks(scribe.cite(facts.outcome.sources)),
                ),
            )
        )
    keys = ("pages.commitment.promised", "facts.promised_by", "facts.due", "pages.commitment.outcome")
    return book_table("commitments", (scribe.word(each) for each in keys), rows, "73l5")


def _inline_figures(scribe: BookWriter, lines: Iterable[FigureLine]) -> Nodes:
    """Figures in a sentence: （植树1000个；…）."""
    found: list[HtmlNode | str] = []
    for each in lines:
        found += [scribe.word("punctuation.separator")] if found else []
        found += [scribe.run(each.label), scribe.word("pages.book.colon"), *scribe.amounts(each.amount)]
    return (node("aside", *found),) if found else ()


def programs(volume: Volume) -> Class:
    found = volume.records["program"]
    sections = (
        _section(volume, f"program_forms.{form.value}", (each for each in found if each.facts.form is form))
        for form in ProgramForm
    )
    return _class(volume, "programs", "menu.programs", (), sections)


def units(volume: Volume) -> Class:
    """By type, each a paragraph; in a dossier the unit is an entry."""
    found = volume.records["unit"]
    if volume.request.scope is Scope.UNIT:
        return _class(volume, "units", "pages.book.dossier", (), (_section(volume, "", found),))
    sections = []
    for kind in UnitType:
        shown = [each for each in found if each.facts.type is kind]
        rows = tuple(row for each in shown for row in _unit(volume, each))
        name = f"unit_types.{kind.value}"
        sections.append(BookSection(f"section:{name}", volume.words(name), rows, ()))
    return _class(volume, "units", "menu.units", (), sections)


def _unit(volume: Volume, record: Record) -> tuple[BookRow, ...]:
    def write(scribe: BookWriter) -> Nodes:
        facts = record.facts
        names = [*(each.short for each in facts.names if each.short), *(each.name for each in facts.names[:-1])]
        other = dict.fromkeys(scribe.text(each).text for each in names)
        aside = (node("aside", scribe.language.listing(tuple(other))),) if other else ()
        parent = (record_link(scribe, "unit", facts.parent),) if facts.parent else ()
        said = [*((scribe.text(facts.note),) if facts.note else ())]
        above = [node("fact", *scribe.runs(parent), label=scribe.word("facts.parent"))] if parent else []
        strong = node("strong", scribe.run(scribe.text(record.title)))
        body = [part for each in said for part in (scribe.word("pages.book.gap"), scribe.run(each))]
        gap = [scribe.word("pages.book.gap")] if above else []
        return (node("hanging", _anchor(record), strong, *aside, *body, *gap, *above),)

    return volume.beside(write, f"unit:{record.id}")


def glossary_chapter(volume: Volume) -> Class:
    first = volume.editions[0]
    found = first.sorted(volume.records["term"])
    rows: list[tuple[Nodes, ...]] = []
    for record in found:
        scribe = BookWriter(first, volume.holdings, f"term:{record.id}")
        code = scribe.language.code
        others = [node("span", text, lang=scribe.lang(each)) for each, text in record.title.values if each != code]
        note = (scribe.run(scribe.text(record.facts.note)),) if record.facts.note else ()
        rows.append(((_anchor(record), scribe.run(scribe.text(record.title))), tuple(others), note))
    scribe = BookWriter(first, volume.holdings, "glossary")
    keys = ("kinds.term", "pages.glossary.in_other", "facts.note")
    shown = book_table("glossary", (scribe.word(each) for each in keys), rows, "www")
    return _class(volume, "glossary", "menu.glossary", (BookRow((shown,)),) if shown else (), ())


def conflicts_chapter(volume: Volume) -> Class:
    records = [each for found in volume.records.values() for each in found]
    values = _values(volume, records)
    sections = []
    for kind in NoteKind:
        rows = tuple(row for each in records for row in _notes(volume, each, kind))
        name = f"note_kinds.{kind.value}"
        sections.append(BookSection(f"section:{name}", volume.words(name), rows, ()))
    lead = volume.beside(lambda scribe: (paragraph(scribe.word("pages.conflicts.introduction")),), "conflicts")
    if values.rows:
        return _class(volume, "conflicts", "menu.conflicts", lead, (values, *sections))
    lead = lead if any(each.rows for each in sections) else ()
    return _class(volume, "conflicts", "menu.conflicts", (), (BookSection("section:lead", (), lead, ()), *sections))


def _values(volume: Volume, records: Sequence[Record]) -> BookSection:
    found = [(each, owner, fact) for each in records for owner, fact in disputed(each.facts)]

    def write(scribe: BookWriter) -> Nodes:
        rows = [_dispute(scribe, *each) for each in found]
        keys = ("pages.book.stands_in", "pages.conflicts.used", "pages.conflicts.others", "pages.conflicts.because")
        return book_table("conflicts", (scribe.word(each) for each in keys), rows, "4334")

    titles = volume.words("pages.conflicts.values")
    return BookSection("section:conflicts", titles, volume.shared(write, "table:conflicts"), (), wide=True)


def _dispute(scribe: BookWriter, record: Record, owner: Any, fact: Any) -> tuple[Nodes, ...]:
    amount = amount_view(scribe, fact)
    label = (node("aside", scribe.run(scribe.text(owner.label))),) if isinstance(owner, Figure) else ()
    others: list[HtmlNode | str] = []
    for each in amount.others:
        others += [*([scribe.word("punctuation.separator")] if others else []), each.value, *scribe.marks(each.cites)]
    used = (amount.text, *scribe.marks(scribe.cite(fact.sources)))
    because = (scribe.run(amount.because),) if amount.because else ()
    return ((scribe.run(record_link(scribe, *record.key)), *label), used, tuple(others), because)


def _notes(volume: Volume, record: Record, kind: NoteKind) -> tuple[BookRow, ...]:
    notes = [each for each in getattr(record.facts, "notes", ()) if each.kind is kind]

    def write(scribe: BookWriter) -> Nodes:
        strong = node("strong", scribe.run(record_link(scribe, *record.key)))
        lines = [note_line(scribe, each) for each in notes]
        return tuple(
            node("hanging", strong, scribe.word("pages.book.gap"), scribe.run(each.text), *scribe.marks(each.cites))
            for each in lines
        )

    return volume.beside(write, f"note:{kind.value}:{record.id}") if notes else ()


def sources(volume: Volume) -> Class:
    rows = tuple(row for each in volume.records["source"] for row in _source(volume, each))
    return _class(volume, "sources", "menu.sources", (), (BookSection("section:sources", (), rows, ()),))


def _source(volume: Volume, record: Record) -> tuple[BookRow, ...]:
    def write(scribe: BookWriter) -> Nodes:
        facts = record.facts
        number = str(volume.holdings.numbers[record.id])
        authors = [scribe.original(each) for each in facts.authors]
        parts: list[Nodes] = [
            scribe.runs(authors),
            (scribe.run(scribe.text(facts.publisher)),) if facts.publisher else (),
            (scribe.word(f"source_kinds.{facts.kind.value}"),),
            scribe.runs(dated_runs(scribe, facts.date)),
            (scribe.run(scribe.text(facts.note)),) if facts.note else (),
        ]
        inner: list[HtmlNode | str] = [_anchor(record), node("strong", scribe.run(scribe.text(record.title)))]
        for each in filter(None, parts):
            inner += [scribe.word("pages.book.gap"), *each]
        return (node("numbered", *inner, number=number),)

    return volume.beside(write, f"source:{record.id}")


_CHAPTERS: tuple[Callable[[Volume], Class], ...] = (
    foreword,
    chronicle_chapter,
    honors_chapter,
    projects,
    indicators,
    commitments_chapter,
    programs,
    units,
    glossary_chapter,
    conflicts_chapter,
    sources,
)
