"""Read and replace one value inside the fields of a record, as they are written in its file."""

from __future__ import annotations

from yearbook.core.documents.nodes import Plain
from yearbook.model.structure import ModelField, Pointer, ValueType, field_at

PlainFields = dict[str, Plain]
"""The fields of a record: texts, lists and mappings, as `nodes.plain` returns them."""


def value_at(fields: PlainFields, pointer: Pointer, facts: type, first: str) -> Plain:
    """Return a value, or None if there is none.

    A bare text stands for the main field of its part (`value: 400万元`), or for the `first` language of a text.
    """
    value: Plain = fields
    for number, step in enumerate(pointer):
        if isinstance(value, str):
            is_main = step == main_step(field_at(facts, pointer[:number]), first)
            return value if is_main and number == len(pointer) - 1 else None
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def with_value(fields: PlainFields, pointer: Pointer, new: Plain, facts: type, first: str) -> PlainFields:
    """Return the fields with another value, or without it: empty values are left out, and what holds only those."""
    changed = _changed(fields, pointer, 0, new, (facts, first))
    assert isinstance(changed, dict | None)
    return changed or {}


def _changed(value: Plain, pointer: Pointer, at: int, new: Plain, model: tuple[type, str]) -> Plain:
    """Return a value whose part below `pointer[:at]` is changed; None if nothing is left of it."""
    if at == len(pointer):
        return new or None
    step = pointer[at]
    if isinstance(value, str):
        main = main_step(field_at(model[0], pointer[:at]), model[1])
        if step == main and at == len(pointer) - 1:
            return new or None
        value = {main: value} if main else {}
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        changed = _changed(items[step] if step < len(items) else None, pointer, at + 1, new, model)
        items[step : step + 1] = [] if changed is None else [changed]
        return items or None
    below = dict(value) if isinstance(value, dict) else {}
    changed = _changed(below.get(step), pointer, at + 1, new, model)
    if changed is None:
        below.pop(step, None)
    else:
        below[step] = changed
    return below or None


def main_step(field: ModelField | None, first: str) -> str:
    """Return the step for which a bare text stands; empty if there is none."""
    if field is None:
        return ""
    return first if field.value_type is ValueType.TEXT else field.shorthand


def child_value(value: Plain, step: str, main: str) -> Plain:
    """Return the value of one field of a part, or one language of a text; a bare text stands for the `main` one."""
    if isinstance(value, dict):
        return value.get(step)
    return value if isinstance(value, str) and step == main else None


def changed_within(value: Plain, pointer: Pointer, at: int, new: Plain, facts: type, first: str) -> Plain:
    """Return the value at `pointer[:at]` with another value at `pointer`; None if nothing is left of it."""
    return _changed(value, pointer, at, new, (facts, first))
