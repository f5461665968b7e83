"""Builds that are killed, or run at the same time. `YEARBOOK_FAULTS=200` kills that many."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.builds import contents
from tests.support.faults import NEW, OLD, child, rebuilt, site, write
from tests.support.paths import ROOT
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

pytestmark = pytest.mark.usefixtures("templates_read_once")


MANY = int(os.environ.get("YEARBOOK_FAULTS", "6"))


def until_written(options: BuildOptions) -> None:
    """Waits for a build that was just started to begin to write, or to end."""
    staging = options.output.parent / f".{options.output.name}.staging"
    for _ in range(2_000):
        if staging.exists():
            return
        time.sleep(0.001)  # the moment is what matters here, and no assertion rests on it


def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_right(built: BuildOptions, tmp_path: Path) -> None:
    sites = {OLD: contents(built.output), NEW: site(built, tmp_path / "new", NEW)}
    now, chance, whole = OLD, random.Random(2016), tuple(sites.values())
    write(built, NEW)
    begin = time.monotonic()
    rebuilt(built)
    span, now = time.monotonic() - begin, NEW
    killed = 0
    for turn in range(MANY):
        now = OLD if now == NEW else NEW
        write(built, now)
        before = contents(built.content)
        process = child(lambda: pipeline.build(built))
        if turn % 2:
            until_written(built)
        time.sleep(chance.uniform(0, span / (4 if turn % 2 else 1)))
        os.kill(process, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(process, 0)[1])
        assert contents(built.output) in whole, f"turn {turn}"
        assert contents(built.content) == before
        assert rebuilt(built) == sites[now], f"turn {turn}"
    assert killed > MANY // 3


def started(options: BuildOptions) -> subprocess.Popen[bytes]:
    """A build in a new process, the first of its group, with two workers of its own."""
    script = "import yearbook.core.parallel as work; work.WORTH_SHARING = 1; from yearbook.cli.main import main; main()"
    folders = [f"--{name}={getattr(options, name)}" for name in ("content", "templates", "output")]
    return subprocess.Popen(
        [sys.executable, "-c", script, "build", "--jobs=2", *folders],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def test_killed_apart_from_its_workers(built: BuildOptions, tmp_path: Path) -> None:
    """The workers of a killed build live a little longer, and write nothing into the site."""
    sites = {OLD: contents(built.output), NEW: site(built, tmp_path / "new", NEW)}
    chance, now = random.Random(2018), OLD
    for _ in range(max(2, MANY // 10)):
        now = OLD if now == NEW else NEW
        write(built, now)
        process = started(built)
        until_written(built)
        time.sleep(chance.uniform(0, 0.5))
        process.kill()
        process.wait()
        assert contents(built.output) in tuple(sites.values())
        end(process.pid)
        assert rebuilt(built) == sites[now]


def test_workers_end_with_their_build(built: BuildOptions) -> None:
    write(built, NEW)
    process = started(built)
    until_written(built)
    time.sleep(0.2)
    process.kill()
    process.wait()
    left = not are_gone(process.pid)
    end(process.pid)
    assert not left


def are_gone(group: int) -> bool:
    """Whether no process of a group is left, after a while."""
    for _ in range(300):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    assert are_gone(group)


def test_two_builds_at_once_leave_one_whole_site(built: BuildOptions, tmp_path: Path) -> None:
    new = site(built, tmp_path / "new", NEW)
    write(built, NEW)
    processes = [child(lambda: pipeline.build(built)) for _ in range(2)]
    ends = sorted(os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in processes)
    assert ends in ([0, 0], [0, 1])  # the second waits for nobody: it is told that another is at work
    assert contents(built.output) == new
    assert rebuilt(built) == new
