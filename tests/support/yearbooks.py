"""Yearbooks whose program has been extended, and commands run in them, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT

_START = "import sys; sys.path.insert(0, {root!r}); {extension}from yearbook.cli.main import main; main()"


def run(folder: Path, *arguments: str, extension: str = "") -> str:
    """The command's output in the folder of a yearbook; it must succeed.

    `extension`: a module that is imported before anything else of the package.
    """
    start = _START.format(root=str(ROOT), extension=f"import {extension}; " if extension else "")
    done = subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def strings(language: str, words: Mapping[str, str]) -> str:
    """The program's strings file with lines added to some of its groups."""
    text = (ROOT / f"templates/strings/{language}.yaml").read_text("utf-8")
    for group, lines in words.items():
        assert text.count(f"\n{group}\n") == 1
        text = text.replace(f"\n{group}\n", f"\n{group}\n  {lines}\n")
    return text
