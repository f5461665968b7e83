"""Measure how long a preview takes to notice an edit and to show it: ours, and Hugo's server.

Ours is measured in a process of its own, without a browser: a `Session` over the corpus has three pages open (the
edited honor's, the index of honors, the home page), and each edit is timed until `edited` returns, which is when
browsers are notified, and until the honor's page is served. The delay of the file system's notice is left out on both
sides: Hugo's time is the one that its server prints.
"""

from __future__ import annotations

import json
import math
import queue
import re
import shutil
import socket
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import corpus
from benchmarks.measure import CommandError
from yearbook.build.options import BuildOptions
from yearbook.build.server.session import Session

EDITS = 20
"""Edits of each kind."""
KINDS = ("body", "title", "template")
PATIENCE = 300
"""Timeout for Hugo's server, in seconds."""
_TOTAL = re.compile(r"^(?:Total|Built) in (\d+) ms")


@dataclass(frozen=True, slots=True)
class Edits:
    """Milliseconds that edits of one kind took, in order."""

    known: tuple[float, ...]
    """Until browsers are notified."""
    served: tuple[float, ...]
    """Until the page is served."""


@dataclass(frozen=True, slots=True)
class Previewed:
    """Times of a preview."""

    begun: float
    """Seconds until the first page is served."""
    search: tuple[float, ...]
    """Seconds for the whole search of each language, in one process."""
    edits: tuple[Edits, ...]
    """One for each of KINDS."""


def ours(folder: Path, entries: int, templates: Path, count: int = EDITS) -> Previewed:
    """Measure our preview in a new process. Raises CommandError."""
    command = [sys.executable, "-m", "benchmarks.previewing", str(folder), str(entries), str(templates)]
    done = subprocess.run(
        [*command, str(count)], capture_output=True, text=True, check=False, cwd=Path(__file__).parent.parent
    )
    if done.returncode:
        raise CommandError(f"the preview ended with {done.returncode}:\n{done.stderr[-4000:]}")
    said = json.loads(done.stdout)
    edits = tuple(Edits(tuple(each["known"]), tuple(each["served"])) for each in said["edits"])
    return Previewed(said["begun"], tuple(said["search"]), edits)


def watch_ours(folder: Path, entries: int, templates: Path, count: int) -> Previewed:
    """Measure our preview in this process. The content is restored afterwards; of the templates a copy is edited."""
    file = corpus.edited_file(entries)
    original = (folder / file).read_text("utf-8")
    with TemporaryDirectory() as temporary:
        own = Path(shutil.copytree(templates, Path(temporary) / "templates"))
        started = time.perf_counter()
        session = Session(BuildOptions(folder / "content", own, folder / "site", drafts=True), lambda _: None)
        session.begin()
        begun = time.perf_counter() - started
        page = f"zh/honors/{Path(file).stem}.html"
        for path in (page, "zh/honors/index.html", "zh/index.html"):
            session.serve(path)
            session.opened(path, path)
        try:
            edits = tuple(_edit_ours(session, edit, page, count) for edit in _kinds(folder / file, original, own))
        finally:
            (folder / file).write_text(original, "utf-8")
        search = tuple(_timed(partial(session.serve, f"{code}/search/index.js")) for code in ("zh", "en"))
    return Previewed(begun, search, edits)


Edit = Callable[[int], tuple[str, set[str]]]
"""Makes the edit of a number; returns what the page then shows, and the changed paths in the content folder."""


def _kinds(file: Path, original: str, templates: Path) -> tuple[Edit, ...]:
    path = "/".join(file.parts[-3:])
    template = templates / "pages/honor.html"
    written = template.read_text("utf-8")

    def body(number: int) -> tuple[str, set[str]]:
        file.write_text(f"{original}\n增写第{number}句话。\n", "utf-8")
        return f"增写第{number}句话", {path}

    def title(number: int) -> tuple[str, set[str]]:
        file.write_text(original.replace("title: ", f"title: 改名{number}", 1), "utf-8")
        return f"改名{number}", {path}

    def layout(number: int) -> tuple[str, set[str]]:
        template.write_text(written.replace("{% block more %}", f"{{% block more %}}<p>第{number}版</p>"), "utf-8")
        return f"<p>第{number}版</p>", set()

    return body, title, layout


