"""A Yearbook and a record of it → every place in its files that says the record's id, as edits that say another.

References stand among the facts, in links of texts, in `yearbook.yaml` and as keys of `coverage.yaml`. Remarks in
comments, and words that only look like the id, are no references.
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

SPELLED_OTHERWISE = DiagnosticKind(
    "YB278",
    "“{id}” is meant here but written in a way that cannot be changed automatically; nothing was changed",
    hint="write it plainly, without escapes, and start again",
)

Edits = defaultdict[str, list[Edit]]
"""Path → what is to stand in it."""


@dataclass(frozen=True, slots=True)
class RecordNames:
    """A record's name before and after."""

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
class _Page:
    """One file, for changing it."""

    data: bytes
    document: Document

    def edit(self, node: Node, old: str, new: str) -> Edit:
        """Raises ProblemsError where the old words do not stand there letter by letter."""
        found = replace_in_scalar(self.data, node, old, new) if isinstance(node, Scalar) else None
        if found is None:
            raise DiagnosticsError([diagnostic(SPELLED_OTHERWISE, self.document.place(node), id=old)])
        return found


def find_mentions(folder: ContentFolder, yearbook: Yearbook, names: RecordNames) -> Edits:
    """The places besides the record's own file name or key. Raises ProblemsError where one cannot be changed."""
    found: Edits = defaultdict(list)
    for record in yearbook:
        found[record.origin.path] += _in_facts(folder, record, names)
        for each in record.bodies:
            if any((link.kind, link.id) == names.key for link in each.prose.links):
                found[each.origin.path] += _in_body(_page(folder, each.origin.path), names)
    found[CONFIGURATION] += _in_configuration(folder, names)
    if names.kind == "source" and (folder.root / ACCEPTED).is_file():
        found[ACCEPTED] += own_key(folder, ACCEPTED, names)
    return defaultdict(list, {path: edits for path, edits in found.items() if edits})


def own_key(folder: ContentFolder, path: str, names: RecordNames) -> list[Edit]:
    """The id as a key of a YAML file; nothing where it is not one."""
    page = _page(folder, path)
    keys = (key for key, _ in page.document.front.pairs if key.text == names.old)
    return [page.edit(each, names.old, names.new) for each in keys]


def _page(folder: ContentFolder, path: str) -> _Page:
    data = folder.read(path)
    document = parse_document(data, path, folder.name)
    if not isinstance(document, Document):
        raise DiagnosticsError(document)
    return _Page(data, document)


def _in_facts(folder: ContentFolder, record: Record, names: RecordNames) -> list[Edit]:
    wanted = [each for each in references(record.facts) if (each.kind, each.id) == names.key]
    if not wanted:
        return []
    page = _page(folder, record.origin.path)
    found = []
    for each in wanted:
        node = locate(page.document.front, (*record.origin.pointer, *each.pointer))
        in_full = isinstance(node, Scalar) and ":" in node.text
        found.append(page.edit(node, *((names.before, names.after) if in_full else (names.old, names.new))))
    return found


def _in_configuration(folder: ContentFolder, names: RecordNames) -> list[Edit]:
    """The district, and earlier moves that lead to the record."""
    page, configuration = _page(folder, CONFIGURATION), folder.configuration
    found = []
    if names.key == ("unit", configuration.district):
        found.append(page.edit(locate(page.document.front, ("district",)), names.old, names.new))
    for index, each in enumerate(configuration.moved):
        if each.new == names.before:
            node = locate(page.document.front, ("moved", index, "new"))
            found.append(page.edit(node, names.before, names.after))
    return found


def _in_body(page: _Page, names: RecordNames) -> list[Edit]:
    """The links of a text. One that is spelled in another way is left, and leads nowhere when the change is tried."""
    text = with_code_hidden(markdown_source(page.document.body, page.document.path, page.document.body_line))
    before = r"\]\([ \t\n]*<?|\]:[ \t]*<?|<|(?:href|src)[ \t]*=[ \t]*[\"']?"
    links = re.finditer(rf"(?:{before})({re.escape(names.before)})(?![\w\-])", text.searched, re.IGNORECASE)
    places = (text.place(each.start(1)) for each in links)
    return [Edit(each.line, each.column, len(names.before), names.after) for each in places]
