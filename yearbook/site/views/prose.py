"""Show the body of a record, with its links and pictures leading from the page."""

from __future__ import annotations

from markupsafe import Markup

from yearbook.content.records import Body, Record
from yearbook.markdown.links import MEDIA, resolve
from yearbook.model import urls
from yearbook.site.edition import is_parallel
from yearbook.site.images import captioned, sized
from yearbook.site.views.elements import ProseView, Run
from yearbook.site.views.page_context import PageContext

_TABLE = '<table tabindex="0">'
"""A table may be wider than the window, and is then scrolled, by the keyboard too."""


def body_shown(page: PageContext, record: Record) -> Body | None:
    """Return the record's body in this language, or in the first that has one."""
    return record.body(page.language.code) or next(iter(record.bodies), None)


def prose_view(page: PageContext, record: Record) -> ProseView | None:
    """Return the body shown, under a notice if it is borrowed from another language."""
    body = body_shown(page, record)
    if body is None:
        return None
    lang = page.lang(body.language)
    notice = page.word("notices.borrowed") if lang else ""
    return ProseView(html=body_html(page, body), lang=lang, notice=notice, parallel=_parallel_link(page, record))


def body_html(page: PageContext, body: Body) -> Markup:
    """Return a body with its links leading from this page to pages in this language."""

    def address(kind: str, identity: str) -> str:
        """Where a record is read; empty for a draft that is left out."""
        known = kind == MEDIA or page.yearbook.has(kind, identity)
        return page.href(kind, identity) if known else ""

    html = captioned(sized(str(body.prose.html), page.edition.pictures, lambda path: page.href(MEDIA, path)))
    html = html.replace("<table>", _TABLE)
    return Markup(resolve(html, address))  # noqa: S704 - sanitised by prose


def _parallel_link(page: PageContext, record: Record) -> Run | None:
    """Return the link to the page on which the record's languages stand side by side, if there are several."""
    if not is_parallel(record):
        return None
    return Run(page.word("pages.parallel.open"), "", page.file_href(urls.parallel_address(*record.key).path))
