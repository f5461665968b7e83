"""A branch of a Git repository: every release is a commit, and readers see the last one (GitHub Pages, Gitee Pages, a
bare repository with a hook).

The commit is made by the `ghp-import` package in a bare repository on this machine, and reaches the other one in one
push that never rewrites what is there. Going back is one more commit, with the files of an earlier one.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing import releases
from yearbook.deploy.publishing.folder import NO_WAY_BACK, NOT_AS_BROUGHT
from yearbook.deploy.publishing.planning import Plan
from yearbook.deploy.publishing.processes import ask
from yearbook.deploy.publishing.release import RELEASE_RECORD, Release, decode_release, encode_release
from yearbook.model.publication import PublishTarget

_REPOSITORY = "repository.git"
_THERE = "refs/remotes/origin/"
_HERE = "refs/heads/"
_STANDS_FOR = "Yearbook-Stands-For: "
"""In the message of a commit that went back: the commit whose files it has."""
_DOMAIN = "CNAME"
"""The file by which GitHub Pages knows a domain; whoever put it there keeps it."""


@dataclass(frozen=True, slots=True)
class GitBranch:
    """One branch of a repository."""

    target: PublishTarget
    state: Path

    def held(self) -> AbstractContextManager[None]:
        return self._held()

    def present(self) -> Release | None:
        if not self._head():
            return None
        if RELEASE_RECORD in self._names():
            return self._release(self._ref)
        example = next(iter(self._names()), self.target.branch)
        raise DiagnosticsError([diagnostic(releases.STRANGE, Location(str(self.target)), example=example)])

    def bring(self, source: Path, release: Release, _plan: Plan) -> None:
        with releases.reporting_refusal(self.state):
            (source / RELEASE_RECORD).write_bytes(encode_release(release))
        branch = f"{_HERE}{self.target.branch}"
        if not self._head():  # else ghp-import would go on from what an earlier attempt left here
            self._git("update-ref", "-d", branch)
        domain = ("--cname", self._git("show", f"{self._ref}:{_DOMAIN}")) if _DOMAIN in self._names() else ()
        ways = ("--no-jekyll", "--branch", self.target.branch, "--message", f"Yearbook release {release.name}")
        ask(
            [sys.executable, "-m", "ghp_import", *ways, *domain, str(source.resolve())],
            place=str(self.target),
            within=self._repository,
            names={"program": "ghp-import"},
        )
        commit = self._git("rev-parse", branch)
        self._verify(commit, source, release)
        self._push(commit)

    def before(self) -> Release | None:
        commit = self._earlier()
        return self._release(commit) if commit else None

    def go_back(self, _plan: Plan) -> None:
        earlier = self._earlier()
        if not earlier:
            raise DiagnosticsError([diagnostic(NO_WAY_BACK, Location(str(self.target)))])
        message = f"Back to an earlier release\n\n{_STANDS_FOR}{earlier}"
        self._push(self._git("commit-tree", f"{earlier}^{{tree}}", "-p", self._ref, "-m", message))

    @contextmanager
    def _held(self) -> Iterator[None]:
        """A bare repository with what the branch is now."""
        with releases.hold_releases(self.state / "kept"):
            if not (self._repository / "HEAD").exists():
                ask(["git", "init", "--quiet", "--bare", str(self._repository)], place=str(self.target))
            if not self._git("config", "--get", "user.email", accepted=(0, 1)):
                self._git("config", "user.name", "Yearbook")
                self._git("config", "user.email", "yearbook@localhost")
            if self._on_the_other_side():
                self._git(
                    "fetch", "--quiet", "--no-tags", self.target.place, f"+{_HERE}{self.target.branch}:{self._ref}"
                )
            elif self._head():
                self._git("update-ref", "-d", self._ref)
            yield

    @property
    def _repository(self) -> Path:
        return self.state / _REPOSITORY

    @property
    def _ref(self) -> str:
        return f"{_THERE}{self.target.branch}"

    def _git(self, *arguments: str, accepted: tuple[int, ...] = (0,)) -> str:
        command = ["git", "-C", str(self._repository), *arguments]
        return ask(command, place=str(self.target), accepted=accepted).output.decode("utf-8", "replace").strip("\n")

    def _head(self) -> str:
        """The commit that the branch is at, as fetched; empty where there is no branch yet."""
        return self._git("rev-parse", "--verify", "--quiet", self._ref, accepted=(0, 1))

    def _on_the_other_side(self) -> str:
        """The commit that the branch is at now; empty where there is no branch yet."""
        place = self.target.place
        listed = ask(["git", "ls-remote", place, f"{_HERE}{self.target.branch}"], place=str(self.target), accepted=(0,))
        return listed.output.decode().partition("\t")[0]

    def _names(self) -> tuple[str, ...]:
        listed = self._git("ls-tree", "-z", "--name-only", self._ref) if self._head() else ""
        return tuple(each for each in listed.split("\0") if each)

    def _release(self, commit: str) -> Release | None:
        return decode_release(self._git("show", f"{commit}:{RELEASE_RECORD}").encode())

    def _earlier(self) -> str:
        """The commit of the release before the one that readers see; empty where there is none."""
        head = self._head()
        shown = self._stands_for(head) if head else ""
        parent = self._git("rev-parse", "--verify", "--quiet", f"{shown}^", accepted=(0, 1)) if shown else ""
        earlier = self._stands_for(parent) if parent else ""
        there = self._git("ls-tree", "--name-only", earlier, RELEASE_RECORD) if earlier else ""
        return earlier if there else ""

    def _stands_for(self, commit: str) -> str:
        """The commit itself, or the one to which it went back."""
        message = self._git("log", "-1", "--format=%B", commit)
        lines = [each for each in message.splitlines() if each.startswith(_STANDS_FOR)]
        return lines[0].removeprefix(_STANDS_FOR) if lines else commit

    def _verify(self, commit: str, source: Path, release: Release) -> None:
        """That every file of the commit is what the release says: Git names contents by their digests."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        there = dict(_entry(each) for each in listed.split("\0") if each)
        with releases.reporting_refusal(self.state):
            wrong = [path for path in release.files if there.get(path) != _blob((source / path).read_bytes())]
        self._refuse(wrong)

    def _refuse(self, wrong: list[str]) -> None:
        if wrong:
            found = diagnostic(NOT_AS_BROUGHT, Location(str(self.target)), count=len(wrong), example=wrong[0])
            raise DiagnosticsError([found])

    def _push(self, commit: str) -> None:
        """In one step; refused where somebody else published meanwhile."""
        self._git("push", "--quiet", self.target.place, f"{commit}:{_HERE}{self.target.branch}")
        if self._on_the_other_side() != commit:
            self._refuse([self.target.branch])
        self._git("update-ref", self._ref, commit)


def _entry(line: str) -> tuple[str, str]:
    """A line of `git ls-tree` → (path, name of the content)."""
    about, _, path = line.partition("\t")
    return path, about.split(" ")[2]


def _blob(data: bytes) -> str:
    """The name that Git gives a content."""
    return hashlib.sha1(b"blob %d\0%b" % (len(data), data), usedforsecurity=False).hexdigest()
