"""Tell the stage of projects, and group them by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

from yearbook.content.records import Record
from yearbook.model.projects import Project, Stage
from yearbook.site.views.elements import Section
from yearbook.site.views.facts import stage_word
from yearbook.site.views.lists import list_line, list_section
from yearbook.site.views.page_context import PageContext

StageState = tuple[Stage | None, bool]
"""The stage of a project, None if no source says it; and whether it is only planned."""
_STATES: tuple[StageState, ...] = (*product(Stage, (False, True)), (None, False))


def stage_of(record: Record[Project], year: int | None = None) -> StageState:
    """Return the latest stage, of a year if one is given: what is reported counts before what was planned."""
    reports = [each for each in record.facts.reports if year is None or year in each.as_of.years]
    staged = [each for each in reports if each.stage]
    if len(staged) > 1:
        staged.sort(key=lambda each: (not each.is_plan, each.as_of.order))
    return (staged[-1].stage, staged[-1].is_plan) if staged else (None, False)


def stage_name(state: StageState) -> str:
    """Return the name of a stage in anchors and filters: `started`, `started-planned`, `unknown`."""
    stage, planned = state
    return f"{stage.value if stage else 'unknown'}{'-planned' if planned else ''}"


def stage_options(page: PageContext) -> list[tuple[StageState, str]]:
    """Return every stage with its words, in order."""
    unknown = page.word("sentences.stage_unknown")
    return [(state, stage_word(page, state[0], planned=state[1]) if state[0] else unknown) for state in _STATES]


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
