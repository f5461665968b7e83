"""Stamp translations with the version of the original that they were made from.

`stamp_translations` does so when a person has checked them (`translated`). `restamp_translations` does so when a
command changed the words of an original without changing what they say: a link to a new id, a blank at the end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.content_folder import ContentFolder
from yearbook.authoring.edits import Edit, apply_edits
from yearbook.authoring.yaml_writer import original_line
from yearbook.content.locations import FileSlot
from yearbook.content.originals import Original
from yearbook.content.validation import read_records
from yearbook.content.yearbook import Yearbook
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Scalar

_STAMP = re.compile(rb"(?:\A|(?<=[\r\n]))original[ \t]*:[^\r\n]*")
_FRONT_MATTER = re.compile(
    rb"""
    \A (?:\xef\xbb\xbf)? ---[ \t]*(?P<line_end>\r\n|\n|\r)
    (?P<fields>.*?) (?<=[\r\n])
    ---[ \t]*(?=[\r\n]|\Z)
    """,
    re.DOTALL | re.VERBOSE,
)


def stamp_translations(yearbook: Yearbook, root: Path, records: frozenset[str], *, everything: bool) -> int:
    """Stamp the translations of `records` (`kind:id`), or with `everything` those without a stamp; return how many."""
    changes = []
    for record in yearbook:
        for state in record.translations:
            is_wanted = f"{record.kind}:{record.id}" in records or (everything and not state.made_from)
            if is_wanted and state.made_from != record.version:
                before = (root / state.origin.path).read_bytes()
                changes.append(Change(state.origin.path, before, _stamped(before, record.version)))
    write_changes(root, changes, root.name)
    return len(changes)


def _stamped(data: bytes, version: str) -> bytes:
    front = _FRONT_MATTER.match(data)
    if front is None:  # it was read a moment ago, so somebody is editing it now
        return data
    line = original_line(version).encode()
    fields, count = _STAMP.subn(line, front["fields"], count=1)
    if not count:
        fields += line + front["line_end"]
    return data[: front.start("fields")] + fields + data[front.end("fields") :]


def restamp_translations(folder: ContentFolder, texts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the translations to stamp again if the files in `texts` get these contents, as path to text.

    A translation that was stale or without a stamp is left unchanged.
    """
    made: dict[str, bytes] = {}
    for group in folder.groups:
        if len(group) > 1 and any(path in texts for path, _ in group):
            before = {path: folder.read(path) for path, _ in group}
            after = {path: texts.get(path, before[path]) for path in before}
            made |= _restamped_group(before, after, dict(group), folder)
    return made


def _restamped_group(
    before: Mapping[str, bytes], after: Mapping[str, bytes], slots: Mapping[str, FileSlot], folder: ContentFolder
) -> dict[str, bytes]:
    original = next((path for path, slot in slots.items() if not slot.language), None)
    if original is None or before[original] == after[original]:
        return {}
    old, new = (_version(each[original], original, slots[original], folder) for each in (before, after))
    if old == new:
        return {}
    made = {}
    for path in slots:
        stamp = _stamp(after[path], path) if path != original else None
        if stamp is not None and stamp.text == old:
            made[path] = apply_edits(after[path], [Edit(stamp.line, stamp.column, stamp.length, text=f"'{new}'")])
    return made


def _version(data: bytes, path: str, slot: FileSlot, folder: ContentFolder) -> str:
    document = parse_document(data, path, "")
    if not isinstance(document, Document):
        return ""
    found, _ = read_records(document, slot, folder.languages, folder.measures)
    return next((each.version for each in found if isinstance(each, Original)), "")


def _stamp(data: bytes, path: str) -> Scalar | None:
    document = parse_document(data, path, "")
    stamp = document.front.get("original") if isinstance(document, Document) else None
    return stamp if isinstance(stamp, Scalar) else None
