"""The small pages at old addresses that lead to where a record is now.

They are for people and programs that come by an old link: no page of the site links to them, no index lists them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yearbook.content.records import Record
from yearbook.core.frozen import dataclass
from yearbook.data.record_info import shown_title
from yearbook.model import urls
from yearbook.site.edition import Edition, is_parallel

REDIRECT_TEMPLATE = "pages/redirect.html"


@dataclass(frozen=True, slots=True)
class Redirect:
    """One page at an old address. Its template sees this value as `page`."""

    path: str
    """The old address, from the site's top: `zh/honors/old-id.html`."""
    lang: str
    direction: str
    title: str
    """The title of the record, the only text of the page."""
    href: str
    """From the old address to the new one."""
    canonical: str
    """The new public address; if the site's is not known, the same as `href`."""


def redirects(editions: Mapping[str, Edition]) -> tuple[Redirect, ...]:
    """Return, for each moved record that is published, a page in each language and one for the parallel page.

    Events, terms and commitments have no page of their own: their old address is that of the page on which all of them
    stand, and it still leads there.
    """
    return tuple(each for edition in editions.values() for each in _pages(edition)) + tuple(
        each for edition in tuple(editions.values())[:1] for each in _in_parallel(edition)
    )


def _pages(edition: Edition) -> Iterator[Redirect]:
    language = edition.language.code
    for kind, identity, record in _moved(edition):
        old = urls.record_url(language, kind, identity)
        yield _redirect(edition, old.path, urls.record_url(language, *record.key), record)


def _in_parallel(edition: Edition) -> Iterator[Redirect]:
    """Yield redirects of parallel pages, in the first language, as the pages themselves."""
    for kind, identity, record in _moved(edition):
        if is_parallel(record):
            yield _redirect(
                edition, urls.parallel_address(kind, identity).path, urls.parallel_address(*record.key), record
            )


def _moved(edition: Edition) -> Iterator[tuple[str, str, Record]]:
    """Yield (old kind, old id, the record as it is now) for each page that was moved."""
    records = edition.yearbook.records
    for each in edition.yearbook.configuration.moved:
        kind, _, identity = each.old.partition(":")
        now, _, new = each.new.partition(":")
        record = records.get(now, {}).get(new)
        if record is not None and kind in records and urls.has_page(kind) and identity not in records[kind]:
            yield kind, identity, record


def _redirect(edition: Edition, old: str, new: urls.Address, record: Record) -> Redirect:
    language = edition.language
    href = urls.relative(old, new)
    fragment = f"#{new.fragment}" if new.fragment else ""
    canonical = urls.absolute(edition.base_url, new.path) + fragment if edition.base_url else href
    title = shown_title(record, language).text
    return Redirect(
        path=old, lang=language.tag, direction=language.direction, title=title, href=href, canonical=canonical
    )
