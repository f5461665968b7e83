"""The Yearbook → which pages there are, and what each one shows: the one table of all pages.

A `Reference` names a page; `compose` makes its `Page`, a self-contained value. Composing one page needs no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.feeds import feed_path
from yearbook.data.json_ld import book_data, linked_data, script
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.data.open_graph import OpenGraph, Shared, open_graph, picture_of
from yearbook.i18n.words import StringsTree
from yearbook.model import urls
from yearbook.model.kinds import (
    HONOR,
    INDICATOR,
    KINDS,
    LEDGER,
    PROGRAM,
    PROJECT,
    SOURCE,
    THEME,
    UNIT,
    YEAR,
    by_position,
)
from yearbook.site.edition import Edition
from yearbook.site.views import (
    chronicle,
    commitments,
    conflicts,
    cover,
    data_page,
    glossary,
    home,
    honors,
    indexes,
    indicators,
    ledgers,
    parallel,
    programs,
    projects,
    record_page,
    search_page,
    sources,
    themes,
    units,
    years,
)
from yearbook.site.views.elements import Run
from yearbook.site.views.head_tags import SECURITY_ONLY, HeadTags, head_tags
from yearbook.site.views.lists import summary_of
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.page_references import PageReference


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the languages, this one included."""

    lang: str
    name: str
    href: str
    absolute: str
    """The public address, where the site's is known; else empty."""
    current: bool


@dataclass(frozen=True, slots=True)
class MenuItem:
    link: Run
    current: bool
    """Whether the page is in this part of the book."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages of one language, folder depth and part of the book share; digested once for all of them."""

    lang: str
    direction: str
    words: StringsTree
    site_title: Run
    menu: tuple[MenuItem, ...]
    publisher: Run
    up: str
    """From the page to the site's top: `../../`; empty at the top."""
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    published: str
    """The day of this edition, “2026年11月21日”; empty where that is not said."""
    published_iso: str
    licence: Run | None
    """On what terms texts and data may be used, linked."""
    declared: HeadTags = SECURITY_ONLY
    """What the head declares to browsers and to registers."""


@dataclass(frozen=True, slots=True)
class AlternateFormat:
    """Another form of a page, named in its head."""

    type: str
    """A media type: `text/markdown`."""
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """One page, whole. Templates see this value as `page`, and nothing else."""

    template: str
    path: str
    frame: Frame
    title: str
    """For the window and search engines: the record's title and the yearbook's."""
    description: str
    alternates: tuple[Alternate, ...]
    canonical: str
    """The page's public address; empty where the site's is not known."""
    trail: tuple[Run, ...]
    """The way to this page from the language's opening page."""
    sharing: OpenGraph
    linked: Markup
    """JSON-LD, ready to stand in a script element; empty for pages that have none."""
    machine: tuple[AlternateFormat, ...]
    """The same in forms for machines: the Markdown twin, the feed."""
    content: Any
    """The view of the page: one of the classes in this package."""
    is_parallel: bool = False
    """Whether all languages are on the page itself, so that its alternates say less than it, and not the same."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs besides the yearbook."""

    editions: Mapping[str, Edition]
    """By language code, in the configuration's order."""
    stylesheets: tuple[str, ...]
    """Paths from the site's top."""
    scripts: tuple[str, ...]
    frames: Mapping[tuple[str, int, str], Frame]
    """(language, depth, part of the book) → frame, made once by `site`. Language is empty for `parallel` pages."""


RecordPage = Callable[[PageContext, Record[Any]], Any]
ListPage = Callable[[PageContext], Any]

_RECORD_PAGES: Mapping[str, RecordPage] = {
    YEAR.name: years.year_view,
    HONOR.name: honors.honor_view,
    PROJECT.name: projects.project_view,
    LEDGER.name: ledgers.ledger_view,
    INDICATOR.name: indicators.indicator_view,
    PROGRAM.name: programs.program_view,
    UNIT.name: units.unit_view,
    THEME.name: themes.theme_view,
    SOURCE.name: sources.source_view,
}
"""Kinds whose pages show more than their fields: what each page shows. The template is named like the kind."""
_LIST_PAGES: Mapping[str, tuple[str, ListPage]] = {
    "home": ("home", home.home_view),
    "years": ("index", years.years_view),
    "commitments": ("commitments", commitments.commitments_view),
    "chronicle": ("chronicle", chronicle.chronicle_view),
    "glossary": ("glossary", glossary.glossary_view),
    "conflicts": ("conflicts", conflicts.conflicts_view),
    "data": ("data", data_page.data_view),
    "search": ("search", search_page.search_view),
}
"""Names in urls.INDEXES that are no index: template, and what the page shows. All others are in indexes.INDEX_PAGES."""
_WITHOUT_LANGUAGE: Mapping[str, tuple[str, Callable[[tuple[Edition, ...]], Any]]] = {
    "cover": (urls.COVER, cover.cover_view),
    "missing": (urls.NOT_FOUND, cover.missing_view),
}
"""Pages of all languages at once: path, and what the page shows."""

