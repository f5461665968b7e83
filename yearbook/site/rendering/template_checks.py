"""Refuse templates that do more than name the fields of a page: what a template may hold is a list.

Templates may come from strangers, with a yearbook. None may reach what Python keeps behind a value (`__class__`), and
none may call anything but macros.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from jinja2 import meta, nodes
from jinja2.sandbox import (
    UNSAFE_ASYNC_GENERATOR_ATTRIBUTES,
    UNSAFE_COROUTINE_ATTRIBUTES,
    UNSAFE_GENERATOR_ATTRIBUTES,
)

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic

COMPUTES = DiagnosticKind(
    "YB523",
    "a template computes nothing: {what}",
    hint="let the view give the finished value",
)
FREE_NAME = DiagnosticKind(
    "YB524",
    "“{name}” is not known to templates; the one name that they know is “page”",
    hint="write page.content or another field of the page",
)

NOT_A_FIELD = DiagnosticKind(
    "YB525",
    "templates may not ask for “{name}”",
    hint="ask for a field of the page, such as “title” or “years”; yearbook/site/views lists them",
)
SHADOWS = DiagnosticKind(
    "YB526",
    "“{name}” is a value here, and cannot be called like a macro or bound to another value",
    hint="give the value another name, for example “{name}_text”",
)

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport,
    nodes.Block, nodes.For, nodes.If, nodes.Macro, nodes.CallBlock, nodes.With, nodes.Assign, nodes.AssignBlock,
    nodes.Name, nodes.Const, nodes.Tuple, nodes.List, nodes.Getattr, nodes.Getitem, nodes.Call, nodes.Keyword,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
_RESERVED = frozenset({"loop", "super", "caller", "self", "varargs", "kwargs"})
"""Names with a meaning of their own, which no value may take."""
_UNKNOWN = frozenset({"self", "varargs", "kwargs"})
"""Names that Jinja knows beside `page`, and templates do not."""
_INTERNAL = UNSAFE_GENERATOR_ATTRIBUTES | UNSAFE_COROUTINE_ATTRIBUTES | UNSAFE_ASYNC_GENERATOR_ATTRIBUTES | {"mro"}


def check_template(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Yield what a template does that it may not. `path`: for messages.

    What is allowed is listed, so that nothing that Jinja knows, or will know, is allowed because it was forgotten.
    """
    for name in sorted(meta.find_undeclared_variables(tree) - {"page"}):
        yield diagnostic(FREE_NAME, Location(path, _line_of_free(tree, name), 1), name=name)
    for node in tree.find_all(nodes.Node):
        place = Location(path, _line(node), 1)
        if type(node) not in _ALLOWED or not _is_plain(node):
            yield diagnostic(COMPUTES, place, what=type(node).__name__)
        if isinstance(node, nodes.Name) and node.name in _UNKNOWN:
            yield diagnostic(FREE_NAME, place, name=node.name)
        for name in (each for each in _names(node) if not _is_name(each)):
            yield diagnostic(NOT_A_FIELD, place, name=name)
    called = _Called(frozenset(_macros(tree)), frozenset(each.target for each in tree.find_all(nodes.Import)))
    assigned = {name for each in tree.find_all((nodes.Assign, nodes.AssignBlock)) for name in _binds(each)}
    yield from _check_calls(tree, frozenset(assigned), called, path)


def _line(node: nodes.Node) -> int:
    """Return the line of a node, or of what is in it: a few have none."""
    return node.lineno or next((each.lineno for each in node.find_all(nodes.Node) if each.lineno), 1)


def _is_plain(node: nodes.Node) -> bool:
    """Return whether a statement or expression works with constants where it could compute."""
    match node:
        case nodes.Extends() | nodes.Include() | nodes.Import() | nodes.FromImport():
            return isinstance(node.template, nodes.Const)
        case nodes.Getitem():
            return isinstance(node.arg, nodes.Const)
        case nodes.Compare():
            return all(each.op in ("eq", "ne") and isinstance(each.expr, nodes.Const) for each in node.ops)
        case nodes.Call():
            return node.dyn_args is None and node.dyn_kwargs is None
    return True


