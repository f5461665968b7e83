"""The opening page of each language: its years, and its table of contents."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.core.frozen import dataclass
from yearbook.model.declarations import plural
from yearbook.model.kinds import EVENT, HONOR, PAGE, PROJECT, YEAR, by_position
from yearbook.site.views import charts
from yearbook.site.views.chart_elements import Matrix
from yearbook.site.views.conflicts import has_conflicts
from yearbook.site.views.elements import Run, TitlePart
from yearbook.site.views.free_pages import free_menu_pages, menu_link
from yearbook.site.views.links import year_link
from yearbook.site.views.page_context import PageContext

_LAST = ("subjects", "data")
"""The pages that a language's table of contents lists last."""


@dataclass(frozen=True, slots=True)
class YearSummary:
    """One year on the opening page."""

    year: Run
    motto: Run | None
    counts: tuple[str, ...]
    is_bare: bool
    """Whether the yearbook says nothing of it yet."""


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """One line of the table of contents."""

    title: Run
    count: str


@dataclass(frozen=True, slots=True)
class HomeView:
    title: Run
    title_parts: tuple[TitlePart, ...]
    subtitle: Run | None
    description: Run | None
    publisher: Run | None
    spines: tuple[YearSummary, ...]
    honors: Matrix | None
    """Of all years by level; None if there are no honors."""
    honor_count: str
    contents: tuple[ContentsLine, ...]


def home_view(page: PageContext) -> HomeView:
    configuration = page.yearbook.configuration
    return HomeView(
        title=page.text(configuration.title),
        title_parts=page.title_parts(),
        subtitle=page.text(configuration.subtitle) if configuration.subtitle else None,
        description=page.text(configuration.description) if configuration.description else None,
        publisher=page.text(configuration.publisher) if configuration.publisher else None,
        spines=tuple(_spine(page, year) for year in configuration.years),
        honors=charts.honors_chart(page),
        honor_count=page.language.count("honors", len(page.yearbook.all(HONOR))),
        contents=tuple(_contents(page)),
    )


def _spine(page: PageContext, year: int) -> YearSummary:
    record = page.yearbook.find(YEAR, str(year))
    motto = page.text(record.motto) if record and record.motto else None
    counts = tuple(
        page.language.count(plural(kind.name), len(found))
        for kind in (HONOR, PROJECT, EVENT)
        if (found := page.edition.of_year(year, kind))
    )
    return YearSummary(year_link(page, year), motto, counts, is_bare=not counts and record is None)


def _contents(page: PageContext) -> Iterator[ContentsLine]:
    for kind in by_position(page.yearbook.kinds):
        number = 0 if kind.name == YEAR.name else page.yearbook.count(kind.name)
        if kind.name != PAGE.name and page.edition.is_listing(kind.index):
            yield _content(page, kind.index, number)
    conflicts = ("conflicts",) if has_conflicts(page) else ()
    for name in (*conflicts, *_LAST, *free_menu_pages(page.edition)):
        yield _content(page, name, 0)


def _content(page: PageContext, name: str, number: int) -> ContentsLine:
    return ContentsLine(menu_link(page, name), page.language.number(number) if number else "")
