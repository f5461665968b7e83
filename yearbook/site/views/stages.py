"""Tell the stage of projects, and group them by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from yearbook.content.records import Record
from yearbook.model.projects import Project, Standing
from yearbook.site.views.elements import Section
from yearbook.site.views.facts import stage_word
from yearbook.site.views.lists import list_line, list_section
from yearbook.site.views.page_context import PageContext

StageState = tuple[str | None, Standing | None]
"""The stage of a project and how it is meant; both None if no source says it."""
_RELIANCE = (Standing.REACHED, Standing.PLANNED, Standing.UNCLEAR)
"""The order in which stages are listed: first what is certain."""


def stage_of(record: Record[Project], year: int | None = None) -> StageState:
    """Return the latest stage, of a year if one is given: one that was reached counts before any other."""
    reports = [each for each in record.facts.reports if year is None or year in each.as_of.years]
    staged = [each for each in reports if each.stage]
    if len(staged) > 1:
        staged.sort(key=lambda each: (each.standing is Standing.REACHED, each.as_of.order))
    return (staged[-1].stage, staged[-1].standing) if staged else (None, None)


def stage_name(state: StageState) -> str:
    """Return the name of a stage in anchors and filters: `completed`, `completed-planned`, `unknown`."""
    stage, standing = state
    if stage is None or standing is None:
        return "unknown"
    return stage if standing is Standing.REACHED else f"{stage}-{standing.value}"


def stage_options(page: PageContext) -> list[tuple[StageState, str]]:
    """Return every stage with its words, in order."""
    unknown = page.word("sentences.stage_unknown")
    said = [((each, how), stage_word(page, each, how)) for each in page.edition.stages for how in _RELIANCE]
    return [*said, ((None, None), unknown)]


def by_stage(
    page: PageContext, projects: Iterable[Record[Project]], year: int | None = None
) -> Iterator[tuple[str, str, list[Record[Project]]]]:
    """Yield (heading, anchor, projects) for each stage, perhaps without projects."""
    found: dict[StageState, list[Record[Project]]] = defaultdict(list)
    for each in page.edition.sorted(projects):
        found[stage_of(each, year)].append(each)
    for state, heading in stage_options(page):
        yield heading, f"stage-{stage_name(state)}", found[state]


def stage_sections(
    page: PageContext, projects: Iterable[Record[Project]], year: int | None = None
) -> tuple[Section, ...]:
    """Return projects in one section for each stage."""
    sections: tuple[Section, ...] = ()
    for heading, anchor, found in by_stage(page, projects, year):
        count = page.language.count("projects", len(found))
        sections += list_section(heading, anchor, (list_line(page, each) for each in found), count)
    return sections
