"""An order → the output folder as it stands, and whether a build would leave it just so.

Most builds that are asked for have nothing to do. To see that, files are read and digests compared; of all that makes
a site nothing is needed, nor loaded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from yearbook.build.options import BuildOptions
from yearbook.build.output.decision import Decision, Reason, decide
from yearbook.build.output.folder import altered, read_output
from yearbook.build.output.lock import Held, hold_output, release_in_worker
from yearbook.build.output.manifest import FoundOutput, ManifestEntry
from yearbook.build.output.staging import recall
from yearbook.content.tree import ContentTree, read_tree
from yearbook.core.cache import WARNINGS, BuildCache, decode_cache, unpack
from yearbook.core.diagnostics import Diagnostic
from yearbook.core.frozen import dataclass
from yearbook.core.parallel import share, uncollected
from yearbook.core.toolchain import inputs, toolchain
from yearbook.site.assets import contents


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build came to."""

    decision: Decision
    foreign: tuple[str, ...]
    """Files in the output folder that are not ours; they stay."""
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class OutputState:
    """The output folder before a build."""

    held: Held
    found: FoundOutput
    entries: Mapping[str, ManifestEntry]
    """What was written last, by path."""
    differing: Mapping[str, Reason]
    """Files of it that are no longer as they were written."""
    content: ContentTree
    """What is to be built."""
    inputs: str
    """The digest of all that is to be built."""
    memory: BuildCache
    """What the last build left to this one."""

    @property
    def keys(self) -> dict[str, str]:
        """Path → the key of the recipe it was made by."""
        return {path: each.key for path, each in self.entries.items()}

    def intact(self) -> dict[str, str]:
        """The same, of the files that are as they were written."""
        return {path: each.key for path, each in self.entries.items() if path not in self.differing}

    def kept(self) -> dict[str, tuple[str, ...]]:
        """Key of a recipe → its files, where all of them are as they were written."""
        by_key: defaultdict[str, list[str]] = defaultdict(list)
        broken = {self.entries[path].key for path in self.differing}
        for path, each in self.entries.items():
            if each.key not in broken:
                by_key[each.key].append(path)
        return {key: tuple(paths) for key, paths in by_key.items()}

    def is_made_of(self, made_of: str) -> bool:
        """Whether the folder is what a build of these inputs would leave."""
        return self.found.record is not None and self.found.record.inputs == made_of and not self.differing

    def decide(self, keys: Mapping[str, str], same: frozenset[str] = frozenset()) -> Decision:
        return decide(self.found, keys, self.differing, same)

    def unchanged(self) -> BuildReport | None:
        """What a build would come to, where it has nothing to do."""
        warnings = self.memory.of(WARNINGS).get(self.inputs)
        if warnings is None or not self.is_made_of(self.inputs):
            return None
        kept = Decision(self.keys, tuple(self.entries), (), ())
        return BuildReport(kept, self.found.foreign, unpack(warnings))


@contextmanager
def output_state(order: BuildOptions) -> Iterator[OutputState]:
    """The output folder, held by this process alone until the end. Raises ProblemsError as `store.hold` does."""
    with uncollected():
        content = read_tree(order.content, order.content.name)
        with hold_output(order.output) as held:
            found = read_output(held)
            entries = found.record.entries if found.record else {}
            workers = order.workers(held.folder)
            looked = share(_altered, held.folder, tuple(entries.items()), workers, partial(release_in_worker, held))
            differing = {path: why for path, why in zip(entries, looked, strict=True) if why}
            memory = decode_cache(recall(held), toolchain())
            yield OutputState(held, found, entries, differing, content, made_of(order, content), memory)


def made_of(order: BuildOptions, content: ContentTree) -> str:
    """The digest of all that the site is made of, without looking into any of it."""
    troubles = ((each.place.path, each.mistake.code) for each in content.diagnostics)
    folders = {
        "content": (*((each.path, each.digest) for each in content.files), *troubles),
        "templates": contents(order.folders),
    }
    return inputs(folders, (order.base_url, str(order.drafts), str(order.books)))


def _altered(folder: Path, entries: Sequence[tuple[str, ManifestEntry]]) -> Sequence[Reason | None]:
    """For each file that was written, why it is not as it was, or None."""
    found = altered(folder, entries)
    return [found.get(path) for path, _ in entries]
