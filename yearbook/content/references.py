"""Find every reference to another record in a record's facts; nothing is looked up here."""

from __future__ import annotations

from typing import Any

from yearbook.core.frozen import dataclass
from yearbook.model.structure import Pointer, ValueType
from yearbook.model.walk import ValueFinder

KEY = "[key]"
"""The last step of a pointer that means the key of a value, not the value."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in a record's facts that names another record."""

    pointer: Pointer
    """The way from the facts to the value: ("units", "lead", 0)."""
    kind: str
    """The kind of the record that is named; also a vocabulary: `scope`, `role`."""
    id: str
    fact: str = ""
    """Which fact of it is meant, for references such as `ledger:major-projects#investment`."""

    @property
    def field(self) -> str:
        """The field that holds it, without its place in a list: `units.lead`."""
        return ".".join(each for each in self.pointer if isinstance(each, str))


_find_references = ValueFinder(lambda field: field.value_type in (ValueType.REFERENCE, ValueType.ANY_REFERENCE))


def references(facts: Any) -> tuple[Reference, ...]:
    """All references in an instance of one of the model's classes, in the order of its fields."""
    found: list[Reference] = []
    for pointer, value, field in _find_references(facts):
        if field.keys and pointer[-1] == 0:
            found.append(Reference((*pointer[:-1], KEY), field.keys, str(pointer[-2])))
        found.append(Reference(pointer, field.refers_to, value) if field.refers_to else _any_reference(pointer, value))
    return tuple(found)


def _any_reference(pointer: Pointer, value: str) -> Reference:
    record, _, fact = value.partition("#")
    kind, _, identity = record.partition(":")
    return Reference(pointer, kind=kind, id=identity, fact=fact)
