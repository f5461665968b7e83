"""Render all pages in workers, and collect the search card of every record."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from yearbook.build.job import BuildJob, RecipeResult, WorkerContext
from yearbook.build.output.staging import OutputEntry, write_output
from yearbook.build.plan import CARD, Recipe, card_recipes, page_recipes
from yearbook.build.rendering import render_with_card, search_card
from yearbook.core.cache import CARDS, pack

Cards = Mapping[Recipe, bytes]
"""The packed search cards, by the recipe of the page or card they come from."""


def render_pages(job: BuildJob) -> tuple[tuple[OutputEntry, ...], Cards]:
    """Return the files of all pages, and the search cards of all records in all languages."""
    cached = job.state.cache.of(CARDS)
    recipes = (*page_recipes(job.key_inputs, job.pages), *card_recipes(job.key_inputs, job.context.editions))
    cards = {each: cached[each.key] for each in recipes if each.key in cached}
    todo = [each for each in recipes if _needs_files(each, job.kept) or _needs_card(each, cached)]
    files = list(job.kept_files(recipes))
    for recipe, result in zip(todo, job.share(_render_recipes, job.worker_context(), todo), strict=True):
        files += result.files
        if result.card:
            cards[recipe] = result.card
    return tuple(files), cards


def _needs_files(recipe: Recipe, kept: Container[str]) -> bool:
    return recipe.name != CARD and recipe.key not in kept


def _needs_card(recipe: Recipe, cached: Container[str]) -> bool:
    """Return whether the recipe is of one record in one language whose card is not cached."""
    return bool(recipe.reference.record and recipe.reference.language) and recipe.key not in cached


def _render_recipes(context: WorkerContext, recipes: Sequence[Recipe]) -> list[RecipeResult]:
    """Render several recipes in a worker."""
    return [_render_recipe(context, each) for each in recipes]


def _render_recipe(context: WorkerContext, recipe: Recipe) -> RecipeResult:
    if _needs_files(recipe, context.kept):
        files, card = render_with_card(context.render, recipe)
    else:
        files, card = (), search_card(context.render, recipe)
    written = tuple(write_output(context.tree, each, recipe.key) for each in files)
    return RecipeResult(written, card=pack(card) if card else None)
