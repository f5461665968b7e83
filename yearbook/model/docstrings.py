"""Read what the classes of the model and their fields mean from their docstrings, in English and Chinese."""

from __future__ import annotations

import ast
import inspect
import re
import sys
import typing
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from functools import cache
from typing import Any, ParamSpec, TypeVar

from pydantic.fields import FieldInfo

from yearbook.core.frozen import dataclass
from yearbook.core.messages import Message

P = ParamSpec("P")
R = TypeVar("R")

_HAN_FOLLOWS = re.compile(r"\s+(?=[\u4e00-\u9fff])")


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """`functools.cache` for functions of classes, which the type stubs do not accept as hashable."""
    return typing.cast("Callable[P, R]", cache(function))


def class_name(owner: type[Any]) -> str:
    """The name of a class without its type parameters: `Fact` of `Fact[Amount]`."""
    return owner.__name__.partition("[")[0]


@dataclass(frozen=True, slots=True)
class Description:
    """A docstring of the model, in both of its languages; either may be empty."""

    en: str
    zh: str

    def read(self, language: str) -> str:
        """The Chinese for readers of Chinese, the English for all others."""
        return self.zh if language == "zh" else self.en

    @property
    def message(self) -> Message:
        """The text as a message, for hints."""
        en, zh = (each.replace("{", "{{").replace("}", "}}") for each in (self.en, self.zh))
        return Message(en, given=(("zh", zh),))

    def __str__(self) -> str:
        """Both languages in one line."""
        return " ".join(filter(None, (self.en, self.zh)))


def class_description(owner: type[Any]) -> Description:
    """What a class is."""
    return described(docstrings(owner).get("", ""))


@cached
def docstrings(owner: type[Any]) -> Mapping[str, str]:
    """Return the docstring under each field; the class has its own under an empty name.

    Read from the source when first asked for. pydantic's `use_attribute_docstrings` reads it whenever the classes are
    made: 20 ms at each start, though most commands need no docstring.
    """
    found: dict[str, str] = {}
    for each in reversed(owner.__mro__):
        if is_dataclass(each):
            found |= _module_docstrings(each.__module__).get(class_name(each), {})
            hints = typing.get_type_hints(each, include_extras=True)
            found = {name: text for name, hint in hints.items() if (text := _described_by_type(hint))} | found
    if declared := vars(owner).get("own_description"):  # a class without source text: see `own_fields`
        found[""] = declared
    return found


def _described_by_type(hint: Any) -> str:
    """The description that a type of `fields` carries, for fields that several kinds have; else empty."""
    marks = (each for each in getattr(hint, "__metadata__", ()) if isinstance(each, FieldInfo))
    return next((each.description for each in marks if each.description), "")


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
def described(docstring: str) -> Description:
    """English comes first; Chinese begins with the first Han character after a space."""
    en, zh = (*_HAN_FOLLOWS.split(docstring, maxsplit=1), "")[:2]
    if re.match(r"[\u4e00-\u9fff]", en):
        en, zh = "", docstring
    return Description(" ".join(en.split()), "".join(zh.split("\n")).strip())
