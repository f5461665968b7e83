"""A folder of pages → those pages in a real Chromium, over http or from the disk.

It never reaches another host: Chromium is started so that no name but the loopback's resolves. What a machine lacks
is said as a skipped test with what to install; with `CI=true` in the environment it fails instead.
"""

from __future__ import annotations

import functools
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
NODE_MODULES = HERE / "node_modules"
"""What `npm ci` in this folder makes from the lock file."""

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LOOPBACK = "127.0.0.1"
OPTIONS = (
    "--no-sandbox",  # which root, as in a container, cannot have
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {LOOPBACK}",
)


def lacking(what: str, cure: str) -> None:
    """Skips the test, or the module in which it is called, since the machine lacks `what`; fails it under `CI=true`.

    Raises: pytest's skip or failure; it never returns.
    """
    said = f"no {what} on this machine: {cure}"
    if os.environ.get("CI") == "true":
        pytest.fail(said, pytrace=False)
    pytest.skip(said, allow_module_level=True)


def program(what: str, names: tuple[str, ...], cure: str) -> str:
    """The path of the first program that is there, or `lacking`."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        lacking(what, cure)
    return str(found)


def package(path: str) -> Path:
    """A file of a package from npm, by its path below `node_modules`, or `lacking`."""
    file = NODE_MODULES / path
    if not file.is_file():
        lacking(path.split("/", maxsplit=1)[0], "apt-get install npm, then npm ci in tests/browser")
    return file


@contextmanager
def chromium() -> Iterator[Any]:
    """A started Chromium, without a window: a `playwright.sync_api.Browser`."""
    executable = program("Chromium", CHROMIUMS, "apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a browser is missed before its driver is
    except ImportError:
        lacking("Playwright", "make test sets it up")
    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=executable, args=[*OPTIONS])
        yield opened
        opened.close()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # so that a page and what it links come over one connection

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address at which `folder` can be read, with a slash at the end, as long as the block lasts."""
    with ThreadingHTTPServer((LOOPBACK, 0), functools.partial(_Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{LOOPBACK}:{server.server_port}/"
        server.shutdown()
        thread.join()
