"""How the program was called, and how messages name its commands so that they can be copied."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path, PurePath

import click
from click.core import ParameterSource

from yearbook.core.frozen import dataclass

INSTALLED = "yearbook"
"""The program where it is installed: found from every folder."""
_IN_MESSAGES = re.compile(r"python build\.py(?: (?P<command>[a-z]+))?")
"""How messages in the code name the program, with a command or without."""
_FOLDERS = {
    "": ("content", "templates", "output"),
    "check": ("content", "templates"),
    "preview": ("content", "templates"),
}
"""Options with folders that each command is told again; all other commands need the content alone."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """What the user typed, as far as other commands must repeat it."""

    program: str
    """`yearbook`, `python -m yearbook`, `python build.py`, with the path to it."""
    folders: tuple[tuple[str, str], ...] = ()
    """(option, folder) of each folder that was given: ("content", "../our/content")."""

    def command(self, name: str = "", **folders: PurePath) -> str:
        """Return the beginning of a command line that calls the command `name` (none: build).

        `folders`: further folders to name, by their options.
        """
        given = dict(self.folders) | {option: str(folder) for option, folder in folders.items()}
        options = (f"--{each} {quoted(given[each])}" for each in _FOLDERS.get(name, ("content",)) if each in given)
        return " ".join((self.program, *filter(None, (name,)), *options))

    def in_text(self, text: str) -> str:
        """Return a message with each command in it as the user has to type it."""
        return _IN_MESSAGES.sub(lambda found: self.command(found["command"] or ""), text)


def invocation() -> Invocation:
    """Return how the running command was called."""
    context = click.get_current_context(silent=True)
    given = (
        each for each in _FOLDERS[""] if context and context.get_parameter_source(each) is ParameterSource.COMMANDLINE
    )
    return Invocation(program_name(), tuple((each, str(context.params[each])) for each in given) if context else ())


def program_name() -> str:
    """Return what the user types to call the program."""
    called = Path(sys.argv[0])
    if called.stem == "yearbook":  # with an ending on Windows
        return INSTALLED
    if called.parts[-2:] == ("yearbook", "__main__.py"):
        return f"{_python()} -m yearbook"
    return f"{_python()} {quoted(str(called))}" if called.name == "build.py" else "python build.py"


def _python() -> str:
    """Return the name of the interpreter as it was typed; without its folder if another program called it."""
    typed = PurePath(sys.orig_argv[0])
    name = typed.stem if typed.suffix == ".exe" else typed.name
    if not name.startswith("python"):
        return "python"
    return name if typed.is_absolute() else str(typed)


def quoted(text: str) -> str:
    """Return a text as one word of a command line, in quotes if it needs them."""
    if os.name == "nt":
        return f'"{text}"' if re.search(r"[\s&()^]", text) else text
    return shlex.quote(text)
