"""Killed while it publishes or prints: readers and shelves have the old or the new, and the next time it goes right.

`YEARBOOK_FAULTS=200` kills that many of each; else a few are.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.builds import contents
from tests.support.faults import NEW, OLD, child
from tests.support.paths import ROOT
from tests.support.servers import installed
from tests.support.small import FILES, small_world
from tests.support.worlds import world
from yearbook.build.loading import no_progress
from yearbook.build.options import BuildOptions
from yearbook.deploy.publishing.publish import PublishOptions, publish
from yearbook.model.publication import Destination

MANY = max(2, int(os.environ.get("YEARBOOK_FAULTS", "2")))
PAGE = "zh/themes/garden.html"

Site = dict[str, bytes]


pytestmark = pytest.mark.usefixtures("templates_read_once")


@pytest.fixture
def order(tmp_path: Path) -> BuildOptions:
    return BuildOptions(small_world(tmp_path / "content"), ROOT / "templates", tmp_path / "site")


def write(order: BuildOptions, text: str) -> None:
    world(order.content, {"themes.yaml": FILES["themes.yaml"].replace(OLD, text)})


def killed(work: Callable[[], object], after: float) -> bool:
    """Whether the work, in a process of its own, was killed before it ended."""
    process = child(work)
    time.sleep(after)  # the moment is what matters here, and no assertion rests on it
    os.kill(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def _checked_out(bare: Path, scratch: Path) -> Site:
    shutil.rmtree(scratch, ignore_errors=True)
    subprocess.run(["git", "clone", "--quiet", "--branch", "pages", bare, scratch], check=True)
    shutil.rmtree(scratch / ".git")
    return contents(scratch)


@pytest.mark.parametrize("kind", ["folder", "git", "rsync", "rclone"])
def test_a_publication_that_is_killed(
    order: BuildOptions, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, chance = tmp_path / "there", random.Random(2016)
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "rclone.conf"))
    (tmp_path / "rclone.conf").touch()
    if kind == "git":
        subprocess.run(["git", "init", "--quiet", "--bare", there], check=True)
    elif kind != "folder":
        installed(kind)
    wish = PublishOptions(
        Destination(to=f"git:{there}#pages" if kind == "git" else f"{kind}:{there}"), tmp_path / "state"
    )

    def seen() -> Site:
        if kind == "git":
            return _checked_out(there, tmp_path / "clone")
        return contents(there / "current" if kind == "folder" else there)

    sites, spans = {}, []
    for text in (OLD, NEW):
        write(order, text)
        begun = time.monotonic()
        publish(order, wish, no_progress)
        spans.append(time.monotonic() - begun)
        sites[text] = seen()
    now, count = NEW, 0
    for turn in range(MANY):
        now = OLD if now == NEW else NEW
        write(order, now)
        before = contents(order.content)
        count += killed(lambda: publish(order, wish, no_progress), chance.uniform(0.2, 1) * min(spans))
        found = seen()
        assert contents(order.content) == before
        if kind in ("folder", "git"):
            assert found in (sites[OLD], sites[NEW]), f"turn {turn}"
        assert set(sites[OLD]) & set(sites[NEW]) <= set(found), f"turn {turn}: no page is ever missing"
        publish(order, wish, no_progress)
        assert seen() == sites[now], f"turn {turn}"
    assert count


def test_a_book_that_is_killed(order: BuildOptions, tmp_path: Path) -> None:
    file, chance = tmp_path / "out/garden.pdf", random.Random(2018)
    words = (sys.executable, str(ROOT / "build.py"), "pdf", "--entry=program:two-steps", f"--out={file}")
    command = [*words, f"--content={order.content}", f"--templates={order.templates}"]

    def printing() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def printed() -> bytes:
        assert printing().wait() == 0
        return file.read_bytes()

    begun = time.monotonic()
    books = [printed()]
    span = time.monotonic() - begun
    body = order.content / "programs/two-steps.md"
    texts = [body.read_text("utf-8"), body.read_text("utf-8").replace("挖坑", "开沟")]
    body.write_text(texts[1], "utf-8")
    books.append(printed())
    assert books[0] != books[1]
    for turn in range(1, MANY + 1):
        body.write_text(texts[turn % 2], "utf-8")
        process = printing()
        time.sleep(chance.uniform(0.3, 1) * span)
        process.kill()
        process.wait()
        assert file.read_bytes() in books
        assert printed() == books[turn % 2]
        assert [each.name for each in file.parent.iterdir()] == [file.name]
