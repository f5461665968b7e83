"""Encode and decode the build cache: results of the last build, found by the digest of what they follow from.

Ignored if damaged or written by another version of the program or its libraries. The cache can be deleted at any time;
the next build then takes longer. Nothing here reads or writes a file.

The file may come from a stranger, so it holds values and no code: MessagePack, read into the type that the caller
asks for. It names no class, it cannot nest deeper than the interpreter allows, and its size bounds the memory that it
takes, because no value is unpacked to more than `_MOST` times its bytes.
"""

from __future__ import annotations

import hmac
import zlib
from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from typing import Any

import msgspec
from markupsafe import Markup

from yearbook.core.diagnostics import Diagnostic, is_printable
from yearbook.core.digest import DIGEST_BYTES, digest_bytes
from yearbook.core.frozen import dataclass

GROUPS, FINDINGS, CARDS, RECORD_DATA, LOGS = "groups", "findings", "cards", "data", "logs"
READINGS, WARNINGS = "readings", "warnings"
"""Parts of the cache: groups of files as read, findings of records, search cards, what records give to the open data,
what pages read, the pinyin of titles, warnings."""
_CONTENTS = tuple[str, tuple[tuple[str, str, int], ...]]
"""The table of contents: the toolchain, and (name, digest, length in bytes) of every part."""
_LENGTH = 8  # bytes of a number
_STORED, _QUICK = 0, 1  # of zlib's levels: uncompressed; three times smaller at a tenth of the cost of the best
_MOST = 64
"""How many times larger a value may be than its packed bytes. What packs better is stored uncompressed."""
_WRONG = (msgspec.MsgspecError, zlib.error, ValueError, TypeError, RecursionError, OverflowError)
"""What bytes that `pack` did not make can raise: truncated, another type, nested too deeply, no UTF-8."""


class UnsoundCacheError(Exception):
    """The cache holds what this program would not have written. It is to be ignored as a whole."""


@dataclass(frozen=True, slots=True)
class BuildCache:
    """Results of the last build. A part is verified and decoded when it is asked for."""

    parts: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """Parts by name: the digest of their bytes, and the bytes."""

    def of(self, part: str) -> Mapping[str, bytes]:
        """Return the packed values of a part by key; empty if it is damaged or missing."""
        found, data = self.parts.get(part, ("", b""))
        if not hmac.compare_digest(digest_bytes(data).encode(), found.encode()):
            return {}
        values: Mapping[str, bytes] = _decoded(data, dict[str, bytes], {})
        return values


NO_CACHE = BuildCache()


def pack(value: object) -> bytes:
    """Return a value as bytes for the cache. Workers call it, so that values are sent in this form too."""
    data = _ENCODER.encode(value)
    packed = zlib.compress(data, _QUICK)
    return packed if len(data) <= _MOST * len(packed) else zlib.compress(data, _STORED)


@cache
def unpacker(kind: Any) -> Callable[[bytes], Any]:
    """Return a function that returns a packed value of this type. It raises UnsoundCacheError for any other bytes."""
    decoder = msgspec.msgpack.Decoder(kind, dec_hook=_markup)

    def unpack(data: bytes) -> Any:
        try:
            return decoder.decode(_inflated(data))
        except _WRONG as error:
            raise UnsoundCacheError(str(error)) from error

    return unpack


def cached_warnings(data: bytes) -> tuple[Diagnostic, ...]:
    """Return packed warnings that were read from a file. Raises UnsoundCacheError."""
    found: tuple[Diagnostic, ...] = unpacker(tuple[Diagnostic, ...])(data)
    require_warnings(found)
    return found


def require_warnings(found: tuple[Diagnostic, ...]) -> None:
    """Raise UnsoundCacheError if one is an error, which a build does not leave in its cache, or cannot be shown."""
    if any(each.is_error or not is_printable(each) for each in found):
        raise UnsoundCacheError("a diagnostic that no build has written")


def encode_cache(toolchain: str, parts: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """Return the bytes of a cache: the digest of the table of contents, its length, itself, then the parts."""
    bodies = {name: _ENCODER.encode(dict(each)) for name, each in parts.items()}
    contents = _ENCODER.encode((toolchain, [(name, digest_bytes(each), len(each)) for name, each in bodies.items()]))
    head = len(contents).to_bytes(_LENGTH) + contents
    return b"".join((digest_bytes(head).encode(), head, *bodies.values()))


def decode_cache(data: bytes, toolchain: str) -> BuildCache:
    """Decode a cache; return an empty one if it is damaged or was written by another toolchain."""
    start = 2 * DIGEST_BYTES
    at = start + _LENGTH + int.from_bytes(data[start : start + _LENGTH])
    if at > len(data) or not hmac.compare_digest(digest_bytes(data[start:at]).encode(), data[:start]):
        return NO_CACHE
    made_by, contents = _decoded(data[start + _LENGTH : at], _CONTENTS, ("", ()))
    parts = {}
    for name, found, length in contents if made_by == toolchain else ():
        parts[name] = (found, data[at : at + length])
        at += length
    return BuildCache(parts)


def _plain(value: object) -> str:
    """Return what MessagePack has no type for as what it has; called for such values alone."""
    if isinstance(value, Markup):
        return str.__str__(value)
    raise TypeError(f"the cache does not hold values of {type(value)}")


def _markup(kind: type[Any], value: object) -> Markup:
    """Return a text as the marked type that a field asks for."""
    if kind is Markup and isinstance(value, str):
        return Markup(value)  # noqa: S704 - who can write the cache can write content
    raise TypeError(f"no value of {kind}")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


def _decoded(data: bytes, kind: Any, default: Any) -> Any:
    """Return bytes of MessagePack as a value of this type, or the default if they are no such value."""
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except _WRONG:
        return default


def _inflated(data: bytes) -> bytes:
    """Return the whole of compressed bytes. Raises ValueError if they are cut off, or too large."""
    stream = zlib.decompressobj()
    found = stream.decompress(data, _MOST * len(data) + 1)
    if not stream.eof or stream.unused_data:
        raise ValueError("no packed value")
    return found
