"""Find all references to a record in the content files, as edits that replace its id.

References are among the facts, in links of prose, in `yearbook.yaml` and keys of `coverage.yaml`. Comments, and words
that only look like the id, are not changed.
"""

from __future__ import annotations

import re
from collections import defaultdict

from yearbook.authoring.content_folder import ContentFolder
from yearbook.authoring.edits import Edit, replace_in_scalar
from yearbook.content.locations import ACCEPTED, CONFIGURATION
from yearbook.content.records import Record
from yearbook.content.references import references
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Node, Scalar, locate
from yearbook.core.frozen import dataclass
from yearbook.markdown.source import markdown_source, with_code_hidden
from yearbook.model.kinds import SOURCE, UNIT

SPELLED_OTHERWISE = DiagnosticKind(
    "YB278",
    "“{id}” is meant here but written in a way that cannot be changed automatically; nothing was changed",
    hint="write it plainly, without escapes, and start again",
)

Edits = defaultdict[str, list[Edit]]
"""The edits of each file, by its path."""


@dataclass(frozen=True, slots=True)
class RecordNames:
    """The old and the new name of a record."""

    kind: str
    old: str
    new: str

    @property
    def before(self) -> str:
        """`honor:old-id`."""
        return f"{self.kind}:{self.old}"

    @property
    def after(self) -> str:
        return f"{self.kind}:{self.new}"

    @property
    def key(self) -> Key:
        return (self.kind, self.old)


@dataclass(frozen=True, slots=True)
class _File:
    """One file, for changing it."""

    data: bytes
    document: Document

    def edit(self, node: Node, old: str, new: str) -> Edit:
        """Return the edit of a node. Raises DiagnosticsError if the old words are not there literally."""
        found = replace_in_scalar(self.data, node, old, new) if isinstance(node, Scalar) else None
        if found is None:
            raise DiagnosticsError([diagnostic(SPELLED_OTHERWISE, self.document.place(node), id=old)])
        return found


def find_mentions(folder: ContentFolder, yearbook: Yearbook, names: RecordNames) -> Edits:
    """Return the edits of all mentions but the record's own file name or key. Raises DiagnosticsError."""
    found: Edits = defaultdict(list)
    for record in yearbook:
        found[record.origin.path] += _in_facts(folder, record, names)
        for each in record.bodies:
            if any((link.kind, link.id) == names.key for link in each.prose.links):
                found[each.origin.path] += _in_body(_file(folder, each.origin.path), names)
    found[CONFIGURATION] += _in_configuration(folder, names)
    if names.kind == SOURCE.name and (folder.root / ACCEPTED).is_file():
        found[ACCEPTED] += own_key(folder, ACCEPTED, names)
    return defaultdict(list, {path: edits for path, edits in found.items() if edits})


def own_key(folder: ContentFolder, path: str, names: RecordNames) -> list[Edit]:
    """Return the edit of the id as a key of a YAML file, if it is one."""
    file = _file(folder, path)
    keys = (key for key, _ in file.document.front.pairs if key.text == names.old)
    return [file.edit(each, names.old, names.new) for each in keys]


def _file(folder: ContentFolder, path: str) -> _File:
    data = folder.read(path)
    document = parse_document(data, path, folder.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    return _File(data, document)


def _in_facts(folder: ContentFolder, record: Record, names: RecordNames) -> list[Edit]:
    wanted = [each for each in references(record.facts) if (each.kind, each.id) == names.key]
    if not wanted:
        return []
    file = _file(folder, record.origin.path)
    found = []
    for each in wanted:
        node = locate(file.document.front, (*record.origin.pointer, *each.pointer))
        in_full = isinstance(node, Scalar) and ":" in node.text
        found.append(file.edit(node, *((names.before, names.after) if in_full else (names.old, names.new))))
    return found


def _in_configuration(folder: ContentFolder, names: RecordNames) -> list[Edit]:
    """Return the edits of the district, and of earlier moves to the record."""
    file, configuration = _file(folder, CONFIGURATION), folder.configuration
    found = []
    if names.key == (UNIT.name, configuration.district):
        found.append(file.edit(locate(file.document.front, ("district",)), names.old, names.new))
    for index, each in enumerate(configuration.moved):
        if each.new == names.before:
            node = locate(file.document.front, ("moved", index, "new"))
            found.append(file.edit(node, names.before, names.after))
    return found


def _in_body(file: _File, names: RecordNames) -> list[Edit]:
    """Return the edits of the links in prose. One with another spelling is left, and fails when the change is tried."""
    text = with_code_hidden(markdown_source(file.document.body, file.document.path, file.document.body_line))
    before = r"\]\([ \t\n]*<?|\]:[ \t]*<?|<|(?:href|src)[ \t]*=[ \t]*[\"']?"
    links = re.finditer(rf"(?:{before})({re.escape(names.before)})(?![\w\-])", text.searched, re.IGNORECASE)
    places = (text.place(each.start(1)) for each in links)
    return [Edit(each.line, each.column, len(names.before), text=names.after) for each in places]
