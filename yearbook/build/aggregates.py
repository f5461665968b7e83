"""Make what depends on all records: open data, feeds, lists for language models, search, and the page of the data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

from yearbook.build.job import BuildJob, RecipeResult, WorkerContext
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.build.pages import RenderedPages
from yearbook.build.plan import (
    DATA,
    FEEDS,
    LLMS_LISTS,
    SEARCH,
    Recipe,
    aggregate_recipes,
    data_page_recipe,
    search_recipe,
)
from yearbook.build.rendering import RenderContext, render_page
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.cache import unpacker
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import DataFile, DataPackage, RecordData, data_package
from yearbook.data.feeds import feeds
from yearbook.data.markdown_twins import llms
from yearbook.site.edition import Edition
from yearbook.site.search.index import SearchDocument
from yearbook.site.search.scripts import search_scripts

T = TypeVar("T")
_Item = tuple[Recipe, Sequence[bytes]]
"""A recipe, and what it is made of, packed: for search the cards, for data what each record gives to them."""


def render_aggregates(job: BuildJob, pages: RenderedPages) -> Iterator[OutputEntry]:
    """Return the files of all aggregates, which are made of all records, or of what was made with their pages."""
    inputs, editions, found = job.key_inputs, job.context.editions, pages.data
    cards = {code: _cards_of(each, pages.cards) for code, each in editions.items()}
    data = tuple(found[each.key] for each in job.context.yearbook)
    searches = [(search_recipe(inputs, code, packed), packed) for code, packed in cards.items()]
    recipes = aggregate_recipes(inputs)
    items: list[_Item] = [*((each, data if each.name == DATA else ()) for each in recipes), *searches]
    todo = [item for item in items if item[0].key not in job.kept]
    data_files: tuple[DataFile, ...] = ()
    for result in job.share(_render_items, job.worker_context(), todo, 2):
        yield from result.files
        data_files = data_files or result.data_files
    data_pages = tuple(data_page_recipe(inputs, code) for code in editions)
    todo_pages = [each for each in data_pages if each.key not in job.kept]
    if todo_pages:
        files = data_files or _data_package(job.context.yearbook, data).files
        yield from _render_data_pages(job, todo_pages, files)
    yield from job.kept_files(each.key for each in (*(recipe for recipe, _ in items), *data_pages))


def _cards_of(edition: Edition, cards: Mapping[Recipe, bytes]) -> tuple[bytes, ...]:
    code = edition.language.code
    found = {each.reference.record: card for each, card in cards.items() if each.reference.language == code}
    return in_book_order(edition, {key: card for key, card in found.items() if key})


def in_book_order(edition: Edition, cards: Mapping[Key, T]) -> tuple[T, ...]:
    """Return the search cards of an edition in the order of the book."""
    return tuple(cards[record.key] for records in edition.ordered.values() for record in records)


def _render_data_pages(
    job: BuildJob, recipes: Sequence[Recipe], data_files: tuple[DataFile, ...]
) -> Iterator[OutputEntry]:
    """Render the page that lists the files of the open data with their sizes, in each language."""
    context = job.context.with_data_files(data_files)
    for recipe in recipes:
        yield from (write_output(job.tree, each, recipe.key) for each in render_page(context, recipe))


def _data_package(yearbook: Yearbook, packed: Sequence[bytes]) -> DataPackage:
    """Return the open data of all records. `packed`: what each record gives to them."""
    unpack = unpacker(RecordData)
    data = {record.key: unpack(each) for record, each in zip(yearbook, packed, strict=True)}
    return data_package(yearbook, data)


def _render_items(context: WorkerContext, items: Sequence[_Item]) -> list[RecipeResult]:
    """Make several aggregates in a worker."""
    return [_render_item(context, *each) for each in items]


def _render_item(context: WorkerContext, recipe: Recipe, packed: Sequence[bytes]) -> RecipeResult:
    files: Sequence[OutputFile]
    data_files: tuple[DataFile, ...] = ()
    if recipe.name == SEARCH:
        edition, unpack = context.render.editions[recipe.reference.language], unpacker(SearchDocument)
        files = tuple(search_scripts(edition, [unpack(each) for each in packed]))
    elif recipe.name == DATA:
        package = _data_package(context.render.yearbook, packed)
        files, data_files = package.assets, package.files
    else:
        files = feed_files(context.render, recipe.name)
    written = tuple(write_output(context.tree, each, recipe.key) for each in files)
    return RecipeResult(written, data_files=data_files)


_FEED_MAKERS = {FEEDS: feeds, LLMS_LISTS: llms}
"""Makers of files that follow from all records in all languages, by the name of their recipe."""


def feed_files(context: RenderContext, name: str) -> tuple[OutputFile, ...]:
    """Return the feeds, or the lists for language models, in all languages."""
    languages = tuple(each.language for each in context.editions.values())
    return _FEED_MAKERS[name](context.yearbook, languages, context.yearbook.configuration.address)
