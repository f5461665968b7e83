"""A content folder → what commands of the desk need to know of it: its files, its configuration, which ids are taken.

Errors in records do not matter here unless a command says so; an unreadable `yearbook.yaml` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yearbook.content import loading
from yearbook.content.loading import FileGroup
from yearbook.content.locations import FileSlot
from yearbook.content.tree import ContentTree, read_tree
from yearbook.content.yearbook import Key
from yearbook.core.diagnostics import DiagnosticsError, Location
from yearbook.core.documents.document import Document, read_document
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration


@dataclass(frozen=True, slots=True)
class ContentFolder:
    """A content folder, looked at once."""

    root: Path
    tree: ContentTree
    configuration: Configuration
    groups: tuple[FileGroup, ...]

    @property
    def name(self) -> str:
        """How people know it: `content`."""
        return self.tree.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.configuration.languages

    def slots(self) -> Iterator[tuple[str, FileSlot]]:
        """Every file that holds records, with what its place says."""
        for group in self.groups:
            yield from group

    def place(self, path: str, line: int = 0) -> Location:
        return Location(f"{self.name}/{path}", line, 1)

    def read(self, path: str) -> bytes:
        """The bytes of one of its files. Raises OSError."""
        return (self.root / path).read_bytes()


def read_content_folder(root: Path) -> ContentFolder:
    """Raises ProblemsError where the folder holds no configuration that can be read."""
    tree = read_tree(root, root.name)
    configuration, diagnostics = loading.configuration(root, tree)
    if configuration is None:
        raise DiagnosticsError((*(each for each in tree.diagnostics if each.is_error), *diagnostics))
    groups, _ = loading.file_groups(tree, configuration.languages)
    return ContentFolder(root, tree, configuration, groups)


def used_ids(folder: ContentFolder) -> dict[Key, str]:
    """Every id, of sound records and of others → the file that it stands in."""
    return {(slot.kind.name, each): path for path, slot in folder.slots() for each in _ids(folder, path, slot)}


def _ids(folder: ContentFolder, path: str, slot: FileSlot) -> Iterable[str]:
    if slot.id:
        return (slot.id,) if not slot.language else ()
    document = read_document(folder.root, path, folder.name)
    return (key.text for key, _ in document.front.pairs) if isinstance(document, Document) else ()
