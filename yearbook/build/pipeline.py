"""The stages composed, on one screen: files → documents → entities → Yearbook → views → plan → bytes → site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook.book.composition import compose_book
from yearbook.book.document import Book
from yearbook.book.production import Printing
from yearbook.book.requests import Request, requests
from yearbook.book.share_images import read_share_context, share_cards, share_pictures
from yearbook.book.typesetting import Typesetter, compile_book, read_typesetter
from yearbook.build import loading, plan, production
from yearbook.build.loading import LoadedYearbook, ProgressCallback, no_progress
from yearbook.build.options import BuildOptions
from yearbook.build.output.decision import Decision
from yearbook.build.output.lock import release_in_worker
from yearbook.build.output.staging import begin_tree, commit, remember, save
from yearbook.build.plan import Recipe
from yearbook.build.production import (
    AggregateContext,
    BookContext,
    OutputRecord,
    PageContext,
    RecipeResult,
    ordered,
    produce,
    produce_aggregates,
    produce_books,
    put_file,
)
from yearbook.build.rendering import RenderContext, render_context, render_recipe, with_files
from yearbook.build.state import BuildReport, OutputState, made_of, output_state
from yearbook.content.outlines import outline_yearbook, yearbook_fingerprint
from yearbook.content.tree import ContentTree, read_tree
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.cache import CARDS, NO_CACHE, WARNINGS, BuildCache, encode_cache, pack
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.core.parallel import run_in_process, share, uncollected
from yearbook.core.toolchain import toolchain
from yearbook.data.data_package import DataFile, data_package
from yearbook.data.sitemap import last_changes, sitemap
from yearbook.i18n.strings import read_languages
from yearbook.site.assets import Assets, read_assets
from yearbook.site.edition import Edition, arrange
from yearbook.site.images import prepare_image as develop
from yearbook.site.media import media_files, picture_sizes
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.page_references import PageReference, page_path, page_references
from yearbook.site.views.pages import site
from yearbook.site.views.redirects import REDIRECT_TEMPLATE, redirects


def build(order: BuildOptions, watch: ProgressCallback = no_progress) -> BuildReport:
    """Content and templates → the site. Raises ProblemsError, having written nothing, where any problem is an error."""
    with output_state(order) as before:
        return before.unchanged() or rebuild(order, before, watch)


def rebuild(order: BuildOptions, before: OutputState, watch: ProgressCallback) -> BuildReport:
    """The same, where it was seen that something changed."""
    book = _read(order, before.content, watch, before.memory)
    decision, cards = _make(order, book, before, watch)
    parts = {**book.memory, CARDS: cards, WARNINGS: {before.inputs: pack(book.warnings)}}
    remember(before.held, encode_cache(toolchain(), parts))
    return BuildReport(decision, before.found.foreign, book.warnings)


def read_yearbook(
    order: BuildOptions, watch: ProgressCallback = no_progress
) -> tuple[Yearbook, tuple[Diagnostic, ...]]:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file."""
    book = _read(order, read_tree(order.content, order.content.name), watch)
    return book.yearbook, book.warnings


def _read(
    order: BuildOptions, content: ContentTree, watch: ProgressCallback = no_progress, memory: BuildCache = NO_CACHE
) -> LoadedYearbook:
    workers = order.workers(order.content)
    book = loading.load_yearbook(order.content, content, drafts=order.drafts, jobs=workers, watch=watch, memory=memory)
    return replace(book, yearbook=book.yearbook.with_address(order.base_url))


@dataclass(frozen=True, slots=True)
class _Making:
    """What the steps of making share."""

    order: BuildOptions
    before: OutputState
    kept: Mapping[str, tuple[str, ...]]
    """Key of a recipe → its files, where they are as they were written."""
    intact: Mapping[str, str]
    """Path → key, of such files."""
    kitchen: RenderContext
    pages: tuple[PageReference, ...]
    """All there are."""
    basis: plan.Basis
    tree: production.OutputTree
    watch: ProgressCallback

    def share(self, work: Any, context: Any, items: Sequence[Any], least: int | None = None) -> Iterator[RecipeResult]:
        """`work(context, some items)` over all items, shared out and watched."""
        let_go = partial(release_in_worker, self.before.held)
        workers = self.order.workers(self.tree.path)
        return self.watch(share(work, context, items, workers, let_go, least), len(items))


