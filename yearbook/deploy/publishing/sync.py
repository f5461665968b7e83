"""Places that hold one release and are reached by a program: `rsync` (over ssh, or to a path) and `rclone` (S3, WebDAV,
SFTP and some seventy more).

Such a place cannot change in one step. So the files come in waves (`planning`), what they are is checked at the place
by their digests, and only then what is no longer wanted goes. The record there names all old and all new files while
that lasts: whoever publishes next completes it. A copy of the last releases stays on this machine, as the way back.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yearbook.core.diagnostics import DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing import releases
from yearbook.deploy.publishing.folder import NO_WAY_BACK, NOT_AS_BROUGHT
from yearbook.deploy.publishing.planning import Plan, Wave, emptied
from yearbook.deploy.publishing.processes import ask
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release

_SCRATCH = "scratch"


class SyncProgram(Protocol):
    """What a program must be able to do with a place."""

    @property
    def place(self) -> str: ...

    def names(self) -> tuple[str, ...]:
        """The names of what is at the top of the place; none where it does not exist yet."""

    def fetch(self, scratch: Path) -> bytes:
        """The record there, by way of a folder."""

    def put(self, folder: Path, paths: tuple[str, ...], *, lasting: bool) -> None:
        """Brings files of a folder. `lasting`: their content never changes under these names."""

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Those that are there not, or otherwise than in the folder, by their content."""

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:
        """Removes files, and then these folders where they are empty; `scratch` is an empty folder here."""


@dataclass(frozen=True, slots=True)
class Rsync:
    """rsync 3.2.3 or newer, here and there."""

    place: str

    def names(self) -> tuple[str, ...]:
        # 23: there is no such folder yet; one that cannot be reached has other statuses.
        listed = ask(["rsync", "--list-only", f"{self.place}/"], place=self.place, accepted=(0, 23))
        lines = listed.output.decode("utf-8", "replace").splitlines()
        return tuple(name for each in lines if (name := each.split(maxsplit=4)[-1]) != ".")

    def fetch(self, scratch: Path) -> bytes:
        ask(["rsync", "--checksum", f"{self.place}/{RELEASE_RECORD}", f"{scratch}/"], place=self.place)
        return (scratch / RELEASE_RECORD).read_bytes()

    def put(self, folder: Path, paths: tuple[str, ...], *, lasting: bool) -> None:  # noqa: ARG002 - no headers here
        # --delay-updates: a wave's files get into place together, at its end.
        ways = ("--checksum", "--perms", "--chmod=D755,F644", "--delay-updates", "--mkpath")
        self._run(folder, paths, *ways)

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        output = self._run(folder, paths, "--checksum", "--dry-run", "--out-format=%i %n")
        lines = (each.partition(" ") for each in output.decode("utf-8", "replace").splitlines())
        return tuple(sorted(name for change, _, name in lines if change[:1] in "<>c" and change[1:2] == "f"))

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:
        # rsync removes there what is named and missing here; only the folders above it must be here.
        for path in (*paths, *folders):
            (scratch / path).parent.mkdir(parents=True, exist_ok=True)
        self._run(scratch, paths, "--delete-missing-args")
        for path in folders:  # one that is not empty stays; rsync says so with 23
            if (scratch / path).exists():
                (scratch / path).rmdir()
            self._run(scratch, (path,), "--delete-missing-args", accepted=(0, 23))

    def _run(self, folder: Path, paths: tuple[str, ...], *ways: str, accepted: tuple[int, ...] = (0,)) -> bytes:
        arguments = ["rsync", *ways, "--files-from=-", "--from0", f"{folder}/", f"{self.place}/"]
        return ask(arguments, place=self.place, given=paths, accepted=accepted).output


