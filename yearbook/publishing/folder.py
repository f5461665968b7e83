"""A folder that a web server reads: releases side by side, one of them current."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from yearbook.frozen import dataclass
from yearbook.problems import Mistake, Place, ProblemsError, problem
from yearbook.publishing import kept
from yearbook.publishing.planning import Plan
from yearbook.publishing.release import Release, differing

NOT_AS_BROUGHT = Mistake(
    "YB745",
    "{count} files there are not what was brought: {example}",
    "目标处有 {count} 个文件与所发布的不一致：{example}",
    "Publish again; if it stays, look at the disk, or at what else writes there.",
    "请再次发布；如仍如此，请检查磁盘，或是否有其他程序写入。",
)
NO_WAY_BACK = Mistake(
    "YB746",
    "there is no earlier release to go back to",
    "没有可以退回的旧版本",
    "Publish from an earlier state of the content instead.",
    "请改用旧的内容重新发布。",
)


@dataclass(frozen=True, slots=True)
class Folder:
    """`root/current` is what readers see."""

    root: Path

    def held(self) -> AbstractContextManager[None]:
        return kept.hold(self.root)

    def present(self) -> Release | None:
        return kept.read(kept.current(self.root))

    def bring(self, source: Path, release: Release, _plan: Plan) -> None:
        with kept.reporting(self.root):
            before = kept.current(self.root)
            staged = kept.stage(self.root, source, release)
            for path in differing(staged, release):  # somebody changed the current one's file, which was linked
                (staged / path).unlink()
                shutil.copyfile(source / path, staged / path)
            verify(staged, release, self.root)
            kept.switch(self.root, kept.settle(self.root, staged, release))
            kept.prune(self.root, before)

    def before(self) -> Release | None:
        return kept.read(kept.previous(self.root))

    def go_back(self, _plan: Plan) -> None:
        with kept.reporting(self.root):
            folder = kept.previous(self.root)
            release = kept.read(folder)
            if folder is None or release is None:
                raise ProblemsError([problem(NO_WAY_BACK, Place(self.root.as_posix()))])
            verify(folder, release, self.root)
            kept.switch(self.root, folder)


def verify(folder: Path, release: Release, root: Path) -> None:
    """Reads every file back. Raises YB745 where one is not what the release says."""
    if wrong := differing(folder, release):
        raise ProblemsError([problem(NOT_AS_BROUGHT, Place(root.as_posix()), count=len(wrong), example=wrong[0])])
