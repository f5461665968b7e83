"""What the preview shows is what a build would write, after any edits; and what is wrong stands over it."""

from __future__ import annotations

import json
import random
import re
import shutil
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest

from tests.support.builds import contents, edit
from tests.support.edits import EDITS, spoil_output
from tests.support.paths import ROOT
from tests.support.small import DRAFT, small_world
from tests.support.worlds import world
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session
from yearbook.core.diagnostics import Diagnostic
from yearbook.site.views.page_references import page_path, page_references

PAGE = "zh/honors/green-city.html"
BODY = "honors/2017/green-city.md"


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    templates = Path(shutil.copytree(ROOT / "templates", tmp_path / "templates"))
    return BuildOptions(small_world(tmp_path / "content"), templates, tmp_path / "site", drafts=True)


def begun(options: BuildOptions, said: list[Diagnostic] | None = None) -> Session:
    session = Session(options, (said if said is not None else []).extend)
    session.begin()
    return session


def shown(session: Session, path: str) -> str:
    return session.serve(path)[1].decode()


def open_page(session: Session, path: str) -> object:
    """A page in a browser."""
    shown(session, path)
    socket = object()
    session.open_pages[socket] = path
    return socket


# The same as a build


def test_everything_that_a_build_writes_is_served(options: BuildOptions) -> None:
    pipeline.build(options)
    session = begun(options)
    for path, data in contents(options.output).items():
        if path.startswith(("assets/", ".yearbook")):
            continue  # in the preview their names stay the same
        status, served, _ = session.serve(path)
        assert status == 200, path
        if path.endswith(".html"):
            served = served.partition(b'<link rel="stylesheet" href="/-preview/')[0]
            assert _plain(served) in _plain(data), path
        elif not path.startswith("data/datapackage"):
            assert served == data, path
    assert session.serve("assets/site.css")[2] == "text/css"
    assert session.serve("assets/site.js")[0] == 200


def _plain(page: bytes) -> bytes:
    """Without what is different in the preview on purpose: names of assets, and links to books."""
    page = re.sub(rb'<a href="[^"]*[.]pdf">PDF[^<]*</a> ', b"", page)
    lines = (each.strip() for each in page.splitlines() if b"assets/site." not in each)
    return b"\n".join(each for each in lines if each)


def paths(session: Session) -> set[str]:
    assert session.responder is not None
    return {page_path(each) for each in page_references(session.responder.snapshot.context.editions)}


def test_after_any_edits_it_shows_what_a_fresh_preview_shows(options: BuildOptions) -> None:
    chance = random.Random(2018)
    session = begun(options)
    walk = [each for each in (*EDITS, *chance.choices(EDITS, k=4)) if each is not spoil_output]
    chance.shuffle(walk)
    for number, change in enumerate(walk):
        before = contents(options.content)
        change(chance, options.content, options.templates)
        after = contents(options.content)
        session.edited({path for path in before.keys() | after.keys() if before.get(path) != after.get(path)})
        fresh = begun(options)
        assert session.state.is_broken == fresh.state.is_broken
        assert session.responder is not None and fresh.responder is not None
        assert paths(session) == paths(fresh)
        for path in chance.sample(sorted(paths(fresh)), 25):
            assert shown(session, path) == shown(fresh, path), [each.__name__ for each in walk[: number + 1]]


# Who is told


def test_only_pages_that_show_the_edit_are_told(options: BuildOptions) -> None:
    session = begun(options)
    own, other = open_page(session, PAGE), open_page(session, "zh/honors/clean-streets.html")
    edit(options.content / BODY, "---\n\n", "---\n\n新添一句。\n\n")
    assert session.edited({BODY}) == {own: "*"}
    assert "新添一句。" in shown(session, PAGE)
    assert other in session.open_pages


def test_a_title_is_seen_in_lists(options: BuildOptions) -> None:
    session = begun(options)
    own, index = open_page(session, PAGE), open_page(session, "zh/honors/index.html")
    edit(options.content / BODY, "title: ", "title: 新")
    assert session.edited({BODY}) == {own: "*", index: "*"}


def test_levels_and_accent_of_the_configuration_are_seen_at_once(options: BuildOptions) -> None:
    session, list_page = begun(options), "zh/honors/index.html"
    more = """
levels:
  county: {zh: 县级, en: County, seal: diamond, before: national}
  municipal: {before: district, zh: 市级荣誉, en: City}
appearance: {accent: 1f5f8b, menu: [honors, units]}
"""
    file = options.content / "yearbook.yaml"
    file.write_text(file.read_text("utf-8") + more, "utf-8")
    edit(options.content / "honors/2018/clean-streets.md", "level: district", "level: county")
    session.edited({"yearbook.yaml", "honors/2018/clean-streets.md"})
    page = shown(session, list_page)
    assert page == shown(begun(options), list_page)
    assert page.index("县级") < page.index("市级荣誉")
    assert b"#1f5f8b" in session.serve("assets/site.css")[1]


def test_a_style_sheet_is_swapped(options: BuildOptions) -> None:
    session = begun(options)
    page = open_page(session, PAGE)
    (options.templates / "assets/css/99-last.css").write_text("a{options:7}", "utf-8")
    assert session.edited(()) == {page: "site.css"}
    assert b"a{options:7}" in session.serve("assets/site.css")[1]


