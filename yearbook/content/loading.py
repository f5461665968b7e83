"""The files of a content folder → records: each group of files that make one record is read, typed and paired.

The unit of work is a group (a record's original with its translations, or one YAML file), so that any executor can
share it out and nothing has to be joined afterwards. References between records are not looked at here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from yearbook.content.locations import ACCEPTED, CONFIGURATION, FileSlot, file_slot
from yearbook.content.originals import Original, Translation
from yearbook.content.outlines import Fingerprint, fingerprint
from yearbook.content.records import Record, pair_translations
from yearbook.content.references import Reference, references
from yearbook.content.tree import ContentTree
from yearbook.content.validation import read_configuration, read_records
from yearbook.content.yearbook import Key, Locator
from yearbook.core.cache import pack
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.digest import digest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import key_of, locate
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration

NO_CONFIGURATION = DiagnosticKind(
    "YB200",
    "there is no yearbook.yaml in this folder",
    "这个文件夹里没有 yearbook.yaml",
    "it names the yearbook, its languages and its years; is this the right folder?",
    "它写明年鉴的名称、语言和年份；文件夹对吗？",
)


@dataclass(frozen=True, slots=True)
class FolderContext:
    """Where groups are read from."""

    root: Path
    name: str
    """How people know the root: `content`."""
    languages: tuple[str, ...]


FileGroup = tuple[tuple[str, FileSlot], ...]
"""The files of one record, the one with the facts first; or one YAML file of many. (path below the root, its place)."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one group came to."""

    records: tuple[Record, ...]
    prints: tuple[Fingerprint, ...]
    """One a record."""
    named: tuple[tuple[Reference, ...], ...]
    """Of each record, what its facts name: found here, where the work is shared out."""
    diagnostics: tuple[Diagnostic, ...]
    failed: tuple[Key, ...]
    """Records that are there but could not be read: naming them is no mistake. An empty id: any of that kind."""


def configuration(root: Path, tree: ContentTree) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """The configuration of the yearbook, read before all else because it says which languages there are."""
    if CONFIGURATION not in {each.path for each in tree.files}:
        return None, (diagnostic(NO_CONFIGURATION, Location(f"{tree.name}/{CONFIGURATION}")),)
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return None, document
    return read_configuration(document)


def file_groups(tree: ContentTree, languages: tuple[str, ...]) -> tuple[tuple[FileGroup, ...], tuple[Diagnostic, ...]]:
    """The content files, by the record they make; and the files that are in no place for a record."""
    found: dict[str, list[tuple[str, FileSlot]]] = defaultdict(list)
    diagnostics: list[Diagnostic] = []
    for file in tree.files:
        if not file.is_document or file.path in (CONFIGURATION, ACCEPTED):
            continue
        place = file_slot(file.path, languages, tree.name)
        if isinstance(place, Diagnostic):
            diagnostics.append(place)
            continue
        path = PurePosixPath(file.path)
        found[str(path.with_name(path.name.partition(".")[0]))].append((file.path, place))
    ordered = (tuple(sorted(files, key=lambda each: _rank(each[1], languages))) for files in found.values())
    return tuple(ordered), tuple(diagnostics)


def _rank(place: FileSlot, languages: tuple[str, ...]) -> int:
    return languages.index(place.language) if place.language else -1


def read_groups(folder: FolderContext, groups: Sequence[FileGroup]) -> list[Gathered]:
    """Several groups in one go."""
    return [read_group(folder, each) for each in groups]


def read_packed(folder: FolderContext, groups: Sequence[FileGroup]) -> list[bytes]:
    """The same, each packed to be sent and remembered."""
    return [pack(each) for each in read_groups(folder, groups)]


def read_group(folder: FolderContext, group: FileGroup) -> Gathered:
    """Read, type and pair the files of one group. Safe in any process; reads those files and nothing else."""
    entries: list[Original | Translation] = []
    diagnostics: list[Diagnostic] = []
    failed: list[Key] = []
    digests: list[tuple[str, str]] = []
    for path, place in group:
        document = read_document(folder.root, path, folder.name)
        if isinstance(document, Document):
            digests.append((path, document.digest))
            found, wrong = read_records(document, place, folder.languages)
            entries += found
            diagnostics += wrong
            failed += _unread(place, document, found)
        else:
            diagnostics += document
            failed.append((place.kind.name, place.id))
    originals = tuple(each for each in entries if isinstance(each, Original))
    translations = tuple(each for each in entries if isinstance(each, Translation))
    if diagnostics and not originals:
        return Gathered((), (), (), tuple(diagnostics), tuple(failed))
    records, wrong = pair_translations(originals, translations, folder.languages, folder.name)
    whole = digest(tuple(digests))
    prints, named = (fingerprint(each, whole) for each in records), (references(each.facts) for each in records)
    return Gathered(records, tuple(prints), tuple(named), (*diagnostics, *wrong), tuple(failed))


def _unread(place: FileSlot, document: Document, found: tuple[Original | Translation, ...]) -> list[Key]:
    """The records of a document that did not come to be."""
    ids = [place.id] if place.id else [key.text for key, _ in document.front.pairs]
    known = {each.id for each in found}
    return [(place.kind.name, each) for each in ids if each not in known]


def locator(root: Path, name: str) -> Locator:
    """Finds where a value of a record was written. Reads the file again: only problems ask, and they are few."""

    def find(record: Record, pointer: tuple[str | int, ...]) -> Location:
        if not pointer and not record.origin.pointer:
            return Location(f"{name}/{record.origin.path}")
        document = read_document(root, record.origin.path, name)
        if not isinstance(document, Document):
            return Location(f"{name}/{record.origin.path}")
        way = (*record.origin.pointer, *pointer)
        return document.place((None if pointer else key_of(document.front, way)) or locate(document.front, way))

    return find
