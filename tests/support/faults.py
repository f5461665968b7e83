"""Change one text of a small yearbook, build it, and kill or disturb the build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.builds import Contents, contents
from tests.support.small import FILES
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.output.manifest import MANIFEST
from yearbook.core.diagnostics import DiagnosticsError

PAGE = "zh/themes/garden.html"


OLD, NEW = "绿化。", "青草。"  # as many bytes


def pages(site: Contents) -> Contents:
    """Without the record, which also says whether the content may have changed meanwhile."""
    return {path: data for path, data in site.items() if path != MANIFEST}


def write(options: BuildOptions, text: str) -> None:
    """The content with `text` where it says `OLD` or `NEW`."""
    world(options.content, {"themes.yaml": FILES["themes.yaml"].replace(OLD, text)})


def site(options: BuildOptions, folder: Path, text: str) -> Contents:
    """What a clean build of the content with `text` makes, in another folder."""
    content = Path(shutil.copytree(options.content, folder / "content"))
    other = BuildOptions(content, options.templates, folder / "site")
    write(other, text)
    pipeline.build(other)
    return contents(other.output)


def rebuilt(options: BuildOptions) -> Contents:
    """The site after a build, beside which nothing is left."""
    pipeline.build(options)
    assert not (options.output.parent / f".{options.output.name}.staging").exists()
    return contents(options.output)


def refused(options: BuildOptions) -> set[str]:
    """The codes of the problems for which a build gives up."""
    with pytest.raises(DiagnosticsError) as caught:
        pipeline.build(options)
    assert all(each.text(language) for each in caught.value.diagnostics for language in ("en", "zh"))
    return {each.mistake.code for each in caught.value.diagnostics}


def child(work: Callable[[], object]) -> int:
    """The work in a process of its own, which ends with 0, with 1 for problems, or with 2."""
    if started := os.fork():
        return started
    try:
        work()
        os._exit(0)
    except DiagnosticsError:
        os._exit(1)
    finally:
        os._exit(2)


def clean(options: BuildOptions, folder: Path) -> BuildOptions:
    """A build of the same content from nothing."""
    other = BuildOptions(options.content, options.templates, folder / "clean" / "site")
    pipeline.build(other)
    return other
