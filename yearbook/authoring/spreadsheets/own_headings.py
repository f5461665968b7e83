"""Read content/headings.yaml: what a yearbook's own headings of spreadsheet columns mean, by kind of record.

    honor:
      表彰名称: title
      发证机关: 授予单位
      经办人:

A heading stands for a field, given by its name or by a heading that is known; without one its column is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yearbook.authoring.spreadsheets.columns import SheetColumn, yearbook_columns
from yearbook.authoring.spreadsheets.headings import fold_heading
from yearbook.authoring.spreadsheets.sheet_table import OwnHeadings, known_headings
from yearbook.content.explanations import NOT_A_MAPPING
from yearbook.content.locations import HEADINGS
from yearbook.content.reference_checks import UNKNOWN_KIND
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, diagnostic, nearest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import Mapping, Node, Scalar, plain

NOT_A_COLUMN = DiagnosticKind(
    "YB264",
    "“{field}” is neither a field nor a known heading of {kind} records",
    hint="did you mean “{meant}”?\nTo pass the column over, leave the value out",
)


def read_own_headings(root: Path, kind: str, yearbook: Yearbook) -> OwnHeadings:
    """Return the headings of a kind in the content folder `root`. Raises DiagnosticsError."""
    if not (root / HEADINGS).exists():
        return ()
    document = read_document(root, HEADINGS, root.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    found: list[tuple[str, SheetColumn | None]] = []
    diagnostics: list[Diagnostic] = []
    for key, node in document.front.pairs:
        if key.text not in yearbook.kinds:
            words = {"kind": key.text, "kinds": ", ".join(yearbook.kinds)}
            diagnostics.append(diagnostic(UNKNOWN_KIND, document.place(key), **words))
        elif not isinstance(node, Mapping):
            diagnostics.append(diagnostic(NOT_A_MAPPING, document.place(node), fields="荣誉名称: title, …"))
        else:
            for heading, column in _columns(document, key.text, node, yearbook):
                if isinstance(column, Diagnostic):
                    diagnostics.append(column)
                elif key.text == kind:
                    found.append((heading, column))
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    return tuple(found)


def _columns(
    document: Document, kind: str, node: Mapping, yearbook: Yearbook
) -> Iterator[tuple[str, SheetColumn | Diagnostic | None]]:
    known = known_headings(yearbook_columns(kind, yearbook.configuration, yearbook.own))
    for heading, value in node.pairs:
        field = _field(value)
        column = known.get(fold_heading(field))
        if field and column is None:
            near = known.get(nearest(fold_heading(field), known))
            words = {"field": field, "kind": kind, "meant": near.field if near else ""}
            yield heading.text, diagnostic(NOT_A_COLUMN, document.place(value), **words)
        else:
            yield fold_heading(heading.text), column


def _field(value: Node) -> str:
    """Return what a heading stands for; empty for nothing."""
    return str(plain(value) or "") if isinstance(value, Scalar) else "…"
