"""Read the state of the output folder, and tell whether a build has anything to do.

Most builds have nothing to do. To see that, files are read and digests compared; what makes the site is not imported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from yearbook.build.options import BuildOptions
from yearbook.build.output.decision import Decision, Reason, decide
from yearbook.build.output.files import read_cache
from yearbook.build.output.folder import find_altered, read_output
from yearbook.build.output.lock import OutputLock, lock_output, release_lock
from yearbook.build.output.manifest import FolderContents, ManifestEntry
from yearbook.content.tree import ContentTree, read_tree
from yearbook.core.cache import WARNINGS, BuildCache, UnsoundCacheError, cached_warnings, decode_cache
from yearbook.core.diagnostics import Diagnostic, DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import share, uncollected
from yearbook.core.toolchain import inputs, toolchain
from yearbook.site.assets import contents

NESTED = DiagnosticKind(
    "YB609",
    "the output folder and the folder {folder} are within one another, so that the site would become part of itself",
    hint="choose a folder beside it: --output {example}",
)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """Result of a build."""

    decision: Decision
    foreign: tuple[str, ...]
    """Files in the output folder that are not ours; they stay."""
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class OutputState:
    """The locked output folder before a build, and what is to be built."""

    lock: OutputLock
    found: FolderContents
    altered: Mapping[str, Reason]
    """Files whose bytes are no longer those that were written."""
    content: ContentTree
    inputs: str
    """The digest of everything the site is to be made of."""
    cache: BuildCache
    """Written by the last build."""

    @property
    def keys(self) -> dict[str, str]:
        """The key of every file that was written, by path."""
        return {path: each.key for path, each in self.found.entries.items()}

    def intact(self) -> dict[str, ManifestEntry]:
        """Return the files that are still as they were written, by path."""
        return {path: each for path, each in self.found.entries.items() if path not in self.altered}

    def kept(self) -> dict[str, tuple[str, ...]]:
        """Return the files of each recipe key whose files are all intact."""
        by_key: defaultdict[str, list[str]] = defaultdict(list)
        broken = {self.found.entries[path].key for path in self.altered}
        for path, each in self.found.entries.items():
            if each.key not in broken:
                by_key[each.key].append(path)
        return {key: tuple(paths) for key, paths in by_key.items()}

    def is_made_of(self, inputs: str) -> bool:
        """Return whether the folder is what a build of these inputs would leave."""
        return self.found.manifest is not None and self.found.manifest.inputs == inputs and not self.altered

    def decide(self, planned: Mapping[str, str], same_bytes: Container[str] = frozenset()) -> Decision:
        return decide(self.found, planned, self.altered, same_bytes)

    def unchanged(self) -> BuildReport | None:
        """Return the report of a build that has nothing to do; None if this build has."""
        warnings = self.cache.of(WARNINGS).get(self.inputs)
        if warnings is None or not self.is_made_of(self.inputs):
            return None
        kept = Decision(self.keys, keep=tuple(self.found.entries))
        try:
            return BuildReport(kept, self.found.foreign, cached_warnings(warnings))
        except UnsoundCacheError:
            return None


@contextmanager
def output_state(options: BuildOptions) -> Iterator[OutputState]:
    """Read the state of the output folder and lock it until the end.

    Raises YB609 for an output folder in that of the content or templates, and what `lock_output` and `read_output` do.
    """
    _require_apart(options)
    with uncollected():
        content = read_tree(options.content, options.content.name)
        with lock_output(options.output) as lock:
            found = read_output(lock)
            workers = options.workers(lock.folder)
            reasons = share(_altered, lock.folder, tuple(found.entries.items()), workers, partial(release_lock, lock))
            altered = {path: reason for path, reason in zip(found.entries, reasons, strict=True) if reason}
            yield OutputState(
                lock=lock,
                found=found,
                altered=altered,
                content=content,
                inputs=inputs_digest(options, content),
                cache=decode_cache(read_cache(lock), toolchain()),
            )


def _require_apart(options: BuildOptions) -> None:
    """Raise YB609 if the output folder is in a folder that is read, or such a folder is in it."""
    output = options.output.resolve()
    for folder in (options.content, options.templates):
        read = folder.resolve()
        if output.is_relative_to(read) or read.is_relative_to(output):
            example = (read.parent / "site").as_posix()
            place = Location(options.output.as_posix())
            raise DiagnosticsError([diagnostic(NESTED, place, folder=folder.as_posix(), example=example)])


def inputs_digest(options: BuildOptions, content: ContentTree) -> str:
    """Return the digest of everything the site is made of, without parsing any of it."""
    problems = ((each.place.path, each.mistake.code) for each in content.diagnostics)
    folders = {
        "content": (*((each.path, each.digest) for each in content.files), *problems),
        "templates": contents(options.folders),
    }
    return inputs(folders, (options.base_url, str(options.drafts), str(options.books)))


def _altered(folder: Path, entries: Sequence[tuple[str, ManifestEntry]]) -> Sequence[Reason | None]:
    """Return for each file why it is not what was written, or None."""
    found = find_altered(folder, entries)
    return [found.get(path) for path, _ in entries]
