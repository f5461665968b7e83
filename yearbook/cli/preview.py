"""`preview`."""

from __future__ import annotations

from dataclasses import replace

import click

from yearbook.build.options import BuildOptions
from yearbook.build.server.server import open_browser, run_preview
from yearbook.cli.messages import say, show_problems
from yearbook.cli.options import build_options


@click.command()
@build_options(into="site")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--open", "open_too", is_flag=True, help="Open the browser.")
def preview_command(order: BuildOptions, host: str, port: int, open_too: bool) -> None:
    """Show the yearbook in the browser, with drafts, and follow each edit. Writes nothing."""

    def ready(address: str) -> None:
        say("preview: {address} (Ctrl+C ends it)", address=address)
        if open_too:
            open_browser(address)

    options = replace(order, drafts=True)
    run_preview(options, host=host, port=port, show=lambda found: show_problems(found, order), ready=ready)
