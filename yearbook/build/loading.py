"""A content folder → the Yearbook, with what is wrong in it: documents → entities → Yearbook → findings.

A reading remembers what each group of files came to, so that the next one looks only into files that changed. Whether
a file changed is told by its digest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from yearbook.checks.acceptance import settle_findings
from yearbook.checks.editorial.registry import Tables, check_record, tables
from yearbook.checks.numbers.findings import check_numbers
from yearbook.checks.numbers.names import Name, names_with_numbers
from yearbook.checks.text_locations import Lines
from yearbook.content import loading
from yearbook.content.loading import FileGroup, FolderContext, LoadedGroup
from yearbook.content.locations import CONFIGURATION
from yearbook.content.outlines import Fingerprint, yearbook_fingerprint
from yearbook.content.records import Record
from yearbook.content.tree import ContentTree
from yearbook.content.yearbook import Key, Locator, Yearbook, compile_yearbook, renew
from yearbook.core.cache import FINDINGS, GROUPS, NO_CACHE, BuildCache, pack, unpack
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError, Location, in_order
from yearbook.core.digest import digest
from yearbook.core.documents.decoding import lines_of
from yearbook.core.documents.document import Document, read_document
from yearbook.core.documents.nodes import locate
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import Workers, share, uncollected
from yearbook.model import urls
from yearbook.model.configuration import Configuration
from yearbook.model.structure import leaves

ProgressCallback = Callable[[Iterable[Any], int], Iterator[Any]]
"""Lets a person see that work goes on: (results as they come, how many there will be) → the same results."""

T = TypeVar("T")
Problems = tuple[Diagnostic, ...]
_Files = tuple[tuple[str, str], ...]
"""The files of a group as (path, digest)."""
_Renewed = tuple[tuple[Record, Record], ...]
"""Records as they were and as they are."""


def no_progress(items: Iterable[Any], _total: int) -> Iterator[Any]:
    yield from items


@dataclass(frozen=True, slots=True)
class LoadedYearbook:
    """What a content folder says."""

    yearbook: Yearbook
    prints: Mapping[Key, Fingerprint]
    """By what each record is known to have changed."""
    warnings: tuple[Diagnostic, ...]
    memory: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """What the next reading of all of it need not work out again, by what is remembered."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks of one record need."""

    find: Locator
    lines: Lines
    tables: Tables
    names: Sequence[Name]


@dataclass(frozen=True, slots=True)
class _Checking:
    """How a whole yearbook is checked."""

    jobs: Workers
    known: Mapping[str, bytes]
    """Findings that are remembered."""
    prints: Mapping[Key, Fingerprint]

    def names(self, yearbook: Yearbook) -> dict[Key, str]:
        """Record → by what its findings are remembered: the record itself, and the outlines of all."""
        outlines = yearbook_fingerprint(yearbook, self.prints).outline
        return {each.key: digest((outlines, self.prints[each.key].whole, *each.key)) for each in yearbook}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a content folder came to, and what the next reading of it can go on from."""

    tree: ContentTree
    diagnostics: Problems
    """All of them, in the order of their places."""
    configuration: Configuration | None = None
    groups: tuple[FileGroup, ...] = ()
    misplaced: Problems = ()
    gathered: Mapping[_Files, LoadedGroup] = field(default_factory=dict)
    findings: Problems = ()
    """What is well-formed and yet not right."""
    checks: Checks | None = None
    book: LoadedYearbook | None = None
    """None where one of the problems is an error."""


def load_yearbook(
    root: Path,
    tree: ContentTree,
    *,
    drafts: bool,
    jobs: Workers,
    watch: ProgressCallback = no_progress,
    memory: BuildCache = NO_CACHE,
) -> LoadedYearbook:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file.

    `tree`: what `read_tree` found in `root`. `memory`: what an earlier reading of such a folder left.
    """
    found = look(root, tree, drafts=drafts, jobs=jobs, watch=watch, memory=memory)
    if found.book is None:
        raise DiagnosticsError(found.diagnostics)
    return found.book


