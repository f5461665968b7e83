"""Every output of the site as a path and a recipe: what it is made of, and the key by which it is kept or made again.

A recipe holds all that its output depends on, so nothing has to be tracked: the digest of the template with all it
includes, of the frame that its pages share, and of the page's own view. The key is the digest of these and of
the toolchain.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import version
from pathlib import Path

from yearbook import __version__
from yearbook.assets import Asset
from yearbook.digest import digest
from yearbook.render import Templates, render
from yearbook.views import Page, Reference, Site, compose

_HERE = Path(__file__).resolve().parent
_TOOLS = ("jinja2", "markdown", "markupsafe", "nh3", "babel", "pypinyin")
"""What has a hand in the bytes of a page. Python's own version is part of the toolchain because Unicode data is."""


@cache
def toolchain() -> str:
    """A text that changes when any tool that shapes the output does, this program's own code among them."""
    tools = (f"{each} {version(each)}" for each in _TOOLS)
    code = digest(tuple((str(each.relative_to(_HERE)), each.read_bytes()) for each in sorted(_HERE.rglob("*.py"))))
    return "; ".join((f"yearbook {__version__} {code}", f"python {platform.python_version()}", *tools))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is needed to make any page: handed to workers once."""

    site: Site
    templates: Templates
    frames: Mapping[int, str]
    """id of a frame → its digest; frames live as long as the site does."""
    toolchain: str
    recorded: Mapping[str, str]
    """Path → key of what is in the output folder now."""


@dataclass(frozen=True, slots=True)
class Made:
    """One output: its path, its key, and its bytes where they are not those of the recorded key."""

    path: str
    key: str
    data: bytes | None


def plan(site: Site, templates: Templates, recorded: Mapping[str, str]) -> Plan:
    """The plan for a build into a folder of which `recorded` is known."""
    frames = {id(frame): digest(frame) for frame in site.frames.values()}
    return Plan(site, templates, frames, toolchain(), recorded)


def make(plan: Plan, reference: Reference) -> Made:
    """A page: composed, keyed, and rendered where the recorded output was made of something else."""
    page = compose(plan.site, reference)
    key = digest((plan.toolchain, plan.templates.closures[page.template], plan.frames[id(page.frame)], _own(page)))
    same = plan.recorded.get(page.path) == key
    return Made(page.path, key, None if same else render(plan.templates, page.template, page))


def make_again(plan: Plan, reference: Reference) -> bytes:
    """The bytes of a page whose recipe is unchanged but whose file is not."""
    page = compose(plan.site, reference)
    return render(plan.templates, page.template, page)


def carry(plan: Plan, asset: Asset) -> Made:
    """A file that goes in as it is: its key is its content's."""
    key = digest(asset.data)
    return Made(asset.path, key, None if plan.recorded.get(asset.path) == key else asset.data)


def _own(page: Page) -> tuple[object, ...]:
    """All of a page but its frame, which is digested once for all of its pages."""
    return tuple(getattr(page, each.name) for each in fields(page) if each.name != "frame")


def inputs(folders: Mapping[str, Iterable[tuple[str, str]]], options: Iterable[str]) -> str:
    """The digest of all that a whole site is made of: files as (path, digest) by folder, options, the toolchain."""
    return digest((toolchain(), tuple((name, tuple(files)) for name, files in folders.items()), tuple(options)))
