"""A release's texts → gzipped copies beside them (`index.html.gz`), for servers that hand them out as they are.

The same text gives the same bytes: no time and no name is in the copies.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from yearbook.core.parallel import share
from yearbook.deploy.publishing.planning import PACKED
from yearbook.deploy.publishing.release import Release

WORTH_PACKING = 1024
"""Bytes; what is smaller fits one packet anyway."""
_TEXTS = (".html", ".css", ".js", ".json", ".csv", ".xml", ".svg", ".txt", ".md", ".bib", ".ttl", ".nt", ".jsonld")


def compress(folder: Path, release: Release, jobs: int) -> None:
    """Writes the copies of all texts of a release into its folder."""
    texts = [path for path in release.files if path.endswith(_TEXTS)]
    for _ in share(_pack, folder, texts, jobs):
        pass


def _pack(folder: Path, paths: Sequence[str]) -> list[None]:
    """Some files: what is handed to a worker."""
    for path in paths:
        data = (folder / path).read_bytes()
        if len(data) >= WORTH_PACKING:
            (folder / f"{path}{PACKED}").write_bytes(gzip.compress(data, mtime=0))
    return [None] * len(paths)
