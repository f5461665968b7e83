"""Render pages in workers, but for those that would read what they read before.

What search and the open data need of each record is made with its pages, and kept with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yearbook.build.job import BuildJob, RecipeResult, RenderedPage, WorkerContext
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.build.page_keys import decode_logs, encode_logs
from yearbook.build.plan import CARD, Recipe, card_recipes, page_recipes
from yearbook.build.rendering import RenderContext, data_of_page, render_with_card, search_card
from yearbook.content.readers import ReadLog
from yearbook.content.yearbook import Key
from yearbook.core.cache import CARDS, LOGS, RECORD_DATA, pack
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile


@dataclass(frozen=True, slots=True)
class RenderedPages:
    """All pages and cards of the site, rendered or kept."""

    files: tuple[OutputEntry, ...]
    pages: Mapping[Recipe, RenderedPage]

    @property
    def cards(self) -> dict[Recipe, bytes]:
        """The packed search cards, by the recipe of the page or card they come from."""
        return {recipe: each.card for recipe, each in self.pages.items() if each.card}

    @property
    def data(self) -> dict[Key, bytes]:
        """What each record gives to the open data, packed."""
        found = ((recipe.reference.record, each.data) for recipe, each in self.pages.items())
        return {record: data for record, data in found if record and data}

    def cached(self) -> dict[str, dict[str, bytes]]:
        """Return what the next build need not compute again, by part of the cache."""
        return {
            CARDS: {each.key: each.card for each in self.pages.values() if each.card},
            RECORD_DATA: {each.key: each.data for each in self.pages.values() if each.data},
            LOGS: encode_logs({recipe.label: each.log for recipe, each in self.pages.items()}),
        }


def render_pages(job: BuildJob) -> RenderedPages:
    """Render what has changed, and keep the rest."""
    recipes = (*page_recipes(job.key_inputs, job.pages), *card_recipes(job.key_inputs, job.context.editions))
    pages = dict(_kept_pages(job, recipes))
    todo = [each for each in recipes if each not in pages]
    files = list(job.kept_files(each.key for each in pages.values()))
    for recipe, result in zip(todo, job.share(_render_recipes, job.worker_context(), todo), strict=True):
        files += result.files
        if result.page:
            pages[recipe] = result.page
    return RenderedPages(tuple(files), {each: pages[each] for each in recipes})


def _kept_pages(job: BuildJob, recipes: Sequence[Recipe]) -> Iterator[tuple[Recipe, RenderedPage]]:
    """Yield the pages and cards that would come out as they are."""
    cache = job.state.cache
    logs, cards, data = decode_logs(cache.of(LOGS)), cache.of(CARDS), cache.of(RECORD_DATA)
    for recipe in recipes:
        log = logs.get(recipe.label)
        if log is not None:
            key = job.page_keys.key(recipe, log)
            is_whole = (
                (recipe.name == CARD or key in job.kept)
                and (key in cards or not _has_card(recipe))
                and (key in data or not _has_data(recipe, job.context))
            )
            if is_whole:
                yield recipe, RenderedPage(key=key, log=log, card=cards.get(key), data=data.get(key))


def _has_card(recipe: Recipe) -> bool:
    """Return whether the recipe is of one record in one language."""
    return bool(recipe.reference.record and recipe.reference.language)


def _has_data(recipe: Recipe, context: RenderContext) -> bool:
    """Return whether the recipe is of one record in the first language."""
    return recipe.reference.record is not None and context.is_first(recipe.reference.language)


def _render_recipes(context: WorkerContext, recipes: Sequence[Recipe]) -> list[RecipeResult]:
    """Render several recipes in a worker."""
    return [_render_recipe(context, each) for each in recipes]


def _render_recipe(context: WorkerContext, recipe: Recipe) -> RecipeResult:
    log: ReadLog = {}
    files: tuple[OutputFile, ...] = ()
    if recipe.name == CARD:
        card = search_card(context.render, recipe, log)
    else:
        files, card = render_with_card(context.render, recipe, log)
    data = data_of_page(context.render, recipe, log)
    reads = tuple(sorted(log))  # views may go through sets
    key = context.keys.key(recipe, reads)
    written = tuple(write_output(context.tree, each, key) for each in files)
    packed_card, packed_data = (pack(each) if each else None for each in (card, data))
    return RecipeResult(written, page=RenderedPage(key=key, log=reads, card=packed_card, data=packed_data))
