"""The page of one year: its figures, and its records of every kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yearbook.content.quotable_facts import quotable_facts
from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.declarations import plural
from yearbook.model.honors import Honor
from yearbook.model.kinds import (
    COMMITMENT,
    EVENT,
    HONOR,
    INDICATOR,
    LEDGER,
    PROGRAM,
    PROJECT,
    SOURCE,
    YEAR,
    Kind,
    by_position,
)
from yearbook.model.narrative import Year
from yearbook.model.own_kinds import Kinds
from yearbook.model.projects import Ledger
from yearbook.model.series import Commitment, Outcome
from yearbook.site.views import charts
from yearbook.site.views.chart_elements import Bars
from yearbook.site.views.chronicle import EventLine, event_line
from yearbook.site.views.commitments import CommitmentLine, commitment_line
from yearbook.site.views.elements import (
    AmountView,
    ListLine,
    ProgressBar,
    RecordFooter,
    Run,
    Section,
    SourceNote,
    jumps_to,
)
from yearbook.site.views.facts import amount_view, progress_bar
from yearbook.site.views.indexes import IndexView
from yearbook.site.views.indicator_charts import growth_charts
from yearbook.site.views.links import record_link, year_link
from yearbook.site.views.lists import list_line, list_section
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.source_notes import new_source_notes
from yearbook.site.views.stages import stage_of, stage_sections

_LISTED = tuple(kind.name for kind in (HONOR, PROJECT, LEDGER, INDICATOR, COMMITMENT, EVENT, PROGRAM))

SHOWN_IN_YEAR = frozenset({"highlights"})
"""Fields of a year that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """One figure of the band at the head of a year."""

    amount: AmountView
    label: Run
    of: Run
    """The record in which it stands, linked."""
    period: str
    """The time that it is of, unless that is the record's own date or in its title; and whether it is settled."""
    cites: tuple[int, ...]
    apart: bool
    """Whether the record's title says anything that the label does not."""


@dataclass(frozen=True, slots=True)
class YearView:
    body: RecordBody
    year: str
    motto: Run | None
    highlights: tuple[Highlight, ...]
    beside: tuple[SourceNote, ...]
    """The source notes of the highlights."""
    honors: tuple[Section, ...]
    """One section a level."""
    honor_count: str
    ledgers: tuple[Section, ...]
    projects: tuple[Section, ...]
    """One section a stage, then those whose stage is not said."""
    project_count: str
    pipeline: Bars | None
    """None if no stage is known."""
    schedules: tuple[ProgressBar, ...]
    """Of the ledgers of which planned and done are known."""
    growth: tuple[Bars, ...]
    """Of the indicators, a chart a period."""
    commitments: tuple[CommitmentLine, ...]
    """Those of which an outcome is reported; their sources and notes stand beside them."""
    unreported: tuple[Section, ...]
    """The others, as a list that leads to where all commitments stand with their sources."""
    commitment_count: str
    """Empty if there are none."""
    sections: tuple[Section, ...]
    """Indicators, programs, and the kinds that the page shows no otherwise."""
    events: tuple[EventLine, ...]
    tail: RecordFooter


def year_view(page: PageContext, record: Record[Year]) -> YearView:
    year = record.year or 0
    edition, count = page.edition, page.language.count
    highlights = tuple(_highlight(page, each) for each in _published(page, record.facts.highlights))
    beside, body = new_source_notes(page), record_body(page, record, (), SHOWN_IN_YEAR)
    honors, projects = edition.of_year(year, HONOR), edition.of_year(year, PROJECT)
    ledgers, promises = edition.of_year(year, LEDGER), edition.of_year(year, COMMITMENT)
    commitments, unreported = _promises(page, promises)
    events = tuple(event_line(page, each) for each in edition.of_year(year, EVENT))
    return YearView(
        body=body,
        year=str(year),
        motto=page.optional(record.motto),
        highlights=highlights,
        beside=beside,
        honors=_level_sections(page, honors),
        honor_count=count("honors", len(honors)),
        ledgers=_titles(page, LEDGER, ledgers),
        projects=stage_sections(page, projects, year),
        project_count=count("projects", len(projects)),
        pipeline=charts.stages_chart(page, (stage_of(each, year) for each in projects)),
        schedules=_schedules(page, ledgers),
        growth=growth_charts(page, year),
        commitments=commitments,
        unreported=unreported,
        commitment_count=count("commitments", len(promises)) if promises else "",
        sections=_others(page, year),
        events=events,
        tail=tail(page, record),
    )


