"""The values of a record by the ways to them → the nested fields that they are the leaves of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from yearbook.authoring.spreadsheets.columns import EACH
from yearbook.core.documents.nodes import Items, Node, Scalar
from yearbook.core.documents.nodes import Mapping as Fields
from yearbook.model.kinds import KINDS
from yearbook.model.structure import parts_of, published_fields

_Place = tuple[str | int, ...]
Leaves = dict[_Place, Scalar]
"""Way from the record to a value, places in lists as numbers → the value with the row and column of its cell."""


@cache
def _main_fields() -> frozenset[str]:
    """Fields whose bare value can stand for the whole part: `value`, `date`."""
    owners = {owner for kind in KINDS.values() for owner in (kind.facts, *parts_of(kind.facts))}
    return frozenset(field.shorthand for owner in owners for field in published_fields(owner) if field.shorthand)


def leaf_pattern(way: _Place) -> tuple[str, ...]:
    """A way with EACH for every place in a list: that of the column it came from."""
    return tuple(EACH if isinstance(each, int) else each for each in way)


def with_citations(leaves: Mapping[_Place, Scalar], title: Scalar | None) -> Leaves:
    """With every citation whole: one source goes with all words of it, and where none are given with the title.

    The reports of a project that name no source are from the project's own.
    """
    made = dict(leaves)
    own = {way: leaf for way, leaf in leaves.items() if way[0] == "sources"}
    for item in sorted({way[:2] for way in leaves if way[0] == "reports"}, key=str):
        if not any(way[:3] == (*item, "sources") for way in leaves):
            made |= {(*item, *way): leaf for way, leaf in own.items()}
    for here in sorted({way[:-1] for way in made if way[-2:-1] and way[-1] in ("source", "at")}, key=str):
        first = made.get((*here[:-1], 0, "source"))
        source, words = made.get((*here, "source"), first), made.get((*here, "at"), title)
        if source and words:
            made |= {(*here, "source"): source, (*here, "at"): words}
    return made


def tree(leaves: Mapping[_Place, Scalar]) -> Fields:
    """The fields of a record. A part with nothing but its main value is that value: `conferred: 2016-09`."""
    node = _node(leaves)
    assert isinstance(node, Fields)
    return node


def _node(leaves: Mapping[_Place, Scalar]) -> Node:
    first = next(iter(leaves.values()))
    if () in leaves:
        return leaves[()]
    below: dict[str | int, dict[_Place, Scalar]] = {}
    for way, leaf in leaves.items():
        below.setdefault(way[0], {})[way[1:]] = leaf
    if all(isinstance(each, int) for each in below):
        nodes = tuple(_node(below[each]) for each in sorted(below, key=int))
        return Items(nodes, first.line, first.column)
    pairs = ((str(key), _bare(_node(inner))) for key, inner in below.items())
    return Fields(tuple((_key(key, node), node) for key, node in pairs), first.line, first.column)


def _bare(node: Node) -> Node:
    if isinstance(node, Fields) and len(node.pairs) == 1 and node.pairs[0][0].text in _main_fields():
        return node.pairs[0][1]
    return node


def _key(text: str, value: Node) -> Scalar:
    length = value.length if isinstance(value, Scalar) else 1
    return Scalar(text, True, value.line, value.column, length)
