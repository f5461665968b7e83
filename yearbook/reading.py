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

from yearbook import audit, gather, routes, truth
from yearbook.audit import Tables
from yearbook.digest import digest
from yearbook.frozen import dataclass
from yearbook.gather import Folder, Gathered, Group
from yearbook.library import Key, Print, Record, Yearbook, compile_yearbook, print_of_all, renew
from yearbook.library.yearbook import Locator
from yearbook.memory import FINDINGS, GROUPS, NOTHING, Memory, pack, unpack
from yearbook.model.configuration import Configuration
from yearbook.problems import Place, Problem, ProblemsError, in_order
from yearbook.schema import CONFIGURATION
from yearbook.source import Document, Tree, lines_of, locate, read_document
from yearbook.truth import Lines, Name, settle
from yearbook.work import Workers, share, uncollected

Watch = Callable[[Iterable[Any], int], Iterator[Any]]
"""Lets a person see that work goes on: (results as they come, how many there will be) → the same results."""

T = TypeVar("T")
Problems = tuple[Problem, ...]
_Files = tuple[tuple[str, str], ...]
"""The files of a group as (path, digest)."""
_Renewed = tuple[tuple[Record, Record], ...]
"""Records as they were and as they are."""


def unwatched(items: Iterable[Any], _total: int) -> Iterator[Any]:
    yield from items


@dataclass(frozen=True, slots=True)
class Book:
    """What a content folder says."""

    yearbook: Yearbook
    prints: Mapping[Key, Print]
    """By what each record is known to have changed."""
    warnings: tuple[Problem, ...]
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
    prints: Mapping[Key, Print]

    def names(self, yearbook: Yearbook) -> dict[Key, str]:
        """Record → by what its findings are remembered: the record itself, and the outlines of all."""
        outlines = print_of_all(yearbook, self.prints).outline
        return {each.key: digest((outlines, self.prints[each.key].whole, *each.key)) for each in yearbook}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a content folder came to, and what the next reading of it can go on from."""

    tree: Tree
    problems: Problems
    """All of them, in the order of their places."""
    configuration: Configuration | None = None
    groups: tuple[Group, ...] = ()
    misplaced: Problems = ()
    gathered: Mapping[_Files, Gathered] = field(default_factory=dict)
    findings: Problems = ()
    """What is well-formed and yet not right."""
    checks: Checks | None = None
    book: Book | None = None
    """None where one of the problems is an error."""


def read(
    root: Path, tree: Tree, *, drafts: bool, jobs: Workers, watch: Watch = unwatched, memory: Memory = NOTHING
) -> Book:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file.

    `tree`: what `read_tree` found in `root`. `memory`: what an earlier reading of such a folder left.
    """
    found = look(root, tree, drafts=drafts, jobs=jobs, watch=watch, memory=memory)
    if found.book is None:
        raise ProblemsError(found.problems)
    return found.book


def look(
    root: Path,
    tree: Tree,
    before: Reading | None = None,
    *,
    drafts: bool,
    jobs: Workers = 1,
    watch: Watch = unwatched,
    memory: Memory = NOTHING,
) -> Reading:
    """The same, with its problems as a value. `before`: what was read of this folder earlier, with these `drafts`."""
    configuration, problems = gather.configuration(root, tree)
    if configuration is None:
        return Reading(tree, in_order((*tree.problems, *problems)))
    if before and before.configuration != configuration:
        before = None
    groups, misplaced = _groups(tree, configuration, before)
    folder = Folder(root, tree.name, configuration.languages)
    keys = _keys(tree, groups, before)
    gathered, packed = _gather(folder, dict(zip(keys, groups, strict=True)), before, memory, jobs, watch)
    find = gather.locator(root, tree.name)
    yearbook, unresolved, renewed = _compile(configuration, gathered, find, root, tree, before, drafts=drafts)
    found = (*tree.problems, *problems, *misplaced, *unresolved, *_all(each.problems for each in gathered.values()))
    prints = dict(_all(_prints(each) for each in gathered.values()))
    if any(each.is_error for each in found):
        return Reading(tree, in_order(found), configuration, groups, misplaced, gathered)
    checking = _Checking(jobs, memory.of(FINDINGS), prints)
    said, checks, told = _findings(root, tree.name, yearbook, renewed, before, checking)
    problems = in_order((*found, *said))
    known = {GROUPS: packed, FINDINGS: told}
    book = None if any(each.is_error for each in said) else Book(yearbook, prints, problems, known)
    return Reading(tree, problems, configuration, groups, misplaced, gathered, said, checks, book)


def _gather(
    folder: Folder,
    groups: Mapping[_Files, Group],
    before: Reading | None,
    memory: Memory,
    jobs: Workers,
    watch: Watch,
) -> tuple[dict[_Files, Gathered], dict[str, bytes]]:
    """Every group, read only where neither the last reading nor the memory has it; and those of them to remember."""
    known = before.gathered if before else {}
    names = {key: digest((folder.name, folder.languages, key)) for key in groups if key not in known}
    remembered = memory.of(GROUPS)
    new = [groups[key] for key, name in names.items() if name not in remembered]
    read = iter(watch(share(gather.read_packed, folder, new, jobs), len(new)))
    packed = {name: remembered[name] if name in remembered else next(read) for name in names.values()}
    with uncollected():
        gathered = {key: known[key] if key in known else unpack(packed[names[key]]) for key in groups}
    for key, name in names.items():
        if any(each.whole != digest(key) for each in gathered[key].prints):  # saved since the folder was looked at
            del packed[name]
    return gathered, packed


def _groups(tree: Tree, configuration: Configuration, before: Reading | None) -> tuple[tuple[Group, ...], Problems]:
    if before and [each.path for each in before.tree.files] == [each.path for each in tree.files]:
        return before.groups, before.misplaced
    return gather.groups(tree, configuration.languages)


def _keys(tree: Tree, groups: tuple[Group, ...], before: Reading | None) -> list[_Files]:
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


def _prints(gathered: Gathered) -> Iterator[tuple[Key, Print]]:
    return zip((each.key for each in gathered.records), gathered.prints, strict=True)


def _all(parts: Iterable[Iterable[T]]) -> Iterator[T]:
    return chain.from_iterable(parts)


def _compile(
    configuration: Configuration,
    gathered: Mapping[_Files, Gathered],
    find: Locator,
    root: Path,
    tree: Tree,
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
    yearbook, problems = compile_yearbook(
        configuration,
        _all(zip(each.records, each.named, strict=True) for each in gathered.values()),
        find,
        drafts=drafts,
        failed=frozenset(key for each in gathered.values() for key in each.failed),
        media=_media(tree),
        configuration_place=lambda pointer: _in_configuration(root, tree, pointer),
    )
    return yearbook, problems, None


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
        find = gather.locator(root, name)
        checks = Checks(find, partial(lines_of, root), audit.tables(yearbook, find), truth.names(yearbook))
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


def _check_one(checks: Checks, record: Record) -> Iterator[Problem]:
    leaves = truth.leaves(record.facts)
    found = (*audit.check(record, checks.tables, leaves), *truth.check(record, checks.names, leaves))
    return settle(record, found, checks.find, checks.lines)


def _media(tree: Tree) -> tuple[str, ...]:
    """The files of content/media, by their paths below it."""
    folder = f"{routes.MEDIA}/"
    return tuple(each.path.removeprefix(folder) for each in tree.files if each.path.startswith(folder))


def _in_configuration(root: Path, tree: Tree, pointer: tuple[str | int, ...]) -> Place:
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return Place(f"{tree.name}/{CONFIGURATION}")
    return document.place(locate(document.front, pointer))