def look(
    root: Path,
    tree: ContentTree,
    before: Reading | None = None,
    *,
    drafts: bool,
    jobs: Workers = 1,
    watch: ProgressCallback = no_progress,
    memory: BuildCache = NO_CACHE,
) -> Reading:
    """The same, with its problems as a value. `before`: what was read of this folder earlier, with these `drafts`."""
    configuration, diagnostics = loading.configuration(root, tree)
    if configuration is None:
        return Reading(tree, in_order((*tree.diagnostics, *diagnostics)))
    if before and before.configuration != configuration:
        before = None
    groups, misplaced = _groups(tree, configuration, before)
    folder = FolderContext(root, tree.name, configuration.languages)
    keys = _keys(tree, groups, before)
    gathered, packed = _gather(folder, dict(zip(keys, groups, strict=True)), before, memory, jobs, watch)
    find = loading.locator(root, tree.name)
    yearbook, unresolved, renewed = _compile(configuration, gathered, find, root, tree, before, drafts=drafts)
    found = (
        *tree.diagnostics,
        *diagnostics,
        *misplaced,
        *unresolved,
        *_all(each.diagnostics for each in gathered.values()),
    )
    prints = dict(_all(_prints(each) for each in gathered.values()))
    if any(each.is_error for each in found):
        return Reading(tree, in_order(found), configuration, groups, misplaced, gathered)
    checking = _Checking(jobs, memory.of(FINDINGS), prints)
    said, checks, told = _findings(root, tree.name, yearbook, renewed, before, checking)
    diagnostics = in_order((*found, *said))
    known = {GROUPS: packed, FINDINGS: told}
    book = None if any(each.is_error for each in said) else LoadedYearbook(yearbook, prints, diagnostics, known)
    return Reading(tree, diagnostics, configuration, groups, misplaced, gathered, said, checks, book)


def _gather(
    folder: FolderContext,
    groups: Mapping[_Files, FileGroup],
    before: Reading | None,
    memory: BuildCache,
    jobs: Workers,
    watch: ProgressCallback,
) -> tuple[dict[_Files, LoadedGroup], dict[str, bytes]]:
    """Every group, read only where neither the last reading nor the memory has it; and those of them to remember."""
    known = before.gathered if before else {}
    names = {key: digest((folder.name, folder.languages, key)) for key in groups if key not in known}
    remembered = memory.of(GROUPS)
    new = [groups[key] for key, name in names.items() if name not in remembered]
    read = iter(watch(share(loading.read_packed, folder, new, jobs), len(new)))
    packed = {name: remembered[name] if name in remembered else next(read) for name in names.values()}
    with uncollected():
        gathered = {key: known[key] if key in known else unpack(packed[names[key]]) for key in groups}
    for key, name in names.items():
        if any(each.whole != digest(key) for each in gathered[key].prints):  # saved since the folder was looked at
            del packed[name]
    return gathered, packed


def _groups(
    tree: ContentTree, configuration: Configuration, before: Reading | None
) -> tuple[tuple[FileGroup, ...], Problems]:
    if before and [each.path for each in before.tree.files] == [each.path for each in tree.files]:
        return before.groups, before.misplaced
    return loading.file_groups(tree, configuration.languages)


def _keys(tree: ContentTree, groups: tuple[FileGroup, ...], before: Reading | None) -> list[_Files]:
    """By what a group is known to be as it was. Of groups that are those of before, most are."""
    if before is None or groups is not before.groups:
        digests = {each.path: each.digest for each in tree.files}
        return [tuple((path, digests[path]) for path, _ in group) for group in groups]
    files = zip(before.tree.files, tree.files, strict=True)
    new = {each.path: each.digest for known, each in files if known is not each}
    return [
        key if new.keys().isdisjoint(dict(key)) else tuple((path, new.get(path, digest)) for path, digest in key)
        for key in before.gathered
    ]


