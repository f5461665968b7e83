"""Findings in records that are added to the sound yearbook, with their exact places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.support.sound import read, sound_world
from yearbook.core.diagnostics import Diagnostic, Severity
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


LEDGER_HEAD = (
    "title: {zh: 工程, en: Works}\n  period: 2017\n  as_of: 2017-07\n  sources: [{source: summary-2016, at: 工程}]"
)


def warnings(folder: Path, ledger: str = "", **files: str) -> tuple[Diagnostic, ...]:
    """Return the warnings of the sound yearbook with a ledger and other files."""
    text = {"ledgers/works.yaml": f"works:\n  {LEDGER_HEAD}\n{ledger}"} if ledger else {}
    found = read(sound_world(folder, {**text, **files}))[1]
    assert all(each.mistake.severity is Severity.WARNING for each in found)
    return found


def ledger_findings(folder: Path, ledger: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of the findings in a ledger."""
    return [(each.mistake.code, each.place.line, each.place.column) for each in warnings(folder, ledger)]
