"""Measure the search of a large yearbook in a real Chromium, and print the table of README.md.

Measured are recall, precision, and the time from a key to the results. What should be found is computed in Python from
the folded texts of all entries. The site is served from the loopback, compressed, as a static host does it. *Cold* is a
browser's first search, with nothing but the page and its table of entries loaded; *warm* is the same search again.
"""

from __future__ import annotations

import argparse
import gzip
import random
import re
import shutil
import statistics
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import corpus
from benchmarks.measure import run
from benchmarks.previewing import late
from yearbook.build.loading import read_yearbook
from yearbook.build.options import BuildOptions
from yearbook.i18n import strings
from yearbook.site.edition import arrange
from yearbook.site.search.entries import SearchEntry, entry_keys, search_entry
from yearbook.site.search.tokenizer import Tokenizer, fold, tokenizer_options

HERE = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")

_CLOCK = """
addEventListener("input", () => { window.keyAt = performance.now(); }, true);
addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("[data-search-results]");
  new MutationObserver(() => { if (list.dataset.shown) window.shownAt = performance.now(); })
    .observe(list, { attributes: true, attributeFilter: ["data-shown"] });
});
"""
_ASK = """query => new Promise((done) => {
  const input = document.querySelector("[data-search] input"), list = document.querySelector("[data-search-results]");
  list.dataset.shown = "";
  input.value = query;
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  const look = () => list.dataset.shown ? done(window.shownAt - window.keyAt) : setTimeout(look, 5);
  look();
})"""
_BYTES = """performance.getEntriesByType("resource").filter((each) => each.startTime >= window.keyAt)
  .reduce((sum, each) => sum + each.encodedBodySize, 0)"""


@dataclass(frozen=True, slots=True)
class Found:
    """Results and times of one language's search."""

    queries: int
    recall: float
    precision: float
    cold: tuple[float, ...]
    """Milliseconds from the key to the results."""
    warm: tuple[float, ...]
    loaded: tuple[float, ...]
    """Kilobytes, compressed, of each cold search."""


def truth(found: Sequence[SearchEntry], code: str, queries: Sequence[str]) -> list[set[tuple[str, str]]]:
    """Return the entries that each query should find: with its characters in a text; in English, with all its stems."""
    tokenizer = Tokenizer(tokenizer_options(code))
    texts = {(each.kind, each.id): [run.text for run in (each.title, *each.names, *each.passages)] for each in found}
    if code == "zh":
        folded = {key: [fold(text) for text in own] for key, own in texts.items()}
        return [{key for key, own in folded.items() if any(fold(each) in text for text in own)} for each in queries]
    terms = {key: {term for text in own for term in tokenizer.terms(text)} for key, own in texts.items()}
    return [{key for key, own in terms.items() if set(tokenizer.terms(each)) <= own} for each in queries]


def questions(found: Sequence[SearchEntry], code: str, count: int, seed: int) -> list[str]:
    """Return queries: two to four characters from any text; in English one or two words."""
    chance = random.Random(seed)
    texts = [run.text for each in found for run in (each.title, *each.names, *each.passages)]
    asked: list[str] = []
    while len(asked) < count:
        text = chance.choice(texts)
        if code == "zh":
            size, at = chance.randint(2, 4), chance.randrange(len(text))
            query = text[at : at + size]
            asked += [query] if len(query) == size == len(fold(query)) and " " not in fold(query) else []
        elif words := re.findall("[A-Za-z]{4,}", text):
            asked.append(" ".join(chance.sample(words, min(len(words), chance.randint(1, 2)))))
    return asked


def look(browser: Browser, address: str, found: Sequence[SearchEntry], code: str, sizes: tuple[int, int]) -> Found:
    """Measure recall and precision over the first number of queries, times over the second."""
    count, timed = sizes
    asked = questions(found, code, count, seed=7)
    right = truth(found, code, asked)
    page = browser.new_page(bypass_csp=True)
    page.goto(f"{address}{code}/search.html")
    got = [{(kind, identity) for kind, identity in page.evaluate("q => yearbookSearch.all(q)", each)} for each in asked]
    page.close()
    both = sum(len(one & other) for one, other in zip(right, got, strict=True))
    recall, precision = both / sum(map(len, right)), both / sum(map(len, got))
    times = [_time(browser, f"{address}{code}/search.html", each) for each in questions(found, code, timed, seed=5)]
    cold, warm, loaded = zip(*times, strict=True)
    return Found(count, recall, precision, cold, warm, loaded)


