"""A content folder → the Yearbook, with what is wrong in it: documents → entities → Yearbook → findings.

A reading remembers what each group of files came to, so that the next one looks only into files that changed. Whether
a file changed is told by its digest alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from yearbook import audit, gather, routes, truth
from yearbook.audit import Tables
from yearbook.gather import Folder, Gathered, Group
from yearbook.library import Key, Print, Record, Yearbook, compile_yearbook, renew
from yearbook.library.yearbook import Locator
from yearbook.model.configuration import Configuration
from yearbook.problems import Place, Problem, ProblemsError, in_order
from yearbook.schema import CONFIGURATION
from yearbook.source import Document, Tree, lines_of, locate, read_document
from yearbook.truth import Lines, Name, settle
from yearbook.work import share

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


@dataclass(frozen=True, slots=True)
class Checks:
    """What the checks of one record need."""

    find: Locator
    lines: Lines
    tables: Tables
    names: Sequence[Name]


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


def read(root: Path, tree: Tree, *, drafts: bool, jobs: int, watch: Watch = unwatched) -> Book:
    """Content → the Yearbook and its warnings. Raises ProblemsError with every problem of every file.

    `tree`: what `read_tree` found in `root`.
    """
    found = look(root, tree, drafts=drafts, jobs=jobs, watch=watch)
    if found.book is None:
        raise ProblemsError(found.problems)
    return found.book


def look(
    root: Path,
    tree: Tree,
    before: Reading | None = None,
    *,
    drafts: bool,
    jobs: int = 1,
    watch: Watch = unwatched,
) -> Reading:
    """The same, with its problems as a value. `before`: what was read of this folder earlier, with these `drafts`."""
    configuration, problems = gather.configuration(root, tree)
    if configuration is None:
        return Reading(tree, in_order((*tree.problems, *problems)))
    if before and before.configuration != configuration:
        before = None
    groups, misplaced = _groups(tree, configuration, before)
    folder = Folder(root, tree.name, configuration.languages)
    keys = _keys(tree, groups)
    known = before.gathered if before else {}
    new = [group for key, group in zip(keys, groups, strict=True) if key not in known]
    read = iter(watch(share(gather.read_groups, folder, new, jobs), len(new)))
    gathered = {key: known[key] if key in known else next(read) for key in keys}
    find = gather.locator(root, tree.name)
    yearbook, unresolved, renewed = _compile(configuration, gathered, find, root, tree, before, drafts=drafts)
    found = (*tree.problems, *problems, *misplaced, *unresolved, *_all(each.problems for each in gathered.values()))
    prints = dict(_all(_prints(each) for each in gathered.values()))
    if any(each.is_error for each in found):
        return Reading(tree, in_order(found), configuration, groups, misplaced, gathered)
    said, checks = _findings(root, tree.name, yearbook, renewed, before, jobs)
    problems = in_order((*found, *said))
    book = None if any(each.is_error for each in said) else Book(yearbook, prints, problems)
    return Reading(tree, problems, configuration, groups, misplaced, gathered, said, checks, book)


def _groups(tree: Tree, configuration: Configuration, before: Reading | None) -> tuple[tuple[Group, ...], Problems]:
    if before and [each.path for each in before.tree.files] == [each.path for each in tree.files]:
        return before.groups, before.misplaced
    return gather.groups(tree, configuration.languages)


def _keys(tree: Tree, groups: tuple[Group, ...]) -> list[_Files]:
    """By what a group is known to be as it was."""
    digests = {each.path: each.digest for each in tree.files}
    return [tuple((path, digests[path]) for path, _ in group) for group in groups]


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
        (record for each in gathered.values() for record in each.records),
        find,
        drafts=drafts,
        failed=frozenset(key for each in gathered.values() for key in each.failed),
        media=_media(tree),
        configuration_place=lambda pointer: _in_configuration(root, tree, pointer),
    )
    return yearbook, problems, None


def _findings(
    root: Path, name: str, yearbook: Yearbook, renewed: _Renewed | None, before: Reading | None, jobs: int
) -> tuple[Problems, Checks]:
    """What is well-formed and yet not right. Of records that are as before, what was found then is said again.

    What compares records with each other is looked at by a reading of everything; after an edit, each of the records
    that it concerns is compared with what the others were then.
    """
    if renewed is None or before is None or before.checks is None:
        find = gather.locator(root, name)
        checks = Checks(find, partial(lines_of, root), audit.tables(yearbook, find), truth.names(yearbook))
        return tuple(_all(share(_check, checks, tuple(yearbook), jobs))), checks
    origins = _all((each.origin, *(one.origin for one in each.translations)) for each in _all(renewed))
    again = {f"{name}/{each.path}" for each in origins}
    kept = (each for each in before.findings if each.place.path not in again)
    return (*kept, *_all(_check(before.checks, [each for _, each in renewed]))), before.checks


def _check(checks: Checks, records: Sequence[Record]) -> list[Problems]:
    """The findings of several records: what is handed to a worker."""
    return [tuple(_check_one(checks, each)) for each in records]


def _check_one(checks: Checks, record: Record) -> Iterator[Problem]:
    found = (*audit.check(record, checks.tables), *truth.check(record, checks.names))
    return settle(record, found, lambda _: True, checks.find, checks.lines)


def _media(tree: Tree) -> tuple[str, ...]:
    """The files of content/media, by their paths below it."""
    folder = f"{routes.MEDIA}/"
    return tuple(each.path.removeprefix(folder) for each in tree.files if each.path.startswith(folder))


def _in_configuration(root: Path, tree: Tree, pointer: tuple[str | int, ...]) -> Place:
    document = read_document(root, CONFIGURATION, tree.name)
    if not isinstance(document, Document):
        return Place(f"{tree.name}/{CONFIGURATION}")
    return document.place(locate(document.front, pointer))
