"""The cover with its doors, the opening page of each language, and the page for addresses that are not there."""

from __future__ import annotations

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.model import urls
from yearbook.site.edition import Edition
from yearbook.site.views import charts
from yearbook.site.views.chart_values import Matrix
from yearbook.site.views.composer import Composer
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
    return CoverView(tuple(_door(Composer(each, urls.COVER)) for each in editions))


def _door(composer: Composer) -> Door:
    configuration, language = composer.yearbook.configuration, composer.language
    years = tuple(composer.year(each) for each in configuration.years)
    enter = Run(composer.word("pages.home.enter"), "", composer.index("home"))
    return Door(
        language.tag,
        language.name,
        composer.text(configuration.title).text,
        composer.text(configuration.subtitle).text,
        composer.text(configuration.publisher).text,
        enter,
        years,
    )


def home(composer: Composer) -> HomeView:
    configuration = composer.yearbook.configuration
    return HomeView(
        composer.text(configuration.title),
        composer.text(configuration.subtitle) if configuration.subtitle else None,
        composer.text(configuration.description) if configuration.description else None,
        composer.text(configuration.publisher) if configuration.publisher else None,
        tuple(_spine(composer, year) for year in configuration.years),
        charts.honors_chart(composer),
        composer.count("honors", len(composer.yearbook.records["honor"])),
        tuple(_content(composer, name) for name in CONTENTS),
    )


def _spine(composer: Composer, year: int) -> Spine:
    record: Record | None = composer.yearbook.records["year"].get(str(year))
    motto = composer.text(record.motto) if record and record.motto else None
    counts = tuple(
        composer.count(f"{kind}s", len(found))
        for kind in ("honor", "project", "event")
        if (found := composer.edition.of_year(year, kind))
    )
    return Spine(composer.year(year), motto, counts)


def _content(composer: Composer, name: str) -> Content:
    kind = _KINDS.get(name)
    number = len(composer.yearbook.records[kind]) if kind else 0
    title = Run(composer.word(f"menu.{name}"), "", composer.index(name))
    return Content(title, composer.language.number(number) if number else "")


def missing_page(editions: tuple[Edition, ...]) -> MissingView:
    return MissingView(tuple(_missing(Composer(each, urls.NOT_FOUND)) for each in editions))


def _missing(composer: Composer) -> MissingDoor:
    home = Run(composer.word("site.home"), "", composer.index("home"))
    return MissingDoor(
        composer.language.tag,
        composer.word("pages.not_found.title"),
        composer.word("pages.not_found.text"),
        home,
    )
