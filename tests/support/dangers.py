"""The HTML of a page's text → what in it could run, embed, send or hide something, as a parser of its own finds it.

It shares nothing with the sieve in `prose`: Python's own parser reads the HTML, and the rules are written anew.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

ELEMENTS = frozenset(
    {"animate", "animatetransform", "applet", "audio", "base", "body", "button", "canvas", "embed", "foreignobject"}
    | {"form", "frame", "frameset", "head", "html", "iframe", "input", "link", "marquee", "math", "meta", "noscript"}
    | {"object", "portal", "script", "select", "set", "style", "svg", "template", "textarea", "title", "video", "xmp"}
)
SAFE = re.compile(r"(?:https?://|mailto:|tel:|#|media:|[a-z]+:[a-z0-9]+(?:-[a-z0-9]+)*(?:#[\w\-]+)?\Z)", re.IGNORECASE)
RUNS = re.compile(r"(?:java|vb|live)script:|data:|blob:|file:|filesystem:|about:|view-source:", re.IGNORECASE)
ADDRESSES = frozenset({"action", "background", "cite", "data", "formaction", "href", "poster", "src", "srcset"})
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]")


def dangers(html: str) -> list[str]:
    """Everything that has no place in a text, in the order in which it stands there."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    return parser.found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ELEMENTS or not tag.isalnum():
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name in ("style", "srcdoc", "xmlns", "is", "slot") or ":" in name:
                self.found.append(f"{tag} {name}")
            address = _UNSEEN.sub("", value or "")
            if name in ADDRESSES and (RUNS.match(address) or not SAFE.match(address)):
                self.found.append(f"{tag} {name}={address}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_comment(self, data: str) -> None:
        self.found.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("a declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("an instruction")

    def unknown_decl(self, data: str) -> None:
        self.found.append("a declaration")
