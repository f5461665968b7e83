"""Show help and errors of the command line in the language of messages: the texts of commands, and click's own.

Click takes its own texts from gettext, which needs compiled catalogues; here they come from the catalogues of the
program, like all other messages.
"""

from __future__ import annotations

import os
from copy import copy
from inspect import cleandoc
from typing import TypeVar

import click

from yearbook.core.messages import marked, message_languages, translate

CLICK_TEXTS = (
    marked("Usage:"),
    marked("Options"),
    marked("Commands"),
    marked("Positional arguments"),
    marked("Show this message and exit."),
    marked("Show the version and exit."),
    marked("default: {default}"),
    marked("required"),
    marked("Error: {message}"),
    marked("Aborted!"),
    marked("Try '{command} {option}' for help."),
    marked("Invalid value: {message}"),
    marked("Invalid value for {param_hint}: {message}"),
    marked("Missing argument"),
    marked("Missing option"),
    marked("Missing command."),
    marked("Missing parameter"),
    marked("Choose from:\n\t{choices}"),
    marked("No such option {name!r}."),
    marked("No such command {name!r}."),
    marked("Did you mean {possibility}?"),
    marked("(Did you mean one of: {possibilities}?)"),
    marked("Option {name!r} requires an argument."),
    marked("Option {name!r} does not take a value."),
    marked("Got unexpected extra argument ({args})"),
    marked("Got unexpected extra arguments ({args})"),
    marked("{value!r} is not one of {choices}."),
    marked("{value!r} is not a valid {number_type}."),
    marked("{value} is not in the range {range}."),
    marked("{name} {filename!r} does not exist."),
    marked("{name} {filename!r} is a file."),
    marked("{name} {filename!r} is a directory."),
    marked("{name} {filename!r} is not readable."),
    marked("file"),
    marked("directory"),
    marked("path"),
)
"""What click says to people who use this program."""

_MODULES = (click.core, click.exceptions, click.formatting, click.types, click.decorators, click.parser)


def message_language() -> str:
    """Return the language of messages: that of YEARBOOK_LANGUAGE, or of the locale."""
    asked = next(
        (os.environ[each] for each in ("YEARBOOK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(each)),
        "",
    )
    code = asked[:2]
    return code if code in message_languages() else "en"


def localize_click() -> None:
    """Let click say its own texts in the language of messages."""
    for module in _MODULES:
        for name, function in (("_", _translated), ("ngettext", _counted)):
            if hasattr(module, name):
                setattr(module, name, function)


C = TypeVar("C", bound=click.Command)


def in_language(command: C) -> C:
    """Return the command with its help in the language of messages."""
    made = copy(command)
    made.help = _translated(cleandoc(command.help or ""))
    made.params = [_parameter(each) for each in command.params]
    return made


def _parameter(parameter: click.Parameter) -> click.Parameter:
    made = copy(parameter)
    if isinstance(made, click.Option):
        made.help = _translated(made.help or "")
    kind = copy(made.type)
    if isinstance(kind, click.Path):  # click names it when the command is defined
        name = "path" if kind.file_okay and kind.dir_okay else "file" if kind.file_okay else "directory"
        kind.name = _translated(name)
        made.type = kind
    return made


def _translated(text: str) -> str:
    return translate(text, message_language()) if text else text


def _counted(one: str, many: str, number: int) -> str:
    return _translated(one if number == 1 else many)
