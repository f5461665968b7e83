"""The command `edit`."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime

import click

from yearbook.authoring.editing.room import Surroundings
from yearbook.authoring.editing.server import run_editing
from yearbook.build.options import BuildOptions
from yearbook.build.server.server import open_browser
from yearbook.cli.invocation import invocation
from yearbook.cli.localization import message_language
from yearbook.cli.messages import problem_printer, say
from yearbook.cli.options import build_options


@click.command()
@build_options
@click.option("--port", type=click.IntRange(1, 65535), default=8010, show_default=True, help="Port to listen on.")
@click.option("--open/--no-open", "open_too", default=True, help="Open the browser.")
def edit_command(options: BuildOptions, port: int, open_too: bool) -> None:
    """Enter records in forms in the browser, beside their pages. Writes the content files."""
    options = replace(options, drafts=True)

    def ready(address: str) -> None:
        say("editing room, for this computer and this browser: {address} (Ctrl+C ends it)", address=address)
        if open_too:
            open_browser(address)

    run_editing(
        options,
        port=port,
        show=problem_printer(options),
        ready=ready,
        language=message_language(),
        surroundings=Surroundings(time=_now, secret=secrets.token_urlsafe),
        reworded=invocation().in_text,
    )


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
