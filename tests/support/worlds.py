"""Small worlds for tests: a dict of files → a folder of them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path


def world(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes the files (path with forward slashes → content) under `folder`, and returns the folder.

    Text is written as UTF-8, with its common indentation taken off; bytes are written as they are.
    """
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else textwrap.dedent(content).encode())
    return folder
