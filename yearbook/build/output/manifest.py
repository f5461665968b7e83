"""The manifest: which files of the output folder this program wrote. Encode and decode it; no file is touched.

The manifest holds no times and no inode numbers, so that two builds of the same content write the same one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass

MANIFEST = ".yearbook-manifest.json"
"""In the output folder itself, so that both are exchanged together. It also marks the folder as ours."""

FORMAT = 2
MADE_BY = "yearbook"
_BODY = b', "inputs": '  # where the part begins that `check` is the digest of

_UNSAFE = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|\\")


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One file that this program wrote."""

    key: str
    """Digest of its recipe; opaque here."""
    digest: str
    """Digest of its bytes, as `digest_bytes` computes it."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in an output folder of ours."""

    entries: Mapping[str, ManifestEntry]
    """By path: relative to the folder, with forward slashes."""
    damaged: bool = False
    """Whether the manifest exists and cannot be read; then there are no entries."""
    inputs: str = ""
    """Digest of everything that the site was made of; empty if not known. Opaque here."""


@dataclass(frozen=True, slots=True)
class FolderContents:
    """What is in the output folder before a build."""

    manifest: Manifest | None
    """None if nothing was built yet."""
    foreign: tuple[str, ...] = ()
    """Files and links that are not in the manifest, sorted; they are carried over untouched."""
    foreign_folders: tuple[str, ...] = ()
    """Folders that hold no file of ours, the outer ones first; also carried over."""

    @property
    def entries(self) -> Mapping[str, ManifestEntry]:
        """The files that the last build wrote."""
        return self.manifest.entries if self.manifest else {}

    @property
    def is_damaged(self) -> bool:
        """Whether there is a manifest that cannot be read: nobody can tell which files are ours."""
        return self.manifest is not None and self.manifest.damaged


def is_safe(path: str) -> bool:
    """Return whether a path may be written: relative, no `..`, `.`, empty part or backslash; not the manifest."""
    return not _UNSAFE.search(path) and path.isprintable() and path != MANIFEST


def folders_of(paths: Iterable[str]) -> set[str]:
    """Return all folders above the paths, without the root."""
    folders: set[str] = set()
    for path in paths:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    return folders


def encode_manifest(manifest: Manifest) -> bytes:
    """Return the same bytes for the same entries, in whatever order they came."""
    files = {path: (each.key, each.digest, each.size) for path, each in sorted(manifest.entries.items())}
    body = b", " + json.dumps({"inputs": manifest.inputs, "files": files}).encode()[1:]
    return json.dumps({"made by": MADE_BY, "format": FORMAT, "check": digest_bytes(body)}).encode()[:-1] + body


def decode_manifest(data: bytes) -> Manifest:
    """Return the manifest; if any part is damaged or of another format, an empty one marked as damaged."""
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
