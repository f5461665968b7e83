"""Add a moved record to the `moved` list of `yearbook.yaml`, with every other byte kept."""

from __future__ import annotations

from collections.abc import Iterator

from yearbook.authoring.edits import line_end, split_lines
from yearbook.authoring.yaml_writer import flow_value
from yearbook.content.locations import CONFIGURATION
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Items, Mapping, Node

UNUSUAL_LIST = DiagnosticKind(
    "YB279",
    "the list of moved records cannot be added to in this form; nothing was changed",
    hint="write it with one line for each record, beginning with “- ”, then start again",
)
_COMMENT = "# 改过编号的记录，旧网址由此转到新网址。 Records whose ids changed: old addresses lead to the new ones."


def add_move(data: bytes, old: str, new: str, name: str) -> bytes:
    """Return the file with `old` listed as moved to `new`, and without an entry that has the new name as an old one.

    Raises DiagnosticsError if the list is not written line by line.
    """
    document = parse_document(data, CONFIGURATION, name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    lines = split_lines(data)
    end = line_end(lines)
    moved = document.front.get("moved")
    entry = flow_value({"old": old, "new": new})
    if moved is None:
        return _with_list(lines, entry, end)
    if not isinstance(moved, Items) or not lines[moved.line - 1].lstrip().startswith("- "):
        raise DiagnosticsError([diagnostic(UNUSUAL_LIST, document.place(moved))])
    spans = [(min(found), max(found)) for found in (list(_lines(each)) for each in moved.nodes)]
    last = spans[-1][1]
    indentation = lines[moved.line - 1].partition("-")[0]
    reversed_moves = [span for span, each in zip(spans, moved.nodes, strict=True) if _says(each, "old", new)]
    if not lines[last - 1].endswith(end):
        lines[last - 1] += end
    lines.insert(last, f"{indentation}- {entry}{end}")
    for start, stop in reversed(reversed_moves):
        del lines[start - 1 : stop]
    return "".join(lines).encode()


def _with_list(lines: list[str], entry: str, end: str) -> bytes:
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += end
    return "".join([*lines, end, _COMMENT, end, "moved:", end, "  - ", entry, end]).encode()


def _lines(node: Node) -> Iterator[int]:
    """Yield the lines on which the parts of a value begin."""
    yield node.line
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key.line
            yield from _lines(value)
    elif isinstance(node, Items):
        for each in node.nodes:
            yield from _lines(each)


def _says(node: Node, key: str, text: str) -> bool:
    value = node.get(key) if isinstance(node, Mapping) else None
    return getattr(value, "text", None) == text
