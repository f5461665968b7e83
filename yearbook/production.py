"""Recipes → files in the new tree: shared out over processes, skipping what is there already.

Nothing here decides what the site holds; it makes what it is told, and says what became of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from yearbook import press, store
from yearbook.assets import Asset
from yearbook.digest import digest_bytes
from yearbook.exports.package import DataFile
from yearbook.frozen import dataclass
from yearbook.library import Key
from yearbook.making import Kitchen, card_of, make
from yearbook.memory import pack, unpack
from yearbook.plan import SEARCH, Recipe
from yearbook.press import Printing, Request
from yearbook.search import Card, search_scripts
from yearbook.views import Edition

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tree:
    """Where files go."""

    path: Path
    known: Mapping[str, str]
    """Path → digest of the bytes that are there already: the same are not written again."""


@dataclass(frozen=True, slots=True)
class Done:
    """One file that is wanted."""

    path: str
    key: str
    written: store.Written | None
    """None where the bytes are there already."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one recipe."""

    files: tuple[Done, ...]
    card: bytes | None = None
    """A packed `Card`."""
    offered: tuple[DataFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Workshop:
    """What a worker needs."""

    kitchen: Kitchen
    tree: Tree
    kept: Collection[str]
    """Keys of recipes whose files are there: of these only cards are wanted."""


def produce(workshop: Workshop, recipes: Sequence[Recipe]) -> list[Outcome]:
    """Several recipes in one go: what is handed to a worker."""
    return [_produce(workshop, each) for each in recipes]


def _produce(workshop: Workshop, recipe: Recipe) -> Outcome:
    if recipe.key in workshop.kept:
        return Outcome((), _packed(card_of(workshop.kitchen, recipe)))
    return _made(workshop.kitchen, workshop.tree, recipe)


def _made(kitchen: Kitchen, tree: Tree, recipe: Recipe) -> Outcome:
    made = make(kitchen, recipe)
    return Outcome(tuple(put(tree, each, recipe.key) for each in made.files), _packed(made.card), made.offered)


def _packed(found: Card | None) -> bytes | None:
    return None if found is None else pack(found)


def put(tree: Tree, asset: Asset, key: str = "") -> Done:
    """One file into the tree. Without a key it is known by its content."""
    known = tree.known.get(asset.path, "")
    return Done(
        asset.path, key or digest_bytes(asset.data), store.write_unless(tree.path, asset.path, asset.data, known)
    )


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What is needed to make what follows from all records."""

    kitchen: Kitchen
    tree: Tree
    cards: Mapping[str, Sequence[bytes]]
    """Language → the packed cards of its records, in the order of the book."""


def conclude(conclusion: Conclusion, recipes: Sequence[Recipe]) -> list[Outcome]:
    """Several such recipes in one go."""
    return [_conclude(conclusion, each) for each in recipes]


def _conclude(conclusion: Conclusion, recipe: Recipe) -> Outcome:
    if recipe.name != SEARCH:
        return _made(conclusion.kitchen, conclusion.tree, recipe)
    code = recipe.reference.language
    scripts = search_scripts(conclusion.kitchen.site.editions[code], [unpack(each) for each in conclusion.cards[code]])
    return Outcome(tuple(put(conclusion.tree, each, recipe.key) for each in scripts))


def ordered(edition: Edition, cards: Mapping[Key, T]) -> tuple[T, ...]:
    """The cards of an edition in the order of the book."""
    return tuple(cards[record.key] for found in edition.ordered.values() for record in found)


@dataclass(frozen=True, slots=True)
class Bindery:
    """What is needed to print."""

    printing: Printing
    tree: Tree


def print_books(bindery: Bindery, asked: Sequence[Request]) -> list[Outcome]:
    """Several books in one go."""
    return [Outcome((_bound(bindery, each),)) for each in press.make(bindery.printing, asked)]


def _bound(bindery: Bindery, book: press.Made) -> Done:
    if book.data is None:
        return Done(book.path, book.key, None)
    return put(bindery.tree, Asset(book.path, book.data), book.key)
