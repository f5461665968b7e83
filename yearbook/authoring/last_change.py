"""Write the day of a record's last change of substance into its file, when a person asks for it (`changed`).

One field of one record changes, every other byte of the file stays.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from yearbook.authoring.changes import Change, write_changes
from yearbook.authoring.edits import Edit, apply_edits, line_end, line_index, split_lines
from yearbook.content.records import Record
from yearbook.content.yearbook import Yearbook
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Mapping, Scalar, locate, plain
from yearbook.core.frozen import dataclass

CANNOT_SAY = DiagnosticKind(
    "YB690",
    "no line that says “changed: {day}” can be written for {record} in this file",
    hint="write it yourself, as a field of the record",
)
_FIELD = "changed"


def mark_changed(yearbook: Yearbook, root: Path, records: frozenset[str], day: date) -> int:
    """Write the day into `records` (`kind:id`); return how many had another day.

    Raises DiagnosticsError, with nothing written, if the field cannot be written for one of them.
    """
    before: dict[str, bytes] = {}
    after: dict[str, bytes] = {}
    diagnostics, count = [], 0
    for record in yearbook:
        if f"{record.kind}:{record.id}" in records and str(record.changed or "") != day.isoformat():
            path = record.origin.path
            if path not in before:
                before[path] = after[path] = (root / path).read_bytes()
            made = with_changed_day(after[path], record, day, root.name)
            if isinstance(made, Diagnostic):
                diagnostics.append(made)
            else:
                after[path] = made
                count += 1
    if diagnostics:
        raise DiagnosticsError(diagnostics)
    write_changes(root, [Change(path, before[path], after[path]) for path in before], root.name)
    return count


def with_changed_day(data: bytes, record: Record, day: date, name: str) -> bytes | Diagnostic:
    """Return the bytes of a record's file with the day; `name` is that of the content folder.

    The result is read again: it must differ by that one field of that one record.
    """
    path, pointer = record.origin.path, record.origin.pointer
    before = parse_document(data, path, name)
    fields = locate(before.front, pointer) if isinstance(before, Document) else None
    if isinstance(before, Document) and isinstance(fields, Mapping):
        made = _FileEdit(data=data, document=before, fields=fields, day=day.isoformat()).result()
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
    fields[_FIELD] = day  # type: ignore[index, call-overload] # as above
    return plain(after.front) == wanted and after.body == before.body


@dataclass(frozen=True, slots=True)
class _FileEdit:
    """Puts the day in the place of another, on a line of its own, or first within braces."""

    data: bytes
    document: Document
    fields: Mapping
    day: str

    def result(self) -> bytes:
        current, first = self.fields.get(_FIELD), self.fields.pairs[0][0]
        if isinstance(current, Scalar) and current.length:
            return self._replaced(current.line, current.column, current.length, self.day)
        if current is not None:
            key = next(key for key, _ in self.fields.pairs if key.text == _FIELD)
            lines = split_lines(self.data)
            end = line_index(lines, key.line, key.column) + key.length
            length = key.length + lines[key.line - 1].index(":", end) + 1 - end
            return self._replaced(key.line, key.column, length, f"{_FIELD}: {self.day}")
        if (self.fields.line, self.fields.column) != (first.line, first.column):
            return self._replaced(self.fields.line, self.fields.column + 1, 0, f"{_FIELD}: {self.day}, ")
        return self._with_line(f"{' ' * (first.column - 1)}{_FIELD}: {self.day}")

    def _replaced(self, line: int, column: int, length: int, text: str) -> bytes:
        return apply_edits(self.data, [Edit(line, column, length, text=text)])

    def _with_line(self, line: str) -> bytes:
        lines = split_lines(self.data)
        at = self._last_line(lines)
        if lines[at - 1].endswith(("\n", "\r")):
            ending = lines[at - 1][len(lines[at - 1].rstrip("\r\n")) :]
            lines.insert(at, line + ending)
        else:
            lines[at - 1] += line_end(lines)
            lines.insert(at, line)
        return "".join(lines).encode()

    def _last_line(self, lines: list[str]) -> int:
        """Return the number of the record's last line.

        In front matter it is the one before the closing line; for a record among others the last that is neither empty
        nor a comment at the margin, which belongs to the next record.
        """
        first = self.fields.pairs[0][0]
        if self.fields is self.document.front:
            closing = self.document.body_line - 1 if self.document.body else len(lines)
            return next(number for number in range(closing, 0, -1) if lines[number - 1].rstrip() == "---") - 1
        following = (key.line for key, _ in self.document.front.pairs if key.line > first.line)
        last = min(following, default=len(lines) + 1) - 1
        while not lines[last - 1].strip() or lines[last - 1].startswith("#"):
            last -= 1
        return last
