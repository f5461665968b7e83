"""Write output files into a new tree beside the folder, then exchange the two.

Kept files are hard links, so old and new tree share them until the old one is removed. Nothing in the output folder is
touched before the exchange.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from yearbook.build.output import system
from yearbook.build.output.decision import BAD_PATH, Decision
from yearbook.build.output.lock import OutputLock, lock_tree
from yearbook.build.output.manifest import (
    MANIFEST,
    FolderContents,
    Manifest,
    ManifestEntry,
    encode_manifest,
    folders_of,
    is_safe,
)
from yearbook.build.output.recovery import staging_name
from yearbook.build.output.system import access_error, error_reason, reporting_os_errors
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.core.output_file import OutputFile

# Paths are strings, and `os` is called directly: pathlib takes several times as long, which shows at 20,000 files.
# ruff: noqa: PTH102, PTH103, PTH104, PTH116

FIXED_PLACE = DiagnosticKind(
    "YB607",
    "the system does not let this folder be replaced as a whole: {reason}",
    hint="It may be a mount point. The site is as it was before; choose a folder inside of it instead.",
)

_NO_HARD_LINKS = frozenset(
    (errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class OutputTree:
    """The tree that a build writes to; sent to workers."""

    path: Path
    digests: Mapping[str, str]
    """The digests of the files in the output folder, by path: a file with the same digest is not written again."""


@dataclass(frozen=True, slots=True)
class OutputEntry:
    """One file of the finished site."""

    path: str
    key: str
    written: ManifestEntry | None = None
    """None if the file in the output folder is kept."""


def create_tree(lock: OutputLock, digests: Mapping[str, str]) -> OutputTree:
    """Create an empty tree beside the folder. If it is not committed, the end of `lock_output` removes it."""
    with reporting_os_errors(lock.display_name):
        os.makedirs(lock.staging, exist_ok=True)
        first = lock.staging / staging_name().partition("-")[0]
        os.mkdir(first)
        tree = lock.staging / staging_name(os.stat(first).st_ino)  # see `recovery`
        os.rename(first, tree)
        return OutputTree(tree, digests)


def write_output(tree: OutputTree, file: OutputFile, key: str = "") -> OutputEntry:
    """Write a file to the tree, unless the output folder has the same bytes; without a key, its digest is the key.

    Safe in any process. Raises YB602 for a bad path, YB600 if the system refuses.
    """
    digest = digest_bytes(file.data)
    key = key or digest
    if digest == tree.digests.get(file.path):
        return OutputEntry(file.path, key)
    _write(tree.path, file.path, file.data)
    return OutputEntry(file.path, key, ManifestEntry(key, digest, len(file.data)))


def write_or_keep(tree: OutputTree, *, path: str, data: bytes | None, key: str) -> OutputEntry:
    """Write a file; without bytes, keep the one in the output folder."""
    return OutputEntry(path, key) if data is None else write_output(tree, OutputFile(path, data), key)


def _write(tree: Path, path: str, data: bytes) -> None:
    """Create one file in the tree; safe in any process."""
    if not is_safe(path):
        raise DiagnosticsError([diagnostic(BAD_PATH, Location(path), path=path)])
    try:
        try:
            _create(f"{tree}/{path}", data)
        except FileNotFoundError:  # the first file of its folder
            os.makedirs(f"{tree}/{path}".rpartition("/")[0], exist_ok=True)
            _create(f"{tree}/{path}", data)
    except OSError as error:
        site = tree.parent.name.removeprefix(".").removesuffix(".staging")
        raise access_error(error, f"{site}/{path}") from error


def commit(
    lock: OutputLock,
    found: FolderContents,
    decision: Decision,
    *,
    tree: OutputTree,
    written: Mapping[str, ManifestEntry],
    inputs: str = "",
) -> None:
    """Link kept and foreign files into the tree, write its manifest, and exchange it with the folder; once per lock.

    `inputs`: the digest of everything that the site was made of. Raises `ValueError` unless exactly the paths of
    `decision.make` were written, YB600 or YB607 if the system refuses; the old site is then still in place.
    """
    old = found.manifest or Manifest({})
    if written.keys() != {path for path, _ in decision.make}:
        raise ValueError("the files written are not those of the decision")
    if lock.replaced:
        raise ValueError("already committed")
    kept = {path: replace(old.entries[path], key=decision.keys[path]) for path in decision.keep}
    with reporting_os_errors(lock.display_name):
        _link_kept_files(lock.folder, found, decision, tree.path)
        _create(f"{tree.path}/{MANIFEST}", encode_manifest(Manifest({**kept, **written}, inputs=inputs)))
        system.flush_file_system(str(tree.path))
        lock_tree(lock, str(tree.path))
    _exchange(lock, tree.path)
    lock.replaced.append(old)
    system.flush_folder(str(lock.folder.parent))  # before the old tree is removed: a power cut could take both


def _link_kept_files(folder: Path, found: FolderContents, decision: Decision, tree: Path) -> None:
    """Add kept and foreign files to the tree, as links to the files of the old one."""
    for path in sorted(folders_of(decision.keys) | folders_of(found.foreign) | set(found.foreign_folders)):
        os.makedirs(f"{tree}/{path}", exist_ok=True)
    replaced = decision.keys if found.is_damaged else ()
    for path in (*decision.keep, *(path for path in found.foreign if path not in replaced)):
        _link(f"{folder}/{path}", f"{tree}/{path}")
    for path in reversed(found.foreign_folders):  # the inner ones first: a folder may forbid entry
        shutil.copymode(f"{folder}/{path}", f"{tree}/{path}")
    shutil.copymode(folder, tree)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_HARD_LINKS:
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def _create(path: str, data: bytes) -> None:
    """Create a file that did not exist. Ordinary permissions: the system subtracts the umask."""
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _exchange(lock: OutputLock, tree: Path) -> None:
    """Exchange in one step if the system can; else by two renames, between which the site is missing."""
    if system.exchange_folders(str(tree), str(lock.folder)):
        return
    aside = lock.staging / staging_name()
    try:
        os.rename(lock.folder, aside)
        try:
            os.rename(tree, lock.folder)
        except OSError:
            os.rename(aside, lock.folder)
            raise
    except OSError as error:
        reason = error_reason(error)
        raise DiagnosticsError([diagnostic(FIXED_PLACE, Location(lock.display_name), reason=reason)]) from error
