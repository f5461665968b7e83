"""Run the pure work of a build on the workers of a Dask cluster.

Workers read content from, and write pages to, storage that they share with this machine; only recipes and their
results are sent. The build is refused unless every worker has the same program and the same libraries. `distributed`
is imported here and nowhere else, and this module is loaded only if a cluster is asked for.
"""

from __future__ import annotations

from asyncio import CancelledError
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from distributed import Client, KilledWorker
from distributed.comm.core import CommClosedError

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import WorkerPool
from yearbook.core.toolchain import toolchain

NO_SCHEDULER = DiagnosticKind(
    "YB661",
    "no Dask scheduler answers at this address: {reason}",
    hint="docs/cluster.md tells how to start one; without --executor the build runs on this machine",
)
NO_WORKERS = DiagnosticKind(
    "YB662",
    "the scheduler has no workers",
    hint="start some: dask worker ADDRESS --nthreads 1 --nworkers auto",
)
SEVERAL_THREADS = DiagnosticKind(
    "YB663",
    "the worker {worker} runs {threads} threads, and the work needs one in each process",
    hint="start it with --nthreads 1, and more processes with --nworkers",
)
OTHER_PROGRAM = DiagnosticKind(
    "YB664",
    "the worker {worker} has another version of this program or of its libraries, and would make other files",
    hint="install the same lock file and the same version of the program there, then start the worker again",
)
NOT_SHARED = DiagnosticKind(
    "YB665",
    "the worker {worker} does not see this folder of this machine",
    hint="content and output stand on storage that every worker has mounted at the same absolute path",
)
LOST = DiagnosticKind(
    "YB666",
    "the cluster gave up: {reason}",
    hint="the site is as it was before; build again once its workers are running",
)
PATIENCE = 10
"""Seconds that a scheduler has to answer."""


@dataclass(frozen=True, slots=True)
class Dask:
    """A scheduler and its workers."""

    address: str
    """As `tcp://127.0.0.1:8786`."""

    @contextmanager
    def start(self, context: object, folders: Sequence[Path]) -> Iterator[WorkerPool]:
        """All workers that the scheduler has. Raises DiagnosticsError where they cannot do this work."""
        with self._client() as client:
            threads = client.nthreads()
            self._check(client, threads, folders)
            try:
                held = client.scatter([context], broadcast=True, hash=False)[0]
                with client.get_executor(pure=False) as executor:
                    yield WorkerPool(executor, len(threads), held)
            except (KilledWorker, CommClosedError, CancelledError) as error:
                raise self._problem(LOST, reason=str(error) or type(error).__name__) from error

    def _client(self) -> Client:
        try:
            return Client(self.address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError) as error:
            raise self._problem(NO_SCHEDULER, reason=str(error) or type(error).__name__) from error

    def _check(self, client: Client, threads: dict[str, int], folders: Sequence[Path]) -> None:
        """Whether every worker makes what this process would, and puts it where this process looks for it."""
        if not threads:
            raise self._problem(NO_WORKERS)
        diagnostics = [
            diagnostic(SEVERAL_THREADS, Location(self.address), worker=worker, threads=number)
            for worker, number in threads.items()
            if number > 1
        ]
        for worker, found in client.run(toolchain).items():
            if found != toolchain():
                diagnostics.append(diagnostic(OTHER_PROGRAM, Location(self.address), worker=worker))
        for folder in folders:
            for worker, number in client.run(number_of, folder).items():
                if not number or number != number_of(folder):
                    diagnostics.append(diagnostic(NOT_SHARED, Location(folder.as_posix()), worker=worker))
        if diagnostics:
            raise DiagnosticsError(diagnostics)

    def _problem(self, mistake: DiagnosticKind, **words: object) -> DiagnosticsError:
        return DiagnosticsError([diagnostic(mistake, Location(self.address), **words)])


def number_of(folder: Path) -> int:
    """By what a folder is known to be the same one on two machines: its inode; 0 where it is not there."""
    try:
        return folder.stat().st_ino if folder.is_absolute() else 0
    except OSError:
        return 0
