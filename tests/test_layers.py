"""The order of the pipeline, held over the syntax trees: who may import whom, and who may touch files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "yearbook"

LAYERS: dict[str, frozenset[str]] = {
    "": frozenset(),
    "frozen": frozenset(),
    "problems": frozenset(),
    "reporting": frozenset(),
    "digest": frozenset({"markupsafe"}),  # it tells HTML that is marked as such from text
    "memory": frozenset(),
    "toolchain": frozenset(),
    "model": frozenset({"pydantic", "pydantic_core"}),
    "source": frozenset({"yaml"}),
    "prose": frozenset({"markdown", "markupsafe", "nh3"}),
    "schema": frozenset({"pydantic", "pydantic_core"}),
    "library": frozenset(),
    "truth": frozenset(),
    "gather": frozenset(),
    "language": frozenset({"babel", "pypinyin"}),
    "routes": frozenset(),
    "folders": frozenset(),
    "assets": frozenset(),
    "drawings": frozenset(),
    "pictures": frozenset({"PIL"}),
    "audit": frozenset(),
    "coverage": frozenset(),
    "exports": frozenset(),
    "views": frozenset({"markupsafe"}),
    "render": frozenset({"jinja2", "markupsafe"}),
    "plan": frozenset(),
    "work": frozenset(),
    "order": frozenset(),
    "cluster": frozenset({"distributed"}),  # nothing imports it: the command loads it where it is asked for
    "search": frozenset({"snowballstemmer"}),
    "making": frozenset(),
    "press": frozenset({"typst", "manimgx_fonts_cjk", "pylopdf_fonts_zh_cn"}),  # the typesetter and its typefaces
    "store": frozenset(),
    "standing": frozenset(),
    "reading": frozenset(),
    "interface": frozenset(),
    "arranging": frozenset(),
    "production": frozenset(),
    "stamping": frozenset(),
    "guide": frozenset({"markdown", "markupsafe"}),
    "inspection": frozenset(),
    "pipeline": frozenset(),
    "desk": frozenset({"ruamel"}),
    "spreadsheets": frozenset({"openpyxl"}),
    "publishing": frozenset(),
    "preview": frozenset({"livereload", "markupsafe", "tornado", "watchfiles"}),
    "cli": frozenset({"click"}),
    "__main__": frozenset(),
}
"""Every module of the package, each below all that it may import → the libraries from outside that it may use.

