"""Measure a command: wall time, CPU time, and the memory that its processes hold together.

Memory is the sum of the proportional set sizes (`Pss` of /proc/<pid>/smaps_rollup, where pages that processes share
count once) of all processes of the command's session, sampled up to ten times a second: a peak between two samples is
missed. A sample stops the process, the longer the more memory it has; if that takes long, samples are less frequent, so
that they take a thirtieth of the time at most. Without /proc, it is the greatest resident size of a single process
(`getrusage`).
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

INTERVAL = 0.1
"""Least number of seconds between two samples of memory."""
_REST = 30
"""Least wait for the next sample, as a multiple of the time that the last one took."""
_PROCESSES = Path("/proc")


@dataclass(frozen=True, slots=True)
class Cost:
    """Time and memory of one run of a command."""

    wall: float
    """Seconds."""
    processor: float
    """Seconds of all cores, user and system, of the command and its children."""
    memory: int
    """Bytes at the peak."""


class CommandError(Exception):
    """A command that failed, with the end of what it printed."""


def settle() -> None:
    """Wait until earlier writes are on the disk, so that they do not slow down the next run."""
    os.sync()


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in `folder`, with these additional environment variables. Raises CommandError."""
    with TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watch.finish()
        if process.returncode:
            output.seek(0)
            printed = output.read().decode(errors="replace")
            raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{printed[-4000:]}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak or largest)


class _Watch(threading.Thread):
    """Samples the memory of a session until it is finished."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._over = threading.Event()
        self._peak = 0

    def run(self) -> None:
        took = 0.0
        while not self._over.wait(max(INTERVAL, _REST * took)):
            started = time.perf_counter()
            self._peak = max(self._peak, sum(_proportional(each) for each in _members(self._session)))
            took = time.perf_counter() - started

    def finish(self) -> int:
        """Return the peak in bytes; 0 if the system does not tell."""
        self._over.set()
        self.join()
        return self._peak


def _members(session: int) -> Iterator[int]:
    """Return the processes of a session."""
    for folder in _PROCESSES.glob("[0-9]*"):
        try:
            state = (folder / "stat").read_text("ascii", "replace")
        except OSError:  # it has ended
            continue
        # The name, in brackets, may hold anything; behind it: state, parent, group, session.
        if state.rpartition(")")[2].split()[3] == str(session):
            yield int(folder.name)


def _proportional(process: int) -> int:
    """Return bytes; 0 for a process that has ended."""
    try:
        lines = (_PROCESSES / str(process) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(each.split()[1]) * 1024 for each in lines if each.startswith("Pss:")), 0)
