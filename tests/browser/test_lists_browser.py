"""Lists in a real Chromium, over http and from a disk: filtered, sorted, kept in the address, whole without scripts.

The pages are those of the real yearbook.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

LISTS = (
    "honors/index.html", "honors/by-year.html", "projects/index.html", "projects/by-stage.html", "programs/index.html",
    "commitments/index.html", "units/index.html", "units/by-type.html", "glossary.html",
)  # fmt: skip
HONORS = "honors/index.html"
FORM = "form[data-filters]"
STATUS = "[data-filter-status]"
ITEMS = "[data-item]"
SHOWN = "[data-item]:not([data-out]):visible"


def address(page: Any) -> str:
    """As the page itself knows it, at once."""
    return str(page.evaluate("location.href"))


def titles(page: Any, which: str = SHOWN) -> list[str]:
    """Of the lines that are seen, in the order in which they stand."""
    return [str(each) for each in page.locator(f"{which} .line-title").all_inner_texts()]


def marks(page: Any, name: str) -> set[str]:
    """The values of a mark that the lines bear that are seen."""
    found = page.eval_on_selector_all(SHOWN, f"all => all.map((each) => each.dataset.{name} || '')")
    return {str(each) for each in found}


def test_a_list_is_filtered_and_the_address_says_so(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}")
    total = page.locator(ITEMS).count()
    assert page.inner_text(STATUS) == ""
    page.select_option(f"{FORM} [name=year]", "2016")
    page.select_option(f"{FORM} [name=level]", "national")
    assert address(page) == f"{start}zh/{HONORS}?year=2016&level=national"
    assert (marks(page, "year"), marks(page, "level")) == ({"2016"}, {"national"})
    shown = page.locator(SHOWN).count()
    assert 0 < shown < total
    assert page.inner_text(STATUS) == f"显示{shown}条，共{total}条"
    assert page.get_attribute(STATUS, "role") == "status"


def test_empty_groups_and_the_ways_to_them_are_hidden(page: Any, start: str) -> None:
    page.goto(f"{start}en/{HONORS}?year=2018")
    seen = [str(each) for each in page.locator("section.part:has([data-item]) h2:visible").all_inner_texts()]
    assert seen == ["Provincial", "Municipal"]
    assert page.locator(".jumps a:visible").all_inner_texts() == seen
    notes = [str(each) for each in page.locator(".part-note:visible").all_inner_texts()]
    assert [re.fullmatch(r"(\d+) of (\d+) shown", each) is not None for each in notes] == [True, True]
    assert sum(int(each.split()[0]) for each in notes) == page.locator(SHOWN).count()


def test_an_address_opens_as_it_was_left(page: Any, start: str) -> None:
    page.goto(f"{start}en/{HONORS}?year=2016&level=national&sort=title")
    assert [page.input_value(f"{FORM} [name={each}]") for each in ("year", "level", "sort")] == [
        "2016", "national", "title",
    ]  # fmt: skip
    shown = titles(page)
    assert shown == sorted(shown, key=lambda each: re.sub(r"^(the|an?) ", "", each.lower()))
    page.click(f"{SHOWN} a >> nth=0")
    page.go_back()
    page.wait_for_selector(f"{FORM}[data-ready]")
    assert titles(page) == shown


def test_the_way_back_undoes_a_choice(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}")
    before = titles(page)
    page.select_option(f"{FORM} [name=level]", "district")
    page.select_option(f"{FORM} [name=sort]", "title")
    page.go_back()
    assert (address(page), marks(page, "level")) == (f"{start}zh/{HONORS}?level=district", {"district"})
    page.go_back()
    assert (address(page), titles(page)) == (f"{start}zh/{HONORS}", before)
    page.go_forward()
    assert marks(page, "level") == {"district"}


def test_all_is_as_before_when_filters_are_cleared(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}?year=2018&sort=title")
    page.click(f"{FORM} [type=reset]")
    assert address(page) == f"{start}zh/{HONORS}"
    cleared = titles(page), page.locator(".part-note").all_inner_texts()
    assert page.evaluate("document.activeElement.name") == "year"
    assert page.is_disabled(f"{FORM} [type=reset]")
    total = page.locator(ITEMS).count()
    assert page.inner_text(STATUS) == f"显示{total}条，共{total}条"
    page.goto(f"{start}zh/index.html")
    page.goto(f"{start}zh/{HONORS}")
    assert (titles(page), page.locator(".part-note").all_inner_texts()) == cleared


def test_sorted_lines_stand_in_one_list_and_keep_what_their_heading_said(page: Any, start: str) -> None:
    page.goto(f"{start}en/projects/index.html")
    kinds = {str(each).lower() for each in page.locator("section.part h2").all_inner_texts()}
    total = page.locator(ITEMS).count()
    page.select_option(f"{FORM} [name=sort]", "year")
    assert page.locator("section.part h2:visible").count() == 0
    assert page.locator(f".part-flat {ITEMS}:visible").count() == total
    years = [int(each.split()[0]) for each in page.eval_on_selector_all(ITEMS, "all => all.map((e) => e.dataset.year)")]
    assert years == sorted(years)
    kept = {str(each).lower() for each in page.locator(".line-kept").all_inner_texts()}
    assert kept == kinds
    page.select_option(f"{FORM} [name=sort]", "")
    assert page.locator(".line-kept").count() == page.locator(".part-flat:visible").count() == 0


def test_a_unit_is_found_by_typing_a_part_of_any_of_its_names(page: Any, start: str) -> None:
    page.goto(f"{start}zh/projects/index.html")
    units = page.eval_on_selector_all("#filter-units option", "all => all.map((each) => [each.value, each.dataset.id])")
    name, identity = max(units, key=lambda each: len(each[0]))
    page.fill(f"{FORM} [name=unit]", name)
    assert address(page) == f"{start}zh/projects/index.html?unit={identity}"
    assert all(identity in each.split() for each in marks(page, "unit"))
    assert page.get_attribute("a[data-language]", "href").endswith(f"en/projects/index.html?unit={identity}")
    exact = page.locator(SHOWN).count()
    page.fill(f"{FORM} [name=unit]", name[:3])
    assert page.locator(SHOWN).count() >= exact > 0
    assert page.get_attribute("a[data-language]", "href").endswith("en/projects/index.html")
    page.goto(f"{start}en/projects/index.html?unit={identity}")
    assert page.locator(SHOWN).count() == exact
    page.fill(f"{FORM} [name=unit]", "zzzz")
    assert page.inner_text(STATUS) == "No entry meets these conditions."
    assert page.locator("section.part:has([data-item]):visible").count() == 0


def test_terms_and_units_are_found_by_their_words(page: Any, start: str) -> None:
    page.goto(f"{start}en/glossary.html")
    page.fill(f"{FORM} [name=text]", "  ERQI ")
    found = [str(each) for each in page.locator(SHOWN).all_inner_texts()]
    assert found and all("erqi" in each.lower() for each in found)
    assert address(page) == f"{start}en/glossary.html?text=ERQI"
    page.goto(f"{start}en/units/by-type.html?type=party")
    assert marks(page, "type") == {"party"}
    page.fill(f"{FORM} [name=text]", "纪委")
    assert page.locator(SHOWN).count() == 1


def test_the_language_changes_and_what_is_asked_for_does_not(page: Any, start: str) -> None:
    page.goto(f"{start}zh/commitments/index.html?year=2017&outcome=partly")
    shown = page.locator(SHOWN).count()
    assert shown and marks(page, "outcome") == {"partly"}
    page.click("a[data-language]")
    page.wait_for_url(f"{start}en/commitments/index.html?year=2017&outcome=partly")
    page.wait_for_selector(f"{FORM}[data-ready]")
    assert page.locator(SHOWN).count() == shown
    page.goto(f"{start}zh/{HONORS}?level=municipal")
    page.click(".orders a")
    page.wait_for_url(f"{start}zh/honors/by-year.html?level=municipal")


def test_what_an_address_cannot_mean_is_passed_over(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}?year=1066&level=%3Cb%3E&sort=x&other=1#level-national")
    assert page.locator(SHOWN).count() == page.locator(ITEMS).count()
    assert page.input_value(f"{FORM} [name=year]") == ""


def test_the_record_that_an_address_names_is_brought_back(page: Any, start: str) -> None:
    page.goto(f"{start}zh/commitments/index.html?year=2017")
    page.wait_for_selector(f"{FORM}[data-ready]")
    named = page.eval_on_selector("[data-item][data-out]", "each => each.id")
    page.evaluate("named => { location.hash = named; }", named)
    page.wait_for_function("!new URLSearchParams(location.search).get('year')")
    assert page.is_visible(f"#{named}")
    page.goto("about:blank")
    page.goto(f"{start}zh/commitments/index.html?year=2017&sort=#{named}")
    page.wait_for_selector(f"{FORM}[data-ready]")
    assert page.is_visible(f"#{named}") and page.locator(f"#{named}").evaluate(
        "each => { const box = each.getBoundingClientRect(); return box.top < innerHeight && box.bottom > 0; }"
    )
    shown = page.eval_on_selector("[data-item]:not([data-out])", "each => each.id")
    page.goto(f"{start}zh/commitments/index.html?year=2016#{shown}")
    assert page.is_visible(f"#{shown}")


def test_it_works_with_the_keyboard_alone(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}")
    page.focus(f"{FORM} [name=year]")
    page.keyboard.press("ArrowDown")
    assert "year=2016" in address(page)
    reached = []
    for _ in range(5):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.type"))
    assert reached == ["level", "theme", "unit", "sort", "reset"]
    page.keyboard.press("Enter")
    assert address(page) == f"{start}zh/{HONORS}"


def test_without_scripts_every_list_is_whole_and_no_control_is_seen(browser: Any, start: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for path in LISTS:
        page.goto(f"{start}en/{path}?year=2016&level=national&text=zzzz")
        assert page.locator(f"{ITEMS}:visible").count() == page.locator(ITEMS).count() > 40, path
        assert page.locator(FORM).count() == 1
        assert not page.is_visible(FORM)
    context.close()


def test_paper_shows_all(page: Any, start: str) -> None:
    page.goto(f"{start}zh/{HONORS}?level=district")
    page.emulate_media(media="print")
    assert page.locator(f"{ITEMS}:visible").count() == page.locator(ITEMS).count()
    assert not page.is_visible(FORM)


@pytest.mark.parametrize("path", [HONORS, "commitments/index.html", "glossary.html"])
def test_nothing_moves_when_the_script_comes(browser: Any, http: str, path: str) -> None:
    """The script is held back until the page was painted."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => { for (const each of list.getEntries())"
        " for (const source of each.sources) if (source.node?.closest?.('main')) window.moved += each.value; })"
        ".observe({ type: 'layout-shift', buffered: true });"
    )
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/site.*.js", hold)
    page.goto(f"{http}en/{path}", wait_until="commit")
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    before = page.evaluate("document.querySelector('.jumps').getBoundingClientRect().top")
    assert page.evaluate("getComputedStyle(document.querySelector('form[data-filters]')).visibility") == "hidden"
    held[0].continue_()
    page.wait_for_selector(f"{FORM}[data-ready]")
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("document.querySelector('.jumps').getBoundingClientRect().top") == before
    assert page.evaluate("window.moved") == 0
    context.close()
