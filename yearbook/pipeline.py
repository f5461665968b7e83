"""The stages composed, on one screen: files → documents → entities → Yearbook → views → plan → bytes → site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook import plan, press, production, reading, store
from yearbook.arranging import arranged, published_at, shown_files, sizes
from yearbook.assets import Asset, Assets, contents, read_assets
from yearbook.exports.package import DataFile, data
from yearbook.exports.sitemap import last_changes, sitemap
from yearbook.folders import Folders
from yearbook.frozen import dataclass
from yearbook.interface import read_languages
from yearbook.library import Key, Yearbook, outlined, print_of_all
from yearbook.making import Kitchen, kitchen, make, with_files
from yearbook.memory import CARDS, WARNINGS, Memory, decode, encode, pack, unpack
from yearbook.pictures import prepare as develop
from yearbook.plan import Recipe
from yearbook.press import Press, Printing, Request, read_press, requests
from yearbook.press.sharing import cards, pictures, read_easel
from yearbook.problems import Problem, ProblemsError
from yearbook.production import (
    Bindery,
    Done,
    Indexing,
    Outcome,
    Workshop,
    print_books,
    produce,
    put,
    search,
)
from yearbook.reading import NOTHING, Book, Watch, unwatched
from yearbook.render import read_templates, render
from yearbook.source import Tree, lines_of, read_tree
from yearbook.views import Edition, Reference, path_of, references, site
from yearbook.views.redirects import TEMPLATE, redirects
from yearbook.work import Elsewhere, Lender, Workers, share, uncollected


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for."""

    content: Path
    templates: Path
    """The yearbook's own, or all there are."""
    output: Path
    base_url: str = ""
    """Where the site is published; empty: what yearbook.yaml says."""
    jobs: int = 1
    drafts: bool = False
    books: bool = False
    """Also print every book: the whole, years, units, records."""
    executor: Lender | None = None
    """Who does the pure work instead of processes of this machine; the folders are absolute then."""
    beneath: Path | None = None
    """The program's templates, where `templates` has only what a yearbook changes of them."""

    @property
    def folders(self) -> Folders:
        """All templates."""
        return Folders(self.templates, self.beneath)

    def lines(self, each: Problem) -> tuple[str, ...]:
        """The lines of the file that a problem is in, for its excerpt; none where it points at no line."""
        found = Folders(self.content).find(each.place.path) or self.folders.find(each.place.path)
        return lines_of(*found) if found and each.place.line else ()

    def workers(self, *folders: Path) -> Workers:
        """Who does work that reads or writes these folders."""
        return Elsewhere(self.executor, folders) if self.executor else self.jobs


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to."""

    decision: store.Decision
    foreign: tuple[str, ...]
    """Files in the output folder that are not ours; they stay."""
    warnings: tuple[Problem, ...]


def build(order: Order, watch: Watch = unwatched) -> Report:
    """Content and templates → the site. Raises ProblemsError, having written nothing, where any problem is an error."""
    with uncollected():
        return _build(order, watch)


def _build(order: Order, watch: Watch) -> Report:
    content = read_tree(order.content, order.content.name)
    made_of = _made_of(order, content)
    with store.hold(order.output) as held:
        output = _look(held, order.workers(held.folder))
        memory = decode(store.recall(held), plan.toolchain())
        if output.is_made_of(made_of) and made_of in memory.of(WARNINGS):
            warnings = unpack(memory.of(WARNINGS)[made_of])
            return Report(output.decide(output.keys), output.found.foreign, warnings)
        book = _read(order, content, watch, memory)
        decision, cards = _make(order, book, output, memory.of(CARDS), made_of, watch)
        parts = {**book.memory, CARDS: cards, WARNINGS: {made_of: pack(book.warnings)}}
        store.remember(held, encode(Memory(plan.toolchain(), parts)))
    return Report(decision, output.found.foreign, book.warnings)


def read(order: Order, watch: Watch = unwatched) -> tuple[Yearbook, tuple[Problem, ...]]:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file."""
    book = _read(order, read_tree(order.content, order.content.name), watch)
    return book.yearbook, book.warnings


def _read(order: Order, content: Tree, watch: Watch = unwatched, memory: Memory = NOTHING) -> Book:
    workers = order.workers(order.content)
    book = reading.read(order.content, content, drafts=order.drafts, jobs=workers, watch=watch, memory=memory)
    return replace(book, yearbook=published_at(book.yearbook, order.base_url))


