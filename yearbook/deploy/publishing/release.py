"""A release: the files of a built site with their digests, and the record of them that is published along.

The record marks a place as published by this program: only files that it names are ever replaced or removed there.
Two builds of the same content are the same release, with the same name.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from yearbook.build.output.manifest import MANIFEST, is_safe
from yearbook.core.digest import digest, digest_bytes
from yearbook.core.frozen import dataclass

RELEASE_RECORD = ".yearbook-release.json"
"""Hidden, so that web servers that refuse hidden files do not send it to readers."""
_FORMAT = 1
_NAME_LENGTH = 12  # hex digits: 48 bits tell the releases of one site apart


@dataclass(frozen=True, slots=True)
class Release:
    """The files that are, or shall be, at a target."""

    files: Mapping[str, str]
    """Path to digest of the bytes (`digest.digest_bytes`). Never changed."""
    whole: bool = True
    """False during an upload: files then have either their old or their new digests."""

    @property
    def name(self) -> str:
        """Twelve hexadecimal digits, the same for the same files."""
        return digest(tuple(sorted(self.files.items())))[:_NAME_LENGTH]


EMPTY_RELEASE = Release({})


def read_release(folder: Path) -> Release:
    """Return the files of a folder as a release, without the records of builds and publications."""
    files = {}
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(above, name)
            path = file.relative_to(folder).as_posix()
            if path not in (MANIFEST, RELEASE_RECORD):
                files[path] = digest_bytes(file.read_bytes())
    return Release(files)


def encode_release(release: Release) -> bytes:
    """Return the record of a release: the same bytes for the same release."""
    files = dict(sorted(release.files.items()))
    record = {"format": _FORMAT, "release": release.name, "whole": release.whole, "files": files}
    return json.dumps(record, indent=0).encode()


def decode_release(data: bytes) -> Release | None:
    """Return the release of a record; None if it is damaged or written by another version."""
    try:
        given = json.loads(data)
        files, whole = given["files"], given["whole"]
        if given["format"] != _FORMAT or not isinstance(whole, bool):
            return None
        sound = all(isinstance(path, str) and is_safe(path) and isinstance(each, str) for path, each in files.items())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Release(files, whole) if sound else None


def differing_files(folder: Path, release: Release) -> tuple[str, ...]:
    """Return the sorted paths whose file in a folder is missing or differs from the release."""
    return tuple(path for path, each in sorted(release.files.items()) if _digest(folder / path) != each)


def _digest(file: Path) -> str:
    try:
        return digest_bytes(file.read_bytes())
    except OSError:
        return ""
