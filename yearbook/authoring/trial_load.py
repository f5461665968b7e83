"""Changes that are only thought of → the yearbook as it would be with them, or what would be wrong with it.

They are made in a copy of the content, in the system's folder for temporary files; the content itself is only read.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from yearbook.authoring.changes import Change, write_changes
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.tree import is_leftover
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic


def load_with_drafts(root: Path) -> tuple[Yearbook, tuple[Diagnostic, ...]]:
    """The yearbook of a content folder, drafts and all, and its warnings. Raises ProblemsError."""
    return read_yearbook(BuildOptions(root, root, root, drafts=True))


def load_with_changes(root: Path, changes: Sequence[Change]) -> Yearbook:
    """The yearbook with the changes. Raises ProblemsError with what would be wrong; places are those of `root`."""
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:
        copy = Path(folder) / root.name
        shutil.copytree(root, copy, symlinks=True, ignore=_leftovers, copy_function=_link)
        write_changes(copy, changes, root.name)
        return load_with_drafts(copy)[0]


def _leftovers(_folder: str, names: list[str]) -> set[str]:
    return {each for each in names if is_leftover(each)}


def _link(source: str, target: str) -> None:
    """A second name for the same bytes, which costs nothing and is never written through; or else a copy."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
