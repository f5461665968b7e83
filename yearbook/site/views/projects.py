"""The pages of one project and of one ledger."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.dates import whole_year
from yearbook.model.fields import Fact
from yearbook.model.projects import Counts, Ledger, Project, Report
from yearbook.model.quantities import Quantity
from yearbook.site.views import records
from yearbook.site.views.composer import Composer
from yearbook.site.views.parts import AmountView, Bar, Cite, FactRow, Run, Section, Tail


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


def project(composer: Composer, record: Record) -> ProjectView:
    facts: Project = record.facts
    ordered = sorted(facts.reports, key=lambda each: each.as_of.order)
    reports = tuple(_report(composer, each) for each in ordered)
    body = records.record_body(composer, record, _project_rows(composer, facts))
    names = tuple(ProjectNameLine(composer.original(each.name), composer.cite(each.sources)) for each in facts.names)
    used = composer.yearbook.used(record)
    parts = composer.records((use.kind, use.id) for use in used if use.field == "part_of")
    ledgers = composer.records((use.kind, use.id) for use in used if use.kind == "ledger")
    sections = (
        *composer.section(composer.word("pages.project.parts"), "parts", records.record_lines(composer, parts)),
        *composer.section(composer.word("pages.project.ledgers"), "ledgers", records.record_lines(composer, ledgers)),
    )
    return ProjectView(body, reports, names, composer.beside(), sections, records.tail(composer, record))


def _project_rows(composer: Composer, facts: Project) -> tuple[FactRow, ...]:
    category = composer.yearbook.configuration.categories[facts.category]
    link = composer.index("projects", facts.category)
    part_of = (composer.link("project", facts.part_of),) if facts.part_of else ()
    investment = facts.investment
    return (
        *composer.row("category", (composer.text(category, link),)),
        *composer.row("part_of", part_of),
        *composer.row("place", (composer.text(facts.place),) if facts.place else ()),
        *composer.row("investment", amount_runs(composer, investment), investment.sources if investment else ()),
    )


def amount_runs(composer: Composer, fact: Fact[Quantity] | None) -> tuple[Run, ...]:
    """A disputable amount as runs: the value, then the other values, then why."""
    if fact is None:
        return ()
    amount = composer.amount(fact)
    others = tuple(Run(composer.word("sentences.other_value", value=each.value)) for each in amount.others)
    return (Run(amount.text), *others, *((amount.because,) if amount.because else ()))


def _report(composer: Composer, report: Report) -> ReportLine:
    language, cites = composer.language, composer.cite(report.sources)
    period = whole_year(report.as_of.years[0])
    return ReportLine(
        language.date(report.as_of),
        language.iso(report.as_of),
        report.stage.value if report.stage else "",
        composer.stage(report.stage, planned=report.is_plan) if report.stage else "",
        report.is_plan,
        language.quantity(report.planned) if report.planned else "",
        language.quantity(report.done) if report.done else "",
        composer.text(report.note) if report.note else None,
        composer.bar(Run(language.date(report.as_of)), report.done, report.planned, period, report.as_of),
        cites,
        composer.beside(),
    )


def ledger(composer: Composer, record: Record) -> LedgerView:
    facts: Ledger = record.facts
    total = _counts(composer, facts.total, composer.word("pages.ledger.total"))
    done, planned = facts.total.done, facts.total.planned
    bar = composer.bar(
        total.label,
        done.value if done else None,
        planned.value if planned else None,
        facts.period,
        facts.as_of,
    )
    stages = tuple(_counts(composer, each) for each in facts.stages)
    groups = tuple(_counts(composer, each) for each in facts.groups)
    beside = composer.beside()
    body = records.record_body(composer, record, _ledger_rows(composer, facts))
    used = composer.yearbook.used(record)
    parts = composer.records((use.kind, use.id) for use in used if use.field == "part_of")
    sections = composer.section(composer.word("pages.ledger.parts"), "parts", records.record_lines(composer, parts))
    columns = _columns((total, *stages, *groups))
    return LedgerView(body, columns, total, bar, stages, groups, beside, sections, records.tail(composer, record))


def _columns(lines: tuple[CountsLine, ...]) -> LedgerColumns:
    count, investment, planned, done = (
        any(getattr(each, name) for each in lines) for name in ("count", "investment", "planned", "done")
    )
    progress = any(each.progress or each.printed for each in lines)
    width = 1 + sum((count, investment, planned, done, progress))
    return LedgerColumns(count, investment, planned, done, progress, width)


def _ledger_rows(composer: Composer, facts: Ledger) -> tuple[FactRow, ...]:
    date = composer.language.date
    part_of = (composer.link("ledger", facts.part_of),) if facts.part_of else ()
    return (
        *composer.row("plan_period", (Run(date(facts.period)),)),
        *composer.row("as_of", (Run(date(facts.as_of)),) if facts.as_of else ()),
        *composer.row("part_of_ledger", part_of),
        *composer.row("note", (composer.text(facts.note),) if facts.note else ()),
    )


def _counts(composer: Composer, counts: Counts, label: str = "") -> CountsLine:
    shown = {
        name: composer.amount(fact) if (fact := getattr(counts, name)) else None
        for name in ("count", "investment", "planned", "done")
    }
    disputed = tuple(citation for name in shown if (fact := getattr(counts, name)) for citation in fact.sources)
    printed = counts.printed_progress
    return CountsLine(
        _label(composer, counts, label),
        counts.stage.value if counts.stage else "",
        **shown,
        progress=composer.progress(counts.done, counts.planned),
        printed=composer.language.quantity(printed) if printed else "",
        members=composer.links("project", counts.members),
        note=composer.text(counts.note) if counts.note else None,
        cites=composer.cite((*counts.sources, *disputed)),
    )


def _label(composer: Composer, counts: Counts, label: str) -> Run:
    if counts.label:
        return composer.text(counts.label)
    if counts.stage:
        return Run(composer.stage(counts.stage))
    if counts.category:
        return composer.text(composer.yearbook.configuration.categories[counts.category])
    return Run(label)
