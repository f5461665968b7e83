"""A decision and the bytes of what is made → a new tree, which then changes places with the old one.

Kept files are hard links, so old and new tree share them until the old one goes; therefore no file is ever
written in place, only made anew. Nothing in the output folder is touched before the exchange.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from yearbook.build.output import system
from yearbook.build.output.decision import BAD_PATH, Decision
from yearbook.build.output.lock import Held, lock, tree_name
from yearbook.build.output.manifest import (
    MANIFEST,
    FoundOutput,
    Manifest,
    ManifestEntry,
    WrittenFile,
    encode_manifest,
    folders_of,
    is_safe,
)
from yearbook.build.output.system import reason, refusal, reporting_failure
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest_bytes

# pathlib takes several times as long, which tells at 20,000 files.
# ruff: noqa: PTH102, PTH103, PTH104, PTH116

FIXED_PLACE = DiagnosticKind(
    "YB607",
    "the system does not let this folder be replaced as a whole: {reason}",
    hint="It may be a mount point. The site is as it was before; choose a folder inside of it instead.",
)

_NO_LINKS = frozenset(
    (errno.EPERM, errno.EACCES, errno.EXDEV, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
)
_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def begin_tree(held: Held) -> Path:
    """An empty tree beside the folder, to write into. If nothing is committed, the end of `hold` takes it away."""
    with reporting_failure(held.shown):
        return _new_tree(held)


def write_file(tree: Path, path: str, data: bytes) -> WrittenFile:
    """Makes one file in the tree from `begin`; may run in any process. Three system calls, but for a folder's first.

    Raises YB602 for a bad path, YB600 where the system refuses (disk full …).
    """
    return _write(tree, path, data, digest_bytes(data))


def write_unless_known(tree: Path, path: str, data: bytes, known: str) -> WrittenFile | None:
    """The same, but None and no file where `known` is the digest of these bytes: what is there already will do."""
    found = digest_bytes(data)
    return None if found == known else _write(tree, path, data, found)


def _write(tree: Path, path: str, data: bytes, found: str) -> WrittenFile:
    if not is_safe(path):
        raise DiagnosticsError([diagnostic(BAD_PATH, Location(path), path=path)])
    try:
        try:
            _put(f"{tree}/{path}", data)
        except FileNotFoundError:  # the first file of its folder
            os.makedirs(f"{tree}/{path}".rpartition("/")[0], exist_ok=True)
            _put(f"{tree}/{path}", data)
    except OSError as error:
        site = tree.parent.name.removeprefix(".").removesuffix(".staging")
        raise refusal(error, f"{site}/{path}") from error
    return WrittenFile(path, found, len(data))


def save(file: Path, data: bytes) -> None:
    """One file that a person asked for by name, whole or not at all, with the folders that it needs.

    Raises YB600 where the system refuses.
    """
    with reporting_failure(file.as_posix()):
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary = file.with_name(f".{file.name}.new")
        temporary.write_bytes(data)
        temporary.replace(file)


def remember(held: Held, data: bytes) -> None:
    """What the next build may go on from, beside the folder; whole or not at all, and no harm where it cannot be."""
    with contextlib.suppress(OSError):
        temporary = held.memory.with_name(f"{held.memory.name}.new")
        temporary.write_bytes(data)
        temporary.replace(held.memory)


def recall(held: Held) -> bytes:
    """What was remembered; nothing where there is nothing to be read."""
    try:
        return held.memory.read_bytes()
    except OSError:
        return b""


def commit(
    held: Held, found: FoundOutput, decision: Decision, tree: Path, written: Iterable[WrittenFile], inputs: str = ""
) -> None:
    """Adds what is kept and what is foreign, writes the record, then old and new change places; once in each `hold`.

    `inputs`: the digest of all that the site was made of, for the record. `ValueError` unless exactly the paths of
    `decision.make` were written. Raises YB600 or YB607 where the system refuses; the old site is then still in place.
    """
    old = found.record or Manifest({})
    made = {each.path: ManifestEntry(decision.keys[each.path], each.digest, each.size) for each in written}
    if made.keys() != {path for path, _ in decision.make}:
        raise ValueError("what was written is not what was to be made")
    if held.replaced:
        raise ValueError("already committed")
    kept = {path: replace(old.entries[path], key=decision.keys[path]) for path in decision.keep}
    record = Manifest({**kept, **made}, inputs=inputs)
    with reporting_failure(held.shown):
        _fill(held, found, decision, tree)
        _put(f"{tree}/{MANIFEST}", encode_manifest(record))
        system.flush(str(tree))
        lock(held, str(tree))
    _replace(held, tree)
    held.replaced.append(old)
    system.settle_folder(str(held.folder.parent))  # before the old tree goes: else a power cut could leave neither


def _fill(held: Held, found: FoundOutput, decision: Decision, tree: Path) -> None:
    """What is kept and what is foreign, as links to the very files of the old tree."""
    for path in sorted(folders_of(decision.keys) | folders_of(found.foreign) | set(found.foreign_folders)):
        os.makedirs(f"{tree}/{path}", exist_ok=True)
    wanted = decision.keys if found.record and found.record.damaged else ()
    for path in (*decision.keep, *(path for path in found.foreign if path not in wanted)):
        _link(f"{held.folder}/{path}", f"{tree}/{path}")
    for path in reversed(found.foreign_folders):  # the inner ones first: a folder may forbid entry
        shutil.copymode(f"{held.folder}/{path}", f"{tree}/{path}")
    shutil.copymode(held.folder, tree)


def _new_tree(held: Held) -> Path:
    """Named by its own inode, see `hold`."""
    os.makedirs(held.beside, exist_ok=True)
    first = held.beside / tree_name().partition("-")[0]
    os.mkdir(first)
    tree = held.beside / tree_name(os.stat(first).st_ino)
    os.rename(first, tree)
    return tree


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target, follow_symlinks=False)


def _put(path: str, data: bytes) -> None:
    """Makes a file that was not there. Ordinary permissions: the system takes the umask off."""
    descriptor = os.open(path, _NEW_FILE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _replace(held: Held, tree: Path) -> None:
    """In one step where the system can; else by two renames, and between them the site is missing."""
    if system.exchange(str(tree), str(held.folder)):
        return
    aside = held.beside / tree_name()
    try:
        os.rename(held.folder, aside)
        try:
            os.rename(tree, held.folder)
        except OSError:
            os.rename(aside, held.folder)
            raise
    except OSError as error:
        raise DiagnosticsError([diagnostic(FIXED_PLACE, Location(held.shown), reason=reason(error))]) from error
