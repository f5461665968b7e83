"""Publish to targets that hold one release, with `rsync` or `rclone`.

`rsync` goes over ssh or to a path; `rclone` to S3, WebDAV, SFTP and some seventy more.

Such a target cannot change in one step. So files are uploaded in steps (`deploy_plan`), their digests are verified at
the target, and only then old files are removed. Until that is done, the release record there names all old and new
files, so that publishing again completes an interrupted upload. The last releases are kept on this machine.
"""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yearbook.core.diagnostics import DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing.deploy_plan import DeployPlan, UploadStep, emptied_folders
from yearbook.deploy.publishing.programs import run_program
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release
from yearbook.deploy.publishing.release_store import (
    FOREIGN_FILES,
    ReleaseStore,
    recorded_release,
    refuse_damaged,
    reporting_refusal,
)


class SyncProgram(Protocol):
    """The operations at a target that a program offers."""

    @property
    def place(self) -> str: ...

    def names(self) -> tuple[str, ...]:
        """Return the names at the top of the target; none if it does not exist yet."""

    def fetch(self, scratch: Path) -> bytes:
        """Return the release record of the target; `scratch` is an empty folder."""

    def put(self, folder: Path, paths: tuple[str, ...], *, immutable: bool) -> None:
        """Upload files of a folder. `immutable`: their content never changes under these names."""

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        """Return the paths that are missing at the target or differ from the folder in content."""

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:
        """Remove files, then those of the folders that are empty; `scratch` is an empty folder."""


@dataclass(frozen=True, slots=True)
class Rsync:
    """rsync 3.2.3 or newer, on both machines."""

    place: str

    def names(self) -> tuple[str, ...]:
        # 23: there is no such folder yet; one that cannot be reached has other statuses.
        listed = run_program(["rsync", "--list-only", "--", f"{self.place}/"], place=self.place, accepted=(0, 23))
        lines = listed.output.decode("utf-8", "replace").splitlines()
        return tuple(name for each in lines if (name := each.split(maxsplit=4)[-1]) != ".")

    def fetch(self, scratch: Path) -> bytes:
        run_program(["rsync", "--checksum", "--", f"{self.place}/{RELEASE_RECORD}", f"{scratch}/"], place=self.place)
        return (scratch / RELEASE_RECORD).read_bytes()

    def put(self, folder: Path, paths: tuple[str, ...], *, immutable: bool) -> None:  # noqa: ARG002 - rsync sends no headers
        # --delay-updates: all files of one step are moved into place together at its end.
        options = ("--checksum", "--perms", "--chmod=D755,F644", "--delay-updates", "--mkpath")
        self._run(folder, paths, *options)

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        output = self._run(folder, paths, "--checksum", "--dry-run", "--out-format=%i %n")
        lines = (each.partition(" ") for each in output.decode("utf-8", "replace").splitlines())
        return tuple(sorted(name for change, _, name in lines if change[:1] in "<>c" and change[1:2] == "f"))

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:
        # rsync removes files that are named and missing here; the folders above them must exist here.
        for path in (*paths, *folders):
            (scratch / path).parent.mkdir(parents=True, exist_ok=True)
        self._run(scratch, paths, "--delete-missing-args")
        for path in folders:  # one that is not empty stays, with status 23
            if (scratch / path).exists():
                (scratch / path).rmdir()
            self._run(scratch, (path,), "--delete-missing-args", accepted=(0, 23))

    def _run(self, folder: Path, paths: tuple[str, ...], *options: str, accepted: tuple[int, ...] = (0,)) -> bytes:
        arguments = ["rsync", *options, "--files-from=-", "--from0", "--", f"{folder}/", f"{self.place}/"]
        return run_program(arguments, place=self.place, stdin=paths, accepted=accepted).output


