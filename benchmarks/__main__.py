"""Compare our builds with Hugo's, in turn, on the same yearbook, and print the tables of README.md.

Run `python -m benchmarks`.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import corpus, hugo, previewing, stages
from benchmarks.measure import CommandError, Cost, run, settle

HERE = Path(__file__).resolve().parent.parent
WORKS = ("Hugo, cold", "ours, cold", "ours, nothing changed", "ours, one body edited", "ours, one title edited")
"""What each round runs, in this order."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A yearbook in its folder, and the commands that build it."""

    folder: Path
    entries: int
    hugo: str

    def round(self, number: int) -> list[Cost]:
        """Run each of WORKS once."""
        for name in ("site", ".site.staging", "cache", "hugo/public", "hugo/resources"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        original = self.folder / corpus.edited_file(self.entries)
        text = original.read_text("utf-8")
        costs = [self._peer(), self._ours(), self._ours()]
        original.write_text(f"{text}\n增写一句话{'。' * (number + 1)}\n", "utf-8")
        costs.append(self._ours())
        original.write_text(text.replace("title: ", f"title: {'新' * (number + 1)}", 1), "utf-8")
        costs.append(self._ours())
        original.write_text(text, "utf-8")
        return costs

    def _peer(self) -> Cost:
        settle()
        cost = run([self.hugo, "--quiet"], self.folder / "hugo", {"HUGO_CACHEDIR": str(self.folder / "cache/hugo")})
        _expect("Hugo", (sum(1 for _ in (self.folder / "hugo/public").rglob("*.html")),), (hugo.pages(self.entries),))
        return cost

    def _ours(self) -> Cost:
        folders = ("--content", "content", "--templates", str(HERE / "templates"), "--output", "site")
        settle()
        cost = run(
            [sys.executable, str(HERE / "build.py"), *folders],
            self.folder,
            {"XDG_CACHE_HOME": str(self.folder / "cache")},
        )
        found = hugo.count(self.folder / "site")
        _expect("ours", found[:2], (hugo.pages(self.entries), hugo.side_by_side(self.entries)))
        return cost

    def heading(self) -> str:
        """Return how many pages the last round has made."""
        same, beside, further = hugo.count(self.folder / "site")
        return (
            f"## {self.entries:,} entries\n\nHugo makes {same:,} pages. Ours makes these, {beside:,} with both "
            f"languages side by side, and {further:,} further pages of long indexes."
        )

    def previewed(self) -> str:
        """Measure edits during a preview; return Markdown."""
        own = previewing.ours(self.folder, self.entries, HERE / "templates")
        return previewing.table(own, previewing.peer(self.hugo, self.folder, self.entries))


def _expect(whose: str, found: Sequence[int], wanted: Sequence[int]) -> None:
    if tuple(found) != tuple(wanted):
        raise CommandError(f"{whose}: {found} pages and not {wanted}: what is compared is not the same work")


def table(rounds: Sequence[Sequence[Cost]]) -> str:
    """Return a row for each of WORKS, with ratios to Hugo in the same round; for CPU time their median."""
    lines = [
        "| | wall s: min, **median**, max | ratio to Hugo: min, **median**, max | CPU s | CPU ratio | memory MB |",
        "|---|---|---|---:|---:|---:|",
    ]
    for place, work in enumerate(WORKS):
        own = [each[place] for each in rounds]
        walls = _spread([each.wall for each in own], ".2f")
        ratios = _spread([each[place].wall / each[0].wall for each in rounds], ".3f")
        processor = statistics.median(each.processor for each in own)
        share = statistics.median(each[place].processor / each[0].processor for each in rounds)
        memory = max(each.memory for each in own) / 1e6
        lines.append(f"| {work} | {walls} | {ratios} | {processor:.1f} | {share:.2f} | {memory:,.0f} |")
    return "\n".join(lines)


def _spread(values: Iterable[float], form: str) -> str:
    ordered = sorted(values)
    return f"{ordered[0]:{form}}, **{statistics.median(ordered):{form}}**, {ordered[-1]:{form}}"


def machine(peer: str) -> str:
    """Return the machine and the versions of the programs."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    asked = subprocess.run([peer, "version"], capture_output=True, text=True, check=True)
    return (
        f"{cores} cores of {_processor()}, {platform.system()} {platform.release()}, load {os.getloadavg()[0]:.1f} at "
        f"the start; Python {platform.python_version()}, Markdown {version('markdown')}, Jinja {version('jinja2')}; "
        f"{' '.join(asked.stdout.split()[:2])}."
    )


def _processor() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text("utf-8").splitlines() if described.exists() else []
    names = (each.partition(":")[2].strip() for each in lines if each.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _folder(keep: Path, entries: int, seed: int) -> Path:
    """Return the folder of a yearbook, written if it does not exist."""
    folder = keep / f"{entries}-{seed}"
    if not (folder / "content").exists():
        corpus.write(folder, entries, seed)
    return folder


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--entries", default="1000,10000", help="sizes, with commas between them")
    parser.add_argument("--runs", type=int, default=3, help="rounds of each size")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder in which the yearbooks stay, for the next time")
    parser.add_argument("--hugo", default=hugo.executable(HERE / ".venv-bench"), help="the peer's program")
    parser.add_argument("--large", action="store_true", help="100000 entries, one round")
    parser.add_argument("--profile", action="store_true", help="the shares of the stages instead, without the peer")
    return parser.parse_args()


def _profile(folder: Path) -> str:
    with TemporaryDirectory(dir=folder) as output:
        return stages.profile(folder / "content", HERE / "templates", Path(output) / "site")


def main() -> None:
    asked = _arguments()
    sizes = [100_000] if asked.large else [int(each) for each in asked.entries.split(",")]
    with TemporaryDirectory() as temporary:
        keep = (asked.keep or Path(temporary)).resolve()
        if not asked.profile:
            print(machine(asked.hugo))
        for entries in sizes:
            folder = _folder(keep, entries, asked.seed)
            if asked.profile:
                print(f"\n## {entries:,} entries\n\n{_profile(folder)}", flush=True)
                continue
            bench = Bench(folder, entries, asked.hugo)
            rounds = [bench.round(number) for number in range(1 if asked.large else asked.runs)]
            print(f"\n{bench.heading()}\n\n{table(rounds)}\n\n{bench.previewed()}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except CommandError as error:
        sys.exit(str(error))
