"""Files as they are and as they are to be → the folder changed: all of them, or none.

Every new text stands beside its place before the first one is put there; what fails after that is taken back. A file
that somebody changed in the meantime is not overwritten. Knows nothing of what is in the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

CHANGED_MEANWHILE = DiagnosticKind(
    "YB280",
    "this file was changed or made by somebody else a moment ago; nothing was written",
    hint="look at the file, then start the command again",
)
NOT_WRITTEN = DiagnosticKind(
    "YB281",
    "this file could not be written ({reason}); everything is as it was before",
    hint="check that the disk has room and that the folder may be written to",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one file."""

    path: str
    """Posix path below the folder."""
    before: bytes | None
    """What is in it now; None where there is no such file."""
    after: bytes | None
    """What is to be in it; None where it goes away."""


def write_changes(root: Path, changes: Sequence[Change], name: str) -> None:
    """Make the changes in `root`, which people know as `name`. Raises ProblemsError, having changed nothing."""
    if meanwhile := [each for each in changes if _present(root / each.path) != each.before]:
        raise DiagnosticsError(_problem(CHANGED_MEANWHILE, each, name) for each in meanwhile)
    folders: list[Path] = []
    done: list[Change] = []
    current: Change | None = None
    try:
        for current in changes:
            if current.after is not None:
                _make_folders((root / current.path).parent, folders)
                _beside(root / current.path).write_bytes(current.after)
        for current in changes:
            done.append(current)
            _put(root / current.path, gone=current.after is None)
    except BaseException as error:
        _take_back(root, changes, done, folders)
        if not isinstance(error, OSError) or current is None:
            raise
        reason = error.strerror or type(error).__name__
        raise DiagnosticsError([_problem(NOT_WRITTEN, current, name, reason=reason)]) from error


def _problem(mistake: DiagnosticKind, change: Change, name: str, **words: str) -> Diagnostic:
    return diagnostic(mistake, Location(f"{name}/{change.path}" if name else change.path), **words)


def _present(file: Path) -> bytes | None:
    """The bytes of a file; None where there is none. Anything else that stands there counts as another's."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""


def _beside(file: Path) -> Path:
    """A hidden name, which reading content passes over."""
    return file.with_name(f".{file.name}.new")


def _make_folders(folder: Path, made: list[Path]) -> None:
    """The folder and those above it; the ones that were missing are added to `made`, the outermost first."""
    for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        each.mkdir()
        made.append(each)


def _put(file: Path, *, gone: bool) -> None:
    if gone:
        file.unlink()
    else:
        _beside(file).replace(file)


def _take_back(root: Path, changes: Sequence[Change], done: Sequence[Change], folders: Sequence[Path]) -> None:
    """As it was, as far as the system lets us."""
    for each in reversed(done):
        with suppress(OSError):
            if each.before is None:
                (root / each.path).unlink()
            elif _present(root / each.path) != each.before:
                _beside(root / each.path).write_bytes(each.before)
                _beside(root / each.path).replace(root / each.path)
    for each in changes:
        with suppress(OSError):
            _beside(root / each.path).unlink()
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()
