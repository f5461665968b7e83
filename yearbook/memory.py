"""What a build worked out → what the next one need not work out again: values by the digests of all they follow from.

A memory is never trusted for more than it says: it is of one toolchain, and bytes that are not whole are no memory. It
can be deleted at any time, which costs time and nothing else. Nothing here reads or writes a file.
"""

from __future__ import annotations

import hmac
import marshal
import pickle
import zlib
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from yearbook.digest import DIGEST_BYTES, digest_bytes
from yearbook.frozen import dataclass

GROUPS, FINDINGS, CARDS, WARNINGS = "groups", "findings", "cards", "warnings"
"""What is remembered: groups of files as they were read, findings of records, cards for search, a build's warnings."""
_QUICK = 1  # of zlib's nine levels: three times smaller than nothing at a tenth of the cost of the best


@dataclass(frozen=True, slots=True)
class Memory:
    """Key → packed value, by what is remembered."""

    toolchain: str = ""
    parts: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)

    def of(self, part: str) -> Mapping[str, bytes]:
        return self.parts.get(part, {})


def pack(value: object) -> bytes:
    """A value as it is remembered. Made where the value is, so that it travels in this form too."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _QUICK)


def unpack(data: bytes) -> Any:
    """The value again. Only for what `pack` made: `decode` has seen to it that nothing else gets here."""
    return pickle.loads(zlib.decompress(data))  # noqa: S301 - its digest was checked, and the file is the person's own


def encode(memory: Memory) -> bytes:
    """A digest, and what it is of."""
    data = marshal.dumps((memory.toolchain, {part: dict(each) for part, each in memory.parts.items()}))
    return digest_bytes(data).encode() + data


def decode(data: bytes, toolchain: str) -> Memory:
    """The memory of this toolchain; an empty one where the bytes are damaged, or of another."""
    head, rest = data[: 2 * DIGEST_BYTES], data[2 * DIGEST_BYTES :]
    if not hmac.compare_digest(digest_bytes(rest).encode(), head):
        return Memory(toolchain)
    made_by, parts = marshal.loads(rest)  # noqa: S302 - as above
    return Memory(toolchain, parts) if made_by == toolchain else Memory(toolchain)
