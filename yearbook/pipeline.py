"""The stages composed, on one screen: files → documents → entities → Yearbook → views → plan → bytes → site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from yearbook import coverage, gather, press, routes, store, truth
from yearbook.assets import Asset, contents, read_assets
from yearbook.audit import audit
from yearbook.exports.feed import feeds
from yearbook.exports.package import DataFile, data
from yearbook.exports.sitemap import sitemap
from yearbook.exports.twins import llms, twins
from yearbook.language import Language, check_words, language
from yearbook.library import Yearbook, compile_yearbook
from yearbook.plan import Made, Plan, carry, inputs, make, make_again, plan
from yearbook.press import Printing, Request, read_press, requests
from yearbook.problems import Mistake, Place, Problem, ProblemsError, in_order, problem
from yearbook.render import read_templates
from yearbook.schema import CONFIGURATION
from yearbook.search import search_assets
from yearbook.source import Document, Tree, lines_of, locate, plain, read_document, read_media, read_tree
from yearbook.views import Edition, Reference, edition, references, site
from yearbook.work import share

NO_STRINGS = Mistake(
    "YB519",
    "there are no interface strings for “{language}”",
    "没有“{language}”的界面文字",
    "copy strings/en.yaml to strings/{language}.yaml and translate it",
    "把 strings/en.yaml 复制为 strings/{language}.yaml 再翻译",
)


UNREADABLE = Mistake("YB309", "this file cannot be read", "无法读取这个文件")


@dataclass(frozen=True, slots=True)
class Order:
    """What a person asked for."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    """Where the site is published; empty: what yearbook.yaml says."""
    jobs: int = 1
    drafts: bool = False
    books: bool = False
    """Also print every book: the whole, years, units, records."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to."""

    decision: store.Decision
    foreign: tuple[str, ...]
    """Files in the output folder that are not ours; they stay."""
    warnings: tuple[Problem, ...]


Watch = Callable[[Iterable[Any], int], Iterator[Any]]
"""Lets a person see that work goes on: (results as they come, how many there will be) → the same results."""


def _unwatched(items: Iterable[Any], _total: int) -> Iterator[Any]:
    yield from items


def build(order: Order, watch: Watch = _unwatched) -> Report:
    """Content and templates → the site. Raises ProblemsError, having written nothing, where any problem is an error."""
    made_of = _made_of(order)
    with store.hold(order.output) as held:
        found = store.read(held)
        if found.record and found.record.inputs == made_of:
            decision = _decide(held, found, {path: entry.key for path, entry in found.record.entries.items()})
            if decision.is_nothing:
                return Report(decision, found.foreign, ())
        yearbook, warnings = read(order, watch)
        # A site that was made with warnings is looked at afresh each time, so that they are said again.
        decision = _make(order, yearbook, held, found, "" if warnings else made_of, watch)
    return Report(decision, found.foreign, warnings)


def _made_of(order: Order) -> str:
    """The digest of all that the site is made of, without looking into any of it."""
    tree = read_tree(order.content, order.content.name)
    troubles = ((each.place.path, each.mistake.code) for each in tree.problems)
    folders = {
        "content": (*((each.path, each.digest) for each in tree.files), *troubles),
        "templates": contents(order.templates),
    }
    return inputs(folders, (order.base_url, str(order.drafts), str(order.books)))


