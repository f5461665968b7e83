"""Lock an output folder for one build.

The lock is on the folder itself, so there is no lock file. Each build puts a new folder in its place, and
the lock moves with it: `commit` locks the new tree before the exchange.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from dataclasses import field
from pathlib import Path

from yearbook.build.output import system
from yearbook.build.output.manifest import Manifest
from yearbook.build.output.recovery import old_sites, remove_leftovers
from yearbook.build.output.system import reporting_os_errors
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

_BUSY = DiagnosticKind(
    "YB605",
    "another build is writing to this folder",
    hint="Wait until it is done, or stop it, then build again.",
)
ANOTHER_OWNER = DiagnosticKind(
    "YB610",
    "this folder belongs to the user {owner}, and you ({user}) may not change it",
    hint="It was probably built once as {owner}. Make it yours: sudo chown -R {user} {folder}; from then on build as "
    "{user}.",
)
LEFT_OVER = DiagnosticKind(
    "YB608",
    "the site is in place, but what is left of the old one cannot be removed: {reason}",
    hint="The next build tries again. Look at the permissions of the hidden `.staging` folder beside it.",
)


@dataclass(frozen=True, slots=True)
class OutputLock:
    """An output folder that this process alone may write to, until `lock_output` ends."""

    folder: Path
    """Absolute, with symbolic links resolved; it exists."""
    display_name: str
    """The folder as the user named it."""
    descriptors: list[int] = field(default_factory=list)
    """Open descriptors, each holding the lock of one tree: the old one, and the new one once committed."""
    replaced: list[Manifest] = field(default_factory=list)
    """The old manifest once committed: it says which files of the old tree may be deleted."""

    @property
    def staging(self) -> Path:
        """The folder beside it for new and old trees; it exists only while a build writes."""
        return self.folder.parent / f".{self.folder.name}.staging"


@contextlib.contextmanager
def lock_output(folder: Path) -> Iterator[OutputLock]:
    """Lock the folder for one build, creating it if needed; remove leftovers before and after.

    Raises YB605 if another build holds the lock, YB610 if another user owns the folder, YB606 if `.<name>.staging` was
    not made by this program, YB600 and YB608 for errors of the operating system. A folder created here is removed if
    nothing was committed.
    """
    held = OutputLock(Path(os.path.realpath(folder)), folder.as_posix())
    created = False
    try:
        with reporting_os_errors(held.display_name):
            created = _acquire(held)
            _require_permission(held)
            _remove_leftovers(held)
        try:
            yield held
        except BaseException:
            with contextlib.suppress(OSError, DiagnosticsError):  # the next build removes them
                _remove_leftovers(held)
            raise
        _remove_old_site(held)
    finally:
        if created:
            with contextlib.suppress(OSError):
                held.folder.rmdir()
        release_lock(held)


def _require_permission(held: OutputLock) -> None:
    """Raise YB610 if another user owns the folder: said now, before the work, and in words that help."""
    if names := system.forbidding_owner(str(held.folder)):
        owner, user = names
        words = {"owner": owner, "user": user, "folder": held.display_name}
        raise DiagnosticsError([diagnostic(ANOTHER_OWNER, Location(held.display_name), **words)])


def release_lock(held: OutputLock) -> None:
    """Close the lock's descriptors. A forked worker does so first: it may outlive this process and keep the lock."""
    while held.descriptors:
        os.close(held.descriptors.pop())


def lock_tree(held: OutputLock, tree: str) -> None:
    """Lock one more tree. Raises `BlockingIOError` if another process holds its lock."""
    descriptor = system.open_and_lock(tree)
    if descriptor is not None:
        held.descriptors.append(descriptor)


def _acquire(held: OutputLock) -> bool:
    """Lock the folder; return True if it had to be created."""
    created = False
    try:
        while not _lock_current_folder(held):  # removed, created or exchanged while it was being locked: try again
            if not held.folder.exists() and not _restore_old_site(held):
                held.folder.mkdir(parents=True, exist_ok=True)
                created = True
    except BlockingIOError as error:
        raise DiagnosticsError([diagnostic(_BUSY, Location(held.display_name))]) from error
    return created


def _lock_current_folder(held: OutputLock) -> bool:
    """Take the lock; return False if the folder is missing, or no longer the one that was locked."""
    release_lock(held)
    try:
        lock_tree(held, str(held.folder))
        current = held.folder.stat()
    except FileNotFoundError:
        return False
    return all(os.path.samestat(os.fstat(each), current) for each in held.descriptors)


def _restore_old_site(held: OutputLock) -> bool:
    """Put back an old site that a killed build had moved aside; return False if there is none."""
    found = old_sites(held.staging)
    for site in found[:1]:
        with contextlib.suppress(FileNotFoundError):  # another build was faster
            lock_tree(held, str(site))  # so that a build that is just committing is not disturbed
            site.rename(held.folder)
    return bool(found)


def _remove_leftovers(held: OutputLock) -> None:
    remove_leftovers(held.staging, held.folder, held.replaced[0] if held.replaced else None)


def _remove_old_site(held: OutputLock) -> None:
    try:
        _remove_leftovers(held)
    except OSError as error:
        reason = system.error_reason(error)
        raise DiagnosticsError([diagnostic(LEFT_OVER, Location(held.display_name), reason=reason)]) from error
