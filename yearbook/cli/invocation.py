"""How a person calls this program: in its own folder, by its name where it is installed, or as a module."""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = "python build.py"
"""How hints name it, wherever it is installed."""


def program_name() -> str:
    """What a person types to call this program here."""
    called = Path(sys.argv[0])
    if called.stem == "yearbook":  # with an ending on Windows
        return "yearbook"
    return "python -m yearbook" if called.parts[-2:] == ("yearbook", "__main__.py") else _PROGRAM


def as_called(text: str) -> str:
    """A text that names this program, as the person calls it."""
    return text.replace(_PROGRAM, program_name())
