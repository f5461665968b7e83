"""What a person types → a pipeline, and what became of it → words on the terminal. No work is done here.

Exit status: 0 done, 1 problems in content or templates, 2 wrong usage.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from yearbook import __version__
from yearbook.cli import building, checking, desk, guide, printing, publishing, spreadsheets, stamping


class _BuildsByDefault(click.Group):
    """Takes `build` for meant where no command is named."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        own = {"-h", "--help", "--version"}
        if not args or (args[0].startswith("-") and args[0] not in own):
            args = ["build", *args]
        return super().parse_args(context, args)


@click.group(cls=_BuildsByDefault, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="yearbook")
def command() -> None:
    """A bilingual achievements yearbook from Markdown and YAML. Without a command it builds."""


for each in (
    building.build,
    building.preview,
    building.schemas,
    checking.check,
    desk.fmt,
    desk.init,
    desk.new,
    desk.rename,
    desk.stats,
    checking.translated,
    checking.translations,
    stamping.changed,
    printing.pdf,
    publishing.inspect,
    publishing.publish,
    guide.guide,
    spreadsheets.export,
    spreadsheets.import_,
):
    command.add_command(each)


def main() -> None:
    """The console script."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack characters
    command(prog_name="yearbook" if Path(sys.argv[0]).name == "yearbook" else "python build.py")
