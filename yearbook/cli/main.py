"""The command line: which commands there are, and how the program ends.

Exit status: 0 done, 1 problems in content or templates, 2 wrong usage.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from importlib.metadata import EntryPoint
from types import MappingProxyType

import click

from yearbook import __version__
from yearbook.cli.invocation import program_name
from yearbook.cli.localization import in_language, localize_click


def _command(module: str, name: str, function: str = "") -> dict[str, EntryPoint]:
    """Return the entry point of a command: `function` (default: its name) of a module of `cli`."""
    return {name: EntryPoint(name, f"yearbook.cli.{module}:{function or name}", "yearbook.commands")}


COMMANDS: Mapping[str, EntryPoint] = MappingProxyType(
    {
        **_command("build", "build", "build_command"),
        **_command("preview", "preview", "preview_command"),
        **_command("edit", "edit", "edit_command"),
        **_command("check", "check", "check_command"),
        **_command("check", "translated"),
        **_command("check", "translations"),
        **_command("changed", "changed"),
        **_command("authoring", "new"),
        **_command("authoring", "rename"),
        **_command("authoring", "fmt"),
        **_command("init", "init"),
        **_command("stats", "stats"),
        **_command("spreadsheets", "export", "export_command"),
        **_command("spreadsheets", "import", "import_"),
        **_command("pdf", "pdf"),
        **_command("publish", "inspect", "inspect_command"),
        **_command("publish", "publish", "publish_command"),
        **_command("guide", "guide", "guide_command"),
        **_command("schemas", "schemas", "schemas_command"),
    }
)
"""All commands. Each is imported only when used: all of them take longer than a build that has nothing to do."""


class _Commands(click.Group):
    """Runs `build` if no command is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(context, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's name
        return sorted(COMMANDS)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        self._help_option = None  # click keeps the first one, in the language of that call
        return super().get_help_option(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Group.format_help(in_language(self), ctx, formatter)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        return in_language(COMMANDS[cmd_name].load()) if cmd_name in COMMANDS else None


localize_click()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="yearbook", help="Show the version and exit.")
def command() -> None:
    """Build a bilingual achievements yearbook from Markdown and YAML. Without a command: build."""


def main() -> None:
    """Run the console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack characters
    try:
        command(prog_name=program_name())
    except SystemExit as end:
        if isinstance(end.code, int):
            _leave(end.code)
        raise


def _leave(status: int) -> None:
    """Exit at once. Python would free every value first, which at 10,000 entries takes as long as finding that nothing
    changed. Every file is closed by now.
    """
    with contextlib.suppress(OSError):  # the reader of a pipe is gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)