MENU = (*(kind.index for kind in by_position() if kind.menu), "subjects", "search")
_PARENTS = {name: kind.index for kind in KINDS.values() for name, _ in kind.more_indexes}
"""The index above one in another order."""
_DEPTHS = (0, 1, 2)


def template_of(reference: PageReference) -> str:
    """Return the template of a page."""
    name = reference.name
    if not reference.language or name in _RECORD_PAGES:
        return f"pages/{name}.html"
    if name in urls.RECORD_PAGES:
        return "pages/record.html"
    return f"pages/{_LIST_PAGES[name][0] if name in _LIST_PAGES else 'index'}.html"


def record_content(context: PageContext, record: Record) -> Any:
    """Return what the page of a record shows."""
    view: RecordPage = _RECORD_PAGES.get(record.kind, record_page.record_view)
    return view(context, record)


def make_site(editions: Mapping[str, Edition], stylesheets: tuple[str, ...], scripts: tuple[str, ...]) -> Site:
    """The site with its frames made."""
    parts = ("", *MENU)
    frames = {
        (code, depth, part): _frame(edition, "/".join([code, "x", "x"][: depth + 1]), part, stylesheets, scripts)
        for code, edition in editions.items()
        for depth in _DEPTHS
        for part in parts
    }
    first = next(iter(editions.values()))
    beside = f"{urls.PARALLEL_FOLDER}/x/x"
    frames |= {("", 2, part): _frame(first, beside, part, stylesheets, scripts) for part in parts}
    return Site(editions=editions, stylesheets=stylesheets, scripts=scripts, frames=frames)


def _frame(edition: Edition, path: str, part: str, stylesheets: tuple[str, ...], scripts: tuple[str, ...]) -> Frame:
    """The frame of all pages of this part that lie beside `path`."""
    up = "../" * path.count("/")
    context = PageContext(edition, path)
    configuration = edition.yearbook.configuration
    return Frame(
        lang=edition.language.tag,
        direction=edition.language.direction,
        words=edition.language.words,
        site_title=context.text(configuration.title, context.index_href("home")),
        menu=tuple(
            MenuItem(Run(context.word(f"menu.{name}"), "", context.index_href(name)), name == part) for name in MENU
        ),
        publisher=context.text(configuration.publisher),
        up=up,
        stylesheets=tuple(up + each for each in stylesheets),
        scripts=tuple(up + each for each in scripts),
        published=context.language.date(configuration.published) if configuration.published else "",
        published_iso=str(configuration.published or ""),
        licence=_licence(context),
        declared=head_tags(context, part),
    )


def _licence(context: PageContext) -> Run | None:
    licence = context.yearbook.configuration.licence
    return context.text(licence.name, licence.page(context.language.code)) if licence else None


def compose_page(site: Site, reference: PageReference, whole: Record | None = None) -> Page:
    """One page. Pure: the same arguments give an equal page in any process.

    `whole`: the record whose page it is, where the site's yearbook has but its outline (see `library.outline`).
    """
    if reference.name == "parallel":
        return _in_parallel(site, reference, whole)
    if not reference.language:
        return _of_all_languages(site, reference)
    if reference.name in urls.RECORD_PAGES:
        return compose_record(site, reference, whole)[0]
    if reference.name in _LIST_PAGES:
        return _of_list(site, reference, _LIST_PAGES[reference.name][1])
    return next(compose_index(site, (reference,)))


def compose_record(site: Site, reference: PageReference, whole: Record | None = None) -> tuple[Page, PageContext]:
    """The page of a record, and its context, which knows the page's source notes."""
    edition = site.editions[reference.language]
    address = urls.record_url(reference.language, reference.name, reference.id)
    context = PageContext(edition, address.path)
    record = whole or edition.yearbook.get(reference.name, reference.id)
    content = record_content(context, record)
    above = urls.LIST_OF[reference.name]
    linked = linked_data(record, reference.language, edition.yearbook, edition.base_url)
    twin = markdown_twin_path(record, reference.language)
    heading = PageHeading(
        title=content.body.title.text,
        summary=summary_of(context, record),
        linked=linked,
        twin=twin,
        above=above,
        part=above,
        record=record,
    )
    return _page(site, context, template_of(reference), heading, content), context


def _in_parallel(site: Site, reference: PageReference, whole: Record | None) -> Page:
    """In the frame of the first language; the switch of languages leads to the entry in each."""
    first = next(iter(site.editions.values()))
    kind, _, identity = reference.id.partition(":")
    context = PageContext(first, urls.parallel_address(kind, identity).path)
    record = whole or first.yearbook.get(kind, identity)
    content = parallel.parallel_view(site.editions, record)
    above = urls.LIST_OF[kind]
    title = " · ".join(each.title.text for each in content.sides)
    heading = PageHeading(
        title=title, summary=summary_of(context, record), linked=None, twin="", above=above, part=above, record=record
    )
    page = _page(site, context, template_of(reference), heading, content)
    alternates = tuple(
        Alternate(lang=each.lang, name=each.name, href=each.entry.href, absolute="", current=False)
        for each in content.sides
    )
    frame = site.frames["", 2, above if above in MENU else ""]
    return replace(page, frame=frame, alternates=alternates, is_parallel=True)


