"""The classes of the vocabulary → what their fields hold and mean: what tables, schemas and documents are laid out by.

Reads type hints and the docstrings under fields; never a value, never a file of content.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, ParamSpec, TypeVar

from yearbook.core.frozen import dataclass
from yearbook.model.dates import When
from yearbook.model.fields import RefersTo
from yearbook.model.quantities import Quantity
from yearbook.model.texts import Text

EDITORIAL = frozenset({"accepted"})
"""Fields that editors write to each other; no fact of the yearbook."""

RECORD_FIELDS = frozenset({"title", "summary", "motto", "draft", "changed"})
"""Fields of facts that are not exported with them, but beside them: words, which the record has in all languages, and
its last change; drafts stay out.
"""

_HAN_FOLLOWS = re.compile(r"\s+(?=[\u4e00-\u9fff])")


P = ParamSpec("P")
R = TypeVar("R")


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """`functools.cache` for pure functions of classes, which its own types do not take for hashable."""
    return typing.cast("Callable[P, R]", cache(function))


class Sort(Enum):
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
    LINE = "line"
    """A text in the yearbook's first language, or as printed."""
    REFERENCE = "reference"
    """The id of a record or a word of a vocabulary; the kind is known."""
    ANY_REFERENCE = "any reference"
    """kind:id, with #fact where a single fact is meant."""
    PART = "part"
    """A class with fields of its own."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What something is, in both languages of the vocabulary's docstrings; either may be empty."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One field of a class."""

    name: str
    sort: Sort
    many: bool
    """True: a tuple of such values, which may be empty unless it is required."""
    required: bool
    kind: type[Any] | None
    """The class of a part, the Enum of a choice."""
    refers_to: str
    """The kind of a reference: `unit`, `scope` …"""
    meaning: Meaning


@remembered
def shapes(owner: type[Any]) -> tuple[Shape, ...]:
    """The fields of a class of the vocabulary, in order. Raises TypeError for a type that no export knows."""
    hints = typing.get_type_hints(owner, include_extras=True)
    said = _docstrings(owner)
    return tuple(
        _shape(
            each.name,
            hints[each.name],
            each.default is MISSING and each.default_factory is MISSING,
            said.get(each.name, Meaning("", "")),
        )
        for each in fields(owner)
        if each.name not in EDITORIAL
    )


def meaning(owner: type[Any]) -> Meaning:
    """What a class is."""
    return _docstrings(owner)[""]


def _shape(name: str, hint: Any, required: bool, said: Meaning) -> Shape:
    many, refers_to = False, None
    while True:
        for mark in getattr(hint, "__metadata__", ()):
            refers_to = mark.kind if isinstance(mark, RefersTo) else refers_to
        origin = typing.get_origin(hint)
        if origin is typing.Annotated or hasattr(hint, "__metadata__"):
            hint = hint.__origin__
        elif origin in (typing.Union, types.UnionType):
            hint = next(each for each in typing.get_args(hint) if each is not types.NoneType)
        elif origin is tuple:
            hint, many = typing.get_args(hint)[0], True
        else:
            break
    sort, kind = _sort(origin or hint, refers_to)
    return Shape(name=name, sort=sort, many=many, required=required, kind=kind, refers_to=refers_to or "", meaning=said)


_PLAIN: dict[Any, Sort] = {
    Text: Sort.TEXT,
    When: Sort.DATE,
    Quantity: Sort.AMOUNT,
    bool: Sort.FLAG,
    int: Sort.NUMBER,
    str: Sort.LINE,
}


def _sort(hint: Any, refers_to: str | None) -> tuple[Sort, type[Any] | None]:
    if refers_to is not None:
        return (Sort.REFERENCE if refers_to else Sort.ANY_REFERENCE), None
    if isinstance(hint, typing.TypeVar):
        return Sort.AMOUNT, None  # only quantities can be disputed: Fact and Claim hold nothing else
    if hint in _PLAIN:
        return _PLAIN[hint], None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Sort.CHOICE, hint
    if is_dataclass(hint):
        return Sort.PART, typing.cast("type[Any]", hint)
    raise TypeError(f"no export knows what {hint!r} is")


@remembered
def _docstrings(owner: type[Any]) -> dict[str, Meaning]:
    """Field → its meaning; the class's own under an empty name."""
    return _module_docstrings(owner.__module__).get(owner.__name__.partition("[")[0], {"": Meaning("", "")})


@remembered
def _module_docstrings(name: str) -> dict[str, dict[str, Meaning]]:
    tree = ast.parse(inspect.getsource(sys.modules[name]))
    return {
        node.name: {"": _meaning(ast.get_docstring(node) or ""), **_fields(node)}
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    }


def _fields(owner: ast.ClassDef) -> dict[str, Meaning]:
    """A docstring is the text that stands alone under a field, or under a member of an Enum."""
    found = {}
    for field, text in zip(owner.body, owner.body[1:], strict=False):
        target = field.target if isinstance(field, ast.AnnAssign) else None
        if isinstance(field, ast.Assign) and len(field.targets) == 1:
            target = field.targets[0]  # type: ignore[assignment] # only names are looked at
        if isinstance(target, ast.Name) and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[target.id] = _meaning(inspect.cleandoc(str(text.value.value)))
    return found


def _meaning(docstring: str) -> Meaning:
    """English stands first; Chinese begins with the first Han character after a space."""
    en, zh = (*_HAN_FOLLOWS.split(docstring, maxsplit=1), "")[:2]
    if re.match(r"[\u4e00-\u9fff]", en):
        en, zh = "", docstring
    return Meaning(" ".join(en.split()), "".join(zh.split("\n")).strip())