def _made_of(order: Order, content: Tree) -> str:
    """The digest of all that the site is made of, without looking into any of it."""
    troubles = ((each.place.path, each.mistake.code) for each in content.problems)
    folders = {
        "content": (*((each.path, each.digest) for each in content.files), *troubles),
        "templates": contents(order.folders),
    }
    return plan.inputs(folders, (order.base_url, str(order.drafts), str(order.books)))


@dataclass(frozen=True, slots=True)
class _Output:
    """The output folder before the build."""

    held: store.Held
    found: store.Found
    entries: Mapping[str, store.Entry]
    """What was written last, by path."""
    differing: Mapping[str, store.Reason]
    """Files of it that are no longer as they were written."""
    keys: Mapping[str, str]
    """Path → the key of the recipe it was made by."""
    kept: Mapping[str, tuple[str, ...]]
    """Key of a recipe → its files, where all of them are as they were written."""

    def is_made_of(self, inputs: str) -> bool:
        """Whether the folder is what a build of these inputs would leave."""
        return self.found.record is not None and self.found.record.inputs == inputs and not self.differing

    def intact(self) -> dict[str, str]:
        """As `keys`, of the files that are as they were written."""
        return {path: key for path, key in self.keys.items() if path not in self.differing}

    def decide(self, keys: Mapping[str, str], same: frozenset[str] = frozenset()) -> store.Decision:
        return store.decide(self.found, keys, self.differing, same)


def _look(held: store.Held, workers: Workers) -> _Output:
    """Every file of the last build is read: its times do not tell whether it is as it was written."""
    found = store.read(held)
    entries = found.record.entries if found.record else {}
    looked = share(_altered, held.folder, tuple(entries.items()), workers, partial(store.let_go, held))
    differing = {path: why for path, why in looked if why}
    keys = {path: each.key for path, each in entries.items()}
    return _Output(held, found, entries, differing, keys, _kept(keys, {keys[path] for path in differing}))


def _kept(keys: Mapping[str, str], broken: Container[str]) -> dict[str, tuple[str, ...]]:
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    for path, key in keys.items():
        if key not in broken:
            by_key[key].append(path)
    return {key: tuple(paths) for key, paths in by_key.items()}


def _altered(folder: Path, entries: Sequence[tuple[str, store.Entry]]) -> Sequence[tuple[str, store.Reason | None]]:
    found = store.altered(folder, entries)
    return [(path, found.get(path)) for path, _ in entries]


@dataclass(frozen=True, slots=True)
class _Making:
    """What the steps of making share."""

    order: Order
    output: _Output
    kitchen: Kitchen
    pages: tuple[Reference, ...]
    """All there are."""
    basis: plan.Basis
    tree: production.Tree
    watch: Watch

    def share(self, work: Any, context: Any, items: Sequence[Any], least: int | None = None) -> Iterator[Outcome]:
        """`work(context, some items)` over all items, shared out and watched."""
        let_go = partial(store.let_go, self.output.held)
        workers = self.order.workers(self.tree.path)
        return self.watch(share(work, context, items, workers, let_go, least), len(items))


def _make(
    order: Order, book: Book, output: _Output, known: Mapping[str, bytes], made_of: str, watch: Watch
) -> tuple[store.Decision, Mapping[str, bytes]]:
    """Recipes → bytes → site: what is made of something else than before is made again.

    `known`: cards that are remembered. Also returns the cards to remember.
    """
    templates, assets = read_templates(order.folders), read_assets(order.folders)
    editions = _editions(outlined(book.yearbook), order)
    styles, scripts = (tuple(each.path for each in kind) for kind in (assets.stylesheets, assets.scripts))
    whole = site(editions, styles, scripts)
    basis = plan.basis(whole, templates, print_of_all(book.yearbook, book.prints), book.prints)
    tree = production.Tree(store.begin(output.held), {path: output.entries[path].digest for path in output.intact()})
    own, pages = kitchen(book.yearbook, whole, templates), tuple(references(editions))
    making = _Making(order, output, own, pages, basis, tree, watch)
    cooked, cards = _cook(making, known)
    done = (*cooked, *_carry(making, assets), *_develop(making), *_draw(making), *_print(making))
    return _commit(making, done, made_of), cards


