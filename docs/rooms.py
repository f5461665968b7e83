"""Draw the rooms of the package and which imports which: docs/pictures/rooms.svg, made by `make pictures`.

The picture follows from the import statements alone and is the same on every machine.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "yearbook"
PICTURE = ROOT / "docs" / "pictures" / "rooms.svg"

Graph = Mapping[str, frozenset[str]]
"""Room → the rooms that it imports."""

WIDTH, MARGIN = 820, 16
ROW, BOX_WIDTH, BOX_HEIGHT = 52, 120, 32
"""Sizes in pixels. A room is a box on a row of its own, with the first sentence of its door at the right."""
ARCS = 140
"""Width of the space for arrows, at the left of the boxes."""
LINE = 76
"""Characters on a line of text."""
STYLE = """
text { font: 14px system-ui, sans-serif; fill: #222 }
.name { font: 600 15px ui-monospace, monospace; text-anchor: middle }
rect { fill: #f4efe6; stroke: #8a7a5c }
path { fill: none; stroke: #a33; stroke-width: 1.2 }
.head { fill: #a33; stroke: none }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd } rect { fill: #2c2a26; stroke: #a89a7c } path { stroke: #e88 } .head { fill: #e88 }
}
"""


def room_imports(package: Path) -> dict[str, frozenset[str]]:
    """Return for every room of the package the other rooms that its modules import."""
    rooms = sorted(each.parent.name for each in package.glob("*/__init__.py"))
    return {room: frozenset(_imported(package, room)) & frozenset(rooms) - {room} for room in rooms}


def _imported(package: Path, room: str) -> Iterator[str]:
    """The rooms named in the import statements of one room."""
    for file in (package / room).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [f"{node.module}.{each.name}" for each in node.names]
            else:
                names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            yield from (each.split(".")[1] for each in names if each.startswith(f"{package.name}."))


def in_order(graph: Graph) -> list[str]:
    """Return the rooms, each after all that it imports; those of the same depth by name."""
    return sorted(graph, key=lambda room: (depth(graph, room), room))


def depth(graph: Graph, room: str) -> int:
    """Return the length of the longest chain of imports that begins at a room."""
    return max((1 + depth(graph, each) for each in graph[room]), default=0)


def reduced(graph: Graph) -> dict[str, frozenset[str]]:
    """Return the graph without the arrows that follow from others."""
    reached = {room: _reached(graph, room) for room in graph}
    return {room: found - frozenset().union(*(reached[each] for each in found)) for room, found in graph.items()}


def _reached(graph: Graph, room: str) -> frozenset[str]:
    """All that a room imports, directly or through others."""
    return graph[room].union(*(_reached(graph, each) for each in graph[room]))


def first_sentence(package: Path, room: str) -> str:
    """Return the first line of the docstring of a room, without its backquotes."""
    door = ast.get_docstring(ast.parse((package / room / "__init__.py").read_text("utf-8"))) or ""
    return door.partition("\n")[0].replace("`", "")


def picture(package: Path) -> str:
    """Return the picture as SVG."""
    graph = room_imports(package)
    rooms = in_order(graph)
    lines = [*_arrows(rooms, reduced(graph)), *(part for room in rooms for part in _box(rooms, room, package))]
    height = 2 * MARGIN + ROW * len(rooms)
    size = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    title = "<title>The rooms of the package; an arrow goes from a room to one that it imports</title>"
    return "\n".join(
        (f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', title, f"<style>{STYLE}</style>", *lines, "</svg>\n")
    )


def _middle(rooms: Sequence[str], room: str) -> int:
    """The height at which the middle of a room's box is."""
    return MARGIN + ROW * rooms.index(room) + ROW // 2


def _box(rooms: Sequence[str], room: str, package: Path) -> Iterator[str]:
    """The box of a room and its sentence, on one line or two."""
    y = _middle(rooms, room)
    yield f'<rect x="{ARCS}" y="{y - BOX_HEIGHT // 2}" width="{BOX_WIDTH}" height="{BOX_HEIGHT}" rx="4"/>'
    yield f'<text class="name" x="{ARCS + BOX_WIDTH // 2}" y="{y + 5}">{room}</text>'
    lines = wrap(first_sentence(package, room), LINE)
    for number, line in enumerate(lines):
        height = y + 5 + round(18 * (number - (len(lines) - 1) / 2))
        yield f'<text x="{ARCS + BOX_WIDTH + 16}" y="{height}">{escape(line)}</text>'


def _arrows(rooms: Sequence[str], graph: Graph) -> Iterator[str]:
    """An arrow for each import: down the middle to the next room, else a curve at the left, the wider the farther."""
    for room in rooms:
        for other in sorted(graph[room], key=rooms.index):
            steps = rooms.index(room) - rooms.index(other)
            start, end = _middle(rooms, room), _middle(rooms, other)
            x = ARCS + BOX_WIDTH // 2
            if steps == 1:
                top = end + BOX_HEIGHT // 2
                yield f'<path d="M{x} {start - BOX_HEIGHT // 2}V{top + 6}"/>'
                yield f'<path class="head" d="M{x} {top}l-4 8h8z"/>'
            else:
                reach = min(ARCS - 4, 34 * steps)
                start, end = start - 6, end + 6
                yield f'<path d="M{ARCS} {start}C{ARCS - reach} {start} {ARCS - reach} {end} {ARCS - 8} {end}"/>'
                yield f'<path class="head" d="M{ARCS} {end}l-9 -4v8z"/>'


def main() -> None:
    """Write the picture."""
    PICTURE.write_text(picture(PACKAGE), "utf-8")
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
