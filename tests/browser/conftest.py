"""What all tests in a browser share, made once: the real yearbook, its address, the browser, a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.browser import chromium, serving
from yearbook.build import pipeline
from yearbook.build.options import BuildOptions

ROOT = Path(__file__).resolve().parent.parent.parent
ORDER = BuildOptions(ROOT / "content", ROOT / "templates", ROOT / "site", jobs=2)
"""The real yearbook; nothing is written where it says."""
NEAR = ("http://127.0.0.1:", "file:///", "data:")
OTHERS = {"zh": "en", "en": "zh"}


@dataclass(frozen=True)
class Site:
    """The built site."""

    folder: Path
    pages: tuple[str, ...]
    """All, by their paths from the top."""
    kinds: tuple[str, ...]
    """One of every kind and language, the cover and the page for what is missing."""

    def in_one_language(self) -> list[str]:
        """One page of every kind, for what is the same in both languages."""
        return [each for each in self.kinds if not each.startswith("en/")]


def kind(page: str) -> str:
    """What a page is one of many of: its folder; or itself, if it stands alone or is an index."""
    folder, _, name = page.rpartition("/")
    alone = folder in ("", *OTHERS) or name == "index.html" or name.startswith("by-")
    return page if alone else folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The real yearbook, built once. One page stands for a kind in each language: the longest."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    pipeline.build(BuildOptions(ORDER.content, ORDER.templates, folder, jobs=2))
    pages = tuple(sorted(each.relative_to(folder).as_posix() for each in folder.rglob("*.html")))
    longest: dict[str, str] = {}
    for page in sorted(pages, key=lambda each: (folder / each).stat().st_size):
        longest[kind(page)] = page
    return Site(folder, pages, tuple(sorted(longest.values())))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def http(site: Site) -> Iterator[str]:
    """The address of the site's top over http."""
    with serving(site.folder) as address:
        yield address


@pytest.fixture(scope="session", params=["http", "file"])
def start(request: pytest.FixtureRequest, site: Site) -> str:
    """The address of the site's top, over http and on the disk."""
    return str(request.getfixturevalue("http")) if request.param == "http" else f"{site.folder.as_uri()}/"


@contextmanager
def listening(browser: Any, **options: Any) -> Iterator[tuple[Any, list[str]]]:
    """A fresh page as wide as a desk's, and what it says in its console, misses, or asks of another host."""
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800}, **options)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda message: wrong.append(f"{page.url}: {message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("request", lambda each: None if each.url.startswith(NEAR) else wrong.append(f"{page.url}: asks {each.url}"))
    page.on("response", lambda each: wrong.append(f"{each.url}: {each.status}") if each.status >= 400 else None)
    yield page, wrong
    context.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page, which has to be silent and to ask no other host, whatever it is tested for.

    It lets tests in where the page's own policy would not: what drives a page evaluates texts.
    """
    with listening(browser, bypass_csp=True) as (opened, wrong):
        yield opened
    assert wrong == []


@pytest.fixture
def strict(browser: Any) -> Iterator[Any]:
    """A page like `page`, and as strict as for readers: what its policy refuses is said in its console."""
    with listening(browser) as (opened, wrong):
        yield opened
    assert wrong == []
