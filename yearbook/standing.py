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

from yearbook import store
from yearbook.assets import contents
from yearbook.frozen import dataclass
from yearbook.memory import WARNINGS, Memory, decode, unpack
from yearbook.order import Order
from yearbook.problems import Problem
from yearbook.source import Tree, read_tree
from yearbook.toolchain import inputs, toolchain
from yearbook.work import share, uncollected


@dataclass(frozen=True, slots=True)
class Report:
    """What a build came to."""

    decision: store.Decision
    foreign: tuple[str, ...]
    """Files in the output folder that are not ours; they stay."""
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """The output folder before a build."""

    held: store.Held
    found: store.Found
    entries: Mapping[str, store.Entry]
    """What was written last, by path."""
    differing: Mapping[str, store.Reason]
    """Files of it that are no longer as they were written."""
    content: Tree
    """What is to be built."""
    inputs: str
    """The digest of all that is to be built."""
    memory: Memory
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

    def decide(self, keys: Mapping[str, str], same: frozenset[str] = frozenset()) -> store.Decision:
        return store.decide(self.found, keys, self.differing, same)

    def unchanged(self) -> Report | None:
        """What a build would come to, where it has nothing to do."""
        warnings = self.memory.of(WARNINGS).get(self.inputs)
        if warnings is None or not self.is_made_of(self.inputs):
            return None
        kept = store.Decision(self.keys, tuple(self.entries), (), ())
        return Report(kept, self.found.foreign, unpack(warnings))


@contextmanager
def standing(order: Order) -> Iterator[Standing]:
    """The output folder, held by this process alone until the end. Raises ProblemsError as `store.hold` does."""
    with uncollected():
        content = read_tree(order.content, order.content.name)
        with store.hold(order.output) as held:
            found = store.read(held)
            entries = found.record.entries if found.record else {}
            workers = order.workers(held.folder)
            looked = share(_altered, held.folder, tuple(entries.items()), workers, partial(store.let_go, held))
            differing = {path: why for path, why in zip(entries, looked, strict=True) if why}
            memory = decode(store.recall(held), toolchain())
            yield Standing(held, found, entries, differing, content, made_of(order, content), memory)


def made_of(order: Order, content: Tree) -> str:
    """The digest of all that the site is made of, without looking into any of it."""
    troubles = ((each.place.path, each.mistake.code) for each in content.problems)
    folders = {
        "content": (*((each.path, each.digest) for each in content.files), *troubles),
        "templates": contents(order.folders),
    }
    return inputs(folders, (order.base_url, str(order.drafts), str(order.books)))


def _altered(folder: Path, entries: Sequence[tuple[str, store.Entry]]) -> Sequence[store.Reason | None]:
    """For each file that was written, why it is not as it was, or None."""
    found = store.altered(folder, entries)
    return [found.get(path) for path, _ in entries]
