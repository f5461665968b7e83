"""The pictures of a record in a real Chromium: enlarged on click and by keyboard, whole without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.browser import package
from tests.browser.conftest import listening
from tests.support.builds import built
from tests.support.illustrated import illustrated_world
from tests.support.paths import ROOT
from yearbook.build.options import BuildOptions

DIALOG = "dialog.enlarged"
LINKS = "a[data-enlarge]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a page with four pictures, of which one is decorative."""
    folder = tmp_path_factory.mktemp("illustrated")
    built(BuildOptions(illustrated_world(folder / "content"), ROOT / "templates", folder / "site"))
    return f"{(folder / 'site').as_uri()}/en/honors/green-city.html"


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Any]:
    """The page with the second picture enlarged."""
    with listening(browser) as (page, complaints):
        page.goto(address)
        page.locator(LINKS).nth(1).click()
        yield page
        assert complaints == []


def shown(page: Any) -> str:
    """What the enlarged picture shows."""
    return str(page.locator(f"{DIALOG} img").get_attribute("alt"))


def test_a_picture_is_enlarged_and_the_arrows_lead_to_the_others(opened: Any) -> None:
    assert shown(opened) == "The whole road"
    assert opened.locator(".enlarged-count").inner_text() == "2 / 3"
    opened.keyboard.press("ArrowRight")
    assert shown(opened) == "A lamp"
    opened.keyboard.press("ArrowRight")
    assert shown(opened) == "A lamp"
    assert opened.locator(".enlarged-next").is_disabled()
    opened.keyboard.press("Home")
    assert shown(opened) == "Volunteers plant trees"
    assert "Photo by Wang Wu" in opened.locator(".enlarged-caption").inner_text()


def test_the_focus_stays_in_the_dialog_and_returns_to_the_picture_shown_last(opened: Any) -> None:
    focus = "document.activeElement.className"
    assert opened.evaluate(focus) == "enlarged-close"
    opened.locator(".enlarged-next").click()
    assert opened.evaluate("document.activeElement.closest('dialog') !== null"), "its button is switched off"
    opened.keyboard.press("Escape")
    assert opened.locator(DIALOG).count() == 0
    assert opened.evaluate("document.activeElement.querySelector('img').alt") == "A lamp"
    opened.keyboard.press("Enter")
    assert shown(opened) == "A lamp"


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_and_dialog_have_no_faults(browser: Any, address: str, width: int, scheme: str) -> None:
    with listening(browser, color_scheme=scheme) as (page, _):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
        faults = "axe.run().then((found) => found.violations.map((each) => each.id + each.nodes[0].html))"
        assert page.evaluate(faults) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(LINKS).first.click()
        assert page.evaluate(faults) == []
        box = page.locator(f"{DIALOG} img").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


def test_without_scripts_a_picture_is_a_link_to_its_large_version(browser: Any, address: str) -> None:
    with listening(browser, java_script_enabled=False) as (page, _):
        page.goto(address)
        assert page.locator(LINKS).count() == 3
        page.locator(LINKS).first.click()
        assert page.url.endswith("/media/2017/%E6%A4%8D%E6%A0%91%20%E7%8E%B0%E5%9C%BA.JPG")
