"""Refuse templates that compute: arithmetic, filters, method calls, free names."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import meta, nodes

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic

COMPUTES = DiagnosticKind(
    "YB523",
    "a template computes nothing: {what}",
    hint="let the view give the finished value",
)
FREE_NAME = DiagnosticKind("YB524", "“{name}” is not known to templates; the one name that they know is “page”")

_COMPUTING = (
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow, nodes.Neg, nodes.Pos,
    nodes.Concat, nodes.Slice, nodes.Filter, nodes.FilterBlock, nodes.Test, nodes.EvalContextModifier,
)  # fmt: skip


def check_template(tree: nodes.Template, path: str) -> Iterator[Diagnostic]:
    """Yield what a template does that it may not. `path`: for messages."""
    for free in sorted(meta.find_undeclared_variables(tree) - {"page"}):
        yield diagnostic(FREE_NAME, Location(path, _line_of_free(tree, free), 1), name=free)
    for node in tree.find_all(_COMPUTING):
        yield diagnostic(COMPUTES, Location(path, node.lineno, 1), what=type(node).__name__)
    for node, target in named(tree):
        if not isinstance(target, nodes.Const):
            yield diagnostic(COMPUTES, Location(path, node.lineno, 1), what=type(node).__name__)
    modules = {each.target for each in tree.find_all(nodes.Import)}
    macros = _macros(tree)
    for call in tree.find_all(nodes.Call):
        if not _is_macro(call.node, modules, macros):
            yield diagnostic(COMPUTES, Location(path, call.lineno, 1), what="Call")
    for compared in tree.find_all(nodes.Compare):
        if any(each.op not in ("eq", "ne") or not isinstance(each.expr, nodes.Const) for each in compared.ops):
            yield diagnostic(COMPUTES, Location(path, compared.lineno, 1), what="Compare")


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


def _is_macro(called: nodes.Expr, modules: set[str], macros: set[str]) -> bool:
    """Return whether a call is one of a macro (or `super()`, `caller()`), and not of a method of a value."""
    if isinstance(called, nodes.Getattr):
        return isinstance(called.node, nodes.Name) and called.node.name in modules
    return isinstance(called, nodes.Name) and called.name in macros


def named(tree: nodes.Template) -> Iterator[tuple[nodes.Node, nodes.Expr]]:
    """Yield what extends, includes or imports another template: (the statement, the name or names)."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        yield node, dict(node.iter_fields())["template"]
