"""The Markdown of one body, and the place of anything in it.

Python-Markdown keeps no positions. What a body *means* is therefore always read from the converted document;
this module only answers *where* the n-th occurrence of something is written, with code and comments hidden so
that an example of a mistake is never taken for the mistake. It never decides whether there is a mistake.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from yearbook.core.diagnostics import Location
from yearbook.core.frozen import dataclass

_OPENING = re.compile(r"\\.|`+|<!--", re.DOTALL)
_ESCAPED = "[]<!#{"
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_A_LINE_END = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class MarkdownSource:
    """A body as it was written, and as it is searched."""

    text: str
    """Line ends are `\\n` only."""
    markdown: str
    """`text` without its HTML comments, which are an editor's notes to editors."""
    searched: str
    """As long as `text`; code spans, comments, and escaped signs of markup are blanked out."""
    line_starts: tuple[int, ...]
    path: str
    first_line: int
    """The line of the file on which the body's first line stands, from 1."""

    def line(self, offset: int) -> int:
        """The line of the body at an offset, from 1."""
        return bisect_right(self.line_starts, offset)

    def place(self, offset: int, length: int = 1) -> Location:
        """An offset into `text` as a place in the file; the caret stays within one line."""
        line = self.line(offset)
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return Location(
            path=self.path,
            line=self.first_line + line - 1,
            column=offset - start + 1,
            length=max(1, min(length, end - offset)),
        )


def markdown_source(text: str, path: str, first_line: int) -> MarkdownSource:
    """Return the Markdown of a body, nothing hidden yet; `text` is everything below the front matter."""
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    starts = (0, *(found.end() for found in re.finditer("\n", text)))
    return MarkdownSource(text=text, markdown=text, searched=text, line_starts=starts, path=path, first_line=first_line)


def with_code_hidden(body: MarkdownSource) -> MarkdownSource:
    """The body ready to be searched and converted; takes long for a text that `limits` refuses."""
    text = body.text
    if "`" not in text and "<!--" not in text and "\\" not in text:
        return body
    hidden = tuple(_hidden(text))
    comments = tuple(each for each in hidden if text.startswith("<!--", each[0]))
    return replace(
        body,
        markdown=_without(text, comments, blank=False),
        searched=_without(text, hidden, blank=True),
    )


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each code span, comment and escaped sign; a code span never crosses a blank line."""
    position = 0
    last_comment = text.rfind("-->")
    while found := _OPENING.search(text, position):
        position = found.end()
        end = -1
        if found[0][0] == "\\" and found[0][1] in _ESCAPED:
            end = position
            position = found.start()
        elif found[0] == "<!--" and position <= last_comment:
            end = text.find("-->", position) + 3
        elif found[0][0] == "`":
            block_end = blank.start() if (blank := _BLANK_LINE.search(text, position)) else len(text)
            closing = re.compile(f"(?<!`){found[0]}(?!`)").search(text, position, block_end)
            end = closing.end() if closing else -1
        if end > position:
            yield found.start(), end
            position = end


def _without(text: str, spans: tuple[tuple[int, int], ...], blank: bool) -> str:
    """`text` with the spans blanked out (line ends stay) or left out."""
    pieces = []
    position = 0
    for start, end in spans:
        pieces += [text[position:start], _NOT_A_LINE_END.sub(" ", text[start:end]) if blank else ""]
        position = end
    return "".join([*pieces, text[position:]])
