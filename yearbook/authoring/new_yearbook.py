"""Begin a yearbook (`init`): copy the example that comes with the program, with schemas and settings for editors.

The folder must be empty. The example is data of the package, so that an installed program has it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from yearbook.authoring.changes import Change
from yearbook.content import json_schema
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic

NOT_EMPTY = DiagnosticKind(
    "YB282",
    "a new yearbook needs an empty folder, and in this one there is {name}",
    hint="name another folder, which need not exist yet",
)
NOT_A_FOLDER = DiagnosticKind(
    "YB283",
    "this is a file, and a yearbook needs a folder",
    hint="name another folder, which need not exist yet",
)
_EXAMPLE = Path(__file__).resolve().parent / "example"
_HIDDEN = {"gitignore": ".gitignore"}
"""Files of the example that packaging tools would skip under their real names."""


def starter_files(folder: Path) -> tuple[Change, ...]:
    """Return every file of the new yearbook below `folder`. Raises DiagnosticsError if that is not empty."""
    if folder.exists():
        _check_empty(folder)
    return tuple(Change(path, None, data) for path, data in sorted(_files()))


def _check_empty(folder: Path) -> None:
    if not folder.is_dir():
        raise DiagnosticsError([diagnostic(NOT_A_FOLDER, Location(str(folder)))])
    if found := next((each.name for each in sorted(folder.iterdir())), ""):
        raise DiagnosticsError([diagnostic(NOT_EMPTY, Location(str(folder)), name=found)])


def _files() -> Iterator[tuple[str, bytes]]:
    for each in _EXAMPLE.rglob("*"):
        if each.is_file():
            path = each.relative_to(_EXAMPLE).as_posix()
            yield _HIDDEN.get(path, path), each.read_bytes()
    for name, data in json_schema.json_schemas().items():
        yield f"{json_schema.SCHEMA_FOLDER}/{name}", data
    yield ".vscode/settings.json", json_schema.settings()
    yield ".vscode/yearbook.code-snippets", json_schema.snippets()
    yield ".vscode/extensions.json", b'{"recommendations": ["redhat.vscode-yaml"]}\n'