The empty name is the package itself, which holds the version.
"""

LOOKS = {"open", "read_text", "read_bytes", "iterdir", "glob", "rglob", "scandir", "listdir", "walk", "mmap"}
CHANGES = {
    "write_text", "write_bytes", "mkdir", "makedirs", "mkdtemp", "mkstemp", "touch", "unlink", "remove", "removedirs",
    "rmdir", "rmtree", "rename", "renames", "copy", "copy2", "copyfile", "copytree", "copystat", "move", "link",
    "symlink", "hardlink_to", "symlink_to", "chmod", "chown", "truncate", "utime", "NamedTemporaryFile",
    "TemporaryDirectory",
}  # fmt: skip
MAY_LOOK = {
    "desk": "the content that a person works on, and the example for beginners",
    "source": "content, and the strings files through it",
    "render": "templates",
    "toolchain": "this program, which is part of what shapes the output",
    "folders": "which templates there are",
    "assets": "styles and scripts",
    "pictures._opened": "bytes in memory, which Pillow opens by that name",
    "pictures._smaller": "the same",
    "coverage": "the texts of the sources, which are no content",
    "press.typesetting.read_press": "the book's templates",
    "press.sharing.read_easel": "the template of the pictures",
    "store": "the output folder",
    "preview.serving.get": "the preview's own script and style",
    "stamping": "the records that a person names",
    "guide.pages.read_texts": "the guide's texts",
    "guide.pages.read_style": "its styles",
    "spreadsheets.sheets.read_sheets": "the spreadsheet that a person names",
    "spreadsheets.files._present": "the file of records that new ones are added to",
    "inspection": "a finished site",
    "publishing": "releases",
}
MAY_CHANGE = {
    "desk.changes.write": "the files that a person names, or asks for by name",
    "desk.changes._make_folders": "folders for them",
    "desk.changes._put": "one of them",
    "desk.changes._take_back": "them again, where one could not be written",
    "desk.trial.trial": "a copy of the content, in the system's folder for temporary files",
    "desk.trial._link": "one file of that copy",
    "store": "the output folder",
    "publishing": "the place that a person names, and copies of what was there",
    "stamping._write": "one line of the records that a person names",
}
"""Layer, or one function of a layer → what it touches. Everything else works on values."""

Tree = ast.Module


def trees() -> dict[str, Tree]:
    """Every module by its dotted name below the package: `store.hold`, `store` for its `__init__`."""
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(each for each in parts if each != "__init__")] = ast.parse(file.read_text("utf-8"), str(file))
    return found


TREES = trees()
NODES = {name: tuple(ast.walk(tree)) for name, tree in TREES.items()}


def layer(name: str) -> str:
    return name.partition(".")[0]


def imported(found: Iterable[ast.AST]) -> Iterator[tuple[int, str]]:
    """Every import among these nodes, in functions and for type checking too: (line, full name)."""
    for node in found:
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"line {node.lineno}: imports are absolute"
            yield from ((node.lineno, f"{node.module}.{each.name}") for each in node.names)


def imports() -> Iterator[tuple[str, str, str]]:
    """Every import of every module: (module, its place, full name)."""
    for name, found in NODES.items():
        yield from ((name, f"{name}:{line} imports {full}", full) for line, full in imported(found))


def within(full: str) -> str:
    """The module that a full name of the package is in: `yearbook.store.hold.Held` → `store.hold`."""
    name = full.partition(".")[2]
    while name and name not in TREES:
        name = name.rpartition(".")[0]
    return name


def test_a_module_imports_only_what_is_above_it() -> None:
    order = list(LAYERS)
    ours = [each for each in imports() if layer(each[2]) == "yearbook"]
    assert len(ours) > 100
    assert [place for name, place, full in ours if order.index(layer(within(full))) > order.index(layer(name))] == []


def test_a_module_uses_no_other_library_than_its_own() -> None:
    known = sys.stdlib_module_names | {"yearbook"}
    assert [place for name, place, full in imports() if layer(full) not in known | LAYERS[layer(name)]] == []


def test_no_library_is_allowed_that_is_not_used() -> None:
    used = {(layer(name), layer(full)) for name, _, full in imports()}
    assert [(name, each) for name, allowed in LAYERS.items() for each in allowed if (name, each) not in used] == []


def test_no_import_hides_in_a_function() -> None:
    hiding = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
    for name, found in NODES.items():
        for node in found:
            assert not isinstance(node, hiding) or not list(imported(ast.walk(node))), f"{name}:{node.lineno}"
            assert named(node) not in {"__import__", "import_module"}, name


def named(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_the_table_names_exactly_the_modules_that_there_are() -> None:
    assert {layer(each) for each in TREES} == set(LAYERS)


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in TREES}
    for name, _, full in imports():
        if layer(full) == "yearbook":
            graph[name] |= {within(full)} - {name, ""}
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the circle


def calls() -> Iterator[tuple[str, str, str]]:
    """Every call: (module and the function around it, its place, what is called)."""
    for name, found in NODES.items():
        functions = {
            id(inner): node.name
            for node in found
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for inner in ast.walk(node)
        }
        for node in found:
            if isinstance(node, ast.Call):
                yield f"{name}.{functions.get(id(node), '')}", f"{name}:{node.lineno}", called(node)


def called(call: ast.Call) -> str:
    """The name of what is called, where it can touch a file; `rename` for `replace`, which texts have too."""
    name, owner = named(call.func), named(getattr(call.func, "value", call.func))
    if name == "replace" and isinstance(call.func, ast.Attribute):
        return "rename" if owner == "os" or len(call.args) + len(call.keywords) == 1 else ""
    if name in ("copy", "walk", "remove", "link", "move") and owner not in ("os", "shutil"):
        return ""  # methods of many values
    return name


def test_only_some_layers_touch_files() -> None:
    assert [
        f"{place} calls {name}"
        for function, place, name in calls()
        if (name in CHANGES and not {layer(function), function} & set(MAY_CHANGE))
        or (name in LOOKS and not {layer(function), function} & set(MAY_LOOK))
    ] == []


def test_every_leave_to_touch_files_is_used() -> None:
    """A leave that nobody needs is an open door; this also shows that the search for such calls finds them."""
    found = list(calls())
    for leaves, names in ((MAY_LOOK, LOOKS), (MAY_CHANGE, CHANGES)):
        assert {
            leave
            for leave in leaves
            for function, _, name in found
            if name in names and leave in (layer(function), function)
        } == set(leaves)


def test_the_stages_know_neither_clock_nor_chance_nor_environment() -> None:
    hidden = {"now", "utcnow", "today", "time_ns", "environ", "getenv", "urandom", "uuid4", "getpreferredencoding"}
    found = {
        layer(name)
        for name, nodes in NODES.items()
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in hidden
    }
    assert found <= {"store", "cli"}  # names of trees that are being made; the language of messages
    assert [place for name, place, full in imports() if layer(full) in ("random", "secrets", "locale", "uuid")] == []
    assert {layer(name) for name, _, full in imports() if layer(full) == "time"} <= {"cli"}
