"""The interface of an uploader, and the choice of one for a target."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yearbook.deploy.publishing.deploy_plan import DeployPlan
from yearbook.deploy.publishing.folder_uploader import FolderUploader
from yearbook.deploy.publishing.git_uploader import GitUploader
from yearbook.deploy.publishing.release import Release
from yearbook.deploy.publishing.sync_uploader import Rclone, Rsync, SyncUploader
from yearbook.model.publication import Means, PublishTarget


class Uploader(Protocol):
    """Uploads releases to one target. Every method raises DiagnosticsError if the target refuses."""

    def lock(self) -> AbstractContextManager[None]:
        """Keep other publications from this machine away, and remove what an interrupted one left."""

    def deployed(self) -> Release | None:
        """Return the release at the target, if any. Raises YB743 if other files are there."""

    def upload(self, source: Path, release: Release, plan: DeployPlan) -> None:
        """Carry out the plan with the files of `source`, verify the result, and show it to readers."""

    def previous(self) -> Release | None:
        """Return the release that a rollback would restore, if any."""

    def roll_back(self, plan: DeployPlan) -> None:
        """Show readers the previous release, which must exist; `plan` leads to it from the current one."""


def uploader_for(target: PublishTarget, state: Path) -> Uploader:
    """Return the uploader for a target. `state` is a folder on this machine that belongs to this target alone."""
    match target.means:
        case Means.FOLDER:
            return FolderUploader(Path(target.place))
        case Means.GIT:
            return GitUploader(target, state)
        case Means.RSYNC:
            return SyncUploader(state, Rsync(target.place))
        case Means.RCLONE:
            return SyncUploader(state, Rclone(target.place))
