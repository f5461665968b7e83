"""The shape and the words of the code: sizes, names, doors, and the phrases that are not used.

Which room may import which, and who may touch files, is in test_rooms.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tests.project.test_rooms import PACKAGE, ROOMS
from tests.support.paths import ROOT

LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
MOST_METHODS = 20
LARGE_CLASSES = {
    "yearbook/i18n/language.py Language": "everything that a language prints, a method for each",
}
"""Classes with more methods, and why they stay whole."""
MOST_POSITIONAL = 3

BANNED = re.compile(
    r"""
      what\ came\ of\ (?!it;) | what\ is\ told | what\ stands\ (?!beside) | the\ same,[ ]
    | as\ it\ is\. | and\ no\ more\.
    | (?: ^ | \.\  | " ) none\ where                                                            # as a sentence
    | \b (?: kitchen | cook(?:ed|s)? | bindery | easel | crew | scribe | desk | workshop ) \b  # images
    | \b press \b (?! \ (?: the | delete | ctrl | enter ) \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Phrases that comments, docstrings, names and texts for people do not use."""
FIRST_LINE = re.compile(r"[A-Z`“\d][^→]{8,}[.:?]")
"""A module's docstring begins with one plain sentence on one line; an arrow is no verb."""

FILES = {each.relative_to(ROOT).as_posix(): each.read_text("utf-8") for each in sorted(PACKAGE.rglob("*.py"))}
TREES = {path: ast.parse(text, path) for path, text in FILES.items()}
DOORS = {path: tree for path, tree in TREES.items() if path.endswith("/__init__.py") and path.count("/") > 1}


def functions() -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function with its file."""
    for path, tree in TREES.items():
        yield from ((path, each) for each in ast.walk(tree) if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for path, tree in TREES.items():
        yield from ((path, each) for each in ast.walk(tree) if isinstance(each, ast.ClassDef))


def public_names(tree: ast.Module) -> Iterator[str]:
    """The classes, functions and values that a module defines; type variables of one letter are no names."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [each.id for each in node.targets if isinstance(each, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            names = []
        yield from (each for each in names if not each.startswith("_") and len(each) > 1)


def test_no_function_is_longer_than_a_screen() -> None:
    assert [
        f"{path}:{each.lineno} {each.name}: {length(each)}"
        for path, each in functions()
        if length(each) > LONGEST_FUNCTION
    ] == []


def test_no_module_is_too_long() -> None:
    lengths = {path: text.count("\n") for path, text in FILES.items()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_no_class_has_too_many_methods() -> None:
    methods = {
        f"{path} {each.name}": sum(isinstance(part, ast.FunctionDef) for part in each.body) for path, each in classes()
    }
    assert {name for name, number in methods.items() if number > MOST_METHODS} == LARGE_CLASSES.keys()


def test_a_public_name_is_defined_in_one_module() -> None:
    modules = defaultdict(list)
    for path, tree in TREES.items():
        for name in set(public_names(tree)):
            modules[name].append(path)
    assert {name: paths for name, paths in modules.items() if len(paths) > 1} == {}


def test_constructors_take_few_positional_values() -> None:
    names = {each.name for _, each in classes()} | {"replace"}
    assert [
        f"{path}:{node.lineno} {called(node)}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and len(node.args) > MOST_POSITIONAL and called(node) in names
    ] == []


def called(call: ast.Call) -> str:
    """The last part of the name that is called."""
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_the_words_are_plain() -> None:
    assert [
        f"{path}:{number}: {line.strip()}"
        for path, text in FILES.items()
        for number, line in enumerate(text.splitlines(), 1)
        if BANNED.search(line)
    ] == []


def test_every_module_begins_with_one_sentence_that_says_what_it_does() -> None:
    first = {path: (ast.get_docstring(tree) or "").partition("\n")[0] for path, tree in TREES.items()}
    assert {path: line for path, line in first.items() if not FIRST_LINE.fullmatch(line)} == {}


def test_a_door_is_a_docstring_and_nothing_else() -> None:
    assert [path for path, tree in DOORS.items() if len(tree.body) != 1 or not ast.get_docstring(tree)] == []


def test_every_door_names_files_that_there_are() -> None:
    """The files to read first stand in backquotes, by their names or their paths in the folder."""
    for path, tree in DOORS.items():
        folder = (ROOT / path).parent
        named = re.findall(r"`([a-z_/]+\.py)`", ast.get_docstring(tree) or "")
        assert [each for each in named if not (folder / each).is_file()] == [], path


def test_every_room_has_its_folder_of_tests() -> None:
    rooms = {each for each in ROOMS if each and not each.startswith("_")}
    present = {each.parent.name for each in Path(ROOT, "tests").glob("*/__init__.py")}
    assert rooms <= present
    assert present - rooms == {"archive", "browser", "project", "support"}
