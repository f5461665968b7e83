"""What a person asked for → the site in a public place: built clean, inspected, compressed, planned, brought, verified.

Nothing is brought where any problem is an error. The build goes into a folder of its own, from nothing, so that what
readers get depends on the content alone; what the output folder has of the same recipes is compared with it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from yearbook import gather, pipeline
from yearbook.digest import digest_bytes
from yearbook.frozen import dataclass
from yearbook.inspection import inspect
from yearbook.model.publication import Destination, Target, target
from yearbook.order import Order
from yearbook.problems import Mistake, Place, Problem, ProblemsError, Severity, nearest, problem
from yearbook.publishing import kept
from yearbook.publishing.carriers import Carrier, carrier
from yearbook.publishing.compression import compress
from yearbook.publishing.folder import NO_WAY_BACK
from yearbook.publishing.planning import Plan, plan
from yearbook.publishing.release import Release, read_release
from yearbook.reading import Watch
from yearbook.schema import CONFIGURATION
from yearbook.source import read_tree
from yearbook.store import MANIFEST
from yearbook.store.record import Record, decode

UNKNOWN = Mistake(
    "YB730",
    "there is no target “{name}”",
    "没有名为“{name}”的发布目标",
    "did you mean “{meant}”?\n"
    "Name it under `publish:` in yearbook.yaml, or give an address: folder:, rsync:, git: or rclone:.",
    "是不是“{meant}”？\n"
    "请在 yearbook.yaml 的 `publish:` 下写明，或直接给出 folder:、rsync:、git:、rclone: 开头的地址。",
)
UNLIKE = Mistake(
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
class Outcome:
    """What became of it."""

    target: Target
    plan: Plan
    release: Release
    done: bool
    """False where it was only planned, or nothing was to be done."""
    warnings: tuple[Problem, ...] = ()


def destination(order: Order, name: str) -> Destination:
    """A target of yearbook.yaml by its name, or an address as it stands. Raises YB730."""
    known = _destinations(order)
    if name in known:
        return known[name]
    try:
        return Destination(to=name)
    except ValueError as error:
        place = Place(f"{order.content.name}/{CONFIGURATION}")
        found = problem(UNKNOWN, place, name=name, meant=nearest(name, known))
        raise ProblemsError([found]) from error


def publish(order: Order, wish: Wish, watch: Watch) -> Outcome:
    """Content → the place. Raises ProblemsError, having brought nothing, where any problem is an error."""
    aim = target(wish.destination.to)
    state = _state(wish, aim)
    hands = carrier(aim, state)
    with hands.held():
        folder, warnings = _built(order, wish, state, watch)
        release = read_release(folder)
        planned = plan(hands.present(), release)
        bringing = not (wish.dry or planned.is_nothing)
        if bringing:
            hands.bring(folder, release, planned)
        with kept.reporting(state):
            shutil.rmtree(folder)
    return Outcome(aim, planned, release, bringing, warnings)


def roll_back(wish: Wish) -> Outcome:
    """The release before the present one → the place again. Raises YB746 where there is none."""
    aim = target(wish.destination.to)
    hands = carrier(aim, _state(wish, aim))
    with hands.held():
        release = _earlier(hands, aim)
        planned = plan(hands.present(), release)
        if not wish.dry:
            hands.go_back(planned)
    return Outcome(aim, planned, release, not wish.dry)


def _earlier(hands: Carrier, aim: Target) -> Release:
    found = hands.before()
    if found is None:
        raise ProblemsError([problem(NO_WAY_BACK, Place(str(aim)))])
    return found


def _destinations(order: Order) -> dict[str, Destination]:
    tree = read_tree(order.content, order.content.name)
    configuration, problems = gather.configuration(order.content, tree)
    if configuration is None:
        raise ProblemsError((*tree.problems, *problems))
    return dict(configuration.publish)


def _state(wish: Wish, aim: Target) -> Path:
    """A folder of the target's own, by whatever name it is called."""
    return wish.state / f"{aim.means.value}-{digest_bytes(str(aim).encode())[:_HASH]}"


def _built(order: Order, wish: Wish, state: Path, watch: Watch) -> tuple[Path, tuple[Problem, ...]]:
    """A folder with the files of the release and nothing else, and the warnings."""
    folder = state / "site"
    with kept.reporting(state):
        if folder.exists():
            shutil.rmtree(folder)
    address = order.base_url or wish.destination.address
    fresh = replace(order, output=folder, base_url=address)
    report = pipeline.build(fresh, watch)
    found = inspect(folder, base_url=address, jobs=order.jobs)
    if any(each.is_error for each in found):
        raise ProblemsError((*report.warnings, *found))
    with kept.reporting(state):
        warnings = (*report.warnings, *found, *_compared(order.output, folder))
        (folder / MANIFEST).unlink()
        if wish.destination.compress:
            compress(folder, read_release(folder), order.jobs)
    return folder, warnings


def _compared(output: Path, fresh: Path) -> Iterator[Problem]:
    """Whether what was made of the same recipe in the output folder, over many builds, is what the clean build made."""
    old, new = _record(output), _record(fresh)
    if old is None or new is None:
        return
    both = ((path, each, old.entries.get(path)) for path, each in sorted(new.entries.items()))
    unlike = [path for path, each, other in both if other and other.key == each.key and other.digest != each.digest]
    if unlike:
        yield problem(UNLIKE, Place(output.as_posix()), count=len(unlike), folder=output.as_posix(), example=unlike[0])


def _record(folder: Path) -> Record | None:
    try:
        return decode((folder / MANIFEST).read_bytes())
    except FileNotFoundError:
        return None
