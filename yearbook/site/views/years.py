"""The page of one year, and the chronicle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.narrative import Event, Year
from yearbook.model.projects import Stage
from yearbook.model.series import Outcome
from yearbook.site.edition import LEVELS
from yearbook.site.views import charts, indicator_charts, records, series
from yearbook.site.views.chart_values import Bars
from yearbook.site.views.facts import amount_view, date_basis, note_line, progress_bar, stage_word
from yearbook.site.views.links import record_link, reference_link, unit_link, year_link
from yearbook.site.views.lists import list_line, list_section
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import AmountView, Bar, Cite, Jump, NoteLine, Run, Section, Tail, jumps_to
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class Highlight:
    """One figure of the band at the head of a year."""

    amount: AmountView
    label: Run
    of: Run
    """The record in which it stands, linked."""
    period: str
    """The time for which it is; empty where the record's own date holds, or its title says so."""
    cites: tuple[int, ...]
    apart: bool
    """Whether the record's title says anything that the label does not."""


@dataclass(frozen=True, slots=True)
class EventLine:
    anchor: str
    date: str
    """Within its year: “8月9日”."""
    basis: str
    """How the date is known, where the source does not state it; else empty."""
    iso: str
    title: Run
    units: tuple[Run, ...]
    place: Run | None
    note: Run | None
    related: tuple[Run, ...]
    notes: tuple[NoteLine, ...]
    cites: tuple[int, ...]
    beside: tuple[Cite, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class EventGroup:
    year: Run
    anchor: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class ChronicleView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[EventGroup, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    body: records.RecordBody
    year: str
    motto: Run | None
    highlights: tuple[Highlight, ...]
    beside: tuple[Cite, ...]
    """The source notes of the highlights."""
    honors: tuple[Section, ...]
    """One section a level."""
    honor_count: str
    ledgers: tuple[Section, ...]
    projects: tuple[Section, ...]
    """One section a stage, then those whose stage is not said."""
    project_count: str
    pipeline: Bars | None
    """None where no stage is said."""
    schedules: tuple[Bar, ...]
    """Of the ledgers of which planned and done are known."""
    growth: tuple[Bars, ...]
    """Of the indicators, a chart a period."""
    commitments: tuple[series.CommitmentLine, ...]
    """Those of which an outcome is reported; their sources and notes stand beside them."""
    unreported: tuple[Section, ...]
    """The others, as a list that leads to where all commitments stand with their sources."""
    commitment_count: str
    """Empty where there are none."""
    sections: tuple[Section, ...]
    """Indicators and programs."""
    events: tuple[EventLine, ...]
    tail: Tail


def year(page: PageContext, record: Record) -> YearView:
    facts: Year = record.facts
    number = record.year or 0
    edition, count = page.edition, page.language.count
    highlights = tuple(_highlight(page, each) for each in facts.highlights)
    beside, body = new_source_notes(page), records.record_body(page, record, ())
    honors = edition.of_year(number, "honor")
    projects = edition.of_year(number, "project")
    promises = edition.of_year(number, "commitment")
    commitments, unreported = _promises(page, promises)
    events = tuple(event(page, each) for each in edition.of_year(number, "event"))
    return YearView(
        body,
        str(number),
        page.text(record.motto) if record.motto else None,
        highlights,
        beside,
        by_level(page, honors),
        count("honors", len(honors)),
        _plain(page, "ledgers", edition.of_year(number, "ledger")),
        by_stage(page, projects, number),
        count("projects", len(projects)),
        charts.pipeline(page, (stage_of(each, number) for each in projects)),
        _schedules(page, edition.of_year(number, "ledger")),
        indicator_charts.growth(page, number),
        commitments,
        unreported,
        count("commitments", len(promises)) if promises else "",
        (
            *_plain(page, "indicators", edition.of_year(number, "indicator")),
            *_plain(page, "programs", edition.of_year(number, "program")),
        ),
        events,
        records.tail(page, record),
    )


def _promises(
    page: PageContext, promises: tuple[Record, ...]
) -> tuple[tuple[series.CommitmentLine, ...], tuple[Section, ...]]:
    """The promises of a year: in full where an outcome is reported, the others as a list."""
    silent = Outcome.NOT_REPORTED
    told = [each for each in promises if each.facts.outcome.status is not silent]
    others = [each for each in promises if each.facts.outcome.status is silent]
    heading, note = page.word(f"outcomes.{silent.value}"), page.language.count("commitments", len(others))
    section = list_section(heading, f"outcome-{silent.value}", (list_line(page, each) for each in others), note)
    return tuple(series.commitment(page, each) for each in told), section


def _highlight(page: PageContext, pointer: str) -> Highlight:
    name, _, key = pointer.partition("#")
    kind, _, identity = name.partition(":")
    record = page.yearbook.get(kind, identity)
    fact = quotable_facts(record)[key]
    label = page.text(fact.label) if fact.label else Run(page.word(f"ledger_totals.{key}"))
    period = page.language.date(fact.period) if fact.period else ""
    cites = page.cite((*fact.sources, *fact.value.sources))
    of = record_link(page, kind, identity)
    period = "" if fact.period and all(str(each) in of.text for each in fact.period.years) else period
    return Highlight(amount_view(page, fact.value), label, of, period, cites, label.text != of.text)


def _plain(page: PageContext, name: str, found: tuple[Record, ...]) -> tuple[Section, ...]:
    shown = (list_line(page, each) for each in page.edition.sorted(found))
    return list_section(page.word(f"menu.{name}"), name, shown)


def _schedules(page: PageContext, ledgers: tuple[Record, ...]) -> tuple[Bar, ...]:
    """Planned against done, a bar a ledger, where planned, done and their date are known."""
    found = []
    for each in page.edition.sorted(ledgers):
        done, planned = each.facts.total.done, each.facts.total.planned
        label = page.text(each.title, page.href(*each.key))
        if done and planned:
            found.append(
                progress_bar(
                    page,
                    label,
                    done=done.value,
                    planned=planned.value,
                    period=each.facts.period,
                    as_of=each.facts.as_of,
                )
            )
    return tuple(filter(None, found))


def by_level(page: PageContext, honors: tuple[Record, ...]) -> tuple[Section, ...]:
    """Honors, one section a level, highest first."""
    sections: tuple[Section, ...] = ()
    for level in LEVELS:
        found = [each for each in honors if each.facts.level is level]
        heading = page.word(f"levels.{level.value}")
        count = page.language.count("honors", len(found))
        sections += list_section(heading, f"level-{level.value}", (list_line(page, each) for each in found), count)
    return sections


def by_stage(page: PageContext, projects: tuple[Record, ...], number: int | None = None) -> tuple[Section, ...]:
    """Projects, one section a stage."""
    sections: tuple[Section, ...] = ()
    for heading, anchor, found in stages(page, projects, number):
        count = page.language.count("projects", len(found))
        sections += list_section(heading, anchor, (list_line(page, each) for each in found), count)
    return sections


def stages(
    page: PageContext, projects: Iterable[Record], number: int | None = None
) -> Iterator[tuple[str, str, list[Record]]]:
    """Projects by stage – the latest that is reported (in a year, where one is given), else planned – as (heading,
    anchor, projects), perhaps none.
    """
    found: dict[tuple[Stage | None, bool], list[Record]] = defaultdict(list)
    for each in page.edition.sorted(projects):
        found[stage_of(each, number)].append(each)
    for stage, planned in (*product(Stage, (False, True)), (None, False)):
        heading = stage_word(page, stage, planned=planned) if stage else page.word("sentences.stage_unknown")
        anchor = f"stage-{stage.value if stage else 'unknown'}{'-planned' if planned else ''}"
        yield heading, anchor, found[stage, planned]


def stage_of(record: Record, number: int | None = None) -> tuple[Stage | None, bool]:
    """The stage, and whether it is only planned: what is reported counts before what was planned."""
    reports = [each for each in record.facts.reports if number is None or number in each.as_of.years]
    staged = [each for each in reports if each.stage]
    if len(staged) > 1:
        staged.sort(key=lambda each: (not each.is_plan, each.as_of.order))
    return (staged[-1].stage, staged[-1].is_plan) if staged else (None, False)


def chronicle(page: PageContext) -> ChronicleView:
    everything = page.edition.ordered["event"]
    groups = []
    for number in sorted({each.facts.date.date.years[0] for each in everything}):
        lines = tuple(event(page, each) for each in everything if each.facts.date.date.years[0] == number)
        groups.append(EventGroup(year_link(page, number), f"y{number}", lines))
    title = Run(page.word("menu.chronicle"))
    count = page.language.count("events", len(everything))
    return ChronicleView(title, count, jumps_to((each.year.text, each.anchor) for each in groups), tuple(groups))


def event(page: PageContext, record: Record) -> EventLine:
    facts: Event = record.facts
    cites, notes = page.cite(facts.sources), tuple(note_line(page, each) for each in facts.notes)
    return EventLine(
        record.id,
        page.language.capitalised(page.language.date_in_year(facts.date.date)),
        date_basis(page, facts.date),
        page.language.iso(facts.date.date),
        page.text(facts.title),
        tuple(unit_link(page, each, facts.date.date) for each in facts.units),
        page.text(facts.place) if facts.place else None,
        page.text(facts.note) if facts.note else None,
        tuple(reference_link(page, each) for each in facts.related),
        notes,
        cites,
        new_source_notes(page),
    )
