"""A decorator for frozen dataclasses that are created and pickled faster than those of the standard library.

The standard library guards each field of a frozen dataclass by a call when a value is made, and sends it to another
process by asking the class for its fields again. A build makes hundreds of thousands of values and sends many of them:
without this module a cold build of 10,000 entries takes 19 % more CPU time (benchmarks/README.md, “What is kept
because it saves time”). Equality, hash and repr are those of the standard library. Immutability is checked by mypy, not
at run time.
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
        """As `dataclasses.dataclass`, for classes without a frozen base; both flags are required."""
        if not (frozen and slots):
            raise ValueError("values are frozen and have slots")

        def made(kind: type[T]) -> type[T]:
            kind.__doc__ = kind.__doc__ or kind.__name__  # else the library works out a signature, which takes long
            own = frozenset(kind.__dict__)
            found = dataclasses.dataclass(slots=True, repr=False, eq=order, order=order)(kind)
            found.__dataclass_params__.frozen = True
            fields = dataclasses.fields(found)
            if any(each.kw_only or not each.init or not each.compare for each in fields):
                raise ValueError("a value is made of all its fields, in their order, and is what they are")
            for name, method in _methods(found, tuple(each.name for each in fields)).items():
                if name not in own:
                    setattr(found, name, method)
            return found

        return made


def _methods(kind: type, names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """Return the methods of a value class.

    The standard library compiles source text for each of them at each start, which takes longer, for all classes of
    this program, than a build that has nothing to do.
    """
    if len(names) > 1:
        read: Callable[[Any], tuple[object, ...]] = attrgetter(*names)
    else:  # attrgetter gives a tuple from two names on

        def read(value: Any) -> tuple[object, ...]:
            return tuple([getattr(value, name) for name in names])

    def is_equal(self: Any, other: object) -> Any:
        return read(self) == read(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(read(self))

    def shown(self: Any) -> str:
        pairs = zip(names, read(self), strict=True)
        return f"{kind.__qualname__}({', '.join(f'{name}={value!r}' for name, value in pairs)})"

    def reduced(self: Any) -> tuple[object, ...]:
        """Pickled as a call of its class with its fields."""
        return kind, read(self)

    return {"__eq__": is_equal, "__hash__": hashed, "__repr__": shown, "__reduce__": reduced}


def pickled_by_value(kind: type[T]) -> type[T]:
    """Pickle instances of a dataclass by their fields, without validating them again when they are read."""
    names = [each.name for each in dataclasses.fields(kind)]  # type: ignore[arg-type] # a dataclass; no type says so
    setters = [getattr(kind, name).__set__ for name in names]

    def state(value: T) -> tuple[object, ...]:
        return tuple([getattr(value, name) for name in names])

    def restore(value: T, state: tuple[object, ...]) -> None:
        for put, each in zip(setters, state, strict=True):
            put(value, each)

    kind.__getstate__, kind.__setstate__ = state, restore  # type: ignore[method-assign, assignment, attr-defined]
    return kind
