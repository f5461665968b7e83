"""Every output as a recipe: what it is made of, known by one key.

A recipe holds everything its output depends on, so nothing has to be tracked. A page is composed from the outlines of
all records and from one whole record (see `library.outline`), so its key is the digest of these, of its template with
all that it includes, of what surrounds every page, and of the toolchain. Nothing has to be composed to know it. Where
outlines have changed, more pages are made than come out different; those that come out the same are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from yearbook.content.outlines import Fingerprint
from yearbook.content.yearbook import Key
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.toolchain import toolchain
from yearbook.model.urls import INDEXES, RECORD_PAGES
from yearbook.site.edition import Edition
from yearbook.site.images import Size
from yearbook.site.rendering.templates import Templates
from yearbook.site.views.page_references import PageReference
from yearbook.site.views.pages import Site, template_of

DATA, FEEDS, LLMS_LISTS, SEARCH = "data", "feeds", "lists", "search"
"""Recipes of several files each: open data, feeds, the lists for language models, the search of one language."""
PAGE, CARD, PICTURE = "page", "card", "picture"
"""A page with its twin; what search needs of a record that has no page of its own; a picture in all its widths."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One or several files that are made together; small enough to be sent anywhere."""

    name: str
    key: str
    reference: PageReference
    """Of a page or card; of other recipes only the language is used."""
    parts: tuple[str, ...] = ()
    """Of an index of several pages: its parts, which are made with it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What keys are made of."""

    templates: Templates
    surroundings: str
    """Digest of what every page shows: words, menus, style sheets; and of the toolchain."""
    whole: Fingerprint
    prints: Mapping[Key, Fingerprint]


def basis(site: Site, templates: Templates, whole: Fingerprint, prints: Mapping[Key, Fingerprint]) -> Basis:
    """`whole`: the print of the yearbook; `prints`: those of its records."""
    frames = tuple(digest(each) for each in site.frames.values())
    printed = tuple((each.printed, _sizes(each)) for each in site.editions.values())
    return Basis(templates, digest((toolchain(), frames, printed)), whole, prints)


def of_all(basis: Basis) -> tuple[Recipe, ...]:
    """What follows from the whole yearbook, in all languages at once. Data take longest, and are first."""
    names = (DATA, FEEDS, LLMS_LISTS)
    return tuple(
        Recipe(each, digest((each, basis.surroundings, basis.whole.whole)), PageReference(each)) for each in names
    )


def _sizes(edition: Edition) -> tuple[tuple[str, Size], ...]:
    return tuple(sorted(edition.pictures.items()))


def picture(data: bytes) -> Recipe:
    """What is made of a picture's file."""
    return Recipe(PICTURE, digest((PICTURE, toolchain(), data)), PageReference(PICTURE))


def pages(basis: Basis, everything: Iterable[PageReference]) -> Iterator[Recipe]:
    """A recipe for every page but those that show what other recipes came to."""
    divided: dict[PageReference, list[str]] = {}
    for each in everything:
        if each.name in INDEXES and each.id:
            divided[replace(each, id="")].append(each.id)
        elif each.name != DATA:
            divided[each] = []
    for each, parts in divided.items():
        yield Recipe(PAGE, _page_key(basis, each, tuple(parts)), each, tuple(parts))


def data_page(basis: Basis, language: str) -> Recipe:
    """The page that lists the files of the open data, which follow from the whole yearbook."""
    reference = PageReference(DATA, language)
    return Recipe(PAGE, digest((_page_key(basis, reference), basis.whole.whole)), reference)


def _page_key(basis: Basis, reference: PageReference, parts: tuple[str, ...] = ()) -> str:
    closure = basis.templates.closures[template_of(reference)]
    own = basis.prints[reference.record].whole if reference.record else ""
    named = (reference.name, reference.language, reference.id, parts)
    return digest((PAGE, basis.surroundings, closure, basis.whole.outline, own, named))


def card_recipes(basis: Basis, editions: Mapping[str, Edition]) -> Iterator[Recipe]:
    """A recipe for every record that is searched and has no page of its own."""
    for code, edition in editions.items():
        for kind, records in edition.ordered.items():
            if kind not in RECORD_PAGES:
                for record in records:
                    own = basis.prints[record.key].whole
                    key = digest((CARD, basis.surroundings, basis.whole.outline, own, code, *record.key))
                    yield Recipe(CARD, key, PageReference(kind, code, record.id))


def search_recipe(basis: Basis, language: str, cards: Sequence[bytes]) -> Recipe:
    """The recipe of a language's search, from the packed cards of its records in their order."""
    found = digest((SEARCH, basis.surroundings, language, tuple(map(digest_bytes, cards))))
    return Recipe(SEARCH, found, PageReference(SEARCH, language))
