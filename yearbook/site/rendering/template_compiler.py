"""Compile templates that compute nothing into plain Python, faster than Jinja does.

A page asks for some three hundred attributes and calls a hundred macros. Jinja asks its environment for each attribute
(which may be an item, or undefined, or refused by a sandbox) and hands each call to its context. `template_checks` has
refused all templates that need this, so an attribute is compiled to an attribute and a macro to a function. Pages are
the same. A call is still one of a macro or an error, as a name may be bound by another template. Without this module a
cold build of 10,000 entries takes 32 % more CPU time (benchmarks/README.md, “What is kept because it saves time”).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from keyword import iskeyword
from types import FunctionType
from typing import Any

import jinja2
import markupsafe
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

_NEEDS_ESCAPING = re.compile("[&<>\"']").search


class Environment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, for templates that `template_checks` has passed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.code_generator_class = _Generator
        self._made: dict[str, jinja2.Template] = {}

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:  # noqa: A002
        """Return a template from a dictionary: Jinja asks its loader each time, and a page needs eight templates."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = super().get_template(name, parent, globals)
        return made

    def _generate(self, *arguments: Any, **options: Any) -> str:
        """Add our imports on the line of Jinja's own, so that its table of lines stays right."""
        first, rest = str(super()._generate(*arguments, **options)).split("\n", 1)
        return f"{first}; from {__name__} import {', '.join(_INSTEAD)}\n{rest}"


class _Generator(CodeGenerator):
    """Writes attributes as attributes and calls as calls.

    Macros return HTML as text. A call that is output by itself is written without escaping; one that is an argument or
    a part of an expression is marked as HTML.
    """

    written: nodes.Call | None = None
    """The call that is output by itself."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Call):
            self.written = node
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not isinstance(node, nodes.Call):
            super()._output_child_post(node, frame, finalize)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802 - Jinja's name
        if iskeyword(node.attr):
            self.write("getattr(")
            self.visit(node.node, frame)
            self.write(f", {node.attr!r})")
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        named = bool(node.kwargs) or forward_caller
        is_value = node is not self.written and not forward_caller
        self.write(("Markup(" if is_value else "") + ("by_name(" if named else ""))
        is_super = isinstance(node.node, nodes.Name) and node.node.name == "super"
        self.write("" if is_super else "checked_macro(")
        self.visit(node.node, frame)
        self.write(("" if is_super else ")") + (", " if named else "("))
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")
        for option in node.kwargs:
            self.write(f"**{{{option.key!r}: " if iskeyword(option.key) else f"{option.key}=")
            self.visit(option.value, frame)
            self.write("}, " if iskeyword(option.key) else ", ")
        self.write(("caller=caller)" if forward_caller else ")") + (")" if is_value else ""))


def Macro(  # noqa: N802 - stands where Jinja's class of this name would
    _environment: jinja2.Environment,
    function: FunctionType,
    _name: str,
    parameters: tuple[str, ...],
    _takes_kwargs: bool,
    _takes_varargs: bool,
    takes_caller: bool,
    _autoescape: bool,
) -> Callable[..., str]:
    """Return the function of a macro, with defaults for arguments that a call leaves out.

    A macro whose one parameter is the frame, which some hundred pages share, is called once for each frame.
    """
    names = (*parameters, "caller") if takes_caller else parameters
    function.__defaults__ = (missing,) * len(names)
    found = _once(function) if parameters == ("frame",) else function
    found.__dict__["parameters"] = names
    return found


def _once(function: Callable[..., str]) -> Callable[..., str]:
    """Return the macro with a cache by identity. It keeps a reference to each frame, so that no id is reused."""
    made: dict[int, tuple[object, str]] = {}

    def of_frame(frame: object) -> str:
        known = made.get(id(frame))
        if known is None:
            known = made[id(frame)] = (frame, function(frame))
        return known[1]

    return of_frame


def checked_macro(value: Any) -> Any:
    """Return the macro that is called. Raises TypeError for a value of any other kind."""
    if type(value) is FunctionType and "parameters" in value.__dict__:
        return value
    if isinstance(value, jinja2.Undefined):
        value()  # raises the error of what is missing
    raise TypeError(f"{type(value).__name__} is not a macro and cannot be called")


def by_name(function: Any, /, *arguments: Any, **named: Any) -> str:
    """Call a macro with some arguments by keyword."""
    rest = [named.pop(each, missing) for each in function.parameters[len(arguments) :]]
    if named:
        raise TypeError(f"{', '.join(named)}: the macro has no such parameter")
    return function(*arguments, *rest)  # type: ignore[no-any-return]


def escape(value: Any) -> str:
    """Escape as markupsafe does, but return HTML and text that needs no escaping without a copy."""
    kind = type(value)
    if kind is Markup or (kind is str and not _NEEDS_ESCAPING(value)):
        return value  # type: ignore[no-any-return]
    return markupsafe.escape(value)


_INSTEAD = ("Macro", "by_name", "escape", "checked_macro")
"""Names that generated code imports from here instead of from Jinja."""
