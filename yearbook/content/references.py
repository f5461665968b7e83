"""Find every reference in the facts of a record from the types of their fields; nothing is looked up."""

from __future__ import annotations

import typing
from dataclasses import is_dataclass
from functools import cache
from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.model.fields import RefersTo

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in a record's facts that names another record."""

    pointer: Pointer
    """The way from the facts to the value: ("units", "lead", 0)."""
    kind: str
    """The kind of the record that is named; also `scope`, `basis`, `category`."""
    id: str
    fact: str = ""
    """Which fact of it is meant, for references such as `ledger:major-projects#investment`."""

    @property
    def field(self) -> str:
        """The field that holds it, without its place in a list: `units.lead`."""
        return ".".join(each for each in self.pointer if isinstance(each, str))


def references(facts: Any) -> tuple[Reference, ...]:
    """All references in an instance of one of the model's classes, in the order of its fields."""
    found: list[Reference] = []
    _walk(facts, (), found)
    return tuple(found)


def _walk(value: Any, pointer: Pointer, found: list[Reference]) -> None:
    """Adds to `found`: generators within generators took five times as long."""
    for name, kind in _fields(type(value)):  # type: ignore[arg-type] # a class is hashable
        inner = getattr(value, name)
        if inner is not None and inner != ():
            _value(inner, kind, (*pointer, name), found)


def _value(value: Any, kind: str | None, pointer: Pointer, found: list[Reference]) -> None:
    if isinstance(value, tuple):
        for index, each in enumerate(value):
            _value(each, kind, (*pointer, index), found)
    elif kind is None:
        _walk(value, pointer, found)
    elif kind:
        found.append(Reference(pointer, kind, value))
    else:
        record, _, fact = value.partition("#")
        target, _, identity = record.partition(":")
        found.append(Reference(pointer=pointer, kind=target, id=identity, fact=fact))


@cache
def _fields(owner: type[Any]) -> tuple[tuple[str, str | None], ...]:
    """The fields of a class below which references can stand: (name, kind referred to, or None to look inside)."""
    if not is_dataclass(owner):
        return ()
    hints = typing.get_type_hints(owner, include_extras=True)
    found = ((name, _reference_in(hint)) for name, hint in hints.items())
    return tuple((name, None if kind == _INSIDE else kind) for name, kind in found if kind != _NOTHING)


_INSIDE, _NOTHING = "inside", "nothing"


def _reference_in(hint: Any) -> str:
    """What a type hint holds: the kind it refers to, _INSIDE for a part with fields of its own, or _NOTHING."""
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, RefersTo):
            return mark.kind
    if isinstance(hint, type) and is_dataclass(hint):
        return _INSIDE
    origin = typing.get_origin(hint)
    if isinstance(origin, type) and is_dataclass(origin):
        return _INSIDE
    if origin is dict:
        return _NOTHING
    inner = (_reference_in(each) for each in typing.get_args(hint) if each is not ...)
    return next((each for each in inner if each != _NOTHING), _NOTHING)
