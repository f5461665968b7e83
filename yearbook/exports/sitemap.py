"""Pages → `sitemap.xml` with the languages of each, and `robots.txt` that names it.

After https://www.sitemaps.org/protocol.html and Google's hreflang annotations; at most 50,000 addresses a
file, so a larger
site has an index of several. Only made where the site's public address is known, because sitemaps hold full addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from yearbook import routes
from yearbook.assets import Asset

LIMIT = 50_000

Entry = tuple[str, tuple[tuple[str, str], ...]]
"""(path, ((language tag, path), …)) of one page and its counterparts, itself among them."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def sitemap(base_url: str, entries: Sequence[Entry]) -> tuple[Asset, ...]:
    """The sitemap's files and robots.txt; nothing where `base_url` is empty."""
    if not base_url:
        return ()
    parts = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)]
    robots = Asset("robots.txt", f"User-agent: *\nSitemap: {base_url.rstrip('/')}/sitemap.xml\n".encode())
    if len(parts) == 1:
        return (Asset("sitemap.xml", _urls(base_url, parts[0])), robots)
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    files = (Asset(name, _urls(base_url, part)) for name, part in zip(names, parts, strict=True))
    listed = "".join(f"  <sitemap><loc>{escape(base_url.rstrip('/'))}/{name}</loc></sitemap>\n" for name in names)
    whole = f"{_HEAD}<sitemapindex {_NAMESPACES}>\n{listed}</sitemapindex>\n"
    return (Asset("sitemap.xml", whole.encode()), *files, robots)


def _urls(base_url: str, entries: Sequence[Entry]) -> bytes:
    urls = "".join(_url(base_url, *each) for each in entries)
    return f"{_HEAD}<urlset {_NAMESPACES} {_LINKS}>\n{urls}</urlset>\n".encode()


def _url(base_url: str, path: str, alternates: tuple[tuple[str, str], ...]) -> str:
    location = routes.absolute(base_url, path)
    links = "".join(
        f'    <xhtml:link rel="alternate" hreflang={quoteattr(tag)} '
        f"href={quoteattr(routes.absolute(base_url, other))}/>\n"
        for tag, other in alternates
    )
    return f"  <url>\n    <loc>{escape(location)}</loc>\n{links}  </url>\n"
