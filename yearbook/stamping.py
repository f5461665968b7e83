"""Translations that an editor has checked → their front matter says which version of the original they were made from.

The one place where content is changed, and only when a person asks for it by name: one line of one file,
through `store`'s rule of a temporary name and a replacement. A build never comes here.
"""

from __future__ import annotations

import re
from pathlib import Path

from yearbook.library import Yearbook

_STAMP = re.compile(rb"(?:\A|(?<=[\r\n]))original[ \t]*:[^\r\n]*")
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*(\r\n|\n|\r)(.*?)(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)", re.DOTALL)


def stamp(yearbook: Yearbook, root: Path, records: frozenset[str], *, everything: bool) -> int:
    """Stamp the translations of `records` (`kind:id`), or `everything` that bears no stamp yet; how many changed."""
    changed = 0
    for record in yearbook:
        for state in record.translations:
            asked = f"{record.kind}:{record.id}" in records or (everything and not state.made_from)
            if asked and state.made_from != record.version:
                _write(root / state.origin.path, record.version)
                changed += 1
    return changed


def _write(file: Path, version: str) -> None:
    data = file.read_bytes()
    front = _FRONT.match(data)
    if front is None:  # it was read a moment ago; somebody is editing it now
        return
    line = b"original: '" + version.encode() + b"'"
    fields, stamped = _STAMP.subn(line, front[2], count=1)
    if not stamped:
        fields += line + front[1]
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(data[: front.start(2)] + fields + data[front.end(2) :])
    temporary.replace(file)
