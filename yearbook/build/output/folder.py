"""An output folder on disk → what is in it, and which of its files are no longer as they were written.

Only reads. Whether a kept file is still what was written is decided by reading it, not by its times: reading
and hashing a page takes 10 µs, a look at its times 2.5; the difference is 0.15 s for 20,000 pages, shared by
the workers. But an edit may keep the times, a copy to another machine changes them, and they would have to be
in the record, so that two builds of the same content would no longer write the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from yearbook.build.output.decision import Reason
from yearbook.build.output.lock import Held
from yearbook.build.output.manifest import MANIFEST, FoundOutput, ManifestEntry, decode_manifest, folders_of
from yearbook.build.output.system import reporting_failure
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.digest import digest_bytes

NOT_OURS = DiagnosticKind(
    "YB601",
    "the output folder holds files that were not made by this program",
    hint="It was left untouched; `{example}` is in it. Choose another folder, or an empty one.",
)

EXPECTED_IN_EMPTY = frozenset((".gitignore", ".DS_Store"))
"""Files of a folder that counts as empty: what keeps it in git, and what the macOS Finder leaves unasked."""

_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)


def read_output(held: Held) -> FoundOutput:
    """What is in the folder. Raises YB601 where it has content and no record; a damaged record is one."""
    with reporting_failure(held.shown):
        files, folders = _walk(str(held.folder))
        if MANIFEST in files:
            record = decode_manifest((held.folder / MANIFEST).read_bytes())
        elif others := sorted({*files, *folders} - EXPECTED_IN_EMPTY):
            raise DiagnosticsError([diagnostic(NOT_OURS, Location(held.shown), example=others[0])])
        else:
            return FoundOutput(None, tuple(sorted(files)))
    ours = record.entries
    parents = folders_of(ours)
    return FoundOutput(
        record,
        tuple(sorted(path for path in files if path not in ours and path != MANIFEST)),
        tuple(sorted(path for path in folders if path not in parents)),
    )


def altered(folder: Path, entries: Iterable[tuple[str, ManifestEntry]]) -> dict[str, Reason]:
    """The paths whose file is not what was written, and why. Reads each file; may run in any worker."""
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
    """Whether the file has the recorded size and bytes; closes it."""
    try:
        data = os.read(descriptor, entry.size + 1)  # one more, to see whether it has grown
        while data and len(data) < entry.size and (more := os.read(descriptor, entry.size - len(data))):
            data += more
    except OSError:  # a folder, or a medium that fails
        return False
    finally:
        os.close(descriptor)
    return len(data) == entry.size and digest_bytes(data) == entry.digest


def _walk(root: str) -> tuple[list[str], list[str]]:
    """The paths of all files and links, and of all folders, under `root`; links are not followed."""
    files: list[str] = []
    folders: list[str] = []
    waiting = [""]
    while waiting:
        above = waiting.pop()
        with os.scandir(f"{root}/{above}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(above + entry.name)
                    waiting.append(f"{above}{entry.name}/")
                else:
                    files.append(above + entry.name)
    return files, folders
