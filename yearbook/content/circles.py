"""Find records that belong to themselves: a unit whose parent, or the parent of that, is the unit itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from yearbook.content.records import Record
from yearbook.content.references import Reference
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.model.structure import Pointer

CIRCLE = DiagnosticKind(
    "YB306", "“{field}” leads back to the record itself: {circle}", hint="correct one of these, so that the line ends"
)

_MOST_NAMED = 12
"""Records of a circle that a message names."""
_ARROW = " \N{RIGHTWARDS ARROW} "


def check_circles(
    records: Iterable[Record],
    named: Mapping[tuple[str, str], Iterable[Reference]],
    locate: Callable[[Record, Pointer], Location],
) -> Iterator[Diagnostic]:
    """Yield one mistake for each circle of single references to the same kind (`parent`, `part_of`).

    It stands at the record that comes first. `named`: all that the facts of each record name.
    """
    by_key = {each.key: each for each in records}
    above: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for record in by_key.values():
        for each in named[record.key]:
            if each.kind == record.kind and len(each.pointer) == 1 and not each.fact:
                above[record.kind, str(each.pointer[0])][record.id] = each.id
    for (kind, field), ways in above.items():
        for circle in _circles(ways):
            place = locate(by_key[kind, circle[0]], (field,))
            yield diagnostic(CIRCLE, place, field=field, circle=_ARROW.join(_shortened((*circle, circle[0]))))


def _circles(above: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield each circle once, from its first record in the order of `above`."""
    seen: set[str] = set()
    for start in above:
        way: dict[str, int] = {}
        current = start
        while current in above and current not in seen:
            seen.add(current)
            way[current] = len(way)
            current = above[current]
        if current in way:
            members = tuple(way)[way[current] :]
            first = members.index(min(members))
            yield members[first:] + members[:first]


def _shortened(circle: Sequence[str]) -> Sequence[str]:
    half = _MOST_NAMED // 2
    return circle if len(circle) <= _MOST_NAMED + 1 else (*circle[:half], "…", *circle[-half:])