def _edit_ours(session: Session, edit: Edit, page: str, count: int) -> Edits:
    known, served = [], []
    for number in range(count):
        shows, paths = edit(number)
        started = time.perf_counter()
        told = session.edited(paths)
        known.append(1000 * (time.perf_counter() - started))
        data = session.serve(page)[1]
        served.append(1000 * (time.perf_counter() - started))
        if page not in told or shows not in data.decode():
            raise CommandError(f"the preview does not show the edit: {shows}")
    return Edits(tuple(known), tuple(served))


def _timed(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peer(program: str, folder: Path, entries: int, count: int = EDITS) -> Previewed:
    """Make the same edits while Hugo's server runs; return the times that it prints, from when it notices them."""
    file = folder / f"hugo/content/zh/honors/{Path(corpus.edited_file(entries)).name}"
    template = folder / "hugo/layouts/page.html"
    words, layout = file.read_text("utf-8"), template.read_text("utf-8")
    texts: tuple[tuple[Path, Callable[[int], str]], ...] = (
        (file, lambda number: f"{words}\n增写第{number}句话。\n"),
        (file, lambda number: words.replace('title: "', f'title: "改名{number}', 1)),
        (template, lambda number: f"{layout}<!-- {number} -->\n"),
    )
    server = _Server(program, folder / "hugo")
    try:
        begun = server.told() / 1000
        server.visit(f"zh/honors/{file.stem}.html")
        edits = []
        for path, text in texts:
            took = []
            for number in range(count):
                path.write_text(text(number), "utf-8")
                took.append(server.told())
            edits.append(Edits(tuple(took), tuple(took)))
            path.write_text(words if path == file else layout, "utf-8")
            server.told()
    finally:
        server.end()
        file.write_text(words, "utf-8")
        template.write_text(layout, "utf-8")
    return Previewed(begun, (), tuple(edits))


class _Server:
    """Hugo's server, until it is stopped."""

    def __init__(self, program: str, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        self._process = subprocess.Popen(
            [program, "server", "--bind", "127.0.0.1", "--port", str(self._port), "--renderToMemory"],
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)

    def told(self) -> float:
        """Return the milliseconds of the next finished build. Raises CommandError if there is none in time."""
        said = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and (self._process.poll() is None or not self._lines.empty()):
            try:
                said.append(self._lines.get(timeout=1))
            except queue.Empty:
                continue
            if found := _TOTAL.match(said[-1]):
                time.sleep(0.2)  # it is not done with watching when it says so
                while not self._lines.empty():  # what it noticed of the same edit a second time
                    self._lines.get()
                return float(found[1])
        raise CommandError(f"the peer's server says nothing more:\n{''.join(said)[-4000:]}")

    def visit(self, path: str) -> None:
        """Visit a page, so that Hugo renders it first after an edit."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/{path}", timeout=PATIENCE) as answer:
            answer.read()

    def end(self) -> None:
        self._process.terminate()
        self._process.wait()


def table(own: Previewed, other: Previewed) -> str:
    """Return a row for each kind of edit: median and 95th percentile in milliseconds, and the ratio of medians."""
    lines = [
        "| edit in the preview | told ms: median, 95 % | page served ms: median, 95 % | Hugo's server | ratio |",
        "|---|---:|---:|---:|---:|",
    ]
    for kind, mine, theirs in zip(KINDS, own.edits, other.edits, strict=True):
        shown = (
            f"{statistics.median(each):.1f}, {late(each):.1f}" for each in (mine.known, mine.served, theirs.served)
        )
        ratio = statistics.median(mine.served) / max(1.0, statistics.median(theirs.served))
        lines.append(f"| {kind} | {' | '.join(shown)} | {ratio:.3f} |")
    search = " + ".join(f"{each:.2f}" for each in own.search)
    lines += [
        "",
        f"The preview begins after {own.begun:.2f} s, Hugo's server after {other.begun:.2f} s. "
        f"The search of both languages alone, in one process: {search} s.",
    ]
    return "\n".join(lines)


def late(times: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


if __name__ == "__main__":
    _folder, _entries, _templates, _count = sys.argv[1:]
    json.dump(asdict(watch_ours(Path(_folder), int(_entries), Path(_templates), int(_count))), sys.stdout)
