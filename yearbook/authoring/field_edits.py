"""Set single fields of a record in the text of its file; every other line stays as it was.

A value on one line is replaced where it stands. Where a field is new, goes, or has more than that one value to change,
the lines of this field of the record are written anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruamel.yaml.error import YAMLError

from yearbook.authoring.edits import Edit, apply_edits, line_end, line_index, split_lines
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.yaml_layout import yaml_comments
from yearbook.authoring.yaml_writer import flow_value, record_yaml, yaml_fields, yaml_scalar
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Items, Node, Plain, Scalar, plain
from yearbook.core.documents.nodes import Mapping as Fields
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.frozen import dataclass
from yearbook.model.kinds import Kind
from yearbook.model.structure import Pointer, field_at

FieldValues = Mapping[Pointer, Plain]
"""By the way from the facts to a value: its new text, list or mapping; None to remove it."""


@dataclass(frozen=True, slots=True)
class RecordText:
    """Where a record stands: in a file of its own, or under its id in a YAML file."""

    kind: Kind
    path: str
    """Below the content folder."""
    id: str
    """Empty for a file of prose, whose fields are its front matter."""


def set_fields(data: bytes, record: RecordText, values: FieldValues) -> bytes:
    """Return the bytes of the file with these values. The record must be there, in a file that can be read."""
    by_field: dict[str, dict[Pointer, Plain]] = {}
    for pointer, value in values.items():
        by_field.setdefault(str(pointer[0]), {})[pointer] = value
    for each in by_field.values():
        data = _set_field(data, record, each)
    return data


def set_body(data: bytes, path: str, body: str) -> bytes:
    """Return the bytes of a file of prose with another body."""
    lines = split_lines(data)
    end = line_end(lines)
    front = lines[: _document(data, path).body_line - 1]
    text = body.strip("\n").replace("\n", end)
    return "".join([*front, f"{end}{text}{end}" if text else ""]).encode()


def _document(data: bytes, path: str) -> Document:
    found = parse_document(data, path, "")
    assert isinstance(found, Document)
    return found


def _set_field(data: bytes, record: RecordText, values: FieldValues) -> bytes:
    """Set values that belong to one field of the record."""
    lines = split_lines(data)
    document = _document(data, record.path)
    fields = document.front.get(record.id) if record.id else document.front
    assert isinstance(fields, Fields)
    edits = [_edit(lines, document.front, fields, pointer, value) for pointer, value in values.items()]
    if all(edits):
        return apply_edits(data, [each for each in edits if each])
    written = plain(fields)
    assert isinstance(written, dict)
    for pointer in sorted(values, key=str, reverse=True):
        if values[pointer] is None:
            _remove(written, pointer)
    for pointer, value in values.items():
        if value is not None:
            _put(record.kind, written, pointer, value)
    name = str(next(iter(values))[0])
    return "".join(_with_field(lines, document, fields, record, name, written)).encode()


# One value, where it stands


def _edit(lines: list[str], top: Fields, fields: Fields, pointer: Pointer, text: Plain) -> Edit | None:
    """Return the edit of a text that is there and on one line; None if it is not."""
    node, in_brackets = _find(lines, fields, pointer)
    if not isinstance(text, str) or not isinstance(node, Scalar) or not node.length:
        return None
    start = line_index(lines, node.line, node.column)
    typed = lines[node.line - 1][start : start + node.length]
    read = parse_mapping(f"a: {typed}\n", "", in_markdown=False)
    if not isinstance(read, Fields) or getattr(read.get("a"), "text", None) != node.text:
        return None
    written = flow_value([text])[1:-1] if in_brackets or _is_bracket(lines, top) else yaml_scalar(text)
    return Edit(node.line, node.column, node.length, text=written)


def _find(lines: list[str], node: Node, pointer: Pointer) -> tuple[Node | None, bool]:
    """Return the node of a value, or None, and whether it stands in brackets.

    A text in place of a part with fields stands for the last step of the pointer (`value: 400万元`).
    """
    in_brackets = False
    for number, step in enumerate(pointer):
        in_brackets = in_brackets or _is_bracket(lines, node)
        below: Node | None = None
        if isinstance(node, Fields):
            below = node.get(str(step))
        elif isinstance(node, Items) and isinstance(step, int) and step < len(node.nodes):
            below = node.nodes[step]
        elif isinstance(node, Scalar) and number == len(pointer) - 1 and isinstance(step, str):
            return node, in_brackets
        if below is None:
            return None, in_brackets
        node = below
    return node, in_brackets


def _is_bracket(lines: list[str], node: Node) -> bool:
    line = lines[node.line - 1]
    return line[line_index(lines, node.line, node.column) :][:1] in ("{", "[") and not isinstance(node, Scalar)


# All values of one field


def _remove(value: Any, pointer: Pointer) -> None:
    """Remove a value, and whatever is empty without it."""
    step, rest = pointer[0], pointer[1:]
    is_there = step in value if isinstance(value, dict) else isinstance(step, int) and step < len(value)
    if not is_there:
        return
    if rest and isinstance(value[step], dict | list):
        _remove(value[step], rest)
    if not rest or value[step] in ({}, [], None) or isinstance(value[step], str):
        del value[step]


def _put(kind: Kind, value: Any, pointer: Pointer, new: Plain) -> None:
    """Set a value; parts and lists on the way to it are made."""
    for number, step in enumerate(pointer[:-1]):
        empty: Any = [] if isinstance(pointer[number + 1], int) else {}
        if isinstance(value, list) and isinstance(step, int):
            value += [None] * (step + 1 - len(value))
        elif isinstance(value, dict):
            value.setdefault(step, None)
        if isinstance(value[step], str):  # the bare value of a part
            field = field_at(kind.facts, pointer[: number + 1])
            value[step] = {field.shorthand if field else pointer[number + 1]: value[step]}
        value[step] = empty if value[step] is None else value[step]
        value = value[step]
    last = pointer[-1]
    if isinstance(value, list) and isinstance(last, int) and last >= len(value):
        value.append(new)
    else:
        value[last] = new


def _with_field(
    lines: list[str], document: Document, fields: Fields, record: RecordText, name: str, written: dict[str, Any]
) -> Sequence[str]:
    """Return the lines of the file with one field of a record written anew, or taken out."""
    end = line_end(lines)
    order = ordered_fields(record.kind)
    if _is_bracket(lines, fields):
        return _with_record(lines, document, record, record_yaml(record.id, written, order))
    starts = {key.text: key.line - 1 for key, _ in fields.pairs}
    indent = fields.column - 1
    text = yaml_fields({name: written[name]}, order, indent) if name in written else ""
    new = [f"{line}{end}" for line in text.splitlines()]
    if name in starts:
        first = starts[name]
        last = _field_end(lines, document, record, first, starts.values())
        comments = [f"{' ' * indent}{each}{end}" for each in _comments(lines[first:last])]
        return [*lines[:first], *comments, *new, *lines[last:]]
    later = order[order.index(name) + 1 :] if name in order else ()
    before = [starts[each] for each in starts if each in later]
    if not starts:
        at = document.body_line - 2
    else:
        at = min(before) if before else _field_end(lines, document, record, max(starts.values()), starts.values())
    return [*lines[:at], *new, *lines[at:]]


def _comments(lines: Sequence[str]) -> Sequence[str]:
    """Return the comments inside a field that is written anew; they are put above it."""
    try:
        return yaml_comments("".join(lines))
    except YAMLError:
        return ()


def _with_record(lines: list[str], document: Document, record: RecordText, text: str) -> Sequence[str]:
    """Return the lines with a record that stood in brackets written on lines of its own."""
    first = next(key.line - 1 for key, _ in document.front.pairs if key.text == record.id)
    new = [f"{line}{line_end(lines)}" for line in text.splitlines()]
    return [*lines[:first], *new, *lines[_record_end(lines, document, first) :]]


def _field_end(lines: list[str], document: Document, record: RecordText, start: int, starts: Iterable[int]) -> int:
    """Return the index of the line after a field; blank lines and comments that follow it are not its own."""
    stop = _record_end(lines, document, start) if record.id else document.body_line - 2
    return _without_blanks(lines, start, min([each for each in starts if each > start], default=stop))


def _record_end(lines: list[str], document: Document, start: int) -> int:
    stops = [key.line - 1 for key, _ in document.front.pairs if key.line - 1 > start]
    return _without_blanks(lines, start, min(stops, default=len(lines)))


def _without_blanks(lines: list[str], start: int, stop: int) -> int:
    while stop - 1 > start and (not (text := lines[stop - 1].strip()) or text.startswith("#")):
        stop -= 1
    return stop
