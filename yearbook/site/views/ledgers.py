"""The page of one ledger: a table of counts and sums, by stage and by group."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import LEDGER, PROJECT
from yearbook.model.projects import Counts, Ledger
from yearbook.site.views.elements import AmountView, FactRow, ProgressBar, RecordFooter, Run, Section, SourceNote
from yearbook.site.views.facts import amount_view, fact_row, progress_bar, progress_text, stage_mark, stage_word
from yearbook.site.views.links import record_link, record_links
from yearbook.site.views.lists import dated_lines, list_section, records_naming
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.records import RecordBody, record_body, tail
from yearbook.site.views.source_notes import new_source_notes

_SHOWN = frozenset({"period", "total", "as_of", "stages", "groups", "part_of", "note"})
"""Fields of a ledger that its page shows in a way of its own."""


@dataclass(frozen=True, slots=True)
class CountsLine:
    """A line of a ledger."""

    label: Run
    has_stage: bool
    mark: str
    """The stage up to which its mark is filled; empty unless it was reached."""
    count: AmountView | None
    investment: AmountView | None
    planned: AmountView | None
    done: AmountView | None
    progress: str
    """Derived: done ÷ planned; empty if unknown."""
    printed: str
    """The percentage that the source prints; empty if it prints none."""
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
    body: RecordBody
    columns: LedgerColumns
    total: CountsLine
    bar: ProgressBar | None
    stages: tuple[CountsLine, ...]
    groups: tuple[CountsLine, ...]
    beside: tuple[SourceNote, ...]
    """The source notes that stand beside the table."""
    sections: tuple[Section, ...]
    tail: RecordFooter


def ledger_view(page: PageContext, record: Record[Ledger]) -> LedgerView:
    facts = record.facts
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
    body = record_body(page, record, _rows(page, facts), _SHOWN)
    parts = records_naming(page, record, "part_of")
    sections = list_section(page.word("pages.ledger.parts"), "parts", dated_lines(page, parts))
    columns = _columns((total, *stages, *groups))
    return LedgerView(
        body=body,
        columns=columns,
        total=total,
        bar=bar,
        stages=stages,
        groups=groups,
        beside=beside,
        sections=sections,
        tail=tail(page, record),
    )


def _columns(lines: tuple[CountsLine, ...]) -> LedgerColumns:
    count, investment, planned, done = (
        any(getattr(each, name) for each in lines) for name in ("count", "investment", "planned", "done")
    )
    progress = any(each.progress or each.printed for each in lines)
    width = 1 + sum((count, investment, planned, done, progress))
    return LedgerColumns(count=count, investment=investment, planned=planned, done=done, progress=progress, width=width)


def _rows(page: PageContext, facts: Ledger) -> tuple[FactRow, ...]:
    date = page.language.date
    part_of = (record_link(page, LEDGER.name, facts.part_of),) if facts.part_of else ()
    return (
        *fact_row(page, "plan_period", (Run(date(facts.period)),)),
        *fact_row(page, "as_of", (Run(date(facts.as_of)),) if facts.as_of else ()),
        *fact_row(page, "part_of_ledger", part_of),
        *fact_row(page, "note", (page.text(facts.note),)),
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
        has_stage=counts.stage is not None,
        mark=stage_mark(page, counts.stage, counts.standing),
        **shown,
        progress=progress_text(page, counts.done, counts.planned),
        printed=page.language.quantity(printed) if printed else "",
        members=record_links(page, PROJECT.name, counts.members),
        note=page.optional(counts.note),
        cites=page.cite((*counts.sources, *disputed)),
    )


def _label(page: PageContext, counts: Counts, label: str) -> Run:
    if counts.label:
        return page.text(counts.label)
    if counts.stage:
        return Run(stage_word(page, counts.stage, counts.standing))
    if counts.category:
        return page.text(page.yearbook.configuration.categories[counts.category])
    return Run(label)
