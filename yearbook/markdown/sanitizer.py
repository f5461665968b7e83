"""Sanitise HTML: keep only the elements and attributes that prose may have.

The lists below are the whole of what can reach a page. Python-Markdown's output and HTML written by hand are both
sanitised, so a fault in either can make a page poorer but never dangerous.
"""

from __future__ import annotations

import re
from functools import cache, partial

import nh3

from yearbook.markdown import links

CLASSES = frozenset({"lead", "narrow", "note", "number", "wide"})
"""What an author may write as `{.class}`."""
_OWN_CLASSES = frozenset({"align-center", "align-left", "align-right", "footnotes", "footnote-ref", "footnote-back"})

WRITTEN = frozenset({"br", "rp", "rt", "ruby", "span", "sub", "sup", "wbr"})
"""Tags that an author may write as HTML; for everything else there is Markdown."""
_INLINE = WRITTEN | {"a", "abbr", "code", "em", "img", "strong"}
_BLOCKS = frozenset(
    {"blockquote", "dd", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "section"}
    | {"table", "tbody", "td", "th", "thead", "tr", "ul"}
)
TAGS = _INLINE | _BLOCKS

ATTRIBUTES = {tag: frozenset({"id", "lang"}) for tag in TAGS} | {
    "a": frozenset({"aria-label", "href", "id", "lang", "role", "title"}),
    "abbr": frozenset({"lang", "title"}),
    "img": frozenset({"alt", "src", "title"}),
    "ol": frozenset({"id", "lang", "start"}),
    "section": frozenset({"aria-label", "role"}),
    "td": frozenset({"colspan", "id", "lang", "rowspan"}),
    "th": frozenset({"colspan", "id", "lang", "rowspan", "scope"}),
}
"""What each tag may carry besides a class."""

_EMPTY_CLASS = re.compile(r'(<[a-z][^>]*) class=""')
_VALUES = {
    "id": re.compile(r"\w[\w\-]*"),
    "lang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "colspan": re.compile(r"[0-9]{1,2}"),
    "rowspan": re.compile(r"[0-9]{1,2}"),
    "start": re.compile(r"[0-9]{1,4}"),
}


def kept(
    tag: str,  # noqa: ARG001 - as nh3 calls it
    attribute: str,
    value: str,
    kinds: tuple[str, ...] = links.LINK_KINDS,
) -> str | None:
    """The value that an allowed attribute keeps, or None if it is dropped; `class` is treated elsewhere."""
    if attribute == "href":
        return links.safe_link(value, kinds)
    if attribute == "src":
        return links.safe_picture(value)
    pattern = _VALUES.get(attribute)
    return value if pattern is None or pattern.fullmatch(value) else None


@cache
def _cleaner(kinds: tuple[str, ...]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(CLASSES | _OWN_CLASSES) for tag in TAGS},
        attribute_filter=partial(kept, kinds=kinds),
        clean_content_tags={"script", "style"},
        url_schemes={*links.OUTSIDE, *kinds, links.MEDIA},
        link_rel=None,
    )


def sanitise(html: str, kinds: tuple[str, ...] = links.LINK_KINDS) -> str:
    """Well-formed HTML in which every `<`, `>` and `&` that is not markup is escaped, in attributes too.

    The other modules of this package rely on that form when they read the result with regular expressions.
    """
    return _EMPTY_CLASS.sub(r"\1", _cleaner(kinds).clean(html))