def _time(browser: Browser, address: str, query: str) -> tuple[float, float, float]:
    context = browser.new_context(bypass_csp=True)
    context.add_init_script(_CLOCK)
    page: Page = context.new_page()
    page.goto(address)
    page.evaluate("yearbookSearch.open()")
    cold, loaded = page.evaluate(_ASK, query), page.evaluate(_BYTES)
    page.evaluate(_ASK, "")
    warm = page.evaluate(_ASK, query)
    context.close()
    return cold, warm, loaded / 1000


def table(found: dict[str, Found]) -> str:
    """Return a row for each language."""
    lines = [
        "| | queries | recall | precision | cold ms: median, 95 % | warm ms: median, 95 % | loaded kB: median, 95 % |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for code, each in found.items():
        times = (f"{statistics.median(one):.0f}, {late(one):.0f}" for one in (each.cold, each.warm, each.loaded))
        shares = f"{each.queries} | {each.recall:.2%} | {each.precision:.2%}"
        lines.append(f"| {code} | {shares} | {' | '.join(times)} |")
    return "\n".join(lines)


@lru_cache(maxsize=4096)
def _compressed(path: str) -> bytes:
    return gzip.compress(Path(path).read_bytes(), 6)


class _Host(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body are sent as one
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body = _compressed(str(path))
        self.send_response(200)
        headers = {"Content-Type": self.guess_type(path), "Content-Encoding": "gzip", "Content-Length": str(len(body))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def handle(self) -> None:
        with suppress(ConnectionError):  # of a browser that is closed
            super().handle()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the library gives it
        pass


def _serve(folder: str, ready: Connection) -> None:
    for code in LANGUAGES:
        for script in (Path(folder) / code / "search").iterdir():
            _compressed(str(script))  # beforehand, as a host does it
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=folder)) as server:
        ready.send(server.server_port)
        server.serve_forever()


@contextmanager
def hosting(folder: Path) -> Iterator[str]:
    """Serve `folder` from a process of its own as long as the block lasts; return the address."""
    here, there = Pipe()
    process = Process(target=_serve, args=(str(folder), there), daemon=True)
    process.start()
    yield f"http://127.0.0.1:{here.recv()}/"
    process.terminate()
    process.join()


def measure(folder: Path, site: Path, sizes: tuple[int, int]) -> dict[str, Found]:
    """Measure the search of a site. Raises OSError if there is no Chromium."""
    executable = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if executable is None:
        raise FileNotFoundError("no Chromium on this machine: apt-get install chromium")
    order = BuildOptions(folder / "content", HERE / "templates", site)
    yearbook, _ = read_yearbook(order)
    languages = strings.read_languages(order.folders, yearbook.configuration.languages)
    editions = arrange(yearbook, languages)
    every = {
        code: [search_entry(each, yearbook.get(*key)) for key in entry_keys(each)] for code, each in editions.items()
    }
    with hosting(site) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=executable, args=[*OPTIONS])
        found = {code: look(browser, address, every[code], code, sizes) for code in LANGUAGES}
        browser.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.searching", description=__doc__)
    parser.add_argument("--entries", type=int, default=2000)
    parser.add_argument("--queries", type=int, default=600, help="for recall and precision")
    parser.add_argument("--timed", type=int, default=100, help="queries of which each has a browser of its own")
    asked = parser.parse_args()
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        corpus.write(folder, asked.entries, seed=1)
        folders = ("--content", "content", "--templates", str(HERE / "templates"), "--output", "site")
        run([sys.executable, str(HERE / "build.py"), *folders], folder, {})
        print(table(measure(folder, folder / "site", (asked.queries, asked.timed))))


if __name__ == "__main__":
    main()
