"""Check the meta tags that websites of Chinese governments must have.

They follow the annex 网页标签规范 of 《政府网站发展指引》 (国办发〔2017〕47号): every page names the site; pages in a
column name the column; pages of content name themselves. Checked if a yearbook says that its site is a government's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.messages import message

TAG_MISSING = DiagnosticKind(
    "YB720",
    "a page of a government website needs the meta tag {name}",
    hint="Fill in `government`, `published` and `publisher` in yearbook.yaml, from which the tags are written.",
)
TAG_WRONG = DiagnosticKind(
    "YB721",
    "the meta tag {name} holds “{value}”, which is not {form}",
    hint="Correct it in the `government` section of yearbook.yaml.",
)

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
CONTENT = ("ArticleTitle", "PubDate", "ContentSource")
_FORMS = {
    "SiteIDCode": (re.compile(r"[0-9A-Za-z]{10}"), message("a code of ten digits or letters")),
    "PubDate": (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"), message("a time like 2018-11-23 09:00")),
}


def is_government_page(meta: Mapping[str, str]) -> bool:
    """Return whether a page has any tag of a government website."""
    return bool(meta.keys() & set(SITE))


def tag_faults(place: Location, meta: Mapping[str, str], base: str) -> Iterator[Diagnostic]:
    """Yield missing and malformed tags. The opening page of a language belongs to no column."""
    needed = list(SITE)
    if meta.keys() & {*COLUMN, *CONTENT}:
        needed += COLUMN
    if meta.keys() & set(CONTENT):
        needed += CONTENT
    for name in needed:
        if not meta.get(name, "").strip():
            yield diagnostic(TAG_MISSING, place, name=name)
        elif name in _FORMS and not _FORMS[name][0].fullmatch(meta[name]):
            yield diagnostic(TAG_WRONG, place, name=name, value=meta[name], form=_FORMS[name][1])
    host = urlsplit(base).hostname or ""
    domain = meta.get("SiteDomain", "")
    if host and domain and domain.lower() != host:
        yield diagnostic(TAG_WRONG, place, name="SiteDomain", value=domain, form=host)
