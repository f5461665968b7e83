"""Maps of places: drawn from what is recorded, described in words, and nowhere if there are no places."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.support.mapped import MAPPED, PLACES
from tests.support.paths import ROOT
from tests.support.small import FILES
from tests.support.worlds import world
from yearbook.build.books import prepare_editions
from yearbook.build.options import BuildOptions
from yearbook.build.pipeline import build
from yearbook.model.kinds import PLACE, PROJECT
from yearbook.site.edition import Edition
from yearbook.site.views.map_elements import MapView
from yearbook.site.views.maps import all_places_map
from yearbook.site.views.page_context import PageContext
from yearbook.site.views.places import place_view
from yearbook.site.views.projects import project_view


def options(folder: Path) -> BuildOptions:
    return BuildOptions(folder / "content", ROOT / "templates", folder / "site")


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Edition]:
    folder = tmp_path_factory.mktemp("maps")
    world(folder / "content", MAPPED)
    return prepare_editions(options(folder))


def map_of(edition: Edition, place: str) -> MapView | None:
    page = PageContext(edition, f"{edition.language.code}/places/{place}.html")
    return place_view(page, edition.yearbook.get(PLACE, place)).map


def whole(edition: Edition) -> MapView:
    drawn = all_places_map(PageContext(edition, f"{edition.language.code}/places/index.html"))
    assert drawn
    return drawn


def test_all_places_with_a_position_are_drawn_and_listed(editions: dict[str, Edition]) -> None:
    drawn = whole(editions["en"])
    assert [each.style for each in drawn.shapes] == ["area", "area", "area", "line"]  # the county below the towns
    assert len(drawn.marks) == 1
    assert [(each.name.text, each.position) for each in drawn.entries] == [
        ("East Town", "34.73°N, 113.67°E"),
        ("The Long Road", "34.69°N, 113.59°E"),
        ("Tree Hill", "34.751°N, 113.653°E"),
        ("West Town", "34.66°N, 113.47°E"),
        ("Yunti County", "34.705°N, 113.6°E"),
    ]
    assert "Tree Hill: 34.751°N, 113.653°E" in drawn.description
    assert {each.text.text for each in drawn.labels} == {each.name.text for each in drawn.entries}


def test_the_projection_is_said(editions: dict[str, Edition]) -> None:
    assert whole(editions["zh"]).notes[0] == "等距圆柱投影，标准纬线北纬34.705°。"
    assert whole(editions["zh"]).scale.text.text == "10公里"


def test_east_is_right_north_is_up_and_distances_are_true(editions: dict[str, Edition]) -> None:
    drawn = whole(editions["en"])
    county = re.findall(r"(\d+(?:\.\d)?) (\d+(?:\.\d)?)", drawn.shapes[0].path)
    (west, south), north = map(float, county[0]), float(county[3][1])
    east = float(county[2][0])
    assert west < east
    assert north < south
    per_degree_east, per_degree_north = (east - west) / 0.4, (south - north) / 0.26
    assert per_degree_east / per_degree_north == pytest.approx(0.822, abs=0.005)  # the cosine of 34.7 degrees


def test_a_place_is_shown_in_its_surroundings(editions: dict[str, Edition]) -> None:
    drawn = map_of(editions["en"], "west-town")
    assert drawn
    assert [each.style for each in drawn.shapes] == ["quiet-area", "quiet-area", "quiet-line", "area"]
    assert [each.name.text for each in drawn.entries] == ["West Town"]
    assert {each.text.text for each in drawn.labels if each.style == "quiet-name"} >= {"East Town", "Yunti County"}


def test_without_a_position_there_is_no_map(editions: dict[str, Edition]) -> None:
    assert map_of(editions["en"], "somewhere") is None


def test_a_project_shows_its_places_and_shares(editions: dict[str, Edition]) -> None:
    page = PageContext(editions["en"], "en/projects/long-road.html")
    view = project_view(page, editions["en"].yearbook.get(PROJECT, "long-road"))
    assert view.map
    assert [each.name.href for each in view.map.entries] == [
        "../places/long-road-line.html",
        "../places/tree-hill.html",
    ]
    rows = {row.label: [each.text for each in row.values] for row in view.body.rows}
    assert rows["Shares"] == ["Greening Office (60%)", "Small District (40%)"]
    assert rows["On the map"] == ["The Long Road", "Tree Hill"]


def test_names_without_room_become_numbers(tmp_path: Path) -> None:
    crowd = "".join(
        f"    p{number}:\n      title: {{zh: 很长的地名第{number}号, en: A Rather Long Name {number}}}\n"
        f"      geometry: {{type: Point, coordinates: [113.6{number:02}, 34.7]}}\n"
        for number in range(30)
    )
    world(tmp_path / "content", {**MAPPED, "places/crowd.yaml": crowd})
    drawn = whole(prepare_editions(options(tmp_path))["en"])
    numbers = [each.number for each in drawn.entries if each.number]
    assert numbers == [str(each) for each in range(1, len(numbers) + 1)] != []
    assert numbers == sorted((each.text.text for each in drawn.labels if each.style == "number"), key=int)
    boxes = [(each.x, each.y) for each in drawn.labels]
    assert len(set(boxes)) == len(boxes)


def test_pages_data_and_search_have_places(tmp_path: Path) -> None:
    world(tmp_path / "content", MAPPED)
    build(options(tmp_path))
    site = tmp_path / "site"
    page = (site / "en/places/east-town.html").read_text("utf-8")
    assert '<svg class="drawing map-drawing"' in page
    assert 'aria-labelledby="map-title map-desc"' in page
    assert "http" not in re.sub(r'"https?://schema\.org[^"]*"', "", page.split("<svg")[1].split("</svg>")[0])
    assert '"@type":"GeoCoordinates"' in page.replace(" ", "")
    assert "Long Road" in page
    assert 'href="places/index.html"' in (site / "en/index.html").read_text("utf-8")
    data = json.loads((site / "data/places.json").read_text("utf-8"))["records"]["place"]
    assert {each["id"]: each["facts"].get("geometry") for each in data}["tree-hill"] == {
        "type": "Point",
        "coordinates": [113.653, 34.751],
    }
    assert (site / "media/east-town.geojson").is_file()
    assert "Tree Hill" in "".join(each.read_text("utf-8") for each in (site / "en/search").rglob("*.js"))
    assert "34.751°N" in (site / "en/places/tree-hill.md").read_text("utf-8")


def test_an_edited_file_changes_the_pages(tmp_path: Path) -> None:
    world(tmp_path / "content", MAPPED)
    build(options(tmp_path))
    page = tmp_path / "site/en/places/east-town.html"
    before = page.read_text("utf-8")
    file = tmp_path / "content/media/east-town.geojson"
    file.write_text(file.read_text("utf-8").replace("34.8", "34.79"), "utf-8")
    build(options(tmp_path))
    assert page.read_text("utf-8") != before


def test_a_yearbook_without_places_does_not_speak_of_them(tmp_path: Path) -> None:
    world(tmp_path / "content", FILES)
    build(options(tmp_path))
    assert PLACES
    assert not (tmp_path / "site/en/places").exists()
    for path in ("en/index.html", "en/data.html", "en/projects/long-road.html", "sitemap.xml"):
        file = tmp_path / "site" / path
        assert not file.exists() or "places" not in file.read_text("utf-8"), path
