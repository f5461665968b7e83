"""How the program was called: `python build.py`, `yearbook` or `python -m yearbook`."""

from __future__ import annotations

import sys
from pathlib import Path

_PROGRAM = "python build.py"
"""How messages in the code name the program."""


def program_name() -> str:
    """Return what the user types to call the program."""
    called = Path(sys.argv[0])
    if called.stem == "yearbook":  # with an ending on Windows
        return "yearbook"
    return "python -m yearbook" if called.parts[-2:] == ("yearbook", "__main__.py") else _PROGRAM


def as_called(text: str) -> str:
    """Return a message with the program named as the user calls it."""
    return text.replace(_PROGRAM, program_name())
