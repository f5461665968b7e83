"""Plan a deployment: which files to upload, in which order, and which to remove. Pure.

Readers use the site during an upload, so the order keeps every page whole: first what pages need, then new pages, then
pages that may link to them, then the entrances; files are removed last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum

from yearbook.core.frozen import dataclass
from yearbook.core.messages import marked
from yearbook.deploy.publishing.release import EMPTY_RELEASE, Release

GZIP_SUFFIX = ".gz"
_FINGERPRINTED = re.compile(r"(?:^|/)[^/]+\.[0-9a-f]{10}\.(?:css|js)(?:\.gz)?$")
_ENTRANCE_NAMES = ("robots.txt", "llms.txt")


class UploadStep(Enum):
    """Files that are uploaded together; the members stand in the order of upload."""

    ASSETS = marked("styles, scripts")
    """Their names change with their content, so caches may keep them for ever."""
    FILES = marked("data, pictures, books")
    NEW = marked("new pages")
    CHANGED = marked("changed pages")
    INDEXES = marked("indexes, feeds")
    ENTRANCES = marked("entrances")
    """Files at the top that visitors and crawlers request by name: the cover, the sitemap."""


@dataclass(frozen=True, slots=True)
class DeployPlan:
    """The changes that turn the release at a target into another one."""

    steps: tuple[tuple[UploadStep, tuple[str, ...]], ...]
    """Paths to upload, in order; no step is empty."""
    remove: tuple[str, ...]
    unchanged: int
    """How many files stay."""
    new: frozenset[str]
    """Those of the uploaded paths that were not at the target before."""
    union: Release
    """All old and all new files: the release record at the target while the upload runs."""

    @property
    def uploads(self) -> tuple[str, ...]:
        return tuple(path for _, paths in self.steps for path in paths)

    @property
    def is_empty(self) -> bool:
        return not self.steps and not self.remove


def plan_deploy(present: Release | None, wanted: Release) -> DeployPlan:
    """Return the plan that leads from `present` to `wanted`. After an interrupted upload every file is uploaded."""
    there = present or EMPTY_RELEASE
    uploads = [path for path, digest in wanted.files.items() if not there.whole or there.files.get(path) != digest]
    new = frozenset(path for path in uploads if path not in there.files)
    by_step: dict[UploadStep, list[str]] = {step: [] for step in UploadStep}
    for path in sorted(uploads):
        by_step[_step(path, path in new)].append(path)
    return DeployPlan(
        steps=tuple((step, tuple(paths)) for step, paths in by_step.items() if paths),
        remove=tuple(sorted(there.files.keys() - wanted.files.keys())),
        unchanged=len(wanted.files) - len(uploads),
        new=new,
        union=Release({**there.files, **wanted.files}, whole=False),
    )


def _step(path: str, is_new: bool) -> UploadStep:
    """Return the step of a file; a gzipped copy goes with its original."""
    name = path.removesuffix(GZIP_SUFFIX)
    folder, _, file = name.rpartition("/")
    if _FINGERPRINTED.search(path):
        return UploadStep.ASSETS
    if not folder and (file.endswith((".html", ".xml")) or file in _ENTRANCE_NAMES):
        return UploadStep.ENTRANCES
    if file == "index.html" or re.fullmatch(r"feed[^/]*\.xml", file):
        return UploadStep.INDEXES
    if file.endswith(".html"):
        return UploadStep.NEW if is_new else UploadStep.CHANGED
    return UploadStep.FILES


def emptied_folders(removed: Iterable[str], wanted: Release) -> tuple[str, ...]:
    """Return the folders in which no published file remains, inner ones first."""
    return tuple(sorted(_folders(removed) - _folders(wanted.files), key=lambda each: (-each.count("/"), each)))


def _folders(paths: Iterable[str]) -> set[str]:
    return {"/".join(parts[:end]) for path in paths for parts in [path.split("/")] for end in range(1, len(parts))}
