"""Recipes → files in the new tree: shared out over processes, skipping what is there already.

Nothing here decides what the site holds; it makes what it is told, and says what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from yearbook.book.production import PrintedBook, Printing, print_books
from yearbook.book.requests import Request
from yearbook.build.output.manifest import WrittenFile
from yearbook.build.output.staging import write_unless_known
from yearbook.build.plan import SEARCH, Recipe
from yearbook.build.rendering import RenderContext, card_of, render_recipe
from yearbook.content.yearbook import Key
from yearbook.core.cache import pack, unpack
from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.data_package import DataFile
from yearbook.site.edition import Edition
from yearbook.site.search.index import SearchCard
from yearbook.site.search.scripts import search_scripts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OutputTree:
    """Where files go."""

    path: Path
    known: Mapping[str, str]
    """Path → digest of the bytes that are there already: the same are not written again."""


@dataclass(frozen=True, slots=True)
class OutputRecord:
    """One file that is wanted."""

    path: str
    key: str
    written: WrittenFile | None
    """None where the bytes are there already."""


@dataclass(frozen=True, slots=True)
class RecipeResult:
    """What came of one recipe."""

    files: tuple[OutputRecord, ...]
    card: bytes | None = None
    """A packed `Card`."""
    offered: tuple[DataFile, ...] = ()


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a worker needs."""

    kitchen: RenderContext
    tree: OutputTree
    kept: Collection[str]
    """Keys of recipes whose files are there: of these only cards are wanted."""


def produce(workshop: PageContext, recipes: Sequence[Recipe]) -> list[RecipeResult]:
    """Several recipes in one go: what is handed to a worker."""
    return [_produce(workshop, each) for each in recipes]


def _produce(workshop: PageContext, recipe: Recipe) -> RecipeResult:
    if recipe.key in workshop.kept:
        return RecipeResult((), _packed(card_of(workshop.kitchen, recipe)))
    return _made(workshop.kitchen, workshop.tree, recipe)


def _made(kitchen: RenderContext, tree: OutputTree, recipe: Recipe) -> RecipeResult:
    made = render_recipe(kitchen, recipe)
    return RecipeResult(
        tuple(put_file(tree, each, recipe.key) for each in made.files), _packed(made.card), made.offered
    )


def _packed(found: SearchCard | None) -> bytes | None:
    return None if found is None else pack(found)


def put_file(tree: OutputTree, asset: OutputFile, key: str = "") -> OutputRecord:
    """One file into the tree. Without a key it is known by its content."""
    known = tree.known.get(asset.path, "")
    return OutputRecord(
        asset.path, key or digest_bytes(asset.data), write_unless_known(tree.path, asset.path, asset.data, known)
    )


@dataclass(frozen=True, slots=True)
class AggregateContext:
    """What is needed to make what follows from all records."""

    kitchen: RenderContext
    tree: OutputTree
    cards: Mapping[str, Sequence[bytes]]
    """Language → the packed cards of its records, in the order of the book."""


def produce_aggregates(conclusion: AggregateContext, recipes: Sequence[Recipe]) -> list[RecipeResult]:
    """Several such recipes in one go."""
    return [_conclude(conclusion, each) for each in recipes]


def _conclude(conclusion: AggregateContext, recipe: Recipe) -> RecipeResult:
    if recipe.name != SEARCH:
        return _made(conclusion.kitchen, conclusion.tree, recipe)
    code = recipe.reference.language
    scripts = search_scripts(conclusion.kitchen.site.editions[code], [unpack(each) for each in conclusion.cards[code]])
    return RecipeResult(tuple(put_file(conclusion.tree, each, recipe.key) for each in scripts))


def ordered(edition: Edition, cards: Mapping[Key, T]) -> tuple[T, ...]:
    """The cards of an edition in the order of the book."""
    return tuple(cards[record.key] for found in edition.ordered.values() for record in found)


@dataclass(frozen=True, slots=True)
class BookContext:
    """What is needed to print."""

    printing: Printing
    tree: OutputTree


def produce_books(bindery: BookContext, asked: Sequence[Request]) -> list[RecipeResult]:
    """Several books in one go."""
    return [RecipeResult((_bound(bindery, each),)) for each in print_books(bindery.printing, asked)]


def _bound(bindery: BookContext, book: PrintedBook) -> OutputRecord:
    if book.data is None:
        return OutputRecord(book.path, book.key, None)
    return put_file(bindery.tree, OutputFile(book.path, book.data), book.key)
