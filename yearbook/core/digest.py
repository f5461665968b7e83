"""Compute the digest of an immutable value: the same in every process, on every machine, for every hash seed.

Two values have the same digest only if they are alike in type, structure and content (to the strength of
BLAKE2b at 160 bits). The proof, in two steps, each of which loses nothing:

1. The value becomes nested tuples of `str`, `int`, `bool`, `None` and `bytes`. Everything else becomes a
   tuple that begins with an `Ellipsis` and the name of its kind. A value never contains an `Ellipsis` (it is
   refused), so no ordinary tuple can look like that.
2. `marshal` in its version 2 writes each of these as a letter for the type, the length, the content. This
   version has neither references nor interned strings, so equal values give equal bytes, and `marshal.loads`
   gives the tuples back. Python 3.6 to 3.13 write the same bytes; a test holds fixed digests that would show
   a change, whose only effect would be that every page is made once more.

Of the ways measured (a page view of 190 values, 7 KB, in µs): this 42; pydantic's `to_json` 41 and `repr` 46,
both of which take `Markup` for text; an encoding of our own 48; `json` 62; `pickle` 87, which depends on who
shares what. Hashing alone takes 5.

This module never looks at identity, never takes a mutable value, and never accepts a type it does not know.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum, Flag
from hashlib import blake2b
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

DIGEST_BYTES = 20  # 160 bits: a chance meeting among 2**60 values is still less than one in 2**40

_Encoder = Callable[[Any], tuple[Any, ...]]

_PLAIN = frozenset((str, int, bool, type(None), bytes))
_all_plain = _PLAIN.issuperset
_MARSHAL_VERSION = 2


def digest(value: object) -> str:
    """40 lower-case hexadecimal digits for an immutable value.

    Takes `str`, `int`, `bool`, `None`, `bytes`, `Decimal` (1.0 is not 1.00), `date`, `Markup`, members of an
    `Enum` (by class, name and value), and of these: tuples, frozen dataclasses (by module, class, names of
    the fields, and every field, also those not compared) and `MappingProxyType` (in its order, since a page
    may show it). `TypeError` for anything else, also floats, date-times and subclasses such as named tuples.
    """
    return blake2b(marshal.dumps(_tree(value), _MARSHAL_VERSION), digest_size=DIGEST_BYTES).hexdigest()


def digest_bytes(data: bytes) -> str:
    """40 lower-case hexadecimal digits for the content of a file."""
    return blake2b(data, digest_size=DIGEST_BYTES).hexdigest()


def _tree(value: Any) -> Any:
    kind = type(value)
    return value if kind in _PLAIN else _ENCODERS[kind](value)


def _trees(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same tuple where all of it is plain, which is the usual case and costs one call."""
    if _all_plain(map(type, values)):
        return values
    return tuple([value if (kind := type(value)) in _PLAIN else _ENCODERS[kind](value) for value in values])


class _Encoders(dict[type, _Encoder]):
    """What turns a value of exactly this type into a tuple; those of classes are made when first met.

    It remembers a pure function of the type. (`functools.cache` made the whole a quarter slower.)
    """

    def __missing__(self, kind: type) -> _Encoder:
        encoder = self[kind] = _class_encoder(kind)
        return encoder


_ENCODERS = _Encoders(
    {
        tuple: _trees,
        # str.__str__ because the digest must not depend on what a subclass of str makes of str().
        Markup: lambda value: (..., "markup", str.__str__(value)),
        # The exponent's letter follows the thread's decimal context; upper() makes it one.
        Decimal: lambda value: (..., "decimal", str(value).upper()),
        date: lambda value: (..., "date", value.toordinal()),
        MappingProxyType: lambda value: (..., "mapping", _trees(tuple(value)), _trees(tuple(value.values()))),
    }
)


def _class_encoder(kind: type) -> _Encoder:
    if issubclass(kind, Enum) and not issubclass(kind, Flag):
        return _enum_encoder(kind)
    if is_dataclass(kind) and kind.__dataclass_params__.frozen and _holds_only_fields(kind):  # type: ignore[attr-defined]
        return _dataclass_encoder(kind)
    raise TypeError(f"{_name(kind)} is not an immutable type that digest() knows")


def _enum_encoder(kind: type[Enum]) -> _Encoder:
    """By name and value: templates may show either."""
    members = {
        each.name: (..., "enum", _name(kind), each.name, _tree(each.value)) for each in kind.__members__.values()
    }
    return lambda value: members[value._name_]


def _dataclass_encoder(kind: type) -> _Encoder:
    names = [each.name for each in fields(kind)]
    # The bracket keeps it apart from the names of the other kinds.
    title = f"{_name(kind)}({','.join(names)})"
    if len(names) < 2:  # attrgetter gives a tuple from two names on
        return lambda value: (..., title, _trees(tuple([getattr(value, name) for name in names])))
    read = attrgetter(*names)

    def encode(value: object) -> tuple[Any, ...]:
        values = read(value)
        return (..., title, values if _all_plain(map(type, values)) else _trees(values))

    return encode


def _holds_only_fields(kind: type) -> bool:
    """False for a dataclass that is also a str, a tuple, …: it has content that no field names."""
    return all(is_dataclass(each) or each.__module__ == "typing" for each in kind.__mro__[:-1])


def _name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