def _cook(making: _Making, known: Mapping[str, bytes]) -> tuple[list[Done], dict[str, bytes]]:
    """All that is made of records, and the cards of all of them. What follows from several recipes is made last."""
    basis, editions, kept = making.basis, making.kitchen.site.editions, making.output.kept
    recipes = (*plan.of_all(basis), *plan.pages(basis, making.pages), *plan.cards(basis, editions))
    searches = tuple(plan.together(basis, plan.SEARCH, code) for code in editions)
    searched = frozenset(each.reference.language for each in searches if each.key not in kept)
    cards = {each.key: known[each.key] for each in recipes if each.key in known}
    wanted = [each for each in recipes if _is_wanted(each, kept, searched, cards)]
    done: list[Done] = []
    offered: tuple[DataFile, ...] = ()
    workshop = Workshop(making.kitchen, making.tree, frozenset(kept), searched)
    for recipe, outcome in zip(wanted, making.share(produce, workshop, wanted), strict=True):
        done += outcome.files
        offered = offered or outcome.offered
        if outcome.card:
            cards[recipe.key] = outcome.card
    data_pages = tuple(plan.data_page(basis, each) for each in editions)
    done += _data_pages(making, [each for each in data_pages if each.key not in kept], offered)
    indexing = Indexing(editions, _by_language(recipes, searched, cards), making.tree)
    for outcome in making.share(search, indexing, [each for each in searches if each.key not in kept], 1):
        done += outcome.files
    for recipe in (*recipes, *data_pages, *searches):
        done += (Done(path, recipe.key, None) for path in kept.get(recipe.key, ()))
    return done, cards


def _is_wanted(recipe: Recipe, kept: Container[str], searched: Container[str], cards: Container[str]) -> bool:
    """Whether its files are not there, or its card is wanted and not known."""
    of_record = recipe.reference.record is not None and recipe.reference.language in searched
    if recipe.name == plan.CARD or recipe.key in kept:
        return of_record and recipe.key not in cards
    return True


def _by_language(
    recipes: Iterable[Recipe], searched: Iterable[str], cards: Mapping[str, bytes]
) -> dict[str, dict[Key, bytes]]:
    found: dict[str, dict[Key, bytes]] = {each: {} for each in searched}
    for each in recipes:
        if each.reference.language in found and each.reference.record and each.key in cards:
            found[each.reference.language][each.reference.record] = cards[each.key]
    return found


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
    root, kept = making.order.content, making.output.kept
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
    for each in pictures(read_easel(making.order.folders), asked, making.output.intact()):
        yield put(making.tree, Asset(each.path, each.data), each.key) if each.data else Done(each.path, each.key, None)


def _print(making: _Making) -> Iterator[Done]:
    """The books, where they are asked for."""
    if making.order.books:
        editions = _editions(making.kitchen.yearbook, making.order)
        printing = Printing(editions, _press(making.order, making.kitchen.yearbook), making.output.intact())
        bindery = Bindery(printing, making.tree)
        for outcome in making.share(print_books, bindery, tuple(requests(editions))):
            yield from outcome.files


def _commit(making: _Making, done: Sequence[Done], made_of: str) -> store.Decision:
    """What was made and what is kept take the place of the old site."""
    output = making.output
    if made_of != _made_of(making.order, read_tree(making.order.content, making.order.content.name)):
        made_of = ""  # something was saved meanwhile, and nobody can tell what of it went in
    written = {each.path: each.written for each in done if each.written}
    decision = output.decide({each.path: each.key for each in done}, frozenset(output.intact()) - written.keys())
    if not decision.is_nothing or output.keys != decision.keys or not output.is_made_of(made_of):
        store.commit(output.held, output.found, decision, making.tree.path, tuple(written.values()), made_of)
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
    yearbook, _ = read(order)
    return _editions(yearbook, order)


def print_book(order: Order, editions: Mapping[str, Edition], asked: Request, file: Path) -> None:
    """One book → one file. Raises ProblemsError where it cannot be set."""
    yearbook = next(iter(editions.values())).yearbook
    store.save(file, press.compile_book(_press(order, yearbook), press.compose(editions, asked)))


def _press(order: Order, yearbook: Yearbook) -> Press:
    """What books are printed with, the pictures of their texts among it."""
    pictures = {each.path: each.data for each in shown_files(order.content, yearbook)}
    return replace(read_press(order.folders), pictures=pictures)


def _editions(yearbook: Yearbook, order: Order) -> dict[str, Edition]:
    languages = read_languages(order.folders, yearbook.configuration.languages)
    return arranged(yearbook, languages, sizes(order.content, yearbook), printed=order.books)
