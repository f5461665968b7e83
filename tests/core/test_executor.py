"""A build whose work is done by a Dask cluster: two workers on this machine, the same bytes, and calm refusals."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from distributed import LocalCluster
from distributed.comm.core import CommClosedError

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build import pipeline, plan
from yearbook.build.options import BuildOptions
from yearbook.cli import options
from yearbook.cli.main import command
from yearbook.core import cluster, parallel
from yearbook.core.cluster import Dask
from yearbook.core.diagnostics import DiagnosticsError
from yearbook.core.overlay import Folders
from yearbook.core.parallel import RemoteWorkers, WorkerPool, share
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views.redirects import REDIRECT_TEMPLATE, Redirect

TEMPLATES = ROOT / "templates"


@contextmanager
def scheduler(workers: int, threads: int, *, processes: bool) -> Iterator[str]:
    """The address of one on this machine that ends with the test, as do its workers."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=workers,
        threads_per_worker=threads,
        processes=processes,
        protocol="tcp",
        dashboard_address="127.0.0.1:0",
        silence_logs=50,
    ) as found:
        yield found.scheduler_address


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a scheduler with two workers, each a process of its own."""
    with scheduler(2, 1, processes=True) as found:
        yield found


@pytest.fixture
def order(tmp_path: Path) -> BuildOptions:
    return BuildOptions(small_world(tmp_path / "content"), TEMPLATES, tmp_path / "site")


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


class Noting(Dask):
    """A cluster, and what it was lent for."""

    contexts: list[str] = []  # noqa: RUF012 - one test's, which empties it

    @contextmanager
    def start(self, context: object, folders: Sequence[Path]) -> Iterator[WorkerPool]:
        self.contexts.append(type(context).__name__)
        with super().start(context, folders) as pool:
            yield pool


def test_a_cluster_makes_the_same_bytes(order: BuildOptions, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 1)
    pipeline.build(order)
    local = contents(order.output)
    elsewhere = BuildOptions(order.content, order.templates, order.output.with_name("other"), executor=Noting(address))
    monkeypatch.setattr(Noting, "contexts", [])
    made = pipeline.build(elsewhere)
    assert made.decision.make
    assert contents(elsewhere.output) == local
    assert set(Noting.contexts) == {"FolderContext", "CheckContext", "WorkerContext"}
    honor = order.content / "honors/2017/green-city.md"
    honor.write_text(honor.read_text("utf-8") + "\n又一段。\n", "utf-8")
    pipeline.build(elsewhere)
    pipeline.build(order)
    assert contents(elsewhere.output) == contents(order.output) != local
    assert "PosixPath" in Noting.contexts  # the finished files were looked at there, too


def test_the_command_takes_a_cluster(order: BuildOptions, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 1)
    monkeypatch.chdir(order.content.parent)
    built = CliRunner().invoke(command, ["build", "--templates", str(TEMPLATES), "--executor", f"dask:{address}"])
    assert built.exit_code == 0, built.output
    assert (order.output / "index.html").exists()
    assert not list(order.output.parent.glob(".site.staging/*"))


def double(more: int, numbers: Sequence[int]) -> list[int]:
    return [2 * each + more for each in numbers]


def test_results_come_in_order_and_the_context_is_sent_once(address: str) -> None:
    numbers = tuple(range(5000))
    assert list(share(double, 1, numbers, RemoteWorkers(Dask(address), ()))) == [2 * each + 1 for each in numbers]


def test_a_fault_in_a_template_comes_back_with_its_place(
    order: BuildOptions, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parallel, "WORTH_SHARING", 1)
    templates = tmp_path / "templates"
    for each in (each for each in TEMPLATES.rglob("*") if each.is_file()):
        copy = templates / each.relative_to(TEMPLATES)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(each.read_bytes())
    honor = templates / "pages/honor.html"
    honor.write_text("{{ page.nothing_of_the_kind }}", "utf-8")
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(BuildOptions(order.content, templates, order.output, executor=Dask(address)))
    assert {(each.mistake.code, each.place.path, each.place.line) for each in caught.value.diagnostics} == {
        ("YB521", "templates/pages/honor.html", 1)
    }
    assert not order.output.exists()


def refusal(dask: Dask, *folders: Path) -> list[tuple[str, str]]:
    with pytest.raises(DiagnosticsError) as caught, dask.start(None, folders):
        pass
    return [(each.mistake.code, each.place.path) for each in caught.value.diagnostics]


def test_a_folder_that_workers_do_not_see_is_refused(address: str, tmp_path: Path) -> None:
    with Dask(address).start(None, (tmp_path,)) as pool:
        assert pool.size == 2
    assert refusal(Dask(address), tmp_path, Path("content")) == [("YB665", "content")] * 2


def test_workers_with_another_program_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are asked by name for what they have; here this process says that it has something else."""
    monkeypatch.setattr(cluster, "toolchain", Newer())
    assert [code for code, _ in refusal(Dask(address))] == ["YB664", "YB664"]


class Newer:
    """Says one thing here, and in a worker what it says there."""

    def __call__(self) -> str:
        return "yearbook 99"

    def __reduce__(self) -> tuple[object, ...]:
        return getattr, (plan, "toolchain")


@pytest.mark.parametrize(("workers", "code"), [(0, "YB662"), (1, "YB663")])
def test_no_workers_and_workers_of_several_threads_are_refused(workers: int, code: str) -> None:
    with scheduler(workers, 2, processes=False) as found:
        assert refusal(Dask(found)) == [(code, found)]


def test_a_cluster_that_gives_up_is_a_problem_and_no_traceback(address: str) -> None:
    with pytest.raises(DiagnosticsError) as caught, Dask(address).start(None, ()):
        raise CommClosedError("the line went dead")
    assert [(each.mistake.code, dict(each.words)) for each in caught.value.diagnostics] == [
        ("YB666", {"reason": "the line went dead"})
    ]


def test_an_address_without_a_scheduler_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    assert refusal(Dask("tcp://127.0.0.1:1")) == [("YB661", "tcp://127.0.0.1:1")]


@pytest.mark.parametrize("asked", ["dask", "dask:127.0.0.1:8786", "dask:http://host:1", "slurm:tcp://host:1"])
def test_what_is_no_executor_is_wrong_usage(order: BuildOptions, asked: str) -> None:
    folders = ["--content", str(order.content), "--templates", str(TEMPLATES), "--output", str(order.output)]
    said = CliRunner().invoke(command, ["build", *folders, "--executor", asked])
    assert said.exit_code == 2
    assert "dask:tcp://127.0.0.1:8786" in said.output


def test_a_missing_library_is_a_problem_and_no_traceback(order: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "find_spec", lambda _: None)
    folders = ["--content", str(order.content), "--templates", str(TEMPLATES), "--output", str(order.output)]
    said = CliRunner().invoke(command, ["build", *folders, "--executor", "dask:tcp://127.0.0.1:1"])
    assert said.exit_code == 1
    assert "YB660" in said.output
    assert "“distributed”" in said.output


def test_templates_can_be_sent_to_another_process() -> None:
    templates = read_templates(Folders(TEMPLATES))
    sent = pickle.loads(pickle.dumps(templates))
    assert (sent.places, sent.closures) == (templates.places, templates.closures)
    page = Redirect("zh/old.html", "zh-Hans", "ltr", "一条<线>", "new.html", "https://yearbook.example/zh/new.html")
    assert render(sent, REDIRECT_TEMPLATE, page) == render(templates, REDIRECT_TEMPLATE, page)
