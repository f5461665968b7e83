"""Write output folders without the rest of a build."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from yearbook.build.output import system
from yearbook.build.output.decision import Decision, decide
from yearbook.build.output.folder import find_altered, read_output
from yearbook.build.output.lock import lock_output
from yearbook.build.output.manifest import MANIFEST, ManifestEntry
from yearbook.build.output.staging import OutputTree, commit, create_tree, write_output
from yearbook.core.diagnostics import DiagnosticsError, show
from yearbook.core.digest import digest_bytes
from yearbook.core.output_file import OutputFile

OLD = {"index.html": b"home", "b.html": b"old", "c/d.html": b"to go", "c/e.html": b"", "zh/x/y.html": b"deep"}


NEW = {
    "index.html": b"home",
    "b.html": b"new",
    "c/e.html": b"",
    "zh/x/y.html": b"deep",
    "f/g/h.html": b"made",
}


FOREIGN = {"CNAME": b"example.org", ".git/refs/main": b"1f2e", "c/note.txt": b"mine"}


def write_file(tree: OutputTree, path: str, data: bytes) -> ManifestEntry:
    written = write_output(tree, OutputFile(path, data)).written
    assert written
    return written


def build(folder: Path, pages: Mapping[str, bytes], *, during: Callable[[], None] = lambda: None) -> Decision:
    """A whole build; a page's key is the digest of its bytes."""
    wanted = {path: digest_bytes(data) for path, data in pages.items()}
    with lock_output(folder) as held:
        found = read_output(held)
        decision = decide(found, wanted, find_altered(held.folder, found.entries.items()))
        if not decision.is_nothing:
            tree = create_tree(held, {})
            written = {path: write_file(tree, path, pages[path]) for path, _ in decision.make}
            during()
            commit(held, found, decision, tree=tree, written=written)
    return decision


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pages(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in files(folder).items() if path != MANIFEST}


def put(folder: Path, content: Mapping[str, bytes]) -> None:
    for path, data in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def codes(error: pytest.ExceptionInfo[DiagnosticsError]) -> list[str]:
    texts = [show(each, language=language) for each in error.value.diagnostics for language in ("en", "zh")]
    assert all("{" not in text for text in texts)
    return [each.mistake.code for each in error.value.diagnostics]


def without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "exchange_folders", lambda first, second: False)
