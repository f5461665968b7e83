"""Profile a cold build in this process: the share of each stage, and the functions that take most time.

The time of library functions is shared out to the stages that call them. The profiler slows calls down, small functions
most of all: the shares are a guide only; `python -m benchmarks` measures.
"""

from __future__ import annotations

import cProfile
import pstats
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yearbook.build.options import BuildOptions
from yearbook.build.pipeline import build

STAGES = (
    ("markdown", ("/yearbook/markdown/", "/markdown/", "<built-in method nh3")),
    ("content", ("/yearbook/content/", "/yearbook/core/documents/", "/yearbook/model/", "/yaml/", "yaml.",
                 "/pydantic")),
    ("checks", ("/yearbook/checks/",)),
    ("i18n", ("/yearbook/i18n/", "/babel/", "/pypinyin/")),
    ("data", ("/yearbook/data/",)),
    ("search", ("/yearbook/site/search/", "/snowballstemmer/")),
    ("rendering", ("/yearbook/site/rendering/", "/jinja2/", "/markupsafe/", ".html:", "<template>")),
    ("views", ("/yearbook/site/",)),
    ("book", ("/yearbook/book/", "typst")),
    ("output", ("/yearbook/build/output/", "posix.")),
    ("build", ("/yearbook/build/", "/yearbook/core/")),
)  # fmt: skip
"""By stage: parts of the file or the name of its functions."""
ELSEWHERE = "elsewhere"
MOST = 25
"""Number of functions shown."""
_DEPTH = 6  # callers of callers, until one belongs to a stage

Function = tuple[str, int, str]
"""(file, line, name), the key of the profiler."""
Statistics = Mapping[Function, tuple[Any, ...]]
"""By function: (calls without recursion, calls, own seconds, seconds with all it calls, callers)."""


def profile(content: Path, templates: Path, output: Path) -> str:
    """Return the report as Markdown. The output folder must be new, or the build skips work."""
    profiler = cProfile.Profile()
    profiler.runcall(build, BuildOptions(content, templates, output, jobs=1))
    found: Statistics = pstats.Stats(profiler).stats  # type: ignore[attr-defined] # documented in the class's source
    total = sum(each[2] for each in found.values())
    lines = [f"One process, {total:.1f} s under the profiler.", "", "| stage | share |", "|---|---:|"]
    shares = sorted(stage_shares(found).items(), key=lambda each: -each[1])
    lines += [f"| {stage} | {seconds / total:.1%} |" for stage, seconds in shares]
    lines += ["", "| own time | share | calls | function |", "|---:|---:|---:|---|"]
    for function, (_, calls, own, *_) in sorted(found.items(), key=lambda each: -each[1][2])[:MOST]:
        lines.append(f"| {own:.2f} s | {own / total:.1%} | {calls:,} | `{_shown(function)}` |")
    lines += ["", "| with all it calls | share | calls | function |", "|---:|---:|---:|---|"]
    ours = (each for each in found.items() if "/yearbook/" in each[0][0] and "<" not in each[0][2])
    for function, (_, calls, _, whole, _) in sorted(ours, key=lambda each: -each[1][3])[:MOST]:
        lines.append(f"| {whole:.2f} s | {whole / total:.1%} | {calls:,} | `{_shown(function)}` |")
    return "\n".join(lines)


def stage_shares(found: Statistics) -> dict[str, float]:
    """Return for each stage the own seconds of its functions and of the library functions that they call."""
    shares: dict[str, float] = defaultdict(float)
    for function, each in found.items():
        for stage, part in _mix(function, found, _DEPTH).items():
            shares[stage] += each[2] * part
    return dict(shares)


def _mix(function: Function, found: Statistics, depth: int) -> dict[str, float]:
    """Return for each stage its share of a function's time; the shares sum to 1."""
    if stage := stage_of(function):
        return {stage: 1.0}
    callers = found[function][4]
    seconds = sum(each[3] for each in callers.values())
    if not depth or not seconds:
        return {ELSEWHERE: 1.0}
    mixed: dict[str, float] = defaultdict(float)
    for caller, each in callers.items():
        if each[3] > seconds / 100:  # the rest would cost more time than it has
            for stage, part in _mix(caller, found, depth - 1).items():
                mixed[stage] += part * each[3]
    weight = sum(mixed.values())
    return {stage: part / weight for stage, part in mixed.items()}


def stage_of(function: Function) -> str:
    """Return the stage of a function; empty for none."""
    name = f"{function[0].replace(chr(92), '/')}:{function[2]}"
    return next((stage for stage, parts in STAGES if any(each in name for each in parts)), "")


def _shown(function: Function) -> str:
    file, line, name = function
    if not line:
        return name.replace("|", "")
    inside = re.sub(r".*/(?:site-packages|python3\.\d+)/", "", file)
    short = inside[inside.find("yearbook/") :] if "/yearbook/" in inside else inside
    return f"{short}:{line} {name}"
