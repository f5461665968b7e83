"""Load the yearbook as it would be after some changes, to find errors before anything is written.

The changes are made in a copy of the content, in the system's folder for temporary files.
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
    """Return the yearbook of a content folder with its drafts, and the warnings. Raises DiagnosticsError."""
    return read_yearbook(BuildOptions(root, root, root, drafts=True))


def load_with_changes(root: Path, changes: Sequence[Change]) -> Yearbook:
    """Return the yearbook after the changes. Raises DiagnosticsError with locations in `root`."""
    with tempfile.TemporaryDirectory(prefix="yearbook-") as folder:
        copy = Path(folder) / root.name
        shutil.copytree(root, copy, symlinks=True, ignore=_leftovers, copy_function=_link)
        write_changes(copy, changes, root.name)
        return load_with_drafts(copy)[0]


def _leftovers(_folder: str, names: list[str]) -> set[str]:
    return {each for each in names if is_leftover(each)}


def _link(source: str, target: str) -> None:
    """Make a hard link, which is never written through, or else a copy."""
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copy2(source, target, follow_symlinks=False)
