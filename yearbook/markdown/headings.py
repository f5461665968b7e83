"""Give every heading an id, and list the headings.

An id that the author wrote wins. Otherwise it comes from the text and keeps Han characters, so that it stays
the same while headings are added elsewhere. It never renames an id that was written.
"""

from __future__ import annotations

import re
import unicodedata

from yearbook.core.frozen import dataclass
from yearbook.markdown import tree

_HEADING = re.compile(r"<h([2-6])((?: [^>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_NOT_A_WORD = re.compile(r"[\W_]+")
_FOOTNOTE = re.compile(r"fn(ref)?-\d")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a body."""

    level: int
    """2 to 6; the page's title is 1."""
    id: str
    """Unique in the body; what comes after `#` in an address."""
    text: str
    """Plain, on one line."""


def with_anchors(html: str, anchors: tuple[str, ...]) -> tuple[str, tuple[Heading, ...]]:
    """The HTML with an id on every heading; `anchors` are used in order if there is one for each."""
    found = tuple(_HEADING.finditer(html))
    if not found:
        return html, ()
    given = [written[1] if (written := _ID.search(each[2])) else "" for each in found]
    taken = set(_ID.findall(html))
    headings, pieces, position = [], [], 0
    for index, each in enumerate(found):
        text = tree.html_text(each[3]).replace("\n", " ")
        wanted = anchors[index] if len(anchors) == len(found) else _slug(text)
        anchor = given[index] or _unused(wanted, taken)
        taken.add(anchor)
        headings.append(Heading(int(each[1]), anchor, text))
        rest = _ID.sub("", each[2])
        pieces += [html[position : each.start()], f'<h{each[1]} id="{anchor}"{rest}>{each[3]}</h{each[1]}>']
        position = each.end()
    return "".join([*pieces, html[position:]]), tuple(headings)


def anchors_of(html: str) -> frozenset[str]:
    """Return every id in the HTML of a body, to which a link can lead."""
    return frozenset(_ID.findall(html)) if ' id="' in html else frozenset()


def _slug(text: str) -> str:
    slug = _NOT_A_WORD.sub("-", unicodedata.normalize("NFKC", text).lower()).strip("-")
    return f"section-{slug}" if _FOOTNOTE.match(slug) else slug or "section"


def _unused(wanted: str, taken: set[str]) -> str:
    anchor, number = wanted, 1
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    return anchor
