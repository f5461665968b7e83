"""Work shared out: the same results in the same order, whoever does it, and what is wrong in it comes back whole."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.parallel import LARGEST_CHUNK, RemoteWorkers, WorkerPool, Workers, share

WRONG = DiagnosticKind("YB999", "{number} is wrong")
MANY = tuple(range(1000))


def add(more: int, numbers: Sequence[int]) -> list[int]:
    return [more + each for each in numbers]


def where(_: None, numbers: Sequence[int]) -> list[tuple[int, int]]:
    """(process, how many came together) for each."""
    return [(os.getpid(), len(numbers)) for _ in numbers]


def frozen(_: None, numbers: Sequence[int]) -> list[int]:
    """How much of what a worker was started with its collector leaves alone."""
    count = gc.get_freeze_count()
    return [count for _ in numbers]


def refuse(bad: int, numbers: Sequence[int]) -> list[int]:
    if bad in numbers:
        raise DiagnosticsError([diagnostic(WRONG, Location("a.md", 7), number=bad)])
    return list(numbers)


@dataclass(frozen=True, slots=True)
class Threads:
    """A factory of the simplest kind there is."""

    count: int = 3

    @contextmanager
    def start(self, context: object, folders: Sequence[Path]) -> Iterator[WorkerPool]:
        with ThreadPoolExecutor(self.count) as pool:
            yield WorkerPool(pool, self.count, context)


WHO: dict[str, Workers] = {"this process": 1, "two processes": 2, "another executor": RemoteWorkers(Threads(), ())}


@pytest.mark.parametrize("workers", WHO.values(), ids=WHO)
def test_results_come_in_the_order_of_the_items_whoever_works(workers: Workers) -> None:
    assert list(share(add, 5, MANY, workers)) == [5 + each for each in MANY]


@pytest.mark.parametrize("workers", WHO.values(), ids=WHO)
def test_what_is_wrong_comes_back_with_its_place(workers: Workers) -> None:
    with pytest.raises(DiagnosticsError) as caught:
        list(share(refuse, 700, MANY, workers))
    assert [(each.text(), each.place) for each in caught.value.diagnostics] == [("700 is wrong", Location("a.md", 7))]


def test_processes_take_chunks_of_which_each_has_several() -> None:
    found = list(share(where, None, tuple(range(5000)), 2))
    assert os.getpid() not in {process for process, _ in found}
    assert max(size for _, size in found) == LARGEST_CHUNK
    assert max(size for _, size in share(where, None, MANY, 2)) < len(MANY) / 2 / 3


@pytest.mark.parametrize(
    ("count", "least", "alone"), [(399, None, True), (400, None, False), (1, 0, True), (2, 1, False)]
)
def test_few_items_are_not_worth_a_process(count: int, least: int | None, alone: bool) -> None:
    found = {process for process, _ in share(where, None, MANY[:count], 2, least=least)}
    assert (found == {os.getpid()}) is alone


def test_what_is_done_at_the_start_is_done_in_new_processes_alone(tmp_path: Path) -> None:
    def sign() -> None:
        (tmp_path / str(os.getpid())).touch()

    list(share(add, 5, MANY, 1, sign))
    list(share(add, 5, MANY, RemoteWorkers(Threads(), ()), sign))
    assert list(tmp_path.iterdir()) == []
    list(share(add, 5, MANY, 2, sign))
    assert len(list(tmp_path.iterdir())) == 2
    assert not (tmp_path / str(os.getpid())).exists()


def test_what_workers_inherit_is_left_alone_by_their_collector_and_only_by_theirs() -> None:
    before = gc.get_freeze_count()
    assert min(share(frozen, None, MANY, 2)) > 10_000
    assert gc.get_freeze_count() == before


class Failing(Executor):
    """Fails at the first thing that it is asked for, and never comes to the others."""

    def __init__(self) -> None:
        self.promised: list[Future[object]] = []

    def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
        promise: Future[object] = Future()
        if not self.promised:
            promise.set_exception(OSError("gone"))
        self.promised.append(promise)
        return promise


@dataclass(frozen=True, slots=True)
class Late:
    executor: Failing

    @contextmanager
    def start(self, context: object, folders: Sequence[Path]) -> Iterator[WorkerPool]:
        yield WorkerPool(self.executor, 1, context)


def test_the_rest_is_called_off_where_one_chunk_fails() -> None:
    executor = Failing()
    with pytest.raises(OSError, match="gone"):
        list(share(add, 5, MANY, RemoteWorkers(Late(executor), ())))
    assert len(executor.promised) > 3
    assert all(each.cancelled() for each in executor.promised[1:])
