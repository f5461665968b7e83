"""A class of fields → a frozen dataclass that is made and sent quickly.

The standard library guards each field of a frozen dataclass by a call when a value is made, and sends it to another
process by asking the class for its fields again. Values are made by the hundred thousand here, and most of them travel:
one of seven fields is made in a quarter of the time, pickled in a quarter and read again in a ninth
(tests/test_frozen.py says what stays the same). That nobody changes one is seen to by the type checker, to which this
is the standard decorator, and not by the class.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - for the type checker, this is where it is from
else:

    def dataclass(*, frozen: bool, slots: bool, order: bool = False) -> Callable[[type[T]], type[T]]:
        """As the standard one, for classes without a frozen base; both must be asked for, so that it reads the same."""
        if not (frozen and slots):
            raise ValueError("values are frozen and have slots")

        def made(kind: type[T]) -> type[T]:
            found = dataclasses.dataclass(slots=True, unsafe_hash=True, order=order)(kind)
            found.__dataclass_params__.frozen = True
            positional = [each for each in dataclasses.fields(found) if each.init and not each.kw_only]
            if len(positional) == len(dataclasses.fields(found)) and "__reduce__" not in kind.__dict__:
                found.__reduce__ = _reduction(found, [each.name for each in positional])
            return found

        return made


def _reduction(kind: type, names: list[str]) -> Callable[[Any], tuple[object, ...]]:
    """How a value is pickled: as a call of its class with its fields."""
    if len(names) < 2:  # attrgetter gives a tuple from two names on
        return lambda value: (kind, tuple([getattr(value, name) for name in names]))
    read = attrgetter(*names)
    return lambda value: (kind, read(value))


def sent_whole(kind: type[T]) -> type[T]:
    """For frozen dataclasses of another library, whose making checks what it is given: pickled as it is, unchecked."""
    names = [each.name for each in dataclasses.fields(kind)]  # type: ignore[arg-type] # a dataclass; no type says so
    setters = [getattr(kind, name).__set__ for name in names]

    def state(value: T) -> tuple[object, ...]:
        return tuple([getattr(value, name) for name in names])

    def restore(value: T, state: tuple[object, ...]) -> None:
        for put, each in zip(setters, state, strict=True):
            put(value, each)

    kind.__getstate__, kind.__setstate__ = state, restore  # type: ignore[method-assign, assignment, attr-defined]
    return kind
