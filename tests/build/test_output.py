"""The output folder: what is kept, made and removed, and that nothing ever leaves it a mixture."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from yearbook.build.output import system
from yearbook.build.output.decision import Decision, Reason, decide
from yearbook.build.output.folder import find_altered, read_output
from yearbook.build.output.lock import OutputLock, lock_output, release_lock
from yearbook.build.output.manifest import (
    MANIFEST,
    FolderContents,
    Manifest,
    ManifestEntry,
    WrittenFile,
    decode_manifest,
    encode_manifest,
    is_safe,
)
from yearbook.build.output.staging import OutputTree, commit, create_tree, write_output
from yearbook.core.diagnostics import DiagnosticsError, show
from yearbook.core.digest import digest_bytes
from yearbook.core.output_file import OutputFile

OLD = {"index.html": b"home", "b.html": b"old", "c/d.html": b"to go", "c/e.html": b"", "zh/x/y.html": b"deep"}
NEW = {
    "index.html": b"home",
    "b.html": b"new",
    "c/e.html": b"",
    "zh/x/y.html": b"deep",
    "f/g/h.html": b"made",
}
FOREIGN = {"CNAME": b"example.org", ".git/refs/main": b"1f2e", "c/note.txt": b"mine"}


def write_file(tree: OutputTree, path: str, data: bytes) -> WrittenFile:
    written = write_output(tree, OutputFile(path, data)).written
    assert written
    return written


def build(folder: Path, pages: Mapping[str, bytes], *, during: Callable[[], None] = lambda: None) -> Decision:
    """A whole build; a page's key is the digest of its bytes."""
    wanted = {path: digest_bytes(data) for path, data in pages.items()}
    with lock_output(folder) as held:
        found = read_output(held)
        decision = decide(found, wanted, find_altered(held.folder, found.entries.items()))
        if not decision.is_nothing:
            tree = create_tree(held, {})
            written = [write_file(tree, path, pages[path]) for path, _ in decision.make]
            during()
            commit(held, found, decision, tree=tree, written=written)
    return decision


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def pages(folder: Path) -> dict[str, bytes]:
    return {path: data for path, data in files(folder).items() if path != MANIFEST}


