"""The page of a kind without a view of its own: every field that has a value, shown by its type."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.paths import ROOT
from tests.support.small import small_world
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.core.overlay import Folders
from yearbook.model.kinds import EVENT, HONOR, KINDS
from yearbook.site.edition import Edition
from yearbook.site.rendering.templates import read_templates, render
from yearbook.site.views import pages
from yearbook.site.views.field_rows import _fields_to_show
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.page_frame import make_site
from yearbook.site.views.page_references import PageReference
from yearbook.site.views.record_page import record_view


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder = tmp_path_factory.mktemp("records")
    content: Path = small_world(folder / "content", {})
    return prepare_editions(BuildOptions(content, ROOT / "templates", folder / "site"))


def shown(edition: Edition, kind: str, identity: str) -> dict[str, list[str]]:
    page = PageContext(edition, f"{edition.language.code}/x/x.html")
    rows = record_view(page, edition.yearbook.get(kind, identity)).body.rows
    return {row.label: [each.text for each in row.values] for row in rows}


def test_values_are_shown_by_their_types(editions: dict[str, Edition]) -> None:
    found = shown(editions["en"], HONOR.name, "green-city")
    assert found["Level"] == ["Municipal"]
    assert found["Conferred"] == ["March 2017"]
    assert found["Rank"] == ["first by growth in the city"]
    assert found["Streak"] == ["two years running"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_field_has_a_label(editions: dict[str, Edition], language: str) -> None:
    page = PageContext(editions[language], f"{language}/x/x.html")
    for kind in KINDS.values():
        for field in _fields_to_show(kind.facts, frozenset()):
            assert page.word(f"facts.{field.name}")


def test_references_are_linked_and_shared_fields_are_left_out(editions: dict[str, Edition]) -> None:
    edition = editions["en"]
    page = PageContext(edition, "en/x/x.html")
    rows = record_view(page, edition.yearbook.get(HONOR, "green-city")).body.rows
    linked = [each.href for row in rows for each in row.values if each.href]
    assert any(each.endswith("units/green-office.html") for each in linked)
    assert len({row.label for row in rows}) == len(rows)


def test_the_generic_template_shows_it(editions: dict[str, Edition], monkeypatch: pytest.MonkeyPatch) -> None:
    others = {name: view for name, view in pages._RECORD_PAGES.items() if name != HONOR.name}
    monkeypatch.setattr(pages, "_RECORD_PAGES", others)
    page = pages.compose_page(make_site(editions, (), ()), PageReference(HONOR.name, "en", "green-city"))
    assert page.template == "pages/record.html"
    html = render(read_templates(Folders(ROOT / "templates")), page.template, page).decode()
    assert "Municipal" in html and "../units/green-office.html" in html


def test_records_without_pages_have_a_view_for_search(editions: dict[str, Edition]) -> None:
    (first, *_) = editions["zh"].all(EVENT)
    assert shown(editions["zh"], EVENT.name, first.id)
