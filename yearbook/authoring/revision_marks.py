"""What an editor has checked or changed → one line of the record's own file says so: the version of the original that a
translation was made from, or the day of a record's last change of substance.

The one place where content is changed, and only when a person asks for it by name: one line of one file,
through `store`'s rule of a temporary name and a replacement. A build never comes here, and the day is the caller's.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Mapping, Scalar, locate, plain

CANNOT_SAY = DiagnosticKind(
    "YB690",
    "no line that says “changed: {day}” can be written for {record} in this file",
    hint="write it yourself, as a field of the record",
)
FIELD = "changed"
_STAMP = re.compile(rb"(?:\A|(?<=[\r\n]))original[ \t]*:[^\r\n]*")
_FRONT = re.compile(rb"\A(?:\xef\xbb\xbf)?---[ \t]*(\r\n|\n|\r)(.*?)(?<=[\r\n])---[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_END = re.compile(r"[\r\n]*\Z")
_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # of byte order, at the beginning of a file


def stamp(yearbook: Yearbook, root: Path, records: frozenset[str], *, everything: bool) -> int:
    """Stamp the translations of `records` (`kind:id`), or `everything` that bears no stamp yet; how many changed."""
    changed = 0
    for record in yearbook:
        for state in record.translations:
            asked = f"{record.kind}:{record.id}" in records or (everything and not state.made_from)
            if asked and state.made_from != record.version:
                _stamp(root / state.origin.path, record.version)
                changed += 1
    return changed


def _stamp(file: Path, version: str) -> None:
    data = file.read_bytes()
    front = _FRONT.match(data)
    if front is None:  # it was read a moment ago; somebody is editing it now
        return
    line = b"original: '" + version.encode() + b"'"
    fields, stamped = _STAMP.subn(line, front[2], count=1)
    if not stamped:
        fields += line + front[1]
    _write(file, data[: front.start(2)] + fields + data[front.end(2) :])


def say_changed(yearbook: Yearbook, root: Path, records: frozenset[str], day: date) -> int:
    """Let `records` (`kind:id`) say that they changed on a day; how many said otherwise before.

    Every byte but those of the day stays. Raises ProblemsError, having written nothing, where no such line can be
    written for one of them.
    """
    files: dict[Path, bytes] = {}
    diagnostics, said = [], 0
    for record in yearbook:
        if f"{record.kind}:{record.id}" in records and str(record.facts.changed or "") != day.isoformat():
            file = root / record.origin.path
            made = saying(files.get(file) or file.read_bytes(), record, day, root.name)
            if isinstance(made, Diagnostic):
                diagnostics.append(made)
            else:
                files[file] = made
                said += 1
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    for file, data in files.items():
        _write(file, data)
    return said


def saying(data: bytes, record: Record, day: date, name: str) -> bytes | Diagnostic:
    """The bytes of a record's file, with the day as its last change; `name` is how people know the content's folder.

    What comes of it is read again: it must differ from what was there by that one field of that one record.
    """
    path, pointer = record.origin.path, record.origin.pointer
    before = parse_document(data, path, name)
    fields = locate(before.front, pointer) if isinstance(before, Document) else None
    if isinstance(before, Document) and isinstance(fields, Mapping):
        lines = _LINE.findall(data.decode("utf-8"))
        made = "".join(_with_day(lines, before, fields, day.isoformat())).encode()
        after = parse_document(made, path, name)
        if isinstance(after, Document) and _differs_by_day(before, after, pointer, day.isoformat()):
            return made
    key = f"{record.kind}:{record.id}"
    return diagnostic(CANNOT_SAY, Location(f"{name}/{path}"), day=day.isoformat(), record=key)


def _differs_by_day(before: Document, after: Document, pointer: tuple[str | int, ...], day: str) -> bool:
    wanted = plain(before.front)
    fields = wanted
    for step in pointer:
        fields = fields[str(step)]  # type: ignore[index, call-overload] # it leads to the record's own mapping
    fields[FIELD] = day  # type: ignore[index, call-overload] # as above
    return plain(after.front) == wanted and after.body == before.body


def _with_day(lines: list[str], document: Document, fields: Mapping, day: str) -> list[str]:
    """The lines of a file with the day in the place of another, or on a line of its own, or first within braces."""
    told = fields.get(FIELD)
    if isinstance(told, Scalar) and told.length:
        return _replaced(lines, told.line, told.column, told.length, day)
    if told is not None:
        key = next(key for key, _ in fields.pairs if key.text == FIELD)
        return _replaced(lines, key.line, key.column, key.length, f"{FIELD}: {day}", colon=True)
    first = fields.pairs[0][0]
    braced = (fields.line, fields.column) != (first.line, first.column)
    if braced:
        return _replaced(lines, fields.line, fields.column + 1, 0, f"{FIELD}: {day}, ")
    at = _end_of(lines, document, fields)
    ending = _END.search(lines[at - 1])
    assert ending is not None  # it also matches nothing
    line = f"{' ' * (first.column - 1)}{FIELD}: {day}"
    if ending[0]:
        return [*lines[:at], line + ending[0], *lines[at:]]
    return [*lines[: at - 1], lines[at - 1] + _ending_of(lines), line, *lines[at:]]


def _replaced(lines: list[str], line: int, column: int, length: int, text: str, *, colon: bool = False) -> list[str]:
    """With `text` instead of some characters of a line, and of the colon that follows."""
    whole = lines[line - 1]
    start = column - 1 + (line == 1 and whole.startswith(_MARK))
    end = start + length
    if colon:
        end = whole.index(":", end) + 1
    return [*lines[: line - 1], whole[:start] + text + whole[end:], *lines[line:]]


def _end_of(lines: list[str], document: Document, fields: Mapping) -> int:
    """The number of a record's last line.

    Of front matter it is the one before the closing line; of a record among others the last that is neither empty nor
    a remark at the margin, which belongs to what follows.
    """
    first = fields.pairs[0][0]
    if fields is document.front:
        closing = document.body_line - 1 if document.body else len(lines)
        return next(number for number in range(closing, 0, -1) if lines[number - 1].rstrip() == "---") - 1
    following = (key.line for key, _ in document.front.pairs if key.line > first.line)
    last = min(following, default=len(lines) + 1) - 1
    while not lines[last - 1].strip() or lines[last - 1].startswith("#"):
        last -= 1
    return last


def _ending_of(lines: list[str]) -> str:
    """How the file ends its lines."""
    found = _END.search(lines[0])
    return found[0] if found and found[0] else "\n"


def _write(file: Path, data: bytes) -> None:
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(data)
    temporary.replace(file)
