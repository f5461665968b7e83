"""Find slips of typing that YAML takes for text: full-width punctuation, missing spaces, tabs.

With a Chinese keyboard a full-width sign is one key away, and YAML reads it as a letter: `name：value` is one
long word. Only what is surely not meant is named; a text that should read so can be put in quotes.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from yearbook.core.diagnostics import DiagnosticKind
from yearbook.core.documents.nodes import Scalar

FULL_WIDTH_COLON = DiagnosticKind(
    "YB135",
    "The colon after a name must be a plain one: “: ”, not “：”",
    hint="Write a plain colon and a space; a text that should read so goes in plain quotes.",
)
FULL_WIDTH_SPACE = DiagnosticKind(
    "YB136",
    "A full-width or non-breaking space stands here where a plain one belongs",
    hint="Delete it and press the space bar with the keyboard set to English.",
)
FULL_WIDTH_DASH = DiagnosticKind(
    "YB137",
    "The dash before a list item must be a plain hyphen and a space: “- ”",
    hint="Replace the dash; a text that should begin so goes in plain quotes.",
)
FULL_WIDTH_COMMA = DiagnosticKind(
    "YB138",
    "Between brackets a plain comma divides the values: “, ”, not “，”",
    hint="Replace the comma; a text that contains “，” goes in plain quotes.",
)
FULL_WIDTH_QUOTE = DiagnosticKind(
    "YB139",
    "Curly or full-width quotes do not quote a value",
    hint="Put plain quotes (\" or ') around the whole; the others may stand inside them.",
)
FULL_WIDTH_BRACKET = DiagnosticKind(
    "YB140",
    "Full-width brackets do not make a list or a mapping",
    hint="Write [ ] or {{ }}; a text that begins so goes in plain quotes.",
)
MISSING_SPACE = DiagnosticKind(
    "YB141",
    "A space is missing after the colon",
    hint="Write “name: value”; a text that should read so goes in quotes.",
)

LOST_IN_COMMENT = DiagnosticKind(
    "YB158",
    "What begins with # after a space is a comment, so “{lost}” would be lost",
    hint='If it belongs to the value, put the whole value in plain quotes: "#1f6b4a"; if it is a comment, put a space '
    "after the #.",
)

Slip: TypeAlias = tuple[DiagnosticKind, int, int]
"""What was found, its distance from the start in characters, and its length."""

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NAME = r"[A-Za-z_][A-Za-z0-9_-]*"
_STARTS = r"[ ]*(?:-[ ]+)*"
_ODD_EDGES = frozenset("\u00a0\u1680\u202f\u205f\u3000｛［" + "".join(map(chr, range(0x2000, 0x200B))))
_LINE_PATTERNS = (
    (FULL_WIDTH_SPACE, re.compile(rf"[ -]*([{_SPACES}]+)")),
    (FULL_WIDTH_DASH, re.compile(rf"[ ]*([－—–―−‐‑]+)(?:[ {_SPACES}]|(?={_NAME}[:：]))")),
    (FULL_WIDTH_QUOTE, re.compile(rf"{_STARTS}([“”‘’＂＇]){_NAME}[“”‘’＂＇]\s*[:：]")),
    (FULL_WIDTH_COLON, re.compile(rf"{_STARTS}[\"']?{_NAME}[\"']?[ ]*(：)")),
    (FULL_WIDTH_SPACE, re.compile(rf"{_STARTS}[\"']?{_NAME}[\"']?:([{_SPACES}]+)")),
    (MISSING_SPACE, re.compile(rf"{_STARTS}{_NAME}(:)(?!//)[^\s:]")),
    (FULL_WIDTH_QUOTE, re.compile(rf"{_STARTS}{_NAME}:[ ]+([“”‘’＂＇]).*: ")),
    (FULL_WIDTH_BRACKET, re.compile(rf"{_STARTS}(?:{_NAME}:[ ]+)?([｛［])")),
    (FULL_WIDTH_COMMA, re.compile(rf"[^\"'#]*[\[{{][^\"'\]}}]*?(，)\s*{_NAME}\s*[:：]")),
    (FULL_WIDTH_COLON, re.compile(rf"[^\"'#]*[\[{{,]\s*{_NAME}(：)")),
)
_COMMENT_FOR_VALUE = re.compile(r"[ ]*:?[ ]+(#[^\s#].*?)(?=\s+#|$)")
_NUMBER_IN_COMMENT = re.compile(r"[ ]+(#\d.*?)(?=\s+#|$)")
"""`title: Building #3`: no comment begins so."""
_ITEM_COLON = re.compile(r"[a-z][a-z0-9_-]*(：)")
_JOINED_PAIR = re.compile(rf"(，)\s*{_NAME}\s*[:：]")


def of_line(line: str) -> Slip | None:
    """The slip in a line on or near which YAML found an error."""
    for mistake, pattern in _LINE_PATTERNS:
        if found := pattern.match(line):
            return mistake, found.start(1), len(found.group(1))
    return None


def of_value(key: Scalar, value: Scalar, flow: bool) -> Slip | None:
    """The slip in an unquoted value of a mapping (`flow`: one in braces)."""
    text = value.text
    if text[:1] in _ODD_EDGES or text[-1:] in _ODD_EDGES:
        return _of_edges(text)
    if key.line != value.line and text:
        return of_line(text)
    if flow and "，" in text and (found := _JOINED_PAIR.search(text)):
        return FULL_WIDTH_COMMA, found.start(1), 1
    return None


def lost_after(rest: str, *, empty: bool) -> tuple[int, str] | None:
    """Return the offset and the text of a comment that is surely meant as part of a value.

    `rest`: the line after a name or dash whose value is `empty`, or else after its plain value.
    """
    found = (_COMMENT_FOR_VALUE if empty else _NUMBER_IN_COMMENT).match(rest)
    return (found.start(1), found[1].rstrip()) if found else None


def of_key(key: Scalar) -> Slip | None:
    """The slip in an unquoted name that is not a plain word."""
    text = key.text
    if text[:1] in _ODD_EDGES or text[-1:] in _ODD_EDGES:
        return _of_edges(text)
    if text[0] in "“”‘’＂＇":
        return FULL_WIDTH_QUOTE, 0, 1
    return of_line(text)


def of_item(item: Scalar, flow: bool) -> Slip | None:
    """The slip in an unquoted item of a list (`flow`: one in square brackets)."""
    text = item.text
    if text[:1] in _ODD_EDGES or text[-1:] in _ODD_EDGES:
        return _of_edges(text)
    if flow and "，" in text:
        return FULL_WIDTH_COMMA, text.index("，"), 1
    if found := _ITEM_COLON.match(text):
        return FULL_WIDTH_COLON, found.start(1), 1
    return None


def _of_edges(text: str) -> Slip | None:
    if text[0] in "｛［":
        return FULL_WIDTH_BRACKET, 0, 1
    if text[0] in _ODD_EDGES:
        return FULL_WIDTH_SPACE, 0, 1
    return None if text[-1] in "｛［" else (FULL_WIDTH_SPACE, len(text) - 1, 1)


def shortened(text: str) -> str:
    """A name as a message can carry it: on one line, at most 40 characters."""
    text = "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)
    return text if len(text) <= 40 else text[:39] + "…"