def put(folder: Path, content: Mapping[str, bytes]) -> None:
    for path, data in content.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def codes(error: pytest.ExceptionInfo[DiagnosticsError]) -> list[str]:
    texts = [show(each, language=language) for each in error.value.diagnostics for language in ("en", "zh")]
    assert all("{" not in text for text in texts)
    return [each.mistake.code for each in error.value.diagnostics]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty parent with the site in it, so that leftovers beside the site are seen."""
    return tmp_path / "out" / "site"


@pytest.fixture
def built(site: Path) -> Iterator[Path]:
    """A site of ours with files of an editor in it. Whatever happens, nothing is left beside it."""
    build(site, OLD)
    put(site, FOREIGN)
    yield site
    assert names(site.parent) == ["site"]


# What is decided


def test_the_first_build_makes_everything(site: Path) -> None:
    decision = build(site, OLD)
    assert decision.make == tuple((path, Reason.NEW) for path in OLD)
    assert (decision.keep, decision.remove) == ((), ())
    assert pages(site) == OLD
    assert names(site.parent) == ["site"]


def test_pages_are_kept_made_and_removed(built: Path) -> None:
    before = (built / "index.html").stat().st_ino
    decision = build(built, NEW)
    assert decision.keep == ("index.html", "c/e.html", "zh/x/y.html")
    assert decision.make == (("b.html", Reason.RECIPE), ("f/g/h.html", Reason.NEW))
    assert decision.remove == ("c/d.html",)
    assert pages(built) == {**NEW, **FOREIGN}
    assert (built / "index.html").stat().st_ino == before
    assert (built / "index.html").stat().st_nlink == 1


def test_a_folder_that_lost_its_last_page_goes(site: Path) -> None:
    build(site, OLD)
    build(site, {"index.html": b"home"})
    assert names(site) == [MANIFEST, "index.html"]


def _replace_by_link(path: Path) -> None:
    """A link to the very same bytes is still not what was written."""
    elsewhere = path.parent.parent.parent / "elsewhere.html"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda path: path.write_bytes(b"hOme"), Reason.ALTERED),
        (lambda path: path.write_bytes(b"home and more"), Reason.ALTERED),
        (lambda path: path.write_bytes(b"ho"), Reason.ALTERED),
        (_replace_by_link, Reason.ALTERED),
        (Path.unlink, Reason.MISSING),
    ],
)
def test_a_page_changed_on_disk_is_made_again(built: Path, change: Callable[[Path], object], reason: Reason) -> None:
    before = (built / "index.html").stat()
    change(built / "index.html")
    if reason is Reason.ALTERED:  # not even the times give it away
        os.utime(built / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns), follow_symlinks=False)
    assert build(built, OLD).make == (("index.html", reason),)
    assert pages(built) == {**OLD, **FOREIGN}
    assert not (built / "index.html").is_symlink()


def test_reasons_are_said_in_both_languages() -> None:
    assert all(each.text("en") and each.text("zh") != each.text("en") for each in Reason)


def _snapshot(folder: Path) -> dict[str, tuple[int, ...]]:
    return {
        str(path): (stamp.st_ino, stamp.st_mtime_ns, stamp.st_ctime_ns)
        for path in (folder.parent, folder, *folder.rglob("*"))
        for stamp in (path.stat(),)
    }


def test_nothing_is_written_when_nothing_changed(built: Path) -> None:
    before = _snapshot(built)
    assert build(built, OLD).is_nothing
    assert _snapshot(built) == before


def test_the_record_is_the_same_for_the_same_pages(built: Path, tmp_path: Path) -> None:
    build(built, NEW)
    build(tmp_path / "clean", dict(reversed(NEW.items())))
    assert files(built)[MANIFEST] == files(tmp_path / "clean")[MANIFEST]


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/a",
        "a/",
        "a//b",
        ".",
        "..",
        "../a",
        "a/..",
        "a/../b",
        "./a",
        "a/./b",
        "a\\b",
        "a\nb",
        "a\0",
        "\udc80",
        MANIFEST,
    ],
)
def test_unsafe_paths_are_refused(site: Path, path: str) -> None:
    assert not is_safe(path)
    with pytest.raises(DiagnosticsError) as error:
        decide(FolderContents(None), {path: "key"}, {})
    assert codes(error) == ["YB602"]
    with pytest.raises(DiagnosticsError) as error:
        write_file(OutputTree(site, {}), path, b"")
    assert codes(error) == ["YB602"]


@pytest.mark.parametrize("path", ["a", "a.b/..c", ".htaccess", "...", ".well-known/x", "年/二七.html", "a b"])
def test_safe_paths_are_taken(path: str) -> None:
    assert is_safe(path)


def test_a_path_cannot_be_file_and_folder() -> None:
    with pytest.raises(DiagnosticsError) as error:
        decide(FolderContents(None), {"a": "1", "a/b/c": "2"}, {})
    assert codes(error) == ["YB604"]


# What is not ours


@pytest.mark.parametrize("name", ["thesis.docx", "index.html", "empty folder/", ".git/config"])
def test_a_foreign_folder_is_refused(site: Path, name: str) -> None:
    if name.endswith("/"):
        (site / name).mkdir(parents=True)
    else:
        put(site, {name: b"mine"})
    with pytest.raises(DiagnosticsError) as error:
        build(site, OLD)
    assert codes(error) == ["YB601"]
    assert files(site) == ({} if name.endswith("/") else {name: b"mine"})
    assert names(site.parent) == ["site"]


def test_a_folder_kept_in_git_counts_as_empty(site: Path) -> None:
    put(site, {".gitignore": b"*"})
    build(site, OLD)
    assert pages(site) == {**OLD, ".gitignore": b"*"}


def test_foreign_files_links_and_folders_are_carried_over_untouched(built: Path) -> None:
    (built / "private").mkdir(mode=0o700)
    (built / "latest").symlink_to("b.html")
    (built / "c" / "dangling").symlink_to("nowhere")
    (built / "folder").symlink_to("c")
    inode = (built / "CNAME").stat().st_ino
    with lock_output(built) as held:
        foreign = read_output(held).foreign
    assert foreign == (".git/refs/main", "CNAME", "c/dangling", "c/note.txt", "folder", "latest")
    build(built, NEW)
    assert (built / "latest").read_bytes() == b"new"
    assert (built / "c" / "dangling").readlink() == Path("nowhere")
    assert (built / "folder").readlink() == Path("c")
    assert (built / "CNAME").stat().st_ino == inode
    assert stat.S_IMODE((built / "private").stat().st_mode) == 0o700


@pytest.mark.parametrize("path", ["CNAME", "CNAME/page.html", ".git/refs", "c/note.txt"])
def test_a_page_never_replaces_a_foreign_file(built: Path, path: str) -> None:
    before = files(built)
    with pytest.raises(DiagnosticsError) as error:
        build(built, {**OLD, path: b"page"})
    assert codes(error) == ["YB603"]
    assert files(built) == before


def test_files_that_come_or_change_during_a_build_are_not_lost(built: Path) -> None:
    def edit() -> None:
        put(built, {"come/late.txt": b"late", "f/g/h.html": b"not a page", "CNAME.new": b"example.com!"})
        (built / "CNAME.new").rename(built / "CNAME")

    build(built, NEW, during=edit)
    late = {"come/late.txt": b"late", "f/g/h.html~": b"not a page", "CNAME": b"example.com!"}
    assert pages(built) == {**NEW, **FOREIGN, **late}


def manifest(files: object, inputs: object = "") -> bytes:
    """One that says of itself that it is whole."""
    body = b", " + json.dumps({"inputs": inputs, "files": files}).encode()[1:]
    return b'{"made by": "yearbook", "format": 2, "check": "' + digest_bytes(body).encode() + b'"' + body


def test_a_record_that_is_whole_is_taken() -> None:
    assert decode_manifest(manifest({"x": ["k", "d", 1]})) == Manifest({"x": ManifestEntry("k", "d", 1)})


@pytest.mark.parametrize(
    "damage",
    [
        *(
            b"",
            b"{",
            b"[]",
            b"null",
            b"\xff",
            b'{"made by": "yearbook", "format": 3, "files": {}}',
            b"[" * 100_000,
        ),
        manifest({"../../x": ["k", "d", 1]}),
        manifest({"x": ["k", "d", "1"]}),
        manifest({"x": ["k", "d"]}),
        manifest([]),
        manifest({"x": ["k", "d", 1]}).replace(b'"k"', b'"j"'),
        manifest({}, 7),
    ],
    ids=lambda damage: damage[-24:].decode("latin-1"),
)
def test_with_a_damaged_record_all_is_made_again_and_nothing_deleted(built: Path, damage: bytes) -> None:
    (built / MANIFEST).write_bytes(damage)
    decision = build(built, NEW)
    assert decision.make == tuple((path, Reason.NO_RECORD) for path in NEW)
    assert pages(built) == {**NEW, **FOREIGN, "c/d.html": b"to go"}
    assert build(built, NEW).is_nothing


def test_a_damaged_record_is_renewed_even_for_no_page(built: Path) -> None:
    (built / MANIFEST).write_bytes(b"")
    assert not build(built, {}).is_nothing
    assert build(built, {}).is_nothing
    assert pages(built) == {**OLD, **FOREIGN}


def test_a_record_survives_its_manifest() -> None:
    record = Manifest({"年/a.html": ManifestEntry("k", "d", 3), "b": ManifestEntry("", "", 0)})
    assert decode_manifest(encode_manifest(record)) == record


# Killed, refused, disturbed

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


def _without_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "exchange_folders", lambda first, second: False)


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of a hundred builds, which no power cut threatens."""
    monkeypatch.setattr(system, "flush_file_system", lambda folder: None)
    monkeypatch.setattr(system, "flush_folder", lambda folder: None)


