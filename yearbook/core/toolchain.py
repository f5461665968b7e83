"""Return a version text of this program and all its libraries."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from yearbook import __version__
from yearbook.core.digest import digest

_HERE = Path(__file__).resolve().parent.parent
_TOOLS = ("jinja2", "markdown", "markupsafe", "nh3", "babel", "pillow", "pypinyin", "snowballstemmer")
"""Libraries that shape pages. The version of Python is part of the toolchain too, because of its Unicode data."""


@cache
def toolchain() -> str:
    """Return the versions of all tools that shape the output, with the digest of this program's own code."""
    tools = (f"{each} {version(each)}" for each in _TOOLS)
    files = sorted((*_HERE.rglob("*.py"), _HERE / "model" / "measures.yaml"))
    code = digest(tuple((str(each.relative_to(_HERE)), each.read_bytes()) for each in files))
    return "; ".join((f"yearbook {__version__} {code}", f"python {platform.python_version()}", *tools))


def inputs(folders: Mapping[str, Iterable[tuple[str, str]]], options: Iterable[str]) -> str:
    """Return the digest of all inputs of a site: files as (path, digest) by folder, options, the toolchain."""
    return digest((toolchain(), tuple((name, tuple(files)) for name, files in folders.items()), tuple(options)))
