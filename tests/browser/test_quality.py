"""The real yearbook as readers meet it: every kind of page in a real Chromium, every page before the Nu HTML checker.

One page stands for a kind in each language: the longest, which has most that can go wrong.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.browser.browser import package, program
from tests.browser.conftest import OTHERS, ROOT, Site, kind, listening
from tests.support.small import FILES, small_world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

WIDTHS = (320, 360, 640, 768, 1280, 1920)
ENLARGED = (320, 640)
LARGE_TYPE = (320, 768)
FIRST_VIEW = 60 * 1024  # bytes over the line, no picture counted
PRINTED = 643  # px: what A4 leaves between the margins of the print style

AXE = "options => axe.run(document, options).then((found) => found.violations.flatMap(" \
    "(each) => each.nodes.map((node) => `${each.id}: ${node.target.join(' ')}: ${node.failureSummary}`)))"  # fmt: skip
ALL_RULES = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"preload": False, "resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}

TEXTS = """(without) => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const inside = node.parentElement;
        if (node.data.trim() && !inside.closest(without) && inside.checkVisibility({visibilityProperty: true}))
            found.push(node.data.trim());
    }
    return found;
}"""
"""Every text that can be seen, in the order of the page, but those inside of what the selector names."""

SHOWN = """(which) => [...document.querySelectorAll(which)].filter((each) => each.checkVisibility())
    .map((each) => `shown: ${each.outerHTML.slice(0, 120)}`)"""
"""Elements of these kinds that can be seen."""

CUT = """() => {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    const found = [], top = document.documentElement;
    const hidden = (style) => style.position === "absolute" && style.width === "1px";
    const cutter = (box, element) => {
        const slack = Math.max(1, parseFloat(getComputedStyle(element).fontSize) * .06);
        const across = (edge) => box.left < edge.left - slack || box.right > edge.right + slack;
        const down = (edge) => box.top < edge.top - 8 || box.bottom > edge.bottom + 8;
        for (let each = element; each !== top; each = each.parentElement) {
            const style = getComputedStyle(each), edge = each.getBoundingClientRect();
            if (hidden(style) || ["auto", "scroll"].includes(style.overflowX)) return null;
            if (style.overflowX !== "visible" && across(edge)) return each;
            if (style.overflowY !== "visible" && down(edge)) return each;
        }
        return across({left: 0, right: top.clientWidth}) ? top : null;
    };
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const inside = node.parentElement;
        if (!node.data.trim() || inside.closest(".skip, svg") || !inside.checkVisibility()) continue;
        range.selectNodeContents(node);
        const by = [...range.getClientRects()].map((box) => cutter(box, inside)).find(Boolean);
        if (by) found.push(`${by.tagName} ${by.className} cuts ${node.data.trim().slice(0, 40)}`);
    }
    return found;
}"""
"""Texts that reach over the edge of the window, or of an element that hides what leaves it and cannot be scrolled.

