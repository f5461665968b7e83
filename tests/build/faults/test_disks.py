"""Disks that are full, read-only, or lose folders during a build."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.builds import contents
from tests.support.faults import NEW, PAGE, child, clean, pages, rebuilt, refused, site, write
from tests.support.small import FILES
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.core.diagnostics import DiagnosticsError

pytestmark = pytest.mark.usefixtures("templates_read_once")


def test_files_that_may_not_become_large_are_told_of(built: BuildOptions) -> None:
    """As with a quota: a write ends in the middle."""
    old = contents(built.output)
    write(built, NEW)

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_000, 4_000))
        pipeline.build(built)

    assert os.waitstatus_to_exitcode(os.waitpid(child(limited), 0)[1]) == 1
    assert contents(built.output) == old
    assert PAGE in {path for path, data in rebuilt(built).items() if data != old.get(path)}


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, so small that a site fits once and not twice."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(folder)]
    mounted = os.geteuid() == 0 and shutil.which("mount")
    if not mounted or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only the superuser can mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mounted_with(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def test_a_full_disk(options: BuildOptions, disk: Path, tmp_path: Path) -> None:
    options = BuildOptions(options.content, options.templates, disk / "out" / "site")
    options.output.parent.mkdir()
    old = rebuilt(options)
    write(options, NEW)
    world(options.content, {"yearbook.yaml": FILES["yearbook.yaml"].replace("小区年鉴", "另一本年鉴")})  # on every page
    used = sum(each.stat().st_blocks * 512 for each in disk.rglob("*"))
    mounted_with(disk, f"size={used + 200_000}")
    assert refused(options) == {"YB600"}
    assert contents(options.output) == old
    mounted_with(disk, "size=64m")
    assert rebuilt(options) == contents(clean(options, tmp_path).output)


def test_an_output_that_may_only_be_read(options: BuildOptions, disk: Path) -> None:
    options = BuildOptions(options.content, options.templates, disk / "out" / "site")
    options.output.parent.mkdir()
    old = rebuilt(options)
    write(options, NEW)
    mounted_with(disk, "ro")
    try:
        assert refused(options)
        assert contents(options.output) == old
    finally:
        mounted_with(disk, "rw")
    assert rebuilt(options) != old


Items = Iterable[Any]


def at_stage(number: int, fault: Callable[[], None]) -> Callable[[Items, int], Iterator[Any]]:
    """A watch that brings about the fault in the middle of the stage of that number."""
    stages = 0

    def watch(items: Items, _total: int) -> Iterator[Any]:
        nonlocal stages
        stages += 1
        mine = stages == number
        for each in items:
            if mine:
                fault()
                mine = False
            yield each

    return watch


@pytest.mark.parametrize("stage", [1, 2])
def test_the_output_is_removed_midway(built: BuildOptions, stage: int, tmp_path: Path) -> None:
    write(built, NEW)
    try:
        pipeline.build(built, at_stage(stage, lambda: shutil.rmtree(built.output)))
    except DiagnosticsError:
        pass
    else:
        assert pages(contents(built.output)) == pages(contents(clean(built, tmp_path / "first").output))
    assert rebuilt(built) == contents(clean(built, tmp_path).output)


@pytest.mark.parametrize("stage", [1, 2])
def test_the_content_is_removed_midway(built: BuildOptions, stage: int, whole: Path, tmp_path: Path) -> None:
    sites = (contents(built.output), site(built, tmp_path / "new", NEW))
    write(built, NEW)
    try:
        pipeline.build(built, at_stage(stage, lambda: shutil.rmtree(built.content)))
    except DiagnosticsError:
        assert contents(built.output) == sites[0]
    assert pages(contents(built.output)) in [pages(each) for each in sites]
    assert "YB100" in refused(built)
    shutil.copytree(whole, built.content)
    assert rebuilt(built) == sites[0]
