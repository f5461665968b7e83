"""The cover with the way into each language, and the page for addresses that are not there."""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.site.views.elements import Logo, Run, TitlePart
from yearbook.site.views.links import year_link
from yearbook.site.views.page_context import PageContext


@dataclass(frozen=True, slots=True)
class CoverLanguage:
    """The way into one language, in that language's own words."""

    lang: str
    name: str
    title: str
    title_parts: tuple[TitlePart, ...]
    subtitle: str
    publisher: str
    enter: Run
    years: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class CoverView:
    logo: Logo | None
    doors: tuple[CoverLanguage, ...]


@dataclass(frozen=True, slots=True)
class MissingLanguage:
    lang: str
    title: str
    text: str
    home: Run


@dataclass(frozen=True, slots=True)
class MissingView:
    doors: tuple[MissingLanguage, ...]


def cover_view(pages: tuple[PageContext, ...]) -> CoverView:
    return CoverView(pages[0].logo(), tuple(map(_door, pages)))


def _door(page: PageContext) -> CoverLanguage:
    configuration, language = page.yearbook.configuration, page.language
    return CoverLanguage(
        lang=language.tag,
        name=language.name,
        title=page.text(configuration.title).text,
        title_parts=page.title_parts(),
        subtitle=page.text(configuration.subtitle).text,
        publisher=page.text(configuration.publisher).text,
        enter=Run(page.word("pages.home.enter"), "", page.index_href("home")),
        years=tuple(year_link(page, each) for each in configuration.years),
    )


def missing_view(pages: tuple[PageContext, ...]) -> MissingView:
    return MissingView(tuple(map(_missing, pages)))


def _missing(page: PageContext) -> MissingLanguage:
    return MissingLanguage(
        lang=page.language.tag,
        title=page.word("pages.not_found.title"),
        text=page.word("pages.not_found.text"),
        home=Run(page.word("site.home"), "", page.index_href("home")),
    )
