"""One page's text → what it says of itself, each with its line and column, in one reading. Judges nothing.

The standard library's parser reads 10 MB a second, which is enough for 20,000 pages; and it knows columns, which
faster ones do not.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser

from yearbook.core.frozen import dataclass

_FETCHED_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest")
)
"""Relations of `<link>` for which a browser goes to the address unasked."""
_FETCHING = frozenset(
    ("audio", "embed", "feimage", "frame", "iframe", "image", "img", "input", "source", "track", "use", "video")
)
_DATA_BLOCKS = frozenset(("application/ld+json", "application/json", "speculationrules"))
"""Types of `<script>` that no browser runs, so that a policy for scripts does not touch them."""
_CANDIDATE = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_ONWARD = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class TagPosition:
    """Something that stands in a page, and where."""

    text: str
    line: int
    """From 1."""
    column: int
    """From 1, of the tag's `<`."""


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """What one page says of itself, in the order of the page."""

    language: TagPosition
    """The `lang` of `<html>`; empty where it has none."""
    title: str
    ids: tuple[TagPosition, ...]
    headings: tuple[TagPosition, ...]
    """`h1` … `h6`."""
    links: tuple[TagPosition, ...]
    """Addresses that a person may follow."""
    requests: tuple[TagPosition, ...]
    """Addresses to which a browser goes unasked."""
    first: tuple[str, ...]
    """Those of them without which nothing is shown: style sheets and scripts of the page."""
    alternates: tuple[tuple[str, TagPosition], ...]
    """(language tag, address) of each `<link rel=alternate hreflang>` in the head."""
    canonical: TagPosition | None
    untold: tuple[TagPosition, ...]
    """Pictures without a text in their place, as tags."""
    code: tuple[TagPosition, ...]
    """Scripts, styles and handlers within the page, as tags; a policy without `unsafe-inline` refuses them."""
    meta: tuple[tuple[str, str], ...]
    """(name, content) of each `<meta name>`."""
    policy: str
    """The page's Content-Security-Policy; empty where it has none."""
    leads_on: bool
    """Whether the page only sends its readers to another one."""
    base: TagPosition | None
    """To what its relative addresses are relative; None where that is the page itself."""


