"""Remove what a finished or killed build left beside the output folder.

New trees are made beside the folder: `site` has `.site.staging`, which exists only while a build writes. In it:

    1f2e3d4c-9876   a tree that was created as inode 9876. If it has that inode, it is a new tree that was never
                    committed, and is deleted. Another inode: the exchange has put the old site here.
    5a6b7c8d-0      the old site, moved aside by a plain rename. If `site` is missing, it belongs back there.

The first part is random, so that a worker which outlives its killed build cannot write into the tree of the next
build. An old site is removed file by file: what its manifest does not name is moved into the new site, never deleted.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Container
from pathlib import Path

from yearbook.build.output.manifest import MANIFEST, Manifest, decode_manifest
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

# Paths are strings, and `os` is called directly: pathlib takes several times as long, which shows at 20,000 files.
# ruff: noqa: PTH103, PTH104, PTH106, PTH108, PTH116, PTH120, PTH123, PTH208

NOT_STAGING = DiagnosticKind(
    "YB606",
    "this folder is needed for new pages, but `{name}` in it was not made by this program",
    hint="It was left untouched. Move it elsewhere, then build again.",
)

_TREE = re.compile(r"[0-9a-f]{8}(?:-(\d+))?")
_OLD_SITE = "-0"  # no folder has inode 0


def staging_name(inode: int | None = None) -> str:
    """Return a new name for a tree beside the folder; without an inode, the name of an old site moved aside."""
    return os.urandom(4).hex() + (_OLD_SITE if inode is None else f"-{inode}")


def old_sites(staging: Path) -> list[Path]:
    """Return the old sites that were moved aside by a rename."""
    return [staging / name for name in _names(staging) if name.endswith(_OLD_SITE)]


def remove_leftovers(staging: Path, site: Path, replaced: Manifest | None) -> None:
    """Remove the trees in `staging`, after moving foreign files of an old site into `site`.

    `replaced`: the manifest of the site that was just replaced. Raises YB606 if something else is in `staging`.
    """
    names = _names(staging)
    if unknown := [name for name in names if not _TREE.fullmatch(name)]:
        raise DiagnosticsError([diagnostic(NOT_STAGING, Location(staging.as_posix()), name=unknown[0])])
    for name in names:
        tree = f"{staging}/{name}"
        _remove_tree(tree, str(site), _deletable(tree, name, str(site), replaced))
    with contextlib.suppress(FileNotFoundError):
        os.rmdir(staging)


def _deletable(tree: str, name: str, site: str, replaced: Manifest | None) -> Container[str] | None:
    """Return the paths in a tree that may be deleted; None if all of them may."""
    inode = name.partition("-")[2]
    if not inode or int(inode) == os.stat(tree).st_ino:
        return None  # a new tree: links and copies
    manifest = replaced or _manifest_in(tree)
    if manifest is None:
        return ()
    # With a damaged manifest, the files that the new site has too were replaced, and may go.
    return _paths_in(site) if manifest.damaged else manifest.entries


def _remove_tree(tree: str, site: str, deletable: Container[str] | None, folder: str = "") -> None:
    """Remove a tree, its manifest last, so that its files can still be told apart after a kill."""
    with os.scandir(f"{tree}/{folder}") as scanned:
        entries = tuple(scanned)
    for entry in entries:
        path = folder + entry.name
        if entry.is_dir(follow_symlinks=False):
            _remove_tree(tree, site, deletable, f"{path}/")
        elif path == MANIFEST:
            continue
        elif deletable is None or path in deletable:
            os.unlink(entry.path)
        else:
            _move_foreign_file(entry.path, site, path)
    if not folder:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(f"{tree}/{MANIFEST}")
    os.rmdir(f"{tree}/{folder}")


def _move_foreign_file(source: str, site: str, path: str) -> None:
    """Move a foreign file of the old tree into the site, unless it is there already, linked or copied."""
    target = f"{site}/{path}"
    old = os.lstat(source)
    try:
        new = os.lstat(target)
    except FileNotFoundError:  # it was created while the build ran
        os.makedirs(os.path.dirname(target), exist_ok=True)
        os.rename(source, target)
        return
    if os.path.samestat(old, new) or (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns):
        os.unlink(source)
    elif path in _paths_in(site):  # it was created while a page was rendered for the same path
        os.rename(source, f"{target}~")
    else:  # it was replaced while the build ran
        os.rename(source, target)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except FileNotFoundError:
        return []


def _paths_in(tree: str) -> Container[str]:
    manifest = _manifest_in(tree)
    return manifest.entries if manifest else ()


def _manifest_in(tree: str) -> Manifest | None:
    try:
        with open(f"{tree}/{MANIFEST}", "rb") as file:
            return decode_manifest(file.read())
    except FileNotFoundError:
        return None
