"""The search page: its form with what can be chosen, its words, and indexes for those whose browser runs no script."""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.i18n.words import StringsTree
from yearbook.model.kinds import by_position
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext

_INDEXES = ("subjects", "units", "honors", "projects", "programs", "chronicle", "glossary")
"""The lists that lead to most entries, for readers without search."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, and its word."""

    value: str
    word: str


@dataclass(frozen=True, slots=True)
class SearchView:
    title: Run
    folder: str
    """Where the scripts of the index are, from the page: `search/`."""
    kinds: tuple[Choice, ...]
    years: tuple[Choice, ...]
    found: tuple[Choice, ...]
    """By plural category of CLDR, the sentence with {query} and {n} that says how many were found."""
    none: str
    """The sentence with {query} for no matches."""
    indexes: tuple[Run, ...]


def search_view(page: PageContext) -> SearchView:
    known = (each.name for each in by_position(page.yearbook.kinds))
    kinds = tuple(Choice(each, page.list_name(each)) for each in known if page.yearbook.count(each))
    years = tuple(Choice(str(each), str(each)) for each in page.yearbook.configuration.years)
    words = page.language.words
    indexes = tuple(Run(page.word(f"menu.{each}"), "", page.index_href(each)) for each in _INDEXES)
    none = words.get("sentences.search_none")
    return SearchView(
        title=Run(page.word("menu.search")),
        folder=f"{page.path.rpartition('/')[2].removesuffix('.html')}/",
        kinds=kinds,
        years=years,
        found=_forms(words.get("sentences.search_found")),
        none=none if isinstance(none, str) else "",
        indexes=indexes,
    )


def _forms(pattern: str | StringsTree | None) -> tuple[Choice, ...]:
    """Return all plural forms of a pattern unfilled, because the browser fills them."""
    if isinstance(pattern, StringsTree):
        return tuple(Choice(category, str(text)) for category, text in pattern.pairs)
    return (Choice("other", pattern or ""),)
