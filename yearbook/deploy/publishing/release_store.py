"""A folder of releases: `releases/0007-3f2a9c01b4d5/`, and `current`, a link to one of them.

A web server reads `current`, which changes to another release in one step. For targets that hold only one release,
the same folder on this machine keeps the earlier ones for a rollback. Files that two releases share are one file on
the disk. After a kill at any moment `current` leads to a whole release, and the next `lock` removes the rest.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from yearbook.build.output import system
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, differing_files, encode_release

CURRENT = "current"
RELEASES = "releases"
KEEP = 5
"""Number of releases that are kept, the current one included."""

_REFUSED = DiagnosticKind(
    "YB742",
    "cannot read or write `{path}`: {reason}",
    hint="What readers see is as it was. Free the space or correct the permissions, then publish again.",
)
FOREIGN_FILES = DiagnosticKind(
    "YB743",
    "there are files here that were not published from here: `{example}`",
    hint="Nothing was touched. Name an empty place, or move what is there.",
)
RELEASES_BUSY = DiagnosticKind(
    "YB744",
    "another publication to this place is under way",
    hint="Wait until it is done, then publish again.",
)
UPLOAD_DAMAGED = DiagnosticKind(
    "YB745",
    "{count} files there are not what was brought: {example}",
    hint="Publish again; if it stays, look at the disk, or at what else writes there.",
)

_RELEASE = re.compile(r"(\d{4,})-[0-9a-f]{12}")
_INCOMING = ".incoming"
_NEXT = ".current.new"
_EXPECTED = frozenset((RELEASES, CURRENT, _NEXT))

ReleaseCheck = Callable[[Path, Release], None]
"""Called with the folder of a release before it becomes current; raises DiagnosticsError to refuse it."""


@dataclass(frozen=True, slots=True)
class ReleaseStore:
    """The releases in one folder."""

    root: Path

    @contextlib.contextmanager
    def lock(self) -> Iterator[None]:
        """Lock the folder, make it if missing, and remove what an interrupted publication left.

        Raises YB742 if the system refuses, YB743 if the folder holds other files, YB744 if it is locked.
        """
        with reporting_refusal(self.root):
            self._refuse_foreign_files()
            self._releases.mkdir(parents=True, exist_ok=True)
            try:
                descriptor = system.open_and_lock(str(self._releases))
            except BlockingIOError as error:
                raise DiagnosticsError([diagnostic(RELEASES_BUSY, Location(self.root.as_posix()))]) from error
            try:
                self._clean_up()
                yield
            finally:
                if descriptor is not None:
                    os.close(descriptor)

    def releases(self) -> tuple[Path, ...]:
        """Return the folders of all whole releases in the order of publication."""
        found = self._releases.iterdir() if self._releases.is_dir() else ()
        return tuple(sorted((each for each in found if _RELEASE.fullmatch(each.name)), key=_number))

    def current(self) -> Path | None:
        """Return the folder of the current release; None if nothing was published yet."""
        link = self.root / CURRENT
        folder = (self.root / link.readlink()) if link.is_symlink() else None
        return folder if folder and folder.is_dir() else None

    def previous(self) -> Path | None:
        """Return the folder of the release before the current one, if any."""
        now = self.current()
        earlier = [each for each in self.releases() if now and _number(each) < _number(now)]
        return earlier[-1] if earlier else None

    def add(self, source: Path, release: Release, check: ReleaseCheck) -> None:
        """Copy a release from `source`, check the copy, make it current, and remove releases that are too old."""
        with reporting_refusal(self.root):
            before = self.current()
            staged = self._stage(source, release)
            check(staged, release)
            self._switch(self._add_staged(staged, release))
            self._prune(before)

    def roll_back(self, check: ReleaseCheck) -> None:
        """Make the previous release, which must exist, the current one, once it is checked."""
        with reporting_refusal(self.root):
            folder = self.previous()
            release = recorded_release(folder)
            assert folder is not None and release is not None
            check(folder, release)
            self._switch(folder)

    @property
    def _releases(self) -> Path:
        return self.root / RELEASES

    @property
    def _incoming(self) -> Path:
        return self._releases / _INCOMING

    def _clean_up(self) -> None:
        if self._incoming.exists():
            shutil.rmtree(self._incoming)
        (self.root / _NEXT).unlink(missing_ok=True)

    def _stage(self, source: Path, release: Release) -> Path:
        """Copy the files of a release to the folder for incoming ones; link those that the current release has too."""
        self._incoming.mkdir()
        now = self.current()
        there = recorded_release(now)
        for path, digest in release.files.items():
            target = self._incoming / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not (now and there and there.files.get(path) == digest and _linked(now / path, target)):
                shutil.copyfile(source / path, target)
        for path in differing_files(self._incoming, release):  # somebody edited the file of the current release
            (self._incoming / path).unlink()
            shutil.copyfile(source / path, self._incoming / path)
        (self._incoming / RELEASE_RECORD).write_bytes(encode_release(release))
        return self._incoming

    def _add_staged(self, staged: Path, release: Release) -> Path:
        """Move a staged release to the others, after all of it has reached the disk."""
        system.flush_file_system(str(staged))
        last = self.releases()[-1:]
        folder = self._releases / f"{_number(last[0]) + 1 if last else 1:04}-{release.name}"
        staged.rename(folder)
        return folder

    def _switch(self, folder: Path) -> None:
        """Make a release the current one in one step."""
        link = self.root / _NEXT
        link.unlink(missing_ok=True)
        link.symlink_to(Path(RELEASES, folder.name), target_is_directory=True)
        os.replace(link, self.root / CURRENT)  # noqa: PTH105 - Path.replace would do the same
        system.flush_folder(str(self.root))

    def _prune(self, before: Path | None) -> None:
        """Remove releases that are too old, and those that were rolled back: between `before` and the current one."""
        now = self.current()
        assert now is not None  # it was switched to
        since = _number(before) if before else 0
        past = [each for each in self.releases() if _number(each) < _number(now)]
        good = [each for each in past if _number(each) <= since]
        for each in {*past} - {*good[-(KEEP - 1) :]}:
            shutil.rmtree(each)

    def _refuse_foreign_files(self) -> None:
        names = {each.name for each in self.root.iterdir()} if self.root.is_dir() else set()
        foreign = sorted(each for each in names - _EXPECTED if not each.startswith("."))
        if CURRENT in names and not (self.root / CURRENT).is_symlink():
            foreign = [CURRENT]
        if foreign:
            raise DiagnosticsError([diagnostic(FOREIGN_FILES, Location(self.root.as_posix()), example=foreign[0])])


@contextlib.contextmanager
def reporting_refusal(root: Path) -> Iterator[None]:
    """Turn an `OSError` into the diagnostic YB742."""
    try:
        yield
    except OSError as error:
        path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else root.as_posix()
        found = diagnostic(_REFUSED, Location(root.as_posix()), path=path, reason=system.error_reason(error))
        raise DiagnosticsError([found]) from error


def recorded_release(folder: Path | None) -> Release | None:
    """Return the release recorded in a folder; None if there is no record, or an unreadable one."""
    try:
        return decode_release((folder / RELEASE_RECORD).read_bytes()) if folder else None
    except FileNotFoundError:
        return None


def refuse_damaged(place: str, damaged: Sequence[str]) -> None:
    """Raise YB745 if any uploaded file differs from what was sent."""
    if damaged:
        found = diagnostic(UPLOAD_DAMAGED, Location(place), count=len(damaged), example=damaged[0])
        raise DiagnosticsError([found])


def _linked(source: Path, target: Path) -> bool:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # the file system has no links, or too many to this file: the caller copies it
        return False
    return True


def _number(folder: Path) -> int:
    return int(folder.name.partition("-")[0])
