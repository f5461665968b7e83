"""What is kept, written and removed, and that foreign files stay."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.output import FOREIGN, NEW, OLD, build, codes, files, names, pages, put, write_file
from yearbook.build.output.decision import Reason, decide
from yearbook.build.output.folder import read_output
from yearbook.build.output.lock import lock_output
from yearbook.build.output.manifest import MANIFEST, FolderContents, is_safe
from yearbook.build.output.staging import OutputTree
from yearbook.core.diagnostics import DiagnosticsError


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