def compose_index(site: Site, references: Sequence[PageReference]) -> Iterator[Page]:
    """Pages of one index in one language, whose records are put under headings once."""
    first = references[0]
    edition = site.editions[first.language]
    layout = indexes.index_layout(PageContext(edition, indexes.index_path(first.language, first.name)), first.name)
    for each in references:
        yield _of_list(site, each, partial(indexes.index_view, layout=layout, part=each.id))


def _of_list(site: Site, reference: PageReference, view: ListPage) -> Page:
    name, part = reference.name, reference.id
    context = PageContext(site.editions[reference.language], indexes.index_path(reference.language, name, part))
    content = view(context)
    above = name if part else _PARENTS.get(name, "")
    edition = context.edition
    linked = book_data(reference.language, edition.yearbook, edition.base_url) if name == "home" else None
    heading = PageHeading(
        title=content.title.text, summary=None, linked=linked, twin="", above=above, part=_PARENTS.get(name, name)
    )
    return _page(site, context, template_of(reference), heading, content)


@dataclass(frozen=True, slots=True)
class PageHeading:
    """What a page is called and where it belongs."""

    title: str
    summary: Run | None
    linked: dict[str, Any] | None
    """What the page is about, in schema.org's words."""
    twin: str
    """The path of its Markdown twin; empty for pages that are not of one record."""
    above: str
    """The list that stands above the page in the trail; empty for none."""
    part: str
    """The part of the book that the menu marks."""
    record: Record | None = None
    """The record whose page it is."""


def _page(site: Site, context: PageContext, template: str, heading: PageHeading, content: Any) -> Page:
    configuration, path, summary = context.yearbook.configuration, context.path, heading.summary
    book = context.text(configuration.title).text
    description = summary.text if summary and not summary.lang else context.text(configuration.description).text
    base_url, language = context.edition.base_url, context.language
    part = heading.part if heading.part in MENU else ""
    picture = picture_of(heading.record, context.yearbook, language.code)
    shared = Shared(title=heading.title, description=description, path=path, picture=picture, entry=bool(heading.twin))
    return Page(
        template=template,
        path=path,
        frame=site.frames[language.code, path.count("/"), part],
        title=book if heading.title == book else context.word("sentences.title", page=heading.title, site=book),
        description=description,
        alternates=_alternates(site, context),
        canonical=urls.absolute(base_url, path) if base_url else "",
        trail=_trail(context, book, heading.above),
        sharing=open_graph(shared, book, base_url, language, context.edition.languages),
        linked=Markup(script(heading.linked) if heading.linked else ""),  # noqa: S704 - `script` escapes it
        machine=_machine(context, heading.twin),
        content=content,
    )


def _machine(context: PageContext, twin: str) -> tuple[AlternateFormat, ...]:
    found: list[AlternateFormat] = []
    if twin:
        found.append(AlternateFormat("text/markdown", context.file_href(twin), "Markdown"))
    if context.edition.base_url:
        feed = context.file_href(feed_path(context.language.code))
        found.append(AlternateFormat("application/atom+xml", feed, context.word("feeds.title")))
    return tuple(found)


def _trail(context: PageContext, book: str, above: str) -> tuple[Run, ...]:
    """The way down to the page: the book, and the list that the page is in."""
    home = Run(book, "", context.index_href("home"))
    lists = (Run(context.word(f"menu.{above}"), "", context.index_href(above)),) if above else ()
    return () if context.path == urls.index_address(context.language.code, "home").path else (home, *lists)


def _alternates(site: Site, context: PageContext) -> tuple[Alternate, ...]:
    here, base_url = context.language.code, context.edition.base_url
    found = []
    for code, edition in site.editions.items():
        path = urls.counterpart(context.path, here, code)
        absolute = urls.absolute(base_url, path) if base_url else ""
        href = urls.relative(context.path, urls.Address(path))
        found.append(
            Alternate(
                lang=edition.language.tag,
                name=edition.language.name,
                href=href,
                absolute=absolute,
                current=code == here,
            )
        )
    return tuple(found)


def _of_all_languages(site: Site, reference: PageReference) -> Page:
    editions = tuple(site.editions.values())
    first = PageContext(editions[0], urls.COVER)
    base_url = editions[0].base_url
    path, view = _WITHOUT_LANGUAGE[reference.name]
    content = view(editions)
    configuration = first.yearbook.configuration
    description = first.text(configuration.description).text
    titles = " · ".join(each.title for each in content.doors)
    picture = picture_of(None, first.yearbook, first.language.code)
    return Page(
        template=template_of(reference),
        path=path,
        frame=site.frames[first.language.code, 0, ""],
        title=titles,
        description=description,
        alternates=(),
        canonical=urls.absolute(base_url, path) if base_url and path == urls.COVER else "",
        trail=(),
        sharing=open_graph(
            Shared(title=titles, description=description, path=path, picture=picture),
            titles,
            base_url,
            first.language,
            editions[0].languages,
        ),
        linked=Markup(),
        machine=(),
        content=content,
    )
