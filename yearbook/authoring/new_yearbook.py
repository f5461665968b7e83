"""Begin a yearbook (`init`): with the example that comes with the program, or with nothing but its name.

The folder must be empty. The example is data of the package, so that an installed program has it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from yearbook.authoring.changes import Change
from yearbook.authoring.yaml_writer import flow_value, record_yaml, yaml_fields
from yearbook.content import json_schema
from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.kinds import PAGE
from yearbook.model.texts import DEFAULT_LANGUAGES

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
_STEPS = "## 接下来三步"
"""Where the part of the example's README begins that is true of every yearbook."""
_VOCABULARIES = """
# 排名范围：在哪些单位中间比较，如 city: {zh: 全市, en: in the city}。 Among whom ranks are given.
scopes: {}

# 排名依据，如 total: {zh: 总量, en: total}。 By what ranks are given.
bases: {}

# 项目类别。 Sorts of projects.
categories:
  other: {zh: 其他, en: other}
"""
_YEAR_OF_EXAMPLE = "--year 2022"
_OWN_UNIT = "district"


@dataclass(frozen=True, slots=True)
class YearbookIdentity:
    """What an editor says of a yearbook that begins without records."""

    titles: tuple[str, ...]
    """Its title, in the order of `DEFAULT_LANGUAGES`."""
    names: tuple[str, ...]
    """The name of the body whose yearbook it is, likewise."""
    years: tuple[int, ...]


def example_files(folder: Path) -> tuple[Change, ...]:
    """Return the files of the example, to be written below `folder`. Raises DiagnosticsError if that is not empty."""
    check_empty(folder)
    files = dict(_example()) | editor_settings()
    return tuple(Change(path, None, data) for path, data in sorted(files.items()))


def empty_files(folder: Path, identity: YearbookIdentity) -> tuple[Change, ...]:
    """Return the files of a yearbook without records. Raises DiagnosticsError if `folder` is not empty."""
    check_empty(folder)
    title = dict(zip(DEFAULT_LANGUAGES, identity.titles, strict=True))
    name = dict(zip(DEFAULT_LANGUAGES, identity.names, strict=True))
    example = dict(_example())
    configuration = {"title": title, "district": _OWN_UNIT, "languages": list(DEFAULT_LANGUAGES)}
    head = f"{yaml_fields(configuration)}years: {flow_value(list(identity.years))}\n"
    unit = record_yaml(_OWN_UNIT, {"names": [{"name": name}], "type": "district"}, ())
    files = {
        "README.md": readme(identity.titles, identity.years[0]),
        "content/yearbook.yaml": f"{head}{_VOCABULARIES}".encode(),
        "content/units/bodies.yaml": unit.encode(),
        **{path: data for path, data in example.items() if not path.startswith("README") and _is_general(path)},
        **editor_settings(),
    }
    return tuple(Change(path, None, data) for path, data in sorted(files.items()))


def _is_general(path: str) -> bool:
    """Return whether a file of the example is true of every yearbook: none of its content but the free pages."""
    return not path.startswith("content/") or path.startswith(f"content/{PAGE.folder}/")


def readme(titles: Iterable[str], year: int) -> bytes:
    """Return the README of a yearbook: its title and the next steps, with a year of its own."""
    text = (_EXAMPLE / "README.md").read_text("utf-8")
    steps = text[text.index(_STEPS) :].replace(_YEAR_OF_EXAMPLE, f"--year {year}")
    return f"# {' · '.join(titles)}\n\n{steps}".encode()


def check_empty(folder: Path) -> None:
    """Raise DiagnosticsError if there is a file in place of the folder, or anything in it."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise DiagnosticsError([diagnostic(NOT_A_FOLDER, Location(str(folder)))])
    if found := next((each.name for each in sorted(folder.iterdir())), ""):
        raise DiagnosticsError([diagnostic(NOT_EMPTY, Location(str(folder)), name=found)])


def _example() -> Iterator[tuple[str, bytes]]:
    for each in _EXAMPLE.rglob("*"):
        if each.is_file():
            path = each.relative_to(_EXAMPLE).as_posix()
            yield _HIDDEN.get(path, path), each.read_bytes()


def editor_settings(own: Declarations = NO_DECLARATIONS) -> dict[str, bytes]:
    """Return schemas and settings by path, with which editors of text complete and explain fields."""
    words = json_schema.offered_words(DEFAULT_LANGUAGES, None, own)
    schemas = json_schema.json_schemas(words)
    files = {f"{json_schema.SCHEMA_FOLDER}/{name}": data for name, data in schemas.items()}
    return files | {
        ".vscode/settings.json": json_schema.settings(own),
        ".vscode/yearbook.code-snippets": json_schema.snippets(words),
        ".vscode/extensions.json": b'{"recommendations": ["redhat.vscode-yaml"]}\n',
    }
