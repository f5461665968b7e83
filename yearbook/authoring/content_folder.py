"""Read what editing commands need of a content folder: its files, its configuration, and which ids are used.

Errors in records are ignored, as commands must work with unfinished content; an unreadable `yearbook.yaml` is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yearbook.content import loading
from yearbook.content.declarations import read_declarations
from yearbook.content.loading import FileGroup
from yearbook.content.locations import FileSlot
from yearbook.content.tree import ContentTree, read_tree
from yearbook.content.yearbook import Key
from yearbook.core.diagnostics import DiagnosticsError, Location
from yearbook.core.documents.document import Document, read_document
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.measures import Measures
from yearbook.model.own_kinds import Kinds, kinds_of


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """The files and the configuration of a content folder."""

    root: Path
    tree: ContentTree
    configuration: Configuration
    groups: tuple[FileGroup, ...]
    own: Declarations = NO_DECLARATIONS

    @property
    def name(self) -> str:
        """Its name in diagnostics: `content`."""
        return self.tree.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.configuration.languages

    @property
    def measures(self) -> Measures:
        return self.configuration.all_measures

    @property
    def kinds(self) -> Kinds:
        """All kinds of records."""
        return kinds_of(self.own)

    def slots(self) -> Iterator[tuple[str, FileSlot]]:
        """Yield the path of every file with records, and the slot that its place gives it."""
        for group in self.groups:
            yield from group

    def place(self, path: str, line: int = 0) -> Location:
        return Location(f"{self.name}/{path}", line, 1)

    def read(self, path: str) -> bytes:
        """Return the bytes of one of its files. Raises OSError."""
        return (self.root / path).read_bytes()


def read_content_folder(root: Path) -> ContentFolder:
    """Read a content folder. Raises DiagnosticsError if yearbook.yaml or fields.yaml is faulty."""
    tree = read_tree(root, root.name)
    configuration, diagnostics = loading.configuration(root, tree)
    if configuration is None:
        raise DiagnosticsError((*(each for each in tree.diagnostics if each.is_error), *diagnostics))
    own, wrong = read_declarations(root, tree, configuration.languages)
    if own is None:
        raise DiagnosticsError((*(each for each in tree.diagnostics if each.is_error), *wrong))
    groups, _ = loading.file_groups(tree, configuration.languages, kinds_of(own))
    return ContentFolder(root=root, tree=tree, configuration=configuration, groups=groups, own=own)


def used_ids(folder: ContentFolder) -> dict[Key, str]:
    """Return the file of every id, also of faulty records."""
    return {(slot.kind.name, each): path for path, slot in folder.slots() for each in _ids(folder, path, slot)}


def _ids(folder: ContentFolder, path: str, slot: FileSlot) -> Iterable[str]:
    if slot.id:
        return (slot.id,) if not slot.language else ()
    document = read_document(folder.root, path, folder.name)
    return (key.text for key, _ in document.front.pairs) if isinstance(document, Document) else ()
