"""Write Atom feeds (RFC 4287): one for each language, and one for each language and year.

Feeds are only made where the site's public address is known: ids must be absolute and permanent, and readers of feeds
follow absolute links. An entry's id is its public address, which never changes because ids of records never do.

`updated` comes from the content, never from a clock or a version control system: the day of the entry's last change of
substance or else of the edition (`record_info.last_changed`), at the beginning of that day in UTC; if neither is given,
the newest day on which anything in it can have been reported (`record_info.last_reported`), which also puts entries of
one day in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from yearbook.content.records import Record, is_dated
from yearbook.content.yearbook import Yearbook
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile
from yearbook.data.record_info import last_changed, last_reported, record_description, shown_title, site_address
from yearbook.i18n.language import Language
from yearbook.model import urls
from yearbook.model.configuration import Licence
from yearbook.model.kinds import PROGRAM, SOURCE, UNIT, YEAR, Kind, by_position
from yearbook.model.own_kinds import Kinds
from yearbook.model.texts import Phrase

NEWEST = 100
"""How many entries the feed of a language has; the feed of a year has them all."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(yearbook: Yearbook, languages: Sequence[Language], base_url: str) -> tuple[OutputFile, ...]:
    """`zh/feed.xml` and `zh/feed-2016.xml` …; nothing where `base_url` is empty."""
    if not base_url:
        return ()
    dated = _newest_first(yearbook)
    files = []
    for language in languages:
        entries = [_FeedEntry(day, each.years, _entry(day, each, language, base_url)) for day, each in dated]
        files.append(_feed(entries[:NEWEST], language, yearbook, base_url))
        for year in yearbook.configuration.years:
            of_year = [each for each in entries if year in each.years]
            files += [_feed(of_year, language, yearbook, base_url, year)] if of_year else []
    return tuple(files)


def feed_path(language: str, year: int | None = None) -> str:
    """The path of a feed, from the site's top."""
    return f"{language}/feed-{year}.xml" if year else f"{language}/feed.xml"


@dataclass(frozen=True, slots=True)
class _FeedEntry:
    """One entry as XML, with what feeds choose it by."""

    day: date
    years: tuple[int, ...]
    xml: str


def _news_kinds(kinds: Kinds) -> list[Kind]:
    """Kinds of records that tell what happened, in the order of the site's lists; the others tell what things are.

    Programs come last, because they go on through the years.
    """
    found = [kind for kind in by_position(kinds) if kind.name != SOURCE.name and is_dated(kind)]
    return sorted(found, key=lambda kind: kind.name == PROGRAM.name)


def _newest_first(yearbook: Yearbook) -> list[tuple[date, Record]]:
    """By change, then by report; entries with both alike in the order of `_news_kinds`."""
    found = []
    for each in (record for kind in _news_kinds(yearbook.kinds) for record in yearbook.all(kind)):
        changed, reported = last_changed(each, yearbook), last_reported(each, yearbook)
        found.append((changed.first if changed else reported, reported, each))
    found.sort(key=lambda each: each[:2], reverse=True)  # sorting keeps the order of equals
    return [(updated, record) for updated, _, record in found]


def _feed(
    entries: Sequence[_FeedEntry], language: Language, yearbook: Yearbook, base_url: str, year: int | None = None
) -> OutputFile:
    configuration, code = yearbook.configuration, language.code
    path = feed_path(code, year)
    address = urls.absolute(base_url, path)
    book = configuration.title.read(code).text
    title = f"{book} · {language.fill('sentences.year_of', year=str(year))}" if year else book
    newest = max((each.day for each in entries), default=_day_of_edition(yearbook))
    about = configuration.description.read(code).text if configuration.description else ""
    page = urls.record_url(code, YEAR.name, str(year)) if year else urls.index_address(code, "home")
    head = [
        f"<id>{_text(address)}</id>",
        f"<title>{_text(title)}</title>",
        *([f"<subtitle>{_text(about)}</subtitle>"] if about else []),
        f"<updated>{_timestamp(newest)}</updated>",
        f"<author><name>{_text(_publisher(yearbook, language))}</name></author>",
        *_terms(configuration.licence, code),
        f'<link rel="self" type="application/atom+xml" href={_quoted(address)}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(urls.absolute(base_url, page.path))}/>',
    ]
    start = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(language.tag)}>'
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        start,
        *(f"  {each}" for each in head),
        *(each.xml for each in entries),
        "</feed>",
        "",
    ]
    return OutputFile(path, "\n".join(lines).encode())


def _day_of_edition(yearbook: Yearbook) -> date:
    published = yearbook.configuration.published
    return published.first if published else date(yearbook.configuration.years[-1], 12, 31)


def _terms(licence: Licence | None, code: str) -> list[str]:
    """For readers (RFC 4287, `rights`) and for programs (RFC 4946, `license`)."""
    if licence is None:
        return []
    return [
        f"<rights>{_text(licence.name.read(code).text)}</rights>",
        f'<link rel="license" type="text/html" href={_quoted(licence.address)}/>',
    ]


def _publisher(yearbook: Yearbook, language: Language) -> str:
    """The author that every feed needs: the publisher, or the district if none is named."""
    configuration = yearbook.configuration
    if configuration.publisher:
        return configuration.publisher.read(language.code).text
    return yearbook.get(UNIT, configuration.district).title.read(language.code).text


def _entry(day: date, record: Record, language: Language, base_url: str) -> str:
    code = language.code
    url = site_address(record, code, base_url).url
    lines = [
        f"<id>{_text(url)}</id>",
        _text_element("title", shown_title(record, language), language),
        f'<link rel="alternate" type="text/html" href={_quoted(url)}/>',
        f"<updated>{_timestamp(day)}</updated>",
        f"<category term={_quoted(record.kind)} label={_quoted(language.word(f'kinds.{record.kind}'))}/>",
        *(f'<category term="{year}"/>' for year in record.years),
    ]
    if phrase := record_description(record, code):
        lines.append(_text_element("summary", phrase, language))
    return "\n".join(("  <entry>", *(f"    {each}" for each in lines), "  </entry>"))


def _text_element(name: str, phrase: Phrase, language: Language) -> str:
    """An element of text, with its language if that is not the feed's."""
    borrowed = f" xml:lang={_quoted(phrase.language)}" if phrase.language != language.code else ""
    return f"<{name}{borrowed}>{_text(phrase.text)}</{name}>"


def _timestamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))
