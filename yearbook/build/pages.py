"""Render pages in workers, but for those that would read what they read before; collect every record's search card."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from yearbook.build.job import BuildJob, RecipeResult, RenderedPage, WorkerContext
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.build.page_keys import decode_logs, encode_logs
from yearbook.build.plan import CARD, Recipe, card_recipes, page_recipes
from yearbook.build.rendering import render_with_card, search_card
from yearbook.content.readers import ReadLog
from yearbook.core.cache import CARDS, LOGS, pack
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

    def cached(self) -> dict[str, dict[str, bytes]]:
        """Return what the next build need not compute again, by part of the cache."""
        return {
            CARDS: {each.key: each.card for each in self.pages.values() if each.card},
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
    logs, cards = decode_logs(job.state.cache.of(LOGS)), job.state.cache.of(CARDS)
    for recipe in recipes:
        log = logs.get(recipe.label)
        if log is not None:
            key = job.page_keys.key(recipe, log)
            if not _needs_files(recipe, key, job.kept) and not _needs_card(recipe, key, cards):
                yield recipe, RenderedPage(key, log, cards.get(key))


def _needs_files(recipe: Recipe, key: str, kept: Container[str]) -> bool:
    return recipe.name != CARD and key not in kept


def _needs_card(recipe: Recipe, key: str, cached: Container[str]) -> bool:
    """Return whether the recipe is of one record in one language whose card is not cached."""
    return bool(recipe.reference.record and recipe.reference.language) and key not in cached


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
    reads = tuple(sorted(log))  # views may go through sets
    key = context.keys.key(recipe, reads)
    written = tuple(write_output(context.tree, each, key) for each in files)
    return RecipeResult(written, page=RenderedPage(key, reads, pack(card) if card else None))
