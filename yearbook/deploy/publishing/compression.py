"""Write gzipped copies beside the texts of a release (`index.html.gz`), for servers that send them to readers.

The copies hold neither time nor name, so the same text always gives the same bytes.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from yearbook.core.parallel import share
from yearbook.deploy.publishing.deploy_plan import GZIP_SUFFIX
from yearbook.deploy.publishing.release import Release

_MIN_SIZE = 1024
"""Bytes; a smaller file fits one network packet uncompressed."""
_TEXTS = (".html", ".css", ".js", ".json", ".csv", ".xml", ".svg", ".txt", ".md", ".bib", ".ttl", ".nt", ".jsonld")


def compress(folder: Path, release: Release, jobs: int) -> None:
    """Write the gzipped copies of all texts of a release into its folder."""
    texts = [path for path in release.files if path.endswith(_TEXTS)]
    for _ in share(_compress_files, folder, texts, jobs):
        pass


def _compress_files(folder: Path, paths: Sequence[str]) -> list[None]:
    for path in paths:
        data = (folder / path).read_bytes()
        if len(data) >= _MIN_SIZE:
            (folder / f"{path}{GZIP_SUFFIX}").write_bytes(gzip.compress(data, mtime=0))
    return [None] * len(paths)
