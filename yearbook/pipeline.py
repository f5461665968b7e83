"""The stages composed, on one screen: files → documents → entities → Yearbook → views → plan → bytes → site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook import plan, press, production, reading, store
from yearbook.arranging import arranged, published_at, shown_files, sizes
from yearbook.assets import Asset, Assets, read_assets
from yearbook.exports.package import DataFile, data
from yearbook.exports.sitemap import last_changes, sitemap
from yearbook.frozen import dataclass
from yearbook.interface import read_languages
from yearbook.library import Key, Yearbook, outlined, print_of_all
from yearbook.making import Kitchen, kitchen, make, with_files
from yearbook.memory import CARDS, NOTHING, WARNINGS, Memory, encode, pack
from yearbook.order import Order
from yearbook.pictures import prepare as develop
from yearbook.plan import Recipe
from yearbook.press import Press, Printing, Request, read_press, requests
from yearbook.press.sharing import cards, pictures, read_easel
from yearbook.problems import Problem, ProblemsError
from yearbook.production import (
    Bindery,
    Conclusion,
    Done,
    Outcome,
    Workshop,
    conclude,
    ordered,
    print_books,
    produce,
    put,
)
from yearbook.reading import Book, Watch, unwatched
from yearbook.render import read_templates, render
from yearbook.source import Tree, read_tree
from yearbook.standing import Report, Standing, made_of, standing
from yearbook.toolchain import toolchain
from yearbook.views import Edition, Reference, path_of, references, site
from yearbook.views.redirects import TEMPLATE, redirects
from yearbook.work import apart, share, uncollected


def build(order: Order, watch: Watch = unwatched) -> Report:
    """Content and templates → the site. Raises ProblemsError, having written nothing, where any problem is an error."""
    with standing(order) as before:
        return before.unchanged() or rebuild(order, before, watch)


def rebuild(order: Order, before: Standing, watch: Watch) -> Report:
    """The same, where it was seen that something changed."""
    book = _read(order, before.content, watch, before.memory)
    decision, cards = _make(order, book, before, watch)
    parts = {**book.memory, CARDS: cards, WARNINGS: {before.inputs: pack(book.warnings)}}
    store.remember(before.held, encode(toolchain(), parts))
    return Report(decision, before.found.foreign, book.warnings)


def read(order: Order, watch: Watch = unwatched) -> tuple[Yearbook, tuple[Problem, ...]]:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file."""
    book = _read(order, read_tree(order.content, order.content.name), watch)
    return book.yearbook, book.warnings


def _read(order: Order, content: Tree, watch: Watch = unwatched, memory: Memory = NOTHING) -> Book:
    workers = order.workers(order.content)
    book = reading.read(order.content, content, drafts=order.drafts, jobs=workers, watch=watch, memory=memory)
    return replace(book, yearbook=published_at(book.yearbook, order.base_url))


@dataclass(frozen=True, slots=True)
class _Making:
    """What the steps of making share."""

    order: Order
    before: Standing
    kept: Mapping[str, tuple[str, ...]]
    """Key of a recipe → its files, where they are as they were written."""
    intact: Mapping[str, str]
    """Path → key, of such files."""
    kitchen: Kitchen
    pages: tuple[Reference, ...]
    """All there are."""
    basis: plan.Basis
    tree: production.Tree
    watch: Watch

    def share(self, work: Any, context: Any, items: Sequence[Any], least: int | None = None) -> Iterator[Outcome]:
        """`work(context, some items)` over all items, shared out and watched."""
        let_go = partial(store.let_go, self.before.held)
        workers = self.order.workers(self.tree.path)
        return self.watch(share(work, context, items, workers, let_go, least), len(items))


