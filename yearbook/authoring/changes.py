"""Write changes of content files: all of them, or none.

Every new text is written beside its place before the first file is replaced; after a failure everything is restored.
A file that somebody changed in the meantime is not overwritten.
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
    """The change of one file."""

    path: str
    """Posix path below the folder."""
    before: bytes | None
    """Its present content; None if it does not exist."""
    after: bytes | None
    """Its new content; None to remove it."""


def write_changes(root: Path, changes: Sequence[Change], name: str) -> None:
    """Write the changes in `root`; diagnostics call it `name`. Raises DiagnosticsError, with nothing changed."""
    if meanwhile := [each for each in changes if _present(root / each.path) != each.before]:
        raise DiagnosticsError(_diagnostic(CHANGED_MEANWHILE, each, name) for each in meanwhile)
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
            _apply(root / current.path, gone=current.after is None)
    except BaseException as error:
        _restore(root, changes, done, folders)
        if not isinstance(error, OSError) or current is None:
            raise
        reason = error.strerror or type(error).__name__
        raise DiagnosticsError([_diagnostic(NOT_WRITTEN, current, name, reason=reason)]) from error


def _diagnostic(mistake: DiagnosticKind, change: Change, name: str, **words: str) -> Diagnostic:
    return diagnostic(mistake, Location(f"{name}/{change.path}" if name else change.path), **words)


def _present(file: Path) -> bytes | None:
    """Return the bytes of a file, None if it does not exist. Anything else at the path counts as a changed file."""
    try:
        return file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""


def _beside(file: Path) -> Path:
    """Return a hidden name, which the loader ignores."""
    return file.with_name(f".{file.name}.new")


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make the folder and those above it; add the ones that were missing to `made`, outer ones first."""
    for each in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        each.mkdir()
        made.append(each)


def _apply(file: Path, *, gone: bool) -> None:
    if gone:
        file.unlink()
    else:
        _beside(file).replace(file)


def _restore(root: Path, changes: Sequence[Change], done: Sequence[Change], folders: Sequence[Path]) -> None:
    """Restore everything, as far as the system allows."""
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
