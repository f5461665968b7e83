"""Split the HTML of a body into blocks, so that two bodies can be shown side by side.

Only HTML that `sanitizer` made may come in. Nothing is lost: the blocks of a body, one after the other, are the body.
"""

from __future__ import annotations

import re

from yearbook.core.frozen import dataclass

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
_OPENING = re.compile(r"<[a-z][^>]*>")
_ATTRIBUTE = re.compile(r'([a-z][a-z\-]*)="([^"]*)"')
_HEADING = re.compile(r"<h([2-6])[ >]")
_VOID = frozenset({"br", "hr", "img", "wbr"})


@dataclass(frozen=True, slots=True)
class Block:
    """One element at the top of a body."""

    html: str
    level: int = 0
    """Of a heading, 2 to 6; 0 for all else."""
    is_notes: bool = False
    """Whether it is the list of footnotes, which is the last of its body."""


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of a body, before or after `resolve`. Text that stands in no element goes with the block after it."""
    html = str(html)  # a block is no whole, and is not marked as one
    found: list[Block] = []
    depth, start = 0, 0
    for tag in _TAG.finditer(html):
        if tag[2] not in _VOID:
            depth += -1 if tag[1] else 1
        if depth == 0:
            found.append(_block(html[start : tag.end()]))
            start = tag.end()
    return (*found, _block(html[start:])) if html[start:].strip() else tuple(found)


def _block(html: str) -> Block:
    html = html.strip()
    heading = _HEADING.match(html)
    return Block(html, int(heading[1]) if heading else 0, html.startswith('<section class="footnotes"'))


def with_prefix(html: str, prefix: str, entry: str) -> str:
    """The HTML with a prefix on every id and on every link to one, for a page on which there are other bodies.

    What a link within the page does not find in this body is on the entry's own page: `entry` is the way there.
    """
    ids = frozenset(_ids(html))

    def attribute(found: re.Match[str]) -> str:
        name, value = found[1], found[2]
        if name == "id":
            return f'{name}="{prefix}{value}"'
        if name == "href" and value.startswith("#"):
            return f'href="#{prefix}{value[1:]}"' if value[1:] in ids else f'href="{entry}{value}"'
        return found[0]

    return _OPENING.sub(lambda tag: _ATTRIBUTE.sub(attribute, tag[0]), html)


def _ids(html: str) -> list[str]:
    """Every id, read attribute by attribute, since the value of another may hold what looks like one."""
    return [value for tag in _OPENING.findall(html) for name, value in _ATTRIBUTE.findall(tag) if name == "id"]
