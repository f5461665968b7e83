"""Publish to a branch of a Git repository (GitHub Pages, Gitee Pages, a bare repository with a hook).

Every release is a commit, and readers see the last one. The `ghp-import` package makes the commit in a bare repository
on this machine; one push, never forced, brings it to the target. A rollback is one more commit with earlier files.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing.deploy_plan import DeployPlan
from yearbook.deploy.publishing.programs import run_program
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release
from yearbook.deploy.publishing.release_store import FOREIGN_FILES, ReleaseStore, refuse_damaged, reporting_refusal
from yearbook.model.publication import PublishTarget

_LOCAL = "refs/heads/"
_REMOTE = "refs/remotes/origin/"
_ROLLED_BACK_TO = "Yearbook-Stands-For: "
"""Line in the message of a rollback: the commit whose files it restores."""
_DOMAIN = "CNAME"
"""The file that tells GitHub Pages a domain; one that somebody added to the branch is kept."""


@dataclass(frozen=True, slots=True)
class GitUploader:
    """Uploads to one branch of a repository."""

    target: PublishTarget
    state: Path

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Fetch the branch into the bare repository on this machine, which is made if missing."""
        with ReleaseStore(self.state / "kept").lock():
            if not (self._repository / "HEAD").exists():
                run_program(["git", "init", "--quiet", "--bare", str(self._repository)], place=str(self.target))
            if not self._git("config", "--get", "user.email", accepted=(0, 1)):
                self._git("config", "user.name", "Yearbook")
                self._git("config", "user.email", "yearbook@localhost")
            if self._remote_head():
                refs = f"+{_LOCAL}{self.target.branch}:{self._ref}"
                self._git("fetch", "--quiet", "--no-tags", "--", self.target.place, refs)
            elif self._head():
                self._git("update-ref", "-d", self._ref)
            yield

    def deployed(self) -> Release | None:
        if not self._head():
            return None
        if RELEASE_RECORD in self._names():
            return self._release(self._ref)
        example = next(iter(self._names()), self.target.branch)
        raise DiagnosticsError([diagnostic(FOREIGN_FILES, Location(str(self.target)), example=example)])

    def upload(self, source: Path, release: Release, _plan: DeployPlan) -> None:
        with reporting_refusal(self.state):
            (source / RELEASE_RECORD).write_bytes(encode_release(release))
        branch = f"{_LOCAL}{self.target.branch}"
        if not self._head():  # else ghp-import would continue from the commit of an earlier attempt
            self._git("update-ref", "-d", branch)
        domain = ("--cname", self._git("show", f"{self._ref}:{_DOMAIN}")) if _DOMAIN in self._names() else ()
        options = ("--no-jekyll", "--branch", self.target.branch, "--message", f"Yearbook release {release.name}")
        run_program(
            [sys.executable, "-m", "ghp_import", *options, *domain, str(source.resolve())],
            place=str(self.target),
            folder=self._repository,
            name="ghp-import",
        )
        commit = self._git("rev-parse", branch)
        self._verify(commit, source, release)
        self._push(commit)

    def previous(self) -> Release | None:
        commit = self._previous_commit()
        return self._release(commit) if commit else None

    def roll_back(self, _plan: DeployPlan) -> None:
        commit = self._previous_commit()
        message = f"Back to an earlier release\n\n{_ROLLED_BACK_TO}{commit}"
        self._push(self._git("commit-tree", f"{commit}^{{tree}}", "-p", self._ref, "-m", message))

    @property
    def _repository(self) -> Path:
        return self.state / "repository.git"

    @property
    def _ref(self) -> str:
        return f"{_REMOTE}{self.target.branch}"

    def _git(self, *arguments: str, accepted: tuple[int, ...] = (0,)) -> str:
        command = ["git", "-C", str(self._repository), *arguments]
        result = run_program(command, place=str(self.target), accepted=accepted)
        return result.output.decode("utf-8", "replace").strip("\n")

    def _head(self) -> str:
        """Return the commit of the branch as fetched; empty if there is no branch yet."""
        return self._git("rev-parse", "--verify", "--quiet", self._ref, accepted=(0, 1))

    def _remote_head(self) -> str:
        """Return the commit of the branch at the target now; empty if there is no branch yet."""
        command = ["git", "ls-remote", "--", self.target.place, f"{_LOCAL}{self.target.branch}"]
        return run_program(command, place=str(self.target)).output.decode().partition("\t")[0]

    def _names(self) -> tuple[str, ...]:
        """Return the names of the files and folders at the top of the branch."""
        listed = self._git("ls-tree", "-z", "--name-only", self._ref) if self._head() else ""
        return tuple(each for each in listed.split("\0") if each)

    def _release(self, commit: str) -> Release | None:
        return decode_release(self._git("show", f"{commit}:{RELEASE_RECORD}").encode())

    def _previous_commit(self) -> str:
        """Return the commit of the release before the one that readers see; empty if there is none."""
        head = self._head()
        shown = self._restored_commit(head) if head else ""
        parent = self._git("rev-parse", "--verify", "--quiet", f"{shown}^", accepted=(0, 1)) if shown else ""
        previous = self._restored_commit(parent) if parent else ""
        recorded = self._git("ls-tree", "--name-only", previous, RELEASE_RECORD) if previous else ""
        return previous if recorded else ""

    def _restored_commit(self, commit: str) -> str:
        """Return the commit whose files a rollback restored; for any other commit, the commit itself."""
        message = self._git("log", "-1", "--format=%B", commit)
        lines = [each for each in message.splitlines() if each.startswith(_ROLLED_BACK_TO)]
        return lines[0].removeprefix(_ROLLED_BACK_TO) if lines else commit

    def _verify(self, commit: str, source: Path, release: Release) -> None:
        """Raise YB745 unless the commit holds exactly the bytes of the release, by Git's own digests."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        committed = dict(_path_and_blob(each) for each in listed.split("\0") if each)
        with reporting_refusal(self.state):
            damaged = [path for path in release.files if committed.get(path) != _blob((source / path).read_bytes())]
        refuse_damaged(str(self.target), damaged)

    def _push(self, commit: str) -> None:
        """Push one commit; Git refuses if somebody else published meanwhile."""
        self._git("push", "--quiet", "--", self.target.place, f"{commit}:{_LOCAL}{self.target.branch}")
        refuse_damaged(str(self.target), [] if self._remote_head() == commit else [self.target.branch])
        self._git("update-ref", self._ref, commit)


def _path_and_blob(line: str) -> tuple[str, str]:
    """Return the path and the blob id of a line of `git ls-tree`."""
    about, _, path = line.partition("\t")
    return path, about.split(" ")[2]


def _blob(data: bytes) -> str:
    """Return the id that Git gives to these bytes."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()
