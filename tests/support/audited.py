"""The sound yearbook with records of one's own → what is found to be not right in them, with exact places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support.sound import read, sound_world
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.documents.decoding import lines_of

Found = tuple[str, int, str]
"""(code, line, the characters that are underlined)."""


def diagnostics(folder: Path, files: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """The warnings of the sound yearbook with these files."""
    return read(sound_world(folder, files))[1]


def found(folder: Path, files: Mapping[str, str], *codes: str) -> list[Found]:
    """The findings with these codes (all, where none are named): code, line, underlined characters."""
    return [
        (each.mistake.code, each.place.line, underlined(folder / "content", each))
        for each in diagnostics(folder, files)
        if not codes or each.mistake.code in codes
    ]


def underlined(root: Path, each: Diagnostic) -> str:
    if not each.place.line:
        return ""
    line = lines_of(root, each.place.path.removeprefix("content/"))[each.place.line - 1]
    return line[each.place.column - 1 : each.place.column - 1 + each.place.length]
