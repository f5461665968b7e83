"""What holds for all tests: generated examples are the same in every run, so that a failure is the change's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from yearbook.build import job
from yearbook.core.overlay import Folders
from yearbook.site.rendering.templates import read_templates

settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="module")
def templates_read_once() -> Iterator[None]:
    """For modules in which no test changes a template: reading them takes longer than a small build."""
    known = read_templates(Folders(Path(__file__).resolve().parent.parent / "templates"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(job, "read_templates", lambda folders: known)
        yield
