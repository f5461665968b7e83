"""Killed or refused by the system at any moment, the folder is the old site or the new one."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.support.output import FOREIGN, NEW, OLD, build, codes, files, names, pages, put, without_exchange, write_file
from yearbook.build.output import system
from yearbook.build.output.decision import decide
from yearbook.build.output.folder import read_output
from yearbook.build.output.lock import lock_output
from yearbook.build.output.staging import commit, create_tree
from yearbook.core.diagnostics import DiagnosticsError, show
from yearbook.core.digest import digest_bytes

CHANGES = ("mkdir", "link", "rename", "unlink", "rmdir", "write", "chmod", "open")


def _watch(monkeypatch: pytest.MonkeyPatch, before: Callable[[Callable[..., Any], tuple[Any, ...]], None]) -> None:
    """Calls `before` ahead of each system call that changes the file system."""

    def watched(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            before(original, arguments)
            return original(*arguments, **options)

        return call

    for name in CHANGES:
        monkeypatch.setattr(os, name, watched(getattr(os, name)))
    for name in ("exchange_folders", "flush_file_system", "flush_folder"):
        monkeypatch.setattr(system, name, watched(getattr(system, name)))


def _build_and_die(site: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> bool:
    """A build in a child that dies ahead of its `turn`-th change, a write half done; True if it finished."""
    if child := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    try:
        count = 0
        real_write = os.write

        def die(original: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
            nonlocal count
            count += 1
            if count == turn:
                if original is real_write:
                    real_write(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os._exit(1)

        _watch(monkeypatch, die)
        build(site, NEW)
        os._exit(0)
    finally:
        os._exit(2)


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.usefixtures("unflushed")
def test_killed_anywhere_the_site_is_old_or_new_and_the_next_build_is_clean(
    built: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not exchange:
        without_exchange(monkeypatch)
    build(tmp_path / "clean", OLD)
    old = {**files(tmp_path / "clean"), **FOREIGN}
    build(tmp_path / "clean", NEW)
    new = {**files(tmp_path / "clean"), **FOREIGN}
    seen, turn, finished = [], 0, False
    while not finished:
        turn += 1
        finished = _build_and_die(built, turn, monkeypatch)
        if not built.exists():  # in the gap between two renames
            assert not exchange
            with lock_output(built):
                pass
        now = files(built)
        assert now in (old, new)
        seen.append(now == new)
        build(built, NEW)
        assert files(built) == new
        assert names(built.parent) == ["site"]
        build(built, OLD)
        assert files(built) == old
    assert seen == sorted(seen)
    assert turn > 40
    assert seen.count(True) > 10


@pytest.mark.usefixtures("unflushed")
def test_a_site_killed_between_two_renames_is_put_back(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without_exchange(monkeypatch)
    before = files(built)
    for turn in range(1, 100):
        _build_and_die(built, turn, monkeypatch)
        if not built.exists():
            break
    assert not built.exists()
    with lock_output(built) as held:
        assert files(held.folder) == before
    assert files(built) == before


@pytest.mark.parametrize("exchange", [True, False])
def test_a_reader_never_sees_a_mixture(
    built: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not exchange:
        without_exchange(monkeypatch)
    seen: list[dict[str, bytes] | None] = []

    def look(original: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
        with monkeypatch.context() as plain:
            for name, function in originals.items():
                plain.setattr(os, name, function)
            seen.append(files(built) if built.exists() else None)

    originals = {name: getattr(os, name) for name in CHANGES}
    old = files(built)
    with monkeypatch.context() as patched:
        _watch(patched, look)
        build(built, NEW)
    new = files(built)
    changed = [seen[0], *(now for last, now in pairwise(seen) if now != last)]
    assert changed == ([old, new] if exchange else [old, None, new])


def _no_space(*arguments: Any, **options: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", ["mkdir", "link", "chmod", "rename", "write", "flush_file_system"])
def test_a_refusal_of_the_system_leaves_the_old_site(built: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(built)
    with monkeypatch.context() as patched, pytest.raises(DiagnosticsError) as error:
        patched.setattr(system if call == "flush_file_system" else os, call, _no_space)
        build(built, NEW)
    assert codes(error) == ["YB600"]
    assert "No space left" in error.value.diagnostics[0].text()
    assert files(built) == before


@pytest.mark.parametrize("turn", [1, 2])
def test_a_folder_that_cannot_be_replaced_stays(built: Path, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(built)
    real, turns = os.rename, [1, 2, 3]

    def rename(first: Any, second: Any) -> None:
        if turns.pop(0) == turn:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        real(first, second)

    without_exchange(monkeypatch)
    with pytest.raises(DiagnosticsError) as error:
        build(built, NEW, during=lambda: monkeypatch.setattr(os, "rename", rename))
    assert codes(error) == ["YB607"]
    assert files(built) == before


def test_a_full_disk_is_reported_for_the_page(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with lock_output(built) as held:
        tree = create_tree(held, {})
        with monkeypatch.context() as patched, pytest.raises(DiagnosticsError) as error:
            patched.setattr(os, "write", _no_space)
            write_file(tree, "zh/new.html", b"page")
    assert show(error.value.diagnostics[0]).splitlines()[0] == (
        "site/zh/new.html: error[YB600]: cannot read or write `site/zh/new.html`: No space left on device"
    )


def test_a_write_in_pieces_is_whole(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: real(descriptor, data[:3]))
    build(site, OLD)
    assert pages(site) == OLD
    assert build(site, OLD).is_nothing


def test_an_old_tree_that_cannot_be_removed_is_reported_and_cleared_later(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", _no_space)
        with pytest.raises(DiagnosticsError) as error:
            build(built, NEW)
    assert codes(error) == ["YB608"]
    assert pages(built) == {**NEW, **FOREIGN}
    assert len(names(built.parent)) == 2
    assert build(built, NEW).is_nothing


def test_where_links_are_impossible_files_are_copied(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: Any, **options: Any) -> None:
        raise OSError(errno.EPERM, "no links")

    (built / "latest").symlink_to("CNAME")
    monkeypatch.setattr(os, "link", refuse)
    build(built, NEW)
    assert pages(built) == {**NEW, **FOREIGN, "latest": b"example.org"}
    assert (built / "latest").is_symlink()


def test_an_error_in_the_middle_leaves_the_old_site(built: Path) -> None:
    before = files(built)

    def fail() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(built, NEW, during=fail)
    assert files(built) == before


def test_a_failed_first_build_leaves_no_folder(site: Path) -> None:
    with pytest.raises(DiagnosticsError):
        build(site, {"..": b""})
    assert names(site.parent) == []


def test_what_was_not_written_is_not_committed(built: Path) -> None:
    with lock_output(built) as held:
        found = read_output(held)
        decision = decide(found, {"a": "k", "b": "k"}, {})
        tree = create_tree(held, {})
        with pytest.raises(ValueError, match="not those of the decision"):
            commit(held, found, decision, tree=tree, written={"a": write_file(tree, "a", b"")})


def test_a_page_is_never_written_twice(built: Path) -> None:
    with lock_output(built) as held:
        found = read_output(held)
        decision = decide(found, {"index.html": digest_bytes(b"home")}, {})
        tree = create_tree(held, {})
        write_file(tree, "index.html", b"other")
        with pytest.raises(DiagnosticsError) as error:
            commit(held, found, decision, tree=tree, written={})
    assert codes(error) == ["YB600"]
    assert files(built)["index.html"] == b"home"


def test_a_folder_beside_that_is_not_ours_is_left_alone(site: Path) -> None:
    build(site, OLD)
    put(site.parent, {".site.staging/letter.txt": b"mine"})
    with pytest.raises(DiagnosticsError) as error:
        build(site, NEW)
    assert codes(error) == ["YB606"]
    assert files(site.parent / ".site.staging") == {"letter.txt": b"mine"}
    assert pages(site) == OLD


def test_a_file_in_the_place_of_the_folder_is_reported(site: Path) -> None:
    put(site.parent, {"site": b"mine"})
    with pytest.raises(DiagnosticsError) as error:
        build(site, NEW)
    assert codes(error) == ["YB600"]
    assert site.read_bytes() == b"mine"


def test_a_link_to_the_output_folder_is_followed(built: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(built)
    build(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert pages(built) == {**NEW, **FOREIGN}


def test_permissions_are_ordinary(site: Path) -> None:
    site.mkdir(parents=True)
    site.chmod(0o705)
    before = os.umask(0o027)
    try:
        build(site, OLD)
    finally:
        os.umask(before)
    assert stat.S_IMODE(site.stat().st_mode) == 0o705
    assert stat.S_IMODE((site / "c/d.html").stat().st_mode) == 0o640
    assert stat.S_IMODE((site / "c").stat().st_mode) == 0o750


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other calls")
def test_linux_exchanges_in_one_step(tmp_path: Path) -> None:
    put(tmp_path, {"a/x": b"a", "b/x": b"b"})
    assert system.exchange_folders(str(tmp_path / "a"), str(tmp_path / "b"))
    assert files(tmp_path) == {"a/x": b"b", "b/x": b"a"}
    assert not system.exchange_folders(str(tmp_path / "a"), str(tmp_path / "missing"))
