"""Files written all or not at all: what fails is taken back, and what somebody else wrote meanwhile stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from yearbook.authoring.changes import Change, write_changes
from yearbook.core.diagnostics import DiagnosticsError


def files(root: Path) -> dict[str, bytes]:
    return {each.relative_to(root).as_posix(): each.read_bytes() for each in root.rglob("*") if each.is_file()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("a.md", "b.md", "c.md"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


CHANGES = (
    Change("a.md", b"a.md", b"other"),
    Change("deep/er/new.md", None, b"new"),
    Change("b.md", b"b.md", None),
    Change("c.md", b"c.md", b"third"),
)


def test_files_are_changed_made_and_removed(root: Path) -> None:
    write_changes(root, CHANGES, "content")
    assert files(root) == {"a.md": b"other", "deep/er/new.md": b"new", "c.md": b"third"}


def test_a_file_that_was_changed_meanwhile_stops_everything(root: Path) -> None:
    (root / "c.md").write_bytes(b"edited")
    with pytest.raises(DiagnosticsError) as caught:
        write_changes(root, CHANGES, "content")
    assert [(each.mistake.code, each.place.path) for each in caught.value.diagnostics] == [("YB280", "content/c.md")]
    assert files(root) == {"a.md": b"a.md", "b.md": b"b.md", "c.md": b"edited"}


def test_a_file_that_came_meanwhile_is_not_overwritten(root: Path) -> None:
    (root / "deep/er").mkdir(parents=True)
    (root / "deep/er/new.md").write_bytes(b"theirs")
    with pytest.raises(DiagnosticsError):
        write_changes(root, CHANGES, "content")
    assert files(root)["deep/er/new.md"] == b"theirs"
    assert files(root)["a.md"] == b"a.md"


@pytest.mark.parametrize("name", ["replace", "unlink", "write_bytes", "mkdir"])
@pytest.mark.parametrize("when", range(4))
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_what_fails_is_taken_back(
    root: Path, name: str, when: int, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, calls, real = files(root), [0], getattr(Path, name)

    def failing(*arguments: object, **more: object) -> object:
        calls[0] += 1
        if calls[0] == when + 1:
            raise error
        return real(*arguments, **more)

    monkeypatch.setattr(Path, name, failing)
    try:
        write_changes(root, CHANGES, "content")
    except DiagnosticsError as found:
        assert [each.mistake.code for each in found.diagnostics] == ["YB281"]
        assert "No space left" in found.diagnostics[0].text()
    except KeyboardInterrupt:
        pass
    else:
        assert calls[0] <= when  # it was not called that often
        return
    monkeypatch.undo()
    assert files(root) == before
    assert [each.name for each in root.iterdir() if each.is_dir()] == []
