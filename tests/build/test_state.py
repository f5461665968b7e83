"""A build with nothing to do: quick, because it imports nothing that makes pages."""

from __future__ import annotations

import subprocess
import sys

from tests.support.paths import ROOT
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

SCRIPT = """
import sys
from yearbook.cli import main
main._leave = lambda status: None
try:
    main.main()
except SystemExit:
    print(*sys.modules, sep="\\n")
"""
ALLOWED = {"__init__", "build", "cli", "content", "core", "model", "site"}
"""Rooms of which a module may be imported; of `site` only `assets`, of `model` only `addresses`."""
FOREIGN = {"babel", "jinja2", "markdown", "PIL", "pydantic", "pypinyin", "tornado", "typst", "livereload"}


def test_a_build_with_nothing_to_do_imports_little(options: BuildOptions) -> None:
    pipeline.build(options)
    folders = [f"--{name}={getattr(options, name)}" for name in ("content", "templates", "output")]
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, "build", "--jobs=1", *folders],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    modules = set(done.stdout.splitlines())
    assert FOREIGN & modules == set()
    own = {each.removeprefix("yearbook.") for each in modules if each.startswith("yearbook.")}
    assert {each.partition(".")[0] for each in own} <= ALLOWED
    assert not own & {"build.pipeline", "build.loading", "build.rendering", "content.yearbook", "content.records"}
    assert len(own) < 50
