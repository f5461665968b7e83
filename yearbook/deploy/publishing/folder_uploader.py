"""Publish to a folder that a web server reads: releases side by side, one of them current."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing.deploy_plan import DeployPlan
from yearbook.deploy.publishing.release import Release, differing_files
from yearbook.deploy.publishing.release_store import ReleaseStore, recorded_release, refuse_damaged


@dataclass(frozen=True, slots=True)
class FolderUploader:
    """Readers see `root/current`."""

    root: Path

    def lock(self) -> AbstractContextManager[None]:
        return self._store.lock()

    def deployed(self) -> Release | None:
        return recorded_release(self._store.current())

    def upload(self, source: Path, release: Release, _plan: DeployPlan) -> None:
        self._store.add(source, release, self._verify)

    def previous(self) -> Release | None:
        return recorded_release(self._store.previous())

    def roll_back(self, _plan: DeployPlan) -> None:
        self._store.roll_back(self._verify)

    @property
    def _store(self) -> ReleaseStore:
        return ReleaseStore(self.root)

    def _verify(self, folder: Path, release: Release) -> None:
        """Read every file back; raise YB745 if one differs."""
        refuse_damaged(self.root.as_posix(), differing_files(folder, release))