@pytest.mark.parametrize("exchange", [True, False])
@pytest.mark.usefixtures("unflushed")
def test_killed_anywhere_the_site_is_old_or_new_and_the_next_build_is_clean(
    built: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not exchange:
        _without_exchange(monkeypatch)
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
    _without_exchange(monkeypatch)
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
        _without_exchange(monkeypatch)
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

    _without_exchange(monkeypatch)
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
            commit(held, found, decision, tree=tree, written=[write_file(tree, "a", b"")])


def test_a_page_is_never_written_twice(built: Path) -> None:
    with lock_output(built) as held:
        found = read_output(held)
        decision = decide(found, {"index.html": digest_bytes(b"home")}, {})
        tree = create_tree(held, {})
        write_file(tree, "index.html", b"other")
        with pytest.raises(DiagnosticsError) as error:
            commit(held, found, decision, tree=tree, written=[])
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


# The lock


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

    _without_exchange(monkeypatch)
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


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other calls")
def test_linux_exchanges_in_one_step(tmp_path: Path) -> None:
    put(tmp_path, {"a/x": b"a", "b/x": b"b"})
    assert system.exchange_folders(str(tmp_path / "a"), str(tmp_path / "b"))
    assert files(tmp_path) == {"a/x": b"b", "b/x": b"a"}
    assert not system.exchange_folders(str(tmp_path / "a"), str(tmp_path / "missing"))


def test_held_says_where(site: Path) -> None:
    with lock_output(site) as held:
        assert isinstance(held, OutputLock)
        assert (held.folder, held.staging) == (site, site.parent / ".site.staging")
        assert not held.staging.exists()
