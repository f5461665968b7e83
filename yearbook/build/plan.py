"""Plan every output as a recipe with one key: the digest of everything it depends on.

A page follows from its own record, its template with all that it includes, what surrounds every page, the toolchain,
and what it reads of other records. All but the last is in the key of its recipe; `page_keys` adds what it reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from yearbook.content.outlines import Fingerprint
from yearbook.content.yearbook import Key
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.toolchain import toolchain
from yearbook.i18n.words import StringsTree
from yearbook.model.urls import has_page
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import Templates
from yearbook.site.views.page_frame import Site
from yearbook.site.views.page_references import PageReference
from yearbook.site.views.pages import template_of

DATA, FEEDS, LLMS_LISTS, SEARCH = "data", "feeds", "lists", "search"
"""Recipes of several files each: open data, feeds, the lists for language models, the search of one language."""
PAGE, CARD, IMAGE = "page", "card", "picture"
"""A page with its Markdown twin; the search card of a record that has no page of its own; an image in all widths."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """One or several files that are made together; small enough to be sent anywhere."""

    name: str
    key: str
    """Of a page or a card: the digest of what it follows from, but for what it reads of other records."""
    reference: PageReference
    """The page or record; only its language is used by other recipes."""
    parts: tuple[str, ...] = ()
    """The parts of an index of several pages, which are rendered with it."""

    @property
    def label(self) -> str:
        """The name of the recipe among all of a build: the same from build to build."""
        return f"{self.name} {self.reference.name} {self.reference.language} {self.reference.id}"


@dataclass(frozen=True, slots=True)
class KeyInputs:
    """What the keys of recipes are computed from."""

    templates: Templates
    surroundings: str
    """Digest of what every page follows from: configuration, words, menus, style sheets, and the toolchain."""
    whole: str
    """The fingerprint of the whole yearbook."""
    records: Mapping[Key, Fingerprint]


def key_inputs(site: Site, templates: Templates, whole: str, records: Mapping[Key, Fingerprint]) -> KeyInputs:
    """Return them. `whole`: the fingerprint of the yearbook; `records`: those of its records."""
    words = tuple(each.language.words for each in site.editions.values())
    frames = (digest(words), *(digest(replace(each, words=StringsTree(()))) for each in site.frames.values()))
    printed = tuple(each.printed for each in site.editions.values())
    yearbook = next(iter(site.editions.values())).yearbook
    surroundings = digest((toolchain(), frames, printed, repr(yearbook.configuration), yearbook.own))
    return KeyInputs(templates=templates, surroundings=surroundings, whole=whole, records=records)


def page_recipes(inputs: KeyInputs, pages: Iterable[PageReference]) -> Iterator[Recipe]:
    """Return a recipe for every page but those that show the results of other recipes."""
    divided: dict[PageReference, list[str]] = {}
    for each in pages:
        if each.id and each.language and each.record is None:  # a part of an index
            divided[replace(each, id="")].append(each.id)
        elif each.name != DATA:
            divided[each] = []
    for each, parts in divided.items():
        yield Recipe(PAGE, key=_page_key(inputs, each, tuple(parts)), reference=each, parts=tuple(parts))


def data_page_recipe(inputs: KeyInputs, language: str) -> Recipe:
    """Return the recipe of the page that lists the files of the open data, which depend on the whole yearbook."""
    reference = PageReference(DATA, language)
    return Recipe(PAGE, digest((_page_key(inputs, reference), inputs.whole)), reference)


def _page_key(inputs: KeyInputs, reference: PageReference, parts: tuple[str, ...] = ()) -> str:
    template = inputs.templates.closures[template_of(reference)]
    record = inputs.records[reference.record].whole if reference.record else ""
    page = (reference.name, reference.language, reference.id, parts)
    return digest((PAGE, inputs.surroundings, template, record, page))


def card_recipes(inputs: KeyInputs, editions: Mapping[str, Edition]) -> Iterator[Recipe]:
    """Return a recipe for every record that can be searched for and has no page of its own."""
    for code, edition in editions.items():
        for kind, records in edition.ordered.items():
            if not has_page(kind):
                for record in records:
                    own = inputs.records[record.key].whole
                    key = digest((CARD, inputs.surroundings, own, code, *record.key))
                    yield Recipe(CARD, key, PageReference(kind, code, record.id))


def aggregate_recipes(inputs: KeyInputs) -> tuple[Recipe, ...]:
    """Return the recipes that depend on the whole yearbook in all languages; data take longest and come first."""
    names = (DATA, FEEDS, LLMS_LISTS)
    return tuple(Recipe(each, digest((each, inputs.surroundings, inputs.whole)), PageReference(each)) for each in names)


def search_recipe(inputs: KeyInputs, language: str, cards: Sequence[bytes]) -> Recipe:
    """Return the recipe of the search of one language, from the packed cards of its records in their order."""
    key = digest((SEARCH, inputs.surroundings, language, tuple(map(digest_bytes, cards))))
    return Recipe(SEARCH, key, PageReference(SEARCH, language))


def image_recipe(data: bytes) -> Recipe:
    return Recipe(IMAGE, digest((IMAGE, toolchain(), data)), PageReference(IMAGE))
