"""Describe the classes of the model by their fields, and find values in instances of them.

Tables, schemas, guides, spreadsheets, references and checks are all derived from these descriptions, so that a new
field appears in each of them. Reads type hints and docstrings only, never a file of content.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, ParamSpec, TypeVar

from pydantic.fields import FieldInfo

from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import CommonFields, RefersTo, Shorthand
from yearbook.model.quantities import Quantity
from yearbook.model.texts import Text

EDITORIAL = frozenset({"accepted"})
"""Fields in which editors write to each other; they are not published."""

RECORD_FIELDS = frozenset({"title", "summary", "motto", "draft", "changed"})
"""Fields of facts that are not exported with them, but beside them: words, which the record has in all languages, and
its last change; drafts stay out.
"""

P = ParamSpec("P")
R = TypeVar("R")

Pointer = tuple[str | int, ...]
"""The steps from a value to one inside it: ("units", "lead", 0)."""


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """`functools.cache` for functions of classes, which the type stubs do not accept as hashable."""
    return typing.cast("Callable[P, R]", cache(function))


# The description of a class


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
    REFERENCE = "reference"
    """The id of a record or of a word of a vocabulary, of a known kind."""
    ANY_REFERENCE = "any reference"
    """kind:id, followed by #fact if a single fact is meant."""
    PART = "part"
    """A class with fields of its own."""


@dataclass(frozen=True, slots=True)
class Description:
    """A docstring of the model, in both of its languages; either may be empty."""

    en: str
    zh: str

    def read(self, language: str) -> str:
        """The Chinese for readers of Chinese, the English for all others."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        """Both languages in one line."""
        return " ".join(filter(None, (self.en, self.zh)))


@dataclass(frozen=True, slots=True)
class ModelField:
    """One field of a class of the model."""

    owner: type[Any]
    name: str
    value_type: ValueType
    many: bool
    """True: a tuple of such values, which may be empty unless it is required."""
    keyed: bool
    """True: a mapping from ids to such values."""
    required: bool
    cls: type[Any] | None
    """The class of a part, the Enum of a choice."""
    refers_to: str
    """The kind of a reference: `unit`, `scope` …"""
    shorthand: str
    """The field of the part whose bare value may stand for the whole part; empty if there is none."""

    @property
    def description(self) -> Description:
        return _described(docstrings(self.owner).get(self.name, ""))

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


def class_name(owner: type[Any]) -> str:
    """The name of a class without its type parameters: `Fact` of `Fact[Amount]`."""
    return owner.__name__.partition("[")[0]


_SIMPLE_TYPES: dict[Any, ValueType] = {
    Text: ValueType.TEXT,
    When: ValueType.DATE,
    Quantity: ValueType.AMOUNT,
    bool: ValueType.FLAG,
    int: ValueType.NUMBER,
    float: ValueType.DECIMAL,
    str: ValueType.LINE,
}


def _field(owner: type[Any], field: Any, hint: Any) -> ModelField:
    many = keyed = False
    refers_to: str | None = None
    shorthand = ""
    while True:
        for mark in getattr(hint, "__metadata__", ()):
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
    found, cls = _value_type(origin or hint, refers_to)
    return ModelField(
        owner=owner,
        name=field.name,
        value_type=found,
        many=many,
        keyed=keyed,
        required=field.default is MISSING and field.default_factory is MISSING,
        cls=cls,
        refers_to=refers_to or "",
        shorthand=shorthand,
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


# Docstrings

_HAN_FOLLOWS = re.compile(r"\s+(?=[\u4e00-\u9fff])")


def class_description(owner: type[Any]) -> Description:
    """What a class is."""
    return _described(docstrings(owner).get("", ""))


@cached
def docstrings(owner: type[Any]) -> Mapping[str, str]:
    """Field → the docstring under it; the class's own under an empty name.

    Read from the source when first asked for. pydantic's `use_attribute_docstrings` reads it whenever the classes are
    made: 20 ms at each start, though most commands need no docstring.
    """
    found: dict[str, str] = {}
    for each in reversed(owner.__mro__):
        if is_dataclass(each):
            found |= _module_docstrings(each.__module__).get(class_name(each), {})
            hints = typing.get_type_hints(each, include_extras=True)
            found = {name: text for name, hint in hints.items() if (text := _described_by_type(hint))} | found
    return found


def _described_by_type(hint: Any) -> str:
    """The description that a type of `fields` carries, for fields that several kinds have; else empty."""
    return (
        next((each.description for each in getattr(hint, "__metadata__", ()) if isinstance(each, FieldInfo)), "") or ""
    )


@cache
def _module_docstrings(name: str) -> dict[str, dict[str, str]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {
        node.name: {"": ast.get_docstring(node) or "", **_field_docstrings(node)}
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def _field_docstrings(owner: ast.ClassDef) -> dict[str, str]:
    return {
        field.target.id: inspect.cleandoc(str(text.value.value))
        for field, text in zip(owner.body, owner.body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
    }


@cache
def _described(docstring: str) -> Description:
    """English comes first; Chinese begins with the first Han character after a space."""
    en, zh = (*_HAN_FOLLOWS.split(docstring, maxsplit=1), "")[:2]
    if re.match(r"[\u4e00-\u9fff]", en):
        en, zh = "", docstring
    return Description(" ".join(en.split()), "".join(zh.split("\n")).strip())


# Finding values

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
        """Every wanted value in `value`; an item of a list has the pointer of its place. Absent values are left out."""
        found: list[Found] = []
        _find(value, self._plan(type(value)), (), found)
        return found

    def _plan(self, owner: type[Any]) -> _Plan:
        plan = self._plans.get(owner)
        if plan is None:
            plan = self._plans[owner] = tuple(self._steps(owner))
        return plan

    def _steps(self, owner: type[Any]) -> typing.Iterator[tuple[ModelField, bool, _Plan]]:
        for field in fields_of(owner):
            wanted = self._wanted(field)
            below = self._plan(field.part) if field.value_type is ValueType.PART else ()
            if wanted or below:
                yield field, wanted, below


def _find(value: Any, plan: _Plan, pointer: Pointer, found: list[Found]) -> None:
    """Adds to `found`: generators within generators took five times as long."""
    for field, wanted, below in plan:
        inner = getattr(value, field.name)
        if field.many:
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


leaves = ValueFinder(lambda field: field.value_type is not ValueType.PART)
"""Find every value that has no fields of its own."""