def _make(
    order: Order, yearbook: Yearbook, held: store.Held, found: store.Found, made_of: str, watch: Watch
) -> store.Decision:
    """Views, plan, bytes, site: every page is made where the recorded one was made of something else."""
    templates, assets = read_templates(order.templates, order.templates.name), read_assets(order.templates)
    yearbook = _published_at(yearbook, order.base_url)
    base_url = yearbook.configuration.address
    open_data = data(yearbook)
    editions = _editions(yearbook, order, open_data.files)
    languages = tuple(each.language for each in editions.values())
    styles, scripts = (tuple(each.path for each in kind) for kind in (assets.stylesheets, assets.scripts))
    recorded = {path: entry.key for path, entry in found.record.entries.items()} if found.record else {}
    planned = plan(site(editions, styles, scripts), templates, recorded)
    wanted = tuple(references(editions))
    making = _Making(planned, store.begin(held))
    done = tuple(
        watch(share(_write_pages, making, wanted, order.jobs, partial(store.let_go, held)), len(wanted)),
    )
    pages = {each.path: reference for each, reference in zip(done, wanted, strict=True)}
    files = (
        *assets,
        *_pictures(order.content, yearbook),
        *open_data.assets,
        *twins(yearbook, languages),
        *llms(yearbook, languages, base_url),
        *feeds(yearbook, languages, base_url),
        *(each for one in editions.values() for each in search_assets(one)),
        *sitemap(base_url, _addresses(planned, pages)),
    )
    done += tuple(_written(making, carry(planned, each)) for each in files)
    books = {each.path: each for each in requests(editions)} if order.books else {}
    if books:
        making = replace(making, printing=Printing(editions, read_press(order.templates), recorded))
        asked = tuple(books.values())
        let_go = partial(store.let_go, held)
        done += tuple(watch(share(_write_books, making, asked, order.jobs, let_go), len(asked)))
    decision = _decide(held, found, {each.path: each.key for each in done})
    if not decision.is_nothing or found.record is None or found.record.inputs != made_of:
        written = {each.path: each.written for each in done if each.written}
        sources = _Sources(pages, {each.path: each.data for each in files}, books)
        again = [_again(making, path, sources) for path, _ in decision.make if path not in written]
        store.commit(held, found, decision, making.tree, (*written.values(), *again), made_of)
    return decision


def read(order: Order, watch: Watch = _unwatched) -> tuple[Yearbook, tuple[Problem, ...]]:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file."""
    root, name = order.content, order.content.name
    tree = read_tree(root, name)
    configuration, problems = gather.configuration(root, tree)
    if configuration is None:
        raise ProblemsError((*tree.problems, *problems))
    groups, misplaced = gather.groups(tree, configuration.languages)
    folder = gather.Folder(root, name, configuration.languages)
    gathered = tuple(watch(share(gather.read_groups, folder, groups, order.jobs), len(groups)))
    find = gather.locator(root, name)
    yearbook, unresolved = compile_yearbook(
        configuration,
        (record for each in gathered for record in each.records),
        find,
        drafts=order.drafts,
        failed=frozenset(key for each in gathered for key in each.failed),
        media=_media(tree),
        configuration_place=lambda pointer: _in_configuration(root, tree, pointer),
    )
    found = (
        *tree.problems,
        *problems,
        *misplaced,
        *unresolved,
        *(one for each in gathered for one in each.problems),
    )
    if not any(each.is_error for each in found):
        found += (*audit(yearbook, find), *truth.audit(yearbook, find, partial(lines_of, root)))
    if any(each.is_error for each in found):
        raise ProblemsError(found)
    return yearbook, in_order(found)


def _media(tree: Tree) -> tuple[str, ...]:
    """The files of content/media, by their paths below it."""
    folder = f"{routes.MEDIA}/"
    return tuple(each.path.removeprefix(folder) for each in tree.files if each.path.startswith(folder))


def prepare(order: Order) -> dict[str, Edition]:
    """The yearbook in each of its languages, for what is made of it besides the site."""
    yearbook, _ = read(order)
    yearbook = _published_at(yearbook, order.base_url)
    return _editions(yearbook, order, data(yearbook).files)


def print_book(order: Order, editions: Mapping[str, Edition], asked: Request, file: Path) -> None:
    """One book → one file. Raises ProblemsError where it cannot be set."""
    store.save(file, press.compile_book(read_press(order.templates), press.compose(editions, asked)))


def compare_with_sources(
    order: Order, yearbook: Yearbook, folder: Path
) -> tuple[tuple[coverage.Coverage, ...], tuple[Problem, ...]]:
    """What the source texts in a folder say and no record does, and what is wrong with quotes from them."""
    root, name = order.content, order.content.name
    texts = coverage.read_texts(folder)
    accepted, wrong = coverage.read_acceptances(root, name, yearbook.configuration.languages)
    found, unneeded = coverage.accept(coverage.uncovered(yearbook, texts), texts, accepted)
    return found, (*coverage.citations(yearbook, texts, gather.locator(root, name)), *wrong, *unneeded)


def _in_configuration(root: Path, tree: Tree, pointer: tuple[str | int, ...]) -> Place:
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return Place(f"{tree.name}/{CONFIGURATION}")
    return document.place(locate(document.front, pointer))


def _published_at(yearbook: Yearbook, address: str) -> Yearbook:
    """The yearbook with the address that was asked for instead of its own."""
    if not address:
        return yearbook
    return replace(yearbook, configuration=replace(yearbook.configuration, address=address))


def _editions(yearbook: Yearbook, order: Order, files: tuple[DataFile, ...]) -> dict[str, Edition]:
    languages = read_languages(order.templates, yearbook.configuration.languages)
    return {each.code: edition(yearbook, each, languages, files, printed=order.books) for each in languages}


def read_languages(templates: Path, codes: Sequence[str]) -> tuple[Language, ...]:
    """The interface strings of each language. Raises ProblemsError where a file is missing or wrong."""
    found: list[Language] = []
    problems: list[Problem] = []
    for code in codes:
        document = read_document(templates, f"strings/{code}.yaml", templates.name)
        if isinstance(document, Document):
            words = plain(document.front)
            assert isinstance(words, dict)  # the top of a document is a mapping
            found.append(language(code, words))
        elif (templates / "strings" / f"{code}.yaml").exists():
            problems += document
        else:
            problems.append(problem(NO_STRINGS, Place(f"{templates.name}/strings/{code}.yaml"), language=code))
    files = {each.code: (f"{templates.name}/strings/{each.code}.yaml", each.words) for each in found}
    problems += (each for each in check_words(files) if each.is_error)
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def _pictures(root: Path, yearbook: Yearbook) -> Iterator[Asset]:
    """The files that texts show. Raises ProblemsError where one cannot be read."""
    for path in yearbook.media:
        address = routes.media(path).path
        try:
            yield Asset(address, read_media(root, address))
        except OSError as error:
            raise ProblemsError([problem(UNREADABLE, Place(f"{root.name}/{address}"))]) from error


def _addresses(planned: Plan, pages: Mapping[str, Reference]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What a sitemap lists: each page with its counterparts in all languages."""
    paths = {reference: path for path, reference in pages.items()}
    tags = {code: each.language.tag for code, each in planned.site.editions.items()}
    return [
        (path, tuple((tags[code], paths[replace(each, language=code)]) for code in tags if each.language))
        for path, each in pages.items()
        if each.name != "missing"
    ]