def _make(order: Order, book: Book, before: Standing, watch: Watch) -> tuple[store.Decision, Mapping[str, bytes]]:
    """Recipes → bytes → site: what is made of something else than before is made again. Also the cards to remember."""
    templates, assets = read_templates(order.folders), read_assets(order.folders)
    editions = _editions(outlined(book.yearbook), order)
    styles, scripts = (tuple(each.path for each in kind) for kind in (assets.stylesheets, assets.scripts))
    whole = site(editions, styles, scripts)
    basis = plan.basis(whole, templates, print_of_all(book.yearbook, book.prints), book.prints)
    intact = before.intact()
    tree = production.Tree(store.begin(before.held), {path: before.entries[path].digest for path in intact})
    own, pages = kitchen(book.yearbook, whole, templates), tuple(references(editions))
    making = _Making(order, before, before.kept(), intact, own, pages, basis, tree, watch)
    cooked, cards = _cook(making)
    concluded = _conclude(making, _by_language(cards))
    done = (*cooked, *concluded, *_carry(making, assets), *_develop(making), *_draw(making), *_print(making))
    return _commit(making, done), {recipe.key: card for recipe, card in cards.items()}


def _cook(making: _Making) -> tuple[list[Done], dict[Recipe, bytes]]:
    """All pages, and the packed card of every record in every language."""
    basis, known = making.basis, making.before.memory.of(CARDS)
    recipes = (*plan.pages(basis, making.pages), *plan.cards(basis, making.kitchen.site.editions))
    cards = {each: known[each.key] for each in recipes if each.key in known}
    wanted = [each for each in recipes if _is_wanted(each, making.kept, known)]
    done = list(_as_they_are(making, recipes))
    workshop = Workshop(making.kitchen, making.tree, frozenset(making.kept))
    for recipe, outcome in zip(wanted, making.share(produce, workshop, wanted), strict=True):
        done += outcome.files
        if outcome.card:
            cards[recipe] = outcome.card
    return done, cards


def _is_wanted(recipe: Recipe, kept: Container[str], known: Container[str]) -> bool:
    """Whether its files are not there, or the card of its record is not known."""
    if recipe.name == plan.CARD or recipe.key in kept:
        return bool(recipe.reference.record and recipe.reference.language) and recipe.key not in known
    return True


def _as_they_are(making: _Making, recipes: Iterable[Recipe]) -> Iterator[Done]:
    """The files of these recipes that are there already."""
    return (Done(path, each.key, None) for each in recipes for path in making.kept.get(each.key, ()))


def _by_language(cards: Mapping[Recipe, bytes]) -> dict[str, dict[Key, bytes]]:
    found: defaultdict[str, dict[Key, bytes]] = defaultdict(dict)
    for recipe, card in cards.items():
        if recipe.reference.record:
            found[recipe.reference.language][recipe.reference.record] = card
    return found


def _conclude(making: _Making, cards: Mapping[str, Mapping[Key, bytes]]) -> Iterator[Done]:
    """What follows from all records: open data, feeds, lists, search; then the page that tells how large data are."""
    basis, editions = making.basis, making.kitchen.site.editions
    told = {code: ordered(each, cards[code]) for code, each in editions.items()}
    recipes = (*plan.of_all(basis), *(plan.search(basis, code, found) for code, found in told.items()))
    wanted = [each for each in recipes if each.key not in making.kept]
    offered: tuple[DataFile, ...] = ()
    for outcome in making.share(conclude, Conclusion(making.kitchen, making.tree, told), wanted, 2):
        yield from outcome.files
        offered = offered or outcome.offered
    pages = tuple(plan.data_page(basis, each) for each in editions)
    yield from _data_pages(making, [each for each in pages if each.key not in making.kept], offered)
    yield from _as_they_are(making, (*recipes, *pages))


def _data_pages(making: _Making, recipes: Sequence[Recipe], offered: tuple[DataFile, ...]) -> Iterator[Done]:
    """The page of the open data, which tells how large its files are."""
    if recipes:
        kitchen = with_files(making.kitchen, offered or data(making.kitchen.yearbook).files)
        for each in recipes:
            yield from (put(making.tree, file, each.key) for file in make(kitchen, each, searched=False).files)


def _carry(making: _Making, assets: Assets) -> Iterator[Done]:
    """What goes in as it is, and what follows from the addresses alone."""
    yearbook = making.kitchen.yearbook
    base_url = yearbook.configuration.address
    editions = making.kitchen.site.editions
    entries = sitemap(base_url, _addresses(editions, making.pages), last_changes(yearbook, tuple(editions)))
    templates = making.kitchen.templates
    moved = (Asset(each.path, render(templates, TEMPLATE, each)) for each in redirects(editions))
    for each in (*assets, *entries, *moved):
        yield put(making.tree, each)


