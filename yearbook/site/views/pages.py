"""The table of all pages: what each one shows, and with which template.

A `PageReference` names a page; `compose_page` makes its `Page`, a self-contained value. Composing one needs no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from markupsafe import Markup

from yearbook.content.readers import ReadLog
from yearbook.content.records import Record
from yearbook.data.json_ld import book_data, linked_data
from yearbook.data.markdown_twins import markdown_twin_path
from yearbook.data.open_graph import Shared, open_graph, picture_of
from yearbook.model import urls
from yearbook.model.kinds import (
    HONOR,
    INDICATOR,
    KINDS,
    LEDGER,
    PAGE,
    PERSON,
    PLACE,
    PROGRAM,
    PROJECT,
    SOURCE,
    THEME,
    UNIT,
    YEAR,
)
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
    people,
    places,
    programs,
    projects,
    reading_key,
    record_page,
    search_page,
    sources,
    themes,
    units,
    years,
)
from yearbook.site.views.lists import summary_of
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.page_frame import Alternate, Page, PageHeading, Site, page_in_frame
from yearbook.site.views.page_references import PageReference

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
    PERSON.name: people.person_view,
    PLACE.name: places.place_view,
    THEME.name: themes.theme_view,
    SOURCE.name: sources.source_view,
    PAGE.name: reading_key.free_page_view,
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
"""Names of pages that are no index: template, and what the page shows. All others are in `indexes.index_page`."""
_WITHOUT_LANGUAGE: Mapping[str, tuple[str, Callable[[tuple[PageContext, ...]], Any]]] = {
    "cover": (urls.COVER, cover.cover_view),
    "missing": (urls.NOT_FOUND, cover.missing_view),
}
"""Pages of all languages at once: path, and what the page shows."""

_PARENTS = {name: kind.index for kind in KINDS.values() for name, _ in kind.more_indexes}
"""The index of which another is the same in another order."""


def template_of(reference: PageReference) -> str:
    """Return the template of a page."""
    name = reference.name
    if not reference.language or name in _RECORD_PAGES:
        return f"pages/{name}.html"
    if urls.has_page(name):
        return "pages/record.html"
    return f"pages/{_LIST_PAGES[name][0] if name in _LIST_PAGES else 'index'}.html"


def record_content(context: PageContext, record: Record) -> Any:
    """Return what the page of a record shows."""
    view: RecordPage = _RECORD_PAGES.get(record.kind, record_page.record_view)
    return view(context, record)


def compose_page(site: Site, reference: PageReference, whole: Record | None = None, log: ReadLog | None = None) -> Page:
    """Return one page. Pure: the same arguments give an equal page in any process.

    `whole`: the record whose page it is, if the site's yearbook has but its outline (see `content.outlines`).
    `log`: gets what the page reads of the yearbook.
    """
    if reference.name == "parallel":
        return _in_parallel(site, reference, whole, log)
    if not reference.language:
        return _of_all_languages(site, reference, log)
    if urls.has_page(reference.name):
        return compose_record(site, reference, whole, log)[0]
    if reference.name in _LIST_PAGES:
        return _of_list(site, reference, _LIST_PAGES[reference.name][1], log)
    return next(compose_index(site, (reference,), log))


def compose_record(
    site: Site, reference: PageReference, whole: Record | None = None, log: ReadLog | None = None
) -> tuple[Page, PageContext]:
    """Return the page of a record, and its context, which has the page's source notes."""
    address = urls.record_url(reference.language, reference.name, reference.id)
    context = PageContext(site.editions[reference.language], address.path, log=log)
    record = whole or context.yearbook.get(reference.name, reference.id)
    content = record_content(context, record)
    above = _list_above(reference.name)
    linked = linked_data(record, reference.language, context.yearbook, context.edition.base_url)
    twin = markdown_twin_path(record, reference.language)
    heading = PageHeading(
        title=content.body.title.text,
        summary=summary_of(context, record),
        linked=linked,
        twin=twin,
        above=above,
        part=above or f"{record.kind}:{record.id}",
        record=record,
    )
    return page_in_frame(site, context, template_of(reference), heading, content), context


def _list_above(kind: str) -> str:
    """Return the list that stands above the pages of a kind in the trail; free pages stand by themselves."""
    return "" if kind == PAGE.name else urls.list_of(kind)


def _in_parallel(site: Site, reference: PageReference, whole: Record | None, log: ReadLog | None) -> Page:
    """Return a parallel page in the frame of the first language; its alternates are the entries in each language."""
    kind, _, identity = reference.id.partition(":")
    path = urls.parallel_address(kind, identity).path
    record = whole or next(iter(site.editions.values())).yearbook.get(kind, identity)
    contexts = {code: PageContext(each, path, log=log) for code, each in site.editions.items()}
    content = parallel.parallel_view(contexts, record)
    context = next(iter(contexts.values()))
    above = _list_above(kind)
    part = above or f"{kind}:{identity}"
    title = " · ".join(each.title.text for each in content.sides)
    heading = PageHeading(
        title=title, summary=summary_of(context, record), linked=None, twin="", above=above, part=part, record=record
    )
    page = page_in_frame(site, context, template_of(reference), heading, content)
    alternates = tuple(
        Alternate(lang=each.lang, name=each.name, href=each.entry.href, absolute="", current=False)
        for each in content.sides
    )
    return replace(page, frame=site.frame("", 2, part), alternates=alternates, is_parallel=True)


def compose_index(site: Site, references: Sequence[PageReference], log: ReadLog | None = None) -> Iterator[Page]:
    """Yield pages of one index in one language; its records are grouped once for all of them."""
    first = references[0]
    path = indexes.index_path(first.language, first.name)
    layout = indexes.index_layout(PageContext(site.editions[first.language], path, log=log), first.name)
    for each in references:
        yield _of_list(site, each, partial(indexes.index_view, layout=layout, part=each.id), log)


def _of_list(site: Site, reference: PageReference, view: ListPage, log: ReadLog | None) -> Page:
    name, part = reference.name, reference.id
    path = indexes.index_path(reference.language, name, part)
    context = PageContext(site.editions[reference.language], path, log=log)
    content = view(context)
    above = name if part else _PARENTS.get(name, "")
    edition = context.edition
    linked = book_data(reference.language, context.yearbook, edition.base_url) if name == "home" else None
    heading = PageHeading(
        title=content.title.text, summary=None, linked=linked, twin="", above=above, part=_PARENTS.get(name, name)
    )
    return page_in_frame(site, context, template_of(reference), heading, content)


def _of_all_languages(site: Site, reference: PageReference, log: ReadLog | None) -> Page:
    path, view = _WITHOUT_LANGUAGE[reference.name]
    pages = tuple(PageContext(each, path, log=log) for each in site.editions.values())
    first = pages[0]
    base_url = first.edition.base_url
    content = view(pages)
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
            first.edition.languages,
        ),
        linked=Markup(),
        machine=(),
        content=content,
    )
