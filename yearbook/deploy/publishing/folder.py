"""A folder that a web server reads: releases side by side, one of them current."""

from __future__ import annotations

import shutil
from contextlib import AbstractContextManager
from pathlib import Path

from yearbook.core.diagnostics import DiagnosticKind, DiagnosticsError, Location, diagnostic
from yearbook.core.frozen import dataclass
from yearbook.deploy.publishing import releases
from yearbook.deploy.publishing.planning import Plan
from yearbook.deploy.publishing.release import Release, differing

NOT_AS_BROUGHT = DiagnosticKind(
    "YB745",
    "{count} files there are not what was brought: {example}",
    "目标处有 {count} 个文件与所发布的不一致：{example}",
    "Publish again; if it stays, look at the disk, or at what else writes there.",
    "请再次发布；如仍如此，请检查磁盘，或是否有其他程序写入。",
)
NO_WAY_BACK = DiagnosticKind(
    "YB746",
    "there is no earlier release to go back to",
    "没有可以退回的旧版本",
    "Publish from an earlier state of the content instead.",
    "请改用旧的内容重新发布。",
)


@dataclass(frozen=True, slots=True)
class FolderCarrier:
    """`root/current` is what readers see."""

    root: Path

    def held(self) -> AbstractContextManager[None]:
        return releases.hold_releases(self.root)

    def present(self) -> Release | None:
        return releases.read_releases(releases.current(self.root))

    def bring(self, source: Path, release: Release, _plan: Plan) -> None:
        with releases.reporting_refusal(self.root):
            before = releases.current(self.root)
            staged = releases.stage(self.root, source, release)
            for path in differing(staged, release):  # somebody changed the current one's file, which was linked
                (staged / path).unlink()
                shutil.copyfile(source / path, staged / path)
            verify(staged, release, self.root)
            releases.switch(self.root, releases.settle_releases(self.root, staged, release))
            releases.prune(self.root, before)

    def before(self) -> Release | None:
        return releases.read_releases(releases.previous(self.root))

    def go_back(self, _plan: Plan) -> None:
        with releases.reporting_refusal(self.root):
            folder = releases.previous(self.root)
            release = releases.read_releases(folder)
            if folder is None or release is None:
                raise DiagnosticsError([diagnostic(NO_WAY_BACK, Location(self.root.as_posix()))])
            verify(folder, release, self.root)
            releases.switch(self.root, folder)


def verify(folder: Path, release: Release, root: Path) -> None:
    """Reads every file back. Raises YB745 where one is not what the release says."""
    if wrong := differing(folder, release):
        raise DiagnosticsError(
            [diagnostic(NOT_AS_BROUGHT, Location(root.as_posix()), count=len(wrong), example=wrong[0])]
        )