def _develop(making: _Making) -> Iterator[Done]:
    """The pictures that texts show, each in several widths."""
    root, kept = making.order.content, making.kept
    for each in shown_files(root, making.kitchen.yearbook):
        recipe = plan.picture(each.data)
        if recipe.key in kept and each.path in kept[recipe.key]:
            yield from (Done(path, recipe.key, None) for path in kept[recipe.key])
            continue
        made = develop(each.data, each.path, root.name)
        if isinstance(made, Problem):
            raise ProblemsError([made])
        yield from (put(making.tree, Asset(path, data), recipe.key) for path, data in made.files)


def _draw(making: _Making) -> Iterator[Done]:
    """The pictures that other sites show of pages."""
    asked = dict(cards(making.kitchen.site.editions))
    for each in pictures(read_easel(making.order.folders), asked, making.intact):
        yield put(making.tree, Asset(each.path, each.data), each.key) if each.data else Done(each.path, each.key, None)


def _print(making: _Making) -> Iterator[Done]:
    """The books, where they are asked for."""
    if making.order.books:
        editions = _editions(making.kitchen.yearbook, making.order)
        printing = Printing(editions, _press(making.order, making.kitchen.yearbook), making.intact)
        bindery = Bindery(printing, making.tree)
        for outcome in making.share(print_books, bindery, tuple(requests(editions))):
            yield from outcome.files


def _commit(making: _Making, done: Sequence[Done]) -> store.Decision:
    """What was made and what is kept take the place of the old site."""
    order, before, inputs = making.order, making.before, making.before.inputs
    if inputs != made_of(order, read_tree(order.content, order.content.name)):
        inputs = ""  # something was saved meanwhile, and nobody can tell what of it went in
    written = {each.path: each.written for each in done if each.written}
    decision = before.decide({each.path: each.key for each in done}, frozenset(making.intact) - written.keys())
    if not decision.is_nothing or before.keys != decision.keys or not before.is_made_of(inputs):
        store.commit(before.held, before.found, decision, making.tree.path, tuple(written.values()), inputs)
    return decision


def _addresses(
    editions: Mapping[str, Edition], pages: Iterable[Reference]
) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What a sitemap lists: each page with its counterparts in all languages."""
    tags = {code: each.language.tag for code, each in editions.items()}
    return [
        (
            path_of(each),
            tuple((tags[code], path_of(Reference(each.name, code, each.id))) for code in tags if each.language),
        )
        for each in pages
        if each.name != "missing"
    ]


def prepare(order: Order) -> dict[str, Edition]:
    """The yearbook in each of its languages, for what is made of it besides the site."""
    with uncollected():
        yearbook, _ = read(order)
        return _editions(yearbook, order)


def print_book(
    order: Order, choose: Callable[[Mapping[str, Edition]], Request], name: Callable[[Request], Path]
) -> Path:
    """One book → one file, by its name. Raises ProblemsError where it cannot be set, and what `choose` raises.

    It is composed in a process of its own: what was read is not there any more when the typesetter takes its memory.
    """
    ((asked, book, pictures),) = apart(_composed, order, (choose,))
    with uncollected():
        file = name(asked)
        store.save(file, press.compile_book(replace(read_press(order.folders), pictures=pictures), book))
    return file


def _composed(
    order: Order, choices: Sequence[Callable[[Mapping[str, Edition]], Request]]
) -> list[tuple[Request, press.Book, dict[str, bytes]]]:
    """For each choice which book it is, the book, and the pictures of the texts."""
    editions = prepare(order)
    with uncollected():
        pictures = _shown(order, next(iter(editions.values())).yearbook)
        return [(asked, press.compose(editions, asked), pictures) for asked in (each(editions) for each in choices)]


def _press(order: Order, yearbook: Yearbook) -> Press:
    """What books are printed with, the pictures of their texts among it."""
    return replace(read_press(order.folders), pictures=_shown(order, yearbook))


def _shown(order: Order, yearbook: Yearbook) -> dict[str, bytes]:
    return {each.path: each.data for each in shown_files(order.content, yearbook)}


def _editions(yearbook: Yearbook, order: Order) -> dict[str, Edition]:
    languages = read_languages(order.folders, yearbook.configuration.languages)
    return arranged(yearbook, languages, sizes(order.content, yearbook), printed=order.books)
