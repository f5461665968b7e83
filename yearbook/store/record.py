"""The record of what was written: values ↔ the bytes of the manifest. Reads and writes no file.

The manifest holds no times and no inode numbers, so that two builds of the same content write the same one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from yearbook.digest import digest
from yearbook.frozen import dataclass

MANIFEST = ".yearbook-manifest.json"
"""In the output folder itself, so that both are exchanged together. Also the mark of our folders."""

FORMAT = 1
MADE_BY = "yearbook"

_UNSAFE = re.compile(r"(?:\A|/)\.{0,2}(?:/|\Z)|\\")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file that this program wrote."""

    key: str
    """Digest of its recipe; opaque here."""
    digest: str
    """Digest of its bytes, after `digest.digest_bytes`."""
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is in an output folder of ours."""

    entries: Mapping[str, Entry]
    """By path: relative to the folder, with forward slashes. Never changed."""
    damaged: bool = False
    """The manifest is there and cannot be read; then there are no entries."""
    inputs: str = ""
    """Digest of all that the site was made of; empty where it is not known. Opaque here."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a worker wrote, for the record."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class Found:
    """What is in the output folder before a build."""

    record: Record | None
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


def encode(record: Record) -> bytes:
    """The manifest: the same bytes for the same entries, in whatever order they came."""
    files = {path: (each.key, each.digest, each.size) for path, each in sorted(record.entries.items())}
    head = {"made by": MADE_BY, "format": FORMAT, "check": _check(record)}
    return json.dumps({**head, "inputs": record.inputs, "files": files}).encode()


def _check(record: Record) -> str:
    """By which a record is told from a damaged one."""
    entries = tuple((path, each.key, each.digest, each.size) for path, each in sorted(record.entries.items()))
    return digest((record.inputs, entries))


def decode(data: bytes) -> Record:
    """The record in a manifest. What is damaged anywhere, or of another format, is trusted nowhere."""
    try:
        manifest = json.loads(data)
        if (manifest["made by"], manifest["format"]) != (MADE_BY, FORMAT):
            return Record({}, damaged=True)
        inputs = manifest.get("inputs", "")
        entries = {path: Entry(key, digest, size) for path, (key, digest, size) in manifest["files"].items()}
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Record({}, damaged=True)
    sound = isinstance(inputs, str) and all(map(_is_sound, entries.items()))
    found = Record(entries, inputs=inputs)
    return found if sound and manifest.get("check") == _check(found) else Record({}, damaged=True)


def _is_sound(item: tuple[str, Entry]) -> bool:
    path, entry = item
    types = (type(entry.key), type(entry.digest), type(entry.size))
    return types == (str, str, int) and is_safe(path)
