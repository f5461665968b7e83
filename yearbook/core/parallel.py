"""Share out pure work: to this process, to several of this machine, or to any `concurrent.futures.Executor`.

Items go out in chunks that are worth sending; what they are worked on with, the context, goes to each worker once.
What comes back is in the order of the items, whoever did it. Nothing here knows what the work is.

What travels between the processes of one build is pickled, by `multiprocessing` and by Dask, and is never written to
a file: pickle can run code when it is read. This module and `cluster` are the only places where it is read; every file
that this program reads back holds values alone (`core.cache`, the manifest, the record of a release).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from yearbook.core.diagnostics import Diagnostic, DiagnosticsError
from yearbook.core.frozen import dataclass

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

WORTH_SHARING = 400
"""Items below which starting processes costs more than it saves."""
LARGEST_CHUNK = 200
"""Items in a chunk at most: a second of work or less, so that no worker is waited for long at the end."""


@dataclass(frozen=True, slots=True)
class WorkerPool:
    """Workers that are ready."""

    executor: Executor
    size: int
    """Number of workers, at least 1."""
    context: object
    """Sent with each chunk: the context itself, or what the workers find it by."""
    numbers: Sequence[int] | None = None
    """Indexes of the items, if the workers have them already; None if items are sent."""


class ExecutorFactory(Protocol):
    """Starts workers for one piece of work."""

    def start(self, context: object, folders: Sequence[Path]) -> AbstractContextManager[WorkerPool]:
        """Return a pool that has the context and sees these folders at the same absolute paths.

        Raises DiagnosticsError if there is none.
        """


@dataclass(frozen=True, slots=True)
class RemoteWorkers:
    """Workers other than processes of this machine."""

    factory: ExecutorFactory
    folders: tuple[Path, ...]
    """What the work reads or writes; absolute."""


Workers = int | RemoteWorkers
"""A number means so many processes of this machine."""


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(
    work: Callable[[C, Sequence[T]], Sequence[R]],
    context: C,
    items: Sequence[T],
    workers: Workers,
    at_start: Callable[[], None] = lambda: None,
    least: int | None = None,
) -> Iterator[R]:
    """Yield the results of `work(context, some items)` for all items, in order.

    `work` is pure, is defined at the top of a module, and returns one result per item. Workers are started for `least`
    items or more (by default `WORTH_SHARING`). `at_start` is called once in each process that is forked from this one.
    """
    if workers in (0, 1) or len(items) < max(2, WORTH_SHARING if least is None else least):
        yield from work(context, items)
        return
    with _worker_pool(workers, context, items, at_start) as pool:
        size = max(1, min(LARGEST_CHUNK, len(items) // (pool.size * 4) + 1))
        sent = items if pool.numbers is None else pool.numbers
        chunks = (sent[start : start + size] for start in range(0, len(items), size))
        promised = deque(pool.executor.submit(_do, work, pool.context, chunk) for chunk in chunks)
        try:
            while promised:
                yield from _result(promised.popleft().result())
        finally:
            for each in promised:
                each.cancel()


def run_in_process(work: Callable[[C, Sequence[T]], Sequence[R]], context: C, items: Sequence[T]) -> Sequence[R]:
    """Return `work(context, items)`, run in a process of its own so that its memory is freed. Raises what it raises."""
    with _processes(1, context, items, lambda: None) as pool:
        return _result(pool.executor.submit(_do, work, pool.context, range(len(items))).result())


@dataclass(frozen=True, slots=True)
class _Refused:
    """Diagnostics of a chunk, returned because an exception would lose them between processes."""

    diagnostics: tuple[Diagnostic, ...]


def _do(
    work: Callable[[Any, Sequence[Any]], Sequence[Any]], context: object, items: Sequence[Any]
) -> Sequence[Any] | _Refused:
    """Run the work of one chunk in a worker."""
    if isinstance(context, _Inherited):
        context, inherited = _INHERITED[0]
        items = [inherited[place] for place in items]
    try:
        return work(context, items)
    except DiagnosticsError as error:
        return _Refused(error.diagnostics)


def _result(outcome: Sequence[Any] | _Refused) -> Sequence[Any]:
    if isinstance(outcome, _Refused):
        raise DiagnosticsError(outcome.diagnostics)
    return outcome


def _worker_pool(
    workers: Workers, context: object, items: Sequence[Any], at_start: Callable[[], None]
) -> AbstractContextManager[WorkerPool]:
    if isinstance(workers, RemoteWorkers):
        return workers.factory.start(context, workers.folders)
    return _processes(workers, context, items, at_start)


@contextmanager
def _processes(jobs: int, context: object, items: Sequence[Any], at_start: Callable[[], None]) -> Iterator[WorkerPool]:
    """Start processes of this machine. Where the system can fork, they inherit context and items.

    Their garbage collector skips what they inherit: it would write to every shared page of memory and so copy it.
    At 2,000 entries and two processes the peak was 347 to 389 MB with this and 390 to 453 MB without.
    To collect less often in them, or never, was measured too: it saves no time that can be told from chance.
    """
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    gc.freeze()
    try:
        inherited = (context, items)
        with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _inherit, (inherited, at_start)) as pool:
            yield WorkerPool(executor=pool, size=jobs, context=_Inherited(), numbers=range(len(items)))
    finally:
        gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector while many values are created and none is dropped.

    Without it a build of 1,000 entries took 8 % less of the processor's time, and the same memory.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Inherited:
    """Placeholder for the context that a worker was started with."""


_INHERITED: list[tuple[object, Sequence[Any]]] = []
"""In a worker process: the context and the items it was started with. Set once, there only."""


def _inherit(inherited: tuple[object, Sequence[Any]], at_start: Callable[[], None]) -> None:
    at_start()
    _INHERITED[:] = [inherited]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End a worker whose build was killed: it would wait for ever, and could hold the lock of the output folder."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
