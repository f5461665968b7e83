"""What a stranger could put into a file that the program wrote and reads back."""

from __future__ import annotations

import json
import marshal
import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec


class Command:
    """Pickled, it makes a file when it is read."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.file),)


def hostile_bytes(trap: Path) -> dict[str, bytes]:
    """Files by name; `trap` is made by those that can run code."""
    code = compile(f"import os; os.mkdir({str(trap)!r})", "hostile", "exec")
    return {
        "pickle": pickle.dumps(Command(trap)),
        "old pickle": pickle.dumps({"key": Command(trap)}, 0),
        "marshal": marshal.dumps(code),
        "marshal in a mapping": marshal.dumps({"key": code}),
        "deep lists": b"\x91" * 1_000_000 + b"\xc0",
        "deep mappings": b"\x81\xa1a" * 1_000_000 + b"\xc0",
        "deep JSON": b"[" * 1_000_000,
        "deep JSON objects": b'{"a":' * 1_000_000,
        "a list of 4 billion": b"\xdd\xff\xff\xff\xff\xc0",
        "a mapping of 4 billion": b"\xdf\xff\xff\xff\xff\xa1a\xc0",
        "a text of 4 billion bytes": b"\xdb\xff\xff\xff\xffa",
        "4 billion bytes": b"\xc6\xff\xff\xff\xffa",
        "an extension": b"\xc7\x01\x05a",
        "no UTF-8": b"\xa2\xff\xfe",
        "a mapping": b"\x81\xa1a\x01",
        "nothing": b"",
        "zeros": bytes(1000),
        "half a JSON": b'{"made by": "yearbook", "format": 2',
        "other JSON": json.dumps({"a": [1, None, {"b": 2.5}]}).encode(),
        "a long number": b"9" * 100_000,
    }


WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    1 << 63,
    0.5,
    "",
    "other",
    b"\x00",
    [],
    ["other"],
    {},
    {"other": 1},
    [[]] * 3,
)
"""Values of every type."""


def mutated(value: Any) -> Iterator[Any]:
    """Yield copies of a plain value in which one slot, however deep, holds something else."""
    for each in WRONG:
        if type(each) is not type(value) or each != value:
            yield each
    if isinstance(value, dict):
        for key, inner in value.items():
            yield {other: each for other, each in value.items() if other != key}
            yield from ({**value, key: each} for each in mutated(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield value[:place] + value[place + 1 :]
            yield from ([*value[:place], each, *value[place + 1 :]] for each in mutated(inner))


def plain(data: bytes) -> Any:
    """Return bytes of MessagePack as plain lists, mappings, texts and numbers."""
    return msgspec.msgpack.decode(data)