def _names(node: nodes.Node) -> Iterator[str]:
    """Yield every name that a node itself has: of a field, a variable, a macro, a module, an argument."""
    match node:
        case nodes.Getattr():
            yield node.attr
        case nodes.Getitem(arg=nodes.Const(value=str() as key)):
            # Jinja looks for an attribute where there is no such item. A key need not be a name: `words['a（b）']`.
            yield unicodedata.normalize("NFKC", key).strip()
        case nodes.Name() | nodes.Macro() | nodes.Block():
            yield node.name
        case nodes.Import():
            yield node.target
        case nodes.FromImport():
            yield from (name for each in node.names for name in ((each,) if isinstance(each, str) else each))
        case nodes.Keyword():
            yield node.key


def _is_name(name: str) -> bool:
    """Return whether a name is public, and the same to Python, which reads `ｐage` as `page`."""
    return name == unicodedata.normalize("NFKC", name) and not name.startswith("_") and name not in _INTERNAL


def _line_of_free(tree: nodes.Template, free: str) -> int:
    """Return the first line on which a name is free. Found by trial, because only Jinja knows its scopes."""
    uses = [each for each in tree.find_all(nodes.Name) if each.name == free and each.ctx == "load"]
    for use in uses:
        for each in uses:
            each.name = free if each is use else "page"
        if free in meta.find_undeclared_variables(tree):
            return use.lineno
    return 1


def _macros(tree: nodes.Template) -> set[str]:
    """Return the macros that a template defines or imports by name."""
    imported = (each for found in tree.find_all(nodes.FromImport) for each in found.names)
    return {
        "super",
        "caller",
        *(each.name for each in tree.find_all(nodes.Macro)),
        *(each if isinstance(each, str) else each[1] for each in imported),
    }


class _Called(NamedTuple):
    """What a template may call."""

    macros: frozenset[str]
    modules: frozenset[str]
    """Imported templates, whose macros are called as `module.macro()`."""


def _check_calls(node: nodes.Node, values: frozenset[str], called: _Called, path: str) -> Iterator[Diagnostic]:
    """Yield calls of anything but macros, and values that take the name of what is called or has a meaning.

    `values`: names that stand for values around the node.
    """
    place = Location(path, _line(node), 1)
    if isinstance(node, nodes.Call):
        name = _called_name(node.node, called)
        if not name:
            yield diagnostic(COMPUTES, place, what="Call")
        for each in {name} & values | {each.key for each in node.kwargs} & _RESERVED:
            yield diagnostic(SHADOWS, place, name=each)
    bound = frozenset(_binds(node))
    for each in sorted(bound & _RESERVED):
        yield diagnostic(SHADOWS, place, name=each)
    for child in node.iter_child_nodes():
        yield from _check_calls(child, values | bound, called, path)


def _called_name(callee: nodes.Expr, called: _Called) -> str:
    """Return the name of the macro, or of the module whose macro is called; empty for anything else."""
    if isinstance(callee, nodes.Getattr):
        callee, known = callee.node, called.modules
    else:
        known = called.macros
    return callee.name if isinstance(callee, nodes.Name) and callee.name in known else ""


def _binds(node: nodes.Node) -> Iterator[str]:
    """Yield the names that a statement gives to values, macros or modules."""
    match node:
        case nodes.For() | nodes.Assign() | nodes.AssignBlock():
            yield from _bound(node.target)
        case nodes.Import() if node.target in _RESERVED:
            yield node.target
        case nodes.FromImport():
            yield from _RESERVED & set(_names(node))
        case nodes.With():
            yield from (name for each in node.targets for name in _bound(each))
        case nodes.Macro():
            yield from (*(each.name for each in node.args), *({node.name} & _RESERVED))
        case nodes.CallBlock():
            yield from (each.name for each in node.args)


def _bound(target: nodes.Node) -> Iterator[str]:
    """Yield the names of a target, which may be a tuple."""
    if isinstance(target, nodes.Name):
        yield target.name
    yield from (each.name for each in target.find_all(nodes.Name))


def named(tree: nodes.Template) -> Iterator[tuple[nodes.Node, nodes.Expr]]:
    """Yield what extends, includes or imports another template: (the statement, the name or names)."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        yield node, dict(node.iter_fields())["template"]
