"""A small yearbook to build, with the real templates."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build import job, pipeline
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.site.rendering.templates import Templates, read_templates


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real templates, as they are when the tests begin."""
    return Path(shutil.copytree(ROOT / "templates", tmp_path_factory.mktemp("of") / "templates"))


@pytest.fixture(scope="module")
def templates_read_once() -> Iterator[None]:
    """Reading a templates folder is pure and takes longer than a small build: the same bytes are read once."""
    known: dict[tuple[tuple[str, bytes], ...], Templates] = {}

    def remembered(folders: Folders) -> Templates:
        key = tuple((str(each), each.read_bytes()) for each in folders.files("*.html").values())
        if key not in known:
            known[key] = read_templates(folders)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "read_templates", remembered)
        yield


@pytest.fixture
def options(tmp_path: Path, templates: Path) -> BuildOptions:
    """An options for the small yearbook, whose content is there to be changed."""
    return BuildOptions(small_world(tmp_path / "content"), templates, tmp_path / "site")


@pytest.fixture(autouse=True)
def cache_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a build cannot use its own cache: it would only take longer, and no other test would see it."""

    def unexpected(*_: object) -> None:
        raise AssertionError("the cache of the last build could not be used") from sys.exc_info()[1]

    monkeypatch.setattr(pipeline, "render_without_cache", unexpected)
