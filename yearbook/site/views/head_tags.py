"""Make the tags of a page's head for browsers and registers: the security policy, a government's meta tags.

The meta tags are those of the annex 网页标签规范 of 《政府网站发展指引》 (国办发〔2017〕47号). `deploy.inspection`
checks them in the finished pages.
"""

from __future__ import annotations

from yearbook.core.frozen import dataclass
from yearbook.site.views.page_context import PageContext

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data:; "
    "font-src 'self' file:; connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self' file:"
)
"""Scripts, styles and pictures from the site alone, nothing within pages. `file:` is for the site on a disk, where not
every browser takes `'self'` for it; pages that come from a server can load nothing from there.
"""


@dataclass(frozen=True, slots=True)
class MetaTag:
    """`<meta name content>`."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class HeadTags:
    """The tags of the pages of one language and part of the book."""

    policy: str
    """The Content-Security-Policy."""
    site: tuple[MetaTag, ...] = ()
    """On every page of a government's website; empty on all others, as are those that follow."""
    column: tuple[MetaTag, ...] = ()
    """On pages below the opening pages."""
    content: tuple[MetaTag, ...] = ()
    """On pages of one record, besides ArticleTitle."""


SECURITY_ONLY = HeadTags(POLICY)
"""The tags of a site that is no government's."""


def head_tags(page: PageContext, part: str) -> HeadTags:
    """`part`: what the menu calls the page's part; empty if it is in none, and its column is the book itself."""
    configuration = page.yearbook.configuration
    government = configuration.government
    if government is None:
        return SECURITY_ONLY
    column = part or page.text(configuration.title).text
    published = f"{configuration.published} 00:00" if configuration.published else ""
    return HeadTags(
        policy=POLICY,
        site=(
            MetaTag("SiteName", page.text(government.name).text),
            MetaTag("SiteDomain", government.domain),
            MetaTag("SiteIDCode", government.code),
        ),
        column=(
            MetaTag("ColumnName", column),
            MetaTag("ColumnDescription", page.text(configuration.description).text or column),
            MetaTag("ColumnKeywords", column),
            MetaTag("ColumnType", government.column_type),
        ),
        content=(MetaTag("PubDate", published), MetaTag("ContentSource", page.text(configuration.publisher).text)),
    )
