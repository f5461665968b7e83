"""Recipes → files, and the cards by which search finds records. Pure, a share at a time, in any process.

What a page shows is told three times: on the page, in its Markdown twin, and to search. All are made from one record,
so they are made in one go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yearbook.build import plan
from yearbook.build.plan import Recipe
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import DataFile, data_package
from yearbook.data.feeds import feeds
from yearbook.data.markdown_twins import llms, markdown_twin, markdown_twin_path
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import Templates, render
from yearbook.site.search.entries import search_entry
from yearbook.site.search.index import SearchCard, card
from yearbook.site.search.terms import Cutter, cutting
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pages import Page, Site, compose_index, compose_page, compose_record


@dataclass(frozen=True, slots=True)
class RenderContext:
    """What is needed to make anything: handed to workers once."""

    yearbook: Yearbook
    """Whole."""
    site: Site
    """Of outlines."""
    templates: Templates
    cutters: Mapping[str, Cutter]
    """By language code; each remembers the stems of words."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What came of one recipe."""

    files: tuple[OutputFile, ...]
    card: SearchCard | None
    """Of the record, in the recipe's language; None for recipes that are not of one record."""
    offered: tuple[DataFile, ...] = ()
    """What the page of the open data says of the files."""


def render_context(yearbook: Yearbook, site: Site, templates: Templates) -> RenderContext:
    return RenderContext(yearbook, site, templates, {code: Cutter(cutting(code)) for code in site.editions})


def with_files(kitchen: RenderContext, files: tuple[DataFile, ...]) -> RenderContext:
    """The same, knowing the files of the open data, for the page that lists them."""
    editions = {code: replace(each, files=files) for code, each in kitchen.site.editions.items()}
    return replace(kitchen, site=replace(kitchen.site, editions=editions))


def render_recipe(kitchen: RenderContext, recipe: Recipe, *, searched: bool = True) -> Rendered:
    """All that a recipe is for; its card only where it is `searched`."""
    if recipe.name == plan.PAGE:
        return _page(kitchen, recipe, searched=searched)
    if recipe.name == plan.CARD:
        return Rendered((), card_of(kitchen, recipe))
    if recipe.name == plan.DATA:
        found = data_package(kitchen.yearbook)
        return Rendered(found.assets, None, found.files)
    languages = tuple(each.language for each in kitchen.site.editions.values())
    several = llms if recipe.name == plan.LLMS_LISTS else feeds
    return Rendered(several(kitchen.yearbook, languages, kitchen.yearbook.configuration.address), None)


def card_of(kitchen: RenderContext, recipe: Recipe) -> SearchCard | None:
    """The card of a recipe's record, without anything else."""
    whole, edition = _whole(kitchen, recipe), kitchen.site.editions.get(recipe.reference.language)
    return _card(kitchen, edition, whole) if whole and edition else None


def _page(kitchen: RenderContext, recipe: Recipe, *, searched: bool) -> Rendered:
    whole, edition = _whole(kitchen, recipe), kitchen.site.editions.get(recipe.reference.language)
    if recipe.parts:
        every = (recipe.reference, *(replace(recipe.reference, id=each) for each in recipe.parts))
        return Rendered(tuple(_file(kitchen, each) for each in compose_index(kitchen.site, every)), None)
    if whole is None or edition is None:
        return Rendered((_file(kitchen, compose_page(kitchen.site, recipe.reference, whole)),), None)
    page, composer = compose_record(kitchen.site, recipe.reference, whole)
    told = OutputFile(
        markdown_twin_path(whole, edition.language.code),
        markdown_twin(whole, edition.language, edition.yearbook).encode(),
    )
    found = _card(kitchen, edition, whole, (composer, page.content)) if searched else None
    return Rendered((_file(kitchen, page), told), found)


def _file(kitchen: RenderContext, page: Page) -> OutputFile:
    return OutputFile(page.path, render(kitchen.templates, page.template, page))


def _whole(kitchen: RenderContext, recipe: Recipe) -> Record | None:
    """The record that a recipe is of."""
    key = recipe.reference.record
    return kitchen.yearbook.get(*key) if key else None


def _card(
    kitchen: RenderContext, edition: Edition, whole: Record, composed: tuple[PageContext, Any] | None = None
) -> SearchCard:
    return card(search_entry(edition, whole, composed), kitchen.cutters[edition.language.code])
