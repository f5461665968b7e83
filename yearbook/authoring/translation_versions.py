"""New texts of originals → the stamps of their translations, where only the program's own hand changed the words.

A translation says which version of its original it was made from. An original whose links lead to a new id, or whose
last line has lost a blank, is another version, and its translations are as good as they were.
"""

from __future__ import annotations

from collections.abc import Mapping

from yearbook.authoring.edits import Edit, edited
from yearbook.content.locations import FileSlot
from yearbook.content.originals import Original
from yearbook.content.validation import read_records
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Scalar


def restamped(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    group: tuple[tuple[str, FileSlot], ...],
    languages: tuple[str, ...],
) -> dict[str, bytes]:
    """The translations of one group that have to be stamped again: path → text, made from that in `after`.

    `before` and `after` hold every file of the group. A translation that was stale or unstamped is left as it is.
    """
    slots = dict(group)
    original = next((path for path, slot in group if not slot.language), None)
    if original is None or before[original] == after[original]:
        return {}
    old, new = (_version(each[original], original, slots[original], languages) for each in (before, after))
    if old == new:
        return {}
    made = {}
    for path in slots:
        stamp = _stamp(after[path], path) if path != original else None
        if stamp is not None and stamp.text == old:
            made[path] = edited(after[path], [Edit(stamp.line, stamp.column, stamp.length, f"'{new}'")])
    return made


def _version(data: bytes, path: str, slot: FileSlot, languages: tuple[str, ...]) -> str:
    document = parse_document(data, path, "")
    found = read_records(document, slot, languages)[0] if isinstance(document, Document) else ()
    return next((each.version for each in found if isinstance(each, Original)), "")


def _stamp(data: bytes, path: str) -> Scalar | None:
    document = parse_document(data, path, "")
    stamp = document.front.get("original") if isinstance(document, Document) else None
    return stamp if isinstance(stamp, Scalar) else None
