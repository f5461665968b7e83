"""Measure documents that pages link to: how large they are, how many pages a PDF has; and check what they hold."""

from __future__ import annotations

import io
import logging
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.lazy_import import import_when_used
from yearbook.site.file_formats import recognised
from yearbook.site.images import EMPTY, OTHER_FORMAT

if TYPE_CHECKING:
    import pypdf
else:
    pypdf = import_when_used("pypdf")

UNREADABLE_DOCUMENT = DiagnosticKind(
    "YB761",
    "this document cannot be opened: the file is damaged or cut off",
    hint="open it in its program and save it again, or copy it anew from where it came",
)
TOO_LARGE_DOCUMENT = DiagnosticKind(
    "YB762",
    "this document is too large: {size} bytes, where {limit} are allowed",
    hint="save it with smaller pictures, or put it where large files are kept and link to it",
)
LARGEST_DOCUMENT = 100_000_000
"""Bytes: what public hosts of pages take as one file."""


@dataclass(frozen=True, slots=True)
class DocumentSize:
    """How large a document is."""

    bytes: int
    pages: int = 0
    """Of a PDF; 0 if they cannot be counted."""


def measure_document(data: bytes, path: str, name: str) -> DocumentSize | Diagnostic:
    """Return the size of a document, or what is wrong with it. `name`: the content folder's, for messages."""
    place, ending = Location(f"{name}/{path}"), PurePosixPath(path).suffix.lower()
    if not data:
        return diagnostic(EMPTY, place)
    if len(data) > LARGEST_DOCUMENT:
        return diagnostic(TOO_LARGE_DOCUMENT, place, size=f"{len(data):,}", limit=f"{LARGEST_DOCUMENT:,}")
    found = recognised(data)
    if found != ("text" if ending in (".csv", ".geojson") else ending[1:].upper()):
        if not found or found == "ZIP":
            return diagnostic(UNREADABLE_DOCUMENT, place)
        return diagnostic(OTHER_FORMAT, place, ending=ending, found=found)
    return DocumentSize(len(data), _pages(data) if found == "PDF" else 0)


def _pages(data: bytes) -> int:
    """Return the number of pages of a PDF; 0 if it is encrypted, or too damaged to be counted."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports there what it repairs
    try:
        return len(pypdf.PdfReader(io.BytesIO(data)).pages)
    except Exception:  # what it raises for damaged files is not written down anywhere
        return 0