def parse_page(text: str) -> ParsedPage:
    """Reads a page. Whatever is broken in it, this raises nothing."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return ParsedPage(
        reader.language,
        reader.title.strip(),
        tuple(reader.ids),
        tuple(reader.headings),
        tuple(reader.links),
        tuple(reader.requests),
        tuple(reader.first),
        tuple(reader.alternates),
        reader.canonical,
        tuple(reader.untold),
        tuple(reader.code),
        tuple(reader.meta),
        reader.policy,
        reader.leads_on,
        reader.base,
    )


Given = Mapping[str, str]


@dataclasses.dataclass(eq=False)
class _Reader(HTMLParser):
    language: TagPosition = dataclasses.field(default_factory=lambda: TagPosition("", 1, 1))
    title: str = ""
    ids: list[TagPosition] = dataclasses.field(default_factory=list)
    headings: list[TagPosition] = dataclasses.field(default_factory=list)
    links: list[TagPosition] = dataclasses.field(default_factory=list)
    requests: list[TagPosition] = dataclasses.field(default_factory=list)
    first: list[str] = dataclasses.field(default_factory=list)
    alternates: list[tuple[str, TagPosition]] = dataclasses.field(default_factory=list)
    canonical: TagPosition | None = None
    untold: list[TagPosition] = dataclasses.field(default_factory=list)
    code: list[TagPosition] = dataclasses.field(default_factory=list)
    meta: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    policy: str = ""
    leads_on: bool = False
    base: TagPosition | None = None
    in_title: bool = False
    drawings: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in reversed(attrs)}  # of two alike, browsers take the first
        if "id" in given:
            self.ids.append(self._mark(given["id"]))
        for name in given:
            if name == "style" or name.startswith("on"):
                self.code.append(self._mark(f"<{tag} {name}>"))
        if tag in _HEADINGS:
            self.headings.append(self._mark(tag))
        elif tag in _FETCHING:
            self._fetches(tag, given)
        elif tag in _ELEMENTS:
            _ELEMENTS[tag](self, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif tag == "svg":
            self.drawings -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "svg":
            self.drawings -= 1

    def handle_data(self, data: str) -> None:
        if self.in_title and not self.drawings:
            self.title += data

    def _mark(self, text: str) -> TagPosition:
        line, offset = self.getpos()
        return TagPosition(text, line, offset + 1)

    def _fetches(self, tag: str, given: Given) -> None:
        names = ("src", "poster", "href", "xlink:href")
        self.requests += (self._mark(given[each]) for each in names if given.get(each))
        self.requests += (self._mark(each) for each in _CANDIDATE.findall(given.get("srcset", "")))
        told = "alt" in given or given.get("role") == "presentation"
        if (tag == "img" or (tag == "input" and given.get("type") == "image")) and not told:
            self.untold.append(self._mark(f"<{tag}>"))

    def _html(self, given: Given) -> None:
        self.language = self._mark(given.get("lang", ""))

    def _title(self, _given: Given) -> None:
        self.in_title = True

    def _anchor(self, given: Given) -> None:
        self.links += (self._mark(given[each]) for each in ("href", "action", "cite") if given.get(each))

    def _area(self, given: Given) -> None:
        self._anchor(given)
        if "alt" not in given:
            self.untold.append(self._mark("<area>"))

    def _object(self, given: Given) -> None:
        if given.get("data"):
            self.requests.append(self._mark(given["data"]))

    def _drawing(self, given: Given) -> None:
        self.drawings += 1
        told = any(given.get(each) for each in ("aria-label", "aria-labelledby"))
        # A drawing within a drawing is told by the one around it.
        if self.drawings == 1 and not told and given.get("aria-hidden") != "true":
            self.untold.append(self._mark("<svg>"))

    def _script(self, given: Given) -> None:
        if given.get("src"):
            self.requests.append(self._mark(given["src"]))
            self.first.append(given["src"])
        elif given.get("type", "") not in _DATA_BLOCKS:
            self.code.append(self._mark("<script>"))

    def _base(self, given: Given) -> None:
        if given.get("href"):
            self.base = self._mark(given["href"])

    def _style(self, _given: Given) -> None:
        self.code.append(self._mark("<style>"))

    def _meta(self, given: Given) -> None:
        content = given.get("content", "")
        if "name" in given:
            self.meta.append((given["name"], content))
        match given.get("http-equiv", "").lower():
            case "content-security-policy":
                self.policy = content
            case "refresh" if found := _ONWARD.search(content):
                self.leads_on = True
                self.links.append(self._mark(found[1]))

    def _link(self, given: Given) -> None:
        relations = set(given.get("rel", "").lower().split())
        mark = self._mark(given.get("href", ""))
        if relations & _FETCHED_LINKS:
            self.requests.append(mark)
            if "stylesheet" in relations:
                self.first.append(mark.text)
        elif "canonical" in relations:
            self.canonical = mark
        elif "alternate" in relations and "hreflang" in given:
            self.alternates.append((given["hreflang"], mark))
        else:
            self.links.append(mark)


_ELEMENTS: Mapping[str, Callable[[_Reader, Given], None]] = {
    "html": _Reader._html,
    "title": _Reader._title,
    "a": _Reader._anchor,
    "form": _Reader._anchor,
    "blockquote": _Reader._anchor,
    "q": _Reader._anchor,
    "area": _Reader._area,
    "object": _Reader._object,
    "svg": _Reader._drawing,
    "script": _Reader._script,
    "base": _Reader._base,
    "style": _Reader._style,
    "meta": _Reader._meta,
    "link": _Reader._link,
}
