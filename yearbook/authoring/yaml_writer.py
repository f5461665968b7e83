"""Write plain values as YAML: short values on one line, texts quoted only where they must be.

All YAML that commands put into content files is written here. Reading it back gives the same values.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from yearbook.core.diagnostics import terminal_columns

_WIDTH = 120  # columns of a line; Han characters take two

_HAN = r"\u3400-\u9fff"
_INSIDE = rf"A-Za-z0-9{_HAN} .%/、。，；！？“”‘’《》（）·…—–()+?~-"
_PLAIN = re.compile(rf"[A-Za-z0-9{_HAN}《](?:[{_INSIDE}]*[A-Za-z0-9{_HAN}.%、。；！？”’》）…)?~+])?")
"""Texts without any sign of YAML, and without a Chinese sign that the parser would report as a typing slip."""
_NOTHING = frozenset({"null", "~", ""})
_NOT_IN_BRACKETS = re.compile(r"[,\[\]{}#&*!|>%@`]|[?:-] |:$|^[?:-]")


def yaml_fields(value: Mapping[str, Any], order: Sequence[str] = (), indent: int = 0) -> str:
    """Return a mapping as lines, each ended by LF; fields that `order` does not name come last."""
    names = [*(each for each in order if each in value), *(each for each in value if each not in order)]
    return "".join(f"{line}\n" for name in names for line in _entry(name, value[name], indent))


def record_yaml(identity: str, value: Mapping[str, Any], order: Sequence[str]) -> str:
    """Return a record of a YAML file: its id, and its fields below it."""
    return f"{identity}:\n{yaml_fields(value, order, 2)}"


def _entry(name: str, value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    line = f"{pad}{name}: {flow_value(value)}"
    parts = isinstance(value, list) and any(isinstance(each, dict) for each in value)
    if not isinstance(value, dict | list) or (terminal_columns(line) <= _WIDTH and not parts):
        yield line
        return
    yield f"{pad}{name}:"
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _entry(key, each, indent + 2)
        return
    for each in value:
        yield from _list_item(each, indent + 2)


def _list_item(value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, dict):  # sources come last
        value = {key: value[key] for key in sorted(value, key=lambda each: each == "sources")}
    line = f"{pad}- {flow_value(value)}"
    nested = isinstance(value, dict) and (len(value) == 1 or any(_holds_parts(each) for each in value.values()))
    if not isinstance(value, dict) or (terminal_columns(line) <= _WIDTH and not nested):
        yield line
        return
    below = [line for key, each in value.items() for line in _entry(key, each, indent + 2)]
    yield f"{pad}- {below[0].lstrip()}"
    yield from below[1:]


def _holds_parts(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def flow_value(value: Any) -> str:
    """Return the value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_in_brackets(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_in_brackets, value)) + "]"
    return yaml_scalar(str(value))


def _in_brackets(value: Any) -> str:
    """Return a value for use in brackets, where the parser reports an unquoted full-width comma as a typing slip."""
    if isinstance(value, dict | list) or "，" not in str(value):
        return flow_value(value)
    return json.dumps(str(value), ensure_ascii=False)


def yaml_scalar(text: str) -> str:
    """Return a text without quotes if it is certain to read back unchanged, else between double quotes."""
    if text not in _NOTHING and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def original_line(version: str) -> str:
    """Return the line with the version of the original that was translated, in quotes because it may be all digits."""
    return f"original: '{version}'"


def fits_in_brackets(text: str) -> bool:
    """Whether a value that was typed without quotes means the same inside brackets."""
    return not _NOT_IN_BRACKETS.search(text)
