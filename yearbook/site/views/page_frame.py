"""What every page has besides its content: head, menu, trail, the same page in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.feeds import feed_path
from yearbook.data.json_ld import script
from yearbook.data.open_graph import OpenGraph, Shared, open_graph, picture_of
from yearbook.i18n.words import StringsTree
from yearbook.model import urls
from yearbook.model.kinds import by_position
from yearbook.site.edition import Edition
from yearbook.site.readers import EditionReader
from yearbook.site.views.elements import Logo, Run
from yearbook.site.views.free_pages import footer_links, free_menu_pages, is_there, menu_link
from yearbook.site.views.head_tags import SECURITY_ONLY, HeadTags, head_tags
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.pictures import own_share_picture

_DEPTHS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page in one of the languages, this one included."""

    lang: str
    name: str
    href: str
    absolute: str
    """The public address; empty if the site's is not known."""
    current: bool


@dataclass(frozen=True, slots=True)
class MenuItem:
    link: Run
    current: bool
    """Whether the page is in this part of the book."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What pages of one language, folder depth and part of the book share."""

    lang: str
    direction: str
    words: StringsTree
    site_title: Run
    logo: Logo | None
    menu: tuple[MenuItem, ...]
    publisher: Run
    up: str
    """From the page to the site's top: `../../`; empty at the top."""
    stylesheets: tuple[str, ...]
    scripts: tuple[str, ...]
    published: str
    """The day of this edition, “2026年11月21日”; empty if unknown."""
    published_iso: str
    licence: Run | None
    """On what terms texts and data may be used, linked."""
    footer: tuple[Run, ...] = ()
    """Free pages that the foot links to."""
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
    """The page's public address; empty if the site's is not known."""
    trail: tuple[Run, ...]
    """Links from the language's opening page down to this page."""
    sharing: OpenGraph
    linked: Markup
    """JSON-LD, ready to stand in a script element; empty for pages that have none."""
    machine: tuple[AlternateFormat, ...]
    """The same in forms for machines: the Markdown twin, the feed."""
    content: Any
    """The view of the page: one of the classes in this package."""
    is_parallel: bool = False
    """Whether all languages are on the page itself, so that its alternates are parts of it."""


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


@dataclass(frozen=True, slots=True)
class Site:
    """What every page needs besides the yearbook."""

    editions: Mapping[str, Edition]
    """By language code, in the configuration's order."""
    stylesheets: tuple[str, ...]
    """Paths from the site's top."""
    scripts: tuple[str, ...]
    frames: Mapping[tuple[str, int, str], Frame]
    """By language, folder depth and part of the book. The language is empty for `parallel` pages."""

    def frame(self, language: str, depth: int, part: str) -> Frame:
        """Return the frame of a page; a part of the book that is not in the menu has that of no part."""
        return self.frames.get((language, depth, part)) or self.frames[language, depth, ""]


def menu_of(edition: EditionReader) -> tuple[str, ...]:
    """Return the names of the pages in the menu, in order: those of the yearbook's choice, and its free pages."""
    chosen = edition.yearbook.configuration.appearance.menu
    pages = tuple(each for each in free_menu_pages(edition) if each not in chosen)
    if chosen:
        return (*(each for each in chosen if is_there(edition, each)), *pages)
    lists = (kind.index for kind in by_position(edition.yearbook.kinds) if kind.menu)
    return (*filter(edition.is_listing, lists), *pages, "subjects", "search")


def make_site(editions: Mapping[str, Edition], stylesheets: tuple[str, ...], scripts: tuple[str, ...]) -> Site:
    """Return the site with all frames."""
    parts = ("", *menu_of(EditionReader(next(iter(editions.values())), {})))
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
    """Return the frame of all pages of this part in the folder of `path`."""
    up = "../" * path.count("/")
    page = PageContext(edition, path)
    configuration = edition.yearbook.configuration
    return Frame(
        lang=edition.language.tag,
        direction=edition.language.direction,
        words=edition.language.words,
        site_title=page.text(configuration.title, page.index_href("home")),
        logo=page.logo(),
        menu=tuple(MenuItem(menu_link(page, name), name == part) for name in menu_of(page.edition)),
        publisher=page.text(configuration.publisher),
        up=up,
        stylesheets=tuple(up + each for each in stylesheets),
        scripts=tuple(up + each for each in scripts),
        published=page.language.date(configuration.published) if configuration.published else "",
        published_iso=str(configuration.published or ""),
        licence=_licence(page),
        footer=tuple(footer_links(page)),
        declared=head_tags(page, menu_link(page, part).text if part else ""),
    )


def _licence(page: PageContext) -> Run | None:
    licence = page.yearbook.configuration.licence
    return page.text(licence.name, licence.page(page.language.code)) if licence else None


def page_in_frame(site: Site, page: PageContext, template: str, heading: PageHeading, content: Any) -> Page:
    configuration, path, summary = page.yearbook.configuration, page.path, heading.summary
    book = page.text(configuration.title).text
    description = summary.text if summary and not summary.lang else page.text(configuration.description).text
    base_url, language = page.edition.base_url, page.language
    own = own_share_picture(page, heading.record)
    picture = own or picture_of(heading.record, page.yearbook, language.code)
    shared = Shared(title=heading.title, description=description, path=path, picture=picture, entry=bool(heading.twin))
    return Page(
        template=template,
        path=path,
        frame=site.frame(language.code, path.count("/"), heading.part),
        title=book if heading.title == book else page.word("sentences.title", page=heading.title, site=book),
        description=description,
        alternates=_alternates(site, page),
        canonical=urls.absolute(base_url, path) if base_url else "",
        trail=_trail(page, book, heading.above),
        sharing=open_graph(shared, book, base_url, language, page.edition.languages),
        linked=Markup(script(heading.linked) if heading.linked else ""),  # noqa: S704 - `script` escapes it
        machine=_machine(page, heading.twin),
        content=content,
    )


def _machine(page: PageContext, twin: str) -> tuple[AlternateFormat, ...]:
    found: list[AlternateFormat] = []
    if twin:
        found.append(AlternateFormat("text/markdown", page.file_href(twin), "Markdown"))
    if page.edition.base_url:
        feed = page.file_href(feed_path(page.language.code))
        found.append(AlternateFormat("application/atom+xml", feed, page.word("feeds.title")))
    return tuple(found)


def _trail(page: PageContext, book: str, above: str) -> tuple[Run, ...]:
    """Return links down to the page: the book, and the list that the page is in."""
    home = Run(book, "", page.index_href("home"))
    lists = (Run(page.word(f"menu.{above}"), "", page.index_href(above)),) if above else ()
    return () if page.path == urls.index_address(page.language.code, "home").path else (home, *lists)


def _alternates(site: Site, page: PageContext) -> tuple[Alternate, ...]:
    here, base_url = page.language.code, page.edition.base_url
    found = []
    for code, edition in site.editions.items():
        path = urls.counterpart(page.path, here, code)
        absolute = urls.absolute(base_url, path) if base_url else ""
        href = urls.relative(page.path, urls.Address(path))
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
