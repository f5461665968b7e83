"""Describe the classes of the model by their fields: names, types of values, kinds of references, meanings.

Tables, schemas, guides, spreadsheets, references and checks are all derived from these descriptions, so that a new
field appears in each of them.
"""

from __future__ import annotations

import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any, TypeVar

from yearbook.core.frozen import dataclass
from yearbook.model.common import CommonFields
from yearbook.model.dates import When
from yearbook.model.declarations import OwnField
from yearbook.model.docstrings import Description, cached, described, docstrings
from yearbook.model.fields import MediaFile, RefersTo, Shorthand
from yearbook.model.geometry import Geometry
from yearbook.model.quantities import Quantity
from yearbook.model.roles import Roles
from yearbook.model.texts import Text

EDITORIAL = frozenset({"accepted"})
"""Fields in which editors write to each other; they are not published."""

RECORD_FIELDS = frozenset({"title", "summary", "motto", "draft", "changed"})
"""Fields of facts that are not exported with them, but beside them: words, which the record has in all languages, and
its last change; drafts stay out.
"""

Pointer = tuple[str | int, ...]
"""The steps from a value to one inside it: ("units", "lead", 0)."""


class ValueType(Enum):
    """What one value of a field is."""

    TEXT = "text"
    """Words in several languages: model.texts.Text."""
    DATE = "date"
    """model.dates.When."""
    AMOUNT = "amount"
    """model.quantities.Quantity."""
    CHOICE = "choice"
    """A member of an Enum."""
    FLAG = "flag"
    NUMBER = "number"
    """A whole number."""
    DECIMAL = "decimal"
    LINE = "line"
    """A text in the yearbook's first language, or as printed."""
    FILE = "file"
    """The path of a file below content/media."""
    REFERENCE = "reference"
    """The id of a record or of a word of a vocabulary, of a known kind."""
    ANY_REFERENCE = "any reference"
    """kind:id, followed by #fact if a single fact is meant."""
    GEOMETRY = "geometry"
    """model.geometry.Geometry."""
    PART = "part"
    """A class with fields of its own."""


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a class of the model."""

    owner: type[Any]
    name: str
    value_type: ValueType
    many: bool
    """True: a tuple of such values, which may be empty unless it is required."""
    keyed: bool
    """True: a mapping from ids to such values, or to tuples of them."""
    required: bool
    cls: type[Any] | None
    """The class of a part, the Enum of a choice."""
    refers_to: str
    """The kind of a reference: `unit`, `scope` …"""
    keys: str
    """The vocabulary of the ids by which a mapping is keyed: `role`; empty if there is none."""
    shorthand: str
    """The field of the part whose bare value may stand for the whole part; empty if there is none."""
    own: OwnField | None = None
    """Its declaration, for a field that a yearbook declares."""

    @property
    def description(self) -> Description:
        if self.own:
            return self.own.description
        return described(docstrings(self.owner).get(self.name, ""))

    @property
    def part(self) -> type[Any]:
        """The class of a part."""
        assert self.cls is not None
        return self.cls

    @property
    def choices(self) -> type[Enum]:
        """The Enum of a choice."""
        assert self.cls is not None
        assert issubclass(self.cls, Enum)
        return self.cls


@cached
def fields_of(owner: type[Any]) -> tuple[ModelField, ...]:
    """The fields of a class, those of `CommonFields` last. Raises TypeError for a type that the model does not use."""
    hints = typing.get_type_hints(owner, include_extras=True)
    common = {each.name for each in fields(CommonFields)} if owner is not CommonFields else set()
    ordered = sorted(fields(owner), key=lambda each: each.name in common)
    return tuple(_field(owner, each, hints[each.name]) for each in ordered)


@cached
def published_fields(owner: type[Any]) -> tuple[ModelField, ...]:
    """The fields of a class without those in which editors write to each other."""
    return tuple(each for each in fields_of(owner) if each.name not in EDITORIAL)


def parts_of(owner: type[Any]) -> tuple[type[Any], ...]:
    """The classes of the parts of a class, and of theirs, each once, in the order in which they are met."""
    found: dict[type[Any], None] = {}
    waiting = [owner]
    while waiting:
        inner = [each.part for each in published_fields(waiting.pop(0)) if each.value_type is ValueType.PART]
        waiting += [each for each in inner if each not in found]
        found |= dict.fromkeys(inner)
    return tuple(found)


def field_at(owner: type[Any], pointer: Pointer) -> ModelField | None:
    """The field to which a pointer into an instance of a class leads, or None if the class has no such field."""
    found: ModelField | None = None
    steps = iter(pointer)
    for step in steps:
        if isinstance(step, int):
            continue
        if found is not None and found.value_type is not ValueType.PART:
            return None
        within = found.part if found else owner
        found = next((each for each in fields_of(within) if each.name == step), None)
        if found is None:
            return None
        if found.keyed:
            next(steps, None)
    return found


_SIMPLE_TYPES: dict[Any, ValueType] = {
    Text: ValueType.TEXT,
    When: ValueType.DATE,
    Quantity: ValueType.AMOUNT,
    Geometry: ValueType.GEOMETRY,
    bool: ValueType.FLAG,
    int: ValueType.NUMBER,
    float: ValueType.DECIMAL,
    str: ValueType.LINE,
}


def _field(owner: type[Any], field: Any, hint: Any) -> ModelField:
    many = keyed = False
    refers_to: str | None = None
    keys = shorthand = ""
    own: OwnField | None = None
    is_file = False
    while True:
        for mark in getattr(hint, "__metadata__", ()):
            own = mark if isinstance(mark, OwnField) else own
            is_file = is_file or isinstance(mark, MediaFile)
            refers_to = mark.kind if isinstance(mark, RefersTo) else refers_to
            shorthand = mark.field if isinstance(mark, Shorthand) else shorthand
        origin = typing.get_origin(hint)
        if origin is typing.Annotated or hasattr(hint, "__metadata__"):
            hint = hint.__origin__
        elif origin in (typing.Union, types.UnionType):
            hint = next(each for each in typing.get_args(hint) if each is not types.NoneType)
        elif origin is tuple:
            hint, many = typing.get_args(hint)[0], True
        elif origin is dict:
            hint, keyed = typing.get_args(hint)[1], True
        else:
            break
    if hint is Roles:
        many, keyed, keys, refers_to = True, True, "role", "unit"
    found, cls = (ValueType.FILE, None) if is_file else _value_type(origin or hint, refers_to)
    return ModelField(
        owner=owner,
        name=field.name,
        value_type=found,
        many=many,
        keyed=keyed,
        required=field.default is MISSING and field.default_factory is MISSING,
        cls=cls,
        refers_to=refers_to or "",
        keys=keys,
        shorthand=shorthand,
        own=own,
    )


def _value_type(hint: Any, refers_to: str | None) -> tuple[ValueType, type[Any] | None]:
    if refers_to is not None:
        return (ValueType.REFERENCE if refers_to else ValueType.ANY_REFERENCE), None
    if isinstance(hint, TypeVar):
        return ValueType.AMOUNT, None  # only quantities can be disputed: Fact and Claim hold nothing else
    if hint in _SIMPLE_TYPES:
        return _SIMPLE_TYPES[hint], None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ValueType.CHOICE, hint
    if is_dataclass(hint):
        return ValueType.PART, typing.cast("type[Any]", hint)
    raise TypeError(f"the model has no values of the type {hint!r}")
