"""Recipes → files, and the cards by which search finds records. Pure, a share at a time, in any process.

What a page shows is told three times: on the page, in its Markdown twin, and to search. All are made from one record,
so they are made in one go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yearbook import plan
from yearbook.assets import Asset
from yearbook.exports.feed import feeds
from yearbook.exports.package import DataFile, data
from yearbook.exports.twins import llms, twin, twin_path
from yearbook.frozen import dataclass
from yearbook.library import Record, Yearbook
from yearbook.plan import Recipe
from yearbook.render import Templates, render
from yearbook.search import Card, Cutter, card, cutting, entry
from yearbook.views import Edition, Page, Site, compose, compose_index, compose_record
from yearbook.views.composer import Composer


@dataclass(frozen=True, slots=True)
class Kitchen:
    """What is needed to make anything: handed to workers once."""

    yearbook: Yearbook
    """Whole."""
    site: Site
    """Of outlines."""
    templates: Templates
    cutters: Mapping[str, Cutter]
    """By language code; each remembers the stems of words."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one recipe."""

    files: tuple[Asset, ...]
    card: Card | None
    """Of the record, in the recipe's language; None for recipes that are not of one record."""
    offered: tuple[DataFile, ...] = ()
    """What the page of the open data says of the files."""


def kitchen(yearbook: Yearbook, site: Site, templates: Templates) -> Kitchen:
    return Kitchen(yearbook, site, templates, {code: Cutter(cutting(code)) for code in site.editions})


def with_files(kitchen: Kitchen, files: tuple[DataFile, ...]) -> Kitchen:
    """The same, knowing the files of the open data, for the page that lists them."""
    editions = {code: replace(each, files=files) for code, each in kitchen.site.editions.items()}
    return replace(kitchen, site=replace(kitchen.site, editions=editions))


def make(kitchen: Kitchen, recipe: Recipe, *, searched: bool = True) -> Made:
    """All that a recipe is for; its card only where it is `searched`."""
    if recipe.name == plan.PAGE:
        return _page(kitchen, recipe, searched=searched)
    if recipe.name == plan.CARD:
        return Made((), card_of(kitchen, recipe))
    if recipe.name == plan.DATA:
        found = data(kitchen.yearbook)
        return Made(found.assets, None, found.files)
    languages = tuple(each.language for each in kitchen.site.editions.values())
    several = llms if recipe.name == plan.LISTS else feeds
    return Made(several(kitchen.yearbook, languages, kitchen.yearbook.configuration.address), None)


def card_of(kitchen: Kitchen, recipe: Recipe) -> Card | None:
    """The card of a recipe's record, without anything else."""
    whole, edition = _whole(kitchen, recipe), kitchen.site.editions.get(recipe.reference.language)
    return _card(kitchen, edition, whole) if whole and edition else None


def _page(kitchen: Kitchen, recipe: Recipe, *, searched: bool) -> Made:
    whole, edition = _whole(kitchen, recipe), kitchen.site.editions.get(recipe.reference.language)
    if recipe.parts:
        every = (recipe.reference, *(replace(recipe.reference, id=each) for each in recipe.parts))
        return Made(tuple(_file(kitchen, each) for each in compose_index(kitchen.site, every)), None)
    if whole is None or edition is None:
        return Made((_file(kitchen, compose(kitchen.site, recipe.reference, whole)),), None)
    page, composer = compose_record(kitchen.site, recipe.reference, whole)
    told = Asset(twin_path(whole, edition.language.code), twin(whole, edition.language, edition.yearbook).encode())
    found = _card(kitchen, edition, whole, (composer, page.content)) if searched else None
    return Made((_file(kitchen, page), told), found)


def _file(kitchen: Kitchen, page: Page) -> Asset:
    return Asset(page.path, render(kitchen.templates, page.template, page))


def _whole(kitchen: Kitchen, recipe: Recipe) -> Record | None:
    """The record that a recipe is of."""
    key = recipe.reference.record
    return kitchen.yearbook.get(*key) if key else None


def _card(kitchen: Kitchen, edition: Edition, whole: Record, composed: tuple[Composer, Any] | None = None) -> Card:
    return card(entry(edition, whole, composed), kitchen.cutters[edition.language.code])
