"""A content folder → what commands of the desk need to know of it: its files, its configuration, which ids are taken.

Errors in records do not matter here unless a command says so; an unreadable `yearbook.yaml` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yearbook import gather
from yearbook.frozen import dataclass
from yearbook.gather import Group
from yearbook.library import Key
from yearbook.model.configuration import Configuration
from yearbook.problems import Place, ProblemsError
from yearbook.schema import Slot
from yearbook.source import Document, Tree, read_document, read_tree


@dataclass(frozen=True, slots=True)
class Folder:
    """A content folder, looked at once."""

    root: Path
    tree: Tree
    configuration: Configuration
    groups: tuple[Group, ...]

    @property
    def name(self) -> str:
        """How people know it: `content`."""
        return self.tree.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.configuration.languages

    def slots(self) -> Iterator[tuple[str, Slot]]:
        """Every file that holds records, with what its place says."""
        for group in self.groups:
            yield from group

    def place(self, path: str, line: int = 0) -> Place:
        return Place(f"{self.name}/{path}", line, 1)

    def read(self, path: str) -> bytes:
        """The bytes of one of its files. Raises OSError."""
        return (self.root / path).read_bytes()


def look(root: Path) -> Folder:
    """Raises ProblemsError where the folder holds no configuration that can be read."""
    tree = read_tree(root, root.name)
    configuration, problems = gather.configuration(root, tree)
    if configuration is None:
        raise ProblemsError((*(each for each in tree.problems if each.is_error), *problems))
    groups, _ = gather.groups(tree, configuration.languages)
    return Folder(root, tree, configuration, groups)


def taken(folder: Folder) -> dict[Key, str]:
    """Every id, of sound records and of others → the file that it stands in."""
    return {(slot.kind.name, each): path for path, slot in folder.slots() for each in _ids(folder, path, slot)}


def _ids(folder: Folder, path: str, slot: Slot) -> Iterable[str]:
    if slot.id:
        return (slot.id,) if not slot.language else ()
    document = read_document(folder.root, path, folder.name)
    return (key.text for key, _ in document.front.pairs) if isinstance(document, Document) else ()
