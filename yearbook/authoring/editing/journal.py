"""Keep every entry of editors on the disk, from the moment it is made: an append-only file of JSON lines.

The journal lies in a hidden folder of the content, which the loader passes over and git ignores. A line is written and
flushed to the disk before anything else is done with an entry, so that nothing that a browser was told is kept can be
lost. A last line that was cut off by a crash is passed over.

    {"entry": {"id": "…", "record": ["honor", "a"], "path": "honors/2016/a.md", "pointer": ["title"], …}}
    {"written": ["…", "…"]}      these entries are in the files
    {"settled": "…"}             a conflict was decided
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from yearbook.authoring.editing.operations import Conflict, Operation
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass

JOURNAL_FOLDER = ".editing"
"""In the content folder."""
_NAME = "journal.jsonl"
NOT_IN_JOURNAL = DiagnosticKind(
    "YB294",
    "the entry could not be written to the journal ({reason})",
    hint="check that the disk has room and that {folder} may be written to; until then, keep this page open",
)


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the journal; exactly one of the fields is set."""

    entry: Operation | None = None
    written: tuple[str, ...] = ()
    """Ids of entries that are in the files."""
    settled: str = ""
    """Id of an entry whose conflict was decided."""
    conflict: Conflict | None = None
    """An entry that met another value."""


def read_journal(content: Path) -> Iterator[JournalLine]:
    """Yield the lines of the journal of a content folder; what is damaged is passed over."""
    try:
        text = (content / JOURNAL_FOLDER / _NAME).read_text("utf-8", errors="replace")
    except FileNotFoundError:
        return
    for each in text.split("\n"):
        found = _decoded(each)
        if found:
            yield found


def append(content: Path, lines: Iterable[JournalLine]) -> None:
    """Write lines to the end of the journal, and to the disk. Raises DiagnosticsError with YB294."""
    folder = content / JOURNAL_FOLDER
    data = "".join(f"{json.dumps(_encoded(each), ensure_ascii=False)}\n" for each in lines).encode()
    try:
        _prepare(folder)
        with (folder / _NAME).open("ab") as stream:
            if stream.tell() and not _ends_with_line(folder / _NAME):
                data = b"\n" + data
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        place = Location(f"{content.name}/{JOURNAL_FOLDER}/{_NAME}")
        words = {"reason": error.strerror or type(error).__name__, "folder": f"{content.name}/{JOURNAL_FOLDER}"}
        raise DiagnosticsError([diagnostic(NOT_IN_JOURNAL, place, **words)]) from error


def _prepare(folder: Path) -> None:
    """Make the folder, which git passes over."""
    if not folder.is_dir():
        folder.mkdir()
        (folder / ".gitignore").write_text("*\n", "utf-8")


def _ends_with_line(file: Path) -> bool:
    with file.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) == b"\n"


def _encoded(line: JournalLine) -> dict[str, Any]:
    if line.entry:
        return {"entry": asdict(line.entry)}
    if line.conflict:
        return {"conflict": asdict(line.conflict)}
    return {"settled": line.settled} if line.settled else {"written": line.written}


def _decoded(text: str) -> JournalLine | None:
    try:
        found = json.loads(text)
        if "entry" in found:
            return JournalLine(entry=_operation(found["entry"]))
        if "conflict" in found:
            conflict = found["conflict"]
            return JournalLine(conflict=Conflict(_operation(conflict["operation"]), conflict["theirs"]))
        return JournalLine(written=tuple(map(str, found.get("written", ()))), settled=str(found.get("settled", "")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _operation(found: dict[str, Any]) -> Operation:
    kind, identity = found["record"]
    return Operation(
        id=str(found["id"]),
        record=(str(kind), str(identity)),
        path=str(found["path"]),
        pointer=tuple(each if isinstance(each, int) else str(each) for each in found["pointer"]),
        before=found["before"],
        after=found["after"],
        who=str(found["who"]),
        when=str(found["when"]),
        undoes=str(found.get("undoes", "")),
    )
