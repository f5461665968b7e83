"""Find values in instances of the model: the one walk over records, for references, checks, tables and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from yearbook.model.roles import Roles
from yearbook.model.structure import ModelField, Pointer, ValueType, fields_of

Found = tuple[Pointer, Any, ModelField]
"""The way to a value, the value, and the field that holds it."""

_Plan = tuple[tuple[ModelField, bool, Any], ...]
"""Per field: whether its values are wanted, and the plan for the parts in it (empty if nothing in them is wanted)."""


class ValueFinder:
    """Find the values of chosen fields in instances of the model, in the order of the fields.

    Which fields can hold wanted values is worked out once per class, so that all others are skipped. The wanted fields
    are given by a predicate, since a field may be chosen by its type, its owner or its class.
    """

    def __init__(self, wanted: Callable[[ModelField], bool]) -> None:
        self._wanted = wanted
        self._plans: dict[type[Any], _Plan] = {}

    def __call__(self, value: Any) -> list[Found]:
        """Every wanted value in `value`; an item of a list has the pointer of its place. Absent values are left out.

        Units by their roles are wanted as a whole or not at all.
        """
        found: list[Found] = []
        _find(value, self._plan(type(value)), (), found)
        return found

    def _plan(self, owner: type[Any]) -> _Plan:
        plan = self._plans.get(owner)
        if plan is None:
            plan = self._plans[owner] = tuple(self._steps(owner))
        return plan

    def _steps(self, owner: type[Any]) -> Iterator[tuple[ModelField, bool, _Plan]]:
        for field in fields_of(owner):
            wanted = self._wanted(field)
            below = self._plan(field.part) if field.value_type is ValueType.PART else ()
            if wanted or below:
                yield field, wanted, below


def _find(value: Any, plan: _Plan, pointer: Pointer, found: list[Found]) -> None:
    """Adds to `found`: generators within generators took five times as long."""
    for field, wanted, below in plan:
        inner = getattr(value, field.name)
        if field.keys:
            found += _units_by_role(inner, field, pointer)
        elif field.many:
            for index, each in enumerate(inner):
                here = (*pointer, field.name, index)
                if wanted:
                    found.append((here, each, field))
                if below:
                    _find(each, below, here, found)
        elif inner is not None:
            here = (*pointer, field.name)
            if wanted:
                found.append((here, inner, field))
            if below:
                _find(inner, below, here, found)


def _units_by_role(roles: Roles, field: ModelField, pointer: Pointer) -> list[Found]:
    return [
        ((*pointer, field.name, role, index), unit, field)
        for role, units in roles.entries
        for index, unit in enumerate(units)
    ]


leaves = ValueFinder(lambda field: field.value_type is not ValueType.PART)
"""Find every value that has no fields of its own."""
