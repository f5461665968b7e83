"""One build at a time writes to an output folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.output import FOREIGN, NEW, OLD, build, pages, without_exchange
from yearbook.build.output import system
from yearbook.build.output.lock import OutputLock, lock_output, release_lock
from yearbook.core.diagnostics import DiagnosticsError


def _is_busy(site: Path) -> bool:
    try:
        with lock_output(site):
            return False
    except DiagnosticsError as error:
        assert [each.mistake.code for each in error.diagnostics] == ["YB605"]
        return True


def test_two_builds_at_once(built: Path) -> None:
    with lock_output(built):
        assert _is_busy(built)
    assert not _is_busy(built)


def test_a_folder_exchanged_while_it_is_being_locked_is_locked_anew(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(site, OLD)
    real = system.open_and_lock

    def open_late(folder: str) -> int | None:
        descriptor = real(folder)
        monkeypatch.setattr(system, "open_and_lock", real)
        build(site, NEW)
        return descriptor

    monkeypatch.setattr(system, "open_and_lock", open_late)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(fcntl, "flock", lambda descriptor, operation: None)
        with lock_output(site) as held:
            assert [os.path.samestat(os.fstat(each), site.stat()) for each in held.descriptors] == [True]


@pytest.mark.parametrize("exchange", [True, False])
def test_the_lock_goes_along_with_the_exchange(built: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    busy = []
    real = system.exchange_folders

    def between(first: str, second: str) -> bool:
        busy.append(_is_busy(built))
        done = exchange and real(first, second)
        busy.append(_is_busy(built))
        return done

    monkeypatch.setattr(system, "exchange_folders", between)
    monkeypatch.setattr(system, "flush_folder", lambda folder: busy.append(_is_busy(built)))
    build(built, NEW)
    assert busy == [True, True, True]
    assert not _is_busy(built)


def test_a_build_in_the_gap_between_two_renames_is_refused(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.rename
    busy = []

    def rename(first: Any, second: Any) -> None:
        if str(second) == str(built):
            monkeypatch.setattr(os, "rename", real)
            busy.append(_is_busy(built))
        real(first, second)

    without_exchange(monkeypatch)
    monkeypatch.setattr(os, "rename", rename)
    build(built, NEW)
    assert busy == [True]
    assert pages(built) == {**NEW, **FOREIGN}


def test_a_worker_that_let_go_does_not_keep_the_lock(built: Path) -> None:
    go_on, told = os.pipe()
    ready, tells = os.pipe()
    with lock_output(built) as held:
        if not (child := os.fork()):
            release_lock(held)
            os.close(told)
            os.write(tells, b"!")
            os.read(go_on, 1)  # until the parent is done
            os._exit(0)
        os.read(ready, 1)
        release_lock(held)  # as if killed
        assert not _is_busy(built)
    for each in (told, go_on, ready, tells):
        os.close(each)
    assert os.waitpid(child, 0)[1] == 0


def test_held_says_where(site: Path) -> None:
    with lock_output(site) as held:
        assert isinstance(held, OutputLock)
        assert (held.folder, held.staging) == (site, site.parent / ".site.staging")
        assert not held.staging.exists()


def test_the_folder_of_another_user_is_refused_before_any_work(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after a build with the rights of an administrator: nothing in it can be replaced."""
    before = pages(built)
    owner = built.stat().st_uid
    monkeypatch.setattr(os, "access", lambda *_: False)
    with lock_output(built):
        pass  # who owns it sees the error of the system, if there is one
    monkeypatch.setattr(os, "geteuid", lambda: owner + 54321)
    with pytest.raises(DiagnosticsError) as caught, lock_output(built):
        pytest.fail("locked")
    (refused,) = caught.value.diagnostics
    assert refused.mistake.code == "YB610"
    assert f"sudo chown -R {owner + 54321} {built.as_posix()}" in refused.hint()
    assert pages(built) == before
