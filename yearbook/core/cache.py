"""Encode and decode the build cache: results of the last build, found by the digest of what they follow from.

Ignored if damaged or written by another version of the program or its libraries. The cache can be deleted at any time;
the next build then takes longer. Nothing here reads or writes a file.
"""

from __future__ import annotations

import hmac
import marshal
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from yearbook.core.digest import DIGEST_BYTES, digest_bytes
from yearbook.core.frozen import dataclass

GROUPS, FINDINGS, CARDS, WARNINGS = "groups", "findings", "cards", "warnings"
"""Parts of the cache: groups of files as read, findings of records, entries of the search, warnings of a build."""
_LENGTH = 8  # bytes of a number
_QUICK = 1  # of zlib's nine levels: three times smaller than nothing at a tenth of the cost of the best


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Results of the last build. A part is verified and decoded when it is asked for."""

    parts: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """Parts by name: the digest of their bytes, and the bytes."""

    def of(self, part: str) -> Mapping[str, bytes]:
        """Return the packed values of a part by key; empty if it is damaged or missing."""
        found, data = self.parts.get(part, ("", b""))
        if not hmac.compare_digest(digest_bytes(data), found):
            return {}
        values: Mapping[str, bytes] = marshal.loads(data)  # noqa: S302 - verified, and the file is the user's own
        return values


NO_CACHE = BuildCache()


def pack(value: object) -> bytes:
    """Return a value as bytes for the cache. Workers call it, so that values are sent in this form too."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _QUICK)


def unpack(data: bytes) -> Any:
    """Return the value. Only for what `pack` made: `decode_cache` verifies the digest."""
    return pickle.loads(zlib.decompress(data))  # noqa: S301 - its digest was checked, and the file is the person's own


def encode_cache(toolchain: str, parts: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return the bytes of a cache: the digest of the table of contents, its length, itself, then the parts."""
    bodies = {name: marshal.dumps(dict(each)) for name, each in parts.items()}
    contents = marshal.dumps((toolchain, [(name, digest_bytes(each), len(each)) for name, each in bodies.items()]))
    head = len(contents).to_bytes(_LENGTH) + contents
    return b"".join((digest_bytes(head).encode(), head, *bodies.values()))


def decode_cache(data: bytes, toolchain: str) -> BuildCache:
    """Decode a cache; return an empty one if it is damaged or was written by another toolchain."""
    start = 2 * DIGEST_BYTES
    at = start + _LENGTH + int.from_bytes(data[start : start + _LENGTH])
    if at > len(data) or not hmac.compare_digest(digest_bytes(data[start:at]).encode(), data[:start]):
        return NO_CACHE
    made_by, contents = marshal.loads(data[start + _LENGTH : at])  # noqa: S302 - as above
    parts = {}
    for name, found, length in contents if made_by == toolchain else ():
        parts[name] = (found, data[at : at + length])
        at += length
    return BuildCache(parts)
