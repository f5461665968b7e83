"""Two editors, somebody at a text editor, and kills, in any order: no value that was entered is lost.

Every value is entered once. At the end each is in the file, or was replaced by somebody who saw it, or is kept as a
conflict; and the file can be read.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.authoring.editing.conftest import HONOR, HONOR_FILE, Desk, desk_of
from tests.support.small import small_world
from yearbook.authoring import changes
from yearbook.authoring.editing import workspace as workspace_module
from yearbook.authoring.editing.operations import BODY, Operation, read_value
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.documents.nodes import Plain
from yearbook.model.structure import Pointer

ROUNDS, STEPS = 24, 25
FIELDS: tuple[Pointer, ...] = (("title",), ("period",), ("notes", 0), ("sources", 1), ("sources", 2), BODY)


class Killed(BaseException):
    """The process ends here."""


class Table:
    """Two browsers, a text editor, and what they have entered."""

    def __init__(self, content: Path, chance: random.Random) -> None:
        self.content, self.chance = content, chance
        self.desk = desk_of(content)
        self.seen: list[dict[Pointer, Plain]] = [{}, {}]
        self.entered: dict[str, Pointer] = {}
        self.replaced: set[str] = set()
        self.number = 0

    def now(self, pointer: Pointer) -> Plain:
        desk: Desk = self.desk
        state = desk.workspace.state(HONOR)
        return read_value(state.files, state.place, HONOR_FILE, pointer)

    def look(self, who: int) -> None:
        self.seen[who] = {each: self.now(each) for each in FIELDS}

    def fresh(self, pointer: Pointer, before: Plain) -> tuple[Plain, str]:
        """A value that was never entered before, and the mark by which it is found again."""
        self.number += 1
        mark = f"新{self.number}号"
        if pointer == BODY:
            paragraphs = str(before or "").split("\n\n")
            paragraphs[self.chance.randrange(len(paragraphs))] = f"{mark}。"
            return "\n\n".join(paragraphs), mark
        if pointer[0] == "notes":
            return {"kind": "context", "text": {"zh": mark, "en": mark}}, mark
        if pointer[0] == "sources":
            return {"source": "letter", "at": mark}, mark
        return (f"{2000 + self.number % 100}" if pointer == ("period",) else mark), mark

    def enter(self, who: int) -> None:
        pointer = self.chance.choice(FIELDS)
        before = self.seen[who].get(pointer)
        after, mark = self.fresh(pointer, before)
        if pointer != ("period",):
            self.entered[mark] = pointer
            self.replaced |= {
                each for each in self.entered if each != mark and each in str(before) and each not in str(after)
            }
        operation = Operation(f"{who}-{self.number}", HONOR, HONOR_FILE, pointer, before, after)
        state = self.desk.workspace.enter(operation)
        self.seen[who][pointer] = read_value(state.files, state.place, HONOR_FILE, pointer)

    def write_file(self) -> None:
        """Somebody at a text editor changes a value that is there now."""
        file = self.content / HONOR_FILE
        self.number += 1
        text = file.read_text("utf-8")
        line = next(each for each in text.splitlines() if each.startswith("title: "))
        mark = f"新{self.number}号"
        self.replaced |= {each for each in self.entered if each in line}
        self.entered[mark] = ("title",)
        file.write_text(text.replace(line, f"title: {mark}"), "utf-8")

    def lost(self) -> list[str]:
        whole = (self.content / HONOR_FILE).read_text("utf-8")
        kept = str(self.desk.workspace.entries.get(HONOR, ""))
        return [each for each in self.entered if each not in self.replaced and each not in whole and each not in kept]


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_nothing_is_lost(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    table = Table(small_world(tmp_path / "content"), chance)

    def interrupted(root: Path, found: list[changes.Change], name: str) -> None:
        """Write, with somebody at a text editor just before it, or killed before or after it."""
        what = chance.random()
        if what < 0.1:
            table.write_file()
        if 0.1 < what < 0.2:
            raise Killed
        changes.write_changes(root, found, name)
        if 0.2 < what < 0.3:
            raise Killed

    monkeypatch.setattr(workspace_module, "write_changes", interrupted)
    for _ in range(STEPS):
        step = chance.choice((table.enter, table.enter, table.enter, table.look, None))
        try:
            table.write_file() if step is None else step(chance.randrange(2))
        except Killed:
            monkeypatch.setattr(workspace_module, "write_changes", changes.write_changes)
            table.desk = desk_of(table.content)
            monkeypatch.setattr(workspace_module, "write_changes", interrupted)
        except DiagnosticsError as error:
            pytest.fail(f"{error}")
    monkeypatch.setattr(workspace_module, "write_changes", changes.write_changes)
    table.desk = desk_of(table.content)
    assert table.lost() == []
    result = table.desk.workspace.loaded()
    assert result is not None
    assert [each for each in result.diagnostics if each.is_error] == []
