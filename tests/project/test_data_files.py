"""Nothing that the program reads back can run code: neither by how it is read, nor by what hostile bytes make of it."""

from __future__ import annotations

import ast
import json
import re
import tracemalloc
from pathlib import Path

import pytest

from tests.project.test_style import FILES, TREES
from tests.support.hostile_files import hostile_bytes, mutated
from yearbook.build.output.decision import Reason
from yearbook.build.output.folder import find_altered
from yearbook.build.output.manifest import FORMAT, MADE_BY, Manifest, ManifestEntry, decode_manifest, encode_manifest
from yearbook.core.digest import digest_bytes
from yearbook.deploy.publishing.release import Release, decode_release, encode_release

READS_CODE = {"pickle", "cPickle", "_pickle", "dill", "marshal", "shelve", "copyreg", "runpy", "code", "codeop", "dbm"}
"""Modules that can make code, or any object, of bytes."""
RUNS_CODE = {"eval", "exec", "compile", "__import__", "import_module", "unsafe_load", "full_load", "UnsafeLoader"}
SENDS = {"multiprocessing", "concurrent.futures", "distributed"}
"""Modules that pickle what they send."""
ALLOWED = {
    ("yearbook/core/digest.py", "marshal"): "writes the bytes that are hashed, and reads none",
    ("yearbook/model/own_fields.py", "copyreg"): "how a declared class is sent to another process",
    ("yearbook/core/parallel.py", "multiprocessing"): "processes of one build, by pipes",
    ("yearbook/core/parallel.py", "concurrent.futures"): "processes of one build, by pipes",
    ("yearbook/core/cluster.py", "distributed"): "workers of a cluster of one's own",
}


def modules_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_only_named_modules_can_make_objects_of_bytes() -> None:
    used = {
        (path, each)
        for path, tree in TREES.items()
        for module in modules_of(tree)
        for each in READS_CODE | SENDS
        if module == each or module.startswith(f"{each}.")
    }
    assert used == ALLOWED.keys()


def test_nothing_reads_marshal_or_pickle() -> None:
    reading = re.compile(r"\b(?:pickle|marshal|shelve|copyreg|distributed\.protocol)\.(?!dumps\b|pickle\b)[a-z]\w*\(")
    assert [path for path, text in FILES.items() if reading.search(text)] == []


def test_nothing_runs_code() -> None:
    """`re.compile` and `typst.compile` are no built-in functions."""
    found = []
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
            if name in RUNS_CODE and not (name == "compile" and isinstance(node, ast.Attribute)):
                found.append(f"{path}:{getattr(node, 'lineno', 0)} {name}")
    assert found == []


NAMES = tuple(hostile_bytes(Path("trap")))
ENTRIES = {"a/b.html": ["key", "digest", 5]}


@pytest.mark.parametrize("name", NAMES)
def test_hostile_records_of_a_site_are_damaged(name: str, tmp_path: Path) -> None:
    hostile = hostile_bytes(tmp_path / "trap")[name]
    assert decode_manifest(hostile) == Manifest({}, damaged=True)
    assert decode_release(hostile) is None
    assert not (tmp_path / "trap").exists()


def manifest(files: object, inputs: object = "") -> bytes:
    """A manifest with the right digest."""
    body = b", " + json.dumps({"inputs": inputs, "files": files}).encode()[1:]
    return json.dumps({"made by": MADE_BY, "format": FORMAT, "check": digest_bytes(body)}).encode()[:-1] + body


def test_a_wrong_type_in_any_slot_of_a_manifest_is_damage() -> None:
    assert decode_manifest(manifest(ENTRIES)) == Manifest({"a/b.html": ManifestEntry("key", "digest", 5)})
    for files in json_of(ENTRIES):
        found = decode_manifest(manifest(files))
        assert found.damaged or decode_manifest(encode_manifest(found)) == found
    wrong: tuple[object, ...] = (None, 1, [], {})
    assert all(decode_manifest(manifest(ENTRIES, each)).damaged for each in wrong)


@pytest.mark.parametrize("size", [-1, 0, 2**31, 2**62, 2**70])
def test_a_size_that_no_file_has_takes_no_memory(tmp_path: Path, size: int) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    tracemalloc.start()
    try:
        assert find_altered(tmp_path, [("a", ManifestEntry("key", digest_bytes(b"abc"), size))]) == {
            "a": Reason.ALTERED
        }
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_a_wrong_type_in_any_slot_of_a_release_is_damage() -> None:
    whole = json.loads(encode_release(Release({"a/b.html": "digest"})))
    for each in json_of(whole):
        found = decode_release(json.dumps(each).encode())
        assert found is None or decode_release(encode_release(found)) == found


def json_of(value: object) -> list[object]:
    """The copies with another value in one slot that JSON can hold."""
    return [each for each in mutated(value) if "b'" not in repr(each)]