@dataclass(frozen=True, slots=True)
class _Making:
    """What a worker needs to make pages: the plan, and the tree to write them into."""

    plan: Plan
    tree: Path
    printing: Printing | None = None
    """What books need besides; None where none are printed."""


@dataclass(frozen=True, slots=True)
class _Done:
    """One output, written if it was not the same as the recorded one."""

    path: str
    key: str
    written: store.Written | None


def _write_pages(making: _Making, references: Sequence[Reference]) -> list[_Done]:
    """Several pages in one go: what is handed to a worker."""
    return [_written(making, make(making.plan, each)) for each in references]


def _write_books(making: _Making, asked: Sequence[Request]) -> list[_Done]:
    assert making.printing is not None
    return [_written(making, each) for each in press.make(making.printing, asked)]


def _written(making: _Making, made: Made) -> _Done:
    written = None if made.data is None else store.write(making.tree, made.path, made.data)
    return _Done(made.path, made.key, written)


@dataclass(frozen=True, slots=True)
class _Sources:
    """What each output is made from."""

    pages: Mapping[str, Reference]
    files: Mapping[str, bytes]
    books: Mapping[str, Request]


def _again(making: _Making, path: str, sources: _Sources) -> store.Written:
    """An output whose recipe is the same, but whose file was changed or lost."""
    if path in sources.pages:
        return store.write(making.tree, path, make_again(making.plan, sources.pages[path]))
    if path in sources.books:
        assert making.printing is not None
        return store.write(making.tree, path, press.make_again(making.printing, sources.books[path]))
    return store.write(making.tree, path, sources.files[path])


def _decide(held: store.Held, found: store.Found, keys: Mapping[str, str]) -> store.Decision:
    return store.decide(found, keys, store.altered(held.folder, store.to_check(found, keys)))