def test_what_changes_nothing_tells_nobody(options: BuildOptions) -> None:
    session = begun(options)
    open_page(session, PAGE)
    assert session.edited(()) == {}
    assert session.edited({"honors/2017/.green-city.md.swp"}) == {}


def test_new_renamed_and_deleted_files_are_followed(options: BuildOptions) -> None:
    session = begun(options)
    new, renamed = options.content / "honors/2018/new-one.md", options.content / "honors/2018/other-one.md"
    new.write_text((options.content / "honors/2018/clean-streets.md").read_text("utf-8"), "utf-8")
    session.edited({"honors/2018/new-one.md"})
    assert session.serve("zh/honors/new-one.html")[0] == 200
    new.rename(renamed)
    session.edited({"honors/2018/new-one.md", "honors/2018/other-one.md"})
    assert [session.serve(f"zh/honors/{each}.html")[0] for each in ("new-one", "other-one")] == [404, 200]
    renamed.unlink()
    session.edited({"honors/2018/other-one.md"})
    assert session.serve("zh/honors/other-one.html")[0] == 404


# What is wrong


BROKEN: dict[str, tuple[str, str, str, str]] = {
    "a field": (f"content/{BODY}", "level:", "levle:", f"content/{BODY}:"),
    "a link": (f"content/{BODY}", "themes: [garden]", "themes: [gardn]", "YB303"),
    "the configuration": ("content/yearbook.yaml", "district: small-district", "district: nowhere", "YB303"),
    "no configuration": ("content/yearbook.yaml", "languages: [zh, en]", "languages: [zh, en", "content/yearbook.yaml"),
    "a template": ("templates/base.html", "<body", "{% if %}<body", "YB520"),
    "a page": ("templates/base.html", "<body", "{{ page.nothing }}<body", "YB521"),
    "the words": ("templates/strings/en.yaml", "  skip:", "  skipp:", "strings/en.yaml"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_mistake_stands_over_the_page_until_it_is_mended(options: BuildOptions, broken: str) -> None:
    said: list[Diagnostic] = []
    session = begun(options, said)
    good = shown(session, PAGE)
    page = open_page(session, PAGE)
    path, old, new, expected = BROKEN[broken]
    file = options.content.parent / path
    changed = {path.removeprefix("content/")} if path.startswith("content/") else set[str]()
    original = file.read_text("utf-8")
    said.clear()
    edit(file, old, new)
    assert session.edited(changed) == {page: "*"}
    wrong = shown(session, PAGE)
    assert 'role="alert"' in wrong
    assert expected in wrong
    assert '<pre lang="zh-CN">' in wrong and '<pre lang="en">' in wrong
    assert broken == "a page" or good.partition('<link rel="stylesheet" href="/-preview')[0] in wrong
    assert [each for each in said if each.is_error]
    file.write_text(original, "utf-8")
    assert session.edited(changed) == {page: "*"}
    assert shown(session, PAGE) == good


def test_it_begins_with_what_is_wrong(options: BuildOptions) -> None:
    edit(options.content / BODY, "level:", "levle:")
    session = begun(options)
    status, page, _ = session.serve(PAGE)
    assert (status, b"YB211" in page) == (200, True)
    edit(options.content / BODY, "levle:", "level:")
    session.edited({BODY})
    assert "YB211" not in shown(session, PAGE)


# What editors see besides


def test_a_draft_says_so_and_every_page_says_where_it_is_from(options: BuildOptions) -> None:
    world(options.content, {"honors/2018/to-come.md": DRAFT})
    session = begun(options)
    assert "preview-draft" in shown(session, "zh/honors/to-come.html")
    assert "preview-draft" not in shown(session, PAGE)
    assert f'data-preview-copy="content/{BODY}"' in shown(session, PAGE)
    assert 'data-preview-copy="content/honors/2017/green-city.en.md"' in shown(session, "en/honors/green-city.html")
    assert "data-preview-copy" not in shown(session, "zh/honors/index.html")


@pytest.mark.parametrize("path", ["../content/yearbook.yaml", "media/../yearbook.yaml", "%2e%2e/x", "/etc/passwd", "x"])
def test_nothing_but_the_site_is_served(options: BuildOptions, path: str) -> None:
    status, data, _ = begun(options).serve(path)
    assert status == 404
    assert b"<html" in data


@pytest.mark.parametrize("address", ["", "https://book.example/erqi/"])
def test_the_page_for_a_missing_address_has_its_style_at_any_depth(options: BuildOptions, address: str) -> None:
    """Its links begin at the top of the preview, and not at the address that was asked for or is published."""
    session = begun(replace(options, base_url=address))
    page = shown(session, "zh/honors/nothing/at-all.html")
    (base,) = re.findall('<base href="([^"]*)">', page)
    (sheet,) = re.findall('<link rel="stylesheet" href="(assets[^"]*)"', page)
    assert (base, session.serve(urljoin(base, sheet).lstrip("/"))[0]) == ("/404.html", 200)


def test_the_browser_says_what_it_shows() -> None:
    assert Session.url_in(json.dumps({"command": "info", "url": "http://127.0.0.1/a"})) == "http://127.0.0.1/a"
    assert Session.url_in(json.dumps({"command": "hello"})) is None
