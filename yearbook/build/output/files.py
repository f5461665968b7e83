"""Write single files atomically, and keep the build cache beside the output folder."""

from __future__ import annotations

import contextlib
from pathlib import Path

from yearbook.build.output.lock import OutputLock
from yearbook.build.output.system import reporting_os_errors


def write_atomically(file: Path, data: bytes) -> None:
    """Write a file that the user named, whole or not at all, creating its folders. Raises YB600."""
    with reporting_os_errors(file.as_posix()):
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, file.with_name(f".{file.name}.new"), data)


def write_cache(lock: OutputLock, data: bytes) -> None:
    """Write the cache for the next build, whole or not at all; errors are ignored, since the cache only saves time."""
    file = _cache_file(lock)
    with contextlib.suppress(OSError):
        _replace(file, file.with_name(f"{file.name}.new"), data)


def read_cache(lock: OutputLock) -> bytes:
    """Return what `write_cache` wrote last, or nothing if it cannot be read."""
    try:
        return _cache_file(lock).read_bytes()
    except OSError:
        return b""


def _cache_file(lock: OutputLock) -> Path:
    """The file may be deleted at any time."""
    return lock.folder.parent / f".{lock.folder.name}.cache"


def _replace(file: Path, temporary: Path, data: bytes) -> None:
    temporary.write_bytes(data)
    temporary.replace(file)
