"""Refuse a body that is too large or too deeply nested to be converted.

Python-Markdown takes time that grows with the square of a paragraph's length where brackets and the like are
left open, and it recurses with each level of nesting. Prose that people write stays far below these bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, diagnostic
from yearbook.markdown.source import MarkdownSource

_LONGEST = 200_000
"""Bytes of UTF-8 in a body."""
MOST_LINES = 4_000
SMALL = 2_000
"""Bytes in a body that is not looked at more closely."""
MOST_MARKS = 40_000
"""Brackets, stars and the like in a body."""
MOST_WORK = 10_000_000
"""Characters of a paragraph times its marks, for all paragraphs of a body together."""
_DEEPEST = 12
"""Levels of lists and quotations within each other, and of brackets or HTML tags."""

_TOO_LONG = DiagnosticKind(
    "YB155",
    "this text is too long: {size}, where {limit} are allowed",
    hint="split it into several records",
)
_TOO_DEEP = DiagnosticKind(
    "YB156",
    "lists, quotations, brackets or tags are nested more than {limit} deep here",
    hint="check for brackets that are not closed, and for lines that are indented too far",
)
TOO_DENSE = DiagnosticKind(
    "YB157",
    "there is too much markup up to this paragraph, which has {marks} marks in {length} characters",
    hint="split it with blank lines, and check for brackets and stars that are not closed",
)

_BLOCK = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]*)*")
_MARKS = "[]*_`<&\\!{^"
_RULE = re.compile(r"[ ]{0,3}(?:[-*_][ ]*){3,}")
_PREFIX = re.compile(r"(?:[ \t]*(?:>|[-+*:][ \t]|[0-9]{1,9}\.[ \t]))*+[ \t]*")
_LEVEL = re.compile(r">|[-+*:](?=[ \t])|[0-9]+\.|[ ]{4}|\t")
_NESTING = re.compile(r"\\.|[\[\]]|<(?:span|sub|sup|ruby)\b|</(?:span|sub|sup|ruby)>", re.DOTALL)


def too_large(body: MarkdownSource) -> Iterator[Diagnostic]:
    """Why a body must not even be searched; nothing if it may."""
    size = len(body.text.encode())
    if size > _LONGEST:
        yield diagnostic(_TOO_LONG, body.place(0), size=f"{size:,} bytes", limit=f"{_LONGEST:,}")
    elif len(body.line_starts) > MOST_LINES:
        yield diagnostic(_TOO_LONG, body.place(0), size=f"{len(body.line_starts):,} lines", limit=f"{MOST_LINES:,}")
    elif size > SMALL:
        yield from _too_dense(body)


def _too_dense(body: MarkdownSource) -> Iterator[Diagnostic]:
    marks = work = 0
    for block in _BLOCK.finditer(body.text):
        count = sum(block[0].count(each) for each in _MARKS)
        marks += count
        work += count * len(block[0])
        if work > MOST_WORK or marks > MOST_MARKS:
            words = {"marks": count, "length": len(block[0])}
            yield diagnostic(TOO_DENSE, body.place(block.start()), **words)
            return


def nested_too_deep(body: MarkdownSource) -> Iterator[Diagnostic]:
    """Why a body whose code is hidden must not be converted; nothing if it may."""
    yield from _deep(body)
    if body.searched.count("[") + body.searched.count("<") > _DEEPEST:
        yield from _deep_in_paragraphs(body)


def _deep(body: MarkdownSource) -> Iterator[Diagnostic]:
    for start in body.line_starts:
        if (prefix := _PREFIX.match(body.text, start)) and prefix.end() - start > 2 * _DEEPEST:
            end = body.text.find("\n", start)
            line = body.text[start : end if end >= 0 else None]
            if len(_LEVEL.findall(prefix[0])) > _DEEPEST and line.strip() and not _RULE.fullmatch(line):
                yield diagnostic(_TOO_DEEP, body.place(start, len(prefix[0])), limit=_DEEPEST)
                return


def _deep_in_paragraphs(body: MarkdownSource) -> Iterator[Diagnostic]:
    for block in _BLOCK.finditer(body.searched):
        depth = 0
        for found in _NESTING.finditer(block[0]):
            mark = found[0]
            if mark[0] != "\\":
                depth = max(0, depth - 1) if mark == "]" or mark[1:2] == "/" else depth + 1
            if depth > _DEEPEST:
                yield diagnostic(_TOO_DEEP, body.place(block.start() + found.start(), len(mark)), limit=_DEEPEST)
                return


def too_deep(body: MarkdownSource) -> Diagnostic:
    """The problem for nesting that only the conversion met."""
    return diagnostic(_TOO_DEEP, body.place(0), limit=_DEEPEST)
