"""The record of what was written: values ↔ the bytes of the manifest. Reads and writes no file.

The manifest holds no times and no inode numbers, so that two builds of the same content write the same one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass

MANIFEST = ".yearbook-manifest.json"
"""In the output folder itself, so that both are exchanged together. Also the mark of our folders."""

FORMAT = 2
MADE_BY = "yearbook"
_BODY = b', "inputs": '  # where that begins which the check is the digest of

_UNSAFE = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|\\")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One file that this program wrote."""

    key: str
    """Digest of its recipe; opaque here."""
    digest: str
    """Digest of its bytes, after `digest.digest_bytes`."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an output folder of ours."""

    entries: Mapping[str, ManifestEntry]
    """By path: relative to the folder, with forward slashes. Never changed."""
    damaged: bool = False
    """The manifest is there and cannot be read; then there are no entries."""
    inputs: str = ""
    """Digest of all that the site was made of; empty where it is not known. Opaque here."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """What a worker wrote, for the record."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class FoundOutput:
    """What is in the output folder before a build."""

    record: Manifest | None
    """None where nothing was built yet."""
    foreign: tuple[str, ...] = ()
    """Files and links that are not in the record, sorted; they are carried over untouched."""
    foreign_folders: tuple[str, ...] = ()
    """Folders that hold no file of ours, the outer ones first; also carried over."""


def is_safe(path: str) -> bool:
    """Whether a path may be written: relative, no `..`, `.`, empty part, backslash; not the record's."""
    return not _UNSAFE.search(path) and path.isprintable() and path != MANIFEST


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders above the paths, not the root."""
    folders: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    return folders


def encode_manifest(record: Manifest) -> bytes:
    """The manifest: the same bytes for the same entries, in whatever order they came."""
    files = {path: (each.key, each.digest, each.size) for path, each in sorted(record.entries.items())}
    body = b", " + json.dumps({"inputs": record.inputs, "files": files}).encode()[1:]
    return json.dumps({"made by": MADE_BY, "format": FORMAT, "check": digest_bytes(body)}).encode()[:-1] + body


def decode_manifest(data: bytes) -> Manifest:
    """The record in a manifest. What is damaged anywhere, or of another format, is trusted nowhere."""
    try:
        manifest = json.loads(data)
        if (manifest["made by"], manifest["format"]) != (MADE_BY, FORMAT):
            return Manifest({}, damaged=True)
        start = data.index(_BODY)
        if manifest["check"] != digest_bytes(data[start:]):
            return Manifest({}, damaged=True)
        entries = {path: ManifestEntry(key, digest, size) for path, (key, digest, size) in manifest["files"].items()}
        sound = isinstance(manifest["inputs"], str) and all(map(_is_sound, entries.items()))
        return Manifest(entries, inputs=manifest["inputs"]) if sound else Manifest({}, damaged=True)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Manifest({}, damaged=True)


def _is_sound(item: tuple[str, ManifestEntry]) -> bool:
    path, entry = item
    types = (type(entry.key), type(entry.digest), type(entry.size))
    return types == (str, str, int) and is_safe(path)
