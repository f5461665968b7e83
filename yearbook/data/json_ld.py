"""Describe records and the yearbook as JSON-LD after https://schema.org, for programs that read pages.

Only facts that schema.org has a word for; the complete facts are in `data/yearbook.json`. `script` makes the
text safe within a page.
"""

from __future__ import annotations

import json

from yearbook.content.readers import Readable
from yearbook.content.records import Record
from yearbook.data.json_ld_kinds import CONTEXT, Json, LinkedDataView, details, is_own_work, schema_type
from yearbook.data.json_ld_media import linked_media
from yearbook.data.record_info import last_changed, record_description
from yearbook.model import urls
from yearbook.model.kinds import UNIT


def linked_data(record: Record, language: str, yearbook: Readable, base_url: str = "") -> Json:
    """One record as a JSON-LD object with its context."""
    view = LinkedDataView(language, yearbook, base_url)
    shown: Json = {
        "@context": CONTEXT,
        **view.mention(record),
        "description": _description(record, view),
        "url": view.address(record),
    }
    return _without_empty({**shown, **details(record, view), **linked_media(record, view), **_edition(record, view)})


def book_data(language: str, yearbook: Readable, base_url: str = "") -> Json:
    """The yearbook as a whole, for the opening page of a language: a book that is also a data set."""
    view = LinkedDataView(language, yearbook, base_url)
    configuration = yearbook.configuration
    years = configuration.years
    files = ("yearbook.json", "datapackage.json")
    shown = {
        "@context": CONTEXT,
        **view.book(),
        "@type": ["Book", "Dataset"],
        "alternateName": view.read(configuration.subtitle),
        "description": view.read(configuration.description),
        "publisher": view.publisher(),
        "about": view.first_named(UNIT, configuration.district),
        "temporalCoverage": f"{years[0]}/{years[-1]}",
        **_terms(view),
        "url": urls.absolute(base_url, urls.index_address(language, "home").path) if base_url else "",
        "isAccessibleForFree": True,
        "distribution": [view.download(f"data/{each}", "application/json") for each in files if base_url],
    }
    return _without_empty(shown)


def script(data: Json) -> str:
    """JSON text that may stand in `<script type="application/ld+json">`: nothing in it ends the element.

    https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements; U+2028 and
    U+2029 end lines in old scripts.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _description(record: Record, view: LinkedDataView) -> str:
    """The description in the page's own language; a data set must have one, so it is named as a part of the book."""
    phrase = record_description(record, view.language)
    if phrase and phrase.text and phrase.language == view.language:
        return phrase.text
    return f"{view.read(record.title)} – {view.book()['name']}" if schema_type(record) == "Dataset" else ""


def _terms(view: LinkedDataView) -> Json:
    """When this edition was published, and on what terms."""
    configuration = view.yearbook.configuration
    return {
        "datePublished": str(configuration.published or ""),
        "license": configuration.licence.address if configuration.licence else "",
    }


def _edition(record: Record, view: LinkedDataView) -> Json:
    """Publication, terms and last change, said of the entry if it is a work of this yearbook, else of its page."""
    edition = {**_terms(view), "dateModified": str(last_changed(record, view.yearbook) or "")}
    if is_own_work(record):
        return edition
    page = _without_empty(edition)
    if not page or not urls.has_page(record.kind):
        return {}
    return {"mainEntityOfPage": _without_empty({"@type": "WebPage", "url": view.address(record), **page})}


def _without_empty(value: Json) -> Json:
    return {name: each for name, each in value.items() if each not in ("", [], {}, None)}
