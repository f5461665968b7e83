"""Values of a YAML text with their places, exactly as written.

Lines and columns count from 1, in characters, in the file (for front matter: in the Markdown file). Nothing
here reads, checks or converts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from yearbook.core.frozen import dataclass

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]


class Scalar(NamedTuple):
    """One text. `no`, `on`, `1:30`, `08`, `1e3` and `null` are the very characters written.

    There are dozens in each file, and a named tuple is made in a third of the time that a frozen dataclass takes.
    """

    text: str
    """As YAML reads it: quotes taken off, escapes resolved, lines folded. Empty where nothing was written."""
    plain: bool
    """Written without quotes, and not as a `|` or `>` block."""
    line: int
    column: int
    length: int
    """Characters in the file, quotes included; of the first line only, where it takes several. 0 if empty."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list. The place is that of its `[` or first `-`."""

    nodes: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Pairs in the order written, no key twice. The place is that of its `{` or first key."""

    pairs: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int

    def get(self, key: str) -> Node | None:
        """The value of `key`, or None if the mapping lacks it."""
        return next((value for each, value in self.pairs if each.text == key), None)


Node: TypeAlias = Scalar | Items | Mapping


def _child(node: Node, step: str | int) -> Node | None:
    """The value one step down, or None."""
    if isinstance(node, Mapping):
        return node.get(str(step))
    if isinstance(node, Items) and isinstance(step, int) and 0 <= step < len(node.nodes):
        return node.nodes[step]
    return None


def locate(node: Node, path: Path) -> Node:
    """The deepest value on `path` (keys, positions from 0): for a missing key, the mapping lacking it."""
    for step in path:
        below = _child(node, step)
        if below is None:
            return node
        node = below
    return node


def path_at(node: Node, line: int, column: int) -> Path:
    """Return the way to the innermost value whose key or beginning stands at a place or before it."""
    starts: list[tuple[int, int, str | int, Node]] = []
    if isinstance(node, Mapping):
        starts = [(key.line, key.column, key.text, value) for key, value in node.pairs]
    elif isinstance(node, Items):
        starts = [(each.line, each.column, at, each) for at, each in enumerate(node.nodes)]
    before = [each for each in starts if each[:2] <= (line, column)]
    if not before:
        return ()
    _, _, step, value = before[-1]
    return (step, *path_at(value, line, column))


def key_of(node: Node, path: Path) -> Scalar | None:
    """The deepest key on `path` that was written, to underline it; None if the path meets no key."""
    found = None
    for step in path:
        if isinstance(node, Mapping):
            found = next((key for key, _ in node.pairs if key.text == str(step)), found)
        below = _child(node, step)
        if below is None:
            break
        node = below
    return found


def plain(node: Node) -> Plain:
    """Return the value as dict, list and str for a validation library; an unquoted nothing, `~` or `null` is None."""
    if isinstance(node, Scalar):
        return None if node.plain and node.text in {"", "~", "null"} else node.text
    if isinstance(node, Items):
        return [plain(each) for each in node.nodes]
    return {key.text: plain(value) for key, value in node.pairs}


def scalars(node: Node) -> Iterator[Scalar]:
    """Yield every text in a value, but no keys."""
    if isinstance(node, Scalar):
        yield node
        return
    for each in node.nodes if isinstance(node, Items) else (value for _, value in node.pairs):
        yield from scalars(each)
