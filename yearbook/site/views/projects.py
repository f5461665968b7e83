"""The page of one project: its life line, its parts, the ledgers that name it."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.dates import When, whole_year
from yearbook.model.kinds import LEDGER, PLACE, PROJECT
from yearbook.model.projects import Project, Report, Share
from yearbook.site.views.elements import FactRow, ProgressBar, RecordFooter, Run, Section, SourceNote
from yearbook.site.views.facts import amount_runs, fact_row, progress_bar, stage_mark, stage_word
from yearbook.site.views.links import record_link, record_links, unit_link
from yearbook.site.views.lists import dated_lines, list_section, records_naming, records_of_keys
from yearbook.site.views.map_elements import MapView
from yearbook.site.views.maps import places_map
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.source_notes import new_source_notes

_SHOWN = frozenset({"category", "reports", "names", "place", "places", "shares", "part_of", "investment"})
"""Fields of a project that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one source says of a project as of a date: a point of its life line."""

    date: str
    iso: str
    """For <time datetime>; empty for periods."""
    stage: str
    """The id of the stage; empty if the source does not say."""
    stage_word: str
    """With whether it is planned or was reached: 计划竣工, 已竣工."""
    mark: str
    """The stage up to which its mark is filled; empty unless it was reached."""
    planned: str
    done: str
    note: Run | None
    bar: ProgressBar | None
    cites: tuple[int, ...]
    beside: tuple[SourceNote, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class ProjectNameLine:
    """A name under which a source speaks of the project."""

    name: Run
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    body: RecordBody
    reports: tuple[ReportLine, ...]
    names: tuple[ProjectNameLine, ...]
    names_beside: tuple[SourceNote, ...]
    map: MapView | None
    """Where it is; None if no position is known."""
    sections: tuple[Section, ...]
    """Its parts, and the ledgers that name it."""
    tail: RecordFooter


def project_view(page: PageContext, record: Record[Project]) -> ProjectView:
    facts = record.facts
    reports = tuple(_report(page, each) for each in sorted(facts.reports, key=lambda each: each.as_of.order))
    body = record_body(page, record, _rows(page, record), _SHOWN)
    names = tuple(ProjectNameLine(page.original(each.name), page.cite(each.sources)) for each in facts.names)
    parts = records_naming(page, record, "part_of")
    used = page.yearbook.used(record)
    ledgers = records_of_keys(page, ((use.kind, use.id) for use in used if use.kind == LEDGER.name))
    sections = (
        *list_section(page.word("pages.project.parts"), "parts", dated_lines(page, parts)),
        *list_section(page.word("pages.project.ledgers"), "ledgers", dated_lines(page, ledgers)),
    )
    return ProjectView(
        body=body,
        reports=reports,
        names=names,
        names_beside=new_source_notes(page),
        map=_map(page, record),
        sections=sections,
        tail=tail(page, record),
    )


def _map(page: PageContext, record: Record[Project]) -> MapView | None:
    found = (page.yearbook.find(PLACE, each) for each in record.facts.places)
    return places_map(page, [each for each in found if each], page.text(record.title))


def _rows(page: PageContext, record: Record[Project]) -> tuple[FactRow, ...]:
    facts, date = record.facts, record.date
    category = page.yearbook.configuration.categories[facts.category]
    investment = facts.investment
    return (
        *fact_row(page, "category", (page.text(category, page.index_href("projects", facts.category)),)),
        *fact_row(page, "part_of", (record_link(page, PROJECT.name, facts.part_of),) if facts.part_of else ()),
        *fact_row(page, "place", (page.text(facts.place),)),
        *fact_row(page, "places", record_links(page, PLACE.name, facts.places)),
        *fact_row(page, "investment", amount_runs(page, investment), investment.sources if investment else ()),
        *fact_row(
            page,
            "shares",
            (_share(page, each, date) for each in facts.shares),
            (cited for each in facts.shares for cited in each.sources),
        ),
    )


def _share(page: PageContext, share: Share, when: When | None) -> Run:
    """Return “甲公司（60%）”."""
    unit = unit_link(page, share.unit, when)
    return Run(page.in_brackets(unit.text, page.language.quantity(share.value)), unit.lang, unit.href)


def _report(page: PageContext, report: Report) -> ReportLine:
    language, cites = page.language, page.cite(report.sources)
    period = whole_year(report.as_of.years[0])
    return ReportLine(
        date=language.date(report.as_of),
        iso=language.iso(report.as_of),
        stage=report.stage or "",
        stage_word=stage_word(page, report.stage, report.standing),
        mark=stage_mark(page, report.stage, report.standing),
        planned=language.quantity(report.planned) if report.planned else "",
        done=language.quantity(report.done) if report.done else "",
        note=page.optional(report.note),
        bar=progress_bar(
            page,
            Run(language.date(report.as_of)),
            done=report.done,
            planned=report.planned,
            period=period,
            as_of=report.as_of,
        ),
        cites=cites,
        beside=new_source_notes(page),
    )
