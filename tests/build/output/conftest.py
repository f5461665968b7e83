"""An output folder to write to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.output import FOREIGN, OLD, build, names, put
from yearbook.build.output import system


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An empty parent with the site in it, so that leftovers beside the site are seen."""
    return tmp_path / "out" / "site"


@pytest.fixture
def built(site: Path) -> Iterator[Path]:
    """A site of ours with files of an editor in it. Whatever happens, nothing is left beside it."""
    build(site, OLD)
    put(site, FOREIGN)
    yield site
    assert names(site.parent) == ["site"]


@pytest.fixture
def unflushed(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of a hundred builds, which no power cut threatens."""
    monkeypatch.setattr(system, "flush_file_system", lambda folder: None)
    monkeypatch.setattr(system, "flush_folder", lambda folder: None)
