"""A yearbook's own colour, title breaks and menu, in the site and the book."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

from tests.support.builds import built
from tests.support.paths import ROOT
from tests.support.small import CONFIGURATION, small_world
from yearbook.build.options import BuildOptions

APPEARANCE = """\
appearance:
  logo: marks/logo.svg
  accent: 1f5f8b
  title_breaks: {zh: 小区|年鉴, en: A Small|Yearbook}
  menu: [units, honors, sources]
"""


LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><path d="M0 0h40v20H0z"/></svg>'


def site(folder: Path, more: str) -> Path:
    files = {"yearbook.yaml": dedent(CONFIGURATION) + more, "media/marks/logo.svg": LOGO}
    content = small_world(folder / "content", files)
    built(BuildOptions(content, ROOT / "templates", folder / "site"))
    return folder / "site"


def style(folder: Path) -> str:
    (file,) = folder.glob("assets/site.*.css")
    return file.read_text()


def test_the_accent_colour_is_that_of_the_yearbook(tmp_path: Path) -> None:
    own, usual = site(tmp_path / "a", APPEARANCE), site(tmp_path / "b", "")
    assert "--seal: #1f5f8b; --seal-dark: #" in style(own)
    assert "1f5f8b" not in style(usual)
    assert 'fill="#1f5f8b"' in (own / "favicon.svg").read_text()
    assert 'fill="#b0261b"' in (usual / "favicon.svg").read_text()


def test_the_menu_shows_what_the_yearbook_lists(tmp_path: Path) -> None:
    page = (site(tmp_path, APPEARANCE) / "en/honors/index.html").read_text()
    menu = page.partition('class="menu"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>\s][^<>]*)</a>", menu) == ["Units", "Honours", "Sources"]


def test_the_title_breaks_between_its_parts(tmp_path: Path) -> None:
    folder = site(tmp_path, APPEARANCE)
    zh, en = ('<span class="title-part">小区</span><span class="title-part">年鉴</span>',
              '<span class="title-part">A Small</span> <span class="title-part">Yearbook</span>')  # fmt: skip
    assert zh in (folder / "index.html").read_text()
    assert zh in (folder / "zh/index.html").read_text()
    assert en in (folder / "en/index.html").read_text()


def test_the_logo_stands_in_the_head_of_pages_and_on_the_cover(tmp_path: Path) -> None:
    folder = site(tmp_path, APPEARANCE)
    logo = '<img class="logo" src="{}media/marks/logo.svg" alt="" width="40" height="20">'
    assert (folder / "media/marks/logo.svg").is_file()
    assert logo.format("") in (folder / "index.html").read_text()
    assert logo.format("../../") in (folder / "zh/honors/index.html").read_text()
    assert "logo" not in (site(tmp_path / "without", "") / "zh/honors/index.html").read_text()


def test_a_space_in_the_name_of_the_logo_belongs_to_it(tmp_path: Path) -> None:
    more = "appearance: {logo: media/标志/徽 标.svg}\n"
    files = {"yearbook.yaml": dedent(CONFIGURATION) + more, "media/标志/徽 标.svg": LOGO}
    content = small_world(tmp_path / "content", files)
    assert built(BuildOptions(content, ROOT / "templates", tmp_path / "site"))
