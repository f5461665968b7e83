"""Calls of the operating system: exchange two folders, flush, lock; and its errors as diagnostics.

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
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

if sys.platform != "win32":
    import fcntl
    import pwd

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
def reporting_os_errors(path: str) -> Iterator[None]:
    """Raise an `OSError` as the diagnostic YB600 located at `path`."""
    try:
        yield
    except OSError as error:
        raise access_error(error, path) from error


def access_error(error: OSError, place: str) -> DiagnosticsError:
    """Return YB600, naming the file if the system does, by the path it would have in the finished site."""
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else place
    return DiagnosticsError(
        [diagnostic(_REFUSED, Location(place), path=_STAGED.sub(r"\1", path), reason=error_reason(error))]
    )


def forbidding_owner(folder: str) -> tuple[str, str] | None:
    """Return the names of the owner and of this user if the folder is another user's and cannot be written to."""
    if sys.platform == "win32" or os.access(folder, os.W_OK):
        return None
    owner, user = Path(folder).stat().st_uid, os.geteuid()
    return None if owner == user else (_user_name(owner), _user_name(user))


def _user_name(number: int) -> str:
    """Return the name of a user; the number if it has none here."""
    try:
        return str(pwd.getpwuid(number).pw_name)
    except KeyError:
        return str(number)


def error_reason(error: OSError) -> str:
    """Return the system's own words."""
    return error.strerror or str(error)


def exchange_folders(first: str, second: str) -> bool:
    """Exchange two folders in one step; return False if that is not possible, whatever the cause.

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


def flush_file_system(folder: str) -> None:
    """Wait until everything written to the file system of `folder` is on the medium.

    One call for the whole tree. Without it the exchange, which is only an entry in the file system's journal,
    could outlive a power cut that the pages' contents did not: a new site of empty files. An fsync for each
    of 20,000 pages would give no more, and take minutes. Only Linux surely waits; `sync` may return early.
    Raises `OSError` if the medium failed or was full after all.
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


def flush_folder(folder: str) -> None:
    """Wait until the renames in `folder` are on the medium, if the file system can say so."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def open_and_lock(folder: str) -> int | None:
    """Return a descriptor of the folder that holds its lock; the kernel releases it when the process ends.

    Raises `BlockingIOError` if another process holds it. Returns None, or a descriptor without a lock, if the platform
    or the file system has no such lock (Windows, and NFS for folders): there two builds at once go unnoticed.
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