def _make(
    order: BuildOptions, book: LoadedYearbook, before: OutputState, watch: ProgressCallback
) -> tuple[Decision, Mapping[str, bytes]]:
    """Recipes → bytes → site: what is made of something else than before is made again. Also the cards to remember."""
    templates, assets = read_templates(order.folders), read_assets(order.folders)
    editions = _editions(outline_yearbook(book.yearbook), order)
    styles, scripts = (tuple(each.path for each in kind) for kind in (assets.stylesheets, assets.scripts))
    whole = site(editions, styles, scripts)
    basis = plan.basis(whole, templates, yearbook_fingerprint(book.yearbook, book.prints), book.prints)
    intact = before.intact()
    tree = production.OutputTree(begin_tree(before.held), {path: before.entries[path].digest for path in intact})
    own, pages = render_context(book.yearbook, whole, templates), tuple(page_references(editions))
    making = _Making(order, before, before.kept(), intact, own, pages, basis, tree, watch)
    cooked, cards = _cook(making)
    concluded = _conclude(making, _by_language(cards))
    done = (*cooked, *concluded, *_carry(making, assets), *_develop(making), *_draw(making), *_print(making))
    return _commit(making, done), {recipe.key: card for recipe, card in cards.items()}


def _cook(making: _Making) -> tuple[list[OutputRecord], dict[Recipe, bytes]]:
    """All pages, and the packed card of every record in every language."""
    basis, known = making.basis, making.before.memory.of(CARDS)
    recipes = (*plan.pages(basis, making.pages), *plan.card_recipes(basis, making.kitchen.site.editions))
    cards = {each: known[each.key] for each in recipes if each.key in known}
    wanted = [each for each in recipes if _is_wanted(each, making.kept, known)]
    done = list(_as_they_are(making, recipes))
    workshop = PageContext(making.kitchen, making.tree, frozenset(making.kept))
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


def _as_they_are(making: _Making, recipes: Iterable[Recipe]) -> Iterator[OutputRecord]:
    """The files of these recipes that are there already."""
    return (OutputRecord(path, each.key, None) for each in recipes for path in making.kept.get(each.key, ()))


def _by_language(cards: Mapping[Recipe, bytes]) -> dict[str, dict[Key, bytes]]:
    found: defaultdict[str, dict[Key, bytes]] = defaultdict(dict)
    for recipe, card in cards.items():
        if recipe.reference.record:
            found[recipe.reference.language][recipe.reference.record] = card
    return found


def _conclude(making: _Making, cards: Mapping[str, Mapping[Key, bytes]]) -> Iterator[OutputRecord]:
    """What follows from all records: open data, feeds, lists, search; then the page that tells how large data are."""
    basis, editions = making.basis, making.kitchen.site.editions
    told = {code: ordered(each, cards[code]) for code, each in editions.items()}
    recipes = (*plan.of_all(basis), *(plan.search_recipe(basis, code, found) for code, found in told.items()))
    wanted = [each for each in recipes if each.key not in making.kept]
    offered: tuple[DataFile, ...] = ()
    for outcome in making.share(produce_aggregates, AggregateContext(making.kitchen, making.tree, told), wanted, 2):
        yield from outcome.files
        offered = offered or outcome.offered
    pages = tuple(plan.data_page(basis, each) for each in editions)
    yield from _data_pages(making, [each for each in pages if each.key not in making.kept], offered)
    yield from _as_they_are(making, (*recipes, *pages))


def _data_pages(making: _Making, recipes: Sequence[Recipe], offered: tuple[DataFile, ...]) -> Iterator[OutputRecord]:
    """The page of the open data, which tells how large its files are."""
    if recipes:
        kitchen = with_files(making.kitchen, offered or data_package(making.kitchen.yearbook).files)
        for each in recipes:
            yield from (
                put_file(making.tree, file, each.key) for file in render_recipe(kitchen, each, searched=False).files
            )


def _carry(making: _Making, assets: Assets) -> Iterator[OutputRecord]:
    """What goes in as it is, and what follows from the addresses alone."""
    yearbook = making.kitchen.yearbook
    base_url = yearbook.configuration.address
    editions = making.kitchen.site.editions
    entries = sitemap(base_url, _addresses(editions, making.pages), last_changes(yearbook, tuple(editions)))
    templates = making.kitchen.templates
    moved = (OutputFile(each.path, render(templates, REDIRECT_TEMPLATE, each)) for each in redirects(editions))
    for each in (*assets, *entries, *moved):
        yield put_file(making.tree, each)


