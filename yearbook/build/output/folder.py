"""Read an output folder: its manifest, its foreign files, and which of its files differ from the manifest.

Whether a kept file is still what was written is decided by its bytes, not by its times: reading and hashing a page
takes 10 µs, a look at its times 2.5. But an edit may keep the times, a copy to another machine changes them, and they
would have to be in the manifest, so that two builds of the same content would no longer write the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from yearbook.build.output.decision import Reason
from yearbook.build.output.lock import OutputLock
from yearbook.build.output.manifest import MANIFEST, FolderContents, ManifestEntry, decode_manifest, folders_of
from yearbook.build.output.system import reporting_os_errors
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest_bytes

NOT_OURS = DiagnosticKind(
    "YB601",
    "the output folder holds files that were not made by this program",
    hint="It was left untouched; `{example}` is in it. Choose another folder, or an empty one.",
)

EXPECTED_IN_EMPTY = frozenset((".gitignore", ".DS_Store"))
"""Files that a folder may hold and still count as empty: what keeps it in git, and what the macOS Finder adds."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_LARGE = 1 << 20
"""Bytes from which the system is asked for the size first: reading takes memory for the size that a manifest claims."""


def read_output(lock: OutputLock) -> FolderContents:
    """Return what is in the folder. Raises YB601 if it has files and no manifest; a damaged one is accepted."""
    with reporting_os_errors(lock.display_name):
        files, folders = _walk(str(lock.folder))
        if MANIFEST in files:
            manifest = decode_manifest((lock.folder / MANIFEST).read_bytes())
        elif others := sorted({*files, *folders} - EXPECTED_IN_EMPTY):
            raise DiagnosticsError([diagnostic(NOT_OURS, Location(lock.display_name), example=others[0])])
        else:
            return FolderContents(None, tuple(sorted(files)))
    entries = manifest.entries
    own_folders = folders_of(entries)
    return FolderContents(
        manifest,
        tuple(sorted(path for path in files if path not in entries and path != MANIFEST)),
        tuple(sorted(path for path in folders if path not in own_folders)),
    )


def find_altered(folder: Path, entries: Iterable[tuple[str, ManifestEntry]]) -> dict[str, Reason]:
    """Return the paths whose file is not what was written, and why. Reads each file; safe in any process."""
    found = {}
    for path, entry in entries:
        try:
            descriptor = os.open(f"{folder}/{path}", _READ)
        except (FileNotFoundError, NotADirectoryError):
            found[path] = Reason.MISSING
            continue
        except OSError:  # a symbolic link, or unreadable: not what was written
            found[path] = Reason.ALTERED
            continue
        if not _is_as_written(descriptor, entry):
            found[path] = Reason.ALTERED
    return found


def _is_as_written(descriptor: int, entry: ManifestEntry) -> bool:
    """Return whether the file has the recorded size and bytes, and close it."""
    try:
        if not 0 <= entry.size < _LARGE and os.fstat(descriptor).st_size != entry.size:
            return False
        data = os.read(descriptor, entry.size + 1)  # one more, to see whether it has grown
        while data and len(data) < entry.size and (more := os.read(descriptor, entry.size - len(data))):
            data += more
    except OSError:  # a folder, or a medium that fails
        return False
    finally:
        os.close(descriptor)
    return len(data) == entry.size and digest_bytes(data) == entry.digest


def _walk(root: str) -> tuple[list[str], list[str]]:
    """Return the paths of all files and links, and of all folders, under `root`; links are not followed."""
    files: list[str] = []
    folders: list[str] = []
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        with os.scandir(f"{root}/{parent}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(parent + entry.name)
                    waiting.append(f"{parent}{entry.name}/")
                else:
                    files.append(parent + entry.name)
    return files, folders
