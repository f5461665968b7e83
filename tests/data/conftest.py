"""A small yearbook to export, and the same with a title that means something to each format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.exported import NASTY
from tests.support.paths import ROOT
from tests.support.small import DRAFT, small_world
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.content.yearbook import Yearbook
from yearbook.core.overlay import Folders
from yearbook.i18n.language import Language
from yearbook.i18n.strings import read_languages
from yearbook.model.texts import Text


@pytest.fixture(scope="session")
def yearbook(tmp_path_factory: pytest.TempPathFactory) -> Yearbook:
    folder = tmp_path_factory.mktemp("exports")
    small_world(folder / "content", {"honors/2018/secret.md": DRAFT})
    return read_yearbook(BuildOptions(folder / "content", ROOT / "templates", folder / "site"))[0]


@pytest.fixture(scope="session")
def languages() -> tuple[Language, ...]:
    return read_languages(Folders(ROOT / "templates"), ("zh", "en"))


@pytest.fixture(scope="session")
def nasty(yearbook: Yearbook) -> Yearbook:
    """The same with the nasty title on every record, in both languages."""
    title = Text((("zh", NASTY), ("en", NASTY)))
    records = {
        kind: {identity: replace(record, title=title, summary=title) for identity, record in of_kind.items()}
        for kind, of_kind in yearbook.records.items()
    }
    return Yearbook(yearbook.configuration, records, yearbook.uses)
