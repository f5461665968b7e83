"""Pure work on many values, on one core or on any `concurrent.futures.Executor`, in chunks that are worth sending."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

C = TypeVar("C")
T = TypeVar("T")
R = TypeVar("R")

WORTH_SHARING = 400
"""Items below which starting processes costs more than it saves."""


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(
    work: Callable[[C, Sequence[T]], Sequence[R]],
    context: C,
    items: Sequence[T],
    jobs: int,
    at_start: Callable[[], None] = lambda: None,
    least: int = WORTH_SHARING,
) -> Iterator[R]:
    """`work(context, some items)` over all items, in order, in `jobs` processes from `least` items on.

    `work` is pure and stands at the top of a module. Where the system can fork, the context is inherited and
    never sent.
    `at_start` is called once in each new process, never in this one.
    """
    if jobs <= 1 or len(items) < max(2, least):
        yield from work(context, items)
        return
    size = max(1, min(200, len(items) // (jobs * 4) + 1))
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    with _processes(jobs, context, at_start) as pool:
        for done in pool.map(_Task(work), chunks):
            yield from done


@contextmanager
def _processes(jobs: int, context: object, at_start: Callable[[], None]) -> Iterator[Executor]:
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    with ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _inherit, (context, at_start)) as pool:
        yield pool


_INHERITED: list[Any] = []
"""The one thing that a worker process knows beside its arguments: the context it was started with. Set once,
there only.
"""


def _inherit(context: object, at_start: Callable[[], None]) -> None:
    at_start()
    _INHERITED[:] = [context]


class _Task:
    """A chunk's work in a worker, with the context that the worker holds."""

    def __init__(self, work: Callable[[Any, Sequence[Any]], Sequence[Any]]) -> None:
        self.work = work

    def __call__(self, items: Sequence[Any]) -> Sequence[Any]:
        return self.work(_INHERITED[0], items)
