"""A workspace over the small yearbook, without a server."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import EllipsisType

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.authoring.editing.operations import Operation, read_value
from yearbook.authoring.editing.workspace import RecordState, Workspace
from yearbook.build.loading import LoadResult, load
from yearbook.build.options import BuildOptions
from yearbook.content.tree import read_tree
from yearbook.content.yearbook import Key
from yearbook.core.documents.nodes import Plain
from yearbook.model.structure import Pointer

HONOR: Key = ("honor", "green-city")
HONOR_FILE, HONOR_ENGLISH = "honors/2017/green-city.md", "honors/2017/green-city.en.md"
OFFICE: Key = ("unit", "green-office")


@dataclass
class Desk:
    """A workspace, and what its editor sees."""

    content: Path
    workspace: Workspace
    number: int = 0
    written: list[str] = field(default_factory=list)

    def change(
        self, key: Key, pointer: Pointer, after: Plain, path: str = "", before: Plain | EllipsisType = ...
    ) -> RecordState:
        """Enter a value, as an editor does who sees the present one (or `before`)."""
        self.number += 1
        place = self.workspace.place(key)
        path = path or next(iter(place.texts))
        state = self.workspace.state(key)
        seen = read_value(state.files, place, path, pointer) if isinstance(before, EllipsisType) else before
        return self.workspace.enter(
            Operation(id=f"{id(self)}-{self.number}", record=key, path=path, pointer=pointer, before=seen, after=after)
        )

    def read(self, path: str) -> str:
        return (self.content / path).read_text("utf-8")


def desk_of(content: Path) -> Desk:
    """A new process that takes up the folder."""
    options = BuildOptions(content, ROOT / "templates", content.parent / "site", drafts=True)
    loaded = load(options, read_tree(content, content.name))
    found: list[str] = []

    def result() -> LoadResult:
        return loaded

    def changed(paths: Iterable[str]) -> None:
        found.extend(paths)

    workspace = Workspace(content, result, changed)
    workspace.recover()
    workspace.take_up()
    return Desk(content, workspace, written=found)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_of(small_world(tmp_path / "content"))
