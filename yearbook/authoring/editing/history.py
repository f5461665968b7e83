"""Undo and redo: find the operation of a record that is taken back next, and the one that takes it back. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yearbook.authoring.editing.operations import Operation
from yearbook.core.documents.nodes import Plain


def undone_next(done: Sequence[Operation]) -> Operation | None:
    """Return the last operation that stands: an entry, or one that took an undoing back. None if there is none."""
    return next((each for each in reversed(_standing(done)) if not _is_undoing(each, done)), None)


def redone_next(done: Sequence[Operation]) -> Operation | None:
    """Return the last operation if it took another one back; None after a new entry."""
    last = next(reversed(_standing(done)), None)
    return last if last and _is_undoing(last, done) else None


def inverse(operation: Operation, identity: str, who: str, when: str) -> Operation:
    """Return the operation that takes another one back."""
    return replace(
        operation,
        id=identity,
        before=operation.after,
        after=operation.before,
        who=who,
        when=when,
        undoes=operation.id,
    )


def put_back(operation: Operation, items: Sequence[Plain]) -> Operation:
    """Return an operation that adds an item to a list as one on the list, so that the item comes to its old place."""
    *above, at = operation.pointer
    assert isinstance(at, int)
    after = [*items[:at], operation.after, *items[at:]]
    return replace(operation, pointer=tuple(above), before=list(items) or None, after=after)


def _standing(done: Sequence[Operation]) -> list[Operation]:
    """Return the operations that were not taken back."""
    taken_back = {each.undoes for each in done}
    return [each for each in done if each.id not in taken_back]


def _is_undoing(operation: Operation, done: Sequence[Operation]) -> bool:
    """Return whether an operation takes back an entry, and not an undoing."""
    target = next((each for each in done if each.id == operation.undoes), None)
    return target is not None and not _is_undoing(target, done)
