"""The steps of formatting YAML: spacing, brackets, the order of fields, blank lines between entries.

Each step takes and returns the text of a YAML mapping, and returns it unchanged if it finds something unknown. The
caller checks that all values are still the same.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.resolver import VersionedResolver

from yearbook.authoring.yaml_writer import fits_in_brackets
from yearbook.core.diagnostics import terminal_columns
from yearbook.core.documents.nodes import Items, Mapping, Node, Scalar
from yearbook.core.documents.parsing import parse_mapping

_WIDTH = 120
"""Columns of a line, up to which a list of single values is put in brackets."""

_UNLIMITED = 1_000_000  # columns: people decide where lines break


class _AsTyped(VersionedResolver):
    """Reads every plain value as text, so that `1.10`, `08` and `no` stay."""

    @property
    def versioned_resolver(self) -> dict[str, list[Any]]:
        nothing = [("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"))]
        return {"": nothing, "~": list(nothing), "n": list(nothing)}


def respace(fields: str) -> str:
    """Indent levels by two columns and dashes by two more, with one blank after colons and commas.

    Quotes, order, comments, blank lines, and the choice between brackets and lines stay. An unquoted value that spans
    several lines is put on one.
    """
    yaml = YAML()
    yaml.Resolver = _AsTyped
    yaml.preserve_quotes = True
    yaml.brace_single_entry_mapping_in_flow_sequence = True
    yaml.width = _UNLIMITED
    yaml.indent(mapping=2, sequence=4, offset=2)
    made = io.StringIO()
    try:
        yaml.dump(yaml.load(fields), made)
        same = "#" not in fields or yaml_comments(fields) == yaml_comments(made.getvalue())
    except YAMLError:
        return fields
    is_plain = made.getvalue().count("null") == fields.count("null")  # `{en: A, B}` has a key without a value
    return made.getvalue() if same and is_plain else fields


def yaml_comments(fields: str) -> list[str]:
    """Return the comments of a YAML text in order: they are between its tokens. Raises YAMLError."""
    found: list[str] = []
    end = 0
    for token in YAML(typ="safe", pure=True).scan(fields):
        found += re.findall(r"#[^\n]*", fields[end : token.start_mark.index])
        end = max(end, token.end_mark.index)
    return [each.rstrip() for each in found]


def put_in_brackets(fields: str) -> str:
    """Put lists of single values, one to a line, into brackets behind their key if they fit in the line."""
    lines = fields.split("\n")
    for key, items in reversed(_lists(_mapping(fields))):
        first, last = key.line, key.line + len(items.nodes)
        each_alone = [each.line for each in items.nodes] == list(range(first + 1, last + 1))
        values = [_alone(lines[each.line - 1], each) for each in items.nodes if isinstance(each, Scalar)]
        head = lines[first - 1].rstrip()
        line = f"{head} [{', '.join(values)}]"
        if each_alone and all(values) and head.endswith(f"{key.text}:") and terminal_columns(line) <= _WIDTH:
            lines[first - 1 : last] = [line]
    return "\n".join(lines)


def _alone(line: str, item: Scalar) -> str:
    """Return an item as typed if nothing else is in its line, else an empty text."""
    value = line[item.column - 1 :].rstrip()
    if line[: item.column - 1].strip() != "-" or len(value) != item.length:
        return ""
    return "" if item.plain and not fits_in_brackets(value) else value


def _lists(node: Node, key: Scalar | None = None) -> list[tuple[Scalar, Items]]:
    """Return every list of single values that is the value of a key, in the order of lines."""
    if isinstance(node, Mapping):
        return [found for name, value in node.pairs for found in _lists(value, name)]
    if not isinstance(node, Items):
        return []
    if key and all(isinstance(each, Scalar) for each in node.nodes):
        return [(key, node)]
    return [found for each in node.nodes for found in _lists(each)]


def reorder_fields(fields: str, order: Sequence[str], *, many: bool) -> str:
    """Put the fields of a record in this order, each with the comments above it. `many`: of each record in the text."""
    top = _mapping(fields)
    lines = fields.split("\n")
    records = [value for _, value in top.pairs if isinstance(value, Mapping)] if many else [top]
    keys = [key.line for key, _ in top.pairs] if many else []
    for each in reversed(records):
        starts = [key for key, _ in each.pairs]
        if not starts or lines[each.line - 1][each.column - 1] == "{" or (many and each.line in keys):
            continue
        stop = next((line for line in keys if line > each.line), len(lines) + 1)
        _arrange(lines, starts, _start(lines, stop, 1) if many and stop <= len(lines) else stop, order)
    return "\n".join(lines)


def _arrange(lines: list[str], keys: list[Scalar], stop: int, order: Sequence[str]) -> None:
    """Put the lines of one record in order; `stop` is the line (from 1) after its last."""
    while stop > keys[-1].line + 1 and not lines[stop - 2].strip():
        stop -= 1
    starts = [_start(lines, each.line, each.column) for each in keys]
    ends = [*starts[1:], stop]
    places = {name: place for place, name in enumerate(order)}
    parts = sorted(zip(keys, starts, ends, strict=True), key=lambda part: places.get(part[0].text, len(places)))
    lines[starts[0] - 1 : stop - 1] = [line for _, start, end in parts for line in lines[start - 1 : end - 1]]


def _start(lines: list[str], line: int, column: int) -> int:
    """Return the line on which the comments directly above a key begin; without comments, the line of the key."""
    while line > 1 and lines[line - 2].startswith(" " * (column - 1) + "#"):
        line -= 1
    return line


def separate_entries(fields: str, *, many: bool) -> str:
    """Remove blank lines at both ends and repeated ones. `many`: put one between the records of the text."""
    lines = fields.strip("\n").split("\n")
    if many:
        for key, _ in reversed(_mapping(fields.strip("\n")).pairs[1:]):
            start = _start(lines, key.line, key.column)
            if lines[start - 2].strip():
                lines.insert(start - 1, "")
    kept = [each for place, each in enumerate(lines) if each.strip() or lines[place - 1].strip()]
    return "\n".join([*kept, ""])


def _mapping(fields: str) -> Mapping:
    found = parse_mapping(fields, "", 1, in_markdown=False)
    return found if isinstance(found, Mapping) else Mapping((), 1, 1)
