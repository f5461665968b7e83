"""Write `sitemap.xml` with the languages of each page, and `robots.txt` that names it.

After https://www.sitemaps.org/protocol.html and Google's hreflang annotations; at most 50,000 addresses a file, so a
larger site has an index of several. Only made where the site's public address is known, because sitemaps hold full
addresses. `lastmod` is the day that editors give, never that of a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape, quoteattr

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.output_file import OutputFile
from yearbook.data.record_info import last_changed
from yearbook.model import urls
from yearbook.model.kinds import by_position

LIMIT = 50_000

_Entry = tuple[str, tuple[tuple[str, str], ...]]
"""(path, ((language tag, path), …)) of one page and its counterparts, itself among them."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_NONE: Mapping[str, str] = MappingProxyType({})


def last_changes(yearbook: Yearbook, languages: Sequence[str]) -> dict[str, str]:
    """The day on which pages last changed (2018-11-23) by their paths; pages without such a day are missing.

    A record's page has the day of its record, also the page with all its languages side by side; a list has the newest
    of its records, the opening page the newest of all.
    """
    found: dict[str, str] = {}
    for code in languages:
        for kind, name in ((each.name, each.index) for each in by_position(yearbook.kinds)):
            found[urls.index_address(code, name).path] = _newest(yearbook.all(kind), yearbook)
        found[urls.index_address(code, "home").path] = _newest(yearbook, yearbook)
    for record in (each for kind in urls.kinds_with_pages(yearbook.kinds) for each in yearbook.all(kind)):
        day = _newest((record,), yearbook)
        found[urls.parallel_address(*record.key).path] = day
        found |= {urls.record_url(code, *record.key).path: day for code in languages}
    return {path: day for path, day in found.items() if day}


def _newest(records: Iterable[Record], yearbook: Yearbook) -> str:
    return max((str(last_changed(each, yearbook) or "") for each in records), default="")


def sitemap(base_url: str, entries: Sequence[_Entry], changes: Mapping[str, str] = _NONE) -> tuple[OutputFile, ...]:
    """The sitemap's files and robots.txt; none if `base_url` is empty. `changes`: as `last_changes` gives."""
    if not base_url:
        return ()
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    robots = OutputFile("robots.txt", f"User-agent: *\nSitemap: {base_url.rstrip('/')}/sitemap.xml\n".encode())
    if len(parts) == 1:
        return (OutputFile("sitemap.xml", _urls(base_url, parts[0], changes)), robots)
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files = (OutputFile(name, _urls(base_url, part, changes)) for name, part in zip(names, parts, strict=True))
    listed = "".join(f"  <sitemap><loc>{escape(base_url.rstrip('/'))}/{name}</loc></sitemap>\n" for name in names)
    whole = f"{_HEAD}<sitemapindex {_NAMESPACES}>\n{listed}</sitemapindex>\n"
    return (OutputFile("sitemap.xml", whole.encode()), *files, robots)


def _urls(base_url: str, entries: Sequence[_Entry], changes: Mapping[str, str]) -> bytes:
    text = "".join(_url(base_url, *each, changes.get(each[0], "")) for each in entries)
    return f"{_HEAD}<urlset {_NAMESPACES} {_LINKS}>\n{text}</urlset>\n".encode()


def _url(base_url: str, path: str, alternates: tuple[tuple[str, str], ...], day: str) -> str:
    location = urls.absolute(base_url, path)
    links = "".join(
        f'    <xhtml:link rel="alternate" hreflang={quoteattr(tag)} '
        f"href={quoteattr(urls.absolute(base_url, other))}/>\n"
        for tag, other in alternates
    )
    changed = f"    <lastmod>{day}</lastmod>\n" if day else ""
    return f"  <url>\n    <loc>{escape(location)}</loc>\n{changed}{links}  </url>\n"
