"""Parse a content file into its front matter and its body, or return its diagnostics.

A Markdown file begins with a line `---`, fields, and a line `---`; the rest is the body. A YAML file is all
fields. One file at a time, from its bytes alone, so that the work can be spread over processes. It knows
no field.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.documents.decoding import decode_text, read_bytes
from yearbook.core.documents.diagnosis import UNCLOSED_FRONT
from yearbook.core.documents.nodes import Mapping, Node, Scalar
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.frozen import dataclass

GONE = DiagnosticKind(
    "YB101",
    "This file is no longer there",
    hint="It was moved or deleted while being read; start again.",
)
UNREADABLE = DiagnosticKind(
    "YB102",
    "This file cannot be read",
    hint="Check that it is an ordinary file, and that you have permission to read it.",
)
LINK_OUTSIDE = DiagnosticKind(
    "YB103",
    "This link leads out of {name}/",
    hint="Put the file itself here instead of a link to it.",
)
EMPTY_FILE = DiagnosticKind(
    "YB116",
    "This file is empty",
    hint="Write the entry, or delete the file.",
)
MISSING_FRONT = DiagnosticKind(
    "YB117",
    "The fields of the entry are missing: the first line must be ---",
    hint="Begin with a line of three hyphens (---), the fields such as “title: …”, and another line of ---.",
)
TEXT_BEFORE_FRONT = DiagnosticKind(
    "YB118",
    "Something stands before the opening ---, which is on line {line}",
    hint="Make --- the first line of the file: move what is above it below the fields, or delete it.",
)
_OPENING = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
_ALMOST_FENCE = re.compile(r"^[ \t]*(?:-{2,}|[-－—–―−]{1,6}|\.\.\.)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Document:
    """One content file, read."""

    path: str
    """From the root, with forward slashes: `honors/2016/a.md`."""
    name: str
    """How the person knows the root: `content`."""
    front: Mapping
    """The fields; the whole of a YAML file."""
    body: str
    """Exactly what follows the closing `---`, lines ended by LF; empty for a YAML file."""
    body_line: int
    """Number of the body's first line in the file; for a YAML file, that after its last."""
    digest: str
    """SHA-256 of the file's bytes, in hexadecimal."""

    def place(self, node: Node) -> Location:
        """Where a value or key of the front matter stands."""
        length = max(1, node.length) if isinstance(node, Scalar) else 1
        return Location(path=f"{self.name}/{self.path}", line=node.line, column=node.column, length=length)

    def place_in_body(self, line: int, column: int = 1, length: int = 1) -> Location:
        """Where something stands in the body, whose own lines count from 1."""
        return Location(path=f"{self.name}/{self.path}", line=self.body_line + line - 1, column=column, length=length)


def read_document(root: Path, path: str, name: str) -> Document | tuple[Diagnostic, ...]:
    """Return the document at `path` under `root`, or its diagnostics (at least one). Never raises."""
    try:
        data = read_bytes(root / path)
    except FileNotFoundError:
        return (diagnostic(GONE, Location(f"{name}/{path}")),)
    except OSError:
        return (diagnostic(UNREADABLE, Location(f"{name}/{path}")),)
    return parse_document(data, path, name)


def parse_document(data: bytes, path: str, name: str) -> Document | tuple[Diagnostic, ...]:
    """The document that these bytes are, as a file of that path."""
    shown = f"{name}/{path}"
    text = decode_text(data, shown)
    if isinstance(text, Diagnostic):
        return (text,)
    if not text.strip():
        return (diagnostic(EMPTY_FILE, Location(shown)),)
    if path.endswith(".md"):
        parts = _divide(text, shown)
        if isinstance(parts, Diagnostic):
            return (parts,)
        fields, body, first_line = *parts, 2
    else:
        fields, body, first_line = text, "", 1
    front = parse_mapping(fields, shown, first_line, in_markdown=path.endswith(".md"))
    if not isinstance(front, Mapping):
        return front
    body_line = text.count("\n", 0, len(text) - len(body)) + 1
    return Document(
        path=path, name=name, front=front, body=body, body_line=body_line, digest=hashlib.sha256(data).hexdigest()
    )


def _divide(text: str, shown: str) -> tuple[str, str] | Diagnostic:
    """The fields and the body of a Markdown file."""
    opening = _OPENING.match(text)
    if not opening:
        return _without_opening(text, shown)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return _without_closing(text, opening.end(), shown)
    return text[opening.end() : closing.start()], text[closing.end() :]


def _without_opening(text: str, shown: str) -> Diagnostic:
    """Text above the fields if a pair of fences follows, else no fields at all."""
    first = text.split("\n", 1)[0]
    fences = [text.count("\n", 0, each.start()) + 1 for each in _CLOSING.finditer(text)]
    if len(fences) > 1 and not _ALMOST_FENCE.match(first):
        return diagnostic(
            TEXT_BEFORE_FRONT, Location(path=shown, line=1, column=1, length=max(1, len(first))), line=fences[0]
        )
    return diagnostic(MISSING_FRONT, Location(path=shown, line=1, column=1, length=max(1, len(first))))


def _without_closing(text: str, start: int, shown: str) -> Diagnostic:
    """At the line that was probably meant to close the fields, else at the one that opens them."""
    almost = _ALMOST_FENCE.search(text, start)
    if not almost:
        return diagnostic(UNCLOSED_FRONT, Location(path=shown, line=1, column=1, length=3))
    line = text.count("\n", 0, almost.start()) + 1
    return diagnostic(UNCLOSED_FRONT, Location(path=shown, line=line, column=1, length=len(almost.group())))
