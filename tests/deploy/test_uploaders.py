"""Every kind of place: a folder, a branch, a path by rsync and the same over SSH, a folder by rclone and the same by
SFTP and WebDAV. The same story for each; servers are on loopback.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import Any

import pytest

from tests.support.servers import HOST, free_port, installed, running
from tests.support.worlds import world
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.deploy.publishing import sync_uploader
from yearbook.deploy.publishing.deploy_plan import DeployPlan, plan_deploy
from yearbook.deploy.publishing.programs import ProcessResult, run_program
from yearbook.deploy.publishing.release import RELEASE_RECORD, read_release
from yearbook.deploy.publishing.uploaders import Uploader, uploader_for
from yearbook.model.publication import publish_target

FIRST = {"index.html": "one", "zh/a.html": "a", "zh/old/b.html": "b", "data/x.csv": "x", "assets/s.0123456789.css": "c"}
SECOND = {"index.html": "two", "zh/a.html": "a", "zh/c.html": "c", "data/x.csv": "y", "assets/s.0123456789.css": "c"}


def git(*arguments: str | Path) -> str:
    done = subprocess.run(["git", *arguments], capture_output=True, text=True, check=True, encoding="utf-8")
    return done.stdout.strip()


@dataclass(frozen=True)
class Place:
    """A place of some kind, and how a reader sees it."""

    address: str
    state: Path
    files: Callable[[], Mapping[str, str]]
    is_branch: bool = False

    @property
    def uploader(self) -> Uploader:
        return uploader_for(publish_target(self.address), self.state)


def seen(folder: Path) -> dict[str, str]:
    """What a reader finds: no hidden files."""
    return {
        path: each.read_text("utf-8")
        for each in folder.rglob("*")
        if each.is_file() and not (path := each.relative_to(folder).as_posix()).startswith(".")
    }


def _checked_out(bare: Path, scratch: Path) -> dict[str, str]:
    shutil.rmtree(scratch, ignore_errors=True)
    git("clone", "--quiet", "--branch", "pages", bare, scratch)
    shutil.rmtree(scratch / ".git")
    return seen(scratch)


@dataclass(frozen=True)
class Shell:
    """A server of SSH on loopback that lets its one key in."""

    port: int
    key: Path
    hosts: Path

    @property
    def command(self) -> str:
        return (
            f"ssh -F none -p {self.port} -i {self.key} -o IdentitiesOnly=yes -o BatchMode=yes"
            f" -o UserKnownHostsFile={self.hosts} -o StrictHostKeyChecking=yes"
        )


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """Its keys are made for this one time. People's own settings and keys have no part in it."""
    sshd, maker = installed("sshd"), installed("ssh-keygen")
    installed("ssh")
    folder = tmp_path_factory.mktemp("ssh")
    for name in ("host", "user"):
        subprocess.run([maker, "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name], check=True)
    made = Shell(free_port(), folder / "user", folder / "hosts")
    made.hosts.write_text(f"[{HOST}]:{made.port} {(folder / 'host.pub').read_text()}")
    (folder / "sshd_config").write_text(
        f"ListenAddress {HOST}\nPort {made.port}\nHostKey {folder}/host\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {folder}/user.pub\nPasswordAuthentication no\nUseDNS no\nSubsystem sftp internal-sftp\n"
    )
    if os.geteuid() == 0:  # where its parts without rights live; Debian's service makes it
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    with running([sshd, "-D", "-e", "-f", str(folder / "sshd_config")], made.port, os.environ):
        yield made


def _remote(kind: str, request: pytest.FixtureRequest, folder: Path) -> tuple[str, dict[str, str]]:
    """(address, configuration) of a server that rclone reaches, with the folder behind it."""
    if kind == "sftp":
        shell = request.getfixturevalue("shell")
        known = {"host": HOST, "port": str(shell.port), "user": getuser(), "key_file": str(shell.key)}
        return f"rclone:far:{folder}", {"type": "sftp", **known, "known_hosts_file": str(shell.hosts)}
    port = free_port()
    arguments = [installed("rclone"), "serve", "webdav", str(folder.parent), "--addr", f"{HOST}:{port}"]
    server = running(arguments, port, os.environ)
    server.__enter__()
    request.addfinalizer(lambda: server.__exit__(None, None, None))
    return f"rclone:far:{folder.name}", {"type": "webdav", "url": f"http://{HOST}:{port}", "vendor": "other"}


@pytest.fixture(params=["folder", "git", "rsync", "rclone", "ssh", "sftp", "webdav"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    kind, there, state = request.param, tmp_path / "there", tmp_path / "state"
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "rclone.conf"))
    (tmp_path / "rclone.conf").touch()
    if kind == "ssh":
        installed("rsync")
        monkeypatch.setenv("RSYNC_RSH", request.getfixturevalue("shell").command)
        return Place(f"rsync:{getuser()}@{HOST}:{there}", state, lambda: seen(there))
    if kind in ("sftp", "webdav"):
        installed("rclone")
        address, known = _remote(kind, request, there)
        lines = "\n".join(f"{name} = {value}" for name, value in known.items())
        (tmp_path / "rclone.conf").write_text(f"[far]\n{lines}\n")
        return Place(address, state, lambda: seen(there))
    if kind == "git":
        installed("git")
        git("init", "--quiet", "--bare", there)
        return Place(f"git:{there}#pages", state, lambda: _checked_out(there, tmp_path / "clone"), is_branch=True)
    if kind != "folder":
        installed(kind)
    return Place(f"{kind}:{there}", state, lambda: seen(there / "current" if kind == "folder" else there))


@pytest.fixture
def upload(tmp_path: Path, place: Place) -> Callable[[Mapping[str, str]], DeployPlan]:
    def uploading(files: Mapping[str, str]) -> DeployPlan:
        source = tmp_path / "built"
        shutil.rmtree(source, ignore_errors=True)
        release = read_release(world(source, files))
        uploader = place.uploader
        with uploader.lock():
            found = plan_deploy(uploader.deployed(), release)
            uploader.upload(source, release, found)
            assert uploader.deployed() == release
        return found

    return uploading


def roll_back(place: Place) -> None:
    uploader = place.uploader
    with uploader.lock():
        previous = uploader.previous()
        assert previous is not None
        uploader.roll_back(plan_deploy(uploader.deployed(), previous))
        assert uploader.deployed() == previous


Upload = Callable[[Mapping[str, str]], DeployPlan]


def test_only_what_changed_is_brought_and_what_is_gone_goes(place: Place, upload: Upload) -> None:
    assert set(upload(FIRST).uploads) == set(FIRST)
    assert place.files() == FIRST
    found = upload(SECOND)
    assert set(found.uploads) == {"index.html", "zh/c.html", "data/x.csv"}
    assert found.remove == ("zh/old/b.html",)
    assert place.files() == SECOND
    assert not [each for each in place.state.parent.glob("there/zh/old") if not place.is_branch]


def test_one_goes_back_and_on_again(place: Place, upload: Upload) -> None:
    upload(FIRST)
    upload(SECOND)
    roll_back(place)
    assert place.files() == FIRST
    third = {**SECOND, "index.html": "three"}
    upload(third)
    assert place.files() == third
    roll_back(place)
    assert place.files() == FIRST
    with place.uploader.lock():
        assert place.uploader.previous() is None


def test_a_place_with_other_files_is_refused(place: Place, tmp_path: Path, upload: Upload) -> None:
    there = tmp_path / "there"
    if place.is_branch:
        git("clone", "--quiet", there, tmp_path / "work")
        world(tmp_path / "work", {"mine.txt": "mine"})
        identity = ("-c", "user.name=a", "-c", "user.email=a@b.example")
        git("-C", tmp_path / "work", "add", ".")
        git("-C", tmp_path / "work", *identity, "commit", "--quiet", "--message=mine")
        git("-C", tmp_path / "work", "push", "--quiet", "origin", "HEAD:pages")
        before = place.files()
    else:
        world(there, {"mine.txt": "mine"})
        before = seen(there)
    with pytest.raises(DiagnosticsError) as error:
        upload(FIRST)
    assert error.value.diagnostics[0].mistake.code == "YB743"
    assert "mine.txt" in error.value.diagnostics[0].text()
    assert (place.files() if place.is_branch else seen(there)) == before


def test_a_place_that_does_not_answer_is_a_problem(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if place.address.startswith("folder"):
        (tmp_path / "there").write_text("a file")
    elif place.is_branch:
        shutil.rmtree(tmp_path / "there")
    elif "@" in place.address:
        monkeypatch.setenv("RSYNC_RSH", f"ssh -F none -p {free_port()} -o BatchMode=yes")
    elif place.address.startswith("rsync"):
        (tmp_path / "there").write_text("a file")
    else:
        place = Place("rclone:nowhere:book", place.state, place.files)
    source = world(tmp_path / "built", FIRST)
    release = read_release(source)
    uploader = place.uploader
    with pytest.raises(DiagnosticsError) as error, uploader.lock():
        uploader.upload(source, release, plan_deploy(uploader.deployed(), release))
    assert error.value.diagnostics[0].mistake.code in ("YB741", "YB742", "YB743")


@pytest.mark.parametrize("place", ["folder", "git", "rsync", "rclone"], indirect=True)
def test_a_file_that_did_not_arrive_is_noticed(
    place: Place, upload: Upload, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something between here and there changes `zh/c.html`, or loses it."""
    upload(FIRST)
    if place.is_branch:
        _change_on_the_way(tmp_path / "built/zh/c.html", monkeypatch)
    elif place.address.startswith("folder"):
        copy = shutil.copyfile

        def copying_wrong(source: Path, target: Path) -> None:
            copy(source, target)
            if target.name == "c.html":
                target.write_text("other")

        monkeypatch.setattr("yearbook.deploy.publishing.release_store.shutil.copyfile", copying_wrong)
    else:
        for kind in (sync_uploader.Rsync, sync_uploader.Rclone):
            put = kind.put

            def losing(
                self: object, folder: Path, paths: tuple[str, ...], *, put: Callable[..., None] = put, **more: object
            ) -> None:
                put(self, folder, tuple(each for each in paths if each != "zh/c.html"), **more)

            monkeypatch.setattr(kind, "put", losing)
    with pytest.raises(DiagnosticsError) as error:
        upload(SECOND)
    (found,) = error.value.diagnostics
    assert (found.mistake.code, dict(found.words)["example"]) == ("YB745", "zh/c.html")
    seen_now = place.files()
    if place.is_branch or place.address.startswith("folder"):
        assert seen_now == FIRST
    else:
        assert set(FIRST) <= set(seen_now), "nothing goes before all has come"


def _change_on_the_way(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asking(arguments: Sequence[str], **more: Any) -> ProcessResult:
        if "ghp_import" not in arguments:
            return run_program(arguments, **more)
        whole = file.read_bytes()
        file.write_text("other")
        try:
            return run_program(arguments, **more)
        finally:
            file.write_bytes(whole)

    monkeypatch.setattr("yearbook.deploy.publishing.git_uploader.run_program", asking)


# --- places that cannot change in one step


class CutOffError(Exception):
    """Stands for a kill."""


@pytest.mark.parametrize(
    ("place", "step"),
    [("rsync", 1), ("rsync", 2), ("rsync", 3), ("rsync", 4), ("rclone", 3), ("ssh", 3)],
    indirect=["place"],
)
def test_one_that_was_cut_off_is_completed(place: Place, upload: Upload, step: int) -> None:
    upload(FIRST)
    left = step
    with pytest.MonkeyPatch.context() as patch:
        for kind in (sync_uploader.Rsync, sync_uploader.Rclone):
            put = kind.put

            def cut(self: object, *arguments: object, put: Callable[..., None] = put, **more: object) -> None:
                nonlocal left
                left -= 1
                if not left:
                    raise CutOffError
                put(self, *arguments, **more)

            patch.setattr(kind, "put", cut)
        with pytest.raises(CutOffError):
            upload(SECOND)
    linked = {"zh/c.html", "data/x.csv"}  # what the new index may link to
    assert place.files()["index.html"] == "one" or linked <= set(place.files())
    assert set(FIRST) <= set(place.files())
    upload(SECOND)
    assert place.files() == SECOND
    roll_back(place)
    assert place.files() == FIRST


@pytest.mark.parametrize("place", ["rsync", "rclone", "ssh", "sftp", "webdav"], indirect=True)
def test_what_others_put_there_stays_and_what_they_changed_is_mended(
    place: Place, upload: Upload, tmp_path: Path
) -> None:
    upload(FIRST)
    there = world(tmp_path / "there", {"zh/old/mine.txt": "mine", "data/x.csv": "z"})
    upload({**FIRST, "index.html": "two"})
    assert place.files() == {**FIRST, "index.html": "two", "zh/old/mine.txt": "mine"}
    upload(SECOND)
    assert place.files() == {**SECOND, "zh/old/mine.txt": "mine"}
    assert (there / RELEASE_RECORD).exists()


def test_a_file_of_the_current_release_that_somebody_changed_is_not_carried_over(tmp_path: Path) -> None:
    release = read_release(world(tmp_path / "built", FIRST))
    uploader = uploader_for(publish_target(f"folder:{tmp_path}/there"), tmp_path / "state")
    with uploader.lock():
        uploader.upload(tmp_path / "built", release, plan_deploy(None, release))
        (tmp_path / "there/current/zh/a.html").write_text("changed")
        uploader.upload(tmp_path / "built", release, plan_deploy(None, release))
    assert seen(tmp_path / "there/current") == FIRST


def test_a_domain_that_was_set_for_the_branch_stays(tmp_path: Path) -> None:
    installed("git")
    bare, work = tmp_path / "there", tmp_path / "work"
    git("init", "--quiet", "--bare", bare)
    uploader = uploader_for(publish_target(f"git:{bare}#pages"), tmp_path / "state")
    for text in ("one", "two"):
        source = world(tmp_path / "built", {"index.html": text})
        release = read_release(source)
        with uploader.lock():
            uploader.upload(source, release, plan_deploy(uploader.deployed(), release))
        if text == "one":
            git("clone", "--quiet", "--branch", "pages", bare, work)
            world(work, {"CNAME": "book.example\n"})
            git("-C", work, "add", ".")
            git("-C", work, "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "--quiet", "--message=x")
            git("-C", work, "push", "--quiet", "origin", "pages")
    assert _checked_out(bare, tmp_path / "clone") == {"index.html": "two", "CNAME": "book.example"}
