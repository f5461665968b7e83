"""Releases in a folder, one of them current: `releases/0007-3f2a9c01b4d5/`, and `current`, a link that leads to one.

A web server reads `current`; it changes from one release to another in one step, so that readers see the old site or
the new one. The same folder, kept on this machine, is the way back for places that hold only one release.
Files that two releases share are one file on the disk. Killed anywhere, `current` leads to a whole release, and the
next `hold` clears the rest away.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from yearbook.build.output import system
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release

CURRENT = "current"
RELEASES = "releases"
KEEP = 5
"""Releases that stay, the current one among them."""

_REFUSED = DiagnosticKind(
    "YB742",
    "cannot read or write `{path}`: {reason}",
    "无法读写 `{path}`：{reason}",
    "What readers see is as it was. Free the space or correct the permissions, then publish again.",
    "读者看到的仍是原来的网站。请腾出空间或修正权限，然后重新发布。",
)
STRANGE = DiagnosticKind(
    "YB743",
    "there are files here that were not published from here: `{example}`",
    "这里有不是由本程序发布的文件：`{example}`",
    "Nothing was touched. Name an empty place, or move what is there.",
    "没有改动任何内容。请另选空的位置，或先移走其中的文件。",
)
RELEASES_BUSY = DiagnosticKind(
    "YB744",
    "another publication to this place is under way",
    "另一个发布任务正在进行",
    "Wait until it is done, then publish again.",
    "请等待其完成，然后重新发布。",
)

_RELEASE = re.compile(r"(\d{4,})-[0-9a-f]{12}")
_INCOMING = ".incoming"
_NEXT = ".current.new"
_EXPECTED = frozenset((RELEASES, CURRENT, _NEXT))


@contextlib.contextmanager
def hold_releases(root: Path) -> Iterator[None]:
    """Locks the folder, made if missing, and clears away what a publication left that was cut off.

    Raises YB742 where the system refuses, YB743 where the folder holds something else, YB744 where it is locked.
    """
    with reporting_refusal(root):
        _refuse_strangers(root)
        (root / RELEASES).mkdir(parents=True, exist_ok=True)
        try:
            descriptor = system.open_locked(str(root / RELEASES))
        except BlockingIOError as error:
            raise DiagnosticsError([diagnostic(RELEASES_BUSY, Location(root.as_posix()))]) from error
        try:
            _clear(root)
            yield
        finally:
            if descriptor is not None:
                os.close(descriptor)


@contextlib.contextmanager
def reporting_refusal(root: Path) -> Iterator[None]:
    """Turns an `OSError` into the problem YB742."""
    try:
        yield
    except OSError as error:
        path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else root.as_posix()
        found = diagnostic(_REFUSED, Location(root.as_posix()), path=path, reason=system.reason(error))
        raise DiagnosticsError([found]) from error


def current(root: Path) -> Path | None:
    """The folder of the current release; None where nothing was published yet."""
    link = root / CURRENT
    found = (root / link.readlink()) if link.is_symlink() else None
    return found if found and found.is_dir() else None


def previous(root: Path) -> Path | None:
    """The folder of the release before the current one; None where there is none."""
    now = current(root)
    before = [each for each in releases(root) if now and _number(each) < _number(now)]
    return before[-1] if before else None


def releases(root: Path) -> tuple[Path, ...]:
    """The folders of all whole releases, in the order in which they were published."""
    folder = root / RELEASES
    found = folder.iterdir() if folder.is_dir() else ()
    return tuple(sorted((each for each in found if _RELEASE.fullmatch(each.name)), key=_number))


def read_releases(folder: Path | None) -> Release | None:
    """What the record in a release's folder says; None where there is none, or no release."""
    try:
        return decode_release((folder / RELEASE_RECORD).read_bytes()) if folder else None
    except FileNotFoundError:
        return None


def stage(root: Path, source: Path, release: Release) -> Path:
    """A release's files from a folder, in the folder of releases, not yet in its place: those that are the same in the
    current one as links to them, all others as copies.
    """
    incoming = root / RELEASES / _INCOMING
    incoming.mkdir()
    now = current(root)
    there = read_releases(now)
    for path, digest in release.files.items():
        target = incoming / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not (now and there and there.files.get(path) == digest and _linked(now / path, target)):
            shutil.copyfile(source / path, target)
    (incoming / RELEASE_RECORD).write_bytes(encode_release(release))
    return incoming


def settle_releases(root: Path, staged: Path, release: Release) -> Path:
    """Gives a staged release its place among the others, once all of it is on the medium."""
    system.flush(str(staged))
    last = releases(root)[-1:]
    folder = root / RELEASES / f"{_number(last[0]) + 1 if last else 1:04}-{release.name}"
    staged.rename(folder)
    return folder


def switch(root: Path, folder: Path) -> None:
    """Makes a release the current one, in one step."""
    link = root / _NEXT
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES, folder.name), target_is_directory=True)
    os.replace(link, root / CURRENT)  # noqa: PTH105 - Path.replace would do the same
    system.settle_folder(str(root))


def prune(root: Path, before: Path | None) -> None:
    """Removes releases that are too old, and those from which one went back: between `before` and the current one."""
    now = current(root)
    assert now is not None  # it was switched to
    since = _number(before) if before else 0
    past = [each for each in releases(root) if _number(each) < _number(now)]
    good = [each for each in past if _number(each) <= since]
    for each in {*past} - {*good[-(KEEP - 1) :]}:
        shutil.rmtree(each)


def _refuse_strangers(root: Path) -> None:
    names = {each.name for each in root.iterdir() if not each.name.startswith(".")} if root.is_dir() else set()
    strange = sorted(names - _EXPECTED)
    if CURRENT in names and not (root / CURRENT).is_symlink():
        strange = [CURRENT]
    if strange:
        raise DiagnosticsError([diagnostic(STRANGE, Location(root.as_posix()), example=strange[0])])


def _clear(root: Path) -> None:
    incoming = root / RELEASES / _INCOMING
    if incoming.exists():
        shutil.rmtree(incoming)
    (root / _NEXT).unlink(missing_ok=True)


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # the file system has none, or too many to this file: it is copied then
        return False
    return True


def _number(folder: Path) -> int:
    return int(folder.name.partition("-")[0])
