"""An output folder → the same folder, held by one build, with the leftovers of a killed one cleared away.

The lock is on the folder itself, so that no lock file litters the place. The folder changes its identity with
each build, and the lock goes along: `commit` locks the new tree before it takes the old one's place.

New trees are made beside the folder: `site` has `.site.staging`, there only while a build writes. In it:

    1f2e3d4c-9876   a tree that was made as inode 9876. While it still is that inode, it is a new tree that
                    never got into place: all in it is a copy or a link. Later it is the old site.
    5a6b7c8d-0      the old site, put aside by a plain rename. If `site` is missing, it belongs back there.

The first part is random, so that a worker which outlives its killed build cannot write into the next one's
tree. An old site is taken down file by file: what the record does not name is moved over, and never deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from yearbook.build.output import system
from yearbook.build.output.manifest import MANIFEST, Manifest, ManifestEntry, decode_manifest
from yearbook.build.output.system import reporting_failure
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

# pathlib takes several times as long, which tells at 20,000 files.
# ruff: noqa: PTH103, PTH104, PTH106, PTH108, PTH116, PTH120, PTH123, PTH208

_BUSY = DiagnosticKind(
    "YB605",
    "another build is writing to this folder",
    hint="Wait until it is done, or stop it, then build again.",
)
NOT_STAGING = DiagnosticKind(
    "YB606",
    "this folder is needed for new pages, but `{name}` in it was not made by this program",
    hint="It was left untouched. Move it elsewhere, then build again.",
)

LEFT_OVER = DiagnosticKind(
    "YB608",
    "the site is in place, but what is left of the old one cannot be removed: {reason}",
    hint="The next build tries again. Look at the permissions of the hidden `.staging` folder beside it.",
)

_TREE = re.compile(r"[0-9a-f]{8}(?:-(\d+))?")
_ASIDE = "-0"  # no folder has inode 0


@dataclass(frozen=True, slots=True)
class Held:
    """An output folder that this process alone may write to, until `hold` ends."""

    folder: Path
    """Absolute, symbolic links followed; it exists."""
    shown: str
    """As the person named it."""
    descriptors: list[int] = field(default_factory=list)
    """Open, each with the lock of one tree: the old one, and the new one once committed."""
    replaced: list[Manifest] = field(default_factory=list)
    """The old record once committed: what may be deleted of the old tree."""

    @property
    def beside(self) -> Path:
        """The folder for new and old trees; missing while nothing is written."""
        return self.folder.parent / f".{self.folder.name}.staging"

    @property
    def memory(self) -> Path:
        """The file of what builds remember; it can be deleted at any time."""
        return self.folder.parent / f".{self.folder.name}.memory"


@contextlib.contextmanager
def hold_output(folder: Path) -> Iterator[Held]:
    """Locks the folder, made if missing, for one build; at the end removes what is left beside it.

    Raises YB605 where another build holds it, YB606 where `.<name>.staging` is not ours, YB600 and YB608
    where the system refuses. A folder made here goes again if nothing was committed.
    """
    held = Held(Path(os.path.realpath(folder)), folder.as_posix())
    made = False
    try:
        with reporting_failure(held.shown):
            made = _acquire(held)
            _clear(held)
        try:
            yield held
        except BaseException:
            with contextlib.suppress(OSError, DiagnosticsError):  # what is left, the next build clears away
                _clear(held)
            raise
        _clear_at_end(held)
    finally:
        if made:
            with contextlib.suppress(OSError):
                os.rmdir(held.folder)
        release_in_worker(held)


def release_in_worker(held: Held) -> None:
    """Closes the lock's descriptors. A forked worker does so first, else it may outlive us with our lock."""
    while held.descriptors:
        os.close(held.descriptors.pop())


def lock(held: Held, tree: str) -> None:
    """Takes the lock of a tree along. `BlockingIOError` where another process has it."""
    descriptor = system.open_locked(tree)
    if descriptor is not None:
        held.descriptors.append(descriptor)


def tree_name(inode: int | None = None) -> str:
    """A new name for a tree beside the folder; of a tree put aside where no inode is given."""
    return os.urandom(4).hex() + (_ASIDE if inode is None else f"-{inode}")