@dataclass(frozen=True, slots=True)
class Rclone:
    """rclone 1.60 or newer."""

    place: str

    def names(self) -> tuple[str, ...]:
        # 3: there is no such folder yet.
        listed = run_program(["rclone", "lsf", "--", self.place], place=self.place, accepted=(0, 3))
        return tuple(listed.output.decode("utf-8", "replace").splitlines())

    def fetch(self, scratch: Path) -> bytes:  # noqa: ARG002 - rclone prints it
        return run_program(["rclone", "cat", "--", f"{self.place}/{RELEASE_RECORD}"], place=self.place).output

    def put(self, folder: Path, paths: tuple[str, ...], *, immutable: bool) -> None:
        caching = "public, max-age=31536000, immutable" if immutable else "no-cache"
        header = f"Cache-Control: {caching}"  # for object stores that serve readers; others ignore it
        # --ignore-times: these files are known to differ, and a target without digests would compare sizes only.
        self._run("copy", folder, paths, "--ignore-times", "--no-traverse", "--header-upload", header)

    def differing(self, folder: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
        checking = ("--one-way", "--combined=-")
        output, errors = self._run("check", folder, paths, *checking, accepted=(0, 1))
        if "could not be checked" in errors or "No common hash" in errors:
            output, _ = self._run("check", folder, paths, *checking, "--download", accepted=(0, 1))
        lines = output.decode("utf-8", "replace").splitlines()
        same = {each[2:] for each in lines if each.startswith("= ")}
        return tuple(sorted(set(paths) - same))

    def remove(self, scratch: Path, paths: tuple[str, ...], folders: tuple[str, ...]) -> None:  # noqa: ARG002
        run_program(["rclone", "delete", "--files-from-raw=-", "--", self.place], place=self.place, stdin=paths)
        for each in folders:  # object stores have no folders; others refuse to remove one that is not empty
            run_program(
                ["rclone", "rmdir", "--retries=1", "--", f"{self.place}/{each}"], place=self.place, accepted=range(256)
            )

    def _run(
        self, verb: str, folder: Path, paths: tuple[str, ...], *options: str, accepted: tuple[int, ...] = (0,)
    ) -> tuple[bytes, str]:
        arguments = ["rclone", verb, "--files-from-raw=-", *options, "--", str(folder), self.place]
        done = run_program(arguments, place=self.place, stdin=paths, accepted=accepted)
        return done.output, done.errors


@dataclass(frozen=True, slots=True)
class SyncUploader:
    """Uploads to a target that holds one release; `root/kept` on this machine holds the same one and earlier ones."""

    root: Path
    program: SyncProgram

    def lock(self) -> AbstractContextManager[None]:
        return self._store.lock()

    def deployed(self) -> Release | None:
        names = self.program.names()
        if not names:
            return None
        if RELEASE_RECORD in names:
            with reporting_refusal(self.root):
                return decode_release(self.program.fetch(self._empty_folder()))
        raise DiagnosticsError([diagnostic(FOREIGN_FILES, Location(self.program.place), example=names[0])])

    def upload(self, source: Path, release: Release, plan: DeployPlan) -> None:
        self._store.add(source, release, lambda folder, wanted: self._sync(folder, wanted, plan))

    def previous(self) -> Release | None:
        return recorded_release(self._store.previous())

    def roll_back(self, plan: DeployPlan) -> None:
        self._store.roll_back(lambda folder, wanted: self._sync(folder, wanted, plan))

    @property
    def _store(self) -> ReleaseStore:
        return ReleaseStore(self.root / "kept")

    def _sync(self, folder: Path, release: Release, plan: DeployPlan) -> None:
        """Make the target equal to a release in a folder on this machine."""
        self._put_record(plan.union)
        for step, uploads in plan.steps:
            self.program.put(folder, uploads, immutable=step is UploadStep.ASSETS)
        paths = tuple(sorted(release.files))
        if differing := self.program.differing(folder, paths):  # also files that somebody edited at the target
            self.program.put(folder, differing, immutable=False)
            refuse_damaged(self.program.place, self.program.differing(folder, paths))
        if plan.remove:
            self.program.remove(self._empty_folder(), plan.remove, emptied_folders(plan.remove, release))
        self._put_record(release)

    def _put_record(self, release: Release) -> None:
        folder = self._empty_folder()
        (folder / RELEASE_RECORD).write_bytes(encode_release(release))
        self.program.put(folder, (RELEASE_RECORD,), immutable=False)

    def _empty_folder(self) -> Path:
        folder = self.root / "scratch"
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(parents=True)
        return folder
