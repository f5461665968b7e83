"""Parse one page into the facts that the checks need, each with its line and column.

The parser of the standard library reads 10 MB a second, which is enough for 20,000 pages, and knows columns, which
faster ones do not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

_REQUESTED_RELATIONS = frozenset(
    ("stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest")
)
"""Relations of `<link>` whose address a browser requests by itself."""
_MEDIA_TAGS = frozenset(
    ("audio", "embed", "feimage", "frame", "iframe", "image", "img", "input", "source", "track", "use", "video")
)
_DATA_BLOCKS = frozenset(("application/ld+json", "application/json", "speculationrules"))
"""Types of `<script>` that no browser runs, so that the policy for scripts does not concern them."""
_SRCSET_ADDRESS = re.compile(r"\s*([^\s,]\S*[^\s,]|[^\s,])(?:\s+[^,]*)?(?:,|$)")
_REFRESH_URL = re.compile(r"url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


@dataclass(frozen=True, slots=True)
class TagPosition:
    """A text in a page (an address, an id, a tag), and the position of its tag."""

    text: str
    line: int
    """From 1."""
    column: int
    """From 1, of the tag's `<`."""


@dataclass(slots=True)
class ParsedPage:
    """The facts of one page, in the order of the page."""

    language: TagPosition = TagPosition("", 1, 1)
    """The `lang` of `<html>`; empty if it has none."""
    title: str = ""
    ids: list[TagPosition] = field(default_factory=list)
    headings: list[TagPosition] = field(default_factory=list)
    """`h1` … `h6`."""
    links: list[TagPosition] = field(default_factory=list)
    """Addresses that a reader may follow."""
    requests: list[TagPosition] = field(default_factory=list)
    """Addresses that a browser requests by itself."""
    blocking: list[str] = field(default_factory=list)
    """Those requests that the first view waits for: style sheets and scripts."""
    alternates: list[tuple[str, TagPosition]] = field(default_factory=list)
    """(language tag, address) of each `<link rel=alternate hreflang>` in the head."""
    canonical: TagPosition | None = None
    without_text: list[TagPosition] = field(default_factory=list)
    """Images without alternative text, as tags."""
    inline_code: list[TagPosition] = field(default_factory=list)
    """Scripts, styles and event handlers within the page, as tags; a policy without `unsafe-inline` refuses them."""
    meta: dict[str, str] = field(default_factory=dict)
    """Name to content of each `<meta name>`."""
    policy: str = ""
    """The page's Content-Security-Policy; empty if it has none."""
    is_redirect: bool = False
    """Whether the page only sends its readers to another one."""
    base: TagPosition | None = None
    """The `<base>` of its relative addresses, if any."""


def parse_page(text: str) -> ParsedPage:
    """Parse a page. Broken HTML raises nothing."""
    parser = _PageParser()
    parser.feed(text)
    parser.close()
    parser.page.title = parser.page.title.strip()
    return parser.page


Attributes = Mapping[str, str]


class _PageParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = ParsedPage()
        self.in_title = False
        self.svg_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in reversed(attrs)}  # browsers use the first of two equal ones
        if "id" in attributes:
            self.page.ids.append(self._position(attributes["id"]))
        for name in attributes:
            if name == "style" or name.startswith("on"):
                self.page.inline_code.append(self._position(f"<{tag} {name}>"))
        if tag in _HEADINGS:
            self.page.headings.append(self._position(tag))
        elif tag in _MEDIA_TAGS:
            self._media(tag, attributes)
        elif tag in _ELEMENTS:
            _ELEMENTS[tag](self, attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self.in_title = False
        elif tag == "svg":
            self.svg_depth -= 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag == "svg":
            self.svg_depth -= 1

    def handle_data(self, data: str) -> None:
        if self.in_title and not self.svg_depth:
            self.page.title += data

    def _position(self, text: str) -> TagPosition:
        line, offset = self.getpos()
        return TagPosition(text, line, offset + 1)

    def _media(self, tag: str, attributes: Attributes) -> None:
        names = ("src", "poster", "href", "xlink:href")
        self.page.requests += (self._position(attributes[each]) for each in names if attributes.get(each))
        self.page.requests += (self._position(each) for each in _SRCSET_ADDRESS.findall(attributes.get("srcset", "")))
        described = "alt" in attributes or attributes.get("role") == "presentation"
        if (tag == "img" or (tag == "input" and attributes.get("type") == "image")) and not described:
            self.page.without_text.append(self._position(f"<{tag}>"))

    def _html(self, attributes: Attributes) -> None:
        self.page.language = self._position(attributes.get("lang", ""))

    def _title(self, _attributes: Attributes) -> None:
        self.in_title = True

    def _anchor(self, attributes: Attributes) -> None:
        self.page.links += (
            self._position(attributes[each]) for each in ("href", "action", "cite") if attributes.get(each)
        )

    def _area(self, attributes: Attributes) -> None:
        self._anchor(attributes)
        if "alt" not in attributes:
            self.page.without_text.append(self._position("<area>"))

    def _object(self, attributes: Attributes) -> None:
        if attributes.get("data"):
            self.page.requests.append(self._position(attributes["data"]))

    def _svg(self, attributes: Attributes) -> None:
        self.svg_depth += 1
        described = any(attributes.get(each) for each in ("aria-label", "aria-labelledby"))
        # An SVG within another is described by the outer one.
        if self.svg_depth == 1 and not described and attributes.get("aria-hidden") != "true":
            self.page.without_text.append(self._position("<svg>"))

    def _script(self, attributes: Attributes) -> None:
        if attributes.get("src"):
            self.page.requests.append(self._position(attributes["src"]))
            self.page.blocking.append(attributes["src"])
        elif attributes.get("type", "") not in _DATA_BLOCKS:
            self.page.inline_code.append(self._position("<script>"))

    def _base(self, attributes: Attributes) -> None:
        if attributes.get("href"):
            self.page.base = self._position(attributes["href"])

    def _style(self, _attributes: Attributes) -> None:
        self.page.inline_code.append(self._position("<style>"))

    def _meta(self, attributes: Attributes) -> None:
        content = attributes.get("content", "")
        if "name" in attributes:
            self.page.meta[attributes["name"]] = content
        match attributes.get("http-equiv", "").lower():
            case "content-security-policy":
                self.page.policy = content
            case "refresh" if found := _REFRESH_URL.search(content):
                self.page.is_redirect = True
                self.page.links.append(self._position(found[1]))

    def _link(self, attributes: Attributes) -> None:
        relations = set(attributes.get("rel", "").lower().split())
        position = self._position(attributes.get("href", ""))
        if relations & _REQUESTED_RELATIONS:
            self.page.requests.append(position)
            if "stylesheet" in relations:
                self.page.blocking.append(position.text)
        elif "canonical" in relations:
            self.page.canonical = position
        elif "alternate" in relations and "hreflang" in attributes:
            self.page.alternates.append((attributes["hreflang"], position))
        else:
            self.page.links.append(position)


_ELEMENTS: Mapping[str, Callable[[_PageParser, Attributes], None]] = {
    "html": _PageParser._html,
    "title": _PageParser._title,
    "a": _PageParser._anchor,
    "form": _PageParser._anchor,
    "blockquote": _PageParser._anchor,
    "q": _PageParser._anchor,
    "area": _PageParser._area,
    "object": _PageParser._object,
    "svg": _PageParser._svg,
    "script": _PageParser._script,
    "base": _PageParser._base,
    "style": _PageParser._style,
    "meta": _PageParser._meta,
    "link": _PageParser._link,
}
