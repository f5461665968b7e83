"""The order of the rooms, read off the syntax trees: who may import whom, and who may touch files."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter

from tests.support.paths import ROOT

PACKAGE = ROOT / "yearbook"

ROOMS: dict[str, frozenset[str]] = {
    "": frozenset(),
    "core": frozenset({"distributed", "markupsafe", "msgspec", "yaml"}),
    "model": frozenset({"pydantic", "pydantic_core", "typing_extensions"}),
    "i18n": frozenset({"babel", "pypinyin"}),
    "markdown": frozenset({"markdown", "markupsafe", "nh3"}),
    "content": frozenset({"pydantic", "pydantic_core"}),
    "checks": frozenset(),
    "data": frozenset(),
    "site": frozenset({"PIL", "jinja2", "markupsafe", "pypdf", "snowballstemmer"}),
    "book": frozenset({"typst", "manimgx_fonts_cjk", "pylopdf_fonts_zh_cn"}),  # the typesetter and its typefaces
    "build": frozenset({"livereload", "markupsafe", "tornado", "watchfiles"}),
    "authoring": frozenset({"jinja2", "markdown", "markupsafe", "openpyxl", "ruamel", "tornado"}),
    "deploy": frozenset(),
    "cli": frozenset({"click"}),
    "__main__": frozenset(),
}
"""Every room of the package, each below all that it may import → the libraries from outside that it may use.

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
    "authoring.editing.journal": "the journal of what editors enter",
    "authoring.editing.server.get": "the room's own script and style",
    "authoring.editing.workspace._read": "the files of the record that an editor changes",
    "authoring.content_folder": "the content that a person works on",
    "authoring.changes": "the files that a person changes",
    "authoring.new_yearbook": "the example for beginners",
    "authoring.next_edition": "the templates of the older edition",
    "authoring.last_change": "the records that a person names",
    "authoring.guide.pages.read_guide_texts": "the guide's texts",
    "authoring.guide.pages.read_pictures": "the guide's pictures",
    "authoring.guide.pages.read_style": "its styles",
    "authoring.spreadsheets.excel_outline.sheet_outlines": "parts of bytes in memory, which zipfile opens by that name",
    "authoring.spreadsheets.record_files._present": "the file of records that new ones are added to",
    "authoring.spreadsheets.sheets.read_sheets": "the spreadsheet that a person names",
    "authoring.translation_stamps": "the translations that a person names",
    "book.share_images.read_share_context": "the template of the pictures",
    "book.typesetting.read_typesetter": "the book's templates",
    "build.output": "the output folder",
    "build.server.handlers.get": "the preview's own script and style",
    "checks.coverage": "the texts of the sources, which are no content",
    "content.source_files": "the content, again, for the places of mistakes",
    "content.tree": "content",
    "core.documents": "content, and the strings files",
    "core.messages": "the catalogues of messages",
    "core.overlay": "which templates there are",
    "core.toolchain": "this program, which is part of what shapes the output",
    "deploy": "a finished site, and releases",
    "site.assets": "styles and scripts",
    "site.images._opened": "bytes in memory, which Pillow opens by that name",
    "site.images._smaller": "the same",
    "site.rendering": "templates",
}
MAY_CHANGE = {
    "authoring.changes.write_changes": "the files that a person names, or asks for by name",
    "authoring.changes._make_folders": "folders for them",
    "authoring.changes._apply": "one of them",
    "authoring.changes._restore": "them again, where one could not be written",
    "authoring.editing.journal._prepare": "the folder of the journal",
    "authoring.trial_load.load_with_changes": "a copy of the content, in the system's folder for temporary files",
    "authoring.trial_load._link": "one file of that copy",
    "book.typesetting._compile": "a folder for pictures, in the system's folder for temporary files",
    "book.typesetting._write_pictures": "pictures in it",
    "build.output": "the output folder",
    "deploy.publishing": "the place that a person names, and copies of what was there",
}
"""Module, package or function → what it touches. Everything else works on values."""

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


def room(name: str) -> str:
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
    """The module that a full name of the package is in: `yearbook.build.output.lock.Held` → `store.hold`."""
    name = full.partition(".")[2]
    while name and name not in TREES:
        name = name.rpartition(".")[0]
    return name


def test_a_module_imports_only_what_is_above_it() -> None:
    order = list(ROOMS)
    ours = [each for each in imports() if room(each[2]) == "yearbook"]
    assert len(ours) > 100
    assert [place for name, place, full in ours if order.index(room(within(full))) > order.index(room(name))] == []


def test_a_module_uses_no_other_library_than_its_own() -> None:
    known = sys.stdlib_module_names | {"yearbook"}
    assert [place for name, place, full in imports() if room(full) not in known | ROOMS[room(name)]] == []


def test_no_library_is_allowed_that_is_not_used() -> None:
    used = {(room(name), room(full)) for name, _, full in imports()}
    assert [(name, each) for name, allowed in ROOMS.items() for each in allowed if (name, each) not in used] == []


def test_no_import_hides_in_a_function() -> None:
    hiding = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef
    for name, found in NODES.items():
        for node in found:
            assert not isinstance(node, hiding) or not list(imported(ast.walk(node))), f"{name}:{node.lineno}"
            assert named(node) not in {"__import__", "import_module"}, name


def named(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def test_the_table_names_exactly_the_modules_that_there_are() -> None:
    assert {room(each) for each in TREES} == set(ROOMS)


def test_modules_do_not_import_each_other_in_a_circle() -> None:
    graph: dict[str, set[str]] = {name: set() for name in TREES}
    for name, _, full in imports():
        if room(full) == "yearbook":
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


def leave(function: str, leaves: Iterable[str]) -> set[str]:
    """The entries of `leaves` that allow this function (its module and name) to touch files."""
    return {each for each in leaves if function == each or function.startswith(f"{each}.")}


def test_only_some_modules_touch_files() -> None:
    assert [
        f"{place} calls {name}"
        for function, place, name in calls()
        if (name in CHANGES and not leave(function, MAY_CHANGE)) or (name in LOOKS and not leave(function, MAY_LOOK))
    ] == []


def test_every_leave_to_touch_files_is_used() -> None:
    """A leave that nobody needs is an open door; this also shows that the search for such calls finds them."""
    found = list(calls())
    for leaves, names in ((MAY_LOOK, LOOKS), (MAY_CHANGE, CHANGES)):
        used = {each for function, _, name in found if name in names for each in leave(function, leaves)}
        assert used == set(leaves)


def test_the_stages_know_neither_clock_nor_chance_nor_environment() -> None:
    hidden = {"now", "utcnow", "today", "time_ns", "environ", "getenv", "urandom", "uuid4", "getpreferredencoding"}
    found = {
        name
        for name, nodes in NODES.items()
        for node in nodes
        if isinstance(node, ast.Attribute) and node.attr in hidden
    }
    assert {each for each in found if not each.startswith("cli.")} <= {"build.output.recovery"}
    chance = ("random", "secrets", "locale", "uuid")
    assert [place for name, place, full in imports() if room(full) in chance and room(name) != "cli"] == []
    assert {room(name) for name, _, full in imports() if room(full) == "time"} <= {"cli"}
