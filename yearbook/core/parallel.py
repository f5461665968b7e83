"""Pure work on many values: in this process, in several of this machine, or by any `concurrent.futures.Executor`.

Items go out in chunks that are worth sending; what they are worked on with, the context, goes to each worker once.
What comes back is in the order of the items, whoever did it. Nothing here knows what the work is.
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
class Crew:
    """Workers that are ready."""

    executor: Executor
    size: int
    """How many there are, at least 1."""
    context: object
    """What each chunk is sent with: the context itself, or what the executor's workers find it by."""
    numbers: Sequence[int] | None = None
    """By what the executor's workers find the items, where they have them already; None where they are sent."""


class ExecutorFactory(Protocol):
    """Where workers come from, for as long as one piece of work takes."""

    def lend(self, context: object, folders: Sequence[Path]) -> AbstractContextManager[Crew]:
        """A crew that has the context, and sees these folders of this machine by the same absolute paths.

        Raises ProblemsError where there is none.
        """


@dataclass(frozen=True, slots=True)
class RemoteWorkers:
    """Work is done by others than processes of this machine."""

    lender: ExecutorFactory
    folders: tuple[Path, ...]
    """What the work reads or writes; absolute."""


Workers = int | RemoteWorkers
"""Who does the work; a number means so many processes of this machine."""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(
    work: Callable[[C, Sequence[T]], Sequence[R]],
    context: C,
    items: Sequence[T],
    workers: Workers,
    at_start: Callable[[], None] = lambda: None,
    least: int | None = None,
) -> Iterator[R]:
    """`work(context, some items)` over all items, in order; by others than this process from `least` items on, or as
    many as are worth it.

    `work` is pure and stands at the top of a module; it gives one result for each item. `at_start` is called once in
    each process that is forked from this one, never in this one, and nowhere else.
    """
    if workers in (0, 1) or len(items) < max(2, WORTH_SHARING if least is None else least):
        yield from work(context, items)
        return
    with _crew(workers, context, items, at_start) as crew:
        size = max(1, min(LARGEST_CHUNK, len(items) // (crew.size * 4) + 1))
        sent = items if crew.numbers is None else crew.numbers
        chunks = (sent[start : start + size] for start in range(0, len(items), size))
        promised = deque(crew.executor.submit(_do, work, crew.context, chunk) for chunk in chunks)
        try:
            while promised:
                yield from _told(promised.popleft().result())
        finally:
            for each in promised:
                each.cancel()


def run_in_process(work: Callable[[C, Sequence[T]], Sequence[R]], context: C, items: Sequence[T]) -> Sequence[R]:
    """`work(context, items)`, in a process of its own, whose memory goes with it. Raises what it raises."""
    with _processes(1, context, items, lambda: None) as crew:
        return _told(crew.executor.submit(_do, work, crew.context, range(len(items))).result())


@dataclass(frozen=True, slots=True)
class _Refused:
    """What a chunk came to where content or templates are wrong: an error would lose its problems on the way."""

    diagnostics: tuple[Diagnostic, ...]


def _do(
    work: Callable[[Any, Sequence[Any]], Sequence[Any]], context: object, items: Sequence[Any]
) -> Sequence[Any] | _Refused:
    """A chunk's work, in a worker."""
    if isinstance(context, _Inherited):
        context, inherited = _INHERITED[0]
        items = [inherited[place] for place in items]
    try:
        return work(context, items)
    except DiagnosticsError as error:
        return _Refused(error.diagnostics)


def _told(outcome: Sequence[Any] | _Refused) -> Sequence[Any]:
    if isinstance(outcome, _Refused):
        raise DiagnosticsError(outcome.diagnostics)
    return outcome


def _crew(
    workers: Workers, context: object, items: Sequence[Any], at_start: Callable[[], None]
) -> AbstractContextManager[Crew]:
    if isinstance(workers, RemoteWorkers):
        return workers.lender.lend(context, workers.folders)
    return _processes(workers, context, items, at_start)


@contextmanager
def _processes(jobs: int, context: object, items: Sequence[Any], at_start: Callable[[], None]) -> Iterator[Crew]:
    """Processes of this machine. Where the system can fork, they inherit context and items, which are never sent.

    Their collector leaves alone what they inherit: it would write to every page of memory that they share, and each
    would get a copy. At 2,000 entries and two processes the peak was 347 to 389 MB with this and 390 to 453 MB without.
    To collect less often in them, or never, was measured too: it saves no time that can be told from chance.
    """
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    gc.freeze()
    try:
        inherited = (context, items)
        with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _inherit, (inherited, at_start)) as pool:
            yield Crew(executor=pool, size=jobs, context=_Inherited(), numbers=range(len(items)))
    finally:
        gc.unfreeze()


@contextmanager
def uncollected() -> Iterator[None]:
    """Many values come and none goes: the collector of cycles would look at all of them again and again.

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
    """Stands for the context that a worker was started with."""


_INHERITED: list[tuple[object, Sequence[Any]]] = []
"""The one thing that a worker process knows beside its arguments: the context and the items it was started with. Set
once, there only.
"""


def _inherit(inherited: tuple[object, Sequence[Any]], at_start: Callable[[], None]) -> None:
    at_start()
    _INHERITED[:] = [inherited]
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose build was killed would wait for work for ever, and could hold the lock of the output folder."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
