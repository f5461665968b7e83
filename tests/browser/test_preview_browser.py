"""The preview as a person has it: the command, a browser beside the editor, and files that are saved."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import ROOT, listening
from tests.support.small import DRAFT, small_world
from tests.support.worlds import world

BODY = "honors/2017/green-city.md"
PAGE = "zh/honors/green-city.html"
TITLE = "绿化先进区"


@dataclass(frozen=True)
class Preview:
    """A running preview of a small yearbook, whose files are there to be changed."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def save(self, path: str, old: str, new: str) -> None:
        """As many editors save: under another name first, which then takes the file's place."""
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        beside = file.with_name(f".{file.name}.swp")
        beside.write_text(text.replace(old, new, 1), "utf-8")
        beside.replace(file)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    small_world(tmp_path / "content")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    running = Preview(tmp_path, free_port())
    command = [sys.executable, str(ROOT / "build.py"), "preview", "--port", str(running.port), "--drafts"]
    environment = {**os.environ, "YEARBOOK_LANGUAGE": "en", "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert running.address in process.stdout.readline()
        yield running
        process.terminate()


@pytest.fixture
def tab(browser: Any, preview: Preview) -> Iterator[Any]:
    """A page of the preview that is open in the browser."""
    with listening(browser, bypass_csp=True) as (page, _):
        page.goto(preview.address + PAGE)
        yield page


def test_the_policy_of_pages_lets_the_preview_in(preview: Preview, strict: Any) -> None:
    strict.goto(preview.address + PAGE)
    preview.save(f"content/{BODY}", "---\n\n", "---\n\n新添的一句话。\n\n")
    strict.get_by_text("新添的一句话。").wait_for()


def test_a_saved_edit_is_seen(preview: Preview, tab: Any) -> None:
    preview.save(f"content/{BODY}", "---\n\n", "---\n\n新添的一句话。\n\n")
    tab.get_by_text("新添的一句话。").wait_for()
    preview.save(f"content/{BODY}", "新添的一句话。", "改过的一句话。")
    tab.get_by_text("改过的一句话。").wait_for()


def test_the_place_on_the_page_is_kept(preview: Preview, tab: Any) -> None:
    tab.set_viewport_size({"width": 800, "height": 200})
    tab.evaluate("scrollTo(0, 300)")
    tab.wait_for_function("scrollY === 300")
    preview.save(f"content/{BODY}", "---\n\n", "---\n\n新添的一句话。\n\n")
    tab.get_by_text("新添的一句话。").wait_for()
    tab.wait_for_function("scrollY === 300")


def test_a_mistake_stands_over_the_page_until_it_is_mended(preview: Preview, tab: Any) -> None:
    preview.save(f"content/{BODY}", "level:", "levle:")
    over = tab.locator("[data-preview-problems]")
    over.wait_for()
    assert f"content/{BODY}:4:" in over.inner_text() or f"content/{BODY}:" in over.inner_text()
    assert "YB211" in over.inner_text() and "level" in over.inner_text()
    assert tab.locator("h1").inner_text()
    preview.save(f"content/{BODY}", "levle:", "level:")
    over.wait_for(state="detached")
    preview.save("templates/base.html", "<body", "{{ page.nothing }}<body")
    over.wait_for()
    assert "templates/base.html:" in over.inner_text()
    preview.save("templates/base.html", "{{ page.nothing }}<body", "<body")
    over.wait_for(state="detached")


def test_a_style_is_swapped_without_loading_the_page_again(preview: Preview, tab: Any) -> None:
    tab.evaluate("window.stayed = true")
    (preview.folder / "templates/assets/css/99-last.css").write_text("h1{letter-spacing:7px!important}", "utf-8")
    tab.wait_for_function("getComputedStyle(document.querySelector('h1')).letterSpacing === '7px'")
    assert tab.evaluate("window.stayed") is True


def test_files_come_and_go(preview: Preview, tab: Any) -> None:
    tab.goto(preview.address + "zh/honors/index.html")
    world(preview.folder / "content", {"honors/2018/to-come.md": DRAFT})
    tab.locator("a[href$='to-come.html']").first.wait_for()
    tab.locator("a[href$='to-come.html']").first.click()
    tab.locator(".preview-draft").wait_for()
    (preview.folder / "content/honors/2018/to-come.md").unlink()
    tab.locator(".missing-number").wait_for()


def test_a_page_says_which_file_it_is_from(preview: Preview, browser: Any) -> None:
    with listening(browser, bypass_csp=True, permissions=["clipboard-read", "clipboard-write"]) as (page, wrong):
        page.goto(preview.address + PAGE)
        page.locator("[data-preview-copy]").click()
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.endsWith('green-city.md'))")
        page.goto(preview.address + "zh/honors/index.html")
        page.locator("a[href$='clean-streets.html']").first.click(modifiers=["Alt"])
        page.wait_for_function("navigator.clipboard.readText().then((text) => text.endsWith('clean-streets.md'))")
        assert wrong == []
