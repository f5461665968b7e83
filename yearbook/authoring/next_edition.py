"""Begin the next edition of a yearbook (`init --from`): other years over the same units and words.

Copied are yearbook.yaml, the records that belong to no year (units, themes, terms, free pages …), the sources that
these cite or link to, the templates, and pictures that any of these names. What they name and is left behind, such as a
project in a note, is taken out of the copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import ContentFolder, read_content_folder
from yearbook.authoring.edits import line_end, split_lines
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.new_yearbook import check_empty, editor_settings, readme
from yearbook.authoring.trial_load import load_with_drafts
from yearbook.authoring.yaml_writer import record_yaml
from yearbook.content.locations import CONFIGURATION, FIELDS
from yearbook.content.records import Record, is_dated
from yearbook.content.references import references
from yearbook.content.yearbook import Key, Yearbook
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import Node, Scalar, plain
from yearbook.model.kinds import SOURCE, VOCABULARIES
from yearbook.model.own_kinds import Kinds
from yearbook.model.structure import Pointer
from yearbook.model.urls import MEDIA_FOLDER

_LINK = re.compile(r"\[([^\]]*)\]\(([a-z-]+):([a-z0-9-]+)\)")
_OF_ONE_EDITION = ("published", "moved", "address")
"""Fields of yearbook.yaml that are true of one edition only."""


def next_edition_files(folder: Path, older: Path, years: tuple[int, ...], program: Path) -> tuple[Change, ...]:
    """Return the files of the next edition, to be written below `folder`.

    `older`: the folder of the older edition, or its content folder. `program`: the program's own templates, which are
    not copied. Raises DiagnosticsError if `folder` is not empty or the older edition has errors.
    """
    check_empty(folder)
    content = older if (older / CONFIGURATION).is_file() else older / "content"
    source = read_content_folder(content)
    yearbook, _ = load_with_drafts(content)
    files = {CONFIGURATION: _configuration(source, years)} | dict(_records(source, yearbook))
    if (content / FIELDS).is_file():
        files[FIELDS] = source.read(FIELDS)
    named = b"\n".join(files.values())
    files |= {each: source.read(each) for each in _media(source) if each.partition("/")[2].encode() in named}
    made = (
        {f"content/{path}": data for path, data in files.items()}
        | editor_settings(source.own)
        | dict(_beside(content.parent, program))
    )
    made["README.md"] = readme((title for _, title in yearbook.configuration.title.values), years[0])
    return tuple(Change(path, None, data) for path, data in sorted(made.items()))


def _configuration(source: ContentFolder, years: tuple[int, ...]) -> bytes:
    """Return yearbook.yaml for other years; its comments and all other lines stay as they are."""
    data = source.read(CONFIGURATION)
    lines = split_lines(data)
    starts = [(key.text, key.line - 1) for key, _ in _pairs(source, CONFIGURATION)]
    ends = [start for _, start in starts[1:]] + [len(lines)]
    for (name, start), end in reversed(list(zip(starts, ends, strict=True))):
        last = _last_line(lines, start, end)
        if name == "years":
            lines[start:last] = [f"years: [{', '.join(map(str, years))}]{line_end(lines)}"]
        elif name in _OF_ONE_EDITION:
            del lines[start:last]
    return "".join(lines).encode()


def _last_line(lines: list[str], start: int, end: int) -> int:
    """Return the index after the lines of a field; comments and blank lines before the next field are not its own."""
    while end - 1 > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _records(source: ContentFolder, yearbook: Yearbook) -> Iterator[tuple[str, bytes]]:
    """Yield the copied files: prose as it is, YAML files written anew where some of their records are left behind."""
    kept = {each.key: each for each in yearbook if _stays(each, yearbook.kinds)}
    cited = {(each.kind, each.id) for one in kept.values() for each in references(one.facts)}
    cited |= {(each.kind, each.id) for one in kept.values() for body in one.bodies for each in body.prose.links}
    kept |= {each.key: each for each in yearbook.all(SOURCE) if each.key in cited}
    by_path: dict[str, list[Record]] = {}
    for each in kept.values():
        by_path.setdefault(each.origin.path, []).append(each)
    for path, slot in source.slots():
        if slot.kind.prose:
            if (slot.kind.name, slot.id) in kept:
                yield path, _without_links(source.read(path), frozenset(kept))
        elif path in by_path:
            yield path, _yaml_file(source, path, {each.id: each for each in by_path[path]}, frozenset(kept))


def _stays(record: Record, kinds: Kinds) -> bool:
    kind = kinds[record.kind]
    return kind.name != SOURCE.name and not is_dated(kind)


def _without_links(data: bytes, kept: frozenset[Key]) -> bytes:
    """Return the text of a file with only the words of links to records that are left behind."""
    return _LINK.sub(lambda link: link[0] if (link[2], link[3]) in kept else link[1], data.decode()).encode()


def _yaml_file(source: ContentFolder, path: str, records: dict[str, Record], kept: frozenset[Key]) -> bytes:
    pairs = _pairs(source, path)
    behind = {identity: _behind(each, kept) for identity, each in records.items()}
    if len(records) == len(pairs) and not any(behind.values()):
        return source.read(path)
    values: dict[str, Any] = {key.text: plain(node) for key, node in pairs if key.text in records}
    for identity, pointers in behind.items():
        for pointer in sorted(pointers, key=_place, reverse=True):
            _take_out(values[identity], pointer)
    order = ordered_fields(source.kinds[next(iter(records.values())).kind])
    return "\n".join(record_yaml(identity, value, order) for identity, value in values.items()).encode()


def _pairs(source: ContentFolder, path: str) -> tuple[tuple[Scalar, Node], ...]:
    """Return the fields of a file, or its records, which have been loaded without errors."""
    document = read_document(source.root, path, source.name)
    assert isinstance(document, Document)
    return document.front.pairs


def _behind(record: Record, kept: frozenset[Key]) -> list[Pointer]:
    """Return where the facts of a record name records that are left behind."""
    return [
        each.pointer
        for each in references(record.facts)
        if each.kind not in VOCABULARIES and (each.kind, each.id) not in kept
    ]


def _place(pointer: Pointer) -> tuple[str, ...]:
    return tuple(f"{each:06}" if isinstance(each, int) else each for each in pointer)


def _take_out(value: Any, pointer: Pointer) -> None:
    """Delete the innermost item of a list that holds the value at the pointer, or else its field."""
    depth = max((at for at, step in enumerate(pointer) if isinstance(step, int)), default=len(pointer) - 1)
    for step in pointer[:depth]:
        value = value[step]
    del value[pointer[depth]]


def _media(source: ContentFolder) -> Iterable[str]:
    return (each.path for each in source.tree.files if each.path.startswith(f"{MEDIA_FOLDER}/"))


def _beside(root: Path, program: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files beside the content that every edition keeps: its own templates, and `.gitignore`."""
    templates = root / "templates"
    own = templates.is_dir() and templates.resolve() != program.resolve()
    for each in [root / ".gitignore", *(sorted(templates.rglob("*")) if own else ())]:
        if each.is_file() and not each.is_symlink():
            yield each.relative_to(root).as_posix(), each.read_bytes()
