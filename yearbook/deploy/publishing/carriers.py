"""A target → the carrier that brings releases there: what every place must be able to do, and who can do it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yearbook.deploy.publishing.folder import FolderCarrier
from yearbook.deploy.publishing.git_branch import GitBranch
from yearbook.deploy.publishing.planning import Plan
from yearbook.deploy.publishing.release import Release
from yearbook.deploy.publishing.sync import Mirror, Rclone, Rsync
from yearbook.model.publication import Means, PublishTarget


class Carrier(Protocol):
    """Brings releases to one place. Every method raises ProblemsError where the place refuses."""

    def held(self) -> AbstractContextManager[None]:
        """Keeps other publications from this machine away, and clears away what one left that was cut off."""

    def present(self) -> Release | None:
        """What is there; None where nothing is. Raises YB743 where something is that was not published from here."""

    def bring(self, source: Path, release: Release, plan: Plan) -> None:
        """Does what the plan says with the files of `source`, verifies it, and makes it what readers see."""

    def before(self) -> Release | None:
        """The release to which one can go back; None where there is none."""

    def go_back(self, plan: Plan) -> None:
        """Makes that release what readers see; `plan` says what that changes."""


def carrier(target: PublishTarget, state: Path) -> Carrier:
    """The carrier of a target. `state` is a folder of this target's own on this machine."""
    match target.means:
        case Means.FOLDER:
            return FolderCarrier(Path(target.place))
        case Means.GIT:
            return GitBranch(target, state)
        case Means.RSYNC:
            return Mirror(state, Rsync(target.place))
        case Means.RCLONE:
            return Mirror(state, Rclone(target.place))
