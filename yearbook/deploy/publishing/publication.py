"""What a person asked for → the site in a public place: built clean, inspected, compressed, planned, brought, verified.

Nothing is brought where any problem is an error. The build goes into a folder of its own, from nothing, so that what
readers get depends on the content alone; what the output folder has of the same recipes is compared with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from yearbook.build import pipeline
from yearbook.build.loading import ProgressCallback
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST, Manifest, decode_manifest
from yearbook.content import loading
from yearbook.content.locations import CONFIGURATION
from yearbook.content.tree import read_tree
from yearbook.core.diagnostics import (
    Diagnostic,
    DiagnosticKind,
    DiagnosticsError,
    Location,
    Severity,
    diagnostic,
    nearest,
)
from yearbook.core.digest import digest_bytes
from yearbook.core.frozen import dataclass
from yearbook.deploy.inspection.site import inspect_site
from yearbook.deploy.publishing import releases
from yearbook.deploy.publishing.carriers import Carrier, carrier
from yearbook.deploy.publishing.compression import compress
from yearbook.deploy.publishing.folder import NO_WAY_BACK
from yearbook.deploy.publishing.planning import Plan, plan
from yearbook.deploy.publishing.release import Release, read_release
from yearbook.model.publication import Destination, PublishTarget, publish_target

UNKNOWN = DiagnosticKind(
    "YB730",
    "there is no target “{name}”",
    "没有名为“{name}”的发布目标",
    "did you mean “{meant}”?\n"
    "Name it under `publish:` in yearbook.yaml, or give an address: folder:, rsync:, git: or rclone:.",
    "是不是“{meant}”？\n"
    "请在 yearbook.yaml 的 `publish:` 下写明，或直接给出 folder:、rsync:、git:、rclone: 开头的地址。",
)
UNLIKE = DiagnosticKind(
    "YB731",
    "{count} files of {folder} are not what a clean build makes: {example}",
    "{folder} 中有 {count} 个文件与全新生成的结果不同：{example}",
    "The clean build is what gets published. Delete {folder}, build again, and report it if it returns.",
    "发布的是全新生成的结果。请删除 {folder} 后重新生成；若再次出现，请报告。",
    Severity.WARNING,
)

_HASH = 8  # hex digits: the targets of one machine are few


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for."""

    destination: Destination
    state: Path
    """A folder on this machine: copies of releases, repositories, and the build."""
    dry: bool = False
    """Only say what would be done."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What became of it."""

    target: PublishTarget
    plan: Plan
    release: Release
    done: bool
    """False where it was only planned, or nothing was to be done."""
    warnings: tuple[Diagnostic, ...] = ()


def destination(order: BuildOptions, name: str) -> Destination:
    """A target of yearbook.yaml by its name, or an address as it stands. Raises YB730."""
    known = _destinations(order)
    if name in known:
        return known[name]
    try:
        return Destination(to=name)
    except ValueError as error:
        place = Location(f"{order.content.name}/{CONFIGURATION}")
        found = diagnostic(UNKNOWN, place, name=name, meant=nearest(name, known))
        raise DiagnosticsError([found]) from error


def publish(order: BuildOptions, wish: Wish, watch: ProgressCallback) -> PublishResult:
    """Content → the place. Raises ProblemsError, having brought nothing, where any problem is an error."""
    aim = publish_target(wish.destination.to)
    state = _state(wish, aim)
    hands = carrier(aim, state)
    with hands.held():
        folder, warnings = _built(order, wish, state, watch)
        release = read_release(folder)
        planned = plan(hands.present(), release)
        bringing = not (wish.dry or planned.is_nothing)
        if bringing:
            hands.bring(folder, release, planned)
        with releases.reporting_refusal(state):
            shutil.rmtree(folder)
    return PublishResult(aim, planned, release, bringing, warnings)


def roll_back(wish: Wish) -> PublishResult:
    """The release before the present one → the place again. Raises YB746 where there is none."""
    aim = publish_target(wish.destination.to)
    hands = carrier(aim, _state(wish, aim))
    with hands.held():
        release = _earlier(hands, aim)
        planned = plan(hands.present(), release)
        if not wish.dry:
            hands.go_back(planned)
    return PublishResult(aim, planned, release, not wish.dry)


def _earlier(hands: Carrier, aim: PublishTarget) -> Release:
    found = hands.before()
    if found is None:
        raise DiagnosticsError([diagnostic(NO_WAY_BACK, Location(str(aim)))])
    return found


def _destinations(order: BuildOptions) -> dict[str, Destination]:
    tree = read_tree(order.content, order.content.name)
    configuration, diagnostics = loading.configuration(order.content, tree)
    if configuration is None:
        raise DiagnosticsError((*tree.diagnostics, *diagnostics))
    return dict(configuration.publish)


def _state(wish: Wish, aim: PublishTarget) -> Path:
    """A folder of the target's own, by whatever name it is called."""
    return wish.state / f"{aim.means.value}-{digest_bytes(str(aim).encode())[:_HASH]}"


def _built(
    order: BuildOptions, wish: Wish, state: Path, watch: ProgressCallback
) -> tuple[Path, tuple[Diagnostic, ...]]:
    """A folder with the files of the release and nothing else, and the warnings."""
    folder = state / "site"
    with releases.reporting_refusal(state):
        if folder.exists():
            shutil.rmtree(folder)
    address = order.base_url or wish.destination.address
    fresh = replace(order, output=folder, base_url=address)
    report = pipeline.build(fresh, watch)
    found = inspect_site(folder, base_url=address, jobs=order.jobs)
    if any(each.is_error for each in found):
        raise DiagnosticsError((*report.warnings, *found))
    with releases.reporting_refusal(state):
        warnings = (*report.warnings, *found, *_compared(order.output, folder))
        (folder / MANIFEST).unlink()
        if wish.destination.compress:
            compress(folder, read_release(folder), order.jobs)
    return folder, warnings


def _compared(output: Path, fresh: Path) -> Iterator[Diagnostic]:
    """Whether what was made of the same recipe in the output folder, over many builds, is what the clean build made."""
    old, new = _record(output), _record(fresh)
    if old is None or new is None:
        return
    both = ((path, each, old.entries.get(path)) for path, each in sorted(new.entries.items()))
    unlike = [path for path, each, other in both if other and other.key == each.key and other.digest != each.digest]
    if unlike:
        yield diagnostic(
            UNLIKE, Location(output.as_posix()), count=len(unlike), folder=output.as_posix(), example=unlike[0]
        )


def _record(folder: Path) -> Manifest | None:
    try:
        return decode_manifest((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
