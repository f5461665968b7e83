"""The documents name what there is: files, functions, tests, rooms; the picture of the rooms is current."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from docs import rooms
from tests.project.test_rooms import ROOMS
from tests.support.paths import ROOT

DOCUMENTS = sorted(
    each.relative_to(ROOT).as_posix()
    for pattern in ("*.md", "Makefile", ".ci/run", "docs/*.md", "templates/*.md", "benchmarks/*.md", "fuzz/*.md")
    for each in ROOT.glob(pattern)
)
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
NAMED = re.compile(
    r"""
    (?<![\w/.$~-])
    (?P<path> (?: yearbook | tests | templates | docs | benchmarks | fuzz ) / [\w./*-]*? )
    (?: :: (?P<name>\w+) )?      # a function, a class or a value in it, as pytest writes it
    (?= [^\w./*:-] | [.:,] (?:\s|$) | $ )
    """,
    re.VERBOSE | re.MULTILINE,
)
ROW = re.compile(r"^\| `(\w+)` \|.*\|(.*)\|$", re.MULTILINE)


@cache
def defined(path: str) -> frozenset[str]:
    """The names of the functions, classes and values that a module defines, also those within classes."""
    names: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return frozenset(names)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_that_a_document_names_exist(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = {(each["path"].rstrip("."), each["name"]) for each in NAMED.finditer(text)}
    named = {each for each in named if "node_modules" not in each[0]}
    assert sorted(path for path, _ in named if not any(ROOT.glob(path.rstrip("/")))) == []
    assert sorted(f"{path}::{name}" for path, name in named if name and name not in defined(path)) == []


def test_the_architecture_lists_every_room_in_order_with_the_files_that_its_door_names() -> None:
    rows = [(room, re.findall(r"`([\w/]+\.py)`", cell)) for room, cell in ROW.findall(ARCHITECTURE) if room in ROOMS]
    assert [room for room, _ in rows] == [each for each in ROOMS if each and not each.startswith("_")]
    for room, files in rows:
        door = ast.get_docstring(ast.parse((ROOT / "yearbook" / room / "__init__.py").read_text("utf-8"))) or ""
        assert len(files) == 3, room
        assert [each for each in files if not (ROOT / "yearbook" / room / each).is_file()] == [], room
        assert [each for each in files if Path(each).stem not in door] == [], room


def test_the_picture_of_the_rooms_is_that_of_the_imports() -> None:
    assert rooms.PICTURE.read_text("utf-8") == rooms.picture(rooms.PACKAGE), "run `make rooms`"


def test_the_picture_has_every_room_in_the_order_of_the_table() -> None:
    order = rooms.in_order(rooms.room_imports(rooms.PACKAGE))
    assert order == [each for each in ROOMS if each and not each.startswith("_")]


def test_an_arrow_that_follows_from_others_is_left_out() -> None:
    graph = {"a": frozenset[str](), "b": frozenset({"a"}), "c": frozenset({"a", "b"})}
    assert rooms.reduced(graph) == {"a": frozenset(), "b": frozenset({"a"}), "c": frozenset({"b"})}
