"""Find what a body would publish though nobody meant it: links that are none, and characters that cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import unescape

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic, nearest
from yearbook.core.documents.decoding import STRAY
from yearbook.markdown.source import MarkdownSource

UNDEFINED_LINK = DiagnosticKind(
    "YB173",
    "the address “{label}” of this link is not defined, so that its brackets would be printed",
    hint="did you mean “{suggestion}”?\nWrite the address in round brackets, as in [words](honor:civilised-city); for "
    "brackets that are no link write \\[ and \\].",
)
OPEN_LINK = DiagnosticKind(
    "YB174",
    "this link is not closed, so that its brackets would be printed",
    hint="write [words](honor:civilised-city), without a line break in the round brackets; for brackets that are no "
    "link write \\[ and \\].",
)
HIDDEN_CHARACTER = DiagnosticKind(
    "YB175",
    "this stands for a character that cannot be seen, and can make a text read otherwise than it is ({code})",
    hint="delete it; a space that does not break is &nbsp;",
)

_REFERENCE = re.compile(r"\[([^\[\]\n]*)\]\[([^\[\]\n]*)\]")
_OPEN = re.compile(r"\]\(\S*")
_ENTITY = re.compile(r"&(?:#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})|[a-zA-Z][a-zA-Z0-9]*);")


def leftovers(body: MarkdownSource, text: str, html: str, definitions: Collection[str]) -> Iterator[Diagnostic]:
    """Yield every such place of a body. `text`: plain, without code; `definitions`: labels in small letters."""
    if "][" in text:
        yield from _undefined_links(body, text, definitions)
    if "](" in text:
        yield from _open_links(body, text)
    if STRAY.search(html):
        yield from _hidden_characters(body)


def _undefined_links(body: MarkdownSource, text: str, definitions: Collection[str]) -> Iterator[Diagnostic]:
    for found in _REFERENCE.finditer(body.searched):
        label = found[2] or found[1]
        known = " ".join(label.split()).lower() in definitions
        # A footnote that is not defined has a mistake of its own.
        if not known and f"][{found[2]}]" in text and "^" not in (found[1][:1], found[2][:1]):
            place = body.place(found.start(), len(found[0]))
            yield diagnostic(UNDEFINED_LINK, place, label=label, suggestion=nearest(label, definitions))


def _open_links(body: MarkdownSource, text: str) -> Iterator[Diagnostic]:
    position = 0
    for found in _OPEN.finditer(text):
        offset = body.searched.find(found[0], position)
        if offset >= 0:  # else its source has markup in it
            yield diagnostic(OPEN_LINK, body.place(offset, len(found[0])))
            position = offset + 1


def _hidden_characters(body: MarkdownSource) -> Iterator[Diagnostic]:
    """The characters themselves do not come here: no file may have them."""
    for found in _ENTITY.finditer(body.searched):
        meant = _character(found[0])
        if STRAY.match(meant):
            code = f"U+{ord(meant[0]):04X}"
            yield diagnostic(HIDDEN_CHARACTER, body.place(found.start(), len(found[0])), code=code)


def _character(entity: str) -> str:
    """Return what an entity stands for. (The library returns nothing for control characters.)"""
    if entity[1] != "#":
        return unescape(entity)
    number = int(entity[3:-1], 16) if entity[2] in "xX" else int(entity[2:-1])
    return unescape(entity) or (chr(number) if number <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}")
