"""Hold what composing one page needs: the edition, the page's path, its words and links, its source notes so far.

A `PageContext` is made for one page and thrown away. Functions over it make the parts of the page: `links`,
`source_notes`, `facts`, `prose`, `lists`. It reads the yearbook through `site.readers` and renders nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from yearbook.content.readers import ReadLog
from yearbook.content.records import Record
from yearbook.data.record_info import shown_title
from yearbook.i18n.vocabularies import vocabulary_word
from yearbook.markdown.links import MEDIA
from yearbook.model import urls
from yearbook.model.appearance import title_parts
from yearbook.model.fields import Citation
from yearbook.model.texts import Text
from yearbook.site.edition import Edition
from yearbook.site.readers import EditionReader
from yearbook.site.views.elements import Logo, Run, TitlePart


class Links(Protocol):
    """Where the links of a page lead: to other pages of the site, or to other parts of a book."""

    def record(self, kind: str, identity: str) -> str:
        """Return the link to a record, or to a file if the kind is `media`; empty for none."""

    def index(self, name: str, fragment: str) -> str:
        """Return the link to one of `urls.index_names`; empty for none."""


class SiteLinks:
    """Links from one page of the site to others in its language."""

    def __init__(self, path: str, language: str) -> None:
        self.path = path
        self.language = language

    def record(self, kind: str, identity: str) -> str:
        if kind == MEDIA:
            return urls.to_media(self.path, identity)
        return urls.to_record(self.path, self.language, kind, identity)

    def index(self, name: str, fragment: str) -> str:
        return urls.relative(self.path, urls.index_address(self.language, name, fragment))


class PageContext:
    """One page in one language, seen from its address."""

    def __init__(self, edition: Edition, path: str, links: Links | None = None, log: ReadLog | None = None) -> None:
        """`log`: gets what the page reads of the yearbook; several contexts may share one."""
        self.edition = EditionReader(edition, {} if log is None else log)
        self.yearbook = self.edition.yearbook
        self.language = edition.language
        self.path = path
        self._links = links or SiteLinks(path, edition.language.code)
        self.href = self._links.record
        """Returns the link to a record by kind and id, or to a file if the kind is `media`."""
        self.citations: dict[tuple[str, str], int] = {}
        """By (source, words that find the place in it), the number of the source note, in the order of first use."""
        self.placed = 0
        """How many source notes stand beside what refers to them already."""
        self._tags = {each.code: each.tag for each in edition.languages}

    # Words and texts

    def word(self, key: str, **values: str) -> str:
        """Return an interface string by its dotted key, its places filled in."""
        return self.language.fill(key, None, **values) if values else self.language.plain(key)

    def kind_word(self, kind: str) -> str:
        """Return what one record of a kind is called."""
        return self.word(f"kinds.{kind}")

    def list_name(self, kind: str) -> str:
        """Return what the list of all records of a kind is called."""
        return self.word(f"menu.{urls.list_of(kind)}")

    def text(self, text: Text | None, href: str = "") -> Run:
        """Return a text as this page's reader sees it, marked if it is borrowed from another language."""
        if text is None:
            return Run("")
        phrase = text.read(self.language.code)
        return Run(phrase.text, self.lang(phrase.language), href)

    def title(self, record: Record, href: str = "") -> Run:
        """Return the title of a record, as `text` returns a text; that of a revoked honor says so."""
        phrase = shown_title(record, self.language)
        return Run(phrase.text, self.lang(phrase.language), href)

    def optional(self, text: Text | None) -> Run | None:
        """Return a text as `text` does; None if there is none."""
        return self.text(text) if text else None

    def lang(self, code: str) -> str:
        """Return the BCP 47 tag of a language; empty for the page's own."""
        return "" if code == self.language.code else self._tags[code]

    def original(self, text: str, href: str = "") -> Run:
        """Return a text that stands in the yearbook's first language only: a name as printed, a quotation."""
        return Run(text, self.lang(self.yearbook.configuration.languages[0]), href)

    def quoted(self, text: str) -> Run:
        """Return words of a source in the quotation marks of the first language; marks within become inner ones."""
        return self.original(self.edition.languages[0].quote(text))

    def in_brackets(self, text: str, aside: str) -> str:
        """Return `text` with `aside` in brackets after it, if there is one."""
        return self.word("punctuation.aside", text=text, aside=aside) if aside else text

    def vocabulary_word(self, vocabulary: str, identity: str) -> Run:
        """Return the word of an entry of a vocabulary, such as a level or a scope."""
        found = vocabulary_word(self.language, self.yearbook.configuration, vocabulary, identity)
        return Run(found.text, self.lang(found.language))

    def level_word(self, level: str) -> str:
        """Return the word of a level of honors."""
        return self.vocabulary_word("level", level).text

    def logo(self) -> Logo | None:
        """Return the logo of the yearbook, if it has one."""
        path = self.yearbook.configuration.appearance.logo
        size = self.edition.pictures.get(path) if path else None
        if path is None or size is None:
            return None
        return Logo(urls.to_media(self.path, path), *((str(size.width), str(size.height)) if size.width else ("", "")))

    def title_parts(self) -> tuple[TitlePart, ...]:
        """Return the yearbook's title in the parts between which a cover may break it."""
        configuration = self.yearbook.configuration
        title = self.text(configuration.title).text
        parts = title_parts(title, configuration.appearance.title_breaks, self.language.code)
        return tuple(TitlePart(gap, text) for gap, text in parts)

    # Links

    def file_href(self, path: str) -> str:
        """Return the link to a file of the site that is no page."""
        return urls.relative(self.path, urls.Address(path))

    def index_href(self, name: str, fragment: str = "") -> str:
        """Return the link to one of `urls.index_names`."""
        return self._links.index(name, fragment)

    # Source notes

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of the page's source notes for these citations, each numbered at its first use."""
        keys = dict.fromkeys((each.source, each.at) for each in citations)
        numbers = self.citations
        return tuple(numbers.setdefault(key, len(numbers) + 1) for key in keys)
