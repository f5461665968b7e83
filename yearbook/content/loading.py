"""Read the files of a content folder and make records of them, one group of files at a time.

A group is a record's original with its translations, or one YAML file. Groups are independent of each other, so that
workers can share them. References between records are checked later, in `content.yearbook`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Generic

from yearbook.content.locations import ACCEPTED, CONFIGURATION, FIELDS, HEADINGS, FileSlot, file_slot
from yearbook.content.originals import Original, Translation
from yearbook.content.outlines import Fingerprint, fingerprint
from yearbook.content.records import Record, pair_translations
from yearbook.content.references import Reference, references
from yearbook.content.tree import ContentTree
from yearbook.content.validation import read_configuration, read_records
from yearbook.content.yearbook import Key
from yearbook.core.cache import UnsoundCacheError, pack, require_warnings, unpacker
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, Location, diagnostic
from yearbook.core.digest import digest
from yearbook.core.documents.document import Document, read_document
from yearbook.core.frozen import dataclass
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.kinds import KINDS, F_co
from yearbook.model.measures import Measures
from yearbook.model.own_kinds import Kinds, kinds_of

NO_CONFIGURATION = DiagnosticKind(
    "YB200",
    "there is no yearbook.yaml in this folder",
    hint="it names the yearbook, its languages and its years; is this the right folder?",
)


@dataclass(frozen=True, slots=True)
class FolderContext:
    """The folder that groups are read from, and what yearbook.yaml says of how; sent to each worker."""

    root: Path
    name: str
    """How people know the root: `content`."""
    languages: tuple[str, ...]
    measures: Measures
    own: Declarations = NO_DECLARATIONS


DocumentReader = Callable[[Path, str, str], Document | tuple[Diagnostic, ...]]
"""Returns the document at a path below the root, which people know by a name, or what is wrong with it."""
FileGroup = tuple[tuple[str, FileSlot], ...]
"""(path below the root, its location) of the files of one record, the one with the facts first; or of one YAML file."""


@dataclass(frozen=True, slots=True)
class LoadedGroup(Generic[F_co]):
    """Result of loading one group of files."""

    records: tuple[Record[F_co], ...]
    prints: tuple[Fingerprint, ...]
    """One a record."""
    named: tuple[tuple[Reference, ...], ...]
    """For each record, the references in its facts; collected here because loading runs in workers."""
    diagnostics: tuple[Diagnostic, ...]
    failed: tuple[Key, ...]
    """Records whose files could not be read; references to them are not reported. An empty id: any of that kind."""


def configuration(root: Path, tree: ContentTree) -> tuple[Configuration | None, tuple[Diagnostic, ...]]:
    """Read yearbook.yaml, which names the languages that all other files are read in."""
    if CONFIGURATION not in {each.path for each in tree.files}:
        return None, (diagnostic(NO_CONFIGURATION, Location(f"{tree.name}/{CONFIGURATION}")),)
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return None, document
    return read_configuration(document)


def file_groups(
    tree: ContentTree, languages: tuple[str, ...], kinds: Kinds = KINDS
) -> tuple[tuple[FileGroup, ...], tuple[Diagnostic, ...]]:
    """Group the content files by record, and report files that stand where no record is kept."""
    found: dict[str, list[tuple[str, FileSlot]]] = defaultdict(list)
    diagnostics: list[Diagnostic] = []
    for file in tree.files:
        if not file.is_document or file.path in (CONFIGURATION, ACCEPTED, FIELDS, HEADINGS):
            continue
        place = file_slot(file.path, languages, tree.name, kinds)
        if isinstance(place, Diagnostic):
            diagnostics.append(place)
            continue
        path = PurePosixPath(file.path)
        found[str(path.with_name(path.name.partition(".")[0]))].append((file.path, place))
    ordered = (tuple(sorted(files, key=lambda each: _rank(each[1], languages))) for files in found.values())
    return tuple(ordered), tuple(diagnostics)


def _rank(place: FileSlot, languages: tuple[str, ...]) -> int:
    return languages.index(place.language) if place.language else -1


def read_groups(folder: FolderContext, groups: Sequence[FileGroup]) -> list[LoadedGroup]:
    """Load several groups."""
    return [read_group(folder, each) for each in groups]


def read_packed(folder: FolderContext, groups: Sequence[FileGroup]) -> list[bytes]:
    """Load several groups, each result packed for the cache."""
    return [pack(each) for each in read_groups(folder, groups)]


def unpack_group(group: FileGroup, packed: bytes) -> LoadedGroup:
    """Return the packed result of a group. Raises UnsoundCacheError if these bytes hold anything else."""
    kind = group[0][1].kind
    unpack: Callable[[bytes], LoadedGroup] = unpacker(LoadedGroup[kind.facts])  # type: ignore[name-defined] # known when it runs
    return unpack(packed)


def cached_group(group: FileGroup, packed: bytes, whole: str) -> LoadedGroup:
    """Return the result of a group, from a file: that of reading files with the digest `whole`.

    Raises UnsoundCacheError if no build has written it.
    """
    found = unpack_group(group, packed)
    kind, paths = group[0][1].kind.name, {path for path, _ in group}
    sound = (
        not found.failed
        and all(each.kind == kind and each.origin.path in paths for each in found.records)
        and all(each.whole == whole for each in found.prints)
    )
    if not sound:
        raise UnsoundCacheError(f"no result of {group[0][0]}")
    require_warnings(found.diagnostics)
    return found


def read_group(folder: FolderContext, group: FileGroup, read: DocumentReader = read_document) -> LoadedGroup:
    """Read and validate the files of one group and pair its translations. Reads no other file."""
    entries: list[Original | Translation] = []
    diagnostics: list[Diagnostic] = []
    failed: list[Key] = []
    digests: list[tuple[str, str]] = []
    for path, place in group:
        document = read(folder.root, path, folder.name)
        if isinstance(document, Document):
            digests.append((path, document.digest))
            found, wrong = read_records(document, place, folder.languages, folder.measures)
            entries += found
            diagnostics += wrong
            failed += _unread(place, document, found)
        else:
            diagnostics += document
            failed.append((place.kind.name, place.id))
    originals = tuple(each for each in entries if isinstance(each, Original))
    translations = tuple(each for each in entries if isinstance(each, Translation))
    if diagnostics and not originals:
        return LoadedGroup(records=(), prints=(), named=(), diagnostics=tuple(diagnostics), failed=tuple(failed))
    records, wrong = pair_translations(originals, translations, folder.languages, folder.name, kinds_of(folder.own))
    whole = digest(tuple(digests))
    prints, named = (fingerprint(each, whole) for each in records), (references(each.facts) for each in records)
    return LoadedGroup(
        records=records,
        prints=tuple(prints),
        named=tuple(named),
        diagnostics=(*diagnostics, *wrong),
        failed=tuple(failed),
    )


def _unread(place: FileSlot, document: Document, found: tuple[Original | Translation, ...]) -> list[Key]:
    """Return the keys of records that are in a document and could not be read."""
    ids = [place.id] if place.id else [key.text for key, _ in document.front.pairs]
    known = {each.id for each in found}
    return [(place.kind.name, each) for each in ids if each not in known]
