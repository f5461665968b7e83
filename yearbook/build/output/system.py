"""What the operating system offers: an exchange of two folders, a flush, a lock; and its refusals → problems.

Nothing here knows what is in the folders.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import re
import sys
from collections.abc import Iterator

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

if sys.platform != "win32":
    import fcntl

_REFUSED = DiagnosticKind(
    "YB600",
    "cannot read or write `{path}`: {reason}",
    hint="The site is as it was before. Free the space or correct the permissions, then build again.",
)

_STAGED = re.compile(r"(?<=/)\.([^/]+)\.staging/[0-9a-f]{8}(?:-\d+)?")

_AT_FDCWD = -100  # <fcntl.h> of Linux: paths are relative to the working directory
_RENAME_EXCHANGE = 2  # <linux/fs.h>
_RENAME_SWAP = 2  # <sys/stdio.h> of macOS


@contextlib.contextmanager
def reporting_failure(path: str) -> Iterator[None]:
    """Turns an `OSError` into the problem YB600 with `path` as its place."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


def refusal(error: OSError, place: str) -> DiagnosticsError:
    """YB600, naming the file where the system does, under the address that it was to have in the end."""
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else place
    return DiagnosticsError(
        [diagnostic(_REFUSED, Location(place), path=_STAGED.sub(r"\1", path), reason=reason(error))]
    )


def reason(error: OSError) -> str:
    """In the system's words."""
    return error.strerror or str(error)


def exchange(first: str, second: str) -> bool:
    """Makes two folders change places in one step. False where that is not to be had, whatever the cause.

    The causes are many (EINVAL and ENOSYS of old systems and some file systems, EPERM of containers, EBUSY of
    a mount point), and the caller's answer is the same: plain renames, which then name the real obstacle.
    """
    if sys.platform == "win32":
        return False
    library = ctypes.CDLL(None)
    one, two = os.fsencode(first), os.fsencode(second)
    try:
        if sys.platform == "darwin":
            return bool(library.renamex_np(one, two, _RENAME_SWAP) == 0)
        return bool(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, two, _RENAME_EXCHANGE) == 0)
    except AttributeError:  # a C library older than the call
        return False


def flush(folder: str) -> None:
    """Waits until everything written to the file system of `folder` is on the medium.

    One call for the whole tree. Without it the exchange, which is only an entry in the file system's journal,
    could outlive a power cut that the pages' contents did not: a new site of empty files. An fsync for each
    of 20,000 pages would give no more, and take minutes. Only Linux surely waits; `sync` may return early.
    `OSError` where the medium failed or was full after all.
    """
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
        try:
            if library.syncfs(descriptor) != 0 and ctypes.get_errno() != errno.ENOSYS:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), folder)
        finally:
            os.close(descriptor)
    elif sys.platform != "win32":
        os.sync()


def settle_folder(folder: str) -> None:
    """Waits until the renames in `folder` are on the medium, where the file system can say so."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def open_locked(folder: str) -> int | None:
    """A descriptor of the folder that holds its lock; the kernel gives it back when the process ends.

    `BlockingIOError` where another process holds it. None, or a descriptor without a lock, where the platform
    or the file system has none (Windows, and NFS for folders): there two builds at once go unnoticed.
    """
    if sys.platform == "win32":
        return None
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise
    except OSError:
        pass
    return descriptor