What a glyph has of air beside it may hang over an edge.
"""

UNMARKED = """() => {
    const looks = ["outlineStyle", "outlineWidth", "borderColor", "borderWidth", "boxShadow", "backgroundColor"];
    const one = (each) => { const style = getComputedStyle(each); return looks.map((name) => style[name]).join(); };
    const look = (each) => one(each) + one(each.parentElement);
    const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
    const able = [...all].filter((each) => !each.disabled && each.checkVisibility({visibilityProperty: true}));
    return able.filter((each) => {
        document.activeElement.blur();
        const before = look(each);
        each.focus({preventScroll: true, focusVisible: true});
        return document.activeElement !== each || look(each) === before;
    }).map((each) => each.outerHTML.slice(0, 120));
}"""
"""What takes the keyboard and does not show that it has it."""


@pytest.fixture(scope="session")
def nu(site: Site) -> Iterator[subprocess.Popen[str]]:
    """The Nu HTML checker at work on all pages; it goes on while a browser looks at some."""
    java = program("Java", ("java",), "apt-get install default-jre-headless")
    jar = package("vnu-jar/build/dist/vnu.jar")
    command = [java, "-Xss4m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(site.folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as started:
        yield started
        started.kill()


def gather(pages: Iterable[str], page: Any, start: str, look: Callable[[], Any]) -> dict[str, Any]:
    """What `look` finds on the pages, where it finds anything."""
    found = {}
    for each in pages:
        page.goto(start + each)
        if seen := look():
            found[each] = seen
    return found


def test_one_page_stands_for_every_kind(site: Site, nu: subprocess.Popen[str]) -> None:
    assert {kind(each) for each in site.kinds} == {kind(each) for each in site.pages}
    names = {kind(each) for each in site.kinds}
    single = ("chronicle", "glossary", "conflicts", "subjects", "data", "search", "index", "commitments/index")
    many = ("honors", "projects", "ledgers", "indicators", "programs", "units", "themes", "sources", "years")
    for code in OTHERS:
        assert names >= {f"{code}/{each}.html" for each in single} | {f"{code}/{each}" for each in many}
        assert names >= {f"{code}/{each}/index.html" for each in many}
    assert names >= {"index.html", "404.html"}


# What machines can tell of access


def test_axe_finds_no_violation(site: Site, browser: Any, http: str) -> None:
    """In light and in dark at the same time, each in a window of its own. In the dark only colours can differ."""
    axe, found = package("axe-core/axe.min.js").read_text("utf-8"), {}
    with listening(browser) as (light, _), listening(browser, color_scheme="dark") as (dark, wrong):
        schemes = {"light": (light, ALL_RULES), "dark": (dark, COLOURS)}
        for each in site.kinds:
            for page, rules in schemes.values():
                page.goto(http + each)
                page.evaluate(axe)
                page.evaluate(f"options => {{ window.found = ({AXE})(options); }}", rules)
            seen = [f"{name}: {one}" for name, (page, _) in schemes.items() for one in page.evaluate("window.found")]
            if seen:
                found[each] = seen
    assert (found, wrong) == ({}, [])


def test_axe_finds_what_is_wrong(page: Any) -> None:
    page.set_content(
        "<html lang=en><title>A</title><main><h1>A</h1><p style='color:#ccc'>A pale text</p>"
        "<img src='data:,'><a href=a>"
    )
    page.evaluate(package("axe-core/axe.min.js").read_text("utf-8"))
    rules = {each.partition(":")[0] for each in page.evaluate(AXE, ALL_RULES)}
    assert rules >= {"color-contrast", "image-alt", "link-name"}
    assert page.evaluate(AXE, COLOURS)


# Nothing breaks, nothing is asked elsewhere


def test_pages_are_whole_from_the_disk_and_without_scripts(site: Site, browser: Any, strict: Any) -> None:
    """The same texts, but for what only a script can serve: forms, buttons, and what stands in for them."""
    tools = "form, button, noscript, output, [role=status], [data-search-results]"
    start = f"{site.folder.as_uri()}/"
    with listening(browser, java_script_enabled=False) as (plain, wrong):

        def look() -> Any:
            plain.goto(strict.url)
            ours, theirs = strict.evaluate(TEXTS, tools), plain.evaluate(TEXTS, tools)
            assert len(theirs) > 5
            differ = [pair for pair in zip(ours, theirs, strict=False) if pair[0] != pair[1]]
            return differ[:3] or len(ours) - len(theirs)

        assert gather(site.in_one_language(), strict, start, look) == {}
    assert wrong == []


def test_noise_and_requests_are_noticed(browser: Any, http: str) -> None:
    with listening(browser, bypass_csp=True) as (page, wrong):
        page.goto(f"{http}index.html")
        page.set_content("<img src='http://192.0.2.1/a.png'><script>console.error('a'); b()</script>")
        page.goto(f"{http}nowhere.html")
    for each in ("asks http://192.0.2.1/a.png", "error: a", "b is not defined", "nowhere.html: 404"):
        assert any(each in told for told in wrong), each


# Every width, and paper


def test_pages_fit_every_width(site: Site, page: Any, http: str) -> None:
    """None scrolls sideways, in type of twice its size neither; and none loses text where 1,280 px are enlarged to
    200 % and 400 %.
    """
    reach = "document.documentElement.scrollWidth"

    def look() -> Any:
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if (reaches := page.evaluate(reach)) > width:
                found.append(f"{width}: reaches to {reaches}")
            if width in ENLARGED:
                found += [f"{width}: {each}" for each in page.evaluate(CUT)]
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in LARGE_TYPE:
            page.set_viewport_size({"width": width, "height": 800})
            if (reaches := page.evaluate(reach)) > width:
                found.append(f"{width}, large type: reaches to {reaches}")
        return found

    assert gather(site.kinds, page, http, look) == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_a_picture_is_never_wider_than_its_column(width: int, page: Any, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shown = "![一棵树](media/a.png)\n\n            三个单位获奖"
    honor = FILES["honors/2018/clean-streets.md"].replace("三个单位获奖", shown)
    small_world(content, {"honors/2018/clean-streets.md": honor, "media/a.png": ""})
    Image.new("RGB", (1600, 1000), (181, 51, 36)).save(content / "media/a.png")
    pipeline.build(BuildOptions(content, ROOT / "templates", tmp_path / "site"))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((tmp_path / "site/zh/honors/clean-streets.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.locator(".prose img").bounding_box()
    assert box["width"] <= width
    assert box["width"] / box["height"] == pytest.approx(1.6, rel=0.01)


def test_cut_texts_are_noticed(page: Any) -> None:
    page.set_viewport_size({"width": 640, "height": 400})
    page.set_content(
        "<div style='width:3em;overflow:hidden;white-space:nowrap'>one one one one</div>"
        "<div style='width:3em;height:2em;overflow:clip'>two two two two two</div>"
        "<div style='width:3em;overflow:auto;white-space:nowrap'>three three three</div>"
        "<div style='position:absolute;inset-inline-start:630px'>fourfour</div>"
    )
    assert [each.split(" cuts ")[1][:3] for each in page.evaluate(CUT)] == ["one", "two", "fou"]


def test_paper_has_all_texts_and_no_navigation(site: Site, page: Any, http: str) -> None:
    """As wide as A4 leaves it, so that nothing is made smaller or cut; without what only leads elsewhere."""
    tools = "nav, form, button, summary, noscript, .skip, .orders, .to-top"
    tools += ", .prose-parallel, .parallel-entries, .parallel-ways"
    page.set_viewport_size({"width": PRINTED, "height": 900})

    def look() -> Any:
        page.emulate_media(media="screen")
        screen = page.evaluate(TEXTS, tools)
        page.emulate_media(media="print")
        printed = set(page.evaluate(TEXTS, "template"))
        found = [f"lost: {each}" for each in screen if each not in printed]
        return found + page.evaluate(SHOWN, "nav, form, button, .skip") + page.evaluate(CUT)

    assert gather(site.kinds, page, http, look) == {}


# The keyboard


def test_the_first_key_leads_past_the_navigation(site: Site, page: Any, http: str) -> None:
    def look() -> Any:
        if page.evaluate("document.activeElement.matches('main input')"):  # a page that is for asking begins there
            return []
        page.keyboard.press("Tab")
        box = page.locator(":focus").bounding_box()
        skip = page.evaluate("document.activeElement.matches('.skip')") and box is not None and box["y"] >= 0
        page.keyboard.press("Enter")
        within = page.evaluate("document.activeElement.matches('main')")
        page.keyboard.press("Tab")
        after = page.evaluate("!document.activeElement.closest('.running-head, .skip')")
        return [] if (skip, within, after) == (True, True, True) else [skip, within, after]

    assert gather(site.in_one_language(), page, http, look) == {}


def test_what_has_the_keyboard_shows_it(site: Site, page: Any, http: str) -> None:
    page.goto(f"{http}zh/index.html")
    page.add_style_tag(content=".menu a { outline: none !important }")
    assert page.evaluate(UNMARKED)
    assert gather(site.in_one_language(), page, http, lambda: page.evaluate(UNMARKED)) == {}


def test_the_keyboard_walks_through_a_page_in_its_order(page: Any, http: str) -> None:
    page.goto(f"{http}zh/units/index.html")
    page.evaluate("window.order = [...document.querySelectorAll('*')]")
    where = "order.indexOf(document.activeElement)"
    places = []
    for _ in range(400):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        places.append(page.evaluate(where))
    else:
        pytest.fail("the keyboard never leaves the page")
    assert places == sorted(set(places)) and len(places) > 10


def places(site: Site, page: str) -> list[str]:
    """The names of places in a page, but for the letters of its alphabet."""
    names: list[str] = re.findall(' id="([^"]+)"', (site.folder / page).read_text("utf-8"))
    return [each for each in names if not each.startswith("letter-")]


def test_both_languages_have_the_same_places(site: Site) -> None:
    ours = [each for each in site.pages if each.startswith("zh/")]
    assert len(ours) > 300
    assert [each for each in ours if set(places(site, each)) != set(places(site, f"en/{each[3:]}"))] == []


def test_the_language_switch_leads_to_the_same_place(site: Site, page: Any, start: str) -> None:
    for each in (each for each in site.kinds if kind(each) in ("zh/years", "en/honors", "zh/glossary.html")):
        code, _, rest = each.partition("/")
        place = places(site, each)[-1]
        page.goto(f"{start}{each}#{place}")
        page.focus("a[data-language]")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{start}{OTHERS[code]}/{rest}#{place}")
        assert page.locator(":target").count() == 1, each


def test_light_or_dark_is_switched_and_remembered(page: Any, start: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page.emulate_media(color_scheme="light")
    page.goto(f"{start}zh/index.html")
    light, word = page.evaluate(ground), page.inner_text("[data-theme-switch]")
    page.focus("[data-theme-switch]")
    page.keyboard.press("Enter")
    dark = page.evaluate(ground)
    assert dark != light and page.inner_text("[data-theme-switch]") != word
    page.goto(f"{start}en/glossary.html")
    assert page.evaluate(ground) == dark
    page.emulate_media(color_scheme="dark")
    page.focus("[data-theme-switch]")
    page.keyboard.press("Space")
    assert page.evaluate(ground) == light
    page.reload()
    assert page.evaluate(ground) == light


# Weight


def test_the_first_view_is_light(site: Site) -> None:
    """A page with its styles and scripts, each as a server sends it."""
    sent: dict[Path, int] = {}

    def weigh(file: Path) -> int:
        if file not in sent:
            sent[file] = len(gzip.compress(file.read_bytes(), 6))
        return sent[file]

    heavy, linked = {}, re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"')
    for page in site.pages:
        file = site.folder / page
        asks = {
            (file.parent / (style or script)).resolve() for style, script in linked.findall(file.read_text("utf-8"))
        }
        assert asks, page
        if (weight := sum(map(weigh, {file.resolve(), *asks}))) > FIRST_VIEW:
            heavy[page] = weight
    assert heavy == {}


# Last, so that it had its time


def test_the_nu_checker_finds_no_error(nu: subprocess.Popen[str]) -> None:
    _, told = nu.communicate(timeout=300)
    messages = json.loads(told)["messages"]
    assert [
        f"{each.get('url', '')}:{each.get('lastLine', '')}: {each['message']}"
        for each in messages
        if each["type"] != "info"
    ] == []
