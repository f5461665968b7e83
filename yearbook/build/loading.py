"""Load the content folder into a checked `Yearbook`, or update it after an edit.

What each group of files was read into is kept, so that the next load reads only files whose digest changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yearbook.build.checking import (
    CheckContext,
    check_alone,
    check_context,
    check_settings,
    check_yearbook,
    recheck,
)
from yearbook.build.options import BuildOptions
from yearbook.content import loading
from yearbook.content.declarations import read_declarations
from yearbook.content.geometry_files import read_geometries
from yearbook.content.loading import FileGroup, FolderContext, LoadedGroup
from yearbook.content.media import geometry_file
from yearbook.content.name_lookup import with_ids
from yearbook.content.outlines import Fingerprint
from yearbook.content.records import Record
from yearbook.content.source_files import SourceFiles
from yearbook.content.tree import ContentTree, read_tree
from yearbook.content.yearbook import Key, Yearbook, compile_yearbook, renew
from yearbook.core.cache import FINDINGS, GROUPS, NO_CACHE, BuildCache
from yearbook.core.diagnostics import Diagnostic, DiagnosticsError, in_order
from yearbook.core.digest import digest
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import Workers, share, uncollected
from yearbook.model import urls
from yearbook.model.configuration import Configuration
from yearbook.model.declarations import NO_DECLARATIONS, Declarations
from yearbook.model.geometry import FILE_ENDING
from yearbook.model.own_kinds import kinds_of
from yearbook.site.media import media_notices, media_sizes

ProgressCallback = Callable[[Iterable[Any], int], Iterator[Any]]
"""Yields the given results as they come and may show progress; the second argument is how many there will be."""

Problems = tuple[Diagnostic, ...]
_Files = tuple[tuple[str, str], ...]
"""The files of a group as (path, digest)."""
_Changes = tuple[tuple[Record, Record], ...]
"""Changed records as (old, new)."""


def no_progress(items: Iterable[Any], _total: int) -> Iterator[Any]:
    yield from items


@dataclass(frozen=True, slots=True)
class LoadedYearbook:
    """A yearbook without errors."""

    yearbook: Yearbook
    fingerprints: Mapping[Key, Fingerprint]
    """Used to detect changes of each record."""
    warnings: Problems
    cache: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    """What the next load need not compute again, by part of the cache."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """Result of loading a content folder, from which `update` continues."""

    tree: ContentTree
    diagnostics: Problems
    """All errors and warnings, in the order of their places."""
    configuration: Configuration | None = None
    own: Declarations = NO_DECLARATIONS
    groups: tuple[FileGroup, ...] = ()
    misplaced: Problems = ()
    """Files that are in no folder for records."""
    results: Mapping[_Files, LoadedGroup] = field(default_factory=dict)
    findings: Problems = ()
    """Findings of the checks, which compare records only if there is no other error."""
    checks: CheckContext | None = None
    loaded: LoadedYearbook | None = None
    """None if any diagnostic is an error."""

    @property
    def has_errors(self) -> bool:
        return any(each.is_error for each in self.diagnostics)


def read_yearbook(options: BuildOptions, progress: ProgressCallback = no_progress) -> tuple[Yearbook, Problems]:
    """Return the yearbook and its warnings. Raises DiagnosticsError with all problems of all files."""
    loaded = load_yearbook(options, read_tree(options.content, options.content.name), progress)
    return loaded.yearbook, loaded.warnings


def read_with_pictures(options: BuildOptions) -> tuple[Yearbook, Problems]:
    """Return the yearbook and all warnings, of pictures too. Raises DiagnosticsError like `read_yearbook`."""
    yearbook, warnings = read_yearbook(options)
    media = media_sizes(options.content, yearbook)
    return yearbook, in_order((*warnings, *media_notices(options.content.name, yearbook, media.pictures)))


def load_yearbook(
    options: BuildOptions, tree: ContentTree, progress: ProgressCallback = no_progress, cache: BuildCache = NO_CACHE
) -> LoadedYearbook:
    """Load and check the content. Raises DiagnosticsError with all problems of all files."""
    found = load(options, tree, workers=options.workers(options.content), progress=progress, cache=cache)
    if found.loaded is None:
        raise DiagnosticsError(found.diagnostics)
    return replace(found.loaded, yearbook=found.loaded.yearbook.with_address(options.base_url))


def load(
    options: BuildOptions,
    tree: ContentTree,
    *,
    workers: Workers = 1,
    progress: ProgressCallback = no_progress,
    cache: BuildCache = NO_CACHE,
) -> LoadResult:
    """Load and check everything. `tree`: the files of the content folder; `cache`: written by an earlier build."""
    configuration, diagnostics = loading.configuration(options.content, tree)
    if configuration is None:
        return LoadResult(tree, in_order((*tree.diagnostics, *diagnostics)))
    own, wrong = read_declarations(options.content, tree, configuration.languages)
    if own is None:
        return LoadResult(tree, in_order((*tree.diagnostics, *diagnostics, *wrong)))
    groups, misplaced = loading.file_groups(tree, configuration.languages, kinds_of(own))
    folder = folder_context(options.content, tree, configuration, own)
    by_files = dict(zip(_group_files(tree, groups), groups, strict=True))
    results, packed = _load_groups(folder, by_files, cache=cache.of(GROUPS), workers=workers, progress=progress)
    yearbook, unresolved = _compile(options, tree, configuration, own, results)
    found = (*diagnostics, *misplaced, *unresolved)
    result = _result(tree, configuration, own, found, groups=groups, misplaced=misplaced, results=results)
    return _check_all(result, yearbook, options, workers=workers, cache=cache, packed=packed)


def update(previous: LoadResult, tree: ContentTree, options: BuildOptions) -> LoadResult:
    """Return what `load` would return for `tree`, from a previous result without errors."""
    configuration, diagnostics = loading.configuration(options.content, tree)
    if configuration is None or configuration != previous.configuration:
        return load(options, tree)
    own, _ = read_declarations(options.content, tree, configuration.languages)
    if own != previous.own:
        return load(options, tree)
    groups, misplaced = previous.groups, previous.misplaced
    if [each.path for each in previous.tree.files] == [each.path for each in tree.files]:
        files = _updated_files(previous, tree)
    else:
        groups, misplaced = loading.file_groups(tree, configuration.languages, kinds_of(own))
        files = _group_files(tree, groups)
    results = _reload_groups(previous, dict(zip(files, groups, strict=True)), tree, options)
    renewed = _renew(previous, tree, results, options)
    yearbook, unresolved, changes = renewed or (*_compile(options, tree, configuration, own, results), None)
    found = (*diagnostics, *misplaced, *unresolved)
    result = _result(tree, configuration, own, found, groups=groups, misplaced=misplaced, results=results)
    if changes is None or previous.checks is None or result.has_errors:
        return _check_all(result, yearbook, options)
    return _finish(result, yearbook, previous.checks, recheck(previous.checks, previous.findings, changes))


def folder_context(root: Path, tree: ContentTree, configuration: Configuration, own: Declarations) -> FolderContext:
    """Return what groups of files in the content folder are read with."""
    return FolderContext(
        root=root,
        name=tree.name,
        languages=configuration.languages,
        measures=configuration.all_measures,
        own=own,
    )


def _group_files(tree: ContentTree, groups: Iterable[FileGroup]) -> list[_Files]:
    """Return the files of each group; a group is read again if these differ."""
    digests = {each.path: each.digest for each in tree.files}
    return [tuple((path, digests[path]) for path, _ in group) for group in groups]


def _updated_files(previous: LoadResult, tree: ContentTree) -> list[_Files]:
    """Return the files of each group, where the folder has the same paths as before; most groups did not change."""
    pairs = zip(previous.tree.files, tree.files, strict=True)
    new = {each.path: each.digest for known, each in pairs if known is not each}
    return [
        files if new.keys().isdisjoint(dict(files)) else tuple((path, new.get(path, digest)) for path, digest in files)
        for files in previous.results
    ]


def _load_groups(
    folder: FolderContext,
    groups: Mapping[_Files, FileGroup],
    *,
    cache: Mapping[str, bytes],
    workers: Workers,
    progress: ProgressCallback,
) -> tuple[dict[_Files, LoadedGroup], dict[str, bytes]]:
    """Read every group that is not in the cache; return all results, and those to cache, packed.

    Raises UnsoundCacheError.
    """
    keys = {files: digest((folder.name, folder.languages, folder.measures.own, folder.own, files)) for files in groups}
    new = {files: groups[files] for files, key in keys.items() if key not in cache}
    read = progress(share(loading.read_packed, folder, tuple(new.values()), workers), len(new))
    made = dict(zip(new, read, strict=True))
    with uncollected():
        results = {
            files: loading.unpack_group(group, made[files])
            if files in made
            else loading.cached_group(group, cache[keys[files]], digest(files))
            for files, group in groups.items()
        }
    packed = {key: made[files] if files in made else cache[key] for files, key in keys.items()}
    for files in made:
        if any(each.whole != digest(files) for each in results[files].prints):  # saved since the tree was read
            del packed[keys[files]]
    return results, packed


def _reload_groups(
    previous: LoadResult, groups: Mapping[_Files, FileGroup], tree: ContentTree, options: BuildOptions
) -> dict[_Files, LoadedGroup]:
    """Return the results of all groups, reading only those that changed."""
    assert previous.configuration is not None
    folder = folder_context(options.content, tree, previous.configuration, previous.own)
    known = previous.results
    return {
        files: known[files] if files in known else loading.read_group(folder, group) for files, group in groups.items()
    }


def _compile(
    options: BuildOptions,
    tree: ContentTree,
    configuration: Configuration,
    own: Declarations,
    results: Mapping[_Files, LoadedGroup],
) -> tuple[Yearbook, Problems]:
    """Return the yearbook, and the references in it that lead nowhere."""
    records = (record for each in results.values() for record in each.records)
    geometries, unsound = read_geometries(options.content, tree.name, records, _media(tree))
    files = SourceFiles(options.content, tree.name)
    yearbook, unresolved = compile_yearbook(
        configuration,
        chain.from_iterable(zip(each.records, each.named, strict=True) for each in results.values()),
        files.locate,
        drafts=options.drafts,
        failed=frozenset(key for each in results.values() for key in each.failed),
        media=_media(tree),
        own=own,
        configuration_place=files.locate_in_configuration,
    )
    return replace(yearbook, geometries=geometries), (*unsound, *unresolved)


def _renew(
    previous: LoadResult, tree: ContentTree, results: Mapping[_Files, LoadedGroup], options: BuildOptions
) -> tuple[Yearbook, Problems, _Changes] | None:
    """Return the previous yearbook with the changed records replaced; None if it has to be compiled as a whole."""
    if previous.loaded is None or not options.drafts or _media(tree) != previous.loaded.yearbook.media:
        return None
    gone = (each for files, each in previous.results.items() if files not in results)
    old = {each.key: each for result in gone for each in result.records}
    new = [each for files, result in results.items() if files not in previous.results for each in result.records]
    if old.keys() != {each.key for each in new} or len(old) != len(new):
        return None
    changes = tuple((old[each.key], each) for each in new)
    if any(geometry_file(one) != geometry_file(other) for one, other in changes) or _has_new_geometry(previous, tree):
        return None
    renewed = renew(previous.loaded.yearbook, changes, SourceFiles(options.content, tree.name).locate)
    return (*renewed, changes) if renewed else None


def _has_new_geometry(previous: LoadResult, tree: ContentTree) -> bool:
    """Return whether a GeoJSON file changed."""
    old, new = ({each for each in found.files if each.path.endswith(FILE_ENDING)} for found in (previous.tree, tree))
    return old != new


def _result(
    tree: ContentTree,
    configuration: Configuration,
    own: Declarations,
    found: Problems,
    *,
    groups: tuple[FileGroup, ...],
    misplaced: Problems,
    results: Mapping[_Files, LoadedGroup],
) -> LoadResult:
    """Return what was read, before any check. `found`: problems outside of groups."""
    in_groups = chain.from_iterable(each.diagnostics for each in results.values())
    diagnostics = in_order((*tree.diagnostics, *found, *in_groups))
    return LoadResult(tree, diagnostics, configuration, own=own, groups=groups, misplaced=misplaced, results=results)


def _check_all(
    result: LoadResult,
    yearbook: Yearbook,
    options: BuildOptions,
    *,
    workers: Workers = 1,
    cache: BuildCache = NO_CACHE,
    packed: Mapping[str, bytes] = MappingProxyType({}),
) -> LoadResult:
    """Check the whole yearbook; if it has errors already, only what needs one record. `packed`: groups to cache."""
    root, name = options.content, result.tree.name
    unwritten = tuple(check_settings(root, name))
    if result.has_errors:
        found = (*result.diagnostics, *unwritten, *check_alone(root, name, yearbook))
        return _with_ids(replace(result, diagnostics=found), yearbook)
    checks = check_context(root, name, yearbook)
    cached = cache.of(FINDINGS)
    findings, to_cache = check_yearbook(checks, yearbook, _fingerprints(result), cached=cached, workers=workers)
    return _finish(result, yearbook, checks, (*unwritten, *findings), cache={GROUPS: packed, FINDINGS: to_cache})


def _with_ids(result: LoadResult, yearbook: Yearbook) -> LoadResult:
    """Return a result with errors, whose hints name the records that were read by their ids."""
    return replace(result, diagnostics=in_order(with_ids(result.diagnostics, yearbook.records)))


def _finish(
    result: LoadResult,
    yearbook: Yearbook,
    checks: CheckContext,
    findings: Problems,
    *,
    cache: Mapping[str, Mapping[str, bytes]] = MappingProxyType({}),
) -> LoadResult:
    """Add the findings, and the yearbook if none of them is an error."""
    diagnostics = in_order((*result.diagnostics, *findings))
    loaded = LoadedYearbook(yearbook, _fingerprints(result), warnings=diagnostics, cache=cache)
    is_sound = not any(each.is_error for each in findings)
    return replace(
        result, diagnostics=diagnostics, findings=findings, checks=checks, loaded=loaded if is_sound else None
    )


def _fingerprints(result: LoadResult) -> dict[Key, Fingerprint]:
    pairs = (zip(each.records, each.prints, strict=True) for each in result.results.values())
    return {record.key: fingerprint for record, fingerprint in chain.from_iterable(pairs)}


def _media(tree: ContentTree) -> tuple[str, ...]:
    """Return the files of content/media, by their paths below it."""
    folder = f"{urls.MEDIA_FOLDER}/"
    return tuple(each.path.removeprefix(folder) for each in tree.files if each.path.startswith(folder))
