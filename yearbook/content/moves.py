"""Check the list of changed ids in yearbook.yaml against the records that there are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic, nearest
from yearbook.model.configuration import Move

LEADS_NOWHERE = DiagnosticKind(
    "YB310",
    "“{old}” is said to be “{new}” now, which is not there",
    hint="did you mean “{meant}”?\nA line whose record is gone can be deleted.",
)
STILL_THERE = DiagnosticKind(
    "YB311",
    "“{old}” is said to have another id now, but it is there itself",
    hint="delete this line, or give the record that is there another id",
)
_TWICE = DiagnosticKind(
    "YB312",
    "“{old}” is listed twice",
    hint="keep the line that is right",
)


def check_moves(
    moved: Sequence[Move], known: Collection[tuple[str, str]], place: Callable[[tuple[str | int, ...]], Location]
) -> Iterator[Diagnostic]:
    """`known`: (kind, id) of every record that there is. `place` finds a value of the configuration."""
    names = {f"{kind}:{identity}" for kind, identity in known}
    seen: set[str] = set()
    for index, each in enumerate(moved):
        where = ("moved", index)
        if each.new not in names:
            found = nearest(each.new, names)
            yield diagnostic(LEADS_NOWHERE, place((*where, "new")), old=each.old, new=each.new, meant=found)
        if each.old in names:
            yield diagnostic(STILL_THERE, place((*where, "old")), old=each.old)
        if each.old in seen:
            yield diagnostic(_TWICE, place((*where, "old")), old=each.old)
        seen.add(each.old)
