"""Find the next heading, link or image of a kind in the Markdown of a body.

Each question about the same thing answers with the following occurrence, so that the n-th link to `honor:a`
in the document is matched with the n-th in the source. Where the source spells it in a way that is not found
(with entities or escapes), the answer is the start of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from urllib.parse import quote

from yearbook.markdown.source import MarkdownSource

_HEADING = re.compile(r"^(?:[ >]|[-+*:][ ]|[0-9]+\.[ ])*(#{1,6})", re.MULTILINE)
_DESTINATION = re.compile(r"(?:\]\(|\]:)[ \t]*<?([^\s<>)]+)")
_BEFORE = re.compile(r"(?:\]\(|\]:|=)\s*[<\"']?$|<$")
"""The end of the source before an address, in a link, a definition, an attribute or angle brackets."""
_NEAR = 20  # characters that are looked at before an address
_WITHIN = frozenset("_-")
_PICTURE = re.compile(r"!\[[ \t]*\]|<img\b", re.IGNORECASE)


class Occurrences:
    """Hands out offsets into a body; one instance serves one pass over one document."""

    def __init__(self, body: MarkdownSource) -> None:
        self._source = body.searched
        self._following: dict[str, Iterator[int]] = {}
        self._last: dict[str, int] = {}

    def heading(self, level: int) -> int:
        """The number sign of the next heading of a level."""
        matches = (each for each in _HEADING.finditer(self._source) if len(each[1]) == level)
        return self._next(f"heading {level}", (each.start(1) for each in matches))

    def picture(self) -> int:
        """The exclamation mark of the next picture without alternative text."""
        return self._next("picture", (each.start() for each in _PICTURE.finditer(self._source)))

    def tag(self, name: str) -> int:
        """The `<` of the next tag of a name."""
        return self._matching(rf"<{re.escape(name)}(?![\w\-])(?=[^<>]*>)")

    def attribute(self, name: str, in_braces: bool) -> int:
        """The name of the next attribute, class or id of that name, in braces or else in a tag."""
        end = "{<]*}" if in_braces else "<]*>"
        return self._matching(rf"(?<![\w\-])(?<=[{{\s#.\"'/:]){re.escape(name)}(?![\w\-])(?=[^\n{end})")

    def address(self, address: str) -> int:
        """The next place where an address is written as one: in a link, a definition, angle brackets."""
        return self._next(f"address {address}", chain(self._spelled(address), self._spelled_otherwise(address)))

    def file(self, path: str) -> int:
        """The next place where a file of the media folder is named, with or without the folder's name."""
        name = f"(?:{re.escape(path)}|{re.escape(quote(path))})"
        return self._matching(rf"(?<=[(<:\"'\s=])(?:media[:/])?{name}(?![\w\-])")

    def _spelled(self, address: str) -> Iterator[int]:
        """Where an address stands by itself, in capitals or not. (To compile a pattern for each takes far longer.)"""
        source = _lower(self._source)
        start = source.find(address.lower())
        while start >= 0:
            end = start + len(address)
            before, after = source[max(0, start - _NEAR) : start], source[end : end + 1]
            if _BEFORE.search(before) and not (after.isalnum() or after in _WITHIN):
                yield start
            start = source.find(address.lower(), max(end, start + 1))

    def _spelled_otherwise(self, address: str) -> Iterator[int]:
        """Where an address is written with entities or escapes, as far as the first closing bracket."""
        for each in _DESTINATION.finditer(self._source):
            if "&" in each[1] or "\\" in each[1]:
                meant = unescape(each[1].replace("\\", ""))
                if address.startswith(meant):
                    yield each.start(1)

    def _matching(self, pattern: str) -> int:
        matches = re.finditer(pattern, self._source, re.IGNORECASE)
        return self._next(pattern, (each.start() for each in matches))

    def _next(self, question: str, offsets: Iterator[int]) -> int:
        following = self._following.setdefault(question, offsets)
        self._last[question] = next(following, self._last.get(question, 0))
        return self._last[question]


def _lower(text: str) -> str:
    """In small letters and of the same length: a Turkish İ, which would become two characters, stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(each.lower() if each != "İ" else each for each in text)
