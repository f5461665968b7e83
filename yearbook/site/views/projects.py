"""The pages of one project and of one ledger."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.dates import whole_year
from yearbook.model.fields import Fact
from yearbook.model.projects import Counts, Ledger, Project, Report
from yearbook.model.quantities import Quantity
from yearbook.site.views import records
from yearbook.site.views.facts import amount_view, fact_row, progress_bar, progress_text, stage_word
from yearbook.site.views.links import record_link, record_links
from yearbook.site.views.lists import dated_lines, known_records, list_section
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import AmountView, Bar, Cite, FactRow, Run, Section, Tail
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one source says of a project as of a date: a station of its life-line."""

    date: str
    iso: str
    """For <time datetime>; empty for periods."""
    stage: str
    """A value of model.Stage, or empty where the source does not say."""
    stage_word: str
    is_plan: bool
    """True where the source plans the stage for a year and does not report it."""
    planned: str
    done: str
    note: Run | None
    bar: Bar | None
    cites: tuple[int, ...]
    beside: tuple[Cite, ...]
    """The source notes that are first referred to here."""


@dataclass(frozen=True, slots=True)
class ProjectNameLine:
    """A name under which a source speaks of the project."""

    name: Run
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ProjectView:
    body: records.RecordBody
    reports: tuple[ReportLine, ...]
    names: tuple[ProjectNameLine, ...]
    names_beside: tuple[Cite, ...]
    sections: tuple[Section, ...]
    """Its parts, and the ledgers that name it."""
    tail: Tail


@dataclass(frozen=True, slots=True)
class CountsLine:
    """A line of a ledger."""

    label: Run
    stage: str
    count: AmountView | None
    investment: AmountView | None
    planned: AmountView | None
    done: AmountView | None
    progress: str
    """Derived: done ÷ planned; empty where it is not known."""
    printed: str
    """The percentage that the source prints; empty where it prints none."""
    members: tuple[Run, ...]
    note: Run | None
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LedgerColumns:
    """Which columns of a ledger have anything in them; the others are left out."""

    count: bool
    investment: bool
    planned: bool
    done: bool
    progress: bool
    width: int
    """How many there are, that of the labels included."""


@dataclass(frozen=True, slots=True)
class LedgerView:
    body: records.RecordBody
    columns: LedgerColumns
    total: CountsLine
    bar: Bar | None
    stages: tuple[CountsLine, ...]
    groups: tuple[CountsLine, ...]
    beside: tuple[Cite, ...]
    """The source notes that stand beside the table."""
    sections: tuple[Section, ...]
    tail: Tail


def project(page: PageContext, record: Record) -> ProjectView:
    facts: Project = record.facts
    ordered = sorted(facts.reports, key=lambda each: each.as_of.order)
    reports = tuple(_report(page, each) for each in ordered)
    body = records.record_body(page, record, _project_rows(page, facts))
    names = tuple(ProjectNameLine(page.original(each.name), page.cite(each.sources)) for each in facts.names)
    used = page.yearbook.used(record)
    parts = known_records(page, ((use.kind, use.id) for use in used if use.field == "part_of"))
    ledgers = known_records(page, ((use.kind, use.id) for use in used if use.kind == "ledger"))
    sections = (
        *list_section(page.word("pages.project.parts"), "parts", dated_lines(page, parts)),
        *list_section(page.word("pages.project.ledgers"), "ledgers", dated_lines(page, ledgers)),
    )
    return ProjectView(body, reports, names, new_source_notes(page), sections, records.tail(page, record))


def _project_rows(page: PageContext, facts: Project) -> tuple[FactRow, ...]:
    category = page.yearbook.configuration.categories[facts.category]
    link = page.index_href("projects", facts.category)
    part_of = (record_link(page, "project", facts.part_of),) if facts.part_of else ()
    investment = facts.investment
    return (
        *fact_row(page, "category", (page.text(category, link),)),
        *fact_row(page, "part_of", part_of),
        *fact_row(page, "place", (page.text(facts.place),) if facts.place else ()),
        *fact_row(page, "investment", amount_runs(page, investment), investment.sources if investment else ()),
    )


