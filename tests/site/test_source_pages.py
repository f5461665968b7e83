"""The page of a source: what is known of it, as links where it is an address, and plainly what is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.reported import REPORTED
from tests.support.worlds import world
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.model.kinds import SOURCE
from yearbook.site.edition import Edition
from yearbook.site.views.elements import Run
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.sources import source_view


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder: Path = tmp_path_factory.mktemp("sources")
    world(folder / "content", REPORTED)
    return prepare_editions(BuildOptions(folder / "content", ROOT / "templates", folder / "site"))


def rows(edition: Edition, identity: str) -> dict[str, tuple[Run, ...]]:
    page = PageContext(edition, f"{edition.language.code}/sources/{identity}.html")
    return {row.label: row.values for row in source_view(page, edition.yearbook.get(SOURCE, identity)).body.rows}


def test_what_is_known_of_a_document_is_shown(editions: dict[str, Edition]) -> None:
    found = rows(editions["en"], "notice")
    assert found["Document number"][0].text == "小政〔2017〕12号"
    assert found["Address"][0].href == "https://example.org/notices/12.html"
    (copy,) = found["Archived copy"]
    assert (copy.href, copy.text) == (
        "https://archive.example.org/2017/12.html",
        "https://archive.example.org/2017/12.html (1 April 2017)",
    )
    assert "Not known" not in found


def test_what_is_not_known_is_said(editions: dict[str, Edition]) -> None:
    assert [each.text for each in rows(editions["zh"], "clipping")["未详事项"]] == ["未记报纸名称", "未记版次"]
    assert [each.text for each in rows(editions["en"], "daily")["Not known"]] == [
        "the year or day is not printed and is inferred"
    ]