@dataclass(frozen=True, slots=True)
class Rclone:
    """rclone 1.60 or newer."""

    place: str

    def names(self) -> tuple[str, ...]:
        # 3: there is no such folder yet.
        listed = ask(["rclone", "lsf", self.place], place=self.place, accepted=(0, 3))
        return tuple(listed.output.decode("utf-8", "replace").splitlines())

    def fetch(self, scratch: Path) -> bytes:  # noqa: ARG002 - rclone prints it
        return ask(["rclone", "cat", f"{self.place}/{RELEASE_RECORD}"], place=self.place).output

    def put(self, folder: Path, paths: tuple[str, ...], *, lasting: bool) -> None:
        caching = "public, max-age=31536000, immutable" if lasting else "no-cache"
        header = f"Cache-Control: {caching}"  # for stores that hand files out themselves; others pass over it
        # --ignore-times: what is brought is known to differ, and a place without digests would go by size alone.
        self._run("copy", folder, paths, "--ignore-times", "--no-traverse", "--header-upload", header)

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        checking = ("--one-way", "--combined=-")
        output, complaint = self._run("check", folder, paths, *checking, accepted=(0, 1))
        if "could not be checked" in complaint or "No common hash" in complaint:
            output, _ = self._run("check", folder, paths, *checking, "--download", accepted=(0, 1))
        lines = output.decode("utf-8", "replace").splitlines()
        same = {each[2:] for each in lines if each.startswith("= ")}
        return tuple(sorted(set(paths) - same))

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:  # noqa: ARG002
        ask(["rclone", "delete", self.place, "--files-from-raw=-"], place=self.place, given=paths)
        for each in folders:  # stores of objects have no folders; others refuse where one is not empty
            ask(["rclone", "rmdir", f"{self.place}/{each}", "--retries=1"], place=self.place, accepted=range(256))

    def _run(
        self, verb: str, folder: Path, paths: tuple[str, ...], *ways: str, accepted: tuple[int, ...] = (0,)
    ) -> tuple[bytes, str]:
        arguments = ["rclone", verb, str(folder), self.place, "--files-from-raw=-", *ways]
        done = ask(arguments, place=self.place, given=paths, accepted=accepted)
        return done.output, done.complaint


@dataclass(frozen=True, slots=True)
class Mirror:
    """A place that holds one release, the like of which is current among those kept in `root` on this machine."""

    root: Path
    program: SyncProgram

    def held(self) -> AbstractContextManager[None]:
        return releases.hold_releases(self._kept)

    def present(self) -> Release | None:
        names = self.program.names()
        if not names:
            return None
        if RELEASE_RECORD in names:
            with releases.reporting_refusal(self.root):
                return decode_release(self.program.fetch(self._scratch()))
        raise DiagnosticsError([diagnostic(releases.STRANGE, Location(self.program.place), example=names[0])])

    def bring(self, source: Path, release: Release, plan: Plan) -> None:
        with releases.reporting_refusal(self.root):
            before = releases.current(self._kept)
            staged = releases.stage(self._kept, source, release)
            self._mirror(staged, release, plan)
            releases.switch(self._kept, releases.settle_releases(self._kept, staged, release))
            releases.prune(self._kept, before)

    def before(self) -> Release | None:
        return releases.read_releases(releases.previous(self._kept))

    def go_back(self, plan: Plan) -> None:
        with releases.reporting_refusal(self.root):
            folder = releases.previous(self._kept)
            release = releases.read_releases(folder)
            if folder is None or release is None:
                raise DiagnosticsError([diagnostic(NO_WAY_BACK, Location(self.program.place))])
            self._mirror(folder, release, plan)
            releases.switch(self._kept, folder)

    @property
    def _kept(self) -> Path:
        return self.root / "kept"

    def _mirror(self, folder: Path, release: Release, plan: Plan) -> None:
        self._put_record(plan.union)
        for wave, paths in plan.waves:
            self.program.put(folder, paths, lasting=wave is Wave.ASSETS)
        paths = tuple(sorted(release.files))
        if wrong := self.program.differing(folder, paths):
            self.program.put(folder, wrong, lasting=False)  # somebody changed what was to be kept
        if wrong and (still := self.program.differing(folder, paths)):
            found = diagnostic(NOT_AS_BROUGHT, Location(self.program.place), count=len(still), example=still[0])
            raise DiagnosticsError([found])
        if plan.remove:
            self.program.remove(self._scratch(), plan.remove, emptied(plan.remove, release))
        self._put_record(release)

    def _put_record(self, release: Release) -> None:
        scratch = self._scratch()
        (scratch / RELEASE_RECORD).write_bytes(encode_release(release))
        self.program.put(scratch, (RELEASE_RECORD,), lasting=False)

    def _scratch(self) -> Path:
        """An empty folder."""
        folder = self.root / _SCRATCH
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return folder
