"""A built folder → a release: every file with its digest, and the record of them that goes along to the place.

The record is what makes a place ours: only what it names is ever replaced or removed there. Two builds of the same
content are the same release, with the same name.
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
"""Hidden, so that web servers that refuse hidden files do not hand it out."""
_FORMAT = 1
_NAME = 12  # hex digits: 48 bits tell the releases of one site apart


@dataclass(frozen=True, slots=True)
class Release:
    """What is or shall be in a place."""

    files: Mapping[str, str]
    """Path → digest of its bytes, after `digest.digest_bytes`. Never changed."""
    whole: bool = True
    """False while a publication is under way: then the digests are those that files will have, or had before."""

    @property
    def name(self) -> str:
        """Twelve hexadecimal digits: the same for the same files."""
        return digest(tuple(sorted(self.files.items())))[:_NAME]


EMPTY_RELEASE = Release({})


def read_release(folder: Path) -> Release:
    """The files of a folder as a release, but for the records of builds and of publications."""
    found = {}
    for above, folders, names in os.walk(folder):
        folders.sort()
        for each in sorted(names):
            file = Path(above, each)
            path = file.relative_to(folder).as_posix()
            if path not in (MANIFEST, RELEASE_RECORD):
                found[path] = digest_bytes(file.read_bytes())
    return Release(found)


def encode_release(release: Release) -> bytes:
    """The record: the same bytes for the same release."""
    files = dict(sorted(release.files.items()))
    whole = {"format": _FORMAT, "release": release.name, "whole": release.whole, "files": files}
    return json.dumps(whole, indent=0).encode()


def decode_release(data: bytes) -> Release | None:
    """The release in a record; None where it is none, or of another format: it is then trusted in nothing."""
    try:
        given = json.loads(data)
        files, whole = given["files"], given["whole"]
        if given["format"] != _FORMAT or not isinstance(whole, bool):
            return None
        sound = all(isinstance(path, str) and is_safe(path) and isinstance(each, str) for path, each in files.items())
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    return Release(files, whole) if sound else None


def differing(folder: Path, release: Release) -> tuple[str, ...]:
    """The paths whose file in a folder is missing or not what the release says, sorted."""
    return tuple(path for path, each in sorted(release.files.items()) if _digest(folder / path) != each)


def _digest(file: Path) -> str:
    try:
        return digest_bytes(file.read_bytes())
    except OSError:
        return ""
