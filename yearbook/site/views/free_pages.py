"""Find the free pages that the menu and the foot of every page link to."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.content.records import Record
from yearbook.model.free_pages import FreePage, SitePlace
from yearbook.model.kinds import PAGE
from yearbook.site.readers import EditionReader
from yearbook.site.views.elements import Run
from yearbook.site.views.links import record_link
from yearbook.site.views.page_context import PageContext

PREFIX = f"{PAGE.name}:"
"""Before the id of a free page among the names of a menu: `page:about`."""


def free_menu_pages(edition: EditionReader) -> tuple[str, ...]:
    """Return the free pages that stand in the menu, as names of a menu, in their order."""
    return tuple(f"{PREFIX}{each.id}" for each in edition.all(PAGE) if each.facts.shown_in is SitePlace.MENU)


def is_there(edition: EditionReader, name: str) -> bool:
    """Return whether what a name of a menu means is there: a free page may be a draft, a list without records."""
    if name.startswith(PREFIX):
        return edition.yearbook.find(PAGE, name.removeprefix(PREFIX)) is not None
    return edition.has_index(name)


def menu_link(page: PageContext, name: str) -> Run:
    """Return the link to what a name of a menu means: a list, or a free page."""
    if name.startswith(PREFIX):
        return _link(page, page.yearbook.get(PAGE, name.removeprefix(PREFIX)))
    return Run(page.word(f"menu.{name}"), "", page.index_href(name))


def footer_links(page: PageContext) -> Iterator[Run]:
    """Yield the links of the foot of every page."""
    for each in page.edition.all(PAGE):
        if each.facts.shown_in is SitePlace.FOOTER:
            yield _link(page, each)


def _link(page: PageContext, record: Record[FreePage]) -> Run:
    link, name = record_link(page, *record.key), record.facts.menu_name
    return page.text(name, link.href) if name else link
