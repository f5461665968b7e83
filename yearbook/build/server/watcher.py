"""Watch the folders and take in one edit after the other, whatever happens to the folders or goes wrong.

A folder may be deleted and come back, as when another branch is checked out; then all of it is read again.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from watchfiles import Change, watch

from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session

QUIET = 15
"""Milliseconds without a change after which an edit counts as finished; a burst of changes is one edit."""
_LONGEST = 400
"""Milliseconds after which a burst is taken in even if it goes on."""
_LOOK = 1000
"""Milliseconds after which it is looked whether the folders are still the same."""

Changes: TypeAlias = Iterable[tuple[Change, str]]
Watch: TypeAlias = Callable[[Sequence[Path]], Iterator[Changes]]
_Identity: TypeAlias = tuple[Path, int, int] | None
"""A folder, its device and inode; None for one that is not there."""


def watch_folders(folders: Sequence[Path]) -> Iterator[Changes]:
    """Yield the changes of folders, and nothing at least each second. Raises OSError."""
    if folders:
        yield from watch(*folders, debounce=_LONGEST, step=QUIET, rust_timeout=_LOOK, yield_on_timeout=True)
    else:
        _wait()
        yield ()


def _wait() -> None:
    threading.Event().wait(_LOOK / 1000)


@dataclass(slots=True)
class Watcher:
    """Follows the folders of a preview in a thread of its own, and never ends."""

    session: Session
    notify: Callable[[Mapping[Any, str]], None]
    """Tells browsers what to reload, by open page."""
    watching: Watch = watch_folders
    pause: Callable[[], None] = _wait
    """Waits before the next attempt after an error."""
    known: tuple[_Identity, ...] = ()
    """The folders that are watched."""
    is_behind: bool = field(default=True)
    """Whether there may have been edits before the folders were watched."""

    def follow(self) -> None:
        """Follow edits without an end."""
        while True:
            self.turn()

    def turn(self) -> None:
        """Follow edits until the folders have to be watched anew. Never raises an Exception."""
        try:
            self.known, self.is_behind = self._folders(), True
            for changes in self.watching([each[0] for each in self.known if each]):
                if self.step(changes):
                    return
        except Exception as error:  # of the system: too many watched files, a folder that has just been deleted
            self._tell(error)
            self.pause()

    def step(self, changes: Changes) -> bool:
        """Take in changes; return whether the folders have to be watched anew. Never raises an Exception."""
        changed = {Path(path) for _, path in changes}
        try:
            is_moved = self._folders() != self.known or any(each and each[0] in changed for each in self.known)
            if changed or is_moved or self.is_behind:
                paths = None if is_moved or self.is_behind else self._in_content(changed)
                self.is_behind = False
                self._notify(self.session.edited(paths))
        except Exception as error:
            self._tell(error)
            return True
        return is_moved

    def _tell(self, error: Exception) -> None:
        try:
            self._notify(self.session.failed(error))
        except Exception:  # the terminal is gone; the next edit is followed all the same
            return

    def _notify(self, pages: Mapping[Any, str]) -> None:
        if pages:
            self.notify(pages)

    def _folders(self) -> tuple[_Identity, ...]:
        return tuple(map(_identity, _watched(self.session.options)))

    def _in_content(self, changed: Iterable[Path]) -> set[str]:
        """Return the changed paths in the content folder. Changes of templates are seen from their digests."""
        content = self.session.options.content.resolve()
        return {each.relative_to(content).as_posix() for each in changed if each.is_relative_to(content)}


def _watched(options: BuildOptions) -> list[Path]:
    return [each for each in (options.content, options.templates, options.default_templates) if each]


def _identity(folder: Path) -> _Identity:
    try:
        real = folder.resolve(strict=True)
        status = real.stat()
    except (OSError, RuntimeError):
        return None
    return (real, status.st_dev, status.st_ino) if real.is_dir() else None
