"""The facts of a record → YAML as people here write it: short things on one line, texts quoted only where they must be.

Reading the text back gives the same values. It writes no file and knows no field.
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
"""Texts without any sign that YAML knows, and without one of Chinese writing where the reader takes it for a slip."""
_NOTHING = frozenset({"null", "~", ""})


def fields(value: Mapping[str, Any], order: Sequence[str] = (), indent: int = 0) -> str:
    """A mapping as lines, each ended by LF; fields that `order` does not name follow as they come."""
    names = [*(each for each in order if each in value), *(each for each in value if each not in order)]
    return "".join(f"{line}\n" for name in names for line in _entry(name, value[name], indent))


def record_yaml(identity: str, value: Mapping[str, Any], order: Sequence[str]) -> str:
    """A record of a YAML file: its id, and its fields below it."""
    return f"{identity}:\n{fields(value, order, 2)}"


def _entry(name: str, value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    line = f"{pad}{name}: {_flow(value)}"
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
        yield from _item(each, indent + 2)


def _item(value: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(value, dict):  # where it stands is said last
        value = {key: value[key] for key in sorted(value, key=lambda each: each == "sources")}
    line = f"{pad}- {_flow(value)}"
    nested = isinstance(value, dict) and (len(value) == 1 or any(_holds_parts(each) for each in value.values()))
    if not isinstance(value, dict) or (terminal_columns(line) <= _WIDTH and not nested):
        yield line
        return
    below = [line for key, each in value.items() for line in _entry(key, each, indent + 2)]
    yield f"{pad}- {below[0].lstrip()}"
    yield from below[1:]


def _holds_parts(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _flow(value: Any) -> str:
    """The value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_within(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_within, value)) + "]"
    return yaml_scalar(str(value))


def _within(value: Any) -> str:
    """A value in brackets, where the reader takes a full-width comma for one that was meant to divide."""
    if isinstance(value, dict | list) or "，" not in str(value):
        return _flow(value)
    return json.dumps(str(value), ensure_ascii=False)


def yaml_scalar(text: str) -> str:
    """A text without quotes where that surely reads back as it is, else between double quotes."""
    if text not in _NOTHING and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