def amount_runs(page: PageContext, fact: Fact[Quantity] | None) -> tuple[Run, ...]:
    """A disputable amount as runs: the value, then the other values, then why."""
    if fact is None:
        return ()
    amount = amount_view(page, fact)
    others = tuple(Run(page.word("sentences.other_value", value=each.value)) for each in amount.others)
    return (Run(amount.text), *others, *((amount.because,) if amount.because else ()))


def _report(page: PageContext, report: Report) -> ReportLine:
    language, cites = page.language, page.cite(report.sources)
    period = whole_year(report.as_of.years[0])
    return ReportLine(
        language.date(report.as_of),
        language.iso(report.as_of),
        report.stage.value if report.stage else "",
        stage_word(page, report.stage, planned=report.is_plan) if report.stage else "",
        report.is_plan,
        language.quantity(report.planned) if report.planned else "",
        language.quantity(report.done) if report.done else "",
        page.text(report.note) if report.note else None,
        progress_bar(
            page,
            Run(language.date(report.as_of)),
            done=report.done,
            planned=report.planned,
            period=period,
            as_of=report.as_of,
        ),
        cites,
        new_source_notes(page),
    )


def ledger(page: PageContext, record: Record) -> LedgerView:
    facts: Ledger = record.facts
    total = _counts(page, facts.total, page.word("pages.ledger.total"))
    done, planned = facts.total.done, facts.total.planned
    bar = progress_bar(
        page,
        total.label,
        done=done.value if done else None,
        planned=planned.value if planned else None,
        period=facts.period,
        as_of=facts.as_of,
    )
    stages = tuple(_counts(page, each) for each in facts.stages)
    groups = tuple(_counts(page, each) for each in facts.groups)
    beside = new_source_notes(page)
    body = records.record_body(page, record, _ledger_rows(page, facts))
    used = page.yearbook.used(record)
    parts = known_records(page, ((use.kind, use.id) for use in used if use.field == "part_of"))
    sections = list_section(page.word("pages.ledger.parts"), "parts", dated_lines(page, parts))
    columns = _columns((total, *stages, *groups))
    return LedgerView(body, columns, total, bar, stages, groups, beside, sections, records.tail(page, record))


def _columns(lines: tuple[CountsLine, ...]) -> LedgerColumns:
    count, investment, planned, done = (
        any(getattr(each, name) for each in lines) for name in ("count", "investment", "planned", "done")
    )
    progress = any(each.progress or each.printed for each in lines)
    width = 1 + sum((count, investment, planned, done, progress))
    return LedgerColumns(count, investment, planned, done, progress, width)


def _ledger_rows(page: PageContext, facts: Ledger) -> tuple[FactRow, ...]:
    date = page.language.date
    part_of = (record_link(page, "ledger", facts.part_of),) if facts.part_of else ()
    return (
        *fact_row(page, "plan_period", (Run(date(facts.period)),)),
        *fact_row(page, "as_of", (Run(date(facts.as_of)),) if facts.as_of else ()),
        *fact_row(page, "part_of_ledger", part_of),
        *fact_row(page, "note", (page.text(facts.note),) if facts.note else ()),
    )


def _counts(page: PageContext, counts: Counts, label: str = "") -> CountsLine:
    shown = {
        name: amount_view(page, fact) if (fact := getattr(counts, name)) else None
        for name in ("count", "investment", "planned", "done")
    }
    disputed = tuple(citation for name in shown if (fact := getattr(counts, name)) for citation in fact.sources)
    printed = counts.printed_progress
    return CountsLine(
        _label(page, counts, label),
        counts.stage.value if counts.stage else "",
        **shown,
        progress=progress_text(page, counts.done, counts.planned),
        printed=page.language.quantity(printed) if printed else "",
        members=record_links(page, "project", counts.members),
        note=page.text(counts.note) if counts.note else None,
        cites=page.cite((*counts.sources, *disputed)),
    )


def _label(page: PageContext, counts: Counts, label: str) -> Run:
    if counts.label:
        return page.text(counts.label)
    if counts.stage:
        return Run(stage_word(page, counts.stage))
    if counts.category:
        return page.text(page.yearbook.configuration.categories[counts.category])
    return Run(label)