def _develop(making: _Making) -> Iterator[OutputRecord]:
    """The pictures that texts show, each in several widths."""
    root, kept = making.order.content, making.kept
    for each in media_files(root, making.kitchen.yearbook):
        recipe = plan.picture(each.data)
        if recipe.key in kept and each.path in kept[recipe.key]:
            yield from (OutputRecord(path, recipe.key, None) for path in kept[recipe.key])
            continue
        made = develop(each.data, each.path, root.name)
        if isinstance(made, Diagnostic):
            raise DiagnosticsError([made])
        yield from (put_file(making.tree, OutputFile(path, data), recipe.key) for path, data in made.files)


def _draw(making: _Making) -> Iterator[OutputRecord]:
    """The pictures that other sites show of pages."""
    asked = dict(share_cards(making.kitchen.site.editions))
    for each in share_pictures(read_share_context(making.order.folders), asked, making.intact):
        yield (
            put_file(making.tree, OutputFile(each.path, each.data), each.key)
            if each.data
            else OutputRecord(each.path, each.key, None)
        )


def _print(making: _Making) -> Iterator[OutputRecord]:
    """The books, where they are asked for."""
    if making.order.books:
        editions = _editions(making.kitchen.yearbook, making.order)
        printing = Printing(editions, _press(making.order, making.kitchen.yearbook), making.intact)
        bindery = BookContext(printing, making.tree)
        for outcome in making.share(produce_books, bindery, tuple(requests(editions))):
            yield from outcome.files


def _commit(making: _Making, done: Sequence[OutputRecord]) -> Decision:
    """What was made and what is kept take the place of the old site."""
    order, before, inputs = making.order, making.before, making.before.inputs
    if inputs != made_of(order, read_tree(order.content, order.content.name)):
        inputs = ""  # something was saved meanwhile, and nobody can tell what of it went in
    written = {each.path: each.written for each in done if each.written}
    decision = before.decide({each.path: each.key for each in done}, frozenset(making.intact) - written.keys())
    if not decision.is_nothing or before.keys != decision.keys or not before.is_made_of(inputs):
        commit(before.held, before.found, decision, making.tree.path, tuple(written.values()), inputs)
    return decision


def _addresses(
    editions: Mapping[str, Edition], pages: Iterable[PageReference]
) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What a sitemap lists: each page with its counterparts in all languages."""
    tags = {code: each.language.tag for code, each in editions.items()}
    return [
        (
            page_path(each),
            tuple((tags[code], page_path(PageReference(each.name, code, each.id))) for code in tags if each.language),
        )
        for each in pages
        if each.name != "missing"
    ]


def prepare_editions(order: BuildOptions) -> dict[str, Edition]:
    """The yearbook in each of its languages, for what is made of it besides the site."""
    with uncollected():
        yearbook, _ = read_yearbook(order)
        return _editions(yearbook, order)


def print_book(
    order: BuildOptions, choose: Callable[[Mapping[str, Edition]], Request], name: Callable[[Request], Path]
) -> Path:
    """One book → one file, by its name. Raises ProblemsError where it cannot be set, and what `choose` raises.

    It is composed in a process of its own: what was read is not there any more when the typesetter takes its memory.
    """
    ((asked, book, pictures),) = run_in_process(_composed, order, (choose,))
    with uncollected():
        file = name(asked)
        save(file, compile_book(replace(read_typesetter(order.folders), pictures=pictures), book))
    return file


def _composed(
    order: BuildOptions, choices: Sequence[Callable[[Mapping[str, Edition]], Request]]
) -> list[tuple[Request, Book, dict[str, bytes]]]:
    """For each choice which book it is, the book, and the pictures of the texts."""
    editions = prepare_editions(order)
    with uncollected():
        pictures = _shown(order, next(iter(editions.values())).yearbook)
        return [(asked, compose_book(editions, asked), pictures) for asked in (each(editions) for each in choices)]


def _press(order: BuildOptions, yearbook: Yearbook) -> Typesetter:
    """What books are printed with, the pictures of their texts among it."""
    return replace(read_typesetter(order.folders), pictures=_shown(order, yearbook))


def _shown(order: BuildOptions, yearbook: Yearbook) -> dict[str, bytes]:
    return {each.path: each.data for each in media_files(order.content, yearbook)}


def _editions(yearbook: Yearbook, order: BuildOptions) -> dict[str, Edition]:
    languages = read_languages(order.folders, yearbook.configuration.languages)
    return arrange(yearbook, languages, printed=order.books, pictures=picture_sizes(order.content, yearbook))
