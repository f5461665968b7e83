"""The page on which all commitments stand, by the year for which they were made."""

from __future__ import annotations

from dataclasses import replace

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import COMMITMENT, UNIT
from yearbook.model.series import Commitment
from yearbook.site.views.elements import FactRow, FigureLine, FilterValues, Jump, NoteLine, Run, SourceNote, jumps_to
from yearbook.site.views.facts import figure_line, note_line
from yearbook.site.views.field_rows import own_rows
from yearbook.site.views.filters import Filters, filtered
from yearbook.site.views.links import record_links, reference_link, year_link
from yearbook.site.views.lists import by_first_year
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import MediaParts, media_parts
from yearbook.site.views.source_notes import new_source_notes


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One promise with its outcome."""

    anchor: str
    title: Run
    by: tuple[Run, ...]
    period: str
    due: str
    figures: tuple[FigureLine, ...]
    outcome: str
    """A value of model.Outcome."""
    outcome_word: str
    result: Run | None
    result_figures: tuple[FigureLine, ...]
    own: tuple[FactRow, ...]
    """Fields that the yearbook declares."""
    related: tuple[Run, ...]
    notes: tuple[NoteLine, ...]
    cites: tuple[int, ...]
    media: MediaParts
    beside: tuple[SourceNote, ...]
    """The source notes that are first referred to here."""
    marks: FilterValues | None = None
    """Only where all commitments stand together."""


@dataclass(frozen=True, slots=True)
class CommitmentGroup:
    """The promises of one year."""

    year: Run
    anchor: str
    lines: tuple[CommitmentLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    title: Run
    count: str
    jumps: tuple[Jump, ...]
    groups: tuple[CommitmentGroup, ...]
    filters: Filters


def commitments_view(page: PageContext) -> CommitmentsView:
    everything = page.edition.all(COMMITMENT)
    found = filtered(page, everything)
    groups = []
    for year, records in by_first_year(everything):
        lines = tuple(replace(commitment_line(page, each), marks=found.marks[each.key]) for each in records)
        groups.append(CommitmentGroup(year_link(page, year), f"y{year}", lines))
    return CommitmentsView(
        title=Run(page.word("menu.commitments")),
        count=page.language.count("commitments", len(everything)),
        jumps=jumps_to((each.year.text, each.anchor) for each in groups),
        groups=tuple(groups),
        filters=found.filters,
    )


def commitment_line(page: PageContext, record: Record[Commitment]) -> CommitmentLine:
    facts = record.facts
    date, outcome = page.language.date, facts.outcome
    cites = page.cite((*facts.sources, *outcome.sources))
    figures, results = (tuple(figure_line(page, each) for each in of.figures) for of in (facts, outcome))
    notes = tuple(note_line(page, each) for each in facts.notes)
    return CommitmentLine(
        anchor=record.id,
        title=page.text(facts.title),
        by=record_links(page, UNIT.name, facts.by),
        period=date(facts.period),
        due=date(facts.due) if facts.due else "",
        figures=figures,
        outcome=outcome.status.value,
        outcome_word=page.word(f"outcomes.{outcome.status.value}"),
        result=page.optional(outcome.note),
        result_figures=results,
        own=own_rows(page, record),
        related=tuple(reference_link(page, each) for each in facts.related),
        notes=notes,
        cites=cites,
        media=media_parts(page, record),
        beside=new_source_notes(page),
    )
