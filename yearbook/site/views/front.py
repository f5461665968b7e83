"""The cover with its doors, the opening page of each language, and the page for addresses that are not there."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.site.edition import Edition
from yearbook.site.views import charts
from yearbook.site.views.chart_values import Matrix
from yearbook.site.views.links import year_link
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.parts import Run

CONTENTS = (
    "years", "honors", "projects", "ledgers", "indicators", "commitments", "programs",
    "units", "themes", "chronicle", "sources", "glossary", "conflicts", "subjects", "data",
)  # fmt: skip
"""The pages that a language's table of contents lists, in order."""

_KINDS = {
    "honors": "honor", "projects": "project", "ledgers": "ledger", "indicators": "indicator",
    "commitments": "commitment", "programs": "program", "units": "unit", "themes": "theme",
    "chronicle": "event", "sources": "source", "glossary": "term",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Door:
    """The way into one language, in that language's own words."""

    lang: str
    name: str
    title: str
    subtitle: str
    publisher: str
    enter: Run
    years: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CoverView:
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True)
class Spine:
    """One year on the opening page."""

    year: Run
    motto: Run | None
    counts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """One line of the table of contents."""

    title: Run
    count: str


@dataclass(frozen=True, slots=True)
class HomeView:
    title: Run
    subtitle: Run | None
    description: Run | None
    publisher: Run | None
    spines: tuple[Spine, ...]
    honors: Matrix | None
    """Of all years by level; None where there are none."""
    honor_count: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class MissingDoor:
    lang: str
    title: str
    text: str
    home: Run


@dataclass(frozen=True, slots=True)
class MissingView:
    doors: tuple[MissingDoor, ...]


def cover(editions: tuple[Edition, ...]) -> CoverView:
    return CoverView(tuple(_door(PageContext(each, urls.COVER)) for each in editions))


def _door(page: PageContext) -> Door:
    configuration, language = page.yearbook.configuration, page.language
    years = tuple(year_link(page, each) for each in configuration.years)
    enter = Run(page.word("pages.home.enter"), "", page.index_href("home"))
    return Door(
        language.tag,
        language.name,
        page.text(configuration.title).text,
        page.text(configuration.subtitle).text,
        page.text(configuration.publisher).text,
        enter,
        years,
    )


def home(page: PageContext) -> HomeView:
    configuration = page.yearbook.configuration
    return HomeView(
        page.text(configuration.title),
        page.text(configuration.subtitle) if configuration.subtitle else None,
        page.text(configuration.description) if configuration.description else None,
        page.text(configuration.publisher) if configuration.publisher else None,
        tuple(_spine(page, year) for year in configuration.years),
        charts.honors_chart(page),
        page.language.count("honors", len(page.yearbook.records["honor"])),
        tuple(_content(page, name) for name in CONTENTS),
    )


def _spine(page: PageContext, year: int) -> Spine:
    record: Record | None = page.yearbook.records["year"].get(str(year))
    motto = page.text(record.motto) if record and record.motto else None
    counts = tuple(
        page.language.count(f"{kind}s", len(found))
        for kind in ("honor", "project", "event")
        if (found := page.edition.of_year(year, kind))
    )
    return Spine(year_link(page, year), motto, counts)


def _content(page: PageContext, name: str) -> Content:
    kind = _KINDS.get(name)
    number = len(page.yearbook.records[kind]) if kind else 0
    title = Run(page.word(f"menu.{name}"), "", page.index_href(name))
    return Content(title, page.language.number(number) if number else "")


def missing_page(editions: tuple[Edition, ...]) -> MissingView:
    return MissingView(tuple(_missing(PageContext(each, urls.NOT_FOUND)) for each in editions))


def _missing(page: PageContext) -> MissingDoor:
    home = Run(page.word("site.home"), "", page.index_href("home"))
    return MissingDoor(
        page.language.tag,
        page.word("pages.not_found.title"),
        page.word("pages.not_found.text"),
        home,
    )
