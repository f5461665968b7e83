"""The files of a content folder → records: each group of files that make one record is read, typed and paired.

The unit of work is a group (a record's original with its translations, or one YAML file), so that any executor can
share it out and nothing has to be joined afterwards. References between records are not looked at here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from yearbook.digest import digest
from yearbook.frozen import dataclass
from yearbook.library.outline import Print, print_of
from yearbook.library.record import Record, pair
from yearbook.library.references import Reference, references
from yearbook.library.yearbook import Key, Locator
from yearbook.memory import pack
from yearbook.model.configuration import Configuration
from yearbook.model.entries import Original, Translation
from yearbook.problems import Mistake, Place, Problem, problem
from yearbook.schema import ACCEPTED, CONFIGURATION, Slot, read, read_configuration, slot
from yearbook.source import Document, Tree, key_of, locate, read_document

NO_CONFIGURATION = Mistake(
    "YB200",
    "there is no yearbook.yaml in this folder",
    "这个文件夹里没有 yearbook.yaml",
    "it names the yearbook, its languages and its years; is this the right folder?",
    "它写明年鉴的名称、语言和年份；文件夹对吗？",
)


@dataclass(frozen=True, slots=True)
class Folder:
    """Where groups are read from."""

    root: Path
    name: str
    """How people know the root: `content`."""
    languages: tuple[str, ...]


Group = tuple[tuple[str, Slot], ...]
"""The files of one record, the one with the facts first; or one YAML file of many. (path below the root, its place)."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one group came to."""

    records: tuple[Record, ...]
    prints: tuple[Print, ...]
    """One a record."""
    named: tuple[tuple[Reference, ...], ...]
    """Of each record, what its facts name: found here, where the work is shared out."""
    problems: tuple[Problem, ...]
    failed: tuple[Key, ...]
    """Records that are there but could not be read: naming them is no mistake. An empty id: any of that kind."""


def configuration(root: Path, tree: Tree) -> tuple[Configuration | None, tuple[Problem, ...]]:
    """The configuration of the yearbook, read before all else because it says which languages there are."""
    if CONFIGURATION not in {each.path for each in tree.files}:
        return None, (problem(NO_CONFIGURATION, Place(f"{tree.name}/{CONFIGURATION}")),)
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return None, document
    return read_configuration(document)


def groups(tree: Tree, languages: tuple[str, ...]) -> tuple[tuple[Group, ...], tuple[Problem, ...]]:
    """The content files, by the record they make; and the files that are in no place for a record."""
    found: dict[str, list[tuple[str, Slot]]] = defaultdict(list)
    problems: list[Problem] = []
    for file in tree.files:
        if not file.is_document or file.path in (CONFIGURATION, ACCEPTED):
            continue
        place = slot(file.path, languages, tree.name)
        if isinstance(place, Problem):
            problems.append(place)
            continue
        path = PurePosixPath(file.path)
        found[str(path.with_name(path.name.partition(".")[0]))].append((file.path, place))
    ordered = (tuple(sorted(files, key=lambda each: _rank(each[1], languages))) for files in found.values())
    return tuple(ordered), tuple(problems)


def _rank(place: Slot, languages: tuple[str, ...]) -> int:
    return languages.index(place.language) if place.language else -1


def read_groups(folder: Folder, groups: Sequence[Group]) -> list[Gathered]:
    """Several groups in one go."""
    return [read_group(folder, each) for each in groups]


def read_packed(folder: Folder, groups: Sequence[Group]) -> list[bytes]:
    """The same, each packed to be sent and remembered."""
    return [pack(each) for each in read_groups(folder, groups)]


def read_group(folder: Folder, group: Group) -> Gathered:
    """Read, type and pair the files of one group. Safe in any process; reads those files and nothing else."""
    entries: list[Original | Translation] = []
    problems: list[Problem] = []
    failed: list[Key] = []
    digests: list[tuple[str, str]] = []
    for path, place in group:
        document = read_document(folder.root, path, folder.name)
        if isinstance(document, Document):
            digests.append((path, document.digest))
            found, wrong = read(document, place, folder.languages)
            entries += found
            problems += wrong
            failed += _unread(place, document, found)
        else:
            problems += document
            failed.append((place.kind.name, place.id))
    originals = tuple(each for each in entries if isinstance(each, Original))
    translations = tuple(each for each in entries if isinstance(each, Translation))
    if problems and not originals:
        return Gathered((), (), (), tuple(problems), tuple(failed))
    records, wrong = pair(originals, translations, folder.languages, folder.name)
    whole = digest(tuple(digests))
    prints, named = (print_of(each, whole) for each in records), (references(each.facts) for each in records)
    return Gathered(records, tuple(prints), tuple(named), (*problems, *wrong), tuple(failed))


def _unread(place: Slot, document: Document, found: tuple[Original | Translation, ...]) -> list[Key]:
    """The records of a document that did not come to be."""
    ids = [place.id] if place.id else [key.text for key, _ in document.front.pairs]
    known = {each.id for each in found}
    return [(place.kind.name, each) for each in ids if each not in known]


def locator(root: Path, name: str) -> Locator:
    """Finds where a value of a record was written. Reads the file again: only problems ask, and they are few."""

    def find(record: Record, pointer: tuple[str | int, ...]) -> Place:
        if not pointer and not record.origin.pointer:
            return Place(f"{name}/{record.origin.path}")
        document = read_document(root, record.origin.path, name)
        if not isinstance(document, Document):
            return Place(f"{name}/{record.origin.path}")
        way = (*record.origin.pointer, *pointer)
        return document.place((None if pointer else key_of(document.front, way)) or locate(document.front, way))

    return find
