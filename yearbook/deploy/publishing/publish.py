"""Publish the site: build it afresh, inspect, compress, plan, upload, verify. Or roll back to the release before.

Nothing is uploaded if any diagnostic is an error. The build goes from nothing into a folder of its own, so that what
readers get depends on the content alone; the output folder of everyday builds is only compared with it.
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
from yearbook.deploy.inspection.site_checks import inspect_site
from yearbook.deploy.publishing.compression import compress
from yearbook.deploy.publishing.deploy_plan import DeployPlan, plan_deploy
from yearbook.deploy.publishing.release import Release, read_release
from yearbook.deploy.publishing.release_store import reporting_refusal
from yearbook.deploy.publishing.uploaders import Uploader, uploader_for
from yearbook.model.publication import Destination, PublishTarget, publish_target

UNKNOWN_TARGET = DiagnosticKind(
    "YB730",
    "there is no target “{name}”",
    hint="did you mean “{meant}”?\n"
    "Name it under `publish:` in yearbook.yaml, or give an address: folder:, rsync:, git: or rclone:.",
)
UNLIKE_CLEAN_BUILD = DiagnosticKind(
    "YB731",
    "{count} files of {folder} are not what a clean build makes: {example}",
    hint="The clean build is what gets published. Delete {folder}, build again, and report it if it returns.",
    severity=Severity.WARNING,
)
NO_EARLIER_RELEASE = DiagnosticKind(
    "YB746",
    "there is no earlier release to go back to",
    hint="Publish from an earlier state of the content instead.",
)

_HASH_LENGTH = 8  # hex digits: one machine publishes to few targets


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """The options of one publication or rollback."""

    destination: Destination
    state: Path
    """Folder on this machine for copies of releases, repositories, and the build."""
    dry_run: bool = False
    """Only plan; change nothing."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The outcome of a publication or rollback."""

    target: PublishTarget
    plan: DeployPlan
    release: Release
    done: bool
    """False after a dry run, or if nothing had to be done."""
    warnings: tuple[Diagnostic, ...] = ()


def destination(build: BuildOptions, name: str) -> Destination:
    """Return the target of yearbook.yaml with this name, or the target at this address. Raises YB730."""
    known = _destinations(build)
    if name in known:
        return known[name]
    try:
        return Destination(to=name)
    except ValueError as error:
        place = Location(f"{build.content.name}/{CONFIGURATION}")
        found = diagnostic(UNKNOWN_TARGET, place, name=name, meant=nearest(name, known))
        raise DiagnosticsError([found]) from error


def publish(build: BuildOptions, options: PublishOptions, watch: ProgressCallback) -> PublishResult:
    """Build the site and upload it. Raises DiagnosticsError, with nothing uploaded, if any diagnostic is an error."""
    target = publish_target(options.destination.to)
    state = _state_folder(options, target)
    uploader = uploader_for(target, state)
    with uploader.lock():
        folder, warnings = _build_release(build, options, state, watch)
        release = read_release(folder)
        plan = plan_deploy(uploader.deployed(), release)
        done = not (options.dry_run or plan.is_empty)
        if done:
            uploader.upload(folder, release, plan)
        with reporting_refusal(state):
            shutil.rmtree(folder)
    return PublishResult(target=target, plan=plan, release=release, done=done, warnings=warnings)


def roll_back(options: PublishOptions) -> PublishResult:
    """Restore the release before the current one. Raises YB746 if there is none."""
    target = publish_target(options.destination.to)
    uploader = uploader_for(target, _state_folder(options, target))
    with uploader.lock():
        release = _previous(uploader, target)
        plan = plan_deploy(uploader.deployed(), release)
        if not options.dry_run:
            uploader.roll_back(plan)
    return PublishResult(target=target, plan=plan, release=release, done=not options.dry_run)


def _previous(uploader: Uploader, target: PublishTarget) -> Release:
    release = uploader.previous()
    if release is None:
        raise DiagnosticsError([diagnostic(NO_EARLIER_RELEASE, Location(str(target)))])
    return release


def _destinations(build: BuildOptions) -> dict[str, Destination]:
    tree = read_tree(build.content, build.content.name)
    configuration, diagnostics = loading.configuration(build.content, tree)
    if configuration is None:
        raise DiagnosticsError((*tree.diagnostics, *diagnostics))
    return dict(configuration.publish)


def _state_folder(options: PublishOptions, target: PublishTarget) -> Path:
    """Return the folder of a target, the same by whichever name it is called."""
    return options.state / f"{target.means.value}-{digest_bytes(str(target).encode())[:_HASH_LENGTH]}"


def _build_release(
    build: BuildOptions, options: PublishOptions, state: Path, watch: ProgressCallback
) -> tuple[Path, tuple[Diagnostic, ...]]:
    """Return a folder with the files of the release and nothing else, and the warnings."""
    folder = state / "site"
    with reporting_refusal(state):
        if folder.exists():
            shutil.rmtree(folder)
    address = build.base_url or options.destination.address
    report = pipeline.build(replace(build, output=folder, base_url=address), watch)
    found = inspect_site(folder, base_url=address, jobs=build.jobs)
    if any(each.is_error for each in found):
        raise DiagnosticsError((*report.warnings, *found))
    with reporting_refusal(state):
        warnings = (*report.warnings, *found, *_compare_output(build.output, folder))
        (folder / MANIFEST).unlink()
        if options.destination.compress:
            compress(folder, read_release(folder), build.jobs)
    return folder, warnings


def _compare_output(output: Path, fresh: Path) -> Iterator[Diagnostic]:
    """Warn if incremental builds made other files in the output folder than the clean build, from the same recipes."""
    old, new = _manifest(output), _manifest(fresh)
    if old is None or new is None:
        return
    pairs = ((path, each, old.entries.get(path)) for path, each in sorted(new.entries.items()))
    unlike = [path for path, each, other in pairs if other and other.key == each.key and other.digest != each.digest]
    if unlike:
        folder = output.as_posix()
        yield diagnostic(UNLIKE_CLEAN_BUILD, Location(folder), count=len(unlike), folder=folder, example=unlike[0])


def _manifest(folder: Path) -> Manifest | None:
    try:
        return decode_manifest((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
