"""A target → the carrier that brings releases there: what every place must be able to do, and who can do it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from yearbook.model.publication import Means, Target
from yearbook.publishing.branch import Branch
from yearbook.publishing.copying import Mirror, Rclone, Rsync
from yearbook.publishing.folder import Folder
from yearbook.publishing.planning import Plan
from yearbook.publishing.release import Release


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


def carrier(target: Target, state: Path) -> Carrier:
    """The carrier of a target. `state` is a folder of this target's own on this machine."""
    match target.means:
        case Means.FOLDER:
            return Folder(Path(target.place))
        case Means.GIT:
            return Branch(target, state)
        case Means.RSYNC:
            return Mirror(state, Rsync(target.place))
        case Means.RCLONE:
            return Mirror(state, Rclone(target.place))
