"""Build a yearbook in a test, and look at the folders before and after."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from tests.support.paths import ROOT
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.cli.main import command

Contents = dict[str, bytes]
"""The bytes of files, by path."""


def contents(folder: Path) -> Contents:
    """Path → bytes of all files of a folder."""
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Path → inode, time of change and bytes of all files; of folders too, without bytes."""
    found = {}
    for each in (folder, *folder.rglob("*")):
        status = each.stat()
        found[str(each)] = (status.st_ino, status.st_mtime_ns, each.read_bytes() if each.is_file() else b"")
    return found


def built(options: BuildOptions) -> dict[str, bytes]:
    pipeline.build(options)
    return contents(options.output)


def run(options: BuildOptions, *arguments: str, command_name: str = "build", language: str = "en") -> Result:
    """The command as a person gives it."""
    folders = [f"--{name}={getattr(options, name)}" for name in ("content", "templates", "output")]
    command_line = [command_name, *folders, "--jobs=1", *arguments]
    return CliRunner().invoke(command, command_line, env={"YEARBOOK_LANGUAGE": language})


def edit(file: Path, old: str, new: str) -> None:
    """Changes a file as an editor would: `old`, which is in it, becomes `new`."""
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def in_new_process(
    options: BuildOptions, output: Path, environment: dict[str, str], *arguments: str
) -> subprocess.Popen[str]:
    """A build in a process that starts from nothing, and forks wherever it is allowed to."""
    script = "import yearbook.core.parallel as work; work.WORTH_SHARING = 1; from yearbook.cli.main import main; main()"
    folders = ["--content", "content", "--templates", str(options.templates), "--output", str(output)]
    return subprocess.Popen(
        [sys.executable, "-c", script, "build", *folders, *arguments],
        cwd=options.content.parent,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