def _acquire(held: Held) -> bool:
    """Locks the folder; True if it had to be made."""
    made = False
    try:
        while not _locked(held):  # the folder went, came or changed while it was being locked: once more
            if not held.folder.exists() and not _put_back(held):
                os.makedirs(held.folder, exist_ok=True)
                made = True
    except BlockingIOError as error:
        raise DiagnosticsError([diagnostic(_BUSY, Location(held.shown))]) from error
    return made


def _locked(held: Held) -> bool:
    """Takes the lock; False if the folder is missing, or is no longer the one that was locked."""
    release_in_worker(held)
    try:
        lock(held, str(held.folder))
        there = os.stat(held.folder)
    except FileNotFoundError:
        return False
    return all(os.path.samestat(os.fstat(each), there) for each in held.descriptors)


def _put_back(held: Held) -> bool:
    """Puts an old site back that a killed build had put aside; False if there is none."""
    aside = [name for name in _names(held.beside) if name.endswith(_ASIDE)]
    for name in aside[:1]:
        with contextlib.suppress(FileNotFoundError):  # another build was quicker
            lock(held, f"{held.beside}/{name}")  # so that a build that is just committing is not disturbed
            os.rename(f"{held.beside}/{name}", held.folder)
    return bool(aside)


def _clear_at_end(held: Held) -> None:
    try:
        _clear(held)
    except OSError as error:
        raise DiagnosticsError([diagnostic(LEFT_OVER, Location(held.shown), reason=system.reason(error))]) from error


def _clear(held: Held) -> None:
    """Removes the trees beside the folder, having moved over what is not ours to delete."""
    names = _names(held.beside)
    if strangers := [name for name in names if not _TREE.fullmatch(name)]:
        raise DiagnosticsError([diagnostic(NOT_STAGING, Location(held.beside.as_posix()), name=strangers[0])])
    for name in names:
        tree = f"{held.beside}/{name}"
        _take_down(tree, held, _disposable(tree, name, held))
    with contextlib.suppress(FileNotFoundError):
        os.rmdir(held.beside)


def _disposable(tree: str, name: str, held: Held) -> Container[str] | None:
    """The paths in a tree beside the folder that may be deleted; None for all."""
    inode = name.partition("-")[2]
    if not inode or int(inode) == os.stat(tree).st_ino:
        return None  # a new tree: links and copies
    record = held.replaced[0] if held.replaced else _record_in(tree)
    # With a damaged record, the files that the new site has too were replaced, and may go.
    return _entries_in(str(held.folder)) if record and record.damaged else record.entries if record else ()


def _take_down(tree: str, held: Held, disposable: Container[str] | None, above: str = "") -> None:
    """Deletes a tree, the record last, so that what remains of it after a kill can still be told apart."""
    with os.scandir(f"{tree}/{above}") as scanned:
        entries = tuple(scanned)
    for entry in entries:
        path = above + entry.name
        if entry.is_dir(follow_symlinks=False):
            _take_down(tree, held, disposable, f"{path}/")
        elif path == MANIFEST:
            continue
        elif disposable is None or path in disposable:
            os.unlink(entry.path)
        else:
            _move_over(entry.path, held, path)
    if not above:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{tree}/{MANIFEST}")
    os.rmdir(f"{tree}/{above}")


def _move_over(source: str, held: Held, path: str) -> None:
    """Moves a foreign file of the old tree into the site, unless it is there already, linked or copied."""
    target = f"{held.folder}/{path}"
    old = os.lstat(source)
    try:
        new = os.lstat(target)
    except FileNotFoundError:  # it came while the build ran
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(source, target)
        return
    if os.path.samestat(old, new) or (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
        os.unlink(source)
    elif path in _entries_in(str(held.folder)):  # it came while a page was being made for the same place
        os.rename(source, f"{target}~")
    else:  # it was replaced while the build ran
        os.rename(source, target)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


def _entries_in(tree: str) -> Mapping[str, ManifestEntry]:
    record = _record_in(tree)
    return record.entries if record else {}


def _record_in(tree: str) -> Manifest | None:
    try:
        with open(f"{tree}/{MANIFEST}", "rb") as file:
            return decode_manifest(file.read())
    except FileNotFoundError:
        return None
