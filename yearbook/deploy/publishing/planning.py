"""What is in a place and what shall be there → what to bring, in which order, and what to remove. Pure.

The order keeps a site whole for those who read it meanwhile: first what pages need, then new pages, then pages that
may link to them, then the ways in, and last of all what goes. So no page ever links to one that is not there yet, or
to a style sheet that is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing.release import EMPTY_RELEASE, Release

PACKED = ".gz"
_FINGERPRINTED = re.compile(r"(?:^|/)[^/]+\.[0-9a-f]{10}\.(?:css|js)(?:\.gz)?$")
_WAYS_IN = ("robots.txt", "llms.txt")


class Wave(Enum):
    """What is brought together; the members stand in the order in which they are brought."""

    ASSETS = "styles, scripts"
    """Their names change with their content, so they can be kept for ever."""
    FILES = "data, pictures, books"
    NEW = "new pages"
    CHANGED = "changed pages"
    INDEXES = "indexes, feeds"
    ENTRANCES = "entrances"
    """What the world asks for by name at the top: the cover, the sitemap."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a publication does to a place."""

    waves: tuple[tuple[Wave, tuple[str, ...]], ...]
    """Files to bring by their paths, in order; no wave is empty."""
    remove: tuple[str, ...]
    kept: int
    """How many files stay as they are."""
    new: frozenset[str]
    """Those among the files to bring that were not there."""
    union: Release
    """What is named as ours while the publication is under way: all old and all new files."""

    @property
    def brought(self) -> tuple[str, ...]:
        return tuple(path for _, paths in self.waves for path in paths)

    @property
    def is_nothing(self) -> bool:
        return not self.waves and not self.remove


def plan(present: Release | None, wanted: Release) -> Plan:
    """What must be done in a place where `present` is, or nothing. Where that is not whole, all files are brought."""
    there = present or EMPTY_RELEASE
    brought = [path for path, digest in wanted.files.items() if not there.whole or there.files.get(path) != digest]
    new = frozenset(path for path in brought if path not in there.files)
    by_wave: dict[Wave, list[str]] = {each: [] for each in Wave}
    for path in sorted(brought):
        by_wave[_wave(path, path in new)].append(path)
    return Plan(
        tuple((wave, tuple(paths)) for wave, paths in by_wave.items() if paths),
        tuple(sorted(there.files.keys() - wanted.files.keys())),
        len(wanted.files) - len(brought),
        new,
        Release({**there.files, **wanted.files}, whole=False),
    )


def _wave(path: str, is_new: bool) -> Wave:
    """A gzipped copy goes with the file that it is of."""
    name = path.removesuffix(PACKED)
    folder, _, file = name.rpartition("/")
    if _FINGERPRINTED.search(path):
        return Wave.ASSETS
    if not folder and (file.endswith((".html", ".xml")) or file in _WAYS_IN):
        return Wave.ENTRANCES
    if file == "index.html" or re.fullmatch(r"feed[^/]*\.xml", file):
        return Wave.INDEXES
    if file.endswith(".html"):
        return Wave.NEW if is_new else Wave.CHANGED
    return Wave.FILES


def emptied(removed: Iterable[str], wanted: Release) -> tuple[str, ...]:
    """The folders in which nothing of ours remains, the inner ones first."""
    return tuple(sorted(_folders(removed) - _folders(wanted.files), key=lambda each: (-each.count("/"), each)))


def _folders(paths: Iterable[str]) -> set[str]:
    return {"/".join(parts[:end]) for path in paths for parts in [path.split("/")] for end in range(1, len(parts))}
