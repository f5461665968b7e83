"""Build the nested fields of a record from single values and their paths."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from yearbook.authoring.spreadsheets.columns import EACH
from yearbook.core.documents.nodes import Items, Node, Scalar
from yearbook.core.documents.nodes import Mapping as Fields
from yearbook.model.kinds import KINDS
from yearbook.model.structure import parts_of, published_fields

_Path = tuple[str | int, ...]
PathValues = dict[_Path, Scalar]
"""Values by their paths from the record, with numbers for items of lists; each at the row and column of its cell."""


@cache
def _shorthand_fields() -> frozenset[str]:
    """Return the fields whose bare value can stand for the whole part: `value`, `date`."""
    owners = {owner for kind in KINDS.values() for owner in (kind.facts, *parts_of(kind.facts))}
    return frozenset(field.shorthand for owner in owners for field in published_fields(owner) if field.shorthand)


def path_pattern(path: _Path) -> tuple[str, ...]:
    """Return a path with EACH for every item of a list: the path of its column."""
    return tuple(EACH if isinstance(each, int) else each for each in path)


def complete_citations(values: Mapping[_Path, Scalar], title: Scalar | None) -> PathValues:
    """Return the values with whole citations: all words go with the one source, or the title if there are no words.

    Reports of a project without a source of their own get those of the project.
    """
    made = dict(values)
    own = {path: value for path, value in values.items() if path[0] == "sources"}
    for item in sorted({path[:2] for path in values if path[0] == "reports"}, key=str):
        if not any(path[:3] == (*item, "sources") for path in values):
            made |= {(*item, *path): value for path, value in own.items()}
    for here in sorted({path[:-1] for path in made if path[-2:-1] and path[-1] in ("source", "at")}, key=str):
        first = made.get((*here[:-1], 0, "source"))
        source, words = made.get((*here, "source"), first), made.get((*here, "at"), title)
        if source and words:
            made |= {(*here, "source"): source, (*here, "at"): words}
    return made


def field_tree(values: Mapping[_Path, Scalar]) -> Fields:
    """Return the fields of a record. A part that has only its main value is written as that: `conferred: 2016-09`."""
    node = _node(values)
    assert isinstance(node, Fields)
    return node


def _node(values: Mapping[_Path, Scalar]) -> Node:
    first = next(iter(values.values()))
    if () in values:
        return values[()]
    below: dict[str | int, dict[_Path, Scalar]] = {}
    for path, value in values.items():
        below.setdefault(path[0], {})[path[1:]] = value
    if all(isinstance(each, int) for each in below):
        nodes = tuple(_node(below[each]) for each in sorted(below, key=int))
        return Items(nodes, first.line, first.column)
    pairs = ((str(key), _simplified(_node(inner))) for key, inner in below.items())
    return Fields(tuple((_key(key, node), node) for key, node in pairs), first.line, first.column)


def _simplified(node: Node) -> Node:
    if isinstance(node, Fields) and len(node.pairs) == 1 and node.pairs[0][0].text in _shorthand_fields():
        return node.pairs[0][1]
    return node


def _key(text: str, value: Node) -> Scalar:
    length = value.length if isinstance(value, Scalar) else 1
    return Scalar(text, plain=True, line=value.line, column=value.column, length=length)