def _prints(gathered: LoadedGroup) -> Iterator[tuple[Key, Fingerprint]]:
    return zip((each.key for each in gathered.records), gathered.prints, strict=True)


def _all(parts: Iterable[Iterable[T]]) -> Iterator[T]:
    return chain.from_iterable(parts)


def _compile(
    configuration: Configuration,
    gathered: Mapping[_Files, LoadedGroup],
    find: Locator,
    root: Path,
    tree: ContentTree,
    before: Reading | None,
    *,
    drafts: bool,
) -> tuple[Yearbook, Problems, _Renewed | None]:
    """The yearbook, what is wrong in it, and the records that are not those of before; None for all."""
    if before and before.book and drafts and _media(tree) == before.book.yearbook.media:
        old = {each.key: each for key, one in before.gathered.items() if key not in gathered for each in one.records}
        new = [each for key, one in gathered.items() if key not in before.gathered for each in one.records]
        if old.keys() == {each.key for each in new} and len(old) == len(new):
            pairs = [(old[each.key], each) for each in new]
            renewed = renew(before.book.yearbook, pairs, find)
            if renewed:
                return *renewed, tuple(pairs)
    yearbook, diagnostics = compile_yearbook(
        configuration,
        _all(zip(each.records, each.named, strict=True) for each in gathered.values()),
        find,
        drafts=drafts,
        failed=frozenset(key for each in gathered.values() for key in each.failed),
        media=_media(tree),
        configuration_place=lambda pointer: _in_configuration(root, tree, pointer),
    )
    return yearbook, diagnostics, None


def _findings(
    root: Path,
    name: str,
    yearbook: Yearbook,
    renewed: _Renewed | None,
    before: Reading | None,
    checking: _Checking,
) -> tuple[Problems, Checks, dict[str, bytes]]:
    """What is well-formed and yet not right. Of records that are as before, what was found then is said again.

    What compares records with each other is looked at by a reading of everything; after an edit, each of the records
    that it concerns is compared with what the others were then.
    """
    if renewed is None or before is None or before.checks is None:
        find = loading.locator(root, name)
        checks = Checks(find, partial(lines_of, root), tables(yearbook, find), names_with_numbers(yearbook))
        names = checking.names(yearbook)
        new = [each for each in yearbook if names[each.key] not in checking.known]
        found = iter(share(_check, checks, new, checking.jobs))
        known = checking.known
        told = {each: known[each] if each in known else next(found) for each in names.values()}
        return tuple(_all(map(unpack, told.values()))), checks, told
    origins = _all((each.origin, *(one.origin for one in each.translations)) for each in _all(renewed))
    again = {f"{name}/{each.path}" for each in origins}
    kept = (each for each in before.findings if each.place.path not in again)
    again_found = (_check_one(before.checks, each) for _, each in renewed)
    return (*kept, *_all(again_found)), before.checks, {}


def _check(checks: Checks, records: Sequence[Record]) -> list[bytes]:
    """The findings of several records, packed: what is handed to a worker."""
    return [pack(tuple(_check_one(checks, each))) for each in records]


def _check_one(checks: Checks, record: Record) -> Iterator[Diagnostic]:
    values = leaves(record.facts)
    found = (*check_record(record, checks.tables, values), *check_numbers(record, checks.names, values))
    return settle_findings(record, found, checks.find, checks.lines)


def _media(tree: ContentTree) -> tuple[str, ...]:
    """The files of content/media, by their paths below it."""
    folder = f"{urls.MEDIA_FOLDER}/"
    return tuple(each.path.removeprefix(folder) for each in tree.files if each.path.startswith(folder))


def _in_configuration(root: Path, tree: ContentTree, pointer: tuple[str | int, ...]) -> Location:
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return Location(f"{tree.name}/{CONFIGURATION}")
    return document.place(locate(document.front, pointer))