def _others(page: PageContext, year: int) -> tuple[Section, ...]:
    shown = {kind.name for kind in (HONOR, PROJECT, LEDGER, COMMITMENT, EVENT)}
    kinds = (kind for kind in _kinds_in_years(page.yearbook.kinds) if kind.name not in shown)
    return tuple(section for kind in kinds for section in _titles(page, kind, page.edition.of_year(year, kind)))


def _promises(
    page: PageContext, promises: Sequence[Record[Commitment]]
) -> tuple[tuple[CommitmentLine, ...], tuple[Section, ...]]:
    """Return the promises of a year: in full if an outcome is reported, the others as a list."""
    silent = Outcome.NOT_REPORTED
    reported = [each for each in promises if each.facts.outcome.status is not silent]
    others = [each for each in promises if each.facts.outcome.status is silent]
    heading, note = page.word(f"outcomes.{silent.value}"), page.language.count("commitments", len(others))
    section = list_section(heading, f"outcome-{silent.value}", (list_line(page, each) for each in others), note)
    return tuple(commitment_line(page, each) for each in reported), section


def _published(page: PageContext, pointers: Iterable[str]) -> Iterator[str]:
    """Yield the pointers without those to records that are left out as drafts."""
    for each in pointers:
        kind, _, identity = each.partition("#")[0].partition(":")
        if page.yearbook.find(kind, identity):
            yield each


def _highlight(page: PageContext, pointer: str) -> Highlight:
    name, _, key = pointer.partition("#")
    kind, _, identity = name.partition(":")
    fact = quotable_facts(page.yearbook.get(kind, identity))[key]
    label = page.text(fact.label) if fact.label else Run(page.word(f"ledger_totals.{key}"))
    cites = page.cite((*fact.sources, *fact.value.sources))
    of = record_link(page, kind, identity)
    in_title = fact.period and all(str(each) in of.text for each in fact.period.years)
    date = page.language.date(fact.period) if fact.period and not in_title else ""
    certainty = page.word(f"certainties.{fact.certainty.value}") if fact.certainty else ""
    return Highlight(
        amount=amount_view(page, fact.value),
        label=label,
        of=of,
        period=page.in_brackets(date, certainty) if date else certainty,
        cites=cites,
        apart=label.text != of.text,
    )


def _titles(page: PageContext, kind: Kind, found: Sequence[Record]) -> tuple[Section, ...]:
    """Return records of a kind as lines by their titles."""
    lines = (list_line(page, each) for each in page.edition.sorted(found))
    return list_section(page.list_name(kind.name), plural(kind.name), lines)


def _schedules(page: PageContext, ledgers: Sequence[Record[Ledger]]) -> tuple[ProgressBar, ...]:
    """Return planned against done, a bar a ledger, of those whose planned, done and date are known."""
    found = []
    for each in page.edition.sorted(ledgers):
        facts = each.facts
        if facts.total.done and facts.total.planned:
            found.append(
                progress_bar(
                    page,
                    page.text(each.title, page.href(*each.key)),
                    done=facts.total.done.value,
                    planned=facts.total.planned.value,
                    period=facts.period,
                    as_of=facts.as_of,
                )
            )
    return tuple(filter(None, found))


def _level_sections(page: PageContext, honors: Sequence[Record[Honor]]) -> tuple[Section, ...]:
    """Return honors in a section for each level, highest first."""
    sections: tuple[Section, ...] = ()
    for level in page.edition.levels:
        found = [each for each in honors if each.facts.level == level]
        heading, count = page.level_word(level), page.language.count("honors", len(found))
        sections += list_section(heading, f"level-{level}", (list_line(page, each) for each in found), count)
    return sections


def _kinds_in_years(kinds: Kinds) -> tuple[Kind, ...]:
    """Return the kinds whose records are listed by year, in order. A source tells of a year, and is not part of it."""
    others = [kind for kind in by_position(kinds) if kind.name not in (*_LISTED, YEAR.name, SOURCE.name)]
    return (*(kinds[name] for name in _LISTED), *others)


def years_view(page: PageContext) -> IndexView:
    """Return the list of years: what is recorded for each, by kind."""
    sections: tuple[Section, ...] = ()
    for year in page.yearbook.configuration.years:
        heading = year_link(page, year)
        lines = []
        for kind in _kinds_in_years(page.yearbook.kinds):
            if found := page.edition.of_year(year, kind):
                href = f"{heading.href}#{plural(kind.name)}" if heading.href else ""
                count = page.language.count(plural(kind.name), len(found))
                lines.append(ListLine(Run(page.list_name(kind.name), "", href), "", count))
        sections += list_section(heading, f"y{year}", lines)
    jumps = jumps_to((each.heading.text, each.anchor) for each in sections)
    return IndexView(title=Run(page.word("menu.years")), kind=YEAR.name, count="", jumps=jumps, sections=sections)
