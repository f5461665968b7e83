"""Format content files, with every value proven to stay what it was.

A step of the formatting that would change a value or lose a comment is skipped for that file. Of prose only line ends
and blank lines at the end change; texts are put into Unicode's composed form (NFC).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from ruamel.yaml.error import YAMLError

from yearbook.authoring.changes import Change
from yearbook.authoring.content_folder import read_content_folder
from yearbook.authoring.field_order import ordered_fields
from yearbook.authoring.translation_stamps import restamp_translations
from yearbook.authoring.yaml_layout import put_in_brackets, reorder_fields, respace, separate_entries, yaml_comments
from yearbook.content.locations import FileSlot
from yearbook.core.diagnostics import Diagnostic, in_order
from yearbook.core.documents.document import Document, parse_document
from yearbook.core.documents.nodes import Mapping, plain
from yearbook.core.documents.parsing import parse_mapping
from yearbook.core.frozen import dataclass

Step = Callable[[str], str]

_BLANK_END = re.compile(r"[ \t]+$", re.MULTILINE)
_TRANSLATED = ("title", "summary", "motto", "original")


@dataclass(frozen=True, slots=True)
class FormatResult:
    """The result of formatting some files, before anything is written."""

    changes: tuple[Change, ...]
    count: int
    """Number of files that were read."""
    diagnostics: tuple[Diagnostic, ...]
    """Of files that cannot be read, which are not changed."""


def format_content(root: Path, paths: Collection[str] = ()) -> FormatResult:
    """Format files and folders by their `paths` below `root`; all files if there are none. Raises DiagnosticsError."""
    folder = read_content_folder(root)
    wanted = [each.path for each in folder.tree.files if each.is_document and _is_in(each.path, paths)]
    slots = dict(folder.slots())
    texts: dict[str, bytes] = {}
    diagnostics: list[Diagnostic] = []
    for path in wanted:
        made = format_file(folder.read(path), path, slots.get(path), folder.name)
        if isinstance(made, bytes):
            texts[path] = made
        else:
            diagnostics += made
    texts |= restamp_translations(folder, texts)
    changes = (Change(path, folder.read(path), text) for path, text in sorted(texts.items()))
    return FormatResult(
        tuple(each for each in changes if each.before != each.after), len(wanted), in_order(diagnostics)
    )


def _is_in(path: str, paths: Collection[str]) -> bool:
    return not paths or any(path == each or path.startswith(f"{each}/") or each in ("", ".") for each in paths)


def format_file(data: bytes, path: str, slot: FileSlot | None, name: str) -> bytes | tuple[Diagnostic, ...]:
    """Return a formatted file, or why it cannot be read. `slot`: of files with records."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    document = parse_document(text.encode("utf-8", "surrogatepass") if text else data, path, name)
    if not isinstance(document, Document):
        return document
    if not path.endswith(".md"):
        return _formatted(text, document.front, tuple(_steps(slot))).encode()
    head = text[: len(text) - len(document.body)]
    fields = head[head.index("\n") + 1 : head.rindex("---")]
    return f"---\n{_formatted(fields, document.front, tuple(_steps(slot)))}---\n{_body(document.body)}".encode()


def _body(body: str) -> str:
    """Return prose without blanks at its end, ended by one line end."""
    return body.rstrip() + "\n" if body.strip() else ""


def _steps(slot: FileSlot | None) -> Iterator[Step]:
    yield lambda fields: _BLANK_END.sub("", fields)
    yield respace
    yield put_in_brackets
    if slot is None:
        yield lambda fields: separate_entries(fields, many=False)
        return
    many = not slot.kind.prose
    order = _TRANSLATED if slot.language else ordered_fields(slot.kind)
    yield lambda fields: reorder_fields(fields, order, many=many)
    yield lambda fields: separate_entries(fields, many=many)


def _formatted(fields: str, front: Mapping, steps: tuple[Step, ...]) -> str:
    """Return the fields after every step that keeps all values and comments."""
    values, comments = plain(front), _comments(fields)
    for step in steps:
        made = step(fields)
        if made != fields and _values(made) == values and _comments(made) == comments:
            fields = made
    return fields if fields.endswith("\n") else fields + "\n"


def _values(fields: str) -> object:
    found = parse_mapping(fields, "", in_markdown=False)
    return plain(found) if isinstance(found, Mapping) else None


def _comments(fields: str) -> list[str] | None:
    """Return the comments, sorted, since they move with their fields; None if the text cannot be scanned."""
    try:
        return sorted(yaml_comments(fields)) if "#" in fields else []
    except YAMLError:
        return None
